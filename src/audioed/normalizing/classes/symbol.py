"""Symbols, arithmetic, emoji, footnote marks: all else that isn't a letter."""

import re
import unicodedata
from typing import NamedTuple

from audioed.normalizing.classes.fraction import Fraction
from audioed.normalizing.emoji import FLAG, PART_FLAG, PICTURES, STARS, bare, count_stars, name_of
from audioed.normalizing.isotopes import is_mass_number
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import NUMBER, RAISED_LETTERS, word_after, word_before
from audioed.normalizing.tables import flags, periods, symbols, word_list

_REGIONAL_A = 0x1F1E6
_TAG_LETTERS = {0xE0000 + ord(letter): letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789"}
_PARTS = {"gbeng": "England", "gbsct": "Scotland", "gbwls": "Wales"}
"""Of countries, those that have a flag of their own in Unicode (UTS #51, Annex C)."""

_SUPERSCRIPTS = str.maketrans(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺" + "".join(RAISED_LETTERS.values()), "0123456789-+" + "".join(RAISED_LETTERS)
)
_VARIABLE_POWER = lazy_pattern(
    r"(?P<minus>-)?(?P<times>[0-9]{1,3})?(?P<letter>[a-z])(?:(?P<sign>[-+])(?P<number>[0-9]{1,3}))?"
)
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


class Power(NamedTuple):
    """A power of what stands before it."""

    exponent: int

    def say(self, profile: Profile) -> str:
        """Say "squared", "cubed", "to the sixth", "to the minus three"."""
        if self.exponent in {2, 3}:
            return "squared" if self.exponent == 2 else "cubed"
        if self.exponent < 0:
            return f"to the minus {profile.cardinal(-self.exponent)}"
        return f"to the {profile.ordinal(self.exponent)}"


class VariablePower(NamedTuple):
    """A power that is a variable, or a sum with one."""

    power: re.Match[str]

    def say(self, profile: Profile) -> str:
        """Say "to the n", "to the minus two x plus one"."""
        minus, times, letter, sign, number = self.power.groups()
        words = ["minus"] * bool(minus)
        words += [profile.number(times)] if times else []
        words.append(letter)
        words += ["minus" if sign == "-" else "plus", profile.number(number)] if sign else []
        return f"to the {' '.join(words)}"


class PartialPower(NamedTuple):
    """A power that is a fraction."""

    power: Fraction

    def say(self, profile: Profile) -> str:
        """Say "to the one half"."""
        return f"to the {self.power.say(profile)}"


_VARIABLE = lazy_pattern(r"(?<![^\W\d_])(?:[^\W\d_]|[b-df-hj-np-tv-z]{2})$")


def _has_base(match: re.Match[str]) -> bool:
    text, here = match.string, match.start()
    before = text[max(0, here - 1) : here]
    return before.isdigit() or before == ")" or _VARIABLE.search(text, max(0, here - 3), here) is not None


def _partial_power(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    above, below = (int(match[part].translate(_SUPERSCRIPTS)) for part in ("above", "below"))
    return PartialPower(Fraction(0, above, below)) if below > 1 and _has_base(match) else None


def _power(match: re.Match[str], profile: Profile) -> Semiotic | None:
    """Take a raised number after a figure or a lone letter for a power, after a word or a stop for a note's mark."""
    figures = match[0].translate(_SUPERSCRIPTS)
    if figures.isdigit() and is_mass_number(match.string, match.start(), match.end()):
        return Words(profile.cardinal(int(figures)))
    is_base = _has_base(match)
    if re.fullmatch(r"[-+]?[0-9]{1,9}", figures):
        return Power(int(figures)) if is_base else Words("")
    if power := _VARIABLE_POWER.fullmatch(figures):
        return VariablePower(power) if is_base else None
    return Words("")


def _subscript(match: re.Match[str], profile: Profile) -> Semiotic:
    return Words(profile.number(match[0].translate(_SUBSCRIPTS)))


def _vulgar_number(match: re.Match[str], profile: Profile) -> Semiotic | None:
    """Say enclosed and other unusual figures by their value."""
    try:
        value = unicodedata.numeric(match[0])
    except ValueError:
        return None
    return (
        Words(profile.cardinal(int(value)))
        if value == int(value) and value < 10**15
        else Words(profile.number(f"{value:.2f}"))
    )


def _symbol(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    symbol = match[0]
    if symbol in "·|‖•" and match.string[max(0, match.start() - 1) : match.start()].isalnum():
        return Words(" ")
    if symbol in symbols():
        return Words(symbols()[symbol])
    category = unicodedata.category(symbol)
    if category[0] == "M" and symbol not in "\ufe0e\ufe0f\u20e3":
        return None
    if category[0] == "P":
        return None
    return Words("")


def _emoji(match: re.Match[str], _profile: Profile) -> Semiotic:
    picture = match["picture"]
    if named := symbols().get(bare(picture)) or name_of(picture, "en"):
        return Words(named)
    name = unicodedata.name(picture[0], "").lower()
    name = name.removeprefix("heavy ").removeprefix("black ").removeprefix("white ").removesuffix(" sign")
    return Words("" if "variation" in name or "regional" in name or "modifier" in name else name.replace("-", " "))


def _flag(match: re.Match[str], _profile: Profile) -> Semiotic:
    code = "".join(chr(ord(letter) - _REGIONAL_A + ord("A")) for letter in match[0])
    return Words(f"flag of {name}" if (name := flags().get(code)) else f"flag {' '.join(code)}")


def _part_flag(match: re.Match[str], _profile: Profile) -> Semiotic:
    """Say a flag of a part of a country, which a black flag and invisible letters stand for."""
    code = match["code"].translate(_TAG_LETTERS)
    return Words(f"flag of {name}" if (name := _PARTS.get(code)) else "flag")


def _star(match: re.Match[str], _profile: Profile) -> Semiotic:
    """Say a mark's star; the hyphen keeps a voice from taking A for the article."""
    return Words("-star" if match.string[match.start() - 1] == "A" else "star")


_ARROW_BEFORE = lazy_pattern(r"\w[ ]?-{1,2}$")


def _arrow(match: re.Match[str], _profile: Profile) -> Semiotic:
    """Say "to" between two words; before one alone an arrow only points."""
    text, here = match.string, match.start()
    is_between = _ARROW_BEFORE.search(text, max(0, here - 4), here) and text[here + 1 : here + 3].strip()[:1].isalnum()
    spaced = " to " if text[here - 2].isalnum() else "to "
    return Words((spaced.rstrip() if text[here + 1].isspace() else spaced) if is_between else "")


def _guide(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Leave out what points to a link, as in "More >>"; between two words it is an operator."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    is_apart = not before[-1:].strip() if match[1] == ">" else not after[:1].strip()
    is_between = before.strip()[-1:].isalnum() and after.strip()[:1].isalnum()
    return Words("") if is_apart and not is_between else None


def _silent(_match: re.Match[str], _profile: Profile) -> Semiotic:
    return Words("")


_INDEXED = lazy_pattern(r"(?<!\w)(?:[a-z]|[^\W_]{1,30}_\w{0,30})$")
"""What an index stands behind rather than a note's mark: a variable, a name as programs have them."""
_ASSIGNED = lazy_pattern(r"[ ]?=|\.[a-z]|\(|\[\w{1,3}\][ ]?=")


def _note(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Leave a note's mark unsaid; an index of a list is said, since it means something."""
    text, here = match.string, match.start()
    is_index = (
        match[0] == "[0]"
        or word_before(text, here) in word_list("symbol: indexed")
        or _INDEXED.search(text, max(0, here - 64), here)
        or _ASSIGNED.match(text, match.end())
    )
    return None if is_index else Words("")


_MARK = r"[⁰¹²³⁴-⁹]{1,4}(?![⁰¹²³⁴-⁹]|[^\W\d_])"
_NEXT_MARK = rf"(?:[ ]?[,;–⁻][ ]?{_MARK})"
_RAISED_MARKS = rf"""
    \[(?:notes?[ ])?{_MARK}{_NEXT_MARK}{{0,20}}\]
    | \({_MARK}{_NEXT_MARK}{{0,20}}\)
    | {_MARK}{_NEXT_MARK}{{1,20}}
"""


def _raised_marks(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Leave marks of notes unsaid that are raised with their brackets, or in a row."""
    if match[0][0] in "[(":
        is_index = _INDEXED.search(match.string, max(0, match.start() - 64), match.start()) is not None
    else:
        is_index = _has_base(match)
    return None if is_index else Words("")


def _inner(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Words(match["inner"])


_UNIT_BEFORE = lazy_pattern(r"[0-9][ ]?[a-zµ]{1,2}$|pence$")


def _slash(match: re.Match[str], _profile: Profile) -> Semiotic:
    """Say "or" between two plain words, nothing in "and/or", the sign's name between names and initialisms."""
    text, here = match.string, match.start()
    if text[max(0, here - 3) : here] == "and":
        return Words(" ")
    if word_after(text, here + 1) in periods().values() or _UNIT_BEFORE.search(text, max(0, here - 8), here):
        return Words(" per ")
    plain = (
        text[here - 1].islower()
        and text[here + 1].islower()
        and not re.search(r"[A-Z]\w*$", text[max(0, here - 24) : here])
    )
    return Words(" or " if plain else " slash ")


def _slash_apart(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Say a slash with spaces beside what is no letter either: "n!/k!" is "n! slash k!"."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before == after == " ":
        return None  # a voice reads it, and says it better than we could: a pause, or "slash"
    return Words(" " * bool(before.strip("/([{ \n")) + "slash" + " " * bool(after.strip(".,;:!?)]} \n")))


def _latitude(match: re.Match[str], _profile: Profile) -> Semiotic:
    names = {"N": "north", "S": "south", "E": "east", "W": "west"}
    return Words(f"degrees {names[match['direction']]}")


class Stars(NamedTuple):
    """A critic's mark."""

    full: int
    has_half: bool
    empty: int

    def say(self, profile: Profile) -> str:
        """Say "four stars", "three and a half out of five stars"."""
        given = profile.cardinal(self.full) + (" and a half" if self.has_half else "")
        if not self.empty:
            return f"{given} {'star' if self.full == 1 and not self.has_half else 'stars'}"
        return f"{given} out of {profile.cardinal(self.full + self.has_half + self.empty)} stars"


def _stars(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    stars = Stars(count_stars(match["full"]), bool(match["half"]), len(match["empty"]))
    return stars if stars.full + stars.has_half + stars.empty > 1 else None


RULES = (
    Rule("symbol", STARS, _stars, at="*"),
    Rule("symbol", r"([^\w\s])\1{3,}", _silent, at="*#$@"),  # a row of signs is a drawing
    Rule(
        "note",
        r"(?<=[^\s(\[])\[(?:[0-9]{1,3}(?:[,–-][ ]?[0-9]{1,3}){0,5}|note[ ][0-9]{1,3}|[a-z]|citation[ ]needed)\]",
        _note,
        at="[",
    ),
    Rule("note", _RAISED_MARKS, _raised_marks, at="[(²"),
    Rule("symbol", r"\[(?P<inner>sic)\]", _inner, at="["),
    Rule("power", r"(?P<above>[⁰¹²³⁴-⁹]{1,3})/(?P<below>[⁰¹²³⁴-⁹]{1,3})(?![⁰¹²³⁴-⁹])", _partial_power, at="²"),
    Rule("power", rf"[⁰¹²³⁴-⁹⁻⁺{''.join(RAISED_LETTERS.values())}]+", _power, at="²"),
    Rule("power", r"\^(?P<exponent>-?[0-9]{1,6})(?![\w.])", lambda match, _: Power(int(match["exponent"])), at="*"),
    Rule("symbol", r"[₀-₉]+", _subscript, at="₂"),
    Rule("maths", rf"(?:(?<=[0-9])|(?<=[0-9][ ]))[*×·∙⋅](?=[ ]?{NUMBER})", lambda _, __: Words("times"), at="*"),
    Rule("symbol", r"\#[ ]?(?=[0-9])", lambda _, __: Words("number "), at="#"),
    Rule("symbol", r"(?<=[-=])>", _arrow, at="*"),
    Rule("symbol", r"([<>])\1{1,2}(?![<>])", _guide, at="*"),
    Rule("symbol", r"www\.\*\.(?=\w)", lambda _, __: Words("W.W.W dot star dot "), words=lambda: frozenset({"www"})),
    Rule("symbol", r"\*(?<=\b[A-D]\*)(?!\w)", _star, at="*"),
    Rule("symbol", r"°[ ]?(?P<direction>[NSEW])\b", _latitude, at="*"),
    Rule("symbol", r"§§", lambda _, __: Words("sections"), at="*"),
    Rule("symbol", r"\.(?=[a-z])(?<!\S\.)", lambda _, __: Words("dot "), at="."),
    Rule("symbol", r"\#(?<=\b[A-G]\#)(?![\w#])", lambda _, __: Words("sharp"), at="#"),
    Rule("symbol", r"_+(?=[^\W_])(?<=[^\W_]_)", lambda _, __: Words(" "), at="*"),
    Rule("symbol", r"[#$](?=[\w])", lambda match, _: Words("hash" if match[0] == "#" else "dollar"), at="#$"),
    Rule("emoji", FLAG, _flag, at="*"),
    Rule("emoji", PART_FLAG, _part_flag, at="*"),
    Rule("emoji", PICTURES, _emoji, at="*"),
    Rule("symbol", r"/(?=\w)(?<=\w/)", _slash, at="*"),
    Rule("number", r"[¼-¾⅐-⅞↉Ⅰ-ↈ①-⓿❶-➓]", _vulgar_number, at="½²₂*"),
    Rule("symbol", r"\#", lambda _, __: Words("hash"), at="#"),
    Rule("symbol", "/", _slash_apart, at="*"),
    Rule(
        "symbol",
        r"[^\w\s/]|_+",
        lambda match, profile: _symbol(match, profile) if len(match[0]) == 1 else Words(""),
        at="*",
    ),
)
