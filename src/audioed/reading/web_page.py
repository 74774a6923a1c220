"""Pages of the web: trafilatura says where the article is, the page's own tree says what is in it."""

import logging
import re
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from audioed.markup import Element, ancestors, children, name, parse
from audioed.model import Article, Metadata
from audioed.reading.boxes import normalized
from audioed.reading.elements import is_hidden, meaning, shown_text
from audioed.reading.html import assemble
from audioed.reading.html_metadata import read_date, read_metadata
from audioed.reading.main_text import MainText, choose_main

if TYPE_CHECKING:
    from trafilatura.settings import Document

_NEARLY_ALL = 0.95
_SHINGLE = 4
_ENOUGH = 25
"""Words below which what trafilatura found is no sign of where the article is."""
_WIDER = 1.5
"""How many times the words an `article` element around the main text may hold to be taken whole."""


def read_page(markup: str, *, address: str, title: str = "", language: str = "") -> Article:
    """Read a page of the web.

    Args:
        markup: The page.
        address: Where it was fetched from; its relative addresses are seen from there.
        title: Its title, if neither the page nor trafilatura knows one.
        language: BCP 47; its language, if it declares none.

    Raises:
        ReadingError: its elements are nested too deep to be read whole.
    """
    root = parse(markup)
    extract = _extract(markup, address)
    metadata = read_metadata(root, address=address, spoken=language)
    text = ""
    if extract is not None:
        metadata = _completed(metadata, extract, markup)
        text = extract.text or ""
    main = find_main(root, text)
    return assemble(root, main, replace(metadata, title=metadata.title or title), address=address)


def _extract(markup: str, address: str) -> "Document | None":
    with warnings.catch_warnings():  # its dependencies warn of each other when they are imported
        warnings.simplefilter("ignore")
        import trafilatura  # noqa: PLC0415 - only pages of the web need it, and it is slow to import

        for library in ("trafilatura", "htmldate", "courlan", "justext"):
            logger = logging.getLogger(library)
            if not logger.handlers:  # else what it warns of would be written to stderr
                logger.addHandler(logging.NullHandler())
        from trafilatura.settings import Document as Extract  # noqa: PLC0415

        found = trafilatura.bare_extraction(markup, url=address, include_comments=False, with_metadata=True)
    return found if isinstance(found, Extract) else None


def _completed(metadata: Metadata, extract: "Document", markup: str) -> Metadata:
    """Fill what the page's own declarations leave open."""
    authors = tuple(filter(None, (extract.author or "").split("; ")))
    return replace(
        metadata,
        title=metadata.title or extract.title or "",
        language=metadata.language or extract.language or "",
        authors=metadata.authors or authors,
        date=metadata.date or _stated(read_date(extract.date or ""), markup),
        summary=metadata.summary or extract.description or "",
        image=metadata.image or extract.image or "",
        publisher=metadata.publisher or extract.sitename or "",
    )


def _stated(date: datetime | None, markup: str) -> datetime | None:
    """Return a date that was found unless it is the first day of a year which the page names without a day."""
    if date is None or (date.month, date.day) != (1, 1):
        return date
    return date if re.search(rf"{date.year}(?P<between>[-/.]?)0?1(?P=between)0?1(?!\d)", markup) else None


def find_main(root: Element, text: str) -> MainText:
    """Find the smallest element that holds nearly all of `text`; without enough of it, go by the page's own marks.

    An `article` element close around it is taken instead: it holds what belongs to the text, such as its standfirst.
    """
    sought = normalized(text)
    if len(sought) < _ENOUGH:
        return choose_main(root)
    found = _found_words(root, sought)
    if found[root] < len(sought) / 2:
        return choose_main(root)
    element = root
    while (inner := _holder(element, found, _NEARLY_ALL * found[root])) is not None:
        element = inner
    limit = _WIDER * len(shown_text(element).split())
    wider = (each for each in ancestors(element) if name(each) == "article")
    article = next((each for each in wider if len(shown_text(each).split()) <= limit), element)
    return choose_main(root) if name(article) in ("html", "body") else MainText(element=article)


def _holder(element: Element, found: Mapping[Element, int], least: float) -> Element | None:
    return next((child for child in children(element) if found.get(child, 0) >= least), None)


def _found_words(root: Element, sought: Sequence[str]) -> Mapping[Element, int]:
    """Count for each element how many of its words stand in a row of words that was sought."""
    shingles = {tuple(sought[at : at + _SHINGLE]) for at in range(len(sought) - _SHINGLE + 1)}
    placed = [(word, element) for element, text in _texts(root) for word in normalized(text)]
    is_found = [False] * len(placed)
    for at in range(len(placed) - _SHINGLE + 1):
        if tuple(word for word, _ in placed[at : at + _SHINGLE]) in shingles:
            is_found[at : at + _SHINGLE] = [True] * _SHINGLE
    own = Counter(element for (_, element), was in zip(placed, is_found, strict=True) if was)
    found: Counter[Element] = Counter()
    for element, number in own.items():
        found[element] += number
        for around in ancestors(element):
            found[around] += number
    return found


def _texts(root: Element) -> list[tuple[Element, str]]:
    """Return the texts of a page that are not hidden, each with the element that it stands in."""
    texts: list[tuple[Element, str]] = []
    stack: list[tuple[Element, str | None]] = [(root, None)]
    while stack:
        element, text = stack.pop()
        if text is not None:
            texts.append((element, text))
        elif not is_hidden(element, meaning(element)):
            inner: list[tuple[Element, str | None]] = [(element, element.text or "")]
            for child in children(element):
                inner += ((child, None), (element, child.tail or ""))
            stack.extend(reversed(inner))
    return texts
