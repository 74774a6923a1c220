"""Capitals: initialisms said in letters, acronyms said as words, emphasis and headlines said as plain words."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from audioed.normalizing.classes.letters import is_pronounceable, spell
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import LETTER, piece_before
from audioed.normalizing.tables import acronyms, word_list

_ALSO_WORDS = frozenset(
    {
        "IT",
        "WHO",
        "AM",
        "PM",
        "ERA",
        "ER",
        "IDEA",
        "START",
        "ICE",
        "CARE",
        "BASIC",
        "NICE",
        "STEAM",
        "STEM",
        "SALT",
        "COP",
        "PIN",
        "CAT",
    }
)
_NEIGHBOUR_AFTER = lazy_pattern(r"[ ,;:'’\"“”—–-]{1,3}([A-Z][A-Z'’]*[A-Z]|[AI](?=[ ]))(?![\w.&])")
_NEIGHBOUR_BEFORE = lazy_pattern(r"(?<![\w.&])([A-Z][A-Z'’]*[A-Z]|[AI])[ ,;:'’\"“”—–-]{1,3}$")

_NEIGHBOURS = 3
"""So many of them are asked on each side: of "RED FOX SEEN" the last word alone is surely one."""


class Initialism(NamedTuple):
    """Letters that are said one by one, with a plural or possessive ending."""

    letters: str
    ending: str = ""

    def say(self, _profile: Profile) -> str:
        """Say the letters; a lone letter keeps its form."""
        spelled = spell(self.letters)
        return f"{spelled}{self.ending}" if not self.ending or self.ending[0] in "'’" else f"{spelled}.'s"


class Joined(NamedTuple):
    """Letters joined by an ampersand: A&E."""

    letters: tuple[str, ...]
    ending: str = ""

    def say(self, _profile: Profile) -> str:
        """Say "A-and-E": the hyphens keep a voice from taking A for the article."""
        words = "-and-".join(spell(part) for part in self.letters)
        return words + self.ending


def is_shouted(text: str, start: int, end: int) -> bool:
    """Tell whether a word in capitals stands beside another one that is no known initialism: a headline, a lead-in."""
    return _leads_to_word(_capitals_before(text, start)) or _leads_to_word(_capitals_after(text, end))


def _leads_to_word(neighbours: Iterator[str]) -> bool:
    for capitals in islice(neighbours, _NEIGHBOURS):
        if _is_word(capitals):
            return True
        if capitals in acronyms() or not is_pronounceable(capitals):
            return False
    return False


def _capitals_before(text: str, start: int) -> Iterator[str]:
    while found := _NEIGHBOUR_BEFORE.search(text, max(0, start - 24), start):
        yield found[1]
        start = found.start()


def _capitals_after(text: str, end: int) -> Iterator[str]:
    while found := _NEIGHBOUR_AFTER.match(text, end):
        yield found[1]
        end = found.end()


def _is_word(capitals: str) -> bool:
    if capitals in word_list("initialism: short words"):
        return True
    return (
        len(capitals) > 3
        and acronyms().get(capitals, "word") == "word"
        and is_pronounceable(capitals.replace("'", "").replace("’", ""))
    )


def _known(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    letters, ending = match["letters"], match["ending"]
    said = acronyms().get(letters)
    if said is None:
        return None
    if letters in _ALSO_WORDS and is_shouted(match.string, match.start(), match.end()):
        return Words(_calm(match, letters) + ending)
    if said == "letters":
        return Initialism(letters, ending)
    if said == "word":
        return None
    return Words(said + ending)


def _unknown(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    letters, ending = match["letters"], match["ending"]
    if acronyms().get(letters) == "word":
        return None
    if ending[:1] != "s" and is_shouted(match.string, match.start(), match.end()):  # "APIs" are not shouted
        if (
            letters in word_list("initialism: short words")
            or (len(letters) > 3 and set(letters) & set("AEIOUY"))
            or (len(letters) > 2 and is_pronounceable(letters))
        ):
            return Words(_calm(match, letters) + ending)
    elif letters in word_list("initialism: short words"):
        return Words(_calm(match, letters) + ending)
    if len(letters) > 3 and is_pronounceable(letters):
        return None
    if len(letters) > 5:
        return None
    return Initialism(letters, ending)


def _calm(match: re.Match[str], letters: str) -> str:
    """Return a shouted word as it is written in running text."""
    start = match.start()
    if letters in word_list("initialism: short words") or letters in _ALSO_WORDS:
        return letters.capitalize() if _begins(match.string, start) else letters.lower()
    return letters.capitalize()


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence begins at a place."""
    before = piece_before(text, start).strip("\"'“‘(")
    return not before or before[-1] in ".!?"


def _joined(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Joined(tuple(match["letters"].replace(" ", "").split("&")), match["ending"])


_LISTED = lazy_pattern(r"[ ](?:to|and|or)[ ][B-HJ-Z]\b(?![.'’])")


def _letter(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Take a capital A in the midst of a sentence for the letter; the hyphen keeps a voice from the article."""
    before = piece_before(match.string, match.start()).lstrip("\"'“‘([")
    if before in {"From", "Between"}:
        is_letter = _LISTED.match(match.string, match.end()) is not None
    elif before.islower():
        is_letter = before.isalpha() and before not in word_list("initialism: before an emphasized article")
    else:
        is_letter = before.lower() in word_list("initialism: before a letter")
    return Words("A-") if is_letter else None


_ENDING = r"(?P<ending>(?:['’]?s\b(?:['’](?!\w))?)?)"

CAPITALS = (
    Rule("initialism", rf"(?P<letters>[A-Z]{{1,4}}(?:&[A-Z]{{1,4}}){{1,3}}){_ENDING}(?!\w)", _joined),
    Rule("initialism", rf"(?P<letters>{LETTER}{{0,20}}(?!s){LETTER}|[A-Z]{{1,20}}){_ENDING}(?!\w)", _known),
    Rule("initialism", rf"(?P<letters>[A-Z]{{2,40}}){_ENDING}(?![\w&])", _unknown),
)
RULES = (Rule("letter", r"A(?=[ ][a-z])", _letter, words=lambda: frozenset({"a"})),)
