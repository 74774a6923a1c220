"""What a rule is: a pattern made for a language, and a reader that answers with words or with nothing."""

import re
from collections.abc import Callable
from typing import NamedTuple

from audioed.normalizing.languages.grammar import SPACES, Grammar

Reader = Callable[[re.Match[str], Grammar], str | None]

GAP = f"[{SPACES}]"
END = r"(?![\w°º%‰€$£¥])(?![.,:'’][\w])(?![-–−+/⁄]\w)"
"""What no token is followed by: something that may belong to it."""
BARE_END = rf"{END}(?!{GAP}\d)"
"""The same for a number alone, which may be one of a row: a telephone's, a code's."""
CLOCK_HOUR = r"(?:[01]?\d|2[0-4])"


class Rule(NamedTuple):
    """One line of a class' table; of rules that match at one place the first that answers wins."""

    kind: str
    pattern: re.Pattern[str]
    read: Reader


def rule(kind: str, pattern: str, read: Reader) -> Rule:
    """Return a rule whose pattern is a verbose regular expression."""
    return Rule(kind, re.compile(pattern, re.VERBOSE), read)


def word_before(match: re.Match[str], place: int | None = None) -> str:
    """Return the word right before a place, a comma included; empty where a sentence or bracket begins."""
    place = match.start() if place is None else max(0, place)
    before = match.string[max(0, place - 40) : place]
    found = re.search(rf"([^\W\d_]+,?)[{SPACES}]$", before)
    return found[1] if found else ""


def word_after(match: re.Match[str]) -> str:
    """Return the word right after a match; empty where none is."""
    found = re.compile(rf"[{SPACES}]([^\W\d_]+)").match(match.string, match.end())
    return found[1] if found else ""
