"""A language's data: what its file and its tables say, ready to be asked."""

import re
import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from audioed.normalizing.languages.spellout import NoWordsError, spellout
from audioed.normalizing.tables import rows

_FOLDER = Path(__file__).parents[1] / "data" / "languages"
SPACES = " \u00a0\u202f\u2009"
LARGEST_UNGROUPED = 6
"""Figures of a number that isn't grouped; longer ones may be a telephone's or a part's."""


class Number(NamedTuple):
    """A number as written, its marks read."""

    sign: str
    whole: int
    decimals: str = ""

    @property
    def size(self) -> float:
        """How much it is, for comparisons alone."""
        return float(f"{self.whole}.{self.decimals or 0}")


class Name(NamedTuple):
    """What is counted: a unit, a currency, a magnitude."""

    one: str
    many: str
    more: tuple[str, ...] = ()
    """Of a unit: how it follows another ("per hour"); of a currency: its hundredth, one and many."""


class Grammar:
    """What the rules ask about a language; `data` is its file, whose keys docs/adding-a-language.md explains."""

    def __init__(self, language: str, region: str) -> None:
        self.language = language
        self.data = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        for key, value in self.data.get("regions", {}).get(region, {}).items():
            self.data["numbers"][key] = value
        table = f"{language}-{region}"
        has_own = bool(region) and (_FOLDER / "numbers" / f"{table}.tsv").is_file()
        self._spellout = spellout(table if has_own else language)
        self._names = rows(f"languages/names/{language}.tsv")

    def section(self, name: str) -> dict[str, Any]:
        """Return a table of the language's file, empty where it has none."""
        found: dict[str, Any] = self.data.get(name, {})
        return found

    # Names. ---------------------------------------------------------------------------------------------------------

    @cached_property
    def months(self) -> dict[str, int]:
        """Months by all their written forms, in lower case and without full stop."""
        found = {}
        for kind, *fields in self._names:
            if kind == "month":
                for form in (fields[0], *fields[2].split()):
                    found[form.lower()] = int(fields[1])
        found.update(self.section("months"))
        return found

    @cached_property
    def month_names(self) -> dict[int, str]:
        """The months' full names."""
        return {int(fields[2]): fields[1] for fields in self._names if fields[0] == "month"}

    @cached_property
    def weekdays(self) -> frozenset[str]:
        """Days of the week, in lower case."""
        return frozenset(fields[1].lower() for fields in self._names if fields[0] == "weekday")

    @cached_property
    def units(self) -> dict[str, Name]:
        """Units by their signs."""
        found = {fields[1]: Name(fields[2], fields[3], (fields[4],)) for fields in self._names if fields[0] == "unit"}
        for sign, (one, many, *more) in self.section("units").items():
            found[sign] = Name(one, many, tuple(more) or ("",))
        return found

    @cached_property
    def currencies(self) -> dict[str, Name]:
        """Currencies by sign, code and own name."""
        found = {fields[1]: Name(fields[2], fields[3]) for fields in self._names if fields[0] == "currency"}
        for signs, (one, many, *more) in self.section("currencies").items():
            name = Name(one, many, tuple(more))
            found.update(dict.fromkeys((*signs.split(), one, many), name))
        return found

    @cached_property
    def magnitudes(self) -> dict[str, Name]:
        """Millions and their like by each written form."""
        return {
            form: Name(one, many) for forms, (one, many) in self.section("magnitudes").items() for form in forms.split()
        }

    # Numbers. -------------------------------------------------------------------------------------------------------

    @cached_property
    def figures(self) -> str:
        """A pattern of a number without sign, in one group each for its whole part and its decimals."""
        numbers = self.section("numbers")
        groups = "|".join(
            rf"[1-9]\d{{0,2}}(?:{_mark(mark)}\d{{3}})(?:{_mark(mark)}\d{{3}}){{0,3}}(?!\d)"
            for mark in numbers["grouping"]
        )
        return rf"(?:{groups}|0(?!\d)|[1-9]\d{{0,14}})(?:{re.escape(numbers['decimal'])}\d{{1,9}}(?!\d))?"

    def read(self, written: str) -> Number:
        """Return the number that `figures`, perhaps with a sign before it, has matched."""
        sign = written[0] if written[0] in "+-−" else ""
        whole, _, decimals = written.removeprefix(sign).partition(self.section("numbers")["decimal"])
        return Number(sign, int(re.sub(r"\D", "", whole)), decimals)

    def gender(self, noun: str) -> str:
        """Return "f" where a noun is surely feminine by its ending, else "m"."""
        agreement = self.section("agreement")
        word = re.split(r"[ -]", noun, maxsplit=1)[0].lower()
        feminine = re.search(agreement.get("feminine", "$^"), word)
        return "f" if feminine and not re.search(agreement.get("masculine", "$^"), word) else "m"

    def whole(self, number: int, gender: str = "") -> str:
        """Return a whole number's words: counting alone, or before a noun of a gender ("m", "f")."""
        numbers = self.section("numbers")
        exact: str = numbers.get("one", {}).get(gender or "alone", "") if number == 1 else ""
        return exact or self._spell(number, numbers.get("genders", {}).get(gender, "spellout-numbering"))

    def say(self, number: Number, gender: str = "") -> str:
        """Return any number's words."""
        numbers = self.section("numbers")
        sign = f"{numbers['plus' if number.sign == '+' else 'minus']} " if number.sign else ""
        if not number.decimals:
            return sign + self.whole(number.whole, gender)
        return f"{sign}{self.whole(number.whole)} {numbers['point']} {self._decimals(number.decimals)}"

    def _decimals(self, decimals: str) -> str:
        rest = decimals.lstrip("0")
        if self.section("numbers")["decimals"] == "digits" or len(rest) > 3:
            return " ".join(self.whole(int(digit)) for digit in decimals)
        zeros = [self.whole(0)] * (len(decimals) - len(rest))
        return " ".join([*zeros, self.whole(int(rest))] if rest else zeros)

    def is_one(self, number: Number) -> bool:
        """Tell whether what is counted stands in the singular."""
        if self.section("numbers").get("singular_below_two"):
            return number.whole < 2
        return number.whole == 1 and not number.decimals

    def counted(self, number: Number, name: Name) -> str:
        """Return a number and what it counts."""
        return f"{self.say(number, self.gender(name.one))} {name.one if self.is_one(number) else name.many}"

    def year(self, number: int) -> str:
        """Return a year's words."""
        numbers = self.section("numbers")
        if "year_in_hundreds" in numbers and 1100 < number < 2000 and 0 < number % 100 < 10:
            parts = (self._spell(part, "spellout-numbering") for part in divmod(number, 100))
            return str(numbers["year_in_hundreds"]).format(*parts)
        return self._spell(number, numbers.get("year", "spellout-numbering"))

    def has_year_words(self, number: int) -> bool:
        """Tell whether four figures without a mark are read as a year wherever they stand."""
        return 1100 <= number <= 1999 and bool(self.section("numbers").get("hundreds_of_years"))

    def ordinal(self, number: int, form: str) -> str:
        """Return an ordinal in one of the forms of CLDR's rule sets: "", "masculine", "r" and so on."""
        return self._spell(number, f"spellout-ordinal-{form}" if form else "spellout-ordinal")

    def _spell(self, number: int, rules: str) -> str:
        words = self._spellout.say(number, rules)
        numbers = self.section("numbers")
        if "unsaid" in numbers:
            words = re.sub(numbers["unsaid"], "", words, count=1)
        return re.sub(numbers["parted"], " ", words) if "parted" in numbers else words


def _mark(mark: str) -> str:
    return f"[{SPACES}]" if mark == " " else "['’]" if mark == "'" else re.escape(mark)


def alternatives(forms: object) -> str:
    """Return a pattern of words, the longest first; its spaces match any kind of space."""
    listed = sorted(map(str, forms), key=len, reverse=True) if isinstance(forms, (list, dict, frozenset, set)) else []
    return "|".join(re.escape(form).replace(r"\ ", f"[{SPACES}]") for form in listed) or r"(?!)"


@cache
def grammar_for(locale: str) -> Grammar | None:
    """Return the grammar of a locale; None where its language has no file here."""
    language, _, region = locale.lower().replace("_", "-").partition("-")
    if not language.isalpha() or not (_FOLDER / f"{language}.toml").is_file():
        return None
    return Grammar(language, region.rpartition("-")[2])


__all__ = ["LARGEST_UNGROUPED", "SPACES", "Grammar", "Name", "NoWordsError", "Number", "alternatives", "grammar_for"]
