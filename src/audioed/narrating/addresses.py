"""Web addresses that are themselves the text: which of their characters are worth hearing."""

import re
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

Stretch: TypeAlias = tuple[str, Literal["prose", "host", "rest"]]
"""Some characters, and whether they are an address's host, the rest of an address, or no address."""

_LABEL: Final = r"_*+[^\W_]++(?:[-_]++[^\W_]++)*+"
"""Of a host's name. Source: RFC 1123, section 2.1; and what browsers take besides: letters of every script, and "_"."""

_ADDRESS: Final = re.compile(
    r"(?P<before>(?:https?|ftp)://(?:[^\s/?#@]*@)?(?:www\.)?|\bwww\.)"
    rf"(?P<host>{_LABEL}(?:\.{_LABEL})*+)"
    r"(?P<pattern>(?=\.?[*{$%]+[.\w{}]|\.[*{$%]))?"
    r"(?P<after>(?::\d+)?(?:[/?#](?:\([^\s()]*\)|[^\s()<>\"“”«»])*(?<![.,;:!?\]'’]))?)",
    re.IGNORECASE,
)
"""A scheme or "www.", a host, and the rest without the punctuation of the sentence that it stands in.

What goes on as "www.example.*" does is no address but a pattern of some.
"""

_BARE: Final = re.compile(r"(?P<before>\s*)(?P<host>[^\s/?#:]*)(?P<after>.*)", re.DOTALL)
_SCHEME: Final = re.compile(r"^(?:https?://|ftp://)?(?:www\.)?", re.IGNORECASE)


def has_address(text: str) -> bool:
    """Return whether there may be an address with a scheme or "www." in the text; quick."""
    return "://" in text or "www." in text or "WWW." in text


def split_addresses(text: str) -> Iterator[Stretch]:
    """Yield the text in stretches, each with what it is; joined they are the text."""
    position = 0
    for match in _ADDRESS.finditer(text):
        if match["pattern"] is not None:
            continue
        yield text[position : match.start()], "prose"
        yield from _split(match)
        position = match.end()
    yield text[position:], "prose"


def split_bare(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a text that is nothing but an address without a scheme: "example.org/a"."""
    match = _BARE.fullmatch(text)
    if match:
        yield from _split(match)


def is_own_text(text: str, address: str) -> bool:
    """Return whether a link shows nothing but where it leads: "example.org/a", or "example.org/…"."""
    shown, leads = _bare(text), _bare(address)
    if shown.endswith("…"):
        return len(shown) > 1 and leads.startswith(shown[:-1])
    return bool(shown) and shown == leads and "://" in address


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).removesuffix("/")


def _split(match: re.Match[str]) -> Iterator[Stretch]:
    yield match["before"], "rest"
    yield match["host"], "host"
    yield match["after"], "rest"
