"""Times of day, and lengths of time with colons: "10:30 a.m.", "6.30pm", "14:05", "9am-5pm"."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import DASH, word_after, word_before
from audioed.normalizing.tables import word_list

_HALF = r"(?P<half>[aApP]\.?[ ]?[mM](?:\b\.?|\.))(?!\w)"
_ZONE = r"(?:[ ]?(?P<zone>(?:[ECMP][SD]?T|GMT|UTC|BST|CET|CEST|IST|JST|AEST|AEDT)\b|[ecmp]\.s\.t\.?))?"
_MINUTES = r"[0-5][0-9]"


class Time(NamedTuple):
    """A time of day, as exact as it is written."""

    hour: int
    minute: int | None
    half: str = ""
    """"a" or "p"; empty: by the 24-hour clock, or unsaid."""
    zone: str = ""

    def say(self, profile: Profile) -> str:
        """Say "ten thirty a.m.", "fourteen oh five", "nine o'clock"."""
        words = profile.cardinal(self.hour)
        if self.minute:
            words += f" {number_words.pair(self.minute)}"
            if self.hour == 0 and not self.half:
                words = f"zero zero {number_words.pair(self.minute)}"
        elif self.minute == 0 and not self.half:
            words = f"{words} hundred" if self.hour > 12 else f"{words} o'clock"
            if self.hour == 0:
                words = "midnight"
        if self.half:
            words += f" {self.half}.m."
        return f"{words} {'.'.join(self.zone)}" if self.zone else words


class Times(NamedTuple):
    """From one time to another."""

    first: Time
    last: Time

    def say(self, profile: Profile) -> str:
        """Say both with "to" between them."""
        return f"{self.first.say(profile)} to {self.last.say(profile)}"


class Length(NamedTuple):
    """Hours, minutes and seconds: a runner's time, a recording's length."""

    hours: int
    minutes: int
    seconds: int
    fraction: str = ""

    def say(self, profile: Profile) -> str:
        """Say each part with its unit."""
        parts = [
            _count(profile, number, unit) for number, unit in ((self.hours, "hour"), (self.minutes, "minute")) if number
        ]
        seconds = _count(profile, self.seconds, "second")
        if self.fraction:
            seconds = f"{profile.number(f'{self.seconds}.{self.fraction}')} seconds"
        return " ".join([*parts, f"and {seconds}" if parts else seconds])


def _count(profile: Profile, number: int, unit: str) -> str:
    return f"{profile.cardinal(number)} {unit}{'' if number == 1 else 's'}"


def _half(match: re.Match[str], name: str = "half") -> str:
    return (match[name] or "")[:1].lower()


def _zone(match: re.Match[str]) -> str:
    return (match["zone"] or "").replace(".", "").upper()


def _twelve(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    hour = int(match["hour"])
    if hour > 24:
        return None
    minute = int(match["minute"]) if match["minute"] else None
    return Time(hour, minute, _half(match), _zone(match))


def _span(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    first = Time(int(match["hour"]), _number(match["minute"]), _half(match, "half1"))
    last = Time(int(match["hour2"]), _number(match["minute2"]), _half(match))
    return Times(first, last) if first.hour <= 24 and last.hour <= 24 else None


def _number(figures: str | None) -> int | None:
    return int(figures) if figures else None


def _twenty_four(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if _is_verse(match):
        return None
    return Time(int(match["hour"]), int(match["minute"]), "", _zone(match))


def _spanned_hours(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Times(
        Time(int(match["hour"]), int(match["minute"])),
        Time(int(match["hour2"]), int(match["minute2"]), "", _zone(match)),
    )


def _is_verse(match: re.Match[str]) -> bool:
    return word_before(match.string, match.start()).rstrip(".") in word_list("clock: books")


def _dotted(match: re.Match[str], profile: Profile) -> Semiotic | None:
    """Take "at 6.30" for a time in British English, unless something is counted."""
    after = word_after(match.string, match.end())
    is_time = after in {"train", "bus", "ferry", "flight", "news"} or word_before(
        match.string, match.start()
    ) in word_list("clock: timing")
    if not profile.day_first or not is_time or after in word_list("clock: counted"):
        return None
    return Time(int(match["hour"]), int(match["minute"]))


def _length(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Length(int(match["hours"]), int(match["minutes"]), int(match["seconds"]), match["fraction"] or "")


def _minutes(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Length(0, int(match["minutes"]), int(match["seconds"]), match["fraction"])


class Verse(NamedTuple):
    """Chapter and verses of scripture."""

    chapter: int
    first: int
    last: int | None

    def say(self, profile: Profile) -> str:
        """Say "six, six to eight"."""
        words = f"{profile.cardinal(self.chapter)} {profile.cardinal(self.first)}"
        return words if self.last is None else f"{words} to {profile.cardinal(self.last)}"


def _verse(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if not _is_verse(match):
        return None
    return Verse(int(match["chapter"]), int(match["first"]), _number(match["last"]))


class Military(NamedTuple):
    """A time of day in four figures."""

    hour: str
    minute: str
    zone: str = ""

    def say(self, profile: Profile) -> str:
        """Say "nineteen hundred hours", "oh six thirty hours"."""
        hour = number_words.digits(self.hour, "oh") if self.hour[0] == "0" else profile.cardinal(int(self.hour))
        return (
            f"{hour} {'hundred' if self.minute == '00' else number_words.pair(int(self.minute))} {self.zone or 'hours'}"
        )


def _military(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    zone = ".".join(match["zone"] or "")
    is_time = (
        zone or match["hour"][0] == "0" or word_before(match.string, match.start()) in word_list("clock: military")
    )
    return Military(match["hour"], match["minute"], zone) if is_time else None


def _since(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Words(f"{match['name']} to ")


_TIME = rf"(?P<hour>[0-2]?[0-9])(?:[:.](?P<minute>{_MINUTES}))?"

RULES = (
    Rule(
        "time",
        rf"{_TIME}[ ]?(?P<half1>[aApP]\.?[mM]\.?)?[ ]?(?:{DASH}|to)[ ]?(?P<hour2>[0-2]?[0-9])(?:[:.]"
        rf"(?P<minute2>{_MINUTES}))?[ ]?{_HALF}",
        _span,
        then=":. a-",
    ),
    Rule(
        "time",
        rf"(?<![\w.,])(?P<hour>[01][0-9]|2[0-3])(?P<minute>{_MINUTES})"
        r"[ ](?:hours|hrs|(?P<zone>GMT|UTC|BST|EST|EDT|CET))\b(?![ ]of\b)",
        _military,
        then=" ",
    ),
    Rule(
        "time",
        rf"(?P<name>[Nn]oon|[Mm]idnight)[ ]?{DASH}[ ]?(?=[0-9])",
        _since,
        words=lambda: frozenset({"noon", "midnight"}),
    ),
    Rule("time", rf"{_TIME}[ ]?{_HALF}{_ZONE}", _twelve, then=":. a"),
    Rule(
        "verse",
        rf"(?P<chapter>[0-9]{{1,3}}):(?P<first>[0-9]{{1,3}})(?:{DASH}(?P<last>[0-9]{{1,3}}))?(?![\w:])",
        _verse,
        then=":",
    ),
    Rule(
        "time",
        rf"(?P<hours>[0-9]{{1,2}}):(?P<minutes>{_MINUTES}):(?P<seconds>{_MINUTES})(?:\."
        rf"(?P<fraction>[0-9]{{1,3}}))?(?![\w:])",
        _length,
        then=":",
    ),
    Rule(
        "time",
        rf"(?P<minutes>[0-9]{{1,2}}):(?P<seconds>{_MINUTES})\.(?P<fraction>[0-9]{{1,3}})(?![\w:])",
        _minutes,
        then=":",
    ),
    Rule(
        "time",
        rf"(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>{_MINUTES})[ ]?{DASH}[ ]?(?P<hour2>[01]?[0-9]|2[0-4]):"
        rf"(?P<minute2>{_MINUTES}){_ZONE}(?![\w:])",
        _spanned_hours,
        then=":",
    ),
    Rule(
        "time",
        rf"(?P<hour>[01]?[0-9]|2[0-4])(?:h(?=[0-9])|:)(?P<minute>{_MINUTES})(?:[ ]?(?:hrs|hours|h)\b)?{_ZONE}"
        r"(?![\w:]|[,.][0-9])",
        _twenty_four,
        then=":a",
    ),
    Rule(
        "time",
        rf"(?<![\w.,])(?P<hour>[01]?[0-9]|2[0-3])\.(?P<minute>{_MINUTES})(?![\w%]|[.,:][0-9])",
        _dotted,
        then=".",
    ),
)
