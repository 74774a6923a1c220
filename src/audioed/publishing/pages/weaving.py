"""What is written and what is said of it, as one text: the author's marks, the announcements, and the times.

A passage without its announced spans is its block's own text or a part of it, character for character. So each
character that is shown knows both the marks that the author gave it and the sentence in which it sounds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import Literal, TypeAlias

from audioed.model import Content, Mark, Passage, SpanKind, content_text
from audioed.publishing.pages.timeline import Sentence

Manner: TypeAlias = Literal["said", "announced", "implied", "silent"]
"""Written and spoken; spoken but not written; the same, where the page shows it by other means; written, not spoken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Characters that have everything in common."""

    text: str
    manner: Manner
    marks: tuple[Mark, ...] = ()
    sentence: Sentence | None = None
    position: int = 0
    """In the passage's text; of no meaning without a sentence."""
    language: str = ""
    """The passage's."""


Line: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Woven:
    """A block's own stretches of text, each with what is announced in it."""

    before: Line
    """Passages that hold none of the block's own text, and come before it."""
    lines: tuple[Line, ...]
    """One for each stretch that was given."""
    after: Line
    """Passages that hold none of the block's own text, and come once it has begun."""


@dataclass(frozen=True, slots=True)
class _Own:
    """Characters of the block's own text that bear the same marks."""

    start: int
    text: str
    line: int
    marks: tuple[Mark, ...]


def weave(stretches: Sequence[tuple[Content, str]], passages: Iterable[tuple[Passage, Sequence[Sentence]]]) -> Woven:
    """Put a block's own text and its passages together.

    Args:
        stretches: The block's text in reading order, cut where the page puts something between; with each the
            white space by which the next one that isn't empty is parted from it in the passages.
        passages: Those of the block, each with its sentences.
    """
    owned = _flatten(stretches)
    text = "".join(own.text for own in owned)
    lines: list[list[Piece]] = [[] for _ in stretches]
    before: list[Piece] = []
    after: list[Piece] = []
    cursor = 0

    def leave_out(end: int) -> None:
        for own, start, stop in _between(owned, cursor, end):
            lines[own.line].append(Piece(text=own.text[start:stop], manner="silent", marks=own.marks))

    for passage, sentences in passages:
        authored = passage.without(SpanKind.ANNOUNCED)
        pieces = [*_cut(passage, sentences)]
        found = text.find(authored, cursor) if authored.strip() else -1
        if found < 0:
            (after if cursor else before).extend(pieces)
            continue
        leave_out(found)
        cursor = found + len(authored)
        for line, piece in _placed(pieces, owned, found):
            lines[line].append(piece)
    leave_out(len(text))
    return Woven(before=tuple(before), lines=tuple(map(tuple, lines)), after=tuple(after))


def said_lines(passages: Iterable[tuple[Passage, Sequence[Sentence]]]) -> list[Line]:
    """Return passages that belong to no block, each as a line."""
    return [tuple(_cut(passage, sentences)) for passage, sentences in passages]


def _flatten(stretches: Sequence[tuple[Content, str]]) -> list[_Own]:
    """Return the block's own text as `block_text` has it; what parts two stretches goes with the first of them."""
    owned: list[_Own] = []
    position, last, gap = 0, 0, ""
    for number, (content, following) in enumerate(stretches):
        if not content_text(content).strip():
            continue
        for text, line, marks in [(gap, last, ()), *((run.text, number, run.marks) for run in content)]:
            if text:
                owned.append(_Own(position, text, line, marks))
                position += len(text)
        last, gap = number, following
    return owned


def _cut(passage: Passage, sentences: Sequence[Sentence]) -> Iterator[Piece]:
    """Yield a passage's text, cut where its manner or its sentence changes."""
    spans = [span for span in passage.spans if span.kind in {SpanKind.ANNOUNCED, SpanKind.SILENT}]
    bounds = {0, len(passage.text)}
    bounds.update(edge for span in spans for edge in (span.start, span.end))
    bounds.update(edge for sentence in sentences for edge in sentence.source)
    for start, end in pairwise(sorted(bounds)):
        kinds = {span.kind for span in spans if span.start <= start < span.end}
        yield Piece(
            text=passage.text[start:end],
            manner="announced" if SpanKind.ANNOUNCED in kinds else "silent" if SpanKind.SILENT in kinds else "said",
            sentence=next((found for found in sentences if found.source[0] <= start < found.source[1]), None),
            position=start,
            language=passage.language,
        )


def _placed(pieces: Sequence[Piece], owned: Sequence[_Own], position: int) -> Iterator[tuple[int, Piece]]:
    """Yield a passage's pieces with their lines and marks; what is announced goes with the author's next word."""
    line = 0
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.manner == "announced":
            waiting.append(piece)
            continue
        done = 0
        for own, start, stop in _between(owned, position, position + len(piece.text)):
            line = own.line
            yield from ((line, announced) for announced in waiting)
            waiting.clear()
            yield line, replace(piece, text=own.text[start:stop], marks=own.marks, position=piece.position + done)
            done += stop - start
        position += len(piece.text)
    yield from ((line, announced) for announced in waiting)


def _between(owned: Sequence[_Own], start: int, end: int) -> Iterator[tuple[_Own, int, int]]:
    """Yield what lies between two characters of the block's own text, each with the stretch of it that does."""
    for own in owned[max(bisect_right(owned, start, key=attrgetter("start")) - 1, 0) :]:
        if own.start >= end:
            return
        first, last = max(start - own.start, 0), min(end - own.start, len(own.text))
        if first < last:
            yield own, first, last
