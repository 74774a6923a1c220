import re
import struct
import zlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import pi, sin
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from audioed import encoding, stitching
from audioed.encoding import EncodingOptions
from audioed.errors import ProofError
from audioed.model import Clip, Metadata, Passage, Recording, Run, Script, Segment, Token, Utterance, Voice, WordTime
from audioed.sound.container import write_container
from audioed.sound.frames import FrameFormat
from audioed.sound.id3 import tag_size
from audioed.tagging import tag
from audioed.units import Hertz, Samples
from audioed.verifying import (
    Check,
    Proof,
    Record,
    Source,
    make_record,
    pack_record,
    prove,
    prove_container,
    read_record,
    verify,
)
from audioed.verifying.plausible import check_record

RATE = Hertz(22050)
OPTIONS = EncodingOptions(sample_rate=RATE)
VOICE = Voice(name="test", engine="tone", language="en", variant="")
TEXTS = (
    "The lighthouse by Ann Author",
    "The keeper climbed the steps of the tower slowly",
    "Nobody had seen the lamp burning for seven long years",
    "In the end it was the wind that had lit it",
    "This edition was made for the tests of the proof",
)


def clip(text: str, pitch: int) -> Clip:
    """A tone for each word, 0.3 seconds long, with silence between."""
    tone = array("h", (round(6000 * sin(2 * pi * pitch * n / RATE)) for n in range(5000)))
    words = list(re.finditer(r"\S+", text))
    times = [
        WordTime(
            position=word.start(),
            length=len(word[0]),
            start=Samples(200 + 6600 * n),
            end=Samples(5200 + 6600 * n),
        )
        for n, word in enumerate(words)
    ]
    pcm = b"".join(bytes(400) + tone.tobytes() + bytes(2800) for _ in words)
    return Clip(pcm=pcm, rate=RATE, words=tuple(times))


def script_of(texts: Sequence[str]) -> Script:
    return Script(
        metadata=Metadata(title="The lighthouse", language="en"),
        passages=tuple(
            Passage(
                block=f"paragraph-{text.split()[1]}",
                kind="paragraph",
                text=text,
                language="en",
                pause_after_ms=300,
                tokens=(Token(start=0, end=len(text), kind="plain", spoken=text),),
                sentences=(0,),
            )
            for text in texts
        ),
    )


def segments_of(script: Script) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            id=passage.block,
            passage=index,
            start=0,
            end=len(passage.text),
            utterances=(Utterance(spoken=passage.spoken, voice=VOICE),),
        )
        for index, passage in enumerate(script.passages)
    )


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A small edition, and what it takes to forge it."""

    script: Script
    segments: tuple[Segment, ...]
    recording: Recording
    record: Record
    runs: tuple[Run, ...]
    path: Path

    @property
    def pieces(self) -> list[bytes]:
        """Runs and pauses in turn."""
        spoken = iter(self.runs)
        frames = FrameFormat(rate=RATE, bit_rate=64)
        return [
            next(spoken).frames if placed.kind == "speech" else frames.silence(placed.frame_count)
            for placed in self.recording.placed
        ]

    def write(self, pieces: Sequence[bytes], *, record: Record | None = None, recount: bool = False) -> Path:
        """Write the file with other frames or another record; `recount` makes the header fit them."""
        head = tag(
            self.script, self.recording, record=pack_record(record or self.record), cover=b"", transcript="transcript"
        )
        info = bytearray(stitching.info_frame(self.recording))
        if recount:
            frames = sum(piece.count(b"\xff\xf3\x82\xc4") + piece.count(b"\xff\xf3\x80\xc4") for piece in pieces)
            struct.pack_into(">II", info, 21, frames, len(info) + sum(map(len, pieces)))
        self.path.write_bytes(head + bytes(info) + b"".join(pieces))
        return self.path

    def forged(self, index: int, run: Run) -> Record:
        """A record that calls another run the segment's own."""
        fact = replace(self.record.segments[index], frames_digest=blake2b(run.frames, digest_size=16).digest())
        segments = (*self.record.segments[:index], fact, *self.record.segments[index + 1 :])
        return replace(self.record, segments=segments)


