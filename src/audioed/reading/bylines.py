"""The lines of a page that say who wrote the article and when, which the opening says as well."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    descendants,
    has,
    is_fuller,
    is_longer,
    name,
    parent,
    text_after,
    text_before,
)
from audioed.model import Metadata
from audioed.reading.boxes import normalized
from audioed.reading.elements import is_hidden, meaning, name_parts, shown_text, words

_LINES = frozenset({"address", "div", "h4", "h5", "h6", "li", "p", "section", "span", "time", "ul"})
_SMALL_HEADINGS = frozenset({"h4", "h5", "h6"})
_NOT_IN = frozenset({"aside", "blockquote", "figcaption", "figure", "table"})
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "time"})
_HOLDERS = frozenset({"address", "article", "body", "div", "footer", "header", "main", "section"})
"""What a part of a line may stand in to be a line of its own; in a paragraph or heading it is one of its words."""
_PROSE = frozenset({"div", "li", "p", "section"})
_LEAST_PROSE = 12
"""Words."""
_SPEAKING = 3
"""How many times a line is there that says who speaks."""
_BLOCKS = ("div", "p", "section", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")
_NOT_OF = ("h1", "h2", "h3", "h4", "h5", "h6", "figure", "blockquote", "img")
_NAMED = words(
    "author authors autor byline bylines dateline entry-meta post-meta article-meta story-meta meta posted-on "
    "post-date publish-date date published pubdate timestamp reading-time read-time"
)
_SMALL = words(
    "a an and at av af am by da das de der di die do door e em en et i il in la le min mins minute minuten minutes on "
    "op par por posted published read reading le y und um uhr updated vom von zum text words story written lesezeit "
    "lecture publié am date time mis jour actualizado atualizado aggiornato bijgewerkt aktualisiert stand "
    "zaktualizowano opublikowano publicado pubblicato gepubliceerd veröffentlicht last first"
)
_MOST_OTHER = 4
_LONGEST = 40
"""Words."""
_LONGEST_SOURCE = 2000
"""Characters, with the white space of the source."""
_MOST_ELEMENTS = 24
_LONGEST_DATE = 8
"""Words."""
_LONGEST_NAMED_DATE = 14
_MOST_IN_DATE = 3
"""Words that are no figures: a day of the week, a month; in Chinese and Japanese those for year, month and day."""
_YEAR = 4
"""Figures."""
_STOPS = (".", "!", "?", "。", "！", "？")
_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th|am|pm|h)?\Z")
_MAIL = re.compile(r"\S+@\S+")


def bylines(main: Element, metadata: Metadata) -> Mapping[Element, str]:
    """Find the lines of an article that only name its authors, its date, and how long it takes to read.

    A line that names them again and again says who speaks.
    """
    if not metadata.authors and metadata.date is None:
        return {}  # the opening says neither
    found: dict[Element, str] = {}
    is_above = True
    for element in descendants(main, *_LINES):
        around = set(ancestors(element))
        if not found.keys().isdisjoint(around) or any(name(each) in _NOT_IN for each in around):
            continue
        if is_hidden(element, meaning(element)) or not _is_line(element):
            continue
        if _is_byline(element, metadata, is_above=is_above):
            found[element] = "byline"
        elif is_above and name(element) in _PROSE:
            is_above = not _is_prose(element)
    said = Counter(map(shown_text, found))
    return {element: reason for element, reason in found.items() if said[shown_text(element)] < _SPEAKING}


def _is_line(element: Element) -> bool:
    """Return whether an element is a line or several, no part of one that says more."""
    around = parent(element)
    if name(element) == "li":
        return bool(_named(element)) or (around is not None and bool(_named(around)))
    if name(element) in _SMALL_HEADINGS:
        return _named(element)
    if name(element) not in _INLINE:
        return True
    while around is not None and name(around) in _INLINE:
        element, around = around, parent(around)
    if not _named(element) or around is None or name(around) not in _HOLDERS:
        return False
    beside = normalized(f"{text_before(element)} {text_after(element)}")
    return all(word in _SMALL for word in beside) and not _is_sentence(around)


def _is_prose(element: Element) -> bool:
    if is_fuller(element, _MOST_ELEMENTS) or has(element, *_BLOCKS):
        return False
    return is_longer(element, _LONGEST_SOURCE) or len(shown_text(element).split()) >= _LEAST_PROSE


def _is_sentence(element: Element) -> bool:
    is_short = not is_fuller(element, _MOST_ELEMENTS) and not is_longer(element, _LONGEST_SOURCE)
    return is_short and shown_text(element).endswith(_STOPS)


def _is_byline(element: Element, metadata: Metadata, *, is_above: bool) -> bool:
    if is_fuller(element, _MOST_ELEMENTS) or is_longer(element, _LONGEST_SOURCE) or has(element, *_NOT_OF):
        return False
    text = _MAIL.sub("", shown_text(element)).strip()
    if not text or len(text.split()) > _LONGEST or text.endswith((":", "：")):
        return False
    if is_above and ((metadata.authors and _declares(element)) or _is_date(element, text, metadata.date)):
        return True
    return _names_author(element, text, metadata)


def _names_author(element: Element, text: str, metadata: Metadata) -> bool:
    """Return whether a line says who wrote the article, or where it is named for that, when."""
    names = [spelled for author in metadata.authors if (spelled := normalized(author))]
    rest, authors = _without(normalized(text), names)
    rest, dates = _without(rest, _times(element))
    other = sum(1 for word in rest if word not in _SMALL and not _FIGURES.match(word))
    if not (authors or (dates and metadata.date and _named(element))):
        return False
    is_dated = _names_day(rest, metadata.date)
    has_figures = any(map(_FIGURES.match, rest))
    if text.endswith(_STOPS):
        return bool(authors) and is_dated and other <= _MOST_IN_DATE
    return other <= _most_other(element, authors, is_dated=is_dated, has_figures=has_figures) or (
        _named(element) and _begins_with(normalized(text), names)
    )


def _times(element: Element) -> list[list[str]]:
    marked = (each for each in (element, *descendants(element, "time")) if name(each) == "time")
    return [time for each in marked if (time := normalized(shown_text(each)))]


def _most_other(element: Element, authors: int, *, is_dated: bool, has_figures: bool) -> int:
    """Return how many words may stand in a byline beside names, dates and small words."""
    if _named(element) or authors > 1:
        return _MOST_OTHER * max(authors, 1)
    return _MOST_IN_DATE if is_dated else int(has_figures)


def _is_date(element: Element, text: str, date: datetime | None) -> bool:
    """Return whether a line is the article's date, in whatever language."""
    words = normalized(text)
    rest, marked = _without(words, _times(element))
    longest, most = (_LONGEST_NAMED_DATE, _MOST_OTHER) if _named(element) else (_LONGEST_DATE, _MOST_IN_DATE)
    other = sum(1 for word in rest if word not in _SMALL and not _FIGURES.match(word))
    is_short = len(words) <= longest or (marked > 0 and not other)
    return is_short and other <= most and _names_day(words, date) and not text.endswith(_STOPS)


