"""What the settings of a show take that no others do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from audioed.config.categories import CATEGORIES
from audioed.config.kinds import ADDRESS, LANGUAGE, Kind, MisfitError, listed, near
from audioed.model.show import Category, Person

_ALL_CATEGORIES: Final = (
    *CATEGORIES,
    *(f"{name} > {inner}" for name, subcategories in CATEGORIES.items() for inner in subcategories),
)


def _categories(value: object, _base: Path) -> tuple[Category, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        raise MisfitError('takes a list of Apple\'s categories, such as ["News > Politics"]')
    return tuple(dict.fromkeys(map(_category, given)))


def _category(written: str) -> Category:
    known = {each.casefold(): each for each in _ALL_CATEGORIES}
    spaced = " > ".join(part.strip() for part in written.split(">"))
    if spaced.casefold() not in known:
        alone = [each for each in _ALL_CATEGORIES if each.casefold().endswith(f" > {spaced.casefold()}")]
        question = f' (did you mean "{alone[0]}"?)' if alone else near(spaced, _ALL_CATEGORIES)
        raise MisfitError(f'has no "{written}" among Apple\'s categories{question}')
    name, _, subcategory = known[spaced.casefold()].partition(" > ")
    return Category(name=name, subcategory=subcategory)


CATEGORY_LIST: Final = Kind(
    _categories,
    {"oneOf": [{"enum": [*_ALL_CATEGORIES]}, {"type": "array", "items": {"enum": [*_ALL_CATEGORIES]}}]},
)

_PERSON_KEYS: Final = ("name", "role", "group", "address", "picture")


def _persons(value: object, base: Path) -> tuple[Person, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, Mapping) for each in value):
        raise MisfitError("takes tables, each with a name, a role and a group")
    return tuple(_person(each, base) for each in value)


def _person(table: Mapping[str, object], base: Path) -> Person:
    for key, value in table.items():
        if key not in _PERSON_KEYS:
            raise MisfitError(f'has no key "{key}"{near(key, _PERSON_KEYS)}; a person has {listed(_PERSON_KEYS)}')
        if not isinstance(value, str):
            raise MisfitError(f"takes a text as a person's {key}")
    said = {key: " ".join(str(value).split()) for key, value in table.items()}
    if not said.get("name"):
        raise MisfitError("takes tables, each with a name")
    for key in ("address", "picture"):
        try:
            ADDRESS.check(said.get(key, ""), base)
        except MisfitError as misfit:
            raise MisfitError(f"of {said['name']}: {key} {misfit}") from None
    return Person(**{"role": "author", "group": "writing", **said})


PERSONS: Final = Kind(
    _persons,
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {key: {"type": "string"} for key in _PERSON_KEYS},
            "required": ["name"],
            "additionalProperties": False,
        },
    },
)


def _voices(value: object, base: Path) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value.values()):
        raise MisfitError('takes a table of languages and voices, such as {de = "de", en-GB = "en-gb"}')
    for language in value:
        try:
            LANGUAGE.check(language, base)
        except MisfitError as misfit:
            raise MisfitError(f'{misfit}, not "{language}"') from None
    for name in value.values():
        _refuse_unknown_voice(name)
    return {language.replace("_", "-"): name for language, name in value.items()}


def _refuse_unknown_voice(name: str) -> None:
    from audioed.synthesizing.voices import load_voices  # noqa: PLC0415 - only shows that name voices wait for it

    if ":" not in name and name not in (*load_voices(), "tone", "system"):
        raise MisfitError(
            f'has no voice "{name}"{near(name, load_voices())}; audioed voices list shows those there are'
        )


VOICES: Final = Kind(
    _voices,
    {"type": "object", "propertyNames": LANGUAGE.schema, "additionalProperties": {"type": "string"}},
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """Which episodes stay in the feed. Of number and age one is given."""

    number: int | None = None
    """The newest this many."""
    age: timedelta | None = None
    """Those published no longer ago, counted from the newest."""


_AGE: Final = r"([1-9]\d{0,4}) (days?|weeks?|months?|years?)"
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}


def retention(value: object, _base: Path = Path()) -> Retention:
    """Return what `keep` says.

    Raises:
        MisfitError: it is neither a number nor an age.
    """
    written = f"{value}".strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if re.fullmatch(r"[1-9]\d{0,5}", written):
        return Retention(number=int(written))
    if age := re.fullmatch(_AGE, written):
        return Retention(age=timedelta(days=int(age[1]) * _DAYS[age[2].removesuffix("s")]))
    raise MisfitError('takes a number of episodes, such as 50, or an age, such as "90 days" or "2 years"')


RETENTION: Final = Kind(
    retention, {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": f"^({_AGE}|[1-9][0-9]*)$"}]}
)

_FREQUENCY: Final = r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+-]+)*"


def _rule(value: object, _base: Path) -> str:
    if not isinstance(value, str) or (value and not re.fullmatch(_FREQUENCY, value)):
        raise MisfitError('takes a rule of RFC 5545, such as "FREQ=WEEKLY;BYDAY=FR"')
    return value


RULE: Final = Kind(_rule, {"type": "string", "pattern": f"^({_FREQUENCY})?$"})
