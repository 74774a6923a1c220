"""Feeds that go on at other documents. Codes F231 and F232.

Source: RFC 5005, section 3.
"""

from pathlib import Path

from audioed.checking.catalogue import found
from audioed.checking.document_rules import parse_feed
from audioed.checking.feed import Item, items_of
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES
from audioed.checking.site import Site
from audioed.markup import XmlElement


def items_of_pages(channel: XmlElement, path: Path, site: Site) -> tuple[tuple[Item, ...], tuple[Finding, ...]]:
    """Return the items of all of a feed's documents, and what is wrong with the way from one to the next.

    Args:
        channel: Of the first.
        path: Of its document.
        site: Where the others are.
    """
    items = list(items_of(channel, path, site.shown(path)))
    seen = {path}
    while True:
        following = _next(channel, path, site)
        if following is None:
            return tuple(items), ()
        place = f"{site.shown(path)}, channel"
        if following in seen:
            return tuple(items), (found("F232", place, f"{site.shown(following)} follows for the second time."),)
        root = parse_feed(following.read_bytes(), site.shown(following)) if following.is_file() else None
        page = None if root is None or isinstance(root, Finding) else root.find("channel")
        if page is None:
            return tuple(items), (found("F231", place, f"{site.shown(following)} follows, which can't be read."),)
        channel, path = page, following
        seen.add(path)
        items += items_of(channel, path, site.shown(path))


def _next(channel: XmlElement, path: Path, site: Site) -> Path | None:
    links = channel.findall("atom:link", NAMESPACES)
    address = next((link.get("href", "") for link in links if link.get("rel") in {"next", "prev-archive"}), "")
    return site.path(address, path) if address else None
