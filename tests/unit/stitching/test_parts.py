"""Chapters in files of their own: decoded, each is the stretch of the whole that it was cut from."""

import math
import subprocess
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from audioed.encoding import EncodingOptions, encode, facts
from audioed.errors import EncodingError
from audioed.model import Clip, Metadata, Passage, PassageKind, Placed, Recording, RunFacts, Script, Segment
from audioed.sound.crc import crc16
from audioed.stitching import Jingles, excerpts, frames, info_frame, parts, stitch
from audioed.units import Hertz

MARGIN = 400
"""Samples of silence at each end of a clip."""


@dataclass(frozen=True)
class Book:
    whole: Recording
    facts: dict[str, RunFacts]
    runs: dict[str, bytes]

    def content(self, recording: Recording) -> bytes:
        return b"".join([info_frame(recording), *frames(recording, self.frames_of)])

    def frames_of(self, placed: Placed) -> bytes:
        return self.runs[placed.id]


def burst(number: int, rate: Hertz) -> Clip:
    """A chirp of its own length between two silences."""
    samples = 3000 + number * 1237 % 5003
    pcm = array("h", bytes(2 * samples))
    for index in range(samples - 2 * MARGIN):
        pcm[MARGIN + index] = int(9000 * math.sin(index * (0.05 + index * 0.00002 + number % 7 * 0.01)))
    return Clip(pcm=pcm.tobytes(), rate=rate, words=())


def book(rate: int = 22050, *, with_jingles: bool = False) -> Book:
    """Three chapters: a title and a paragraph, a heading and two paragraphs, a heading and a paragraph."""
    options = EncodingOptions(sample_rate=Hertz(rate))
    kinds: tuple[PassageKind, ...] = (
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
    )
    passages = tuple(
        Passage(block=f"b{number}", kind=kind, level=kind == "heading", text="x", language="en", pause_after_ms=300)
        for number, kind in enumerate(kinds)
    )
    script = Script(metadata=Metadata(title="Bursts", language="en"), passages=passages)
    segments = [
        Segment(id=one.block, passage=number, start=0, end=1, utterances=()) for number, one in enumerate(passages)
    ]
    made = {
        name: encode(burst(number, Hertz(rate)), options)
        for number, name in enumerate(["b0", "b1", "b2", "b3", "b4", "b5", "b6", "intro", "sting", "outro"])
    }
    known = {name: facts(run, name, "") for name, run in made.items()}
    jingles = Jingles(intro=known["intro"], sting=known["sting"], outro=known["outro"]) if with_jingles else None
    speech = [known[segment.id] for segment in segments]
    whole = stitch(script, segments, speech, frame_format=options.frame_format, jingles=jingles)
    return Book(whole=whole, facts=known, runs={name: run.frames for name, run in made.items()})


def decoded(content: bytes, path: Path) -> "array[int]":
    path.write_bytes(content)
    command = ["ffmpeg", "-v", "warning", "-xerror", "-i", str(path), "-f", "s16le", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return array("h", done.stdout)


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100])
@pytest.mark.parametrize("with_jingles", [False, True])
def test_each_part_sounds_as_its_stretch_of_the_whole_from_its_zero_on(
    *, rate: int, with_jingles: bool, tmp_path: Path, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    made = book(rate, with_jingles=with_jingles)
    whole = decoded(made.content(made.whole), tmp_path / "whole.mp3")

    for part in parts(made.whole, made.facts):
        sound = decoded(made.content(part.recording), tmp_path / "part.mp3")

        assert len(sound) == part.recording.samples
        ends = max(placed.end for placed in part.recording.placed if placed.kind == "speech")
        stretch = whole[part.zero : part.zero + ends]
        assert max(abs(ours - theirs) for ours, theirs in zip(sound[:ends], stretch, strict=True)) <= 2
        assert max(map(abs, sound[ends + MARGIN :]), default=0) < 100  # what a filter leaves


def test_a_part_begins_with_its_heading_and_ends_with_the_pause_after_it() -> None:
    made = book()

    found = [[placed.id for placed in part.recording.placed] for part in parts(made.whole, made.facts)]

    assert found == [["b0", "", "b1", ""], ["b2", "", "b3", "", "b4", ""], ["b5", "", "b6"]]


def test_jingles_and_the_pauses_around_them_are_in_no_part() -> None:
    made = book(with_jingles=True)

    found = parts(made.whole, made.facts)

    names = [placed.id for part in found for placed in part.recording.placed]
    assert {"intro", "sting", "outro"} <= {placed.id for placed in made.whole.placed}
    assert not {"intro", "sting", "outro"} & set(names)
    assert found[0].zero > 0
    assert found[0].recording.placed[0].start == 0


def test_each_header_has_the_checksum_and_the_length_of_its_own_frames() -> None:
    made = book()

    for part in parts(made.whole, made.facts):
        joined = b"".join(frames(part.recording, made.frames_of))

        assert part.recording.crc == crc16(joined)
        assert part.recording.placed[-1].byte_end == len(joined)


def test_the_parts_hold_all_speech_of_the_whole_once() -> None:
    made = book()

    spoken = [one.id for part in parts(made.whole, made.facts) for one in part.recording.placed if one.kind == "speech"]

    assert spoken == [placed.id for placed in made.whole.placed if placed.kind == "speech"]


def test_excerpts_stand_in_their_order_with_a_pause_between(tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffmpeg")
    made = book()

    found = excerpts(made.whole, [("b0",), ("b2", "b3"), ("b5",)], made.facts)

    assert [placed.id for placed in found.placed] == ["b0", "", "b2", "b3", "", "b5"]
    assert len(decoded(made.content(found), tmp_path / "some.mp3")) == found.samples


def test_no_excerpts_make_no_recording() -> None:
    made = book()

    with pytest.raises(EncodingError, match="Nothing"):
        excerpts(made.whole, [], made.facts)
