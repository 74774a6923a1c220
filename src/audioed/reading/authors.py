"""Who wrote a page: names as it declares and as it shows them, told from what else stands there."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import TypeAlias

from audioed.markup import (
    Element,
    attribute,
    children,
    descendants,
    is_fuller,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
)
from audioed.reading.dating import MONTHS
from audioed.reading.elements import classes, shown_text, words
from audioed.reading.standing import Standing, is_named, is_prose

_Place: TypeAlias = tuple[str, str, str, str]

_UNBROKEN = re.compile(r"[^\s()<>\[\]]+")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|<\s*>")
_HOST = re.compile(r"(?:\A|[\s,;])(?:www\.\S|(?:[a-z\d-]+\.)+[a-z]{2,}(?:\Z|[\s,;]))")

_BY = re.compile(
    r"(?:(?:written|posted|published|words|story|text)\s+by|by|par|por|door|przez|geschrieben von|écrit par|"
    r"(?:author|autor|autora|autorin|auteur|autore|text|texte|texto|testo|tekst)\s*:)\s*:?\s+",
    re.IGNORECASE,
)
_BY_OR_NAME = re.compile(r"(?:von|di|da|de)\s*:?\s+(?=\S+\s+\S)", re.IGNORECASE)
"""What says "by" too but begins names as well."""
_BETWEEN = re.compile(r"\s*[·•|/]\s*|\s+[–—-]\s+")
_AND = re.compile(r",\s*(?:and\s+)?|\s+(?:and|und|et|y|e|en|i|&)\s+")
_OTHER = re.compile(r"[\d@]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_VOWEL = re.compile(r"[^BCDFGHJKLMNPQRSTVWXZ]")
_NUMBERS = words("II III IV")
_PARTICLES = words(
    "al am bin da das de dei del della den der di do dos du e el ibn la le of och ten ter van von y zu zum"
)
_NO_NAMES = words(
    "about author authors autor autores auteur auteurs by comment comments follow more profile profil share subscribe "
    "username user view"
)
_CARDS = frozenset({"author", "p-author"})
_FULL_NAME = frozenset({"fn", "p-name", "p-author"})
"""The name in a card that says who wrote the page. Source: microformats, hAtom 0.1 and h-entry (author)."""
_NAME = frozenset({"fn", "p-name"})
_OF_AUTHOR = re.compile(r"/(?:authors?|autor(?:es|en|in)?|auteurs?|writers?|people|profiles?)/", re.IGNORECASE)

_MOST_WORDS = 6
_LONGEST = 60
"""Characters of a name."""
_LONGEST_UNCASED = 20
_LONGEST_LINE = 1000
"""Characters of a byline, with the white space of the source."""
_MOST_IN_LINE = 40
"""Elements."""
_MOST_BELOW = 200
"""Elements below a title that are asked whether they begin with "by"."""
_MOST_LINES = 20
"""Elements with such names that are looked into."""


def declared_names(declared: Iterable[str]) -> tuple[str, ...]:
    """Return the names in what a page declares as its authors, without addresses; hosts are no names."""
    cleaned = (_without_addresses(each) for each in declared)
    return tuple(dict.fromkeys(each for each in cleaned if each and not _HOST.search(each)))


def shown_authors(page: Standing) -> tuple[str, ...]:
    """Return the authors that a page shows: those it marks so, else those in a byline near its title."""
    marked = [each for each in page.elements if attribute(each, "itemprop").lower() == "author"]
    linked = (
        each for each in page.elements if name(each) == "a" and "author" in attribute(each, "rel").lower().split()
    )
    cards = (
        each
        for card in page.elements
        if classes(card) & _CARDS
        for each in (card, *islice(descendants(card), _MOST_IN_LINE))
        if classes(each) & _FULL_NAME
    )
    beside = [each for each in marked[:_MOST_LINES] if parent(each) is parent(marked[0])]
    found = (
        tuple(dict.fromkeys(name for each in beside for name in _marked_names(each))),
        next(filter(None, map(_names_in, islice(page.bylines(), _MOST_LINES))), ()),
        _together(each for each in islice(linked, _MOST_LINES) if not page.is_teaser(each)),
        _together(islice(cards, _MOST_LINES)),
        next(filter(None, map(_named_by, islice(page.below_title(), _MOST_BELOW))), ()),
    )
    return next(filter(None, found), ())


def confirmed_authors(page: Standing, extracted: str) -> tuple[str, ...]:
    """Return those of the names that another program found which the page shows as such.

    Args:
        page: What stands on it.
        extracted: Names with "; " between.
    """
    if not extracted:
        return ()
    shown: defaultdict[str, list[tuple[str, _Place]]] = defaultdict(list)
    places: defaultdict[_Place, set[str]] = defaultdict(set)
    prose: set[Element | None] = set()
    for element in page.elements:
        if parent(element) in prose or is_prose(element):
            prose.add(element)  # who is named there is spoken of
        elif _has_own_text(element) and not is_fuller(element, _MOST_IN_LINE) and not is_longer(element, _LONGEST_LINE):
            text = _without_by(shown_text(element))[0]
            if _is_name(text, least=1):
                place = _place(element)
                shown[text.casefold()].append((text, place))
                places[place].add(text.casefold())
    names = {}
    for part in _BETWEEN.split(extracted.replace(";", " | ")):
        own = part.casefold().split()
        beginnings = (" ".join(own[:count]) for count in range(min(len(own), _MOST_WORDS), min(len(own), 2) - 1, -1))
        if found := next((each for each in beginnings if each in shown), ""):
            names[found] = shown[found]
    shown_so = (
        stands[0][0]
        for stands in names.values()
        if any(not place[1] or places[place] <= names.keys() for _, place in stands)
    )
    return in_mixed_case(shown_so, page.root)


def in_mixed_case(names: Iterable[str], root: Element) -> tuple[str, ...]:
    """Return names, those all in capitals as the page's title or a link spells them, else with initial capitals."""
    found = tuple(names)
    shouted = {each.casefold(): _WORD.sub(_with_initial, each) for each in found if each.isupper() and " " in each}
    if not shouted:
        return found
    title = next((plain_text(each)[:_LONGEST_LINE] for each in descendants(root, "title")), "")
    titles = (re.search(re.escape(each), title, re.IGNORECASE) for each in islice(shouted, _MOST_LINES))
    links = (plain_text(each) for each in descendants(root, "a") if not is_longer(each, _LONGEST_LINE))
    for text in (*links, *(match[0] for match in titles if match)):
        if text.casefold() in shouted and not text.isupper() and not text.islower():
            shouted[text.casefold()] = text
    return tuple(dict.fromkeys(shouted.get(each.casefold(), each) for each in found))


