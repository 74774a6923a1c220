"""What narration says of its own, in the article's language. One TOML file per language; docs/narration.md lists them.

A phrase that a language lacks is not said: `Phrases.text` is then empty.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, cast

from audioed.narrating.strict import Raw, merge, unknown
from audioed.narrating.template import render, template_problems

FOLDER: Final = Path(__file__).parent / "phrases"

TEXTS: Final[Mapping[str, frozenset[str]]] = {
    "opening": frozenset({"title", "authors", "publisher", "source", "date", "length", "summary"}),
    "closing": frozenset({"title", "authors", "publisher", "source", "date", "length", "summary"}),
    "correction": frozenset({"date", "text"}),
    "heading": frozenset({"text"}),
    "quotation": frozenset({"attribution"}),
    "quotation_end": frozenset(),
    "aside": frozenset(),
    "aside_end": frozenset(),
    "list": frozenset({"items"}),
    "item_number": frozenset({"number"}),
    "bullet": frozenset(),
    "image": frozenset({"text"}),
    "image_without_alt": frozenset(),
    "inline_image": frozenset({"text"}),
    "caption": frozenset({"text"}),
    "credit": frozenset({"text"}),
    "table": frozenset({"columns", "rows", "caption"}),
    "table_summary": frozenset({"columns", "rows", "caption"}),
    "table_header": frozenset(),
    "table_end": frozenset(),
    "empty_cell": frozenset(),
    "code": frozenset({"text"}),
    "code_left_out": frozenset(),
    "maths": frozenset({"text"}),
    "maths_left_out": frozenset(),
    "inline_maths": frozenset(),
    "note": frozenset({"label"}),
    "note_reference": frozenset({"label"}),
    "embed": frozenset({"text"}),
    "link": frozenset({"address"}),
    "deleted": frozenset({"text"}),
    "comma": frozenset(),
    "semicolon": frozenset(),
    "date": frozenset({"day", "month", "year"}),
    "first_day": frozenset(),
    "months": frozenset(),
    "people": frozenset({"others", "last"}),
    "length": frozenset({"duration"}),
    "hours_and_minutes": frozenset({"hours", "minutes"}),
}
"""Each phrase with the fields that it may hold."""

COUNTS: Final = frozenset({"columns", "rows", "items", "minutes", "hours"})
"""Tables of counted things: by plural category, with the field {n}."""

CATEGORIES: Final = frozenset({"one", "two", "few", "other"})
"""Of CLDR's plural categories those that our languages use for whole numbers; "few" is 3 to 10, as in Arabic."""

_NO_PHRASES: Final[Raw] = {
    "opening": "{title}\n[{authors}]\n[{publisher}]",
    "correction": "{text}",
    "item_number": "{number}: ",
    "comma": ",",
    "semicolon": ";",
}
"""For a language without a file: the article's own words, and punctuation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """The phrases of a language."""

    language: str
    texts: Mapping[str, str]
    counts: Mapping[str, Mapping[str, str]]

    def text(self, name: str) -> str:
        """Return a phrase; empty where the language lacks it."""
        return self.texts.get(name, "")

    def count(self, what: str, number: int) -> str:
        """Return how many there are of something: "5 rows"."""
        forms = self.counts.get(what, {})
        category = {1: "one", 2: "two"}.get(number, "few" if 3 <= number <= 10 else "other")
        return forms.get(category, forms.get("other", "")).replace("{n}", str(number))

    def date(self, day: date) -> str:
        """Return a date in the language's order of words: "5 May 2021"."""
        months = self.text("months").split()
        if not months:
            return ""
        number = (self.text("first_day") if day.day == 1 else "") or str(day.day)
        return self._fill("date", {"day": number, "month": months[day.month - 1], "year": str(day.year)})

    def length(self, minutes: int) -> str:
        """Return about how long something takes: "About 6 minutes". Over an hour it is rounded to five minutes."""
        minutes = minutes if minutes < 60 else 5 * round(minutes / 5)
        hours, rest = divmod(max(minutes, 1), 60)
        parts = {"hours": self.count("hours", hours), "minutes": self.count("minutes", rest)}
        duration = self._fill("hours_and_minutes", parts) if hours and rest else parts["hours" if hours else "minutes"]
        return self._fill("length", {"duration": duration}) if duration else ""

    def people(self, names: Sequence[str]) -> str:
        """Return names in a row: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        parts = {"others": ", ".join(names[:-1]), "last": names[-1]}
        return self._fill("people", parts) or ", ".join(names)

    def _fill(self, name: str, fields: Mapping[str, str]) -> str:
        return "".join(cast("str", value) for value in render(self.text(name), fields))


def load_phrases(language: str, overrides: Mapping[str, Mapping[str, str]]) -> Phrases:
    """Return the phrases for a BCP 47 language, a region's own wording and then a policy's laid over them.

    For a language without a file they are empty but for an opening of the article's own words.
    """
    base, _, rest = language.lower().partition("-")
    path = FOLDER / f"{base}.toml"
    raw: Raw = tomllib.loads(path.read_text(encoding="utf-8")) if base.isalpha() and path.is_file() else _NO_PHRASES
    regions = cast("Mapping[str, Raw]", raw.get("regions", {}))
    for region in rest.upper().split("-"):
        raw = merge(raw, regions.get(region, {}))
    raw = merge(raw, overrides.get(base, {}))
    return Phrases(
        language=base,
        texts={name: text for name, text in raw.items() if isinstance(text, str)},
        counts={name: cast("Mapping[str, str]", raw[name]) for name in COUNTS & raw.keys()},
    )


def phrase_problems(raw: Raw, path: str) -> Iterator[str]:
    """Say what is wrong with a language's table of phrases, each problem with the path of its key."""
    for name, value in raw.items():
        if name in COUNTS:
            yield from _count_problems(value, f"{path}{name}")
        elif name not in TEXTS:
            yield unknown(name, {*TEXTS, *COUNTS}, path)
        elif not isinstance(value, str):
            yield f"{path}{name}: must be a string, not {value!r}"
        else:
            yield from (f"{path}{name}: {problem}" for problem in template_problems(value, TEXTS[name]))


def _count_problems(value: object, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{path}: must be a table, not {value!r}"
        return
    for category, text in value.items():
        if category not in CATEGORIES:
            yield unknown(category, CATEGORIES, f"{path}.")
        elif not isinstance(text, str):
            yield f"{path}.{category}: must be a string, not {text!r}"
