"""Dates as feeds write them.

Source: RSS 2.0 Specification; RFC 2822, section 3.3, of which podcast apps understand years of four digits and numeric
zones or GMT.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE: Final = re.compile(
    r"(?:(?P<weekday>[A-Z][a-z]{2}), )?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})"
    r" (?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))? (?P<zone>[+-]\d{4}|GMT|UT)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedDate:
    """A date that could be read."""

    moment: datetime
    """Aware."""
    is_right_weekday: bool
    """Or none is named."""


def read_date(text: str) -> FeedDate | None:
    """Read a date; None: it isn't one, or isn't written so that every app reads it."""
    parts = _DATE.fullmatch(text)
    if parts is None or parts["month"] not in _MONTHS or parts["weekday"] not in {None, *_DAYS}:
        return None
    zone = parts["zone"] if parts["zone"][0] in "+-" else "+0000"
    away = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
    try:
        moment = datetime(
            int(parts["year"]),
            _MONTHS.index(parts["month"]) + 1,
            int(parts["day"]),
            int(parts["hour"]),
            int(parts["minute"]),
            int(parts["second"] or 0),
            tzinfo=timezone(-away if zone[0] == "-" else away),
        )
    except ValueError:
        return None
    named = parts["weekday"]
    return FeedDate(moment=moment, is_right_weekday=named in {None, _DAYS[moment.weekday()]})
