"""Street numbers and postal codes: "221B Baker St.", "1211 E Main Ave", "TX 75001"."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.classes.alphanumeric import model_number
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import word_before

_STREETS = (
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Ln|Lane|Dr|Drive|Ct|Court|Pl|Place|Sq|Square|Ter|Terr"
    r"ace|Way|Hwy|hwy|Highway"
    r"|Pkwy|Parkway|Close|Crescent|Gardens|Row|Hill|Walk|Mews)"
)
_DIRECTIONS = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "NE": "Northeast",
    "NW": "Northwest",
    "SE": "Southeast",
    "SW": "Southwest",
}


class StreetNumber(NamedTuple):
    """A house's number, and the side of town."""

    figures: str
    letter: str = ""
    direction: str = ""

    def say(self, profile: Profile) -> str:
        """Say "two two one B", "twelve eleven East"."""
        if len(self.figures) == 3 and self.letter and profile.day_first:
            words = number_words.digits(self.figures, "oh")
        else:
            words = model_number(self.figures)
        return " ".join(part for part in (words, self.letter, _DIRECTIONS.get(self.direction, "")) if part)


def _street_number(match: re.Match[str], _profile: Profile) -> Semiotic:
    return StreetNumber(match["figures"], match["letter"] or "", match["direction"] or "")


def _corner(match: re.Match[str], profile: Profile) -> Semiotic | None:
    before = word_before(match.string, match.start())
    return _street_number(match, profile) if before in {"", "at", "near", "opposite"} else None


def _postal_code(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Words(number_words.digits(match[0]))


RULES = (
    Rule(
        "address",
        rf"(?<![\w.,])(?P<figures>[0-9]{{1,5}})(?P<letter>[A-Z])?(?:[ ](?P<direction>[NS][EW]?|[EW])\.?)?"
        rf"(?=[ ](?:[A-Z][\w'’-]{{1,20}}[ ]){{1,3}}{_STREETS}\b)",
        _street_number,
        then=" a",
    ),
    Rule(
        "address",
        r"(?<![\w.,])(?P<figures>[0-9]{1,5})(?P<letter>[A-Z])?[ ](?P<direction>[NSEW])\."
        r"(?=[ ][A-Z][a-z]{1,20}(?:[ ][-–—]|,[ ][A-Z]|[ ]?$))",
        _corner,
        then=" a",
    ),
    Rule("address", r"(?:(?<=[A-Z]{2}[ ])|(?<=[A-Z]{2},[ ]))[0-9]{5}(?:-[0-9]{4})?(?![\w]|[,.][0-9])", _postal_code),
)