@pytest.fixture(scope="module")
def spoken() -> tuple[Run, ...]:
    return tuple(encoding.encode(clip(text, 300 + 40 * n), OPTIONS) for n, text in enumerate(TEXTS))


@pytest.fixture
def edition(spoken: tuple[Run, ...], tmp_path: Path) -> Edition:
    return edition_of(spoken, tmp_path)


def edition_of(spoken: tuple[Run, ...], folder: Path, texts: Sequence[str] = TEXTS) -> Edition:
    script = script_of(texts)
    segments = segments_of(script)
    facts = [
        encoding.facts(run, f"{n:032x}", segment.utterances[0].spoken)
        for n, (run, segment) in enumerate(zip(spoken, segments, strict=True))
    ]
    recording = stitching.stitch(script, segments, facts, frame_format=OPTIONS.frame_format)
    record = make_record(
        script,
        segments,
        facts,
        recording,
        source=Source(name="lighthouse.md", sha256="00"),
        fingerprints={"test": "f1"},
        versions={"lameenc": "1"},
    )
    edition = Edition(
        script=script,
        segments=segments,
        recording=recording,
        record=record,
        runs=spoken,
        path=folder / "lighthouse.mp3",
    )
    edition.write(edition.pieces)
    return edition


def found(proof: Proof) -> list[tuple[Check, str]]:
    """What is wrong with segments, and where."""
    return [(finding.check, finding.block) for finding in proof.findings if finding.block]


def checks(proof: Proof) -> set[Check]:
    return {finding.check for finding in proof.findings if not finding.check.is_advice}


def silence_like(run: bytes) -> bytes:
    """Silent frames, exactly as many bytes and frames as a run."""
    silent = bytearray(len(run))
    at = 0
    while at < len(run):
        silent[at : at + 4] = run[at : at + 4]
        at += 209 if run[at + 2] & 2 else 208
    return bytes(silent)


def test_a_file_as_it_was_made_is_proven(edition: Edition) -> None:
    prove(edition.path, edition.record)

    proof = verify(edition.path, script=edition.script, segments=edition.segments)

    assert proof.is_complete
    assert checks(proof) == set()
    assert proof.unproven == ()
    assert proof.record == edition.record
    assert proof.true_peak_db is not None


def test_without_the_source_it_is_said_that_it_was_not_compared(edition: Edition) -> None:
    proof = verify(edition.path)

    assert proof.is_complete
    assert "source was not compared" in proof.unproven[0]


@pytest.mark.parametrize("recount", [False, True])
def test_a_removed_paragraph_is_named(edition: Edition, *, recount: bool) -> None:
    pieces = edition.pieces

    proof = verify(edition.write(pieces[:2] + pieces[4:], recount=recount))

    assert found(proof) == [(Check.REMOVED, "paragraph-keeper")]
    assert Check.FRAME_COUNT in checks(proof)
    assert not proof.is_complete
    assert '"The keeper climbed the steps of the …") is missing' in " ".join(f.message for f in proof.findings)


def test_a_removed_first_paragraph_is_named(edition: Edition) -> None:
    assert found(verify(edition.write(edition.pieces[2:]))) == [(Check.REMOVED, "paragraph-lighthouse")]


def test_a_doubled_paragraph_is_named(edition: Edition) -> None:
    pieces = edition.pieces

    proof = verify(edition.write(pieces[:4] + pieces[2:]))

    assert found(proof) == [(Check.DOUBLED, "paragraph-keeper")]


def test_a_paragraph_doubled_at_the_end_is_named(edition: Edition) -> None:
    pieces = edition.pieces

    proof = verify(edition.write([*pieces, pieces[1], pieces[2]]))

    assert found(proof) == [(Check.DOUBLED, "paragraph-keeper")]


