"""Which part of what a page declares as its title is the article's, not the site's."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import TypeAlias

from audioed.markup import Element, attribute, descendants, is_fuller, is_longer, name, plain_text
from audioed.model import title_words
from audioed.reading.elements import HEADINGS, is_navigation, meaning
from audioed.reading.links import leads_home, leads_up

_Words: TypeAlias = tuple[str, ...]

_SIGNS = re.compile(r"\A(?:[»›>|·•–—:_~*-]+\s+)+")
"""What some sites put before each title."""
_SEPARATOR = re.compile(r"\s+[|·•—–»:-]+\s+|\s*[|｜]\s*")
_JOINT = re.compile(r"[:：_]\s*|\s*[\[(（＜【「]")
"""What parts a title less clearly: only a heading of several words says that one of them is all of it."""
_BRACKETS = re.compile(r"[\[(（＜【「]")
_LEAST_WORDS = 3
_MOST_CUTS = 12
_LONGEST = 500
"""Characters of a title that is looked into."""
_MOST_HEADINGS = 200
_LONGEST_HEADING = 1000
"""Characters, with the white space of the source."""
_MOST_IN_HEADING = 50
"""Elements."""
_PROSE = 12
"""Words."""
_ALIKE = 0.6
"""The share of a title's words that another wording of it has, at least."""


def choose_title(
    root: Element,
    declared: Sequence[str],
    names: Collection[str],
    labels: Collection[str] = (),
    above: Collection[str] = (),
) -> str:
    """Return the article's title.

    A heading tells which part of a declared title is the article's; so it does where the page declares another wording
    of it, or where the only one of the first level has more words around what a declared title begins with. Without
    such a heading, the names that the site goes by are dropped from the ends.

    Args:
        root: The page.
        declared: What it declares as its title, first what it means most for the article alone.
        names: Of the site, its host, its publisher and the authors.
        labels: What else the site may be called, at the end.
        above: What the parts of the site are called in which the page stands; they end a title, or say all of it.
    """
    headings = _headings(root)
    titles = [title for each in declared if (title := _SIGNS.sub("", each).strip())]
    if not titles:
        return next((text for text, level in headings.values() if level == "h1"), "")
    known = {_joined(each) for each in names} - {""}
    parts = {_joined(each) for each in above} - {""}
    sought = {words for words in headings if "".join(words) not in known}
    for title in titles:
        if _is_alike(title, titles[0]) and (found := _in_headings(title, sought, parts)):
            return found
    firsts = [text for words, (text, level) in headings.items() if level == "h1" and words in sought]
    if len(firsts) == 1 and _is_longer(firsts[0], titles[0], known):
        return firsts[0]
    return _without_names(titles[0], known, parts | {_joined(each) for each in labels} - {""})


def is_below_prose(root: Element, title: str) -> bool:
    """Return whether a title is that of a part of the article: a heading after its first prose, and none before."""
    words = title_words(title)
    is_below = is_found = False
    for element in descendants(root, "p", *HEADINGS):
        if name(element) == "p":
            is_below = is_below or _is_prose(element)
        elif _is_short(element) and title_words(_own_text(element)) == words:
            if not is_below:
                return False
            is_found = True
    return is_found


def _headings(root: Element) -> Mapping[_Words, tuple[str, str]]:
    """Return the page's first headings, and those of the second level that stand before any prose, by their words."""
    found: dict[_Words, tuple[str, str]] = {}
    is_below = False
    for element in _titling(root):
        if name(element) == "p":
            is_below = is_below or _is_prose(element)
        elif not (is_below and name(element) == "h2") and (text := _own_text(element)) and not names_site(element):
            found.setdefault(title_words(text), (text, name(element)))
    return found


def _titling(root: Element) -> Iterator[Element]:
    elements = descendants(root, "p", "h1", "h2")
    return islice((each for each in elements if name(each) == "p" or _is_short(each)), _MOST_HEADINGS)


