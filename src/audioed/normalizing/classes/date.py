"""Dates in the author's order: "5 May 2021", "May 5", "3–7 June", "2023-11-04", "3/4/2021"."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import DASH, word_after, word_before
from audioed.normalizing.tables import word_list

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BY_NAME = {month[:3].lower(): number for number, month in enumerate(MONTHS, 1)}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
_ANY_MONTH = rf"(?i:{MONTH})"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_SUFFIX = r"(?:st|nd|rd|th|d|ST|ND|RD|TH)"
_YEAR = r"(?:1[0-9]{3}|2[01][0-9]{2})(?![0-9%]|,[0-9]{3}|\.[0-9])"
_THEN_YEAR = rf"(?:,?[ ](?P<year>{_YEAR})|,?[ ]['’](?P<short>[0-9]{{2}})(?![\w'’]))?"
_NO_MORE = r"(?![\w%°$£€]|[.,:/][0-9]|-[0-9])"


class Date(NamedTuple):
    """A day of a month, or the days of a range; the year where it is written."""

    days: tuple[int, ...]
    month: int
    year: int | None = None
    joined: str = "to"
    """What stands between two days."""
    day_first: bool = True
    year_first: bool = False
    article: bool = True
    """Whether "the" belongs before a day that comes first."""
    ambiguous: bool = False
    """Whether another locale would read another day."""

    def say(self, profile: Profile) -> str:
        """Say "the fifth of May twenty twenty one" or "May fifth, twenty twenty one"."""
        month = MONTHS[self.month - 1]
        the = "the " if self.article else ""
        ordinals = [number_words.ordinal(day) for day in self.days]
        if self.day_first:
            words = f"{the}{f' {self.joined} the '.join(ordinals)} of {month}"
        else:
            words = f"{month} {f' {self.joined} '.join(ordinals)}"
        if self.year is None:
            return words
        if self.year_first:
            return f"{profile.year(self.year)}, {words}"
        pause = " " if self.day_first else ", "
        return f"{words}{pause}{profile.year(self.year)}"


class Month(NamedTuple):
    """A month of a year."""

    month: int
    year: int
    between: str = " "

    def say(self, profile: Profile) -> str:
        """Say "May twenty twenty one"."""
        return f"{MONTHS[self.month - 1]}{self.between}{profile.year(self.year)}"


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    return _BY_NAME[name[:3].lower()]


def _written_year(match: re.Match[str]) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["short"]:
        return _full_year(match["short"])
    return None


def _full_year(figures: str) -> int:
    if len(figures) == 4:
        return int(figures)
    return int(figures) + (2000 if int(figures) < 50 else 1900)


def _days(match: re.Match[str]) -> tuple[int, ...] | None:
    first, second = int(match["day"]), match["last"]
    if second is None:
        return (first,)
    return (first, int(second)) if first < int(second) else None


def _joined(match: re.Match[str]) -> str:
    return "and" if match["and"] else "to"


def _is_may_the_verb(match: re.Match[str]) -> bool:
    name = match["month"].rstrip(".")
    return name in {"may", "march", "mar", "dec", "sep"} and match["year"] is None


def _day_month(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    days = _days(match)
    if days is None or _is_may_the_verb(match):
        return None
    before = word_before(match.string, match.start())
    return Date(
        days,
        month_number(match["month"]),
        _written_year(match),
        _joined(match),
        article=before not in word_list("date: determiners"),
    )


def _month_day(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    days = _days(match)
    if days is None or _is_may_the_verb(match):
        return None
    if not match["suffix"] and match["year"] is None and match["short"] is None:
        before, after = word_before(match.string, match.start()), word_after(match.string, match.end())
        if before in {"in", "since", "last", "next", "this"} and after.islower():
            return None
        if after in {"miles", "km", "percent", "per", "million", "billion", "thousand", "people"}:
            return None
    return Date(days, month_number(match["month"]), _written_year(match), _joined(match), day_first=False)


def _month_year(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if match["month"].islower() and match["month"].rstrip(".") in {"may", "march", "mar", "dec", "sep"}:
        return None
    return Month(month_number(match["month"]), int(match["year"]), match["between"])


def _iso(match: re.Match[str], profile: Profile) -> Date | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Date((day,), month, int(match["year"]), day_first=profile.day_first)


class Moment(NamedTuple):
    """A date and a time, as machines write them."""

    date: Date
    hour: int
    minute: int

    def say(self, profile: Profile) -> str:
        """Say the date, then the time."""
        time = f"{profile.cardinal(self.hour)} {number_words.pair(self.minute) if self.minute else 'hundred'}"
        return f"{self.date.say(profile)} at {time}"


def _moment(match: re.Match[str], profile: Profile) -> Semiotic | None:
    date = _iso(match, profile)
    return Moment(date, int(match["hour"]), int(match["minute"])) if date else None


class Dates(NamedTuple):
    """From a day of one month to a day of another."""

    first: Date
    last: Date

    def say(self, profile: Profile) -> str:
        """Say both with "to" between them."""
        return f"{self.first.say(profile)} to {self.last.say(profile)}"


def _day_month_to(match: re.Match[str], _profile: Profile) -> Semiotic:
    first = Date((int(match["day"]),), month_number(match["month"]))
    return Dates(first, Date((int(match["day2"]),), month_number(match["month2"]), _written_year(match)))


def _month_day_to(match: re.Match[str], _profile: Profile) -> Semiotic:
    first = Date((int(match["day"]),), month_number(match["month"]), day_first=False)
    return Dates(
        first, Date((int(match["day2"]),), month_number(match["month2"]), _written_year(match), day_first=False)
    )


def _numeric(match: re.Match[str], profile: Profile) -> Semiotic | None:
    first, second = int(match["first"]), int(match["second"])
    year = _full_year(match["year"])
    day, month = (first, second) if profile.day_first else (second, first)
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    ambiguous = first <= 12 and second <= 12 and first != second
    return Date((day,), month, year, day_first=profile.day_first, ambiguous=ambiguous)


def _without_year(match: re.Match[str], profile: Profile) -> Semiotic | None:
    first, second = int(match["first"]), int(match["second"])
    day, month = (first, second) if profile.day_first else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    dating = word_before(match.string, match.start()) in {
        "on", "until", "till", "by", "before", "after", "since", "for", "due", "dated", "born",
        "mon", "tu", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    }  # fmt: skip
    at_end = not word_after(match.string, match.end())
    if not dating or not at_end:
        return None
    return Date((day,), month, day_first=profile.day_first, ambiguous=first <= 12 and second <= 12 and first != second)


def _named_date(match: re.Match[str], _profile: Profile) -> Semiotic:
    words = {
        "9/11": "nine eleven",
        "7/7": "seven seven",
        "24/7": "twenty-four seven",
        "50/50": "fifty-fifty",
        "24/7/365": "twenty-four seven three sixty-five",
    }
    return Words(words[match[0].replace("-", "/")])


def _year_first(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Date(
        (int(match["day"]),), month_number(match["month"]), int(match["year"]), day_first=False, year_first=True
    )


def _dashed(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Date((int(match["day"]),), month_number(match["month"]), int(match["year"]), day_first=False)


_COUNTED = lazy_pattern(r"[ ][a-z$£€%]")


def _short(match: re.Match[str], profile: Profile) -> Semiotic | None:
    """Take two figures for the year: behind "Dec 02" always, behind "07 Dec 12" where they count nothing."""
    is_year = match["year"][0] == "0" or match["mark"] == "-" or match["day"][0] == "0"
    if not is_year or (match["year"][0] != "0" and _COUNTED.match(match.string, match.end())):
        return None
    year, month = _full_year(match["year"]), month_number(match["month"])
    return Date((int(match["day"]),), month, year, day_first=profile.day_first)


def _month_words() -> frozenset[str]:
    return frozenset({month.lower() for month in MONTHS} | set(_BY_NAME) | {"sept"})


_RANGE = (
    rf"(?P<day>{_DAY})(?P<suffix>{_SUFFIX})?"
    rf"(?:(?:[ ]?{DASH}[ ]?|[ ]to[ ]|[ ](?P<and>and|&)[ ])(?P<last>{_DAY}){_SUFFIX}?)?"
)

_WEEKDAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_WEEKDAY = "|".join(_WEEKDAYS)


def _weekdays(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Words(f"{_WEEKDAYS[match['first']]} to {_WEEKDAYS[match['last']]}")


RULES = (
    Rule(
        "date",
        rf"(?P<first>{_WEEKDAY})\.?[ ]?{DASH}[ ]?(?P<last>{_WEEKDAY})(?!\w)\.?(?=[ ,;:)]|$)",
        _weekdays,
        words=lambda: frozenset(map(str.lower, _WEEKDAYS)),
    ),
    Rule(
        "date",
        rf"(?P<day>{_DAY})[ ](?P<month>{MONTH})[ ]?{DASH}[ ]?(?P<day2>{_DAY})[ ](?P<month2>{MONTH})(?!\w){_THEN_YEAR}",
        _day_month_to,
        then=" ",
    ),
    Rule(
        "date",
        rf"(?P<month>{MONTH})[ ](?P<day>{_DAY})[ ]?{DASH}[ ]?(?P<month2>{MONTH})[ ](?P<day2>{_DAY})(?!\w){_THEN_YEAR}",
        _month_day_to,
        words=_month_words,
    ),
    Rule(
        "date",
        rf"(?P<day>{_DAY})(?P<mark>[- ])(?P<month>{_SHORT_MONTH})(?P=mark)(?P<year>[0-9]{{2}})(?![\w%]|[-.,:/][0-9])",
        _short,
        then=" -",
    ),
    Rule("date", rf"{_RANGE}(?:[ ]of)?[ ](?P<month>{_ANY_MONTH})(?!\w){_THEN_YEAR}", _day_month, then=" -a"),
    Rule(
        "date",
        rf"(?P<day>{_DAY})[- ](?P<month>{_ANY_MONTH})[- ](?P<year>{_YEAR})(?P<last>)?(?P<short>)?(?P<and>)?",
        lambda match, _: Date((int(match["day"]),), month_number(match["month"]), int(match["year"])),
        then=" -",
    ),
    Rule("date", rf"(?P<year>{_YEAR})[- ](?P<month>{_ANY_MONTH})[- ](?P<day>{_DAY})(?!\w)", _year_first, then=" -"),
    Rule(
        "date", rf"(?P<month>{_ANY_MONTH})[ ](?:the[ ])?{_RANGE}{_NO_MORE}{_THEN_YEAR}", _month_day, words=_month_words
    ),
    Rule("date", rf"(?P<month>{_ANY_MONTH})-(?P<day>{_DAY})-(?P<year>{_YEAR})", _dashed, words=_month_words),
    Rule(
        "date",
        rf"(?P<month>{_ANY_MONTH})(?P<between>,?[ ])(?:of[ ])?(?P<year>{_YEAR})(?![-/][0-9]|[–—][0-9])",
        _month_year,
        words=_month_words,
    ),
    Rule(
        "date",
        r"(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])[T ](?P<hour>[0-2][0-9]):"
        r"(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?(?!\w)",
        _moment,
        then="-",
    ),
    Rule(
        "date",
        r"(?P<year>[12][0-9]{3})(?P<mark>[-/.‑])(?P<month>[01]?[0-9])(?P=mark)(?P<day>[0-3]?[0-9])"
        r"(?![\w-]|[./][0-9])",
        _iso,
        then="-/.",
    ),
    Rule(
        "date",
        r"(?P<first>[0-3]?[0-9])(?P<mark>[-/.])(?P<second>[0-3]?[0-9])(?P=mark)(?P<year>[12][0-9]{3}|[0-9]{2})"
        r"(?![\w]|[-./][0-9])",
        _numeric,
        then="-/.",
    ),
    Rule("date", r"(?:9/11|7/7|24/7/365|24[/-]7|50[/-]50)(?![\w/]|[-.,][0-9])", _named_date, then="/-"),
    Rule("date", r"(?P<first>[0-3]?[0-9])/(?P<second>[0-3]?[0-9])(?![\w/]|[-.,][0-9])", _without_year, then="/"),
)