def test_swapped_paragraphs_are_named(edition: Edition) -> None:
    pieces = edition.pieces
    pieces[2], pieces[4] = pieces[4], pieces[2]

    proof = verify(edition.write(pieces))

    assert found(proof) in ([(Check.MOVED, "paragraph-keeper")], [(Check.MOVED, "paragraph-had")])
    message = next(finding.message for finding in proof.findings if finding.block)
    assert "stands after block paragraph-" in message


def test_a_paragraph_moved_to_the_beginning_is_named(edition: Edition) -> None:
    pieces = edition.pieces

    proof = verify(edition.write([pieces[8], pieces[7], *pieces[:7]]))

    assert found(proof) == [(Check.MOVED, "paragraph-edition")]
    assert any("stands at the beginning" in finding.message for finding in proof.findings)


def test_an_altered_paragraph_is_named(edition: Edition) -> None:
    pieces = edition.pieces
    pieces[4] = encoding.encode(clip("Nobody had seen the lamp shining for six long years", 700), OPTIONS).frames

    assert found(verify(edition.write(pieces))) == [(Check.ALTERED, "paragraph-had")]


def test_one_changed_byte_of_sound_is_found(edition: Edition) -> None:
    content = bytearray(edition.path.read_bytes())
    content[-len(edition.pieces[-1]) // 2] ^= 1
    edition.path.write_bytes(content)

    proof = verify(edition.path)

    assert (Check.ALTERED, "paragraph-edition") in found(proof) or (Check.TRUNCATED, "paragraph-edition") in found(
        proof
    )


def test_a_paragraph_replaced_by_silence_is_named(edition: Edition) -> None:
    pieces = edition.pieces
    pieces[4] = silence_like(pieces[4])

    proof = verify(edition.write(pieces))

    assert found(proof) == [(Check.SILENCED, "paragraph-had")]
    assert checks(proof) == {Check.SILENCED}


def test_a_paragraph_replaced_by_silence_is_heard_even_if_the_record_was_forged(edition: Edition) -> None:
    silent = encoding.encode(Clip(pcm=bytes(2 * edition.runs[2].samples), rate=RATE, words=()), OPTIONS)
    pieces = edition.pieces
    pieces[4] = silent.frames
    record = edition.forged(2, silent)

    proof = verify(edition.write(pieces, record=record))

    assert found(proof) == [(Check.SILENT, "paragraph-had")]
    assert "is silent: 0.0 of its 3.0 seconds sound" in proof.findings[0].message


@pytest.mark.parametrize("cut", [100, 20_000, 80_000])
def test_a_truncated_file_is_named_with_the_first_block_that_is_lost(edition: Edition, cut: int) -> None:
    content = edition.path.read_bytes()
    audio = len(content) - edition.record.byte_count
    lost = next(segment for segment in edition.record.segments if audio + segment.byte_end > len(content) - cut)
    edition.path.write_bytes(content[:-cut])

    proof = verify(edition.path)

    assert found(proof) == [(Check.TRUNCATED, lost.block)]
    assert Check.STRANGE_BYTES in checks(proof)


def test_a_file_cut_inside_its_tag_has_no_whole_record(edition: Edition) -> None:
    edition.path.write_bytes(edition.path.read_bytes()[:1000])

    with pytest.raises(ProofError):
        verify(edition.path)


def test_sound_put_into_a_pause_is_found(edition: Edition) -> None:
    pieces = edition.pieces
    loud = bytearray(pieces[3])
    loud[60] = 77
    pieces[3] = bytes(loud)

    proof = verify(edition.write(pieces))

    assert found(proof) == [(Check.FOREIGN, "paragraph-had")]


def test_a_stranger_between_paragraphs_is_found(edition: Edition) -> None:
    pieces = edition.pieces
    stranger = encoding.encode(clip("Buy this now", 900), OPTIONS).frames

    proof = verify(edition.write([*pieces[:4], stranger, pieces[1], *pieces[4:]]))

    assert found(proof) == [(Check.FOREIGN, "paragraph-had")]


def test_a_stranger_at_the_end_is_found(edition: Edition) -> None:
    stranger = encoding.encode(clip("Buy this now", 900), OPTIONS).frames

    proof = verify(edition.write([*edition.pieces, edition.pieces[1], stranger]))

    assert Check.FOREIGN in checks(proof)


def test_garbage_between_frames_is_found_and_does_not_hide_what_follows(edition: Edition) -> None:
    pieces = edition.pieces

    proof = verify(edition.write([*pieces[:3], b"\xff\xf3garbage\xff", *pieces[3:]]))

    assert Check.STRANGE_BYTES in checks(proof)
    assert found(proof) == []


def test_an_id3v1_tag_at_the_end_is_no_garbage(edition: Edition) -> None:
    edition.path.write_bytes(edition.path.read_bytes() + b"TAG" + bytes(125))

    assert verify(edition.path).is_complete


def test_a_tag_that_another_program_wrote_anew_still_proves_the_file(edition: Edition) -> None:
    tags = ID3(edition.path)  # type: ignore[no-untyped-call]  # mutagen's constructors have no types
    tags.save(edition.path, v2_version=4)

    assert verify(edition.path).is_complete


def test_the_info_header_must_count_right_and_be_there(edition: Edition) -> None:
    content = edition.path.read_bytes()
    position = tag_size(content)
    info = stitching.info_frame(edition.recording)
    wrong = bytearray(content)
    wrong[position + 24] ^= 1

    edition.path.write_bytes(wrong)
    miscounted = verify(edition.path)
    edition.path.write_bytes(content[:position] + content[position + len(info) :])
    missing = verify(edition.path)

    assert checks(miscounted) == {Check.INFO_HEADER}
    assert Check.INFO_HEADER in checks(missing)


def test_frames_of_another_bit_rate_are_found(edition: Edition) -> None:
    other = FrameFormat(rate=RATE, bit_rate=32).silence(3)

    proof = verify(edition.write([*edition.pieces, other]))

    assert Check.FORMATS in checks(proof)


def test_repeated_paragraphs_are_told_apart_by_their_number(spoken: tuple[Run, ...], tmp_path: Path) -> None:
    edition = edition_of((spoken[0], spoken[1], spoken[1]), tmp_path, (TEXTS[0], TEXTS[1], TEXTS[1]))
    pieces = edition.pieces

    whole = verify(edition.path)
    removed = verify(edition.write(pieces[:3]))

    assert whole.is_complete
    assert len(found(removed)) == 1


def test_runs_without_a_pause_between_are_told_apart(spoken: tuple[Run, ...], tmp_path: Path) -> None:
    edition = edition_of(spoken, tmp_path)
    glued = stitching.stitch(
        replace(
            edition.script, passages=tuple(replace(passage, pause_after_ms=0) for passage in edition.script.passages)
        ),
        edition.segments,
        [encoding.facts(run, "0" * 32, text) for run, text in zip(spoken, TEXTS, strict=True)],
        frame_format=OPTIONS.frame_format,
    )
    places = [placed for placed in glued.placed if placed.kind == "speech"]
    record = replace(
        edition.record,
        frame_count=glued.frame_count,
        byte_count=glued.placed[-1].byte_end,
        samples=glued.samples,
        segments=tuple(
            replace(
                segment,
                start=placed.start,
                end=placed.end,
                byte_start=placed.byte_start,
                byte_end=placed.byte_end,
            )
            for segment, placed in zip(edition.record.segments, places, strict=True)
        ),
    )
    runs = [run.frames for run in spoken]

    removed = verify(edition.write([runs[0], *runs[2:]], record=record))

    assert len(places) == len(glued.placed)
    assert found(removed) == [(Check.REMOVED, "paragraph-keeper")]


def test_a_jingle_is_neither_silence_nor_a_stranger(spoken: tuple[Run, ...], tmp_path: Path) -> None:
    edition = edition_of(spoken, tmp_path)
    jingle = encoding.encode(clip("la la la", 500), OPTIONS)
    jingle_facts = encoding.facts(jingle, "0" * 32, "")
    facts = [encoding.facts(run, "0" * 32, text) for run, text in zip(spoken, TEXTS, strict=True)]
    recording = stitching.stitch(
        edition.script,
        edition.segments,
        facts,
        frame_format=OPTIONS.frame_format,
        jingles=stitching.Jingles(intro=jingle_facts, outro=jingle_facts),
    )
    record = make_record(
        edition.script,
        edition.segments,
        facts,
        recording,
        source=Source(name="lighthouse.md", sha256="00"),
        fingerprints={},
        versions={},
    )
    with_jingles = replace(edition, recording=recording, record=record)
    runs = iter([jingle.frames, *(run.frames for run in spoken), jingle.frames])
    frames = FrameFormat(rate=RATE, bit_rate=64)
    pieces = [
        frames.silence(placed.frame_count) if placed.kind == "pause" else next(runs) for placed in recording.placed
    ]

    path = with_jingles.write(pieces)
    prove(path, record)
    whole = verify(path)
    removed = verify(with_jingles.write(pieces[:2] + pieces[4:]))

    assert [jingle.id for jingle in record.jingles] == ["intro", "outro"]
    assert whole.is_complete
    assert found(removed) == [(Check.REMOVED, "paragraph-lighthouse")]


def changed(texts: Sequence[str]) -> dict[str, object]:
    script = script_of(texts)
    return {"script": script, "segments": segments_of(script)}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((TEXTS[0], TEXTS[1], "Nobody saw it at all", *TEXTS[3:]), (Check.SOURCE_CHANGED, "paragraph-had")),
        ((*TEXTS[:3], "A new one", *TEXTS[3:]), (Check.SOURCE_GREW, "paragraph-new")),
        ((*TEXTS[:3], TEXTS[4]), (Check.SOURCE_SHRANK, "paragraph-the")),
        ((*TEXTS[:3], TEXTS[4], TEXTS[3]), (Check.SOURCE_MOVED, "paragraph-edition")),
    ],
)
def test_a_source_that_has_changed_since_is_found_with_the_block(
    edition: Edition, texts: Sequence[str], expected: tuple[Check, str]
) -> None:
    script = script_of(texts)

    proof = verify(edition.path, script=script, segments=segments_of(script))

    assert found(proof) == [expected]