def _is_short(heading: Element) -> bool:
    return not is_fuller(heading, _MOST_IN_HEADING) and not is_longer(heading, _LONGEST_HEADING)


def _is_prose(element: Element) -> bool:
    return is_fuller(element, _MOST_IN_HEADING) or (
        is_longer(element, _LONGEST_HEADING) or len(plain_text(element).split()) >= _PROSE
    )


def _own_text(heading: Element) -> str:
    """Return a heading's text without the link to itself that tools put beside it."""
    text = plain_text(heading)
    for each in descendants(heading):
        if is_navigation(each, meaning(each)):
            text = text.removesuffix(plain_text(each)).strip()
    return text


def names_site(heading: Element) -> bool:
    """Return whether a heading is the site's name: a link to its first page."""
    return any(leads_home(attribute(link, "href")) for link in descendants(heading, "a"))


def says_title(heading: Element, title: Sequence[str]) -> bool:
    """Return whether an element is a heading that says a title, given by its words, and nothing else."""
    if not title or meaning(heading) not in (*HEADINGS, "heading") or is_longer(heading, _LONGEST_HEADING):
        return False
    return title_words(plain_text(heading)) == title


def names_above(root: Element, source: str) -> list[str]:
    """Return what headings say that are links to a part of the site in which the page stands: a forum, a rubric.

    Args:
        root: The page.
        source: The page's own address.
    """
    found: list[str] = []
    for heading in _titling(root):
        link = next(descendants(heading, "a"), None) if name(heading) != "p" else None
        if link is not None and leads_up(attribute(link, "href"), source) and plain_text(link) == plain_text(heading):
            found.append(plain_text(link))
    return found


def _is_alike(title: str, other: str) -> bool:
    own, others = set(title_words(title)), set(title_words(other))
    return len(own & others) >= _ALIKE * len(others)


def _in_headings(title: str, headings: Collection[_Words], above: AbstractSet[str]) -> str:
    """Return the longest part of a title that is a heading, and no part of the site behind it."""
    if title_words(title) in headings:
        return title
    clear = [(0, 0), *_spans(_SEPARATOR, title), (len(title), len(title))]
    cuts = sorted({*clear, *_spans(_JOINT, title)})
    parts = [
        (title[start:end], (before, start) in clear and (end, after) in clear, start > 0)
        for number, (before, start) in enumerate(cuts)
        for end, after in cuts[number + 1 :]
    ]
    for part, is_clear, is_behind in sorted(parts, key=lambda part: len(part[0]), reverse=True):
        words = title_words(part) if part.strip() else ()
        if is_behind and "".join(words) in above:
            continue
        if words in headings and (is_clear or len(words) >= _LEAST_WORDS):
            return part.strip() if _BRACKETS.search(part) else part.strip().rstrip("])）＞】」")
    return ""


def _spans(pattern: re.Pattern[str], title: str) -> list[tuple[int, int]]:
    return [match.span() for match in islice(pattern.finditer(title[:_LONGEST]), _MOST_CUTS)]


def _is_longer(heading: str, title: str, known: AbstractSet[str]) -> bool:
    """Return whether a heading says the first of several parts of a title, with more words around it."""
    spans = _spans(_SEPARATOR, title)
    first = title_words(title[: spans[0][0]]) if spans else ()
    if len(first) < _LEAST_WORDS or "".join(first) in known:
        return False
    words = title_words(heading)
    return any(words[at : at + len(first)] == first for at in range(len(words) - len(first) + 1))


def _without_names(title: str, known: AbstractSet[str], labels: AbstractSet[str]) -> str:
    start, end = 0, len(title)
    spans = _spans(_SEPARATOR, title)
    while spans and _joined(title[spans[-1][1] : end]) in known | labels:
        end = spans.pop()[0]
    while spans and _joined(title[start : spans[0][0]]) in known:
        start = spans.pop(0)[1]
    return title[start:end].strip()


def _joined(text: str) -> str:
    return "".join(title_words(text)) if text.strip() else ""
