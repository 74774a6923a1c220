"""Wording with fields: "{title}[ by {authors}]". A part in square brackets goes when a field in it is empty."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TypeAlias

from audioed.model import Content, content_text

Value: TypeAlias = str | Content
"""What a field stands for: words of ours, or the author's own text."""

_DEEPEST = 20
"""Brackets in brackets; nobody writes more than two."""

_PIECE = re.compile(r"\{(?P<field>[^{}\[\]]*)\}|(?P<bracket>[\[\]{}])|(?P<words>[^\[\]{}]+)")


@dataclass(frozen=True, slots=True)
class _Words:
    words: str


@dataclass(frozen=True, slots=True)
class _Field:
    name: str


@dataclass(frozen=True, slots=True)
class _Optional:
    pieces: "tuple[_Piece, ...]"


_Piece: TypeAlias = _Words | _Field | _Optional


def template_problems(template: str, fields: AbstractSet[str]) -> list[str]:
    """Return what is wrong with a template whose fields may be `fields`."""
    found = [
        f"{{{name}}} is no field here; there is {', '.join(f'{{{field}}}' for field in sorted(fields)) or 'none'}"
        for name in (match["field"] for match in _PIECE.finditer(template))
        if name is not None and name not in fields
    ]
    depth = 0
    for match in _PIECE.finditer(template):
        bracket = match["bracket"]
        depth += {"[": 1, "]": -1}.get(bracket, 0)
        if depth > _DEEPEST:
            return [*found, f"brackets stand in each other more than {_DEEPEST} deep"]
        if depth < 0 or bracket in {"{", "}"}:
            return [*found, f"a {bracket!r} without its partner in {template!r}"]
    return [*found, f"a '[' without its partner in {template!r}"] if depth else found


def render(template: str, fields: Mapping[str, Value]) -> Iterator[Value]:
    """Yield a template's words and its fields' values in order, without what is empty.

    A template without words yields the author's own text alone, which is said whatever the language.
    """
    if template:
        for is_words, group in groupby(_render(_parse(template), fields), key=lambda value: isinstance(value, str)):
            values = [*group]
            yield from ["".join(map(str, values))] if is_words else values
    else:
        yield from (value for value in fields.values() if not isinstance(value, str) and not is_empty(value))


def is_empty(value: Value) -> bool:
    """Return whether a field has nothing to say."""
    return not (value if isinstance(value, str) else content_text(value)).strip()


def _render(pieces: tuple[_Piece, ...], fields: Mapping[str, Value]) -> Iterator[Value]:
    for piece in pieces:
        match piece:
            case _Words(words):
                yield words
            case _Field(name):
                if not is_empty(fields[name]):
                    yield fields[name]
            case _Optional(inner):
                if not any(isinstance(part, _Field) and is_empty(fields[part.name]) for part in inner):
                    yield from _render(inner, fields)


@cache
def _parse(template: str) -> tuple[_Piece, ...]:
    levels: list[list[_Piece]] = [[]]
    for match in _PIECE.finditer(template):
        if match["field"] is not None:
            levels[-1].append(_Field(match["field"]))
        elif match["words"]:
            levels[-1].append(_Words(match["words"]))
        elif match["bracket"] == "[":
            levels.append([])
        else:
            inner = tuple(levels.pop())
            levels[-1].append(_Optional(inner))
    return tuple(levels[0])
