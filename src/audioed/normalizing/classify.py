"""The single pass: from a text to typed tokens, left to right, composite classes first."""

import re
from functools import cache

from audioed.normalizing.classes import cardinal, ordinal, year
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Found, Rule

# Of rules that match at the same place, the first one here wins.
_ORDER = (year, ordinal, cardinal)

_PIECE = re.compile(
    r"""
    (?P<word>[^\W\d_]+)
    | (?P<figure>[0-9])
    | [^\w\s.,;:!?'"()“”‘’…\[\]–—‑‐−+-]        # a symbol that may need words
    | (?:[-−–+±.'’‘(\[]|_+)(?=[0-9$£€¥])       # what may belong to the number that follows
    """,
    re.VERBOSE,
)


@cache
def _rules() -> tuple[tuple[Rule, ...], dict[str, tuple[Rule, ...]]]:
    free: list[Rule] = []
    by_word: dict[str, list[Rule]] = {}
    for module in _ORDER:
        for rule in module.RULES:
            if rule.words is None:
                free.append(rule)
                continue
            for word in rule.words():
                by_word.setdefault(word, []).append(rule)
    return tuple(free), {word: tuple(rules) for word, rules in by_word.items()}


def classify(text: str, profile: Profile, start: int = 0, end: int | None = None) -> list[Found]:
    """Find all that needs words between two places of a text.

    Rules look beyond both places to judge, but no token crosses them.
    """
    end = len(text) if end is None else end
    free, by_word = _rules()
    found: list[Found] = []
    position = start
    search = _PIECE.search
    while piece := search(text, position, end):
        here = piece.start()
        position = piece.end()
        rules = by_word.get(piece[0].lower(), ()) if piece.lastgroup == "word" else free
        for rule in rules:
            token = rule.find(text, here, end, profile)
            if token is not None:
                found.append(token)
                position = token.end
                break
    return found
