"""Which bytes a `Range` asks for (RFC 9110, section 14)."""

import re

MOST = 16
"""Ranges in one request; whoever asks for more gets the whole file."""

_UNIT = re.compile(r"\s*bytes\s*=(.*)", re.IGNORECASE | re.ASCII)
_SPEC = re.compile(r"([0-9]{0,99})-([0-9]{0,99})", re.ASCII)


class UnsatisfiableError(Exception):
    """None of the bytes that are asked for exist."""


def requested(header: str, size: int) -> tuple[range, ...]:
    """Return the ranges of bytes that are to be sent, as they were asked for; none means the whole.

    What can't be understood is not heeded, as the specification wants; nor is what would be more work than the whole
    file: more than 16 ranges, or ranges that together are longer than it.

    Args:
        header: The value of `Range`; empty where there was none.
        size: Bytes of the file.

    Raises:
        UnsatisfiableError: all ranges begin behind the file's end.

    Source: RFC 9110, sections 14.1.2 and 14.2; section 17.15 for what may be refused.
    """
    unit = _UNIT.fullmatch(header)
    if not unit or not size:
        return ()
    specs = [spec for part in unit[1].split(",") if (spec := part.strip(" \t"))]
    if not specs or len(specs) > MOST:
        return ()
    ranges = []
    for spec in specs:
        parsed = _SPEC.fullmatch(spec)
        if parsed is None or not _is_valid(parsed[1], parsed[2]):
            return ()
        ranges.append(_resolved(parsed[1], parsed[2], size))
    existing = tuple(one for one in ranges if one)
    if not existing:
        raise UnsatisfiableError
    return existing if sum(map(len, existing)) <= size else ()


def _is_valid(first: str, last: str) -> bool:
    return bool(last) if not first else not last or int(first) <= int(last)


def _resolved(first: str, last: str, size: int) -> range:
    """Return the bytes that a range means; an empty range where they don't exist."""
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)