def test_words_that_would_now_be_said_otherwise_are_found(edition: Edition) -> None:
    segments = [
        replace(segment, utterances=(Utterance(spoken="Something else", voice=VOICE),)) if index == 2 else segment
        for index, segment in enumerate(edition.segments)
    ]

    proof = verify(edition.path, script=edition.script, segments=segments)

    assert found(proof) == [(Check.SPOKEN_OTHERWISE, "paragraph-had")]


@pytest.mark.parametrize(
    ("forge", "message"),
    [
        (lambda pieces: pieces[:2] + pieces[4:], "longer or shorter"),
        (lambda pieces: [*pieces, pieces[1]], "longer or shorter"),
        (lambda pieces: [pieces[0], silence_like(pieces[1]), silence_like(pieces[2]), *pieces[3:]], "paragraph-keeper"),
        (lambda pieces: [*pieces[:3], bytes([pieces[3][0]]) + bytes(len(pieces[3]) - 1), *pieces[4:]], "paragraph-had"),
        (lambda pieces: [*pieces[:3], b"\xff" * len(pieces[3]), *pieces[4:]], "paragraph-had"),
    ],
)
def test_the_proof_at_the_end_of_a_build_names_what_is_wrong(
    edition: Edition, forge: Callable[[list[bytes]], list[bytes]], message: str
) -> None:
    edition.write(forge(edition.pieces))

    with pytest.raises(ProofError, match=message) as error:
        prove(edition.path, edition.record)

    assert str(edition.path) in error.value.message


