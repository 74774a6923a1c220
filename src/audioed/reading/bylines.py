"""The lines of a page that say who wrote the article and when, which the opening says as well."""

import re
from collections.abc import Mapping

from audioed.markup import Element, ancestors, descendants, has, is_fuller, is_longer, name
from audioed.model import Metadata
from audioed.reading.boxes import normalized
from audioed.reading.elements import classes, is_hidden, meaning, shown_text, words

_LINES = frozenset({"address", "div", "li", "p", "section", "span", "time", "ul"})
_NOT_IN = frozenset({"aside", "blockquote", "figcaption", "figure", "table"})
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
_FIGURES = re.compile(r"\d+(?:st|nd|rd|th|am|pm|h)?\Z")


def bylines(main: Element, metadata: Metadata) -> Mapping[Element, str]:
    """Find the lines of an article that only name its authors, its date, and how long it takes to read."""
    found: dict[Element, str] = {}
    for element in descendants(main, *_LINES):
        around = set(ancestors(element))
        if not found.keys().isdisjoint(around) or any(name(each) in _NOT_IN for each in around):
            continue
        if not is_hidden(element, meaning(element)) and _is_byline(element, metadata):
            found[element] = "byline"
    return found


def _is_byline(element: Element, metadata: Metadata) -> bool:
    if is_fuller(element, _MOST_ELEMENTS) or is_longer(element, _LONGEST_SOURCE) or has(element, *_NOT_OF):
        return False
    if not metadata.authors and not has(element, "time"):
        return False
    text = shown_text(element)
    if not text or len(text.split()) > _LONGEST:
        return False
    names = [name for author in metadata.authors if (name := normalized(author))]
    rest, has_author = _without(normalized(text), names)
    times = [normalized(shown_text(each)) for each in descendants(element, "time")]
    rest, has_time = _without(rest, [time for time in times if time])
    is_named = bool(classes(element) & _NAMED)
    if not (has_author or (has_time and metadata.date and is_named)):
        return False
    other = [word for word in rest if word not in _SMALL and not _FIGURES.match(word)]
    has_figures = len(rest) > len(other) and any(map(_FIGURES.match, rest))
    return len(other) <= (_MOST_OTHER if is_named else int(has_figures)) and not text.endswith((".", "!", "?"))


def _without(text: list[str], parts: list[list[str]]) -> tuple[list[str], bool]:
    """Return the words without those of the parts, where they stand in a row, and whether there was one."""
    was_there = False
    for part in parts:
        for at in range(len(text) - len(part), -1, -1):
            if text[at : at + len(part)] == part:
                text = text[:at] + text[at + len(part) :]
                was_there = True
    return text, was_there
