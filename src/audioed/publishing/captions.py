"""Sentences in time, broken into captions that fit a screen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from unicodedata import combining

from audioed.model import Cue
from audioed.publishing.escape import clean, cleaned
from audioed.units import Hertz, Milliseconds, Samples, to_milliseconds

LINE_LENGTH = 65
"""Characters of a line at most."""

LINES = 2
"""Of a caption at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A part of a caption: words that are all announced, or all the author's."""

    text: str
    """With the line breaks that stand in it."""
    announced: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Caption:
    """What a player shows at a time."""

    block: str
    start: Milliseconds
    end: Milliseconds
    stretches: tuple[Stretch, ...]
    language: str

    @property
    def lines(self) -> list[str]:
        """Return the text, without marks for what is announced."""
        return "".join(stretch.text for stretch in self.stretches).split("\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """Characters between spaces, and when the first of them is said."""

    text: str
    start: Samples
    announced: bool
    brackets: int = 0
    """How many it needs on its line where announced words stand in brackets."""
    spaced: bool = True
    """Whether a space stands before it."""


def to_captions(cues: Iterable[Cue], rate: Hertz) -> Iterator[Caption]:
    """Break sentences into captions of at most two lines of 65 characters.

    What is announced leaves room for brackets; a word is announced if it begins so. A caption begins with a word, at
    that word's time. Only what is longer than a line without having a space, such as an address, is broken inside.
    Captions are in order and don't overlap; each lasts a millisecond or longer.
    """
    latest = Milliseconds(0)
    for cue in cues:
        # A stretch that goes on in the next caption closes its bracket in this one, and opens another there.
        width = LINE_LENGTH - len("[]") * bool(cue.announcements)
        rows = _wrapped(_bracketed(_pieces(cue, width)), width)
        groups = [rows[index : index + LINES] for index in range(0, len(rows), LINES)]
        times = [cue.start, *(group[0][0].start for group in groups[1:]), cue.end]
        for group, (start, end) in zip(groups, pairwise(times), strict=False):
            begin = max(to_milliseconds(start, rate), latest)
            latest = Milliseconds(max(to_milliseconds(end, rate), begin + 1))
            yield Caption(
                block=cue.block,
                start=begin,
                end=latest,
                stretches=tuple(_stretches(group)),
                language=cue.language,
            )


def _pieces(cue: Cue, width: int) -> list[_Piece]:
    text, announcements = cleaned(cue.text, cue.announcements)
    times = _times(cue, text)
    said = 0
    position = 0
    pieces = []
    for word in text.split(" ") if text else ():
        announced = any(start <= position < end for start, end in announcements)
        for index, part in enumerate(_broken(word, width)):
            while times[said + 1][0] <= position:
                said += 1
            start = _between(times[said], times[said + 1], position)
            pieces.append(_Piece(text=part, start=start, announced=announced, spaced=index == 0))
            position += len(part)
        position += 1
    return pieces


def _bracketed(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Say which pieces begin or end an announced stretch."""
    if not any(piece.announced for piece in pieces):
        return [*pieces]
    flags = [False, *(piece.announced for piece in pieces), False]
    return [
        replace(piece, brackets=piece.announced * ((not before) + (not after)))
        for piece, before, after in zip(pieces, flags, flags[2:], strict=False)
    ]


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
        needed = len(piece.text) + piece.brackets + piece.spaced
        if rows and needed <= room:
            rows[-1].append(piece)
            room -= needed
        else:
            rows.append([piece])
            room = width - len(piece.text) - piece.brackets
    return rows


def _stretches(rows: Iterable[Sequence[_Piece]]) -> Iterator[Stretch]:
    """Join the lines; a space or line break between the two kinds of stretches belongs to the author's."""
    texts: list[tuple[bool, str]] = []
    for row in rows:
        gap = "\n" if texts else ""
        for piece in row:
            texts.append((bool(texts) and texts[-1][0] and piece.announced, gap or " " * piece.spaced * bool(texts)))
            texts.append((piece.announced, piece.text))
            gap = ""
    for announced, group in groupby(filter(itemgetter(1), texts), key=itemgetter(0)):
        yield Stretch(text="".join(text for _, text in group), announced=announced)
