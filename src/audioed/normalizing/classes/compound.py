"""Quantities of two units: "6ft 2in", "11st 4lb", "51°30′N", "2h 15m"."""

import re
from typing import NamedTuple

from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import is_attributive


class Compound(NamedTuple):
    """Two units that make one quantity: feet and inches, hours and minutes, degrees and minutes."""

    parts: tuple[tuple[int, str, str], ...]
    """Each number with its unit's singular and plural."""
    attributive: bool = False

    def say(self, profile: Profile) -> str:
        """Say each number with its unit."""
        return " ".join(
            f"{profile.cardinal(number)} {one if number == 1 or self.attributive else many}"
            for number, one, many in self.parts
        )


_FOOT = ("foot", "feet")
_INCH = ("inch", "inches")


def _feet_inches(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Compound(((int(match["first"]), *_FOOT), (int(match["second"]), *_INCH)), is_attributive(match))


_DIRECTIONS = {"N": "north", "S": "south", "E": "east", "W": "west"}


class Bearing(NamedTuple):
    """Degrees, minutes and seconds of latitude or longitude."""

    angle: Compound
    direction: str

    def say(self, profile: Profile) -> str:
        """Say "fifty one degrees thirty minutes north"."""
        return f"{self.angle.say(profile)} {self.direction}".rstrip()


def _bearing(match: re.Match[str], _profile: Profile) -> Semiotic:
    names = (("degree", "degrees"), ("minute", "minutes"), ("second", "seconds"))
    parts = tuple(
        (int(match[group]), *name)
        for group, name in zip(("first", "second", "third"), names, strict=True)
        if match[group]
    )
    is_angle = len(parts) == 1 and not match["direction"] and is_attributive(match)
    return Bearing(Compound(parts, is_angle), _DIRECTIONS.get((match["direction"] or "").rstrip("."), ""))


def _stones(match: re.Match[str], _profile: Profile) -> Semiotic:
    parts = [(int(match["first"]), "stone", "stone")]
    if match["second"]:
        parts.append((int(match["second"]), "pound", "pounds"))
    return Compound(tuple(parts))


def _hours_minutes(match: re.Match[str], _profile: Profile) -> Semiotic:
    names = {"h": ("hour", "hours"), "m": ("minute", "minutes"), "s": ("second", "seconds")}
    parts = [(match["first"], match["unit1"][:1]), (match["second"], match["unit2"][:1])]
    if match["third"]:
        parts.append((match["third"], "s"))
    return Compound(tuple((int(number), *names[unit]) for number, unit in parts))


RULES = (
    Rule(
        "measure",
        r"(?P<first>[1-9])[ ]?(?:ft|foot|feet|['’′])[ ,]{0,2}(?P<second>1[01]|[0-9])[ ]?"
        r"(?:in\b|ins\b|inches|[\"”″]|['’]{2}|$)",
        _feet_inches,
        then=" a*",
    ),
    Rule(
        "measure",
        r"(?P<first>[0-9]{1,3})°[ ]?(?:(?P<second>[0-5]?[0-9])[′'’][ ]?(?:(?P<third>[0-5]?[0-9])[″\"”][ ]?)?"
        r"(?P<direction>[NSEW]\b(?:\.(?=[,;]|[ ][a-z]))?)?)",
        _bearing,
        then="*",
    ),
    Rule("measure", r"(?P<first>[0-9]{1,3})°[ ]?(?P<direction>[NSEW])\b(?P<second>)(?P<third>)", _bearing, then="*"),
    Rule("measure", r"(?P<first>[1-9]?[0-9])[ ]?st[ ](?P<second>1[0-3]|[0-9])[ ]?lbs?\b", _stones, then=" a"),
    Rule(
        "measure",
        r"(?P<first>[0-9]{1,3})[ ]?(?P<unit1>h|hrs?|m|mins?)[ ]?(?P<second>[0-5]?[0-9])[ ]?"
        r"(?P<unit2>m|mins?|s|secs?)(?:[ ]?(?P<third>[0-5]?[0-9])[ ]?(?:s|secs?))?(?!\w)",
        _hours_minutes,
        then=" a",
    ),
)
