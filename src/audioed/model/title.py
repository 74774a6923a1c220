"""Which headings of an article say its title."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from audioed.model.article import Block, Break, Content, Embed, Figure, Heading, MarkKind, Paragraph, Text
from audioed.model.text import block_text, content_text

_NOT_TITLE = frozenset({MarkKind.NOTE_REFERENCE, MarkKind.DELETED})
_MOST_BEFORE = 5
"""Blocks that may stand before a title: the site's name, a rubric, an author, a date, a picture."""
_PROSE = 12
"""Words of a block that make it more than such a line."""
_LOOKED_AT = 1000
"""Blocks in which the first prose is looked for."""
_LONGEST = 2000
"""Characters of a title."""
_KEPT = "LMN"
"""Categories of Unicode that make words: letters, what stands on them, figures."""
_UNSPACED = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"))
"""Blocks of scripts that write no spaces."""


def title_content(content: Content) -> Content:
    """Return what a heading says, without references to notes and deleted text."""
    return tuple(run for run in content if not any(mark.kind in _NOT_TITLE for mark in run.marks))


def title_words(text: str) -> tuple[str, ...]:
    """Return what titles are compared by: their words, whatever their case and what stands between them.

    A character of a script that writes no spaces is a word; of a text without a word all counts but white space.
    """
    text = unicodedata.normalize("NFC", text[:_LONGEST]).casefold()
    pieces: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cf":  # soft hyphens and joiners
            continue
        if any(first <= character <= last for first, last in _UNSPACED):
            pieces.append(f" {character} ")
        else:
            pieces.append(character if category[0] in _KEPT else " ")
    return tuple("".join(pieces).split()) or tuple(text.split())


def is_title(content: Content, title: str) -> bool:
    """Return whether runs of text say the title."""
    own = content_text(title_content(content))
    return bool(title.strip()) and len(own) <= _LONGEST and title_words(own) == title_words(title)


def title_headings(blocks: Iterable[Block], title: str) -> tuple[Heading, ...]:
    """Return the headings that say the title: the first that is it, else those in a row that are it together.

    No prose may stand before, and few short blocks if one of them is a heading: what follows prose is part of the
    article's course.
    """
    if not title.strip():
        return ()
    headings: list[Heading] = []
    for number, block in enumerate(_to_first_prose(blocks)):
        if isinstance(block, Heading) and (number <= _MOST_BEFORE or not headings):
            if is_title(block.content, title):
                return (block,)
            headings.append(block)
    for end in range(2, len(headings) + 1):
        for start in range(end - 1):
            row = headings[start:end]
            if is_title(_joined(row), title):
                return tuple(row)
    return ()


def title_paragraph(blocks: Iterable[Block], title: str) -> Paragraph | None:
    """Return the first paragraph that says the title, if no prose and few short blocks stand before it."""
    for block in islice(_to_first_prose(blocks), _MOST_BEFORE + 1):
        if isinstance(block, Paragraph) and is_title(block.content, title):
            return block
    return None


def _to_first_prose(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return an article's first blocks, down to the first that is neither short nor a heading, without its pictures."""
    for block in islice(blocks, _LOOKED_AT):
        if isinstance(block, Break | Embed | Figure):
            continue
        yield block
        text = block_text(block)
        if not isinstance(block, Heading) and (len(text) > _LONGEST or len(title_words(text)) >= _PROSE):
            return


def _joined(headings: Iterable[Heading]) -> Content:
    return tuple(run for heading in headings for run in (*title_content(heading.content), Text(text=" ")))
