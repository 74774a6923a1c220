"""Plain text into blocks: what its lines, blanks and rows of signs plainly mean, and nothing more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice, pairwise
from typing import Final

from audioed.errors import ReadingError
from audioed.model import (
    Block,
    Break,
    Content,
    Enclosure,
    Heading,
    ListItem,
    Paragraph,
    Quotation,
    Skipped,
    Text,
    Verse,
)
from audioed.reading.wrapping import join_lines, vocabulary

_MOST_BLOCKS: Final = 100_000
"""Three times the verses of the Bible."""
_LONGEST_HEADING: Final = 100
_LONGEST_BYLINE: Final = 80
_LONGEST_VERSE: Final = 60
_WRAPPED: Final = 160
"""Characters. No one wraps lines by hand as far out as this: longer lines are paragraphs of their own."""

_BLANK: Final = re.compile(r"\n(?:[ \t]*\n)+")
_UNDERLINE: Final = re.compile(r"[ \t]*([=\-~^])\1{2,}[ \t]*")
_BREAK: Final = re.compile(r"[ \t]*(?:(?:([*#·•~_=-])[ \t]*)(?:\1[ \t]*){2,}|[⁂❦*#])[ \t]*")
_ITEM: Final = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•‣◦]|\(?(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")
_QUOTED: Final = re.compile(r"[ \t]*>[ \t]?")
_ATTRIBUTION: Final = re.compile(r"(?:—|–|--)[ \t]*(?=\S)")
_BYLINE: Final = re.compile(r"(?:by|von|par|por|di|de|door|av|af)[ \t]+(?=[^\W\d_])|بقلم[ \t]+", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:[,;&،]|\b(?:and|und|et|y|e|en)\b)\s*")
_SENTENCE_END: Final = (".", ",", ";", ":", "،", "؛", "。", "…")

_Chunk = tuple[str, ...]
"""Lines between blank lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainText:
    """What a plain text holds."""

    blocks: tuple[Block, ...]
    """Without ids; a title stands as the first heading, of level 1."""
    title: str = ""
    """Empty where no line is clearly one."""
    authors: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def read_plain_text(text: str) -> PlainText:
    r"""Return the blocks of `text`, which has "\n" as line end.

    Blank lines part paragraphs, and the lines of one are joined. A heading is a line in capitals or an underlined one.
    Lists, quotations, breaks and verse are seen where each of their lines says so. The first line is the title where it
    is a heading, or is short and no sentence; a line such as "by Jane Doe" under it names the authors.

    Raises:
        ReadingError: it has more paragraphs or items than any article.
    """
    chunks = list(_chunks(text))
    title, chunks = _take_title(chunks)
    authors, byline, chunks = _take_byline(chunks) if title else ((), "", chunks)
    first = [Heading(id="", level=1, content=_content(title))] if title else []
    return PlainText(
        blocks=(*first, *_blocks(chunks, text)),
        title=title,
        authors=authors,
        skipped=(Skipped(text=byline, reason="byline"),) if byline else (),
    )


