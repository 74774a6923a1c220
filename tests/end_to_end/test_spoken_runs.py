"""Speech through encoding, stitching, cueing and tagging, read back by decoders that are not ours."""

from array import array
from pathlib import Path

import av
import pytest

from audioed import encoding, stitching, synthesizing, tagging
from audioed.cueing import cues
from audioed.model import Metadata, Passage, Script, Segment, Token, Utterance
from audioed.units import Hertz

TEXTS = [
    "The Bees of the City",
    "Bees like cities. There are gardens in them, and nobody sprays.",
    "In spring they fly to the lime trees; in autumn they stay at home.",
]
RATE = Hertz(22050)


def passage_of(number: int, text: str) -> Passage:
    return Passage(
        block=f"block-{number}",
        kind="heading" if number == 0 else "paragraph",
        level=1 if number == 0 else 0,
        text=text,
        language="en-GB",
        pause_after_ms=600,
        tokens=(Token(start=0, end=len(text), kind="plain", spoken=text),),
        sentences=(0, *(index + 2 for index, sign in enumerate(text[:-1]) if sign == ".")),
    )


def decoded(path: Path) -> "array[int]":
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="s16", layout="mono")
        frames = [made for frame in container.decode(audio=0) for made in resampler.resample(frame)]
    return array("h", b"".join(bytes(frame.planes[0])[: 2 * frame.samples] for frame in frames))


def test_words_sound_where_their_cues_say_and_pauses_are_silent(tmp_path: Path) -> None:
    voice = synthesizing.find_voice("en-gb")
    script = Script(
        metadata=Metadata(title="Bees", language="en-GB"),
        passages=tuple(passage_of(number, text) for number, text in enumerate(TEXTS)),
    )
    segments = [
        Segment(
            id=f"block-{number}",
            passage=number,
            start=0,
            end=len(text),
            utterances=(Utterance(spoken=text, voice=voice),),
        )
        for number, text in enumerate(TEXTS)
    ]
    options = encoding.EncodingOptions(sample_rate=RATE)
    clips = [synthesizing.synthesize(segment, sample_rate=RATE) for segment in segments]
    runs = {segment.id: encoding.encode(clip, options) for segment, clip in zip(segments, clips, strict=True)}
    facts = [encoding.facts(run, name, text) for (name, run), text in zip(runs.items(), TEXTS, strict=True)]
    recording = stitching.stitch(script, segments, facts, frame_format=options.frame_format)
    path = tmp_path / "bees.mp3"
    path.write_bytes(
        b"".join(
            [
                tagging.tag(script, recording, record=b"record"),
                stitching.info_frame(recording),
                *stitching.frames(recording, lambda placed: runs[placed.id].frames),
            ]
        )
    )

    sound = decoded(path)
    spoken = list(cues(script, segments, recording, lambda index: clips[index].words))

    assert len(sound) == recording.samples
    assert all(known.covered for known in facts)
    assert [cue.text for cue in spoken] == [
        "The Bees of the City",
        "Bees like cities.",
        "There are gardens in them, and nobody sprays.",
        "In spring they fly to the lime trees; in autumn they stay at home.",
    ]
    for cue in spoken:
        for word in cue.words:
            assert max(map(abs, sound[word.start : word.end])) > 1000, word
    for placed in recording.placed:
        if placed.kind == "pause":
            assert max(map(abs, sound[placed.start + 600 : placed.end - 600])) <= 8
    for placed, clip in zip((placed for placed in recording.placed if placed.kind == "speech"), clips, strict=True):
        original = array("h", clip.pcm)
        lost = sum(abs(a - b) for a, b in zip(original, sound[placed.start : placed.end], strict=True))
        assert lost / sum(map(abs, original)) == pytest.approx(0, abs=0.25)
