"""Roman numerals: "Louis XIV", "Chapter IV", "World War II", "the XX century"."""

import re
from typing import NamedTuple

from audioed.normalizing.classes.year import Year
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import word_after
from audioed.normalizing.tables import word_list

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_VALID = lazy_pattern(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


class Roman(NamedTuple):
    """A Roman numeral: a count, or a place in a row of kings."""

    number: int
    place: bool = False
    article: bool = True

    def say(self, profile: Profile) -> str:
        """Say "four", or "the fourth"."""
        if not self.place:
            return profile.cardinal(self.number)
        return ("the " if self.article else "") + profile.ordinal(self.number)


def value(numeral: str) -> int | None:
    """Return the number that a well-formed numeral stands for."""
    if not numeral or _VALID.fullmatch(numeral) is None:
        return None
    total = 0
    for here, following in zip(numeral, [*numeral[1:], ""], strict=True):
        step = _VALUES[here]
        total += -step if following and _VALUES[following] > step else step
    return total


def _roman(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    number = value(match["numeral"])
    if number is None:
        return None
    previous = match.string[max(0, match.start() - 30) : match.start()]
    if not previous.strip():
        return Roman(number) if _stands_alone(match) else None
    if not previous[-1:].isspace() and previous[-1:] not in "-–—(":
        return None
    word = previous.rstrip().rpartition(" ")[2].lstrip("(\"'“‘[—-")
    return _after_word(match, number, word) or _by_itself(match, number, word, previous)


def _after_word(match: re.Match[str], number: int, word: str) -> Semiotic | None:
    """Return the meaning that the word before a numeral gives to it, such as a king's name or "chapter"."""
    numeral, key = match["numeral"], word.lower().rstrip(".")
    after = word_after(match.string, match.end())
    is_pronoun = numeral == "I" and after.lower() in word_list("roman: pronoun verbs")
    is_initial = len(numeral) == 1 and (numeral in "LCDM" or match.string[match.end() : match.end() + 3].istitle())
    if key in word_list("roman: regnal") and not is_pronoun and not is_initial:
        return Roman(number, place=True)
    is_letter = key == "letter" and len(numeral) == 1
    if key in word_list("roman: counted") and not is_pronoun and not is_letter:
        return Roman(number)
    if after.lower() in word_list("roman: numbered nouns") and len(numeral) > 1:
        return Roman(number, place=True, article=key not in word_list("determiners"))
    if (
        word == "the"
        and len(numeral) > 1
        and after.istitle()
        and not (numeral in word_list("roman: letters") or set(numeral) - set("IVXL"))
    ):
        return Roman(number, place=True, article=False)
    return None


def _by_itself(match: re.Match[str], number: int, word: str, previous: str) -> Semiotic | None:
    """Return the meaning of a numeral that no word before it explains, if it can't be anything else."""
    numeral = match["numeral"]
    if row := _ROW.search(previous):
        return Roman(number, place=row["name"].lower() in word_list("roman: regnal"))
    if number >= 1000 and len(numeral) > 4:
        return Year(number)
    if len(numeral) < 2 or numeral in word_list("roman: letters") or set(numeral) - set("IVXL"):
        return None
    is_name = word[:1].isupper() or (number > 3 and word.lower() not in word_list("roman: no names"))
    return Roman(number) if is_name else None


_ROW = lazy_pattern(r"(?P<name>\w+)[ ](?=[IVXLC]+\b)[IVXLC]+[ ]?(?:and|to|or|–|-|&|,)[ ]?$")


def _stands_alone(match: re.Match[str]) -> bool:
    """Tell whether a numeral is all there is, or heads what follows: "XIV.", "III. THE STORM"."""
    rest = match.string[match.end() : match.end() + 40]
    if not rest.strip(" .:—–-)"):
        return len(match["numeral"]) > 1 or (match.string.strip(" .)(") in {"I", "V", "X"} and "." in match.string)
    if len(match["numeral"]) < 2:
        return rest.startswith(". ") and rest[2:12].isupper()
    return rest[:1] in ".:" or rest.startswith((" —", " –", " -", ")"))


def _numerals() -> frozenset[str]:
    """Return every numeral up to 399, and those of modern years, in lower case."""
    found = set()
    for number in (*range(1, 400), *range(1500, 2051)):
        rest, numeral = number, ""
        for sign, worth in (
            ("m", 1000),
            ("cm", 900),
            ("d", 500),
            ("cd", 400),
            ("c", 100),
            ("xc", 90),
            ("l", 50),
            ("xl", 40),
            ("x", 10),
            ("ix", 9),
            ("v", 5),
            ("iv", 4),
            ("i", 1),
        ):
            while rest >= worth:
                rest -= worth
                numeral += sign
        found.add(numeral)
    return frozenset(found)


_LOWER_COUNTED = lazy_pattern(
    r"\b(?:page|pages|pp?\.|chapter|book|part|act|scene|canto|verse|psalm|vol\.|volume|section)[ ](?:[ivxlc]+[–-])?$",
    re.IGNORECASE,
)


def _lower(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if not _LOWER_COUNTED.search(match.string[max(0, match.start() - 20) : match.start()]):
        return None
    number = value(match["numeral"].upper())
    return None if number is None else Roman(number)


RULES = (
    Rule(
        "roman",
        r"(?P<numeral>[IVXLCDM]{1,15})(?![\w&]|\.[A-Z]|['’](?:m|ll|ve|d|re)\b|[-–][0-9]|-[a-z])"
        r"(?:\.(?=[,;:]|[ ][a-z]))?",
        _roman,
        words=_numerals,
    ),
    Rule("roman", r"(?P<numeral>[ivxlc]{1,8})(?!\w|['’])", _lower, words=_numerals),
)
