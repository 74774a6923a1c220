"""Who wrote a page: names as it declares and as it shows them, told from what else stands there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    has,
    is_fuller,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
)
from audioed.model import title_words
from audioed.reading.elements import classes, is_hidden, meaning, shown_text, words

_Place: TypeAlias = tuple[str, str, str, str]

_ADDRESS = re.compile(r"[^\s()<>\[\]]*(?://|@)[^\s()<>\[\]]*")
"""An address of the web or of mail."""
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
_MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet "
    "août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre januari februari "
    "maart mei augustus janeiro fevereiro março maio junho julho setembro outubro novembro dezembro stycznia lutego "
    "marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
)
_PARTICLES = words(
    "al am bin da das de dei del della den der di do dos du e el ibn la le of och ten ter van von y zu zum"
)
_NO_NAMES = words(
    "about author authors autor autores auteur auteurs by comment comments follow more profile profil share subscribe "
    "username user view"
)
_NAMED = words("byline bylines author authors authorname auteur autor")
_ELSEWHERE = words(
    "comment comments commentlist respond disqus related recommended recirculation teaser teasers sidebar widget promo "
    "newsletter popular menu navbar breadcrumb breadcrumbs"
)
_APART = words("nav aside form button select blockquote figure dialog search")
_CARDS = frozenset({"author", "p-author"})
_FULL_NAME = frozenset({"fn", "p-name", "p-author"})
"""The name in a card that says who wrote the page. Source: microformats, hAtom 0.1 and h-entry (author)."""
_OF_AUTHOR = re.compile(r"/(?:authors?|autor(?:es|en|in)?|auteurs?|writers?|people|profiles?)/", re.IGNORECASE)
_PARTS = re.compile(r"[-_]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = frozenset({"p", "dd"})
_SECTIONS = frozenset({"article", "main"})
_ITEMS = frozenset({"article", "li"})

_MOST_WORDS = 6
_LONGEST = 60
"""Characters of a name."""
_LONGEST_UNCASED = 20
_LONGEST_LINE = 1000
"""Characters of a byline, with the white space of the source."""
_MOST_IN_LINE = 40
"""Elements."""
_PROSE = 12
"""Words."""
_MOST_PROSE = 2
"""Paragraphs of prose that may stand between a title and the byline: a standfirst."""
_MOST_ABOVE = 12
"""Elements before a title among which the byline is looked for."""
_MOST_LINES = 20
"""Elements with such names that are looked into."""


def declared_names(declared: Iterable[str]) -> tuple[str, ...]:
    """Return the names in what a page declares as its authors, without addresses; hosts are no names."""
    cleaned = (_without_addresses(each) for each in declared)
    return tuple(dict.fromkeys(each for each in cleaned if each and not _HOST.search(each)))


def shown_authors(root: Element, title: str) -> tuple[str, ...]:
    """Return the authors that a page shows: those it marks so, else those in a byline near its title."""
    page = _Standing(root, title)
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
    )
    return next(filter(None, found), ())


def confirmed_authors(root: Element, title: str, extracted: str) -> tuple[str, ...]:
    """Return those of the names that another program found which the page shows as such.

    Args:
        root: The page.
        title: The article's.
        extracted: Names with "; " between.
    """
    if not extracted:
        return ()
    shown: defaultdict[str, list[tuple[str, _Place]]] = defaultdict(list)
    places: defaultdict[_Place, set[str]] = defaultdict(set)
    prose: set[Element | None] = set()
    for element in _Standing(root, title).elements:
        if parent(element) in prose or _is_prose(element):
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
    return tuple(
        stands[0][0]
        for stands in names.values()
        if any(not place[1] or places[place] <= names.keys() for _, place in stands)
    )


def _has_own_text(element: Element) -> bool:
    return any(isinstance(node, str) and not node.isspace() for node in nodes(element))


def _place(element: Element) -> _Place:
    """Return what elements have in common that stand in several articles of one page: their names and classes."""
    around = parent(element)
    holder = ("", "") if around is None else (name(around), attribute(around, "class"))
    return (name(element), attribute(element, "class") or holder[1], *holder)


class _Standing:
    """The elements of a page that stand neither apart from its article nor lead elsewhere."""

    def __init__(self, root: Element, title: str) -> None:
        self.title = _title_element(root, title)
        self._around = {root, *([] if self.title is None else (self.title, *ancestors(self.title)))}
        self._with_heading: dict[Element, bool] = {}
        self.elements = [*self._standing(root)]

    def _standing(self, root: Element) -> Iterator[Element]:
        stack = [(root, False)]
        while stack:
            element, is_inside = stack.pop()
            if element not in self._around and _is_apart(element, is_inside=is_inside):
                continue
            yield element
            is_inside = is_inside or name(element) in _SECTIONS
            stack.extend((child, is_inside) for child in [*children(element)][::-1])

    def bylines(self) -> Iterator[Element]:
        """Return the elements that are called bylines: from the title down to the text, then those just above it."""
        if self.title is None:
            return
        at = self.elements.index(self.title)
        prose: list[Element] = []
        for element in self.elements[at + 1 :]:
            around = set(ancestors(element))
            if prose and prose[-1] in around:
                continue
            if _is_prose(element):
                prose.append(element)
                if len(prose) > _MOST_PROSE:
                    break
            elif _is_named(element) and not self.is_teaser(element):
                yield element
        for element in self.elements[max(0, at - _MOST_ABOVE) : at][::-1]:
            if _is_named(element) and element not in self._around and not self.is_teaser(element):
                yield element

    def is_teaser(self, element: Element) -> bool:
        """Return whether an element stands in an entry of a list, or an article, with a heading of its own."""
        items = (each for each in ancestors(element) if name(each) in _ITEMS and each not in self._around)
        return any(self._has_heading(each) for each in items)

    def _has_heading(self, item: Element) -> bool:
        if item not in self._with_heading:
            self._with_heading[item] = has(item, *_HEADINGS)
        return self._with_heading[item]


def _title_element(root: Element, title: str) -> Element | None:
    """Return the first heading that is the title, else whatever says just that, else the first heading of all."""
    sought = title_words(title)
    other = None
    for element in descendants(root):
        if is_fuller(element, _MOST_IN_LINE) or is_longer(element, _LONGEST_LINE):
            continue
        if (meant := meaning(element)) in _HEADINGS or (other is None and meant in ("p", "div", "td", "b", "font")):
            is_it = sought == title_words(plain_text(element))
            if is_it and meant in _HEADINGS:
                return element
            other = element if is_it else other
    return next(descendants(root, "h1"), None) if other is None else other


def _is_apart(element: Element, *, is_inside: bool) -> bool:
    meant = meaning(element)
    if is_hidden(element, meant) or meant in _APART or (meant == "footer" and not is_inside):
        return True
    return not _parts(element).isdisjoint(_ELSEWHERE) and name(element) not in ("body", "main", "article")


def _parts(element: Element) -> frozenset[str]:
    own = classes(element)
    return own.union(*(_PARTS.split(each) for each in own))


def _is_named(element: Element) -> bool:
    return not _parts(element).isdisjoint(_NAMED)


def _is_prose(element: Element) -> bool:
    if name(element) not in _PARAGRAPHS or _is_named(element):
        return False
    is_long = is_fuller(element, _MOST_IN_LINE) or is_longer(element, _LONGEST_LINE)
    return is_long or len(plain_text(element).split()) >= _PROSE


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
    inner = [each for each in descendants(line) if _is_named(each)]
    for elements, is_sure in ((links, True), (inner, False), ([line], False)):
        names = (_split(shown_text(each), is_sure=is_sure) for each in elements)
        if found := tuple(dict.fromkeys(name for some in names for name in some)):
            return found
    return ()


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
    text = _ADDRESS.sub(" ", text[: _LONGEST_LINE * 2])
    return " ".join(_EMPTY.sub(" ", text).split()).strip(" ,;|")


def _without_by(text: str) -> tuple[str, bool]:
    """Return a byline without the word that makes it one, and whether there was one."""
    match = _BY.match(text) or _BY_OR_NAME.match(text)
    return (text[match.end() :], True) if match else (text, False)


def _without_month(text: str) -> str:
    rest = text.split()
    while rest and rest[-1].strip(",.").casefold() in _MONTHS:
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
