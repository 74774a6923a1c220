"""Lines that were wrapped by hand become one line again."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

_CUT: Final = re.compile(r"(?<![^\W\d_])(?P<first>[^\W\d_]++)(?P<sign>[-\u2010\u00ad])\Z")
_NEXT: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"\w+(?:-\w+)*")
_CUT_WORD: Final = re.compile(r"(?<!\w)\w++[-\u2010\u00ad][ \t]*\n[ \t]*\w+")
_HYPHENED: Final = re.compile(r"\w[-\u2010\u2011]\Z")


def vocabulary(text: str) -> frozenset[str]:
    """Return the words of a text, in lower case, without those that are cut at the end of a line."""
    return frozenset(_WORD.findall(_CUT_WORD.sub(" ", text).casefold()))


def join_lines(lines: Sequence[str], words: AbstractSet[str]) -> str:
    """Return the lines as one, a word that was cut at the end of a line made whole.

    Whether a hyphen there is the author's, the rest of the text tells: "well-known" or "wellknown" may stand elsewhere.
    Where it doesn't, a hyphen between two words that both occur by themselves is kept, and any other was put in to cut.

    Args:
        lines: Of one paragraph.
        words: The `vocabulary` of the whole text.
    """
    pieces = [lines[0].strip()] if lines else []
    for line in lines[1:]:
        following = line.strip()
        cut, word = _CUT.search(pieces[-1]), _NEXT.match(following)
        if cut and word and word[0].islower():
            if cut["sign"] == "\u00ad" or not _is_authors(cut["first"].casefold(), word[0].casefold(), words):
                pieces[-1] = pieces[-1][:-1]
        elif not _HYPHENED.search(pieces[-1]):
            pieces.append(" ")
        pieces.append(following)
    return "".join(pieces)


def _is_authors(first: str, second: str, words: AbstractSet[str]) -> bool:
    if first + second in words:
        return False
    return f"{first}-{second}" in words or (first in words and second in words)
