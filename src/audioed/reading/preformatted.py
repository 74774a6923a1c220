"""Text that keeps its white space: a listing of code, or prose as letters and old pages have it."""

import re
from collections.abc import Sequence

from audioed.markup import Element, descendants, has
from audioed.reading.elements import classes

_OF_CODE = ("code", "samp", "kbd", "var")
_CODE = re.compile(r"code|highlight|lang|brush|pretty|syntax|source|console|terminal|shell|output")
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?…:]?[.!?…:][\"'”’»)]*\s*(?=\n|\s\W*[A-Z\d]|\Z)")
_SIGN = re.compile(r"[{}<>;=|\\$#~^`_/+*&%@\[\]]")
_COLUMNS = re.compile(r"\S[ ]{3,}\S|\t\S")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)

_SPELLED = re.compile(r"[\W_]*[^\W\d_]+(?:[-'’][^\W\d_]+)*[\W_]*")
_ENDS = (",", ".", ";", ":", "!", "?", "…", "—", "”", '"')
_SPELT_SHARE = 0.95
"""Of the words, those that are written in letters."""
_LEAST_VERSE = 12
"""Words."""
_LEAST = 20
"""Words."""
_WORDS_A_LINE = 6
_MOST_SIGNS = 0.015
"""The share of its characters that may be signs of which code is made."""
_MOST_COLUMNS = 0.15
"""The share of its lines that may have columns, as tables have that are drawn with spaces."""
_LONGEST_SENTENCE = 60
"""Words, on average."""


def is_prose(element: Element, text: str) -> bool:
    """Return whether an element that keeps its white space holds sentences, wrapped by hand, and no listing.

    Args:
        element: Such as `pre`.
        text: What stands in it, as it stands there.
    """
    if has(element, *_OF_CODE) or _is_named(element) or any(map(_is_named, descendants(element, "span", "b", "font"))):
        return False
    bare = _QUOTED.sub("", text)
    lines = [line for line in bare.splitlines() if line.strip()]
    words = len(bare.split())
    signs, columns = len(_SIGN.findall(bare)), sum(1 for line in lines if _COLUMNS.search(line))
    if words < max(_LEAST, _WORDS_A_LINE * len(lines)):
        return words >= _LEAST_VERSE and not signs and not columns and _is_verse(bare, lines)
    sentences = len(_SENTENCE.findall(bare))
    return (
        signs <= _MOST_SIGNS * len(bare)
        and columns <= _MOST_COLUMNS * len(lines)
        and words <= sentences * _LONGEST_SENTENCE
    )


def _is_verse(text: str, lines: Sequence[str]) -> bool:
    """Return whether short lines of words end as verse and letters do: a third of them with a stop or a comma."""
    words = text.split()
    spelled = sum(bool(_SPELLED.fullmatch(word)) for word in words)
    ended = sum(line.rstrip().endswith(_ENDS) for line in lines)
    return spelled >= _SPELT_SHARE * len(words) and 3 * ended >= len(lines)


def _is_named(element: Element) -> bool:
    return any(map(_CODE.search, classes(element)))
