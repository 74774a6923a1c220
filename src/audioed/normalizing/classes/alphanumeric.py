"""Letters and figures in one: "A4", "M25", "MI5", "COVID-19", "H5N1", "747s", "iOS 17.4.1", "CO₂"."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.classes.letters import say_letters
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import LETTER, word_before
from audioed.normalizing.tables import word_list

_AIRLINER = lazy_pattern(r"7[0-8]7-[1-9]")
_PART = lazy_pattern(rf"[0-9]+(?:\.[0-9]+)*|{LETTER}+|[₀-₉]+|[.]")
_WORD_AHEAD = lazy_pattern(r"[ ][a-z]")
_PREFIXED_YEAR = lazy_pattern(r"[a-z]{3,}[-‑][12][0-9]{3}")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def model_number(figures: str) -> str:
    """Return a number that names something: 737 is "seven thirty seven", 1066 "ten sixty six"."""
    first, *rest = figures.split(".")
    return " point ".join([_name_figures(first), *map(_after_point, rest)])


def _after_point(figures: str) -> str:
    return (
        number_words.digits(figures) if len(figures) > 2 or figures[0] == "0" else number_words.cardinal(int(figures))
    )


def _name_figures(figures: str) -> str:
    if figures[0] == "0" and len(figures) > 1:
        return number_words.digits(figures, "oh")
    if len(figures) > 4:
        return number_words.digits(figures)
    if len(figures) < 3 or len(figures.rstrip("0")) == 1:
        return number_words.cardinal(int(figures))
    if len(figures) == 3:
        return f"{number_words.digits(figures[0])} {number_words.pair(int(figures[1:]))}"
    return number_words.digits(figures, "oh") if figures[1:3] == "00" else number_words.year(int(figures))


class Alphanumeric(NamedTuple):
    """Parts of letters and of figures, with a plural or possessive ending."""

    parts: tuple[str, ...]
    ending: str = ""

    def say(self, _profile: Profile) -> str:
        """Say each part: letters that are no word one by one, figures as a name."""
        is_code = any(part.islower() and part not in {"p", "i"} for part in self.parts)
        words = [say_letters(part) if part[0].isalpha() else _say_figures(part, is_code=is_code) for part in self.parts]
        *firsts, last = words
        said = "".join(f"{word}-" if word == "A" else f"{word} " for word in firsts) + last
        if not self.ending:
            return said
        if "s" in self.ending and self.ending[0] not in "'’" and self.parts[-1][0].isdigit():
            return number_words.to_plural(said)
        return said + self.ending


def _say_figures(figures: str, *, is_code: bool) -> str:
    if is_code and len(figures) > 3 and not figures.endswith("00"):
        return number_words.digits(figures)
    return model_number(figures)


def _alphanumeric(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if _PREFIXED_YEAR.match(match["body"]):
        return None
    parts = tuple(part for part in _PART.findall(match["body"].translate(_SUBSCRIPTS)) if part != ".")
    if parts[-1] == "s" and len(parts) > 1:
        return Alphanumeric(parts[:-1], "s")
    is_article = parts[-1] == "A" and _WORD_AHEAD.match(match.string, match.end())  # for a voice, without a hyphen
    return Alphanumeric(parts, "-" if is_article else match["ending"] or "")


def _model(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if (
        (match["ending"] != "s" or "-" in match["body"])
        and word_before(match.string, match.start()) not in word_list("alphanumeric: models")
        and not _AIRLINER.match(match["body"])
    ):
        return None
    return Alphanumeric(tuple(_PART.findall(match["body"])), match["ending"])


class Version(NamedTuple):
    """A version: figures with points."""

    numbers: tuple[str, ...]

    def say(self, profile: Profile) -> str:
        """Say "seventeen point four point one"."""
        return " point ".join(profile.number(number) for number in self.numbers)


def _version(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Version(tuple(match["numbers"].split(".")))


_ENDING = r"(?P<ending>(?:['’]s\b)?)"

JOINED = (
    Rule(
        "version",
        r"v(?:er)?\.?(?P<numbers>[0-9]{1,4}(?:\.[0-9]{1,4}){1,3})(?!\w)",
        lambda match, _: Version(tuple(match["numbers"].split("."))),
    ),
    Rule(
        "alphanumeric",
        rf"(?P<body>(?>{LETTER}{{1,20}}(?:[-‑]?(?:[0-9]{{1,12}}(?:\.[0-9]{{1,4}})?|[₀-₉]{{1,4}}){LETTER}{{0,20}}){{1,8}}))"
        rf"{_ENDING}(?!\w)",
        _alphanumeric,
    ),
)
RULES = (
    Rule("version", r"(?P<numbers>[0-9]{1,4}(?:\.[0-9]{1,5}){2,4})(?!\w)", _version, then="."),
    Rule(
        "alphanumeric",
        r"(?<![\w,.])(?P<body>[1-9][0-9]{2}(?:-[0-9]{1,3}(?:ER|LR)?)?)(?P<ending>(?:s\b)?)"
        r"(?![\w%]|[,.][0-9]|-[0-9])",
        _model,
    ),
    Rule(
        "alphanumeric",
        rf"(?<![\w,.])(?P<body>(?>[0-9]{{1,6}}{LETTER}{{1,3}}(?:[0-9]{{1,6}}{LETTER}{{0,3}}){{0,5}})){_ENDING}(?!\w)",
        _alphanumeric,
        then="a",
    ),
)
