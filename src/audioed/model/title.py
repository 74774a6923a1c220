"""Which headings of an article say its title."""

import unicodedata
from collections.abc import Iterable

from audioed.model.article import Block, Break, Content, Embed, Figure, Heading, MarkKind, Text
from audioed.model.text import block_text, content_text

_NOT_TITLE = frozenset({MarkKind.NOTE_REFERENCE, MarkKind.DELETED})
_MOST_BEFORE = 5
"""Blocks that may stand before a title: the site's name, a rubric, an author, a date, a picture."""
_PROSE = 12
"""Words of a block that make it more than such a line."""
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


def may_stand_before_title(block: Block) -> bool:
    """Return whether a block is no prose."""
    if isinstance(block, Break | Embed | Figure):
        return True
    text = block_text(block)
    return len(text) <= _LONGEST and len(title_words(text)) < _PROSE


def title_headings(blocks: Iterable[Block], title: str) -> tuple[Heading, ...]:
    """Return the headings that say the title: the first that is it, else those in a row that are it together.

    Only a few short blocks may stand before: what follows prose is part of the article's course.
    """
    if not title.strip():
        return ()
    headings: list[Heading] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            if is_title(block.content, title):
                return (block,)
            headings.append(block)
        if number >= _MOST_BEFORE or not may_stand_before_title(block):
            break
    for end in range(2, len(headings) + 1):
        for start in range(end - 1):
            row = headings[start:end]
            if is_title(_joined(row), title):
                return tuple(row)
    return ()


def _joined(headings: Iterable[Heading]) -> Content:
    return tuple(run for heading in headings for run in (*title_content(heading.content), Text(text=" ")))
