"""Fractions: "1/2", "2 3/4", "½", "1/3rd"."""

import re
import unicodedata
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import FRACTION_SIGNS, word_after, words_before
from audioed.normalizing.tables import word_list

_GAP = "[ \u00a0\u202f\u2009-]"
MIXED = (
    rf"(?:(?P<whole>[0-9]{{1,4}})(?:{_GAP}?(?=[{FRACTION_SIGNS}])|{_GAP}(?=[0-9]{{1,2}}[/⁄])))?"
    rf"(?:(?P<vulgar>[{FRACTION_SIGNS}])|(?P<above>[0-9]{{1,2}})[/⁄](?P<below>[0-9]{{1,3}})(?![0-9/]|\.[0-9]))"
)
"""A fraction with or without a whole number before it."""
_COMMON = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 50, 64, 100, 1000})


class Fraction(NamedTuple):
    """Parts of a whole, and the wholes before them."""

    whole: int
    above: int
    below: int

    def say(self, profile: Profile) -> str:
        """Say "three quarters", "two and a half", "twelve over seventeen"."""
        if self.whole:
            part = self._part(profile, "a" if self.above == 1 else "")
            return f"{profile.cardinal(self.whole)} and {part}"
        return self._part(profile, "")

    def _part(self, profile: Profile, article: str) -> str:
        above = article or profile.cardinal(self.above)
        if article and self.below == 8:
            above = "an"
        if self.below not in _COMMON and self.below > 100:
            return f"{profile.cardinal(self.above)} over {profile.cardinal(self.below)}"
        if self.below == 2:
            return f"{above} half" if self.above == 1 else f"{above} halves"
        name = profile.quarter if self.below == 4 else profile.ordinal(self.below)
        return f"{above} {name if self.above == 1 else number_words.to_plural(name)}"


def mixed(match: re.Match[str]) -> Fraction | None:
    """Return the fraction that `MIXED` found in a match, if it found one."""
    if match["vulgar"]:
        above, _, below = unicodedata.normalize("NFKC", match["vulgar"]).partition("⁄")
    elif match["above"]:
        above, below = match["above"], match["below"]
    else:
        return None
    if int(below) < 2 or above[0] == "0" or below[0] == "0":
        return None
    return Fraction(int(match["whole"] or 0), int(above), int(below))


def _fraction(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    is_mark = word_after(match.string, match.end()) in {"stars", "star"} or word_list("fraction: marking") & set(
        words_before(match.string, match.start(), 3)
    )
    if is_mark and match["below"] in {"5", "10", "20", "25", "50", "100"}:
        return Over(match["above"], match["below"], "out of")
    return mixed(match)


class Over(NamedTuple):
    """A division that has no everyday name."""

    above: str
    below: str
    joined: str = "over"

    def say(self, profile: Profile) -> str:
        """Say "one thousand over two thousand"."""
        return f"{profile.number(self.above)} {self.joined} {profile.number(self.below)}"


def _over(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if match["below"].startswith("0") or match["above"].startswith("0"):
        return None
    return Over(match["above"], match["below"], "to" if match["below"] == "1" else "over")


RULES = (
    Rule(
        "fraction",
        r"(?<![\w/.])(?P<above>[0-9]{1,2}\.[0-9])/(?P<below>5|10|100)(?![\w/]|[.,][0-9])",
        lambda match, _: Over(match["above"], match["below"], "out of"),
        then=".",
    ),
    Rule("fraction", rf"(?<![\w/]){MIXED}(?:rds?|ths?|nds?|TH|RD)?(?![\w/])", _fraction, at="0½", then=" 0-/*½"),
    Rule("fraction", r"(?P<above>[0-9]{1,6})[ ]?[/⁄][ ]?(?P<below>[0-9]{1,6})(?![\w/]|[.,][0-9])", _over, then="/ *"),
)