def _names_day(words: list[str], date: datetime | None) -> bool:
    """Return whether words name the day of a date and its year, in whatever zone of time."""
    if date is None:
        return False
    figures = {int(match[1]) for word in words if (match := _FIGURES.match(word)) and len(match[1]) <= _YEAR}
    days = {(date + timedelta(days=near)).day for near in (-1, 0, 1)}
    return date.year in figures and bool(figures & days)


def _declares(element: Element) -> bool:
    """Return whether an element is marked as what names the author and the date. Source: schema.org, microdata."""
    properties = {attribute(each, "itemprop") for each in descendants(element) if "itemprop" in each.keys()}  # noqa: SIM118
    return {"author", "datePublished"} <= properties


def _begins_with(words: list[str], names: list[list[str]]) -> bool:
    """Return whether words begin with an author's name, but for small words; what follows is who that is."""
    while words and words[0] in _SMALL:
        words = words[1:]
    return any(words[: len(each)] == each for each in names)


def _named(element: Element) -> bool:
    """Return whether an element's classes, or parts of them, say that it names an author or a time."""
    return not _NAMED.isdisjoint(name_parts(element))


def _without(text: list[str], parts: list[list[str]]) -> tuple[list[str], int]:
    """Return the words without those of the parts, where they stand in a row, and how many of the parts were there."""
    found = set()
    for number, part in enumerate(parts):
        for at in range(len(text) - len(part), -1, -1):
            if text[at : at + len(part)] == part:
                text = text[:at] + text[at + len(part) :]
                found.add(number)
    return text, len(found)