def _with_initial(word: re.Match[str]) -> str:
    """Return a word of a name with a capital at its beginning, unless it isn't said as a word."""
    is_said = _VOWEL.search(word[0]) and word[0] not in _NUMBERS
    return word[0].capitalize() if is_said else word[0]


def _has_own_text(element: Element) -> bool:
    return any(isinstance(node, str) and not node.isspace() for node in nodes(element))


def _place(element: Element) -> _Place:
    """Return what elements have in common that stand in several articles of one page: their names and classes."""
    around = parent(element)
    holder = ("", "") if around is None else (name(around), attribute(around, "class"))
    return (name(element), attribute(element, "class") or holder[1], *holder)


# Names. --------------------------------------------------------------------------------------------------------------


def _marked_names(element: Element) -> tuple[str, ...]:
    """Return the names in what is marked as the author. Source: HTML Standard, section 5.2 (microdata)."""
    if is_fuller(element, _MOST_IN_LINE) or is_longer(element, _LONGEST_LINE):
        return ()
    named = [each for each in descendants(element) if attribute(each, "itemprop").lower() == "name"]
    if texts := [attribute(each, "content") or shown_text(each) for each in named]:
        return _cleaned(texts)
    links = [*descendants(element, "a")]
    return _cleaned([shown_text(links[0] if len(links) == 1 else element)])


