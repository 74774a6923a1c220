"""Rules for the pages beside the feed. Codes P101 to P109.

Source: Web Content Accessibility Guidelines 2.2: 1.1.1, 2.4.2, 3.1.1; RSS Autodiscovery (RSS Advisory Board).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from audioed.checking.catalogue import found
from audioed.checking.feed import Feed, excerpt, text_of
from audioed.checking.findings import Finding
from audioed.checking.site import Site, parts_of
from audioed.markup import Element, attribute, descendants, has, parse, plain_text

_KEYS: Final = ("href", "src", "poster")
_SUFFIXES: Final = (".html", ".htm")


def check_pages(feed: Feed, site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the pages in the folder, and whether each episode has the one that its item names."""
    files = sorted(path for suffix in _SUFFIXES for path in site.folder.rglob(f"*{suffix}") if path.is_file())
    anchors = {}
    for path in files:
        page = parse(path.read_text(encoding="utf-8", errors="replace"))
        yield from _check_page(page, site.shown(path))
        anchors[path] = _Anchors(ids=frozenset(_ids(page)), addresses=tuple(sorted(set(_addresses(page)))))
    for path in files:
        for address in anchors[path].addresses:
            yield from _check_link(address, path, site, anchors)
    for item in feed.items:
        own = site.path((text_of(item.element, "link") or "").strip(), item.document)
        if own is not None and not own.is_file():
            yield found("P105", item.place, f"There is no {site.shown(own)}.")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Anchors:
    """Where one can go in a page, and where from there."""

    ids: frozenset[str]
    addresses: tuple[str, ...]


def _check_page(page: Element, place: str) -> Iterator[Finding]:
    if not attribute(page, "lang"):
        yield found("P101", place, "<html> has no lang.")
    title = next(descendants(page, "title"), None)
    if title is None or not plain_text(title):
        yield found("P102", place, "There is no <title>.")
    if not has(page, "h1"):
        yield found("P109", place, "There is no <h1>.")
    if not any(_names_feed(link) for link in descendants(page, "link")):
        yield found("P104", place, "No <link> names the feed.")
    for image in descendants(page, "img"):
        if image.get("alt") is None and attribute(image, "role") != "presentation":
            yield found("P106", place, f"{attribute(image, 'src')} has no alt.")
    for id_, count in Counter(_ids(page)).items():
        if count > 1:
            yield found("P108", place, f'{count} elements have the id "{id_}".')


def _ids(page: Element) -> Iterator[str]:
    return (id_ for element in descendants(page) if (id_ := attribute(element, "id")))


def _names_feed(link: Element) -> bool:
    return "alternate" in attribute(link, "rel").lower().split() and attribute(link, "type") == "application/rss+xml"


def _addresses(page: Element) -> Iterator[str]:
    for element in descendants(page):
        yield from (value for key in _KEYS if (value := attribute(element, key)))
        for candidate in attribute(element, "srcset").split(","):
            yield from candidate.split()[:1]


def _check_link(address: str, page: Path, site: Site, anchors: Mapping[Path, _Anchors]) -> Iterator[Finding]:
    parts = parts_of(address)
    path = page if not (parts.scheme or parts.netloc or parts.path) else site.path(address, page)
    if path is None:
        return
    if not path.is_file():
        yield found("P103", site.shown(page), f'"{excerpt(address)}" leads to {site.shown(path)}.')
    elif parts.fragment and path in anchors and not _is_found(parts.fragment, anchors[path]):
        yield found("P107", site.shown(page), f'"{excerpt(address)}" leads to no place in {site.shown(path)}.')


def _is_found(fragment: str, anchors: _Anchors) -> bool:
    """Return whether a fragment leads to an element, or means something to browsers without one: a text, a time."""
    return unquote(fragment) in anchors.ids or fragment == "top" or fragment.startswith((":~:", "t="))
