"""The interface's own words: a TOML file for each language, beside the templates."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from audioed.errors import ShowError
from audioed.publishing.pages.languages import direction
from audioed.resources import bundled
from audioed.units import Milliseconds

_FALLBACK: Final = "en"

_MINUTE_MS: Final = 60_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """What pages say in a language."""

    language: str
    texts: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a phrase, or a table of them
        """Return a phrase or a table of them."""
        return self.texts[name]

    @property
    def direction(self) -> str:
        """Which way the language is written."""
        return direction(self.language)

    @property
    def player(self) -> Mapping[str, Any]:
        """What the script says: words of controls, and counted times."""
        return {**self.texts["controls"], **{unit: self.texts[unit] for unit in ("hours", "minutes", "seconds")}}

    def count(self, what: str, number: int) -> str:
        """Return how many there are of something: "5 minutes"."""
        forms: Mapping[str, str] = self.texts[what]
        category = {1: "one", 2: "two"}.get(number, "few" if 3 <= number <= 10 else "other")
        return forms.get(category, forms["other"]).format(n=number)

    def length(self, length: Milliseconds) -> str:
        """Return how long something takes, to the minute: "1 hour 5 minutes"."""
        hours, minutes = divmod(max(round(length / _MINUTE_MS), 1), 60)
        parts = [self.count("hours", hours)] * bool(hours) + [self.count("minutes", minutes)] * bool(minutes)
        return " ".join(parts)

    def date(self, day: datetime) -> str:
        """Return a day, as it was in UTC, in the language's order of words."""
        day = day.astimezone(UTC)
        return str(self.texts["date"]).format(
            day=day.day, month=self.texts["months"].split()[day.month - 1], year=day.year
        )

    def people(self, names: tuple[str, ...]) -> str:
        """Return names in a row: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return str(self.texts["people"]).format(others=", ".join(names[:-1]), last=names[-1])

    def voice(self, title: str) -> str:
        """Return the title of a voice of ours in the language, any other as it is."""
        names: Mapping[str, str] = self.texts["voices"]
        parts = title.split(", ")
        return names["between"].join(names[part] for part in parts) if names.keys() >= {*parts} else title

    def reason(self, slug: str) -> str:
        """Return in words why something is not spoken."""
        reasons: Mapping[str, str] = self.texts["reasons"]
        return reasons.get(slug, slug.replace("-", " "))


@cache
def load_phrases(language: str, overrides: Path | None = None, *, of: str = "html") -> Phrases:
    """Return the phrases for a BCP 47 language, English ones where there are none.

    Args:
        language: A region of it may have wordings of its own.
        overrides: A folder whose `html/phrases/<language>.toml` goes before ours, phrase by phrase.
        of: Whose phrases: the folder of templates beside which they stand.

    Raises:
        ShowError: the show's own file is no TOML.
    """
    base, _, region = language.lower().partition("-")
    folders = [bundled("templates"), *([overrides] if overrides else [])]
    files = [folder / of / "phrases" / f"{base}.toml" for folder in folders] if base.isalpha() else []
    found = [_read(file) for file in files if file.is_file()]
    if not found:
        return load_phrases(_FALLBACK, overrides, of=of)
    texts = _merged(*found)
    regions: Mapping[str, Mapping[str, Any]] = texts.pop("regions", {})
    return Phrases(language=language, texts=_merged(texts, regions.get(region.upper(), {})))


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ShowError(f"{file} can't be read: {error}", hint="Mend it, or delete it: then ours are said.") from error


def _merged(*tables: Mapping[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for table in tables:
        for name, value in table.items():
            merged[name] = _merged(merged.get(name, {}), value) if isinstance(value, Mapping) else value
    return merged