def _names_in(line: Element) -> tuple[str, ...]:
    """Return the names in a byline: those that are links to authors, else those of parts of it, else its own words."""
    if is_fuller(line, _MOST_IN_LINE) or is_longer(line, _LONGEST_LINE):
        return ()
    links = [
        each for each in (line, *descendants(line)) if name(each) == "a" and _OF_AUTHOR.search(attribute(each, "href"))
    ]
    cards = [each for each in descendants(line) if _NAME & classes(each) and "org" not in classes(each)]
    inner = [each for each in descendants(line) if is_named(each)]
    for elements, is_sure in ((links, True), (cards, True), (inner, False), ([line], False)):
        names = (_split(shown_text(each), is_sure=is_sure) for each in elements)
        if found := tuple(dict.fromkeys(name for some in names for name in some)):
            return found
    return ()


def _named_by(line: Element) -> tuple[str, ...]:
    """Return the names in a line that begins with "by": in its first words, or in the element that follows that."""
    own = " ".join((line.text or "")[:_LONGEST_LINE].split())
    match = _BY.match(f"{own} ")
    if not match:
        return ()
    first = next(children(line), None)
    if match.end() < len(own):
        text = own[match.end() :]
    else:
        text = "" if first is None or is_longer(first, _LONGEST_LINE) else shown_text(first)
    is_list = len(_AND.split(text.rpartition(",")[2])) > 1  # else what follows a comma may be what the author is
    return _split(text if is_list else text.partition(",")[0], is_sure=False)


def _together(elements: Iterable[Element]) -> tuple[str, ...]:
    return _cleaned([plain_text(each) for each in elements if not is_longer(each, _LONGEST_LINE)])


def _cleaned(texts: Iterable[str]) -> tuple[str, ...]:
    """Return names that are marked as such; they may be whatever their bearers like."""
    names = (_without_by(text)[0] for text in declared_names(texts))
    return tuple(dict.fromkeys(each for each in names if _may_be_name(each)))


def _split(text: str, *, is_sure: bool) -> tuple[str, ...]:
    """Return the names in a byline's text."""
    text, says_by = _without_by(_without_addresses(text))
    least = 1 if is_sure or says_by else 2
    for piece in _BETWEEN.split(text):
        part = _without_month(_OTHER.split(piece)[0]) if _OTHER.search(piece) else piece
        for each in (part, part.partition(" (")[0]):
            parts = [each.strip(" ,;:.") for each in _AND.split(each) if each.strip(" ,;:.")]
            if len(parts) > 1 and all(_is_name(one, least=2) for one in parts):
                return tuple(parts)
            whole = parts[0] if says_by and "," in each and parts else each.strip(" ,;:")
            if _is_name(whole, least=least):
                return (whole,)
    return ()


def _without_addresses(text: str) -> str:
    """Leave out addresses of the web and of mail."""
    text = _UNBROKEN.sub(lambda word: " " if "//" in word[0] or "@" in word[0] else word[0], text[: _LONGEST_LINE * 2])
    return " ".join(_EMPTY.sub(" ", text).split()).strip(" ,;|")


def _without_by(text: str) -> tuple[str, bool]:
    """Return a byline without the word that makes it one, and whether there was one."""
    match = _BY.match(text) or _BY_OR_NAME.match(text)
    return (text[match.end() :], True) if match else (text, False)


def _without_month(text: str) -> str:
    rest = text.split()
    while rest and rest[-1].strip(",.").casefold() in MONTHS:
        rest.pop()
    return " ".join(rest).strip(" ,;|")


def _may_be_name(text: str) -> bool:
    letters = [letter for letter in text.casefold() if letter.isalpha()]
    own = text.split()
    if len(set(letters)) < 2 or len(text) > _LONGEST or len(own) > _MOST_WORDS:
        return False
    return _NO_NAMES.isdisjoint(text.casefold().split()) and not _HOST.search(text)


def _is_name(text: str, *, least: int) -> bool:
    """Return whether words look like somebody's name: few, and with capitals where the script has them."""
    if not _may_be_name(text) or re.search(r"[\d@:!?…\"“”«»]", text):
        return False
    if text.lower() == text.upper():
        return len(text) <= _LONGEST_UNCASED
    own = text.split()
    is_capital = [any(map(str.isupper, word)) for word in own]
    others = {word.casefold() for word, capital in zip(own, is_capital, strict=True) if not capital}
    return len(own) >= least and is_capital[-1] and others <= _PARTICLES
