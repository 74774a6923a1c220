"""Number words by CLDR's rules: a small interpreter of rule-based number formats, for whole numbers.

See https://unicode-org.github.io/icu/userguide/format_parse/numbers/rbnf.html. Rules that need a number pattern (for
what is too large to have a name) aren't followed: such numbers have no words here.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.tables import rows

_PART = lazy_pattern(
    r"\[(?P<optional>[^\]]*)\]"
    r"|\$\(cardinal,one\{(?P<one>[^}]*)\}other\{(?P<other>[^}]*)\}\)\$"
    r"|(?P<arrow>[←→=])(?:%%?(?P<set>[\w-]+))?(?P=arrow)"
    r"|(?P<pattern>[←→=][#0][^←→=]*[←→=])"
)


class Rule(NamedTuple):
    """How numbers from `base` on are spelled, until the next rule's."""

    base: int
    divisor: int
    text: str


class NoWordsError(LookupError):
    """A number that the rules have no words for."""


class Spellout:
    """The rule sets of one locale."""

    def __init__(self, sets: Mapping[str, tuple[Rule, ...]]) -> None:
        self.sets = sets

    def say(self, number: int, name: str) -> str:
        """Return the words of a number of 0 or more by a rule set.

        Raises:
            NoWordsError: The rules have none.
        """
        return self._say(number, name).removeprefix("'")

    def _say(self, number: int, name: str) -> str:
        rules = self.sets.get(name)
        if not rules:
            raise NoWordsError(name)
        place = bisect_right(rules, number, key=lambda rule: rule.base) - 1
        if place < 0:
            raise NoWordsError(f"{name}: {number}")
        rule = rules[place]
        if (
            number % rule.divisor == 0
            and rule.base % rule.divisor
            and rule.text.count("←") == 2
            and rule.text.count("→") == 2
        ):
            rule = rules[place - 1]
        return self._fill(rule.text, number, rule, name)

    def _fill(self, text: str, number: int, rule: Rule, name: str) -> str:
        whole, rest = divmod(number, rule.divisor)

        def replace(part: re.Match[str]) -> str:
            if part["pattern"] is not None:
                raise NoWordsError(f"{name}: {number}")
            if part["optional"] is not None:
                return self._fill(part["optional"], number, rule, name) if rest else ""
            if part["one"] is not None:
                return str(part["one"] if whole == 1 else part["other"])
            value = {"←": whole, "→": rest, "=": number}[part["arrow"]]
            return self._say(value, part["set"] or name).removeprefix("'")

        return _PART.sub(replace, text.removeprefix("'"))


@cache
def spellout(locale: str) -> Spellout:
    """Return the number words of a locale's table in `data/languages/numbers`."""
    sets: dict[str, list[Rule]] = {}
    for name, base, radix, text in rows(f"languages/numbers/{locale}.tsv"):
        sets.setdefault(name, []).append(Rule(int(base), _divisor(int(base), int(radix)), text))
    return Spellout({name: tuple(sorted(rules)) for name, rules in sets.items()})


def _divisor(base: int, radix: int) -> int:
    """Return the highest power of the radix that isn't above the base."""
    divisor = 1
    while divisor * radix <= base:
        divisor *= radix
    return divisor
