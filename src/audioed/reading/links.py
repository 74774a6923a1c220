"""What the links of a page say: where they lead, and why."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from audioed.markup import Element, attribute

_FILES: Final = (".pdf", ".epub", ".zip", ".csv", ".xlsx", ".docx")


def address(link: Element) -> str:
    """Return the address of a link, in lower case."""
    return attribute(link, "href").lower()


def relations(link: Element) -> frozenset[str]:
    """Return what a link says that it leads to (`rel`), in lower case."""
    return frozenset(attribute(link, "rel").lower().split())


def host(address: str) -> str:
    """Return the last two labels of an address's host; empty for one that is relative."""
    try:
        found = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return ".".join(found.split(".")[-2:])


def leads_home(address: str) -> bool:
    """Return whether an address is that of a site itself, not of one of its pages."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.netloc or parts.path) and parts.path in ("", "/") and not (parts.query or parts.fragment)


def leads_up(address: str, source: str) -> bool:
    """Return whether an address, from the root of its site on, is that of a folder in which the page `source` lies."""
    try:
        parts, own = urlsplit(address), urlsplit(source)
    except ValueError:
        return False
    folder = parts.path.rstrip("/")
    is_of_site = parts.netloc in ("", own.netloc) and folder.startswith("/")
    return is_of_site and own.path.startswith(f"{folder}/") and own.path.rstrip("/") != folder


def runs(address: str) -> bool:
    """Return whether a link only runs a script."""
    return address.startswith("javascript:") or address in ("", "#")


def are_files(addresses: Collection[str]) -> bool:
    """Return whether all links lead to documents to be kept."""
    return all(each.endswith(_FILES) for each in addresses)


def lead_out(addresses: Collection[str], own: str) -> bool:
    """Return whether most links lead to other sites than `own`: an author's do, those to other stories don't."""
    away = sum(1 for each in map(host, addresses) if each and own and each != own)
    return 2 * away > len(addresses)
