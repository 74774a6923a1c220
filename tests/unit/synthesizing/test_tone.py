"""A decoder of its own reads the words back: it shares no code with the engine, only what the module's text says."""

import math
import unicodedata
import zlib
from array import array
from dataclasses import replace

import pytest

from audioed.sound.conversion import through_mp3
from audioed.synthesizing import engine
from audioed.units import WordsPerMinute

_TEXT = "The harbour was quiet, when the Ärzte came back: “nobody” had asked 12 of them!"
_WORDS = [word.strip(",:!“”") for word in _TEXT.split()]


def _class_of(word: str) -> int:
    return zlib.crc32(unicodedata.normalize("NFC", word).casefold().encode()) % 64


def _strongest(samples: "array[int]", rate: int) -> int:
    """Return the class whose frequency is strongest, by Goertzel's algorithm."""

    def power(hertz: float) -> float:
        factor = 2 * math.cos(2 * math.pi * hertz / rate)
        before = now = 0.0
        for sample in samples:
            before, now = now, sample + factor * now - before
        return before * before + now * now - factor * before * now

    return max(range(64), key=lambda number: power(300 + 49 * number))


def _read(pcm: bytes, rate: int) -> list[int]:
    """Return the class of each tone: what lies between silences of 10 ms or more."""
    samples = array("h", pcm)
    window = rate // 200
    loud = [max(map(abs, samples[at : at + window])) > 1500 for at in range(0, len(samples) - window, window)]
    found, start = [], None
    for index, sounds in enumerate([*loud, False, False]):
        if sounds and start is None:
            start = index
        if start is not None and not any(([*loud, False, False])[index : index + 2]):
            middle = samples[(start + 2) * window : (index - 2) * window]
            found.append(_strongest(middle, rate))
            start = None
    return found


@pytest.mark.parametrize("rate_wpm", [175, 750])
def test_the_words_can_be_read_back_even_after_mp3(rate_wpm: int) -> None:
    tone = engine("tone")
    clip = tone.speak(_TEXT, replace(tone.voices()[0], rate_wpm=WordsPerMinute(rate_wpm)))

    heard = _read(through_mp3(clip.pcm, clip.rate), clip.rate)

    assert heard == [_class_of(word) for word in _WORDS]


def test_word_times_are_those_of_the_tones() -> None:
    tone = engine("tone")
    clip = tone.speak("one two", tone.voices()[0])

    assert [(word.position, word.length, word.start, word.end) for word in clip.words] == [
        (0, 3, 0, 5670),
        (4, 3, 7560, 13_230),
    ]
    assert len(clip.pcm) == 2 * 2 * 7560
