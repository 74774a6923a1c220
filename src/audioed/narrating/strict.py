"""Strict reading of tables against frozen dataclasses: every problem at once, each with the path of its key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias, cast, get_args, get_origin, get_type_hints

Raw: TypeAlias = Mapping[str, object]

MOST: Final = 60_000
"""The largest number that makes sense in a policy: a minute of silence."""


def unknown(name: str, known: Iterable[str], path: str) -> str:
    """Say that `name` is no key of the table at `path`, with the names that are near."""
    near = get_close_matches(name, list(known), n=2, cutoff=0.6)
    guess = f"; did you mean {' or '.join(repr(key) for key in near)}?" if near else ""
    return f"{path}{name}: no such key{guess}"


def check(schema: type, raw: Raw, path: str = "", *, complete: bool) -> Iterator[str]:
    """Say what is wrong with `raw` as a `schema`, a dataclass of strings, numbers, choices and further dataclasses.

    Args:
        schema: A dataclass.
        raw: A table as tomllib reads it.
        path: Of the table, ending in a dot; empty for the whole file.
        complete: Whether a key that is missing is a problem.
    """
    hints = get_type_hints(schema)
    for key in raw.keys() - hints.keys():
        yield unknown(key, hints, path)
    for key, hint in hints.items():
        if key in raw:
            yield from _check_value(hint, raw[key], path + key, complete=complete)
        elif complete:
            yield f"{path}{key}: missing"


def _check_value(hint: object, value: object, path: str, *, complete: bool) -> Iterator[str]:
    if is_dataclass(hint):
        if isinstance(value, Mapping):
            yield from check(cast("type", hint), value, f"{path}.", complete=complete)
        else:
            yield f"{path}: must be a table, not {value!r}"
    elif get_origin(hint) is Literal:
        choices = get_args(hint)
        if value not in choices:
            yield f"{path}: {value!r} is none of {', '.join(map(repr, choices))}"
    elif hint is bool:
        if not isinstance(value, bool):
            yield f"{path}: must be true or false, not {value!r}"
    elif hint is int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
            yield f"{path}: must be a whole number from 0 to {MOST:,}, not {value!r}"
    elif not isinstance(value, str):
        yield f"{path}: must be a string, not {value!r}"


def merge(under: Raw, over: Raw) -> dict[str, object]:
    """Return `under` with all that `over` says, table by table."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        merged[key] = merge(cast("Raw", below), cast("Raw", value)) if both else value
    return merged


def build(schema: type, raw: Raw) -> object:
    """Return the dataclass that a table without problems describes."""
    hints = get_type_hints(schema)
    return schema(
        **{
            field.name: build(hints[field.name], cast("Raw", raw[field.name]))
            if is_dataclass(hints[field.name])
            else raw[field.name]
            for field in fields(schema)
        }
    )
