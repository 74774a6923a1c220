"""The lines of a page that say who wrote the article and when, which the opening says as well."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from audioed.markup import (
    Element,
    ancestors,
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
from audioed.reading.elements import classes, is_hidden, meaning, shown_text, words

_LINES = frozenset({"address", "div", "li", "p", "section", "span", "time", "ul"})
_NOT_IN = frozenset({"aside", "blockquote", "figcaption", "figure", "table"})
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "time"})
_HOLDERS = frozenset({"address", "article", "body", "div", "footer", "header", "main", "section"})
"""What a part of a line may stand in to be a line of its own; in a paragraph or heading it is one of its words."""
_PROSE = frozenset({"div", "li", "p", "section"})
_LEAST_PROSE = 12
"""Words."""
_SPEAKING = 3
"""How many times a line is there that says who speaks."""
_NOT_OF = ("h1", "h2", "h3", "h4", "h5", "h6", "figure", "blockquote", "img")
_NAMED = words(
    "author authors autor byline bylines dateline entry-meta post-meta article-meta story-meta meta posted-on "
    "post-date publish-date date published pubdate timestamp reading-time read-time"
)
_SMALL = words(
    "a an and at av af am by da das de der di die do door e em en et i il in la le min mins minute minuten minutes on "
    "op par por posted published read reading le y und um uhr updated vom von zum text words story written lesezeit "
    "lecture publié am date time"
)
_MOST_OTHER = 4
_LONGEST = 40
"""Words."""
_LONGEST_SOURCE = 2000
"""Characters, with the white space of the source."""
_MOST_ELEMENTS = 24
_LONGEST_DATE = 8
"""Words."""
_MOST_IN_DATE = 3
"""Words that are no figures: a day of the week, a month; in Chinese and Japanese those for year, month and day."""
_YEAR = 4
"""Figures."""
_STOPS = (".", "!", "?", "。", "！", "？")
_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th|am|pm|h)?\Z")
_PARTS = re.compile(r"[-_]+")
_MAIL = re.compile(r"\S+@\S+")


def bylines(main: Element, metadata: Metadata) -> Mapping[Element, str]:
    """Find the lines of an article that only name its authors, its date, and how long it takes to read.

    A line that names them again and again says who speaks.
    """
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
            is_above = is_fuller(element, _MOST_ELEMENTS) or len(shown_text(element).split()) < _LEAST_PROSE
    said = Counter(map(shown_text, found))
    return {element: reason for element, reason in found.items() if said[shown_text(element)] < _SPEAKING}


def _is_line(element: Element) -> bool:
    """Return whether an element is a line or several, no part of one that says more."""
    around = parent(element)
    if name(element) == "li":
        return bool(_named(element)) or (around is not None and bool(_named(around)))
    if name(element) not in _INLINE:
        return True
    while around is not None and name(around) in _INLINE:
        element, around = around, parent(around)
    if not _named(element) or around is None or name(around) not in _HOLDERS:
        return False
    beside = normalized(f"{text_before(element)} {text_after(element)}")
    return all(word in _SMALL for word in beside) and not _is_sentence(around)


def _is_sentence(element: Element) -> bool:
    is_short = not is_fuller(element, _MOST_ELEMENTS) and not is_longer(element, _LONGEST_SOURCE)
    return is_short and shown_text(element).endswith(_STOPS)


def _is_byline(element: Element, metadata: Metadata, *, is_above: bool) -> bool:
    if is_fuller(element, _MOST_ELEMENTS) or is_longer(element, _LONGEST_SOURCE) or has(element, *_NOT_OF):
        return False
    text = _MAIL.sub("", shown_text(element)).strip()
    if not text or len(text.split()) > _LONGEST or text.endswith((*_STOPS, ":", "：")):
        return False
    is_named = _named(element)
    if is_above and metadata.date and _is_date(normalized(text), metadata.date):
        return True
    if not metadata.authors and not has(element, "time"):
        return False
    names = [name for author in metadata.authors if (name := normalized(author))]
    rest, authors = _without(normalized(text), names)
    times = [normalized(shown_text(each)) for each in descendants(element, "time")]
    rest, dates = _without(rest, [time for time in times if time])
    if not (authors or (dates and metadata.date and is_named)):
        return False
    other = [word for word in rest if word not in _SMALL and not _FIGURES.match(word)]
    has_figures = len(rest) > len(other) and any(map(_FIGURES.match, rest))
    most = _MOST_OTHER * max(authors, 1) if is_named or authors > 1 else int(has_figures)
    return len(other) <= most


def _is_date(words: list[str], date: datetime) -> bool:
    """Return whether words are a date, near enough: that of the article, in whatever language and zone of time."""
    figures = {int(match[1]) for word in words if (match := _FIGURES.match(word)) and len(match[1]) <= _YEAR}
    other = [word for word in words if word not in _SMALL and not _FIGURES.match(word)]
    days = {(date + timedelta(days=near)).day for near in (-1, 0, 1)}
    return len(words) <= _LONGEST_DATE and len(other) <= _MOST_IN_DATE and date.year in figures and bool(figures & days)


def _named(element: Element) -> bool:
    """Return whether an element's classes, or parts of them, say that it names an author or a time."""
    own = classes(element)
    return not _NAMED.isdisjoint(own.union(*(_PARTS.split(each) for each in own)))


def _without(text: list[str], parts: list[list[str]]) -> tuple[list[str], int]:
    """Return the words without those of the parts, where they stand in a row, and how many of the parts were there."""
    found = set()
    for number, part in enumerate(parts):
        for at in range(len(text) - len(part), -1, -1):
            if text[at : at + len(part)] == part:
                text = text[:at] + text[at + len(part) :]
                found.add(number)
    return text, len(found)
