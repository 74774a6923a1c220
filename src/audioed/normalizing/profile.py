"""Locale profiles: what differs between the Englishes."""

from dataclasses import dataclass

from audioed.normalizing import number_words
from audioed.normalizing.patterns import lazy_pattern

_DECIMAL_COMMA = lazy_pattern(r"[0-9]{1,3},[0-9]{1,2}|0,[0-9]{3,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """How one locale says numbers, dates and money."""

    locale: str
    day_first: bool
    """Whether 3/4 is in April."""
    conjunction: str
    """Between hundreds and the rest: "and" or nothing."""
    point_zero: str
    """The zero before a decimal point."""
    nothing: str
    """The zero of a score."""
    percent: str
    metric_ending: str
    """Of metre and litre: "re" or "er"."""
    quarter: str

    def cardinal(self, number: int) -> str:
        """Return a whole number's words, digit by digit where it is beyond all names."""
        if number >= number_words.LARGEST:
            return number_words.digits(str(number))
        return number_words.cardinal(number, self.conjunction)

    def ordinal(self, number: int) -> str:
        """Return an ordinal's words."""
        return number_words.to_ordinal(self.cardinal(number))

    def year(self, number: int) -> str:
        """Return a year's words."""
        if not 1000 <= number <= 9999:
            return self.cardinal(number)
        return number_words.year(number, self.conjunction)

    def number(self, figures: str) -> str:
        """Return the words of a number as written: "1,000", "0.25", ".5", "-3", and "1,5" as other languages write it.

        Leading zeros are said; a number too long to have a name is said digit by digit.
        """
        sign = ""
        if figures[0] in "+-−–±":
            sign = {"+": "plus ", "±": "plus or minus "}.get(figures[0], "minus ")
            figures = figures[1:].lstrip()
        mark = "." if _DECIMAL_COMMA.fullmatch(figures) else ""
        whole, point, decimals = figures.replace(",", mark).partition(".")
        if not point:
            return sign + self._whole(whole)
        start = self.point_zero if whole.strip("0") == "" else self._whole(whole)
        return f"{sign}{start} point {number_words.digits(decimals)}"

    def _whole(self, figures: str) -> str:
        if len(figures) > 1 and figures[0] == "0":
            return number_words.digits(figures)
        if len(figures) > 21:
            return number_words.digits(figures)
        return self.cardinal(int(figures))


BRITISH = Profile(
    locale="en-GB",
    day_first=True,
    conjunction="and",
    point_zero="nought",
    nothing="nil",
    percent="per cent",
    metric_ending="re",
    quarter="quarter",
)
AMERICAN = Profile(
    locale="en-US",
    day_first=False,
    conjunction="",
    point_zero="zero",
    nothing="nothing",
    percent="percent",
    metric_ending="er",
    quarter="quarter",
)
_AMERICAN_TOO = {"en-us", "en-ca", "en-ph", "en-pr"}


def profile_for(locale: str) -> Profile | None:
    """Return the profile of an English locale; None for any other language."""
    code = locale.replace("_", "-").lower()
    if code.partition("-")[0] != "en":
        return None
    return AMERICAN if code in _AMERICAN_TOO else BRITISH
