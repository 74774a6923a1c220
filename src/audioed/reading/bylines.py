"""The lines of a page that say who wrote the article and when, which the opening says as well."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    descendants,
    element_before,
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
from audioed.reading.byline_words import DAYS, SMALL, UNITS, foreign_words, has_long_number, linked_words
from audioed.reading.dating import MONTHS
from audioed.reading.elements import is_hidden, meaning, name_parts, shown_text, words
from audioed.reading.language import detect
from audioed.reading.speakers import speakers

_LINES = frozenset({"address", "div", "h4", "h5", "h6", "li", "p", "section", "span", "time", "ul"})
_ANNOUNCING = words("event events")
"""In the name of a line whose day and time are those of what the article is about."""
_LONGEST_LABEL = 3
"""Words."""
_SMALL_HEADINGS = frozenset({"h4", "h5", "h6"})
_NOT_IN = frozenset({"aside", "blockquote", "figcaption", "figure", "table"})
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "time"})
_HOLDERS = frozenset({"address", "article", "body", "div", "footer", "header", "main", "section"})
"""What a part of a line may stand in to be a line of its own; in a paragraph or heading it is one of its words."""
_PROSE = frozenset({"div", "li", "p", "section"})
_MOST_ABOVE = 1000
"""Lines above the prose, however little of it there is."""
_MOST_AUTHORS = 50
"""Of an article, that are looked for in its lines."""
_LEAST_PROSE = 12
"""Words."""
_STANDFIRST = 40
"""Words of prose above which a byline may still stand."""
_BLOCKS = ("div", "p", "section", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")
_NOT_OF = ("h1", "h2", "h3", "h4", "h5", "h6", "figure", "blockquote", "img")
_NAMED = words(
    "author authors autor autores autori autorzy auteur auteurs autoren "
    "byline bylines dateline entry-meta post-meta article-meta story-meta meta posted-on "
    "post-date publish-date date published pubdate timestamp reading-time read-time"
)
_TIMES = words("min mins minute minuten minutes")
_LONGEST = 40
"""Words."""
_LONGEST_SOURCE = 2000
"""Characters, with the white space of the source."""
_MOST_ELEMENTS = 24
_LONGEST_DATE = 8
"""Words."""
_LONGEST_NAMED_DATE = 14
_YEAR = 4
"""Figures."""
_OF_DATE = 3
"""Numbers: year, month and day."""
_FIRST_ZONE, _LAST_ZONE = timedelta(hours=-10), timedelta(hours=13)
"""Hawaii's, New Zealand's."""
DATED: Final = words("ar de en es fr it nl pt")
"""Languages in which the opening says the date; in others it has no words for it."""
_STOPS = (".", "!", "?", "。", "！", "？")
_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th|er|am|pm|h)?\Z")
_CLOCK = re.compile(r"\d[:.]\d\d\b(?![.\d])|\d ?(?:am|pm|uhr)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAIL = re.compile(r"\S+@\S+")


def bylines(main: Element, metadata: Metadata) -> Mapping[Element, str]:
    """Find the lines of an article that only name its authors, its date, and how long it takes to read.

    A line that introduces what follows it, as others do, says who speaks, or on which day; one below the text is its
    author's signature.
    """
    is_dated = metadata.date is not None and _language(main, metadata) in DATED
    metadata = metadata if is_dated else replace(metadata, date=None)
    if not metadata.authors and not is_dated:
        return {}  # the opening says neither
    found: dict[Element, str] = {}
    prose = 0
    for number, element in enumerate(_lines(main, found)):
        is_above = prose < _STANDFIRST and number < _MOST_ABOVE
        if _is_byline(element, metadata, is_above=is_above):
            found[element] = "byline"
        elif is_above and name(element) in _PROSE:
            prose += _words_of_prose(element)
    said = speakers(main, found) | _other_days(found, metadata.date) | _labelled(found)
    return {element: reason for element, reason in found.items() if element not in said}


def _lines(main: Element, found: Collection[Element]) -> Iterator[Element]:
    """Return the lines that may be bylines, in order, without those in what has been `found` meanwhile."""
    apart = {main} if any(name(each) in _NOT_IN for each in (main, *ancestors(main))) else set()
    for element in descendants(main):
        around = parent(element)
        if around in apart or around in found or name(element) in _NOT_IN:
            apart.add(element)
        if around in apart or around in found or name(element) not in _LINES:
            continue
        if not is_hidden(element, meaning(element)) and _is_line(element):
            yield element


def _language(main: Element, metadata: Metadata) -> str:
    """Return the language in which the opening will be said."""
    detected = None if metadata.language else detect(shown_text(main))
    return (metadata.language or (detected.language if detected else "en")).lower().partition("-")[0]


def _other_days(found: Collection[Element], moment: datetime | None) -> frozenset[Element]:
    """Return the lines that name the day before or after, where others have the date's own or there are several."""
    if moment is None:
        return frozenset()
    spelled = {element: normalized(shown_text(element)) for element in found}
    own = {element for element, text in spelled.items() if _names_this_day(text, moment.date())}
    other = {element for element, text in spelled.items() if element not in own and _names_day(text, moment)}
    return frozenset(other if own or len(other) > 1 else ())