def test_the_proof_at_the_end_of_a_build_looks_at_header_and_record_too(edition: Edition) -> None:
    edition.write(edition.pieces, recount=True)
    edition.path.write_bytes(edition.path.read_bytes().replace(b"Info", b"Junk"))
    with pytest.raises(ProofError, match="Info header"):
        prove(edition.path, edition.record)

    edition.write(edition.pieces, record=replace(edition.record, title="Another"))
    with pytest.raises(ProofError, match="not what was recorded"):
        prove(edition.path, edition.record)


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"covered": False}, Check.NOT_TIMED),
        ({"word_events": 0}, Check.NOT_TIMED),
        ({"sounding": Samples(0)}, Check.SILENT),
        ({"words": 200}, Check.PACE),
        ({"byte_end": 10}, Check.PLACES),
        ({"byte_start": 10}, Check.PLACES),
        ({"end": Samples(10**9)}, Check.PLACES),
        ({"byte_start": 2**50, "byte_end": 2**51}, Check.PLACES),
    ],
)
def test_a_record_that_shows_that_something_was_not_said_is_no_proof(
    edition: Edition, change: dict[str, object], check: Check
) -> None:
    bad = replace(edition.record.segments[2], **change)  # type: ignore[arg-type]  # each value fits its field
    record = replace(edition.record, segments=(*edition.record.segments[:2], bad, *edition.record.segments[3:]))
    edition.write(edition.pieces, record=record)

    proof = verify(edition.path)
    with pytest.raises(ProofError, match="paragraph-"):
        prove(edition.path, record)

    assert check in checks(proof)


