"""Lines as elements: sentences with their times, marks as HTML has them. The template writes them down, escaped."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby, zip_longest
from typing import TypeAlias, assert_never

from audioed.model import Mark, MarkKind
from audioed.publishing.escape import clean
from audioed.publishing.pages.languages import direction, tag
from audioed.publishing.pages.timeline import Sentence
from audioed.publishing.pages.weaving import Line, Piece

_DAY = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?")
_PART = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?|([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
"""The commonest of HTML's forms (HTML Living Standard, 4.5.14): others would not be valid on a page."""

_BREAKS = re.compile("(\n)")

_PUNCTUATION = ".,;:،؛"
"""With it an announcement parts itself from the author's words, for the ear alone."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element in a line of text."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "tuple[Node, ...]" = ()


Node: TypeAlias = Element | str
Nodes: TypeAlias = tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """What it takes to turn a line of an article into elements."""

    language: str
    """Of what the line stands in."""
    link: Callable[[str], str]
    """Returns where an address of the article leads; empty: nowhere."""
    note: Callable[[str], str]
    """Returns the id of the note with a label; empty: there is none."""
    picture: Callable[[str], Mapping[str, str]]
    """Returns address and size of a picture of the article, as attributes; empty: it isn't there."""
    breaks: bool = True
    """Whether a line's end is an element, as everywhere but in listings."""

    def nodes(self, *lines: Line) -> Nodes:
        """Return lines of one paragraph as elements, a space between them."""
        nodes: list[Node] = []
        for line in filter(None, lines):
            nodes += [" "] * bool(nodes)
            for (sentence, language), group in groupby(_inherited(line), key=_sounding):
                nodes += self._sentence(sentence, language, [*group])
        return tuple(nodes)

    def _sentence(self, sentence: Sentence | None, language: str, pieces: list[Piece]) -> Iterator[Node]:
        if sentence is None:
            yield from self._nested([(piece, self._tags(piece)) for piece in pieces], 0)
            return
        if all(piece.manner == "announced" and _is_heard(piece.text) for piece in pieces):
            attributes, inner = {"class": "s announced"}, self._lines("".join(piece.text for piece in pieces))
        else:
            attributes = {"class": "s"}
            inner = tuple(self._nested([(piece, self._tags(piece)) for piece in pieces], 0))
        if pieces[0].position == sentence.source[0]:
            attributes["id"] = f"ed-{sentence.number}"
        attributes |= {
            "data-cue": str(sentence.number),
            "data-from": str(pieces[0].position),
            "data-start": seconds(sentence.start),
            "data-end": seconds(sentence.end),
        }
        if language and tag(language) != tag(self.language):
            attributes |= self._language(language)
        yield Element("span", attributes, inner)

    def _nested(self, pieces: Sequence[tuple[Piece, Sequence[Element]]], depth: int) -> Iterator[Node]:
        """Yield text in its elements; neighbours in the same element share it."""
        for element, group in groupby(pieces, key=lambda entry: entry[1][depth] if depth < len(entry[1]) else None):
            if element is not None:
                children = (*element.children, *self._nested([*group], depth + 1))
                yield Element(element.tag, element.attributes, children)
                continue
            for piece, _ in group:
                yield from self._text(piece)

    def _text(self, piece: Piece) -> Iterator[Node]:
        if piece.manner in {"said", "silent"} or piece.text.isspace():
            yield from self._lines(piece.text)
            return
        words = piece.text.lstrip(_PUNCTUATION)
        signs = piece.text.removesuffix(words)
        if piece.manner == "implied" or not _is_heard(words):
            signs, words = piece.text, ""
        if signs:
            yield Element("small", {"class": "implied"}, self._lines(signs))
        if words:
            yield Element("small", {"class": "announced"}, self._lines(words))

    def _lines(self, text: str) -> Nodes:
        pieces = _BREAKS.split(text) if self.breaks else [text]
        return tuple(Element("br") if part == "\n" else part for part in pieces if part)

    def _tags(self, piece: Piece) -> tuple[Element, ...]:
        kinds = {mark.kind for mark in piece.marks}
        marks = [mark for mark in piece.marks if mark.kind is not MarkKind.LINK or MarkKind.NOTE_REFERENCE not in kinds]
        marks.sort(key=lambda mark: mark.kind is not MarkKind.LINK)  # a link stays one, whatever is stressed in it
        return tuple(element for mark in marks for element in self._mark(mark))

    def _mark(self, mark: Mark) -> Iterator[Element]:  # noqa: C901, PLR0912  # one for each kind of mark
        match mark.kind:
            case MarkKind.LINK:
                if address := self.link(mark.value):
                    yield Element("a", {"href": address})
            case MarkKind.NOTE_REFERENCE:
                yield Element("sup")
                if note := self.note(mark.value):
                    yield Element("a", {"href": f"#{note}", "role": "doc-noteref"})
            case MarkKind.ABBREVIATION:
                yield Element("abbr", {"title": clean(mark.value)} if mark.value else {})
            case MarkKind.LANGUAGE:
                if attributes := self._language(mark.value):
                    yield Element("span", attributes)
            case MarkKind.TIME:
                if _is_time(mark.value):
                    yield Element("time", {"datetime": mark.value})
            case MarkKind.IMAGE:
                picture = self.picture(mark.value)
                image = (Element("img", {**picture, "alt": ""}),) if picture else ()
                yield Element("span", {"class": "picture"}, image)
            case MarkKind.MATHS:
                yield Element("span" if mark.value == "alt" else "code", {"class": "maths"})
            case MarkKind.DELETED:
                yield Element("del")
            case MarkKind.INSERTED:
                yield Element("ins")
            case MarkKind.CODE:
                yield Element("code")
            case MarkKind.EMPHASIS:
                yield Element("em")
            case MarkKind.STRONG:
                yield Element("strong")
            case MarkKind.SUPERSCRIPT:
                yield Element("sup")
            case MarkKind.SUBSCRIPT:
                yield Element("sub")
            case _:
                assert_never(mark.kind)

    def _language(self, language: str) -> dict[str, str]:
        if not (found := tag(language)):
            return {}
        turned = direction(found) != direction(self.language)
        return {"lang": found, **({"dir": direction(found)} if turned else {})}


def seconds(milliseconds: int) -> str:
    """Return a time in seconds, as short as it can be written."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def _is_heard(text: str) -> bool:
    """Tell whether an announcement is more than punctuation, and begins with a word."""
    return any(map(str.isalnum, text)) and not text.startswith(tuple(_PUNCTUATION))


def _is_time(value: str) -> bool:
    """Tell whether the `time` element takes a value: a day that there is, a month, a year, or a time of day."""
    if not _DAY.fullmatch(value):
        return bool(_PART.fullmatch(value)) and not value.startswith("0000")
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _sounding(piece: Piece) -> tuple[Sentence | None, str]:
    return piece.sentence, piece.language if piece.sentence else ""


def _inherited(line: Line) -> Iterator[Piece]:
    """Give what is announced between two words of the author's the marks that both have: a link goes on through it."""
    previous: tuple[Mark, ...] = ()
    for piece, following in zip_longest(line, line[1:]):
        if piece.manner == "announced" and following is not None:
            common = tuple(mark for mark in previous if mark in following.marks)
            yield replace(piece, marks=common)
        else:
            yield piece
            previous = piece.marks
