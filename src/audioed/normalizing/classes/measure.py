"""Quantities with units: "5km", "20 mph", "30°C", "µg/m³", "2x8 m"."""

import re
from functools import cache
from typing import NamedTuple

from audioed.normalizing.classes.cardinal import MAGNITUDE_WORD, MAGNITUDES
from audioed.normalizing.classes.fraction import MIXED, Fraction, mixed
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import DECIMAL_COMMA, NUMBER, is_attributive, is_plural, word_after, word_before
from audioed.normalizing.tables import Unit, units, word_list

_POWERS = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}


class Measured(NamedTuple):
    """One unit with its power: square kilometres."""

    unit: Unit
    power: str = ""
    each: str = ""
    """How many of it, where another is measured per so many: "per one hundred kilometres"."""

    def say(self, profile: Profile, *, singular: bool) -> str:
        """Say the unit in the singular or plural."""
        name = (self.unit.one if singular else self.unit.many).replace("{re}", profile.metric_ending)
        return " ".join(part for part in (self.each and profile.number(self.each), self.power, name) if part)


class Measure(NamedTuple):
    """A number, or the two ends of a range, of a unit, perhaps for each of another."""

    amounts: tuple[Semiotic | str, ...]
    unit: Measured
    per: Measured | None = None
    magnitude: str = ""
    attributive: bool = False
    joined: str = "to"

    def say(self, profile: Profile) -> str:
        """Say the number, then its unit."""
        numbers = [amount if isinstance(amount, str) else amount.say(profile) for amount in self.amounts]
        numbers = [profile.number(number) if number[-1:].isdigit() else number for number in numbers]
        words = f" {self.joined} ".join(numbers)
        if self.magnitude:
            words += f" {self.magnitude}"
        singular = (
            self.attributive or (len(numbers) == 1 and words in {"one", "minus one"}) or _is_part(self.amounts[-1])
        )
        words = f"{words} {self.unit.say(profile, singular=singular)}"
        return f"{words} per {self.per.say(profile, singular=not self.per.each)}" if self.per else words


class Density(NamedTuple):
    """A number for each of a unit."""

    figures: str
    per: Measured

    def say(self, profile: Profile) -> str:
        """Say "three hundred per square kilometre"."""
        return f"{profile.number(self.figures)} per {self.per.say(profile, singular=True)}"


def _is_part(amount: Semiotic | str) -> bool:
    return isinstance(amount, Fraction) and not amount.whole


@cache
def _unit_pattern() -> str:
    forms = sorted(units(), key=len, reverse=True)
    first = re.escape("".join({form[0] for form in forms}))  # saves trying each where none can be
    return f"(?=[{first}])(?:" + "|".join(re.escape(form).replace("\\ ", "[ ]") for form in forms) + ")"


