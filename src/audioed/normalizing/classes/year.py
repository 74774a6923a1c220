"""Years, decades and spans of years: "in 2014", "the 1990s", "2019-20", "44 BC"."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import DASH, is_plural, word_after, word_before
from audioed.normalizing.tables import word_list

ERAS = {"BC": "B.C.", "BCE": "B.C.E.", "AD": "A.D.", "CE": "C.E.", "AH": "A.H."}
_YEAR_BEFORE = lazy_pattern(r"(?<!\w)(?:1[0-9]{3}|20[0-9]{2})[ ](?:and|or|to|through)[ ]$")
_UNIT_AHEAD = lazy_pattern(
    r"(?:[ ]?(?:to|or|and|[-–])[ ]?[0-9,.]+)?[ -]?(?:feet|foot|ft|miles|metres|meters|km|m|kg|yards|acres|"
    r"tons|tonnes|men|people|dollars|pounds|euros|words|hours|calories|degrees|percent|per[ ]cent|of[ ]"
    r"(?:them|his|her|their|its|our|my|your|these|those|us))\b",
    re.VERBOSE,
)


class Year(NamedTuple):
    """A year, with its era if that is written."""

    number: int
    era: str = ""
    era_first: bool = False

    def say(self, profile: Profile) -> str:
        """Say the year in two halves where it has two."""
        if not self.era:
            return profile.year(self.number)
        if self.number >= 2000:
            words = profile.cardinal(self.number)
        elif 100 < self.number < 1000 and self.number % 100:
            words = f"{profile.cardinal(self.number // 100)} {number_words.pair(self.number % 100)}"
        else:
            words = profile.year(self.number)
        return f"{self.era} {words}" if self.era_first else f"{words} {self.era}"


class ShortYear(NamedTuple):
    """The last two figures of a year: '59."""

    number: int

    def say(self, _profile: Profile) -> str:
        """Say "oh three" or "fifty nine"."""
        return number_words.pair(self.number)


class Decade(NamedTuple):
    """A decade, a century as such, or an age: "the 1990s", "the 1900s", "in his 40s"."""

    number: int

    def say(self, profile: Profile) -> str:
        """Say the last word in the plural."""
        words = profile.year(self.number) if self.number >= 1000 else profile.cardinal(self.number)
        return number_words.to_plural(words)


class Years(NamedTuple):
    """From one year to another; the second as written, since 2019-20 may be short."""

    first: int
    last: str

    def say(self, profile: Profile) -> str:
        """Say both, with "to" between them; a short one is said short."""
        last = profile.year(int(self.last)) if len(self.last) > 2 else number_words.pair(int(self.last))
        return f"{profile.year(self.first)} to {last}"


def is_year(text: str, start: int, end: int) -> bool:
    """Tell by its surroundings whether a number of four figures is a year."""
    number = int(text[start:end])
    before = word_before(text, start)
    if before in {"and", "or", "to", "through", "than"} and _YEAR_BEFORE.search(text, max(0, start - 20), start):
        return True
    if before in word_list("year: quantifying") or (before in {"of", ""} and is_plural(word_after(text, end))):
        return False
    if _UNIT_AHEAD.match(text, end):
        return False
    if before in word_list("year: dating"):
        return number <= 2100 or before in {"year", "circa", "c.", "ca."}
    if not 1100 <= number < 2100:
        return number >= 1000 and before == "of" and number < 1100
    return not is_plural(word_after(text, end))


def _four_figures(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    return Year(int(match[0])) if is_year(match.string, match.start(), match.end()) else None


def _with_era(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Year(int(match["year"].replace(",", "")), ERAS[match["era"].replace(".", "")])


def _after_era(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Year(int(match["year"]), ERAS[match["era"].replace(".", "")], era_first=True)


def _decade(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if match[0].endswith(("'s", "’s")) and (
        match["decade"] == "10" or word_before(match.string, match.start()) in {"no", "no.", "number"}
    ):
        return None
    return Decade(int(match["decade"]))


def _years(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    first, last = match["first"], match["last"]
    if len(last) == 2 and int(last) <= int(first[2:]):
        return None
    if len(last) == 4 and not int(first) < int(last) < 2200:
        return None
    if _UNIT_AHEAD.match(match.string, match.end()):
        return None
    return Years(int(first), last)


def _short(match: re.Match[str], _profile: Profile) -> Semiotic:
    return ShortYear(int(match["year"]))


class Season(NamedTuple):
    """Two years in two figures each: the 05/06 season."""

    first: int
    last: int

    def say(self, _profile: Profile) -> str:
        """Say "oh five oh six"."""
        return f"{number_words.pair(self.first)} {number_words.pair(self.last)}"


def _season(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    first, last = int(match["first"]), int(match["last"])
    after = word_after(match.string, match.end())
    if last != (first + 1) % 100 or not (match[0].startswith("0") or after in word_list("year: seasons")):
        return None
    return Season(first, last)


RULES = (
    Rule("year", r"(?<![\w/])(?P<first>[0-9]{2})[/-](?P<last>[0-9]{2})(?![\w/-])", _season, then="/-"),
    Rule(
        "year",
        r"(?P<era>AD|A\.D\.|CE)[ ](?P<year>[0-9]{1,4})(?![\w,])",
        _after_era,
        words=lambda: frozenset({"ad", "a", "ce"}),
    ),
    Rule(
        "year",
        r"(?P<year>[0-9]{1,2},[0-9]{3}|[0-9]{1,4})[ ]?(?P<era>BCE|BC|AD|CE|B\.C\.E\.|B\.C\.|A\.D\.|C\.E\.)(?!\w)",
        _with_era,
        then=", a",
    ),
    Rule("decade", r"['’‘]?(?P<decade>1[0-9][0-9]0|20[0-9]0|[1-9]0)['’]?s(?!\w)", _decade, at="0'", then="a*"),
    Rule(
        "year",
        rf"(?P<first>1[0-9]{{3}}|20[0-9]{{2}})(?:[ ]?{DASH}[ ]?|/)(?P<last>[0-9]{{4}}|[0-9]{{2}})(?![\w%]|[-,.][0-9])",
        _years,
        then=" -/",
    ),
    Rule("year", r"(?<!\w)['’‘](?P<year>[0-9]{2})(?![\w'’])", _short, at="'"),
    Rule("year", r"(?<![\w,])(?<![0-9]\.)[0-9]{4}(?![\w%°]|[.,:/][0-9])", _four_figures),
)
