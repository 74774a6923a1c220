"""Addresses on a page: which ones of an article may be links, and how files of a show find each other."""

import re
from posixpath import dirname, relpath
from urllib.parse import quote, urljoin, urlsplit

_SAFE = ("http", "https", "mailto")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]")
"""Browsers drop some of these from an address, so that "java\\nscript:" would run."""


def link(address: str, *, source: str, anchors: frozenset[str]) -> str:
    """Return where a link of the article leads on its page; empty: it is no link there.

    Args:
        address: As the article has it.
        source: Web address of the article; an address that is relative is relative to it.
        anchors: The ids on the page.
    """
    address = _INVISIBLE.sub("", address)
    if address.startswith("#") and address[1:] in anchors:
        return f"#{quote(anchor(address[1:]))}"
    try:
        whole = urljoin(source, address)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    is_whole = bool(parts.netloc) or parts.scheme == "mailto"
    return quote(whole, safe="%/:=&?~#+!$,;'@()*[]-._") if parts.scheme in _SAFE and is_whole and address else ""


def anchor(block: str) -> str:
    """Return a block's id on its page: its own, kept apart from ours, which begin with "ed-"."""
    return f"ed-{block}" if block.startswith("ed-") else block


def relative(path: str, page: str) -> str:
    """Return the address of a file in `public/` for a link on a page there."""
    return quote(relpath(path, dirname(page) or "."), safe="/-._~")
