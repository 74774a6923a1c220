"""Whole numbers and decimals, with a sign and a magnitude: "1,000", "-0.5", "7.9bn"."""

import re
from typing import NamedTuple

from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import NUMBER, is_plural, word_after

MAGNITUDES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "mln": "million",
    "mio": "million",
    "mm": "million",
    "b": "billion",
    "bn": "billion",
    "bln": "billion",
    "t": "trillion",
    "tn": "trillion",
    "trn": "trillion",
}
MAGNITUDE_WORD = r"(?:hundred|thousand|million|billion|trillion|quadrillion|crore|lakh)"


class Cardinal(NamedTuple):
    """A number as written, and what multiplies it."""

    figures: str
    magnitude: str = ""

    def say(self, profile: Profile) -> str:
        """Say the number, then its magnitude."""
        words = profile.number(self.figures)
        return f"{words} {self.magnitude}" if self.magnitude else words


def _with_magnitude(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    suffix, after = match["magnitude"], word_after(match.string, match.end())
    if suffix == "m" and not is_plural(after):
        return None
    if suffix in {"B", "M"} and not is_plural(after) and "." not in match["figures"]:
        return None
    if suffix in {"k", "K"} and not is_plural(after) and len(match["figures"]) < 3:
        return None
    return Cardinal(match["figures"], MAGNITUDES[suffix.lower()])


def _grouped(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Take spaces between groups of three figures for marks of thousands where nothing else is likely."""
    groups = re.split(r"\s", match[0])
    if " " in match[0] and len(groups) == 2 and groups[1] != "000":
        return None
    return Cardinal("".join(groups))


def _plain(match: re.Match[str], profile: Profile) -> Semiotic:
    figures = match[0]
    if (
        not profile.conjunction
        and len(figures) == 4
        and figures.isdigit()
        and figures[2:] == "00"
        and figures[1] != "0"
    ):
        return Cardinal(figures[:2], "hundred")
    return Cardinal(figures)


WITH_MAGNITUDE = (
    Rule(
        "cardinal",
        rf"(?P<figures>[-−+]?{NUMBER})[ ]?(?P<magnitude>bn|tn|trn|bln|mln|mn|K|k|m|M|B)(?![\w²³])",
        _with_magnitude,
        at="0-",
        then=",. a",
    ),
)
RULES = (
    Rule(
        "cardinal",
        r"(?<![\w.,])[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3}){1,6}(?![\w.,]|[ ][0-9])",
        _grouped,
        then="0",
    ),
    Rule("cardinal", rf"(?<![\w)])(?:[-−+±]?{NUMBER}|[-−+±]?(?<!\.)\.[0-9]+)", _plain, at="0-."),
    Rule("cardinal", r"[0-9]+", _plain),
)
