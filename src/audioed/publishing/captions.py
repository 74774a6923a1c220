"""Sentences in time, broken into captions that fit a screen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining

from audioed.model import Cue
from audioed.publishing.escape import clean
from audioed.units import Hertz, Milliseconds, Samples, to_milliseconds

LINE_LENGTH = 65
"""Characters of a line at most."""

LINES = 2
"""Of a caption at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Caption:
    """What a player shows at a time."""

    block: str
    start: Milliseconds
    end: Milliseconds
    lines: tuple[str, ...]
    announced: bool
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """Characters between spaces, and when the first of them is said."""

    text: str
    start: Samples
    spaced: bool = True
    """Whether a space stands before it."""


def to_captions(cues: Iterable[Cue], rate: Hertz) -> Iterator[Caption]:
    """Break sentences into captions of at most two lines of 65 characters.

    What is announced leaves room for brackets. A caption begins with a word, at that word's time. Only what is longer
    than a line without having a space, such as an address, is broken inside. Captions are in order and don't overlap;
    each lasts a millisecond or longer.
    """
    latest = Milliseconds(0)
    for cue in cues:
        width = LINE_LENGTH - len("[]") * cue.announced
        rows = _wrapped(_pieces(cue, width), width)
        groups = [rows[index : index + LINES] for index in range(0, len(rows), LINES)]
        times = [cue.start, *(group[0][0].start for group in groups[1:]), cue.end]
        for group, (start, end) in zip(groups, pairwise(times), strict=False):
            begin = max(to_milliseconds(start, rate), latest)
            latest = Milliseconds(max(to_milliseconds(end, rate), begin + 1))
            yield Caption(
                block=cue.block,
                start=begin,
                end=latest,
                lines=tuple(map(_joined, group)),
                announced=cue.announced,
                language=cue.language,
            )


def _pieces(cue: Cue, width: int) -> list[_Piece]:
    text = clean(cue.text)
    times = _times(cue, text)
    said = 0
    position = 0
    pieces = []
    for word in text.split(" ") if text else ():
        for index, part in enumerate(_broken(word, width)):
            while times[said + 1][0] <= position:
                said += 1
            start = _between(times[said], times[said + 1], position)
            pieces.append(_Piece(text=part, start=start, spaced=index == 0))
            position += len(part)
        position += 1
    return pieces


def _times(cue: Cue, text: str) -> list[tuple[int, Samples]]:
    """Return when which character of the text is said: the first, each word's first, and the end."""
    times = [(0, cue.start)]
    position = 0
    for word in cue.words:
        written = clean(word.text)
        found = text.find(written, position)
        if written and found >= 0 and times[-1][1] <= word.start <= cue.end:
            times.append((found, word.start))
            position = found + len(written)
    times.append((len(text), cue.end))
    return times


def _between(before: tuple[int, Samples], after: tuple[int, Samples], position: int) -> Samples:
    """Return when a character is said that lies between two whose times are known, by its share of the characters."""
    return Samples(before[1] + (after[1] - before[1]) * (position - before[0]) // (after[0] - before[0]))


def _broken(word: str, width: int) -> Iterator[str]:
    """Break what is longer than a line, where it can be after a sign, and never before a combining mark."""
    while len(word) > width:
        end = next((at for at in range(width, width // 2, -1) if not word[at - 1].isalnum()), width)
        while end > 1 and combining(word[end]):
            end -= 1
        yield word[:end]
        word = word[end:]
    yield word


def _wrapped(pieces: Sequence[_Piece], longest: int) -> list[list[_Piece]]:
    """Return lines of about the same length, no more of them than must be."""
    rows = _filled(pieces, longest)
    low, high = 1, longest
    while len(rows) > 1 and low < high:
        width = (low + high) // 2
        narrower = _filled(pieces, width)
        if len(narrower) == len(rows):
            rows, high = narrower, width
        else:
            low = width + 1
    return rows


def _filled(pieces: Sequence[_Piece], width: int) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    room = 0
    for piece in pieces:
        needed = len(piece.text) + piece.spaced
        if rows and needed <= room:
            rows[-1].append(piece)
            room -= needed
        else:
            rows.append([piece])
            room = width - len(piece.text)
    return rows


def _joined(row: Sequence[_Piece]) -> str:
    return "".join(f" {piece.text}" if piece.spaced else piece.text for piece in row).lstrip(" ")
