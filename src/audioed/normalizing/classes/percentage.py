"""Percentages: "50%", "10–15%", "3pp"."""

import re
from typing import NamedTuple

from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import DASH, DECIMAL_COMMA, NUMBER, is_attributive


class Percentage(NamedTuple):
    """A percentage, or the two ends of a range."""

    figures: tuple[str, ...]
    points: bool = False
    attributive: bool = False

    def say(self, profile: Profile) -> str:
        """Say "fifty per cent", "ten to fifteen percent"."""
        words = " to ".join(profile.number(number) for number in self.figures)
        if self.points:
            return f"{words} percentage point{'' if words == 'one' or self.attributive else 's'}"
        return f"{words} {profile.percent}"


def _percentage(match: re.Match[str], _profile: Profile) -> Semiotic:
    other = match["other"] or match["other2"]
    figures = (match["number"], other) if other else (match["number"],)
    return Percentage(figures, match["sign"] in {"pp", "ppts"}, is_attributive(match))


_NUMBER = rf"(?:{DECIMAL_COMMA}|{NUMBER})"

RULES = (
    Rule(
        "percentage",
        rf"(?P<number>(?<![\w)])[-−–+±]?(?:{_NUMBER}|\.[0-9]+))(?:[ ]?%?[ ]?{DASH}[ ]?"
        rf"(?P<other>{_NUMBER})|[ ]to[ ](?P<other2>{_NUMBER}))?[ ]?(?P<sign>%|％|٪|pp\b|ppts\b|(?<=[0-9])pc\b)",
        _percentage,
        at="0-.",
        then=",. %-a*",
    ),
)
