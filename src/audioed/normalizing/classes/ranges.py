"""Ranges, scores, ratios and rows of numbers: "5–10", "won 3-2", "2:1", "2x8"."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import DASH, NUMBER, is_plural, piece_before, word_after, word_before
from audioed.normalizing.tables import units, word_list

_SCORING = lazy_pattern(
    r"\b(?=[abdefghlmopstuvw])"  # what no letter follows needs no look at each of the words
    r"(?:w[io]n|wins|winning|beat|beats|beaten|beating|los[et]|loses|losing|defeat\w*|dr[ae]w|draws|draw"
    r"n|drawing|tie[ds]?|"
    r"lead|led|leads|leading|trail\w*|victor\w*|scor\w+|goals?|aggregate|penalties|half-time|full-time|set"
    r"|sets|match|final|"
    r"semi-final|equalis\w+|thrash\w*|hammer\w*|down|up|ahead|overcame|edged|win|wins|defeated|triumph\w*|loss)\b",
    re.IGNORECASE,
)


class Range(NamedTuple):
    """From one number to another."""

    first: str
    last: str
    magnitude: str = ""

    def say(self, profile: Profile) -> str:
        """Say "five to ten"."""
        words = f"{profile.number(self.first)} to {profile.number(self.last)}"
        return f"{words} {self.magnitude}" if self.magnitude else words


class Score(NamedTuple):
    """A result of a match."""

    ours: int
    theirs: int

    def say(self, profile: Profile) -> str:
        """Say "three two" and "two nil", or "three to two"."""
        numbers = [profile.cardinal(number) if number else profile.nothing for number in (self.ours, self.theirs)]
        return (" " if profile.day_first else " to ").join(numbers)


class Ratio(NamedTuple):
    """One number to another, or one by another."""

    numbers: tuple[str, ...]
    joined: str
    ending: str = ""

    def say(self, profile: Profile) -> str:
        """Say "two to one", "two by four"."""
        between = f" {self.joined} " if self.joined else " "
        words = between.join(profile.number(number) for number in self.numbers)
        return number_words.to_plural(words) if self.ending else words


def _score(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    text = match.string
    if int(match["first"]) < int(match["last"]) and _counts(match):
        return None
    around = text[max(0, match.start() - 60) : match.start()] + " " + text[match.end() : match.end() + 30]
    if not (_SCORING.search(around) or _between_names(match)):
        return None
    return Score(int(match["first"]), int(match["last"]))


def _counts(match: re.Match[str]) -> bool:
    """Tell whether a range stands before what it counts, or after what has numbers: "10-12 metres", "pp. 3-4"."""
    before, after = word_before(match.string, match.start()), word_after(match.string, match.end())
    return is_plural(after) or after in units() or before.rstrip(".") in word_list("score: numbered")


def _between_names(match: re.Match[str]) -> bool:
    """Tell whether a result stands between two sides: "Leeds 2-1 Hull"."""
    before = piece_before(match.string, match.start())
    return (
        before.isalpha()
        and before.istitle()
        and before.lower() not in word_list("roman: counted")
        and word_after(match.string, match.end()).istitle()
        and not match.string[match.end() : match.end() + 1].isalpha()
    )


def _range(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Range(match["first"], match["last"])


def _ratio(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Ratio((match["first"], match["last"]), "" if match["first"] == match["last"] else "to")


class Dimensions(NamedTuple):
    """Length, width and height in one unit."""

    numbers: tuple[str, ...]
    unit: str

    def say(self, profile: Profile) -> str:
        """Say "two by three by four metres"."""
        words = " by ".join(profile.number(number) for number in self.numbers)
        return f"{words} {units()[self.unit].many.replace('{re}', profile.metric_ending)}"


def _dimensions(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Dimensions((match["first"], match["last"], match["third"]), match["unit"])


def _row(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Ratio(tuple(match[0].split("-")), "")


def _minus(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Ratio((match["first"], match["last"]), "minus")


def _by(match: re.Match[str], _profile: Profile) -> Semiotic:
    joined = "times" if match.string[match.end() : match.end() + 2].lstrip().startswith("=") else "by"
    numbers = tuple(number for number in (match["first"], match["last"], match["third"]) if number)
    return Ratio(numbers, joined, match["ending"] or "")


_BY = rf"(?P<first>{NUMBER})[ ]?[x×][ ]?(?P<last>{NUMBER})"
DIMENSIONS = (
    Rule(
        "measure",
        rf"(?<!\w){_BY}[ ]?[x×][ ]?(?P<third>{NUMBER})[ ]?(?P<unit>mm|cm|m|km|in|ft)(?!\w)",
        _dimensions,
        then=",. a*",
    ),
    Rule(
        "ratio",
        rf"(?<!\w)(?P<first>{NUMBER})[ ]?[x×][ ]?(?P<last>{NUMBER})(?:[ ]?[x×][ ]?(?P<third>{NUMBER}))?"
        r"(?P<ending>s)?(?!\w)",
        _by,
        then=",. a*",
    ),
    Rule(
        "ratio",
        r"x(?=[ ]?[0-9])(?<=[\w²\"″”][ ]x)",
        lambda match, _: (
            Words("by")
            if re.search(r"[0-9][a-z²\"″”]{0,2}[ ]$", match.string[max(0, match.start() - 6) : match.start()])
            else None
        ),
        words=lambda: frozenset({"x"}),
    ),
    Rule("score", r"(?<![\w.,-])[0-9]{1,2}(?:-[0-9]{1,2}){2,3}(?![\w.,-][0-9]|\w)", _row, then="-"),
)
RULES = (
    Rule(
        "score",
        rf"(?<![\w.,])(?P<first>[0-9]{{1,2}}){DASH}(?P<last>[0-9]{{1,2}})(?![\w%°]|{DASH}[0-9]|[.,][0-9])",
        _score,
        then="-",
    ),
    Rule("maths", rf"(?<![\w.])(?P<first>{NUMBER})[ ]?[-−–][ ]?(?P<last>{NUMBER})(?=[ ]?=)", _minus, then=",. -"),
    Rule(
        "range",
        rf"(?<!\w)(?<![0-9][.,])(?P<first>{NUMBER})[ ]?(?:{DASH}|--)[ ]?(?P<last>{NUMBER})"
        rf"(?!\w|{DASH}[0-9]|[ ][0-9]{{1,2}}[/⁄][0-9])",
        _range,
        then=",. -",
    ),
    Rule(
        "ratio",
        rf"(?<![\w.:])(?P<first>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)[ ]?:[ ]?(?P<last>{NUMBER})(?![\w:])",
        _ratio,
        then=": .",
    ),
)
