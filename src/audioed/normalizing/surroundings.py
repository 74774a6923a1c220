"""What stands around a match: the words by which a reader of the page tells a year from a quantity."""

import re

from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.tables import word_list

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""A number as written, without a sign."""
DECIMAL_COMMA = r"(?<![\w.,])[0-9]{1,3},[0-9]{1,2}(?![0-9.,])"
"""A number as other languages write it, which an English one can't be: only a unit behind it tells it from a list."""
DASH = r"[-‐‑–—−]"
RAISED_LETTERS = dict(zip("abcdegijkmnptuvxyz", "ᵃᵇᶜᵈᵉᵍⁱʲᵏᵐⁿᵖᵗᵘᵛˣʸᶻ", strict=True))
"""Those that powers have; raised h, l, o, r, s and w are signs of phonetics and ordinals."""
NUMERIC = "²³¹⁰-⁹⁺⁻₀-₉¼-¾⅐-⅞↉Ⅰ-ↈ①-⓿❶-➓" + "".join(RAISED_LETTERS.values())
"""Characters, for a class, that stand for numbers but are no digits."""
FRACTION_SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
LETTER = rf"[^\W\d_{NUMERIC}]"

_NEXT_WORD = lazy_pattern(r"[ \u00a0\u202f-]{0,2}([^\W\d_]+(?:['’][^\W\d_]+)?)")
_REACH = 32


def word_before(text: str, position: int) -> str:
    """Return the stretch without spaces before a position, in lower case, with its punctuation; empty at the start."""
    pieces = text[max(0, position - _REACH) : position].rstrip(" (\"'“‘[").split()
    return pieces[-1].lower().lstrip("(\"'“‘[") if pieces else ""


def words_before(text: str, position: int, count: int) -> list[str]:
    """Return up to `count` stretches without spaces before a position, in lower case, the nearest last."""
    return [
        piece.lower().lstrip("(\"'“‘[") for piece in text[max(0, position - 16 * count) : position].split()[-count:]
    ]


def word_after(text: str, position: int) -> str:
    """Return the word after a position, as written; empty where punctuation comes first."""
    match = _NEXT_WORD.match(text, position)
    return match[1] if match else ""


def is_plural(word: str) -> bool:
    """Tell whether a word looks like a plural noun that a quantity may count: "tickets", "people"."""
    if not word.islower():
        return False
    if word in word_list("surroundings: plurals"):
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "'s", "’s"))
        and word not in word_list("surroundings: not plural")
    )


def is_attributive(match: re.Match[str]) -> bool:
    """Tell whether a quantity stands before what it describes: "a £5m house", "the 5km run", "a $20bn-a-year trade"."""
    text, end = match.string, match.end()
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
        return not text.startswith("-plus", end)
    if text[end : end + 1] != " ":
        return False
    after = word_after(text, end)
    if (
        not after.islower()
        or after in word_list("not-nouns")
        or (after.endswith(("ly", "ed")) and after not in word_list("surroundings: nouns like adverbs"))
    ):
        return False
    before = words_before(text, match.start(), 2)
    if not before:
        return False
    if before[-1] in word_list("surroundings: counts") and is_plural(after):
        return True
    return before[-1] in word_list("determiners") or (before[0] in {"a", "an"} and before[-1].isalpha())


def piece_before(text: str, position: int) -> str:
    """Return the stretch without spaces before a position, as written; empty at the start."""
    pieces = text[max(0, position - _REACH) : position].split()
    return pieces[-1] if pieces else ""


def is_at_end(text: str, position: int) -> bool:
    """Tell whether nothing but quotation marks, brackets and spaces follows a position."""
    return len(text) - position < _REACH and not text[position:].strip("\"'”’»)] \n")
