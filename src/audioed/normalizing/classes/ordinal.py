"""Ordinals: "22nd", "the 1,000th"."""

import re
from typing import NamedTuple

from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import word_before
from audioed.normalizing.tables import word_list


class Ordinal(NamedTuple):
    """A place in a row."""

    number: int

    def say(self, profile: Profile) -> str:
        """Say "twenty second"."""
        return profile.ordinal(self.number)


class Stones(NamedTuple):
    """A weight: 13st is no ordinal, whose ending would be another."""

    number: int

    def say(self, profile: Profile) -> str:
        """Say "thirteen stone"."""
        return f"{profile.cardinal(self.number)} stone"


def _ordinal(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    figures = match["figures"].replace(",", "")
    if match[0].endswith("st") and (figures[-1] != "1" or figures[-2:] == "11") and len(figures) < 3:
        return Stones(int(figures))
    return Ordinal(int(figures)) if len(figures) <= 21 else None


def _old(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Take "the 2d Regiment" and "the 23d day" for ordinals as they were once written."""
    if word_before(match.string, match.start()) not in word_list("ordinal: before old forms"):
        return None
    return Ordinal(int(match["figures"]))


RULES = (
    Rule("ordinal", r"(?P<figures>[2-9]?[23])d(?=[ ](?:[A-Z]|of\b|day\b|edition\b))", _old, then="a"),
    Rule(
        "ordinal",
        r"(?P<figures>[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,21})[ ]?(?:st|nd|rd|th|ST|ND|RD|TH|º|ª)(?!\w)",
        _ordinal,
        then=", a",
    ),
)
