"""The data files: tab-separated lines, "#" begins a comment, read when they are first needed."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    """Return the fields of each line of a data file."""
    content = (_FOLDER / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in content.splitlines() if line.strip() and not line.startswith("#")]


class Unit(NamedTuple):
    """A unit of measure in words; "{re}" stands for the ending of metre and litre."""

    one: str
    many: str
    spacing: str
    """"tight": only joined to its number; "spaced": only apart from it; empty: both."""


class Currency(NamedTuple):
    """A currency and its hundredth."""

    one: str
    many: str
    hundredth: str
    hundredths: str


class Abbreviation(NamedTuple):
    """What an abbreviation stands for, and when."""

    words: str
    when: str
    """One of those that the data file explains."""


@cache
def units() -> dict[str, Unit]:
    """Return units by each of their written forms."""
    found: dict[str, Unit] = {}
    for forms, one, *rest in rows("units.tsv"):
        many = rest[0] if rest and rest[0] else one + "s"
        unit = Unit(one, many, rest[1] if len(rest) > 1 else "")
        for form in forms.split(" "):
            found.setdefault(form.replace("~", " "), unit)
    return found


@cache
def currencies() -> dict[str, Currency]:
    """Return currencies by sign and code."""
    return {form: Currency(*names) for forms, *names in rows("currencies.tsv") for form in forms.split(" ")}


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Return abbreviations by their written form without the full stop."""
    return {written: Abbreviation(words, when) for written, words, when in rows("abbreviations.tsv")}


@cache
def acronyms() -> dict[str, str]:
    """Return how capitals are said: "word", "letters", or their own words."""
    return {written: said for written, said in rows("acronyms.tsv")}  # noqa: C416 - dict() would lose that rows are pairs


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed.split()) for name, listed in rows("words.tsv")}


def word_list(name: str) -> frozenset[str]:
    """Return a list of words by which rules judge what stands around a match."""
    return _lists()[name]


@cache
def common_names(language: str) -> frozenset[str]:
    """Return words with a capital that the voices of a language say right; none where nobody has listened."""
    return frozenset(word for code, _, words in rows("common.tsv") if code == language for word in words.split())


@cache
def symbols() -> dict[str, str]:
    """Return the names of symbols; an empty one is silent."""
    return {fields[0]: fields[1] if len(fields) > 1 else "" for fields in rows("symbols.tsv")}


@cache
def flags() -> dict[str, str]:
    """Return whose a flag is, by the code that its letters spell."""
    return {fields[0]: fields[1] for fields in rows("flags.tsv")}


@cache
def periods() -> dict[str, str]:
    """Return what stands after a slash behind a sum of money, in words."""
    return {form: one for one, forms in rows("periods.tsv") for form in forms.split(" ")}
