"""Reads back from a file of sound which words the tone engine played, with nothing of ours but its description.

A word is one of 64 tones, 300 + 49 n hertz, by the CRC-32 of its case-folded UTF-8; it sounds for three quarters of the
word's time. ffmpeg decodes; Goertzel's filter says how much of each of the 64 is in a tone. A file and the words
that are expected of it are compared as two rows of numbers.
"""

import math
import subprocess
import unicodedata
import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

PITCHES = 64
LOWEST_HZ, STEP_HZ = 300, 49
SAMPLE_RATE = 7350
LISTENED = SAMPLE_RATE // STEP_HZ
"""Samples in the middle of a tone: 150 hold whole periods of all differences, so that no tone leaks into another."""
WINDOW = SAMPLE_RATE // 200
LOUD = 1500
"""Of 32,768: silence between tones is far below, tones far above."""
LEAST_SHARE = 0.8
"""Of a tone's energy at its pitch."""


ANOTHER_VOICE = "…"
"""Stands among expected words for a passage that is spoken, not played."""


class Tone(NamedTuple):
    number: int | None
    """The word's pitch, 0 to 63; None: it is as no word would sound."""
    start_s: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    how: str
    """"delete": words aren't heard; "insert": something else is; "replace": both."""
    words: str
    """That were expected."""
    heard: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambiguity:
    """What pitches alone can't tell of an article."""

    words: int
    sharing: int
    """Words whose pitch another word of the article has too."""
    neighbours: int
    """Pairs of neighbouring words, not the same, that could change places unheard."""
    blocks: int
    """Pairs of neighbouring blocks, not the same, that could."""


def pitch_of(word: str) -> int:
    return zlib.crc32(unicodedata.normalize("NFC", word).casefold().encode()) % PITCHES


def tones(path: Path, rate_wpm: int) -> list[Tone]:
    """Return what sounds between silences of 10 ms or more; what is longer or shorter than a word is none."""
    samples = _decoded(path)
    loud = [max(map(abs, samples[at : at + WINDOW])) > LOUD for at in range(0, len(samples), WINDOW)]
    starts = [index for index, sounds in enumerate(loud) if sounds and not any(loud[max(index - 2, 0) : index])]
    length = SAMPLE_RATE * 60 / rate_wpm * 3 / 4
    found = []
    for start, beyond in pairwise([*starts, len(loud)]):
        end = max(index for index in range(start, beyond) if loud[index]) + 1
        is_whole = abs((end - start) * WINDOW - length) < length / 5
        middle = (start + end) * WINDOW // 2
        heard = _heard(samples[middle - LISTENED // 2 : middle + LISTENED // 2]) if is_whole else None
        found.append(Tone(heard, start * WINDOW / SAMPLE_RATE))
    return found


def differences(expected: Sequence[str], heard: Sequence[Tone]) -> list[Difference]:
    """Return where what is heard isn't what is expected; nothing: each word is there, once and in order."""
    numbers = [
        number for number, same in groupby(tone.number for tone in heard) for _ in ([0] if number is None else same)
    ]
    sought = [None if word == ANOTHER_VOICE else pitch_of(word) for word in expected]
    matcher = SequenceMatcher(None, sought, numbers, autojunk=False)
    return [
        Difference(how=how, words=" ".join(expected[first:beyond]), heard=tuple(numbers[start:end]))
        for how, first, beyond, start, end in matcher.get_opcodes()
        if how != "equal"
    ]


def ambiguity(blocks: Sequence[str]) -> Ambiguity:
    """Count what could be wrong without a difference. A word lost or doubled always makes one: there is a tone less."""
    words = " ".join(blocks).casefold().split()
    at_pitch = Counter(pitch_of(word) for word in set(words))
    rows = [[pitch_of(word) for word in block.split()] for block in blocks]
    return Ambiguity(
        words=len(words),
        sharing=sum(at_pitch[pitch_of(word)] > 1 for word in words),
        neighbours=sum(a != b and pitch_of(a) == pitch_of(b) for a, b in pairwise(words)),
        blocks=sum(
            one.casefold() != other.casefold() and first + second == second + first
            for (one, other), (first, second) in zip(pairwise(blocks), pairwise(rows), strict=True)
        ),
    )


def _decoded(path: Path) -> "array[int]":
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", str(SAMPLE_RATE), "-"]
    return array("h", subprocess.run(command, check=True, capture_output=True).stdout)


def _heard(samples: "array[int]") -> int | None:
    shares = [_share(samples, LOWEST_HZ + STEP_HZ * number) for number in range(PITCHES)]
    loudest = max(shares)
    return shares.index(loudest) if loudest > LEAST_SHARE else None


def _share(samples: "array[int]", hertz: int) -> float:
    """Return how much of the samples' energy a pitch has, 0 to 1 (Goertzel, Am. Math. Monthly 65, 1958)."""
    turn = 2 * math.cos(2 * math.pi * hertz / SAMPLE_RATE)
    last = before = 0.0
    for sample in samples:
        last, before = sample + turn * last - before, last
    power = last * last + before * before - turn * last * before
    return 2 * power / (len(samples) * sum(sample * sample for sample in samples)) if any(samples) else 0.0
