"""Sums of money: "£2.50", "$2.5m", "US$30bn", "$10-15", "a $20bn-a-year industry", "50p", "1,000 USD"."""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.classes.cardinal import MAGNITUDES
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import DASH, NUMBER, is_attributive
from audioed.normalizing.tables import Currency, currencies, periods

_SUFFIX = (
    r"(?:(?:[ ]?(?:bn|tn|trn|bln|mln|mn|mm|m|M)|[kKbBtT])(?!\w)"
    r"|[- ](?:hundred|thousand|million|billion|trillion|quadrillion|lakh|crore)(?!\w))"
)
_RESOLUTIONS = frozenset({"240p", "360p", "480p", "576p", "720p", "1080p", "1440p", "2160p"})
_AMOUNT = rf"(?:{NUMBER}|\.[0-9]+)"


class OldMoney(NamedTuple):
    """Pounds, shillings and pence."""

    pounds: str
    shillings: str
    pence: str

    def say(self, profile: Profile) -> str:
        """Say "three pounds four shillings and sixpence"."""
        parts = [
            f"{profile.number(number)} {one if number == '1' else many}"
            for number, one, many in (
                (self.pounds, "pound", "pounds"),
                (self.shillings, "shilling", "shillings"),
                (self.pence, "penny", "pence"),
            )
            if number and number != "0"
        ]
        return " and ".join([" ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


class Money(NamedTuple):
    """An amount of a currency, or the two ends of a range."""

    amounts: tuple[str, ...]
    magnitudes: tuple[str, ...]
    currency: Currency
    sign: str = ""
    attributive: bool = False
    """Whether it stands before a noun: "a five pound note"."""
    per: str = ""
    each: bool = False
    """Whether the currency is said with both ends."""

    def say(self, profile: Profile) -> str:
        """Say the amount, then the currency, then the hundredths."""
        sign = {"-": "minus ", "−": "minus ", "–": "minus ", "+": "plus "}.get(self.sign, "")
        last = self._one(profile, self.amounts[-1], self.magnitudes[-1])
        if len(self.amounts) == 1:
            return f"{sign}{last}{self.per}"
        first, magnitude = self.amounts[0], self.magnitudes[0]
        if self.each:
            return f"{sign}{self._one(profile, first, magnitude)} to {last}{self.per}"
        words = profile.number(first) + (f" {magnitude}" if magnitude and magnitude != self.magnitudes[-1] else "")
        return f"{sign}{words} to {last}{self.per}"

    def _one(self, profile: Profile, figures: str, magnitude: str) -> str:
        whole, point, hundredths = figures.replace(",", "").partition(".")
        whole = whole or "0"
        if point and len(hundredths) == 2 and not magnitude:
            return self._with_hundredths(profile, int(whole), int(hundredths))
        if point and not magnitude and hundredths.strip("0") == "":
            figures = whole
        words = profile.number(figures)
        if magnitude:
            words += f" {magnitude}"
        singular = self.attributive or (words == "one")
        return f"{words} {self.currency.one if singular else self.currency.many}"

    def _with_hundredths(self, profile: Profile, whole: int, hundredths: int) -> str:
        small = self.currency.hundredth if hundredths == 1 else self.currency.hundredths
        cents = f"{profile.cardinal(hundredths)} {small}"
        if not whole and hundredths:
            return cents
        large = self.currency.one if whole == 1 or (self.attributive and not hundredths) else self.currency.many
        units = f"{profile.cardinal(whole)} {large}"
        return f"{units} and {cents}" if hundredths else units


@cache
def _signs() -> str:
    """Return a pattern of signs that stand before the amount, the longest first."""
    forms = [form for form in currencies() if not form.isalpha()]
    return "(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + ")"


@cache
def _codes() -> str:
    return "(?:" + "|".join(form for form in currencies() if form.isalpha()) + ")"


def _sign_words() -> frozenset[str]:
    """Return the words with which a sign or code may begin."""
    return frozenset(match[0].lower() for form in currencies() if (match := re.match(r"[^\W\d_]+", form)))


def _magnitude(suffix: str | None) -> str:
    if not suffix:
        return ""
    word = suffix.strip(" -").lower()
    return MAGNITUDES.get(word, word)


def _per(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("per") is None:
        return ""
    return f" per {periods()[match['per'].rstrip('.').lower()]}"


_PER = r"(?:/(?P<per><periods>)\b\.?)?"


def _sign_first(match: re.Match[str], _profile: Profile) -> Semiotic:
    groups = match.groupdict()
    return Money(
        (match["amount"],),
        (_magnitude(match["magnitude"]),),
        currencies()[match["currency"]],
        groups["sign"] or groups["sign2"] or "",
        is_attributive(match),
        _per(match),
    )


def _range(match: re.Match[str], _profile: Profile) -> Semiotic:
    last = _magnitude(match["magnitude2"])
    first = _magnitude(match["magnitude"]) or last
    return Money(
        (match["amount"], match["amount2"]),
        (first, last),
        currencies()[match["currency"]],
        attributive=is_attributive(match),
        each=match["currency2"] is not None,
    )


def _code_last(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Money(
        (match["amount"],), (_magnitude(match["magnitude"]),), currencies()[match["currency"]], "", False, _per(match)
    )


def _hundredths(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if match[0] in _RESOLUTIONS:
        return None
    currency = currencies()["£" if match["sign"] == "p" else "$"]
    return Money((match["amount"],), ("",), Currency(currency.hundredth, currency.hundredths, "", ""))


def _notes(match: re.Match[str], profile: Profile) -> Semiotic:
    return Words(number_words.to_plural(profile.number(match["amount"])))


def _old(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    found = OldMoney(match["pounds"] or "", match["shillings"] or "", match["pence"] or "")
    return found if sum(map(bool, found)) > 1 else None


def _with(pattern: str, names: Callable[[], str]) -> Callable[[], str]:
    return partial(_filled, pattern, names)


def _filled(pattern: str, names: Callable[[], str]) -> str:
    each = "|".join(sorted(periods(), key=len, reverse=True))
    return pattern.replace("<names>", names()).replace("<periods>", each)


_SIGN_RANGE = (
    rf"(?P<currency><names>)[ ]?(?P<amount>{_AMOUNT})(?P<magnitude>{_SUFFIX})?[ ]?(?:{DASH}|to|[ ]to[ ])[ ]?"
    rf"(?P<currency2>(?P=currency))?(?P<amount2>{_AMOUNT})(?P<magnitude2>{_SUFFIX})?(?![\w%]|[.,][0-9])"
)
_SIGN_FIRST = (
    r"(?P<sign>[-−–+])?(?P<currency><names>)(?P<sign2>[-−])?[ ]?"
    rf"(?P<amount>{_AMOUNT})(?P<magnitude>{_SUFFIX})?{_PER}(?!\w)"
)
_CODE_FIRST = (
    rf"(?P<currency><names>)[ ]?(?P<sign>-)?(?P<sign2>-)?(?P<amount>{_AMOUNT})(?P<magnitude>{_SUFFIX})?{_PER}(?!\w)"
)
_LAST = rf"(?P<amount>{NUMBER})(?P<magnitude>{_SUFFIX})?[ ]?(?P<currency><names>){_PER}(?![\w])"

_OLD = (
    rf"(?:£[ ]?(?P<pounds>{NUMBER}),?[ ]?)?(?:(?P<shillings>1?[0-9])[ ]?s\b\.?,?[ ]?)?"
    r"(?:(?P<pence>1[01]|[0-9])[ ]?d\b(?:\.(?=[ ]?[a-z,;)])|(?!\.\w))?)?(?<=[sd.])(?!\w)"
)

RULES = (
    Rule("money", _OLD, _old, at="$0", then=" a"),
    Rule("money", r"[$£€](?P<amount>[0-9]{1,3})s(?!\w)", _notes, at="$"),
    Rule("money", _with(_SIGN_RANGE, _signs), _range, at="$"),
    Rule("money", _with(_SIGN_FIRST, _signs), _sign_first, at="$-"),
    Rule("money", _with(_SIGN_RANGE, _signs), _range, words=_sign_words),
    Rule("money", _with(_SIGN_FIRST, _signs), _sign_first, words=_sign_words),
    Rule("money", _with(_CODE_FIRST, _codes), _sign_first, words=_sign_words),
    Rule("money", _with(_LAST, _codes), _code_last, then=",. a-"),
    Rule("money", _with(_LAST, lambda: "[€£¥₽₪₴₫₱฿₺₸¢$]"), _code_last, then=",. a-$"),
    Rule("money", rf"(?P<amount>{NUMBER})(?P<sign>[pc])(?![\w²³]|/[0-9]|[-][a-z])", _hundredths, then=",.a"),
)
