"""What eSpeak says of an article is all of it: its record has the words that are to be heard, and paragraphs sound.

Words can't be read back from speech as they can from tones. So the edition record, which `audioed verify` proves of the
file, is read here without audioed and held against the expected words; and ffmpeg's samples against the record's times.
"""

import json
import os
import re
import subprocess
import zlib
from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple, TypeAlias

import pytest
from mutagen import File

from .generated_articles import article
from .hearing_tones import ANOTHER_VOICE

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]

SEEDS = range(100) if os.environ.get("AUDIOED_LONG") == "1" else (10,)
OPENING = ("--opening", "{title}[, by {authors}].")
SAMPLE_RATE = 22050
WORD = re.compile(r"[^\W_]+(?:['’.,:_-][^\W_]+)*")
LATIN = "inter gravissimas pastoralis curas"
"""What the articles have another voice say."""

LOUD, QUIET = 1000, 60
"""Of 32,768: speech is above the one somewhere, silence below the other everywhere."""
LEAST_S, MOST_S = 0.1, 1.5
"""Of a word on the average of a paragraph; long numbers' compounds are one word."""


class Segment(NamedTuple):
    spoken: str
    covered: bool
    start: int
    end: int


def segments_of(path: Path) -> list[Segment]:
    tags: Any = File(path).tags
    (frame,) = (frame for frame in tags.getall("PRIV") if frame.owner == "audioed/record")
    record: dict[str, Any] = json.loads(zlib.decompress(frame.data))
    assert record["sample_rate"] == SAMPLE_RATE
    columns = (record["segments"][name] for name in Segment._fields)
    return [Segment(*row) for row in zip(*columns, strict=True)]


def flaws(path: Path, segments: list[Segment]) -> Iterator[str]:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-"]
    samples = array("h", subprocess.run(command, check=True, capture_output=True).stdout)
    for segment in segments:
        count, seconds = len(WORD.findall(segment.spoken)), (segment.end - segment.start) / SAMPLE_RATE
        if not segment.covered or max(samples[segment.start : segment.end]) < LOUD:
            yield f"silent: {segment.spoken}"
        if not LEAST_S < seconds / count < MOST_S:
            yield f"{seconds:.2f} s for {count} words: {segment.spoken}"
    for before, after in pairwise(segments):
        pause = samples[before.end + 1200 : after.start - 1200]  # a decoder rings for a frame or two
        if pause and max(map(abs, pause)) > QUIET:
            yield f"no silence before: {after.spoken}"


@pytest.mark.parametrize("seed", SEEDS)
def test_speech_has_every_word_and_sounds_where_it_should(
    seed: int, audioed: Audioed, folder: Path, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    written = article(seed)
    (folder / written.name).write_text(written.text, encoding="utf-8")
    sound = folder / "speech.mp3"

    told = audioed("convert", written.name, "--voice", "en-gb", *OPENING, "-o", sound.name)
    proof = audioed("verify", sound.name, "--source", written.name, *OPENING)

    assert told.returncode == 0, told.stderr
    assert proof.returncode == 0, proof.stdout
    segments = segments_of(sound)
    said = [word.casefold() for segment in segments for word in WORD.findall(segment.spoken)]
    assert said == " ".join(written.words).replace(ANOTHER_VOICE, LATIN).casefold().split()
    assert list(flaws(sound, segments)) == []
