"""A line of text as it is gathered from the page: white space collapsed, marks kept, pictures in their place."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import not_
from typing import Literal, TypeAlias

from audioed.model import Content, Mark, MarkKind, Skipped, Text

Marks = tuple[Mark, ...]

_SPACES = re.compile(r"[ \t\n\f\r]+")
_BLANK = " \t\n\f\r\v\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PICTURE = "\ufffc"

Seam: TypeAlias = Literal["", "link", "phrase", "word"]
"""Where two elements meet without white space that a style sheet sets apart: two links, phrases, or words unseen."""

_ENDS = ".,;:!?…%)]}»”"
"""What a word may have behind it."""
_BEGINS = frozenset({"Sc", "Ps", "Pi"})
"""What it may have before it: signs of money, brackets and quotation marks. Source: Unicode, general categories."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture in a line, until it is known whether it stands alone."""

    source: str
    alt: str | None
    id: str = ""
    marks: Marks = ()
    is_lazy: bool = False
    """Whether a script is to load it."""


class Line:
    r"""Gathers text as CSS lays it out; a line break is "\n".

    Source: CSS Text Module Level 3, section 4.1.1 (collapsing).
    """

    def __init__(self) -> None:
        self._pieces: list[tuple[str, Marks] | Image] = []
        self._last = ""
        self._is_after_break = False
        self._is_text = False
        self._seam: Seam = ""

    @property
    def ends_in_break(self) -> bool:
        """Whether nothing that can be seen stands between the last line break and here."""
        return self._is_after_break

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures, if the line holds nothing else; else none."""
        if self._is_text:  # asked at each line break: a paragraph may have thousands
            return ()
        return tuple(piece for piece in self._pieces if isinstance(piece, Image))

    def add(self, text: str, marks: Marks, *, verbatim: bool = False) -> None:
        """Add text; unless it is verbatim, its white space is collapsed with what is there already."""
        if not verbatim:
            text = _SPACES.sub(" ", text)
            if text[:1] == " " and self._last in ("", " ", "\n"):
                text = text[1:]
        if text and self._seam:
            if self._parts_words(text):
                self._pieces.append((" ", ()))
            self._seam = ""
        if text:
            self._pieces.append((text, marks))
            self._last = text[-1]
            self._is_text = self._is_text or not is_blank(text)
            self._is_after_break &= is_blank(text)

    def meet(self, seam: Seam) -> None:
        """Part what was added from what will be, if else they would make one word."""
        if seam or self._seam != "word":
            self._seam = seam

    def _parts_words(self, text: str) -> bool:
        before = self._pieces[-1] if self._pieces else None
        if before is None or isinstance(before, Image):
            return False
        left, right = before[0][-2:], text[:2]
        if self._seam == "word":
            return _ends_word(left) and (right[0].isalnum() or unicodedata.category(right[0]) in _BEGINS)
        if self._seam == "link":
            return _is_cased(left[-1]) and _is_cased(right[0])
        is_new = (left[-1].islower() or left[-1].isdecimal()) and right[0].isupper()
        return is_new and len(left) == len(right) and (left + right).isalnum()

    def add_image(self, image: Image) -> None:
        """Add a picture."""
        self._pieces.append(image)
        self._seam = ""
        self._last = _PICTURE
        self._is_after_break = False

    def add_break(self, marks: Marks = (), *, repeated: bool = False) -> None:
        """Break the line; unless breaks may be repeated, only if something stands before."""
        if repeated or self._last not in ("", "\n"):
            self._pieces.append(("\n", marks))
            self._seam = ""
            self._last = "\n"
            self._is_after_break = True

    def verbatim(self) -> str:
        """Return the text as it was added, without marks and pictures."""
        return "".join(piece[0] for piece in self._pieces if not isinstance(piece, Image))

    def content(self, skipped: list[Skipped]) -> Content:
        """Return what was gathered, stripped, pictures replaced by their alternative texts.

        Args:
            skipped: Takes the pictures that have none.
        """
        texts: list[tuple[str, Marks]] = []
        glue = False
        for piece in self._pieces:
            text, marks = _spoken(piece, skipped) if isinstance(piece, Image) else piece
            if not text:
                continue
            beside_picture = glue or isinstance(piece, Image)
            if beside_picture and texts and _ends_word(texts[-1][0]) and text[0].isalnum():
                texts.append((" ", ()))
            texts.append((text, marks))
            glue = isinstance(piece, Image)
        return tidy(texts)


def _ends_word(text: str) -> bool:
    return text[-1].isalnum() or text[-1] in _ENDS


def _is_cased(character: str) -> bool:
    """Return whether a character is of a script with spaces between words, or a figure."""
    return character.lower() != character.upper() or character.isdecimal()


def _spoken(image: Image, skipped: list[Skipped]) -> tuple[str, Marks]:
    if image.alt is None:
        skipped.append(Skipped(text=image.source, reason="image-without-alt"))
    return image.alt or "", (*image.marks, Mark(kind=MarkKind.IMAGE, value=image.source))


def tidy(texts: Iterable[tuple[str, Marks]]) -> Content:
    """Join neighbours with the same marks; take away white space at both ends and around line breaks."""
    merged: list[tuple[str, Marks]] = []
    for text, marks in texts:
        if merged and text[0] == "\n":
            _strip_end(merged, " ")
        if merged and merged[-1][1] == marks:
            merged[-1] = (merged[-1][0] + text, marks)
        else:
            merged.append((text, marks))
    _strip_end(merged, " \n\u00a0")
    while merged:
        first = merged[0][0].lstrip(" \n")
        if first:
            merged[0] = (first, merged[0][1])
            break
        del merged[0]
    return tuple(Text(text=text, marks=marks) for text, marks in merged)


def _strip_end(merged: list[tuple[str, Marks]], characters: str) -> None:
    while merged:
        last = merged[-1][0].rstrip(characters)
        if last:
            merged[-1] = (last, merged[-1][1])
            break
        del merged[-1]


def is_blank(text: str) -> bool:
    """Return whether nothing of the text can be seen."""
    return not text.strip(_BLANK)


def plain(content: Content) -> str:
    """Return the text without its marks."""
    return "".join(text.text for text in content)


def stanzas_of(content: Content) -> tuple[tuple[Content, ...], ...]:
    """Cut the content at its line breaks, and the lines into stanzas at empty ones."""
    lines: list[list[tuple[str, Marks]]] = [[]]
    for run in content:
        first, *others = run.text.split("\n")
        lines[-1].append((first, run.marks))
        lines.extend([(other, run.marks)] for other in others)
    tidied = [tidy((text, marks) for text, marks in line if text) for line in lines]
    return tuple(tuple(stanza) for is_empty, stanza in groupby(tidied, key=not_) if not is_empty)


def joined(*contents: Content) -> Content:
    """Put contents under each other, a line break between them."""
    texts: list[tuple[str, Marks]] = []
    for content in contents:
        if texts and content:
            texts.append(("\n", ()))
        texts.extend((text.text, text.marks) for text in content)
    return tidy(texts)
