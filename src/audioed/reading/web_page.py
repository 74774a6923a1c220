"""Pages of the web: trafilatura says where the article is, the page's own tree says what is in it."""

import logging
import warnings
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from audioed.markup import Element, descendants, extent, parse, plain_text, written
from audioed.model import Article, Metadata, title_words
from audioed.reading.authors import confirmed_authors
from audioed.reading.dating import head_of, is_stated
from audioed.reading.html import PageOrigin, assemble
from audioed.reading.html_metadata import (
    SAVED_BY,
    confirmed_language,
    found_publisher,
    generator,
    read_date,
    read_metadata,
)
from audioed.reading.locating import find_main
from audioed.reading.main_text import MainText, choose_main
from audioed.reading.own_places import is_saved, shorten_own_places
from audioed.reading.revealing import reveal
from audioed.reading.source import is_address
from audioed.reading.standing import Standing
from audioed.reading.titles import is_below_prose

if TYPE_CHECKING:
    from trafilatura.settings import Document

_MANY = 6000
"""Paragraphs above which trafilatura's second opinion isn't heard: justext holds each against all others."""
_MOST_EXTRACTED = 30_000
"""Elements above which trafilatura isn't asked: pages as long as books say by their own names where the text is."""
_MOST_LEVELS = 600_000
"""The depths of all elements, summed, above which it isn't either: it looks around each."""
_PARAGRAPHS = ("p", "div", "li", "td", "th", "dt", "dd", "br", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6")


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
    page = _shown(parse(markup), markup, address)
    return _read(page, *read_metadata(page.root, address=address, spoken=language), address=address, title=title)


def read_file(markup: str, *, name: str = "") -> Article:
    """Read a file of HTML, a page of the web if it says that it was one, else a document that is an article throughout.

    A page says so by the address that it declares as its own (`rel="canonical"`, `og:url`), or by what the browser
    wrote that saved it; one that audioed saved is the article and nothing else. Relative addresses stay as they are
    written.

    Args:
        markup: The file's text.
        name: Its title, if it has none.

    Raises:
        ReadingError: its elements are nested too deep to be read whole.
    """
    root = parse(markup)
    is_ours = generator(root) == SAVED_BY
    page = _Shown(root, markup) if is_ours else _shown(root, markup, "")
    metadata, standing = read_metadata(root)
    if not is_ours and (is_address(metadata.source) or is_saved(markup)):
        return _read(page, metadata, standing, address="", title=name)
    metadata = replace(metadata, title=metadata.title or name)
    origin: PageOrigin = "saved" if is_ours else "document"
    return assemble(root, choose_main(root), metadata, address="", origin=origin, findings=page.findings)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page as its readers see it."""

    root: Element
    markup: str
    findings: tuple[str, ...] = ()


def _shown(root: Element, markup: str, address: str) -> _Shown:
    shorten_own_places(root, markup, address)
    is_changed, findings = reveal(root)
    return _Shown(root, written(root) if is_changed else markup, findings)


def _read(shown: _Shown, metadata: Metadata, page: Standing, *, address: str, title: str) -> Article:
    root = shown.root
    extract = _extract(root, shown.markup, address)
    main = find_main(root, (extract and extract.text) or "", metadata.title, metadata.summary)
    if extract is not None:
        metadata = replace(metadata, language=confirmed_language(root, extract.text or "") or metadata.language)
        metadata = _completed(metadata, extract, page, main)
    metadata = replace(metadata, title=metadata.title or title)
    return assemble(root, main, metadata, address=address, origin="web", findings=shown.findings)


def _extract(root: Element, markup: str, address: str) -> "Document | None":
    count, levels = extent(root)
    if count > _MOST_EXTRACTED or levels > _MOST_LEVELS:
        return None
    is_long = sum(1 for _ in descendants(root, *_PARAGRAPHS)) > _MANY
    with warnings.catch_warnings():  # its dependencies warn of each other when they are imported
        warnings.simplefilter("ignore")
        import trafilatura  # noqa: PLC0415 - only pages of the web need it, and it is slow to import

        for library in ("trafilatura", "htmldate", "courlan", "justext"):
            logger = logging.getLogger(library)
            if not logger.handlers:  # else what it warns of would be written to stderr
                logger.addHandler(logging.NullHandler())
        from trafilatura.settings import Document as Extract  # noqa: PLC0415

        found = trafilatura.bare_extraction(
            markup, url=address or None, fast=is_long, include_comments=False, with_metadata=True
        )
    return found if isinstance(found, Extract) else None


def _completed(metadata: Metadata, extract: "Document", page: Standing, main: MainText) -> Metadata:
    """Fill what the page's own declarations leave open, if the page shows that it is so."""
    title = extract.title or ""
    return replace(
        metadata,
        title=metadata.title or ("" if is_below_prose(page.root, title) else title),
        language=metadata.language or extract.language or "",
        authors=metadata.authors or confirmed_authors(page, extract.author or ""),
        date=metadata.date or _stated(read_date(extract.date or ""), page, main, metadata.source),
        summary=metadata.summary or extract.description or "",
        image=metadata.image or extract.image or "",
        publisher=metadata.publisher or _publisher(extract.sitename or "", page, metadata.title),
    )


def _publisher(found: str, page: Standing, title: str) -> str:
    """Return the site's name that was found, unless it is a part of what a heading says as the title."""
    is_part = found in title and page.title is not None and title_words(plain_text(page.title)) == title_words(title)
    return "" if is_part else found_publisher(found)


def _stated(date: datetime | None, page: Standing, main: MainText, address: str) -> datetime | None:
    """Return a date that was found if the page states it of itself: no picture's or other story's is its own."""
    if date is None:
        return None
    places = (head_of(page.root), address, page.text(main), page.edited())
    return date if any(is_stated(date, each) for each in places) else None
