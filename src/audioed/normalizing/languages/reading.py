"""The single pass over a text in a language that has a grammar."""

import re
from functools import cache

from audioed.normalizing.languages import calendar, clock, quantities, roman
from audioed.normalizing.languages.grammar import SPACES, Grammar, NoWordsError, grammar_for
from audioed.normalizing.languages.rule import Rule
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.surroundings import FRACTION_SIGNS

Found = tuple[int, int, str, str]

_START = lazy_pattern(
    r"""
    (?P<roman>(?:[A-ZÁÉÍÓÚ]?[^\W\d_]{2,20}[ \u00a0\u202f])?(?<!\w)[IVXLC]{1,7}(?![A-Z]))
    | (?P<figure>[+−-]?\d)
    | (?P<sign>(?:[A-Z]{3}|[A-Z]{0,2}[€$£¥])[ \u00a0\u202f]?(?=\d))
    | (?P<decade>(?<![^\W\d_])['’]\d0(?!\w))
    | [FRACTIONS]
    """.replace("FRACTIONS", FRACTION_SIGNS),
    re.VERBOSE,
)
_CLUSTER = lazy_pattern(rf"[+−-]?\w*(?:[.,:/⁄'’+–−-]?\w+|[{SPACES}]\d\w*)*")
"""All that may belong to a number that no rule is sure of."""
_OPENING = '([{"„“”«»‚‘<¿¡…=~'


def find_quantities(
    text: str, locale: str, start: int, end: int, *, after: frozenset[int] = frozenset()
) -> list[Found]:
    """Return start, end, class and words of the numbers in a stretch of a text, in order and disjoint.

    Args:
        text: The whole text; rules look beyond the stretch to judge.
        locale: BCP 47; without a grammar for its language nothing is found.
        start: Where the stretch begins.
        end: Where it ends.
        after: Where other tokens end: their words are kept apart from a number that follows.
    """
    grammar = grammar_for(locale)
    if grammar is None:
        return []
    figures, numerals = _rules(grammar)
    found: list[Found] = []
    position = start
    while piece := _START.search(text, position, end):
        here = piece.start()
        if piece.lastgroup == "roman":
            said = _first(text, here, end, grammar, numerals) or _later_numeral(text, piece, end, grammar, numerals)
            position = said[1] if said else piece.end()
        else:
            said = None
            if here in after or _may_begin(text, here, piece.lastgroup or ""):
                said = _read(text, here, end, grammar, figures, piece.lastgroup or "")
            position = said[1] if said else _past(text, here, end)
        if said:
            found.append(said)
    return found


@cache
def _rules(grammar: Grammar) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    figures = (*calendar.rules(grammar), *clock.rules(grammar), *quantities.rules(grammar))
    # Times come before ordinals with a mark, dates before times.
    return tuple(sorted(figures, key=_rank)), tuple(roman.rules(grammar))


def _rank(rule: Rule) -> int:
    return {"date": 0, "time": 1, "ordinal": 2}.get(rule.kind, 3)


def _read(text: str, here: int, end: int, grammar: Grammar, rules: tuple[Rule, ...], group: str) -> Found | None:
    if group == "decade":
        before = re.search(r"([^\W\d_]+)\s(?:['’]\d0,?\s(?:[^\W\d_]{1,2}\s)?)*$", text[max(0, here - 30) : here])
        if before is None or before[1].lower() not in grammar.section("numbers").get("decades_after", ()):
            return None
        return here, here + 3, "cardinal", grammar.whole(int(text[here + 1 : here + 3]))
    return _first(text, here, end, grammar, rules)


def _first(text: str, here: int, end: int, grammar: Grammar, rules: tuple[Rule, ...]) -> Found | None:
    for rule in rules:
        match = rule.pattern.match(text, here, end)
        if match is None:
            continue
        try:
            said = rule.read(match, grammar)
        except NoWordsError:
            said = None
        if said is not None:
            return here, match.end(), rule.kind, said
    return None


def _later_numeral(
    text: str, piece: re.Match[str], end: int, grammar: Grammar, rules: tuple[Rule, ...]
) -> Found | None:
    """Read a numeral without the word before it."""
    numeral = re.search(r"[IVXLC]+$", piece[0])
    if numeral is None or not numeral.start():
        return None
    return _first(text, piece.start() + numeral.start(), end, grammar, rules)


def _may_begin(text: str, here: int, group: str) -> bool:
    """Tell whether a number can begin at a place: not in the midst of a word or of another number."""
    before = text[here - 1 : here]
    if not before or before.isspace():
        return True
    if group == "figure" and text[here] in "+−-":
        return before in "(["
    if before in "'’":
        return text[here - 2 : here - 1].isalpha()
    if before in "–-—":
        return before != "-" and not text[here - 2 : here - 1].isdigit()
    return before in _OPENING


def _past(text: str, here: int, end: int) -> int:
    cluster = _CLUSTER.match(text, here, end)
    return max(here + 1, cluster.end() if cluster else here + 1)
