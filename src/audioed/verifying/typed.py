"""Getters that trust no document: each says where the value is that isn't what it should be."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")

_LARGEST = 2**53
"""What every JSON reader takes for a whole number (RFC 8259, section 6)."""


class BadValueError(ValueError):
    """A value that is missing or of the wrong kind.

    Args:
        path: Where it is: "segments.start[12]".
        reason: "must be …".
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"is damaged at {path or 'its top'}: it {reason}")


class Table:
    """A JSON object whose members are asked for by name and kind.

    Args:
        value: What should be an object.
        path: Where it is; empty at the top.
    """

    def __init__(self, value: Any, path: str) -> None:  # noqa: ANN401 - whatever the document holds
        if not isinstance(value, dict):
            raise BadValueError(path, f"must be a table, not {_shown(value)}")
        self._members = value
        self._path = path

    def text(self, key: str) -> str:
        """Return a string."""
        return _text(*self._member(key))

    def whole(self, key: str, *, least: int = 0) -> int:
        """Return a whole number from `least` on."""
        value = _whole(*self._member(key))
        if value < least:
            raise BadValueError(self._at(key), f"must be at least {least}, not {value}")
        return value

    def table(self, key: str) -> "Table":
        """Return an object."""
        return Table(*self._member(key))

    def tables(self, key: str) -> list["Table"]:
        """Return a row of objects."""
        return self._row(key, Table)

    def texts(self, key: str) -> list[str]:
        """Return a row of strings."""
        return self._row(key, _text)

    def wholes(self, key: str) -> list[int]:
        """Return a row of whole numbers, none below 0."""
        return self._row(key, _whole)

    def rows_of_wholes(self, key: str) -> list[tuple[int, ...]]:
        """Return a row of rows of whole numbers."""
        return self._row(key, _wholes)

    def flags(self, key: str) -> list[bool]:
        """Return a row of true and false."""
        return self._row(key, _flag)

    def digests(self, key: str) -> list[bytes]:
        """Return a row of digests, which are written in Base64 without padding."""
        return self._row(key, _digest)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return all members, which must be strings."""
        return tuple((key, self.text(key)) for key in self._members)

    def has(self, key: str) -> bool:
        """Whether there is such a member."""
        return key in self._members

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _member(self, key: str) -> tuple[Any, str]:
        if key not in self._members:
            raise BadValueError(self._at(key), "is missing")
        return self._members[key], self._at(key)

    def _row(self, key: str, read: Callable[[Any, str], _T]) -> list[_T]:
        value, path = self._member(key)
        return [read(item, f"{path}[{index}]") for index, item in enumerate(_list(value, path))]


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise BadValueError(path, f"must be a row, not {_shown(value)}")
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise BadValueError(path, f"must be text, not {_shown(value)}")
    return value


def _whole(value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise BadValueError(path, f"must be a whole number from 0 on, not {_shown(value)}")
    return value


def _wholes(value: object, path: str) -> tuple[int, ...]:
    return tuple(_whole(item, f"{path}[{index}]") for index, item in enumerate(_list(value, path)))


def _flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise BadValueError(path, f"must be true or false, not {_shown(value)}")
    return value


def _digest(value: object, path: str) -> bytes:
    text = _text(value, path)
    try:
        digest = b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError as error:
        raise BadValueError(path, f"must be a digest, not {_shown(value)}") from error
    if len(digest) not in {8, 16}:
        raise BadValueError(path, f"must be a digest of 8 or 16 bytes, not of {len(digest)}")
    return digest


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
