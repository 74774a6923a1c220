"""Links to places of a page that are written with the page's whole address, as browsers and text processors do."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from audioed.markup import Element, attribute, descendants
from audioed.reading.html_metadata import base_address
from audioed.reading.media import resolved

_HEAD: Final = 4096
"""Characters in which browsers say what they saved."""
_SAVED = re.compile(r"<!--\s*(?:saved from url=(?:\(\d+\))?|Page saved with SingleFile(?:\s+url:)?)\s*([^\s<>]*)")
"""What they write above it, with the address that the page had. Source: Mark of the Web; SingleFile."""
_LOCAL = ("file:", "applewebdata:", "about:")
"""What an address begins with that was one on the author's own machine."""


def is_saved(markup: str) -> bool:
    """Return whether a browser wrote above a page that it saved it."""
    return _SAVED.search(markup, 0, _HEAD) is not None


def shorten_own_places(root: Element, markup: str, address: str) -> None:
    """Write links to places of the page itself as the author did: `#place`. Others stay.

    Args:
        root: The page, which is changed.
        markup: The same as it was written.
        address: Where it was fetched from; empty if it wasn't.
    """
    links = [(link, *attribute(link, "href").partition("#")[::2]) for link in descendants(root, "a")]
    links = [(link, page, place) for link, page, place in links if page and place]
    if not links:
        return
    places = {attribute(each, key) for each in descendants(root) for key in ("id", "name")}
    known = _addresses(root, markup, address)
    own = {_compared(each) for each in known} - {""}
    base = base_address(root, next(filter(_compared, known), ""))
    for link, page, place in links:
        is_own = page.lower().startswith(_LOCAL) or _compared(resolved(page, base)) in own
        if is_own and unquote(place) in places:
            link.set("href", f"#{place}")


def _addresses(root: Element, markup: str, address: str) -> list[str]:
    """Return the addresses under which the page is known."""
    declared = [attribute(each, "href") for each in descendants(root, "link") if attribute(each, "rel") == "canonical"]
    named = [each for each in descendants(root, "meta") if attribute(each, "property") == "og:url"]
    saved = _SAVED.search(markup, 0, _HEAD)
    return [address, *declared, *(attribute(each, "content") for each in named), saved[1] if saved else ""]


def _compared(address: str) -> str:
    """Return an address without what servers don't tell apart; empty if it is none of the web."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
