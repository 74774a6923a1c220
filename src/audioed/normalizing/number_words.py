"""Numbers as English words."""

from functools import lru_cache

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
LARGEST = 10 ** (3 * len(_SCALES))
"""Numbers from here on are said digit by digit."""


@lru_cache(maxsize=4096)
def cardinal(number: int, conjunction: str = "") -> str:
    """Return a whole number's words.

    Args:
        number: 0 up to, but not including, `LARGEST`.
        conjunction: What stands between hundreds and the rest: "and" in British English.
    """
    if number < 1000:
        return _below_thousand(number, conjunction)
    words: list[str] = []
    groups: list[int] = []
    rest = number
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    for scale in range(len(groups) - 1, -1, -1):
        group = groups[scale]
        if not group:
            continue
        if scale == 0 and group < 100 and conjunction:
            words.append(conjunction)
        words.append(_below_thousand(group, conjunction))
        if scale:
            words.append(_SCALES[scale])
    return " ".join(words)


def _below_thousand(number: int, conjunction: str) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens]} {_ONES[ones]}" if ones else _TENS[tens]
    hundreds, rest = divmod(number, 100)
    words = f"{_ONES[hundreds]} hundred"
    if not rest:
        return words
    between = f" {conjunction} " if conjunction else " "
    return words + between + _below_thousand(rest, conjunction)


def to_ordinal(words: str) -> str:
    """Turn cardinal words into ordinal ones: "twenty one" into "twenty first"."""
    head, space, last = words.rpartition(" ")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return head + space + last


def ordinal(number: int, conjunction: str = "") -> str:
    """Return an ordinal's words: "first", "one hundred and first"."""
    return to_ordinal(cardinal(number, conjunction))


def to_plural(words: str) -> str:
    """Put the last word in the plural: "forties", "hundreds", "sixes"."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    if words.endswith(("x", "s", "ch", "sh")):
        return words + "es"
    return words + "s"


def digits(figures: str, zero: str = "zero") -> str:
    """Return digits one by one; other characters are left out."""
    return " ".join(zero if figure == "0" else _ONES[int(figure)] for figure in figures if figure in "0123456789")


def year(number: int, conjunction: str = "") -> str:
    """Return a year from 1000 to 9999 as it is said: "nineteen oh five", "two thousand and six", "ten sixty six"."""
    century, rest = divmod(number, 100)
    if century % 10 == 0:
        if rest == 0 or (rest < 10 and century != 10):
            return cardinal(number, conjunction)
        return f"{_below_thousand(century, '')} {pair(rest)}"
    return f"{_below_thousand(century, '')} {pair(rest)}" if rest else f"{_below_thousand(century, '')} hundred"


def pair(number: int) -> str:
    """Return two digits as the second half of a year: "oh five", "sixty six"."""
    return f"oh {_ONES[number]}" if number < 10 else _below_thousand(number, "")
