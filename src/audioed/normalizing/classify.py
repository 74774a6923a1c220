"""The single pass: from a text to typed tokens, left to right, composite classes first."""

import re
import unicodedata
from functools import cache

from audioed.normalizing.classes import (
    abbreviation,
    address,
    alphanumeric,
    cardinal,
    clock,
    compound,
    date,
    electronic,
    fraction,
    initialism,
    measure,
    money,
    ordinal,
    percentage,
    ranges,
    roman,
    symbol,
    telephone,
    year,
)
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Found, Rule
from audioed.normalizing.surroundings import LETTER, NUMERIC, RAISED_LETTERS
from audioed.normalizing.tables import acronyms

# Of rules that match at the same place, the first one here wins.
_ORDER: tuple[Rule, ...] = (
    *electronic.RULES,
    *telephone.RULES,
    *address.RULES,
    *date.RULES,
    *clock.RULES,
    *money.RULES,
    *year.RULES,
    *percentage.RULES,
    *compound.RULES,
    *measure.RULES,
    *ordinal.RULES,
    *cardinal.WITH_MAGNITUDE,
    *ranges.DIMENSIONS,
    *alphanumeric.RULES,
    *fraction.RULES,
    *ranges.RULES,
    *cardinal.RULES,
    *roman.RULES,
    *initialism.RULES,
    *abbreviation.RULES,
    *symbol.RULES,
)
_JOINERS = frozenset("@.:_/-‑&0123456789₀₁₂₃₄₅₆₇₈₉")

_PIECE = lazy_pattern(
    rf"""
    (?P<word>{LETTER}+)
    | (?P<figure>[0-9])
    | [{NUMERIC}]
    | [^\w\s.,;:!?'"()“”‘’…\]–—‑‐-]          # a symbol that may need words
    | (?<!\w)[-–.'’‘(](?=[0-9$£€¥.])          # what may belong to the number that follows
    | \((?=[⁰¹²³⁴-⁹])                         # a raised mark in brackets
    | (?<!\S)\.(?=[a-z])
    | _
    """,
    re.VERBOSE,
)

_DENSE = lazy_pattern(r"(?<!\S)\S{1000,}")
"""What is no text but data: of its figures only the numbers are read, and in its letters nothing is looked for."""
_ADDRESS_AHEAD = lazy_pattern(r"[\w%&+-]{0,63}[.@:][\w/\\]")
"""What must follow a word that begins an address: rules for addresses are many."""
_FIGURES = lazy_pattern(r"[0-9]+")


@cache
def _by_word() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in _ORDER:
        for word in rule.words() if rule.words else ():
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


@cache
def _by_character(character: str) -> tuple[Rule, ...]:
    keys = {_key(character)}
    if keys != {"0"}:
        keys.add("*")
    return tuple(rule for rule in _ORDER if not rule.words and keys & set(rule.at))


@cache
def _by_figures(following: str) -> tuple[Rule, ...]:
    """Return the rules for figures by the character behind them; "0": by a space and a figure."""
    if following.isalpha():
        key = "a"
    elif following.isspace() or following in {",", ".", ":", "/", "%"}:
        key = " " if following.isspace() else following
    else:
        key = _key(following) if following else "end"
        key = key if key in {"-", "$", "½", "0", "end"} else "*"
    return tuple(rule for rule in _by_character("0") if not rule.then or key in rule.then)


def _key(character: str) -> str:
    """Return the class of a character by which rules say what they begin with."""
    if character.isascii() and character.isdigit():
        return "0"
    for key, members in {
        "-": "-−–‐‑—+±",
        "'": "'’‘",
        "½": "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        "²": "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺" + "".join(RAISED_LETTERS.values()),
        "₂": "₀₁₂₃₄₅₆₇₈₉",
    }.items():
        if character in members:
            return key
    if unicodedata.category(character) == "Sc":
        return "$"
    return character


def _word_rules(text: str, word: str, end: int, by_word: dict[str, tuple[Rule, ...]]) -> tuple[Rule, ...]:
    rules = by_word.get(word.lower(), ())
    if end < len(text) and text[end] in _JOINERS and not text[end : end + 2].isspace():
        addresses = electronic.JOINED if _ADDRESS_AHEAD.match(text, end) else ()
        rules = (*addresses, *rules, *alphanumeric.JOINED)
    if word in acronyms() or (
        not word.islower() and (word.isupper() or (len(word) > 2 and word[-1] == "s" and word[:-1].isupper()))
    ):
        rules = (*rules, *initialism.CAPITALS)
    return rules


def _by_sign(text: str, start: int, end: int) -> tuple[Rule, ...]:
    if not "0" <= text[start] <= "9":
        return _by_character(text[start])
    match = _FIGURES.match(text, start, end)
    if match is None:
        return ()
    following = text[match.end() : match.end() + 2]
    return _by_figures("0" if following[:1].isspace() and "0" <= following[1:] <= "9" else following[:1])


def classify(text: str, profile: Profile, start: int = 0, end: int | None = None) -> list[Found]:
    """Find all that needs words between two places of a text.

    Rules look beyond both places to judge, but no token crosses them.
    """
    end = len(text) if end is None else end
    by_word = _by_word()
    found: list[Found] = []
    position = start
    search = _PIECE.search
    dense = _DENSE.search(text, start, end)
    rules: tuple[Rule, ...]
    while piece := search(text, position, end):
        here = piece.start()
        position = piece.end()
        if dense is not None and here >= dense.end():
            dense = _DENSE.search(text, here, end)
        if dense is not None and here > dense.start() and piece.lastgroup:
            rules = cardinal.RULES if piece.lastgroup == "figure" else ()
        elif piece.lastgroup == "word":
            rules = _word_rules(text, piece[0], position, by_word)
        else:
            rules = _by_sign(text, here, end)
        for rule in rules:
            # A text has a piece every few characters, and a figure some thirty rules: no call more than these two.
            match = rule.match(text, here, end)
            if match is not None and (meaning := rule.read(match, profile)) is not None:
                position = match.end()
                found.append(Found(here, position, rule.kind, meaning))
                break
    return found