def _labelled(found: Collection[Element]) -> frozenset[Element]:
    """Return the lines right below a word or two of the same make that no name or link tells from a label."""
    before = ((element, element_before(element)) for element in found)
    return frozenset(element for element, label in before if label is not None and _is_label(label, element, found))


def _is_label(label: Element, line: Element, found: Collection[Element]) -> bool:
    if name(label) != name(line) or attribute(label, "class") or label in found or has(label, "a", "img", *_BLOCKS):
        return False
    if text_before(line).strip() or is_longer(label, _LONGEST_SOURCE) or is_hidden(label, meaning(label)):
        return False
    words = normalized(shown_text(label))
    return len(words) <= _LONGEST_LABEL and bool(foreign_words(words))


def _is_line(element: Element) -> bool:
    """Return whether an element is a line or several, no part of one that says more."""
    around = parent(element)
    if name(element) == "li":
        return _named(element)
    if name(element) in _SMALL_HEADINGS:
        return _named(element)
    if name(element) not in _INLINE:
        return True
    while around is not None and name(around) in _INLINE:
        element, around = around, parent(around)
    if not _named(element) or around is None or name(around) not in _HOLDERS:
        return False
    beside = normalized(f"{text_before(element)} {text_after(element)}")
    return all(word in SMALL for word in beside) and not _is_sentence(around)


def _words_of_prose(element: Element) -> int:
    """Return how many words of prose there are in an element that is a paragraph."""
    if is_fuller(element, _MOST_ELEMENTS) or has(element, *_BLOCKS):
        return 0
    words = _STANDFIRST if is_longer(element, _LONGEST_SOURCE) else len(shown_text(element).split())
    return words if words >= _LEAST_PROSE else 0


def _is_sentence(element: Element) -> bool:
    is_short = not is_fuller(element, _MOST_ELEMENTS) and not is_longer(element, _LONGEST_SOURCE)
    return is_short and shown_text(element).endswith(_STOPS)


def _is_byline(element: Element, metadata: Metadata, *, is_above: bool) -> bool:
    if not is_above and not _named(element):
        return False
    if is_fuller(element, _MOST_ELEMENTS) or is_longer(element, _LONGEST_SOURCE) or has(element, *_NOT_OF):
        return False
    text = _MAIL.sub("", shown_text(element)).strip()
    if not text or len(text.split()) > _LONGEST or text.endswith((":", "：")):
        return False
    if metadata.date is None and _YEARS.search(text):
        return False  # nothing else says the date
    if is_above and ((metadata.authors and _declares(element)) or _is_date(element, text, metadata)):
        return True
    return _names_author(element, text, metadata, is_above=is_above)


@lru_cache(8)
def _spelled(authors: tuple[str, ...]) -> list[list[str]]:
    return [words for author in authors[:_MOST_AUTHORS] if (words := normalized(author))]


def _names_author(element: Element, text: str, metadata: Metadata, *, is_above: bool) -> bool:
    """Return whether a line says who wrote the article, or where it is named for that, when."""
    rest, authors = _without(normalized(text), _spelled(metadata.authors))
    rest, dates = _without(rest, _times(element))
    may_file = name(element) != "ul" and (_named(element) or authors > 1)
    links = [*linked_words(element)] if may_file else []
    rest, _ = _without(rest, [*links, normalized(metadata.publisher)])
    other = foreign_words(rest)
    if not authors:
        return is_above and dates > 0 and _named(element) and _names_day(normalized(text), metadata.date) and not other
    if other or (text.endswith(_STOPS) and not _names_day(rest, metadata.date)):
        return False
    return _is_plain(element, rest, metadata.date)