def _measure(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    groups = match.groupdict()
    form, space = match["unit"], match["space"]
    unit = units()[form]
    is_inches = form == "in" and word_after(match.string, match.end()) in {
        "long",
        "wide",
        "high",
        "tall",
        "deep",
        "thick",
        "across",
    }
    if (unit.spacing == "tight" and not is_inches and space not in {"", "-"}) or (
        unit.spacing == "spaced" and space not in {" ", "\u00a0"}
    ):
        return None
    if not _is_quantity(match, form, space) or (form == "W" and not space and _is_in_name(match)):
        return None
    power = _POWERS.get(groups["power"] or "", "")
    per = None
    if groups["per"]:
        per = Measured(units()[groups["per"]], _POWERS.get(groups["perpower"] or "", ""), groups["count"] or "")
    amount: Semiotic | str | None = mixed(match) or groups["number"]
    if amount is None:
        return None  # "01/2 km" is written as a fraction, and is none
    amounts: tuple[Semiotic | str, ...] = (amount,)
    if groups["other"]:
        amounts = (*amounts, groups["other"])
    magnitude = (groups["magnitude"] or "").strip()
    return Measure(
        amounts,
        Measured(unit, power),
        per,
        MAGNITUDES.get(magnitude, magnitude),
        space == "-" or is_attributive(match),
        {"x": "by", "×": "by", "by": "by", "or": "or", "and": "and"}.get((groups["joined"] or "").strip(), "to"),
    )


def _is_quantity(match: re.Match[str], form: str, space: str) -> bool:
    """Tell a unit from a letter that only looks like one."""
    text = match.string
    if form in {"C", "F"}:
        return not word_before(text, match.start())[:1].isalpha() or word_before(text, match.start()) in word_list(
            "measure: before degrees"
        )
    if (
        (form == "s" and match["joined"])
        or (form == "x" and re.match(r"[ ]?[-+−–=*/^)]", text[match.end() : match.end() + 2]))
        or (form == "in" and text[match.end() : match.end() + 1] == "-")
    ):
        return False
    if form == "s" and space == "" and len(match["number"] or "") > 2 and match["number"].isdigit():
        return False
    if form in {"s", "h", "t", "l", "L", "x", "K"} and space == " ":
        return form == "K" or word_after(text, match.end()) == "" or form in {"s", "h"}
    if (
        form == "m"
        and not space
        and match["power"] is None
        and match["per"] is None
        and is_plural(word_after(text, match.end()))
    ):
        return match["number"] in word_list("measure: races")
    return True


_TITLE_CASE = lazy_pattern(r"[ ][A-Z][a-z]")


def _is_in_name(match: re.Match[str]) -> bool:
    """Tell "5W Infographics" from "a 5W Bosch lamp"."""
    is_counted = word_before(match.string, match.start()) in word_list("determiners")
    return not is_counted and _TITLE_CASE.match(match.string, match.end()) is not None


def _density(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Density(match["number"], Measured(units()[match["per"]], _POWERS.get(match["power"] or "", "")))


def _rate(match: re.Match[str], _profile: Profile) -> Semiotic:
    unit, per = Measured(units()[match["unit"]]), Measured(units()[match["per"]], _POWERS.get(match["power"] or "", ""))
    return Rate(unit, per)


class Rate(NamedTuple):
    """A compound unit without a number."""

    unit: Measured
    per: Measured

    def say(self, profile: Profile) -> str:
        """Say "kilometres per hour"."""
        return f"{self.unit.say(profile, singular=False)} per {self.per.say(profile, singular=True)}"


class Area(NamedTuple):
    """A unit with a power, without a number."""

    unit: Measured

    def say(self, profile: Profile) -> str:
        """Say "square metre"."""
        return self.unit.say(profile, singular=True)


def _area(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Area(Measured(units()[match["unit"]], _POWERS[match["power"]]))


def _unit_words() -> frozenset[str]:
    return frozenset(form.lower() for form in units() if form.isalpha())


_REACH = 400
"""How far back a quotation may begin."""


_OPENING = lazy_pattern(r"“|(?<!\d)\"")


def _is_quoted(text: str, mark: str) -> bool:
    """Tell whether a quotation that the mark closes is open at the end of a text."""
    if _OPENING.search(text) is None:
        return False  # a table of inches has a mark every few characters
    closing = ""
    for quote in re.finditer(r"[\"“”]", text):
        if quote[0] == "“":
            closing = "”"
        elif quote[0] == closing:
            closing = ""
        elif quote[0] == '"' and not text[quote.start() - 1 : quote.start()].isnumeric():
            closing = '"'
    return closing == mark


def _inches(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    mark, attributive = match["mark"], is_attributive(match)
    if _is_quoted(match.string[max(0, match.start() - _REACH) : match.start()], mark):
        return None
    if mark == "”" and not attributive and (match["first"] or "").isdigit():
        return None  # the quotation may have begun in an earlier paragraph
    unit = units()["ft" if mark == "′" else "in"]
    amount = mixed(match) or match["first"]
    return Measure((amount,), Measured(unit), attributive=attributive) if amount else None


_SIGNED = rf"(?<![\w)])[-−–+~≈<>≤≥]?(?:{NUMBER}|\.[0-9]+)"
_MAGNITUDE = rf"(?P<magnitude>[- ]{MAGNITUDE_WORD}|bn|m(?=[ ](?:km|miles|kg|kWh|MWh|GWh|acres|ha|sq)\b)|k(?=[ ]))?"
_DOT = r"(?:\.(?=[,;:)]|[ ](?:[a-z0-9(]|$)))?"


def _full_unit() -> str:
    unit = _unit_pattern()
    return (
        rf"(?P<unit>{unit})(?P<power>[²³]|\^[23]|(?<=[a-z])[23](?![\w.]))?"
        rf"(?:(?:/(?P<count>10{{1,3}})?|[ ]per[ ](?={unit}\b))(?P<per>{unit})(?P<perpower>[²³23])?(?!\w))?"
        rf"(?![\w²³]|/[^\W\d]){_DOT}"
    )


def _per_unit() -> str:
    return rf"(?P<number>{NUMBER})[ ]?/[ ]?(?P<per>{_unit_pattern()})(?P<power>[²³]|(?<=m)[23])?(?![\w²³])"


def _unit_per_unit() -> str:
    per = r"(?P<per>h|hr|s|sec|min|l|L|kg|m(?=[²³])|km(?=²)|cm(?=[²³])|ha|ml|dl)(?P<power>[²³])?"
    return rf"(?P<unit>{_unit_pattern()})/{per}(?![\w²³/])"


def _unit_power() -> str:
    return r"(?P<unit>m|km|cm|mm|ft|in)(?P<power>[²³])(?![\w²³])"


def _amount_unit() -> str:
    return (
        rf"(?:{MIXED}|(?P<number>(?<![\w)])[-−–+]?(?:{DECIMAL_COMMA}(?!-)|{NUMBER}|\.[0-9]+)))"
        rf"(?:(?P<joined>[ ]?[-‐‑–—][ ]?|[ ]to[ ]|[ ]?[x×][ ]?|[ ]or[ ]|[ ]by[ ])"
        rf"(?P<other>{DECIMAL_COMMA}(?!-)|{NUMBER}))?"
        rf"{_MAGNITUDE}(?P<space>[ \u00a0\u202f-]?){_full_unit()}"
    )


RULES = (
    Rule("measure", _unit_per_unit, _rate, words=_unit_words),
    Rule("measure", _unit_power, _area, words=lambda: frozenset({"m", "km", "cm", "mm", "ft", "in"})),
    Rule("measure", _per_unit, _density, then=" /,."),
    Rule("measure", _amount_unit, _measure, at="0-.½", then=".,a-/*½ 0"),
    Rule(
        "measure",
        rf"(?:{MIXED}|(?P<first>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?))(?P<mark>[\"″”′])(?!\w)",
        _inches,
        at="0½",
        then=" 0./*½-",
    ),
)