def test_a_file_without_a_record_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "music.mp3"
    path.write_bytes(bytes(1000))

    with pytest.raises(ProofError, match="holds no edition record") as error:
        verify(path)
    with pytest.raises(ProofError, match="can't read"):
        read_record(tmp_path / "missing.mp3")

    assert error.value.hint


def test_a_recording_without_each_segment_once_gives_no_record(edition: Edition) -> None:
    facts = [encoding.facts(run, "0" * 32, text) for run, text in zip(edition.runs, TEXTS, strict=True)]
    swapped = (edition.segments[1], edition.segments[0], *edition.segments[2:])

    with pytest.raises(ProofError, match="paragraph-lighthouse where block paragraph-keeper should stand"):
        make_record(
            edition.script,
            swapped,
            facts,
            edition.recording,
            source=Source(name="x", sha256=""),
            fingerprints={},
            versions={},
        )


def container(edition: Edition, kind: str, clips: Sequence[Clip]) -> Path:
    pcm = bytearray(2 * edition.recording.samples)
    speech = [placed for placed in edition.recording.placed if placed.kind == "speech"]
    for placed, sound in zip(speech, clips, strict=True):
        pcm[2 * placed.start : 2 * placed.end] = sound.pcm
    path = edition.path.with_suffix(f".{kind}")
    write_container(
        path,
        [bytes(pcm)],
        kind="m4b" if kind == "m4b" else "opus",
        rate=RATE,
        bit_rate_kbps=64,
        chapters=[("All", Samples(0), edition.recording.samples)],
    )
    return path


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_in_other_formats_each_segment_is_heard_and_what_can_not_be_proven_is_said(edition: Edition, kind: str) -> None:
    clips = [clip(text, 300 + 40 * n) for n, text in enumerate(TEXTS)]
    silent = replace(clips[3], pcm=bytes(len(clips[3].pcm)))

    good = container(edition, kind, clips)
    prove_container(good, edition.record)
    proof = verify(good, record=edition.record)
    bad = container(edition, kind, [*clips[:3], silent, clips[4]])

    assert proof.is_complete
    assert any("can't be compared" in sentence for sentence in proof.unproven)
    with pytest.raises(ProofError, match="paragraph-the"):
        prove_container(bad, edition.record)