def _is_plain(element: Element, rest: list[str], date: datetime | None) -> bool:
    """Return whether the figures beside a name are the date's, or how long it takes to read."""
    if not any(map(_FIGURES.match, rest)) or _names_day(rest, date):
        return True
    return not has_long_number(rest) if _named(element) else not _TIMES.isdisjoint(rest)


def _times(element: Element) -> list[list[str]]:
    marked = (each for each in (element, *descendants(element, "time")) if name(each) == "time")
    return [time for each in marked if (time := normalized(shown_text(each)))]


def _is_date(element: Element, text: str, metadata: Metadata) -> bool:
    """Return whether a line is the article's date, in whatever language."""
    words = normalized(text)
    rest, marked = _without(words, _times(element))
    links = [*linked_words(element)] if _named(element) else []
    rest, _ = _without(rest, [*links, normalized(metadata.publisher)])
    if not _named(element) and not marked and _CLOCK.search(text):
        return False  # it may be the time of what the article announces
    longest = _LONGEST_NAMED_DATE if _named(element) else _LONGEST_DATE
    is_month = not marked and MONTHS.keys().isdisjoint(words)  # one in a language that isn't known
    is_short = len(words) <= longest or marked > 0
    is_only = len(foreign_words(rest)) <= (1 if is_month else 0)
    return is_short and is_only and _names_day(words, metadata.date) and not text.endswith(_STOPS)


def _names_day(words: list[str], moment: datetime | None) -> bool:
    """Return whether words name the day of a date and its year, as it may be written where the page was."""
    return moment is not None and any(_names_this_day(words, day) for day in _days(moment))


def _days(moment: datetime) -> frozenset[date]:
    """Return the days that a moment may fall on: several where its time is given, but not by the clock of the place."""
    own = moment.date()
    if not (moment.hour or moment.minute or moment.second):
        return frozenset({own})
    if moment.utcoffset():
        return frozenset({own, moment.astimezone(UTC).date()})
    return frozenset({own, (moment + _FIRST_ZONE).date(), (moment + _LAST_ZONE).date()})


def _names_this_day(words: list[str], day: date) -> bool:
    """Return whether words name a day and its year, and no other month than its own, where that can be told."""
    numbers = [int(match[1]) for word in words if (match := _FIGURES.match(word)) and len(match[1]) <= _YEAR]
    if day.year not in numbers or day.day not in numbers:
        return False
    months = {MONTHS[word] for word in words if word in MONTHS}
    if months:
        return day.month in months
    if any(word.isalpha() and word not in SMALL | DAYS | UNITS for word in words):
        return True  # it may be a month
    whole = [row for row in _rows(words) if day.year in row]
    return any(sorted(row) == sorted((day.year, day.month, day.day)) for row in whole) if whole else True


def _rows(words: list[str]) -> Iterator[list[int]]:
    """Return numbers that stand in a row, three at a time, as in a date that is all figures."""
    row: list[int] = []
    for word in words:
        if match := _FIGURES.match(word):
            row = [*row, int(match[1][: _YEAR + 1])][-_OF_DATE:]
            if len(row) == _OF_DATE:
                yield row
        elif word not in UNITS:
            row = []


def _declares(element: Element) -> bool:
    """Return whether an element is marked as what names the author and the date. Source: schema.org, microdata."""
    properties = {attribute(each, "itemprop") for each in descendants(element) if "itemprop" in each.keys()}  # noqa: SIM118
    return {"author", "datePublished"} <= properties


def _named(element: Element) -> bool:
    """Return whether an element's classes, or parts of them, say that it names an author or a time."""
    parts = name_parts(element)
    return not _NAMED.isdisjoint(parts) and _ANNOUNCING.isdisjoint(parts)


def _without(text: list[str], parts: list[list[str]]) -> tuple[list[str], int]:
    """Return the words without those of the parts, where they stand in a row, and how many of the parts were there."""
    found = set()
    for number, part in enumerate(parts):
        for at in range(len(text) - len(part), -1, -1) if part else ():
            if text[at : at + len(part)] == part:
                text = text[:at] + text[at + len(part) :]
                found.add(number)
    return text, len(found)
