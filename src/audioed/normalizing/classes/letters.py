"""Letters said one by one, and capitals that look like a word."""

import re
from functools import cache

from audioed.normalizing.tables import acronyms

_ONSET = (
    r"(?:[BCDFGHJKLMNPQRSTVWXZ]|[BCFGPS]L|[BCDFGPT]R|[CSTW]H|QU|S[CKMNPTW]"
    r"|SCR|SPL|SPR|STR|SHR|THR|CHR|KN|WR|TW|GN|PHR?|DW)?"
)
_CODA = (
    r"(?:[BCDFGHKLMNPRSTVWXZ]|[LRN][BCDFGKLMNPSTZ]|S[TKP]|[CST]H|NGS?|[CFP]T"
    r"|BB|DD|GG|LL|MM|NN|PP|RR|SS|FF|TT|ZZ|CK|MP|W[SNL]|GHT|[LR][KMNPST]S?)?"
)
_END = r"(?:[BCDFGKPTZ]?LE|E)?"


def spell(letters: str) -> str:
    """Return letters so that a voice says them one by one: "B.B.C".

    With spaces between them a voice would take A for the article.
    """
    return ".".join(letters.upper())


@cache
def _pronounceable() -> re.Pattern[str]:
    return re.compile(rf"{_ONSET}[AEIOUY]{{1,2}}{_CODA}(?:{_ONSET}[AEIOUY]{{1,2}}{_CODA})*{_END}")


def is_pronounceable(capitals: str) -> bool:
    """Tell whether capitals look like a word of English."""
    return len(capitals) < 24 and _pronounceable().fullmatch(capitals) is not None


def say_letters(letters: str) -> str:
    """Return letters beside figures as they are said: known words and what looks like one as words, else one by one."""
    known = acronyms().get(letters)
    if known == "letters":
        return spell(letters)
    if known == "word" or len(letters) == 1 or not letters.isupper():
        return letters
    return letters if len(letters) > 3 and is_pronounceable(letters) else spell(letters)
