"""What settings take: how a value as written is checked, and how JSON Schema says the same to an editor."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit


class MisfitError(ValueError):
    """A value that a setting doesn't take; says what it takes."""


Check: TypeAlias = Callable[[object, Path], object]
"""Takes a value as written and the folder its paths are relative to, and returns the field's value."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value."""

    check: Check
    schema: Mapping[str, object]
    """JSON Schema, draft 7, which the editors' TOML tools read."""


def listed(choices: Iterable[object]) -> str:
    """Return choices as a sentence names them."""
    return ", ".join(map(str, choices))


def near(word: str, choices: Iterable[str]) -> str:
    """Return the question whether the nearest of the choices was meant; empty if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only who has mistyped waits for it

    by_case = {choice.casefold(): choice for choice in choices}
    found = get_close_matches(word.casefold(), by_case, n=1)
    return f' (did you mean "{by_case[found[0]]}"?)' if found else ""


def _text(value: object, _base: Path) -> str:
    if not isinstance(value, str):
        raise MisfitError("takes a text")
    return value


TEXT: Final = Kind(_text, {"type": "string"})


def _line(value: object, base: Path) -> str:
    return " ".join(_text(value, base).split())


LINE: Final = Kind(_line, {"type": "string"})
"""A text whose white space says nothing."""


def _title(value: object, base: Path) -> str:
    title = _line(value, base)
    if not title:
        raise MisfitError("takes a text that is not empty")
    return title


TITLE: Final = Kind(_title, {"type": "string", "minLength": 1})


def _flag(value: object, _base: Path) -> bool:
    if not isinstance(value, bool):
        raise MisfitError("takes true or false")
    return value


FLAG: Final = Kind(_flag, {"type": "boolean"})

_CODE: Final = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*"


def _language(value: object, _base: Path) -> str:
    if not isinstance(value, str) or not re.fullmatch(_CODE, value):
        from audioed.synthesizing.voices import languages_named  # noqa: PLC0415 - only who has mistyped waits for it

        meant = languages_named(value) if isinstance(value, str) else []
        question = f" (did you mean {listed(meant)}?)" if meant else ""
        raise MisfitError(f'takes a language code, such as "en-GB", "de" or "pt-BR"{question}')
    return value.replace("_", "-")


LANGUAGE: Final = Kind(_language, {"type": "string", "pattern": f"^{_CODE}$"})


def number(allowed: range | tuple[int, ...]) -> Kind:
    """Return the kind of a whole number of a range or of some choices."""
    choice = f"from {allowed[0]} to {allowed[-1]}" if isinstance(allowed, range) else f"of {listed(allowed)}"

    def check(value: object, _base: Path) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            raise MisfitError(f"takes a whole number {choice}")
        return value

    if isinstance(allowed, range):
        return Kind(check, {"type": "integer", "minimum": allowed[0], "maximum": allowed[-1]})
    return Kind(check, {"enum": [*allowed]})


def one_of(choices: tuple[str, ...]) -> Kind:
    """Return the kind of a word out of some."""

    def check(value: object, _base: Path) -> str:
        if value not in choices:
            question = near(value, choices) if isinstance(value, str) else ""
            raise MisfitError(f"takes one of {listed(choices)}{question}")
        return str(value)

    return Kind(check, {"enum": [*choices]})


def some_of(choices: tuple[str, ...], *, least: int = 0, always: str = "") -> Kind:
    """Return the kind of a list of words, each once.

    Args:
        choices: The words.
        least: How many there must be.
        always: One of them without which the others can't be.
    """

    def check(value: object, _base: Path) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
            raise MisfitError(f"takes a list of {listed(choices)}")
        names = [part.strip().lower() for name in given for part in name.split(",") if part.strip()]
        for name in names:
            if name not in choices:
                raise MisfitError(f'has no "{name}"{near(name, choices)}; it takes {listed(choices)}')
        if len(names) < least:
            raise MisfitError(f"takes at least one of {listed(choices)}")
        if always and always not in names:
            raise MisfitError(f'always needs "{always}"')
        return tuple(dict.fromkeys(names))

    array: dict[str, object] = {
        "type": "array",
        "items": {"enum": [*choices]},
        "minItems": least,
        "uniqueItems": True,
    }
    if always:
        array["contains"] = {"const": always}
    return Kind(check, {"oneOf": [{"enum": [*choices]}, array]})


def _policy(value: object, base: Path) -> str:
    name = _text(value, base)
    return str(base / name) if name.endswith(".toml") else name


POLICY: Final = Kind(_policy, {"type": "string"})


def _path(name: str, base: Path) -> Path:
    try:
        return base / Path(name).expanduser()
    except RuntimeError:  # nobody of this name has a home
        return base / name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # such as of a name that is too long
        return False


def file(what: str) -> Kind:
    """Return the kind of a path to a file that is there."""

    def check(value: object, base: Path) -> Path:
        path = _path(_text(value, base), base)
        if not _is_file(path):
            raise MisfitError(f"takes a {what}, and there is none at this path")
        return path

    return Kind(check, {"type": "string"})


def _files(value: object, base: Path) -> tuple[Path, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise MisfitError("takes a path or a list of paths")
    paths = tuple(_path(name, base) for name in given)
    for path in paths:
        if not _is_file(path):
            raise MisfitError(f'takes files, and there is none at "{path}"')
    return paths


FILES: Final = Kind(_files, {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})

_HOST: Final = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?"
_HOSTS: Final = rf"(?:{_HOST})(?:/[0-9]{{1,3}})?"


def _hosts(value: object, _base: Path) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise MisfitError("takes a list of hosts")
    for name in given:
        if not re.fullmatch(_HOSTS, name) or ("/" in name and not _is_network(name)):
            raise MisfitError(f'takes names, addresses and networks, such as "10.0.0.0/8", not "{name}"')
    return tuple(re.sub(r"[][]", "", name.lower()) for name in given)


def _is_network(name: str) -> bool:
    from ipaddress import ip_network  # noqa: PLC0415 - few name one

    try:
        return bool(ip_network(name, strict=False))
    except ValueError:
        return False


_HOST_SCHEMA: Final = {"type": "string", "pattern": f"^{_HOSTS}$"}
HOSTS: Final = Kind(_hosts, {"oneOf": [_HOST_SCHEMA, {"type": "array", "items": _HOST_SCHEMA}]})
"""Machines, by name or address, and networks of them."""

_ADDRESS: Final = r"https?://[^\s<>\"{}|\\^`]+"


def _address(value: object, base: Path) -> str:
    written = _text(value, base).strip()
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not host or not re.fullmatch(_ADDRESS, written, re.IGNORECASE):
        raise MisfitError('takes a web address, such as "https://audio.example.org/"')
    if not written.isascii():
        raise MisfitError("takes a web address as it goes over the wire, in ASCII: xn-- for its host, % for its path")
    return written


ADDRESS: Final = Kind(_address, {"type": "string", "pattern": f"^({_ADDRESS})?$"})


def _base_address(value: object, base: Path) -> str:
    written = _address(value, base)
    if "?" in written or "#" in written:
        raise MisfitError('takes the address of a folder, without "?" and "#"')
    return f"{written.rstrip('/')}/" if written else ""


BASE_ADDRESS: Final = Kind(_base_address, ADDRESS.schema)

_MAILBOX: Final = r"[^@\s<>\",;:]+@[^@\s<>\",;:]+\.[^@\s<>\",;:.]+"


def _email(value: object, base: Path) -> str:
    written = _text(value, base).strip()
    if written and not re.fullmatch(_MAILBOX, written):
        raise MisfitError('takes an e-mail address, such as "desk@example.org"')
    return written


EMAIL: Final = Kind(_email, {"type": "string", "pattern": f"^({_MAILBOX})?$"})
