"""Whether what a visitor already has is still good (RFC 9110, section 13)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum

_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')


class Verdict(Enum):
    """What the preconditions of a request come to."""

    SEND = "send it"
    NOT_MODIFIED = "what the visitor has is the same"
    FAILED = "what the visitor wants to go on with is gone"


def judge(headers: Mapping[str, str], *, etag: str, modified: int) -> Verdict:
    """Return what the preconditions of a GET or HEAD come to, in the specification's order.

    Args:
        headers: Of the request, by any case.
        etag: The strong validator of what would be sent, in its quotes.
        modified: When that last changed, in seconds since 1970.

    Source: RFC 9110, section 13.2.2.
    """
    if (wanted := headers.get("if-match")) is not None:
        if not _names(wanted, etag, weakly=False):
            return Verdict.FAILED
    elif (since := _seconds(headers.get("if-unmodified-since"))) is not None and modified > since:
        return Verdict.FAILED
    if (known := headers.get("if-none-match")) is not None:
        return Verdict.NOT_MODIFIED if _names(known, etag, weakly=True) else Verdict.SEND
    since = _seconds(headers.get("if-modified-since"))
    return Verdict.NOT_MODIFIED if since is not None and modified <= since else Verdict.SEND


def is_range_good(validator: str | None, *, etag: str, modified: int) -> bool:
    """Return whether a range continues what the visitor has, by the value of `If-Range`.

    A date must be the very one that was sent: an earlier one is another file's, and so is a later one.

    Source: RFC 9110, section 13.1.5.
    """
    if validator is None:
        return True
    validator = validator.strip()
    return validator == etag or _seconds(validator) == modified


def _names(header: str, etag: str, *, weakly: bool) -> bool:
    """Return whether a list of entity tags names this one."""
    if header.strip() == "*":
        return True
    tags = _TAG.findall(header)
    return etag in ([tag.removeprefix("W/") for tag in tags] if weakly else tags)


def _seconds(date: str | None) -> int | None:
    """Return a date of HTTP in seconds since 1970; None where there is none, or none that can be read."""
    if not date:
        return None
    try:
        parsed: datetime = parsedate_to_datetime(date)
        return int((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None