def read_passage(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text that stands in another, which has the title: as `read_plain_text`.

    Raises:
        ReadingError: it has more paragraphs or items than any article.
    """
    return _blocks([*_chunks(text)], text)


def _blocks(chunks: list[_Chunk], text: str) -> tuple[Block, ...]:
    reader = _Reader(
        has_case=not _is_shouted(chunks),
        is_indented=bool(chunks) and all(_indent(line) for line in chunks[0]),
        words=vocabulary(text),
    )
    blocks = tuple(islice((block for chunk in chunks for block in reader.read(chunk)), _MOST_BLOCKS + 1))
    if len(blocks) > _MOST_BLOCKS:
        raise ReadingError(
            f"the text can't be read whole: it has more than {_MOST_BLOCKS:,} paragraphs or items",
            hint="Divide it into several articles.",
        )
    return blocks


@dataclass(slots=True)
class _List:
    """A list that is being read, with its latest item."""

    indent: int
    enclosure: Enclosure
    item: Enclosure


@dataclass(slots=True)
class _Reader:
    """Reads chunk after chunk; it remembers the lists that are open, since they go on over blank lines."""

    has_case: bool
    """Whether capitals say anything in this text."""
    is_indented: bool
    """Whether all of this text is."""
    words: frozenset[str]
    open: list[_List] = field(default_factory=list)
    keys: Iterator[int] = field(default_factory=lambda: count(1))

    def read(self, chunk: _Chunk) -> Iterator[Block]:
        if self._is_list(chunk):
            yield from self._items(chunk)
            return
        if self.open and _indent(chunk[0]) > self.open[0].indent + 1:
            yield from self._continued(chunk)
            return
        self.open.clear()
        if _is_break(chunk):
            yield Break(id="")
        elif level := heading_level(chunk, has_case=self.has_case):
            yield Heading(id="", level=level, content=_content(chunk[0]))
        elif all(map(_QUOTED.match, chunk)):
            yield from self._quotation(chunk)
        elif not self.is_indented and _is_verse(chunk):
            yield Verse(id="", lines=tuple(map(_content, chunk)))
        elif max(map(len, chunk)) > _WRAPPED:
            yield from (Paragraph(id="", content=_content(line)) for line in chunk)
        else:
            yield Paragraph(id="", content=self._joined(chunk))

    def _is_list(self, chunk: _Chunk) -> bool:
        items = [item for line in chunk if (item := _ITEM.match(line))]
        if not items or not _ITEM.match(chunk[0]) or _is_break(chunk):
            return False
        numbers = [int(item["number"]) for item in items if item["number"]]
        if self.open or len(items) > 1:
            return all(after in {before + 1, 1} for before, after in pairwise(numbers))
        return numbers == [1] or chunk[0].lstrip()[0] in "•‣◦*-"

    def _items(self, chunk: _Chunk) -> Iterator[ListItem]:
        markers = [(number, marker) for number, line in enumerate(chunk) if (marker := _ITEM.match(line))]
        ends = [*(start for start, _ in markers[1:]), len(chunk)]
        for (start, marker), end in zip(markers, ends, strict=True):
            ordered = marker["number"] is not None
            self._enter(_indent(chunk[start]), ordered=ordered)
            yield ListItem(
                id="",
                inside=self._inside(),
                content=self._joined((chunk[start][marker.end() :], *chunk[start + 1 : end])),
                marker="number" if ordered else "bullet",
                number=int(marker["number"]) if ordered else None,
            )

    def _continued(self, chunk: _Chunk) -> Iterator[Block]:
        """Read a paragraph that belongs to an item above it, and the items that follow without a blank line."""
        end = next((number for number, line in enumerate(chunk) if number and _ITEM.match(line)), len(chunk))
        end = end if self._is_list(chunk[end:]) else len(chunk)
        while self.open[-1].indent >= _indent(chunk[0]):
            self.open.pop()
        yield Paragraph(id="", inside=self._inside(), content=self._joined(chunk[:end]))
        if chunk[end:]:
            yield from self._items(chunk[end:])

    def _enter(self, indent: int, *, ordered: bool) -> None:
        while self.open and (self.open[-1].indent > indent + 1):
            self.open.pop()
        if self.open and self.open[-1].indent >= indent - 1:
            if self.open[-1].enclosure.ordered == ordered:
                self.open[-1].item = Enclosure(kind="item", key=next(self.keys))
                return
            self.open.pop()
        around = Enclosure(kind="list", key=next(self.keys), ordered=ordered)
        self.open.append(_List(indent, around, Enclosure(kind="item", key=next(self.keys))))

    def _inside(self) -> tuple[Enclosure, ...]:
        return tuple(enclosure for each in self.open for enclosure in (each.enclosure, each.item))

    def _quotation(self, chunk: _Chunk) -> Iterator[Quotation]:
        lines = "\n".join(_QUOTED.sub("", line, count=1) for line in chunk)
        paragraphs = [tuple(lines.split("\n")) for lines in _BLANK.split(lines.strip("\n"))]
        attribution = ""
        if len(lines.split()) > len(paragraphs[-1][-1].split()) and (dash := _ATTRIBUTION.match(paragraphs[-1][-1])):
            attribution = paragraphs[-1][-1][dash.end() :]
            paragraphs[-1] = paragraphs[-1][:-1]
        inside = (Enclosure(kind="quotation", key=next(self.keys)),)
        said = [paragraph for paragraph in paragraphs if "".join(paragraph).strip()]
        for number, paragraph in enumerate(said, 1):
            last = _content(attribution) if number == len(said) and attribution else ()
            yield Quotation(id="", inside=inside, content=self._joined(paragraph), attribution=last)

    def _joined(self, lines: _Chunk) -> Content:
        return _content(join_lines(lines, self.words))


def _chunks(text: str) -> Iterator[_Chunk]:
    for paragraph in _BLANK.split(text.strip("\n")):
        chunk = tuple(paragraph.split("\n")) if paragraph.strip() else ()
        while len(chunk) > 2 and heading_level(chunk[:2]):
            yield chunk[:2]
            chunk = chunk[2:]
        if chunk:
            yield chunk


def heading_level(chunk: _Chunk, *, has_case: bool = True) -> int:
    """Return 1 or 2 where the chunk begins with a line that is clearly a heading, else 0."""
    line = chunk[0].strip()
    if len(line) > _LONGEST_HEADING:
        return 0
    if len(chunk) > 1 and (sign := _UNDERLINE.fullmatch(chunk[1])) and len(chunk[1].strip()) * 2 >= len(line):
        return 1 if sign[1] == "=" else 2
    letters = [letter for letter in line if letter.isalpha()]
    in_capitals = len(letters) > 3 and all(map(str.isupper, letters))
    return 2 if has_case and len(chunk) == 1 and in_capitals and not line.endswith(_SENTENCE_END) else 0


def _take_title(chunks: list[_Chunk]) -> tuple[str, list[_Chunk]]:
    if len(chunks) < 2:
        return "", chunks
    first, line = chunks[0], chunks[0][0].strip()
    if heading_level(first):
        return line, chunks[1:]
    is_short = len(first) == 1 and len(line) <= _LONGEST_HEADING and not line.endswith(_SENTENCE_END)
    is_other = _ITEM.match(line) or _QUOTED.match(line) or _is_break(first)
    return (line, chunks[1:]) if is_short and not is_other else ("", chunks)


def _take_byline(chunks: list[_Chunk]) -> tuple[tuple[str, ...], str, list[_Chunk]]:
    line = " ".join(chunks[0]).strip() if len(chunks) > 1 else ""
    found = _BYLINE.match(line)
    if not found or len(line) > _LONGEST_BYLINE or line.endswith(_SENTENCE_END):
        return (), "", chunks
    names = tuple(filter(None, _AND.split(line[found.end() :])))
    if any(name[0].islower() for name in names):
        return (), "", chunks
    return names, line, chunks[1:]


def _is_shouted(chunks: list[_Chunk]) -> bool:
    """Tell whether most of a text is in capitals, which then say nothing."""
    return sum("".join(chunk).isupper() for chunk in chunks) * 2 > len(chunks)


def _is_break(chunk: _Chunk) -> bool:
    return len(chunk) == 1 and bool(_BREAK.fullmatch(chunk[0]))


def _is_verse(chunk: _Chunk) -> bool:
    """Tell verse from an indented paragraph: three short lines or more, most of which begin with a capital."""
    if len(chunk) < 3 or any(_indent(line) < 2 or len(line.strip()) > _LONGEST_VERSE for line in chunk):
        return False
    return sum(line.strip()[0].isupper() for line in chunk) * 2 > len(chunk)


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _content(text: str) -> Content:
    return (Text(text=" ".join(text.split())),)
