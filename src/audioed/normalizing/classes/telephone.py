"""Telephone numbers and other rows of digits that are read one by one: ISBNs, addresses of machines, case numbers."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import words_before


class Telephone(NamedTuple):
    """Groups of digits, read one by one with a pause between groups."""

    groups: tuple[str, ...]
    plus: bool = False

    def say(self, _profile: Profile) -> str:
        """Say "oh two oh, seven nine four six"; a freephone's "800" as a number."""
        words = [
            "eight hundred"
            if group == "800"
            else number_words.digits(group, "oh")
            if group.isdigit()
            else group.capitalize()
            for group in self.groups
        ]
        return ("plus " if self.plus else "") + ", ".join(words)


class Serial(NamedTuple):
    """Digits and letters read one by one, with named separators."""

    parts: tuple[str, ...]
    separator: str = ""
    zero: str = "oh"

    def say(self, _profile: Profile) -> str:
        """Say each character."""
        words = [
            " ".join(number_words.digits(figure, self.zero) if figure.isdigit() else figure.upper() for figure in part)
            for part in self.parts
        ]
        return f" {self.separator} ".join(words) if self.separator else " ".join(words)


def _telephone(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    groups = re.findall(r"[0-9]+", match[0].replace("(0)", ""))
    if not 7 <= sum(map(len, groups)) <= 15:
        return None
    return Telephone(tuple(groups), match[0].startswith("+"))


def _vanity(match: re.Match[str], _profile: Profile) -> Semiotic:
    parts: list[str] = []
    for part in re.findall(r"[0-9]+|[A-Z]+", match[0]):
        if parts and parts[-1].isalpha() and part.isdigit():
            parts[-1] += " " + number_words.digits(part, "oh")
        else:
            parts.append(part)
    return Telephone(tuple(parts))


def _emergency(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    before = words_before(match.string, match.start(), 4)
    calling = {
        "call",
        "calls",
        "called",
        "calling",
        "dial",
        "dialled",
        "dialed",
        "dialling",
        "ring",
        "rang",
        "phone",
        "phoned",
    }
    return Telephone((match[0],)) if calling & set(before) else None


def _book_number(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    figures = re.sub(r"[^0-9Xx]", "", match[0])
    return Serial((figures,), zero="oh") if len(figures) in {8, 10, 13} else None


def _machine(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Serial(tuple(match[0].split(".")), "dot", "zero")


RULES = (
    Rule(
        "telephone",
        r"(?:97[89][- ]?)?[0-9]{1,5}[- ][0-9]{1,7}[- ][0-9]{1,7}[- ][0-9Xx](?![\w-])",
        _book_number,
        then="-0",
    ),
    Rule("telephone", r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w]|\.[0-9])", _machine, then="."),
    Rule("telephone", r"1-8[0-9]{2}(?:-[A-Z0-9]{1,8}){1,4}(?<=[A-Z])(?![\w-])", _vanity, then="-"),
    Rule(
        "telephone",
        r"\+[0-9]{1,3}[-. ]?(?:\([0-9]{1,5}\)[-. ]?)?[0-9]{1,5}(?:[-. ][0-9]{2,8}){1,5}(?![\w]|-[0-9])",
        _telephone,
        at="-",
    ),
    Rule("telephone", r"\+[0-9]{8,15}(?!\w)", _telephone, at="-"),
    Rule("telephone", r"\([0-9]{2,5}\)[-. ]?[0-9]{3,4}(?:[-. ]?[0-9]{3,4}){1,2}(?![\w]|-[0-9])", _telephone, at="("),
    Rule(
        "telephone",
        r"(?<![\w.-])(?:1[-. ])?[0-9]{3}(?P<mark>[-. ])[0-9]{3}(?P=mark)[0-9]{4}(?:-[0-9])?(?![\w]|-[0-9])",
        _telephone,
        then="-.0",
    ),
    Rule(
        "telephone", r"(?<![\w.])0[0-9]{2,4}[- ][0-9]{3,8}(?:[- ][0-9]{3,4}){0,2}(?![\w]|-[0-9])", _telephone, then="-0"
    ),
    Rule("telephone", r"(?<![\w.,])0[0-9]{9,10}(?![\w]|[.,][0-9])", _telephone),
    Rule("telephone", r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])", _telephone, then="-"),
    Rule("telephone", r"(?<![\w.,-])(?:999|911|112|111|101|116[ ]?123)(?![\w.,-][0-9])(?!\w)", _emergency),
)