def test_sound_that_is_too_short_or_can_not_be_decoded_is_found(edition: Edition, tmp_path: Path) -> None:
    clips = [clip(text, 300 + 40 * n) for n, text in enumerate(TEXTS)]
    path = container(edition, "opus", clips)
    nonsense = tmp_path / "nonsense.opus"
    nonsense.write_bytes(zlib.compress(b"nonsense"))

    longer = replace(edition.record, samples=Samples(edition.record.samples + RATE))

    assert checks(verify(path, record=longer)) == {Check.LENGTH}
    assert checks(verify(nonsense, record=edition.record)) == {Check.UNDECODABLE}


def test_loudness_far_from_the_target_is_advice_and_no_failure(edition: Edition) -> None:
    proof = verify(edition.path)

    assert proof.integrated_lufs is not None
    assert abs(proof.integrated_lufs + 18) < 12
    assert {finding.check for finding in proof.findings} <= {Check.LOUDNESS, Check.TRUE_PEAK}
    assert proof.is_complete


def test_sound_after_the_last_segment_is_no_silence(edition: Edition) -> None:
    pieces = edition.pieces
    longer = replace(
        edition.record,
        frame_count=edition.record.frame_count + edition.runs[0].frame_count,
        byte_count=edition.record.byte_count + len(pieces[0]),
    )
    edition.write([*pieces, pieces[0]], record=longer, recount=True)

    with pytest.raises(ProofError, match="something sounds at the end that was never recorded"):
        prove(edition.path, longer)


def test_a_chain_of_words_that_is_too_short_for_a_pace_is_not_measured(edition: Edition) -> None:
    short = replace(edition.record.segments[0], words=4, end=Samples(edition.record.segments[0].start + 10))
    record = replace(edition.record, segments=(short, *edition.record.segments[1:]))

    assert Check.PACE not in {finding.check for finding in check_record(record)}


def test_the_catalogue_has_each_number_once_and_the_page_lists_them_all() -> None:
    page = (Path(__file__).parents[3] / "docs" / "record.md").read_text(encoding="utf-8")

    numbers = [check.number for check in Check]

    assert numbers == sorted(set(numbers))
    assert numbers == re.findall(r"^\| (V\d+) \|", page, flags=re.MULTILINE)
    assert all(check.hint for check in Check)


def test_a_finding_has_the_number_and_the_hint_of_its_check(edition: Edition) -> None:
    finding = verify(edition.write(edition.pieces[2:])).findings[0]

    assert (finding.number, finding.hint) == (finding.check.number, finding.check.hint)


def test_a_segment_that_is_recorded_at_another_time_than_its_frames_have_is_found(edition: Edition) -> None:
    late = replace(edition.record.segments[2], start=Samples(edition.record.segments[2].start + 576))
    record = replace(edition.record, segments=(*edition.record.segments[:2], late, *edition.record.segments[3:]))

    proof = verify(edition.write(edition.pieces, record=record))

    assert found(proof) == [(Check.PLACES, "paragraph-had")]


@pytest.mark.parametrize("gone", [{0}, {1, 3}, {0, 1, 2}, {1, 2, 3}])
def test_whichever_paragraphs_are_removed_all_are_named(edition: Edition, gone: set[int]) -> None:
    pieces = edition.pieces
    kept = [piece for n in range(5) if n not in gone for piece in pieces[2 * n : 2 * n + 2]]

    proof = verify(edition.write(kept))

    assert found(proof) == [(Check.REMOVED, edition.segments[n].id) for n in sorted(gone)]
