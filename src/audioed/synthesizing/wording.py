"""Words of a spoken text, and the stretches of it that an engine's word events time."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import category

from audioed.model import WordTime
from audioed.units import Samples

# Letters and digits, with what may join them inside a word: "don't", "3.14", "A.B.C", "well-known".
_WORD = re.compile(r"[^\W_]+(?:['’.,:_\-][^\W_]+)*")
# Some words share one event ("of the"). No voice says a character in less, at 175 words a minute; where the stretch is
# shorter, the words without an event were not said.
_SHORTEST_CHARACTER_S = 0.012
_USUAL_RATE_WPM = 175


def words(text: str) -> list[tuple[int, int]]:
    """Return where each word of a text begins and ends. Vowel signs and accents that follow a letter are part of it."""
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while end < len(text) and category(text[end]).startswith("M"):
            end += 1
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def has_words(text: str) -> bool:
    """Tell whether there is a letter or a digit to be said."""
    return _WORD.search(text) is not None


def word_times(
    text: str, events: Iterable[tuple[int, int]], total: int, *, sample_rate: int, rate_wpm: int
) -> tuple[WordTime, ...]:
    """Join an engine's word events to the words of the text.

    An event belongs to the word in which its character lies; the first event of a word begins it. A word without an
    event belongs to the one before (at the start of the text, to the one after), if the stretch lasts long enough to
    say both.

    Args:
        text: What was spoken.
        events: Character and sample of each event, in the order in which they came.
        total: Samples of the sound.
        sample_rate: In hertz.
        rate_wpm: The voice's rate.

    Returns:
        Stretches in order of text and of time, from each one's start to the next one's.
    """
    spans = words(text)
    starts = _starts(spans, events, total)
    if not starts:
        return ()
    shortest = sample_rate * _SHORTEST_CHARACTER_S * min(1, _USUAL_RATE_WPM / rate_wpm)
    timed = []
    for number, (index, start) in enumerate(starts):
        beyond, end = starts[number + 1] if number + 1 < len(starts) else (len(spans), total)
        first = 0 if number == 0 else index
        said = [span for span in spans[first:beyond] if span[1] - spans[first][0] <= (end - start) / shortest]
        if spans[index] not in said:
            said = [spans[index]]
        timed.append(
            WordTime(
                position=said[0][0], length=said[-1][1] - said[0][0], start=Samples(start), end=Samples(max(start, end))
            )
        )
    return tuple(timed)


def _starts(spans: Sequence[tuple[int, int]], events: Iterable[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """Return index and first sample of each word that has an event, ordered in both."""
    starts: list[tuple[int, int]] = []
    index = 0
    for position, sample in sorted(events):
        while index < len(spans) and spans[index][1] <= position:
            index += 1
        if index == len(spans):
            break
        if spans[index][0] <= position and not (starts and starts[-1][0] == index):
            earliest = starts[-1][1] if starts else 0
            starts.append((index, min(max(sample, earliest), total)))
    return starts
