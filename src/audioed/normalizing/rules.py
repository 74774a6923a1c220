"""What a rule is, and what it may look at.

A rule sees the whole text but answers for one place in it: its pattern is matched where a piece of text begins that
might need words, and its reader decides by the surroundings whether the match means what the rule is about.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, Protocol

from audioed.normalizing.profile import Profile


class Semiotic(Protocol):
    """What a stretch of text means: one frozen value a class, which knows how to say itself.

    They are named tuples: a text makes thousands of them, and defining them must not slow the start.
    """

    def say(self, profile: Profile) -> str:
        """Return the words, as the locale says them."""
        ...


class Words(NamedTuple):
    """A meaning that is the same in every English."""

    words: str

    def say(self, _profile: Profile) -> str:
        """Return the words."""
        return self.words


class Found(NamedTuple):
    """Characters `start` to `end` of a text, their semiotic class and what they mean."""

    start: int
    end: int
    kind: str
    meaning: Semiotic


Reader = Callable[[re.Match[str], Profile], Semiotic | None]


class Rule:
    """One line of a class' table.

    Args:
        kind: The semiotic class.
        pattern: A verbose regular expression, matched where a piece begins; what it matches becomes the token. One that
            needs a data file is given as a function.
        read: Gives the meaning of a match; None: it isn't one.
        at: What its matches begin with: "0" a figure, "-" a sign, "'" an apostrophe, "$" a currency's sign, "½" a
            fraction's, "²" a raised and "₂" a lowered figure, "*" any symbol, else the character itself.
        then: Of a rule that begins with a figure: what may stand behind the first figures: "a" a letter, " " a space,
            "0" a space and a figure, "-" a dash, "$" a currency's sign, "½" a fraction's, "*" any symbol but
            , . : / % which stand for themselves; empty: whatever there is.
        words: Of a rule that begins with a word: the words, in lower case; empty: any that the piece allows.

    Attributes:
        match: Matches the pattern in a text at a place, before an end.
    """

    def __init__(
        self,
        kind: str,
        pattern: str | Callable[[], str],
        read: Reader,
        *,
        at: str = "0",
        then: str = "",
        words: Callable[[], frozenset[str]] | None = None,
    ) -> None:
        self.kind = kind
        self.source = pattern
        self.read = read
        self.at = at
        self.then = then
        self.words = words
        self.match: Callable[[str, int, int], re.Match[str] | None] = self._compiled_match

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first needed: a text without digits needs no rule for dates."""
        source = self.source if isinstance(self.source, str) else self.source()
        return re.compile(source, re.VERBOSE)

    def _compiled_match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Match for the first time; then the pattern's own method takes this one's place."""
        self.match = self.pattern.match
        return self.match(text, start, end)
