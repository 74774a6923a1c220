"""Pictures, and foreign matter such as videos, posts and maps."""

from dataclasses import dataclass
from urllib.parse import urljoin

from audioed.markup import Element, attribute, children, descendants, name, plain_text
from audioed.reading.elements import classes, shown_text, words

_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-url")
_EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
_POSTS = words(
    "twitter-tweet twitter-video instagram-media tiktok-embed reddit-embed-bq reddit-card bluesky-embed "
    "mastodon-embed fb-post threads-post text-post-media"
)
_SPECK = frozenset({"0", "1", "0px", "1px"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """What stands for a drawing."""

    alt: str
    unread: str
    """Text in it that its name takes the place of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """What stands for foreign matter."""

    title: str
    source: str
    unread: str = ""
    """Text that is shown only where the matter can't be."""


def resolved(address: str, base: str) -> str:
    """Return the address as seen from `base`; a place on the same page, or an address without a base, as written."""
    if not base or not address or address.startswith("#"):
        return address
    try:
        return urljoin(base, address)
    except ValueError:  # such as "http://[": kept as the author wrote it
        return address


def image_source(element: Element, base: str) -> str:
    """Return the address of an `img` element's picture, also where a script was to load it later."""
    source = attribute(element, "src")
    if not source or source.startswith("data:"):
        later = (attribute(element, key) for key in _LAZY_SOURCES)
        source = next(filter(None, later), "") or _first_of_set(attribute(element, "srcset")) or source
    return resolved(source, base)


def _first_of_set(candidates: str) -> str:
    """Return the first address of a `srcset`. Source: HTML Standard, section 4.8.4.2.1."""
    first = candidates.split(maxsplit=1)
    return first[0].rstrip(",") if first else ""


def image_alt(element: Element) -> str | None:
    """Return what is said of a picture; empty if it is decoration, None if the author says nothing of it.

    Source: Accessible Name and Description Computation 1.2, section 4.3.2, steps 2D to 2I.
    """
    if label := attribute(element, "aria-label"):
        return label
    alt = element.get("alt")
    if alt is not None:
        return " ".join(alt.split())
    if attribute(element, "role") in ("none", "presentation"):
        return ""
    return attribute(element, "title") or None


def read_drawing(element: Element) -> Drawing | None:
    """Read an inline SVG, or an element whose role is a picture; None if it has no name: then its text is read."""
    if label := attribute(element, "aria-label"):
        return Drawing(alt=label, unread=plain_text(element))
    title = next((child for child in children(element) if name(child) == "title"), None)
    if name(element) != "svg" or title is None or not plain_text(title):
        return None
    others = (child for child in children(element) if child is not title)
    return Drawing(alt=plain_text(title), unread=" ".join(map(plain_text, others)))


def is_embed(element: Element, meant: str) -> bool:
    """Return whether the element stands for foreign matter."""
    return meant in _EMBEDS or (meant in ("blockquote", "div") and bool(classes(element) & _POSTS))


def read_embed(element: Element, meant: str, base: str) -> Foreign | None:
    """Read foreign matter; None if it is only a speck that counts visitors."""
    text = shown_text(element, and_hidden=True)
    title = attribute(element, "title") or attribute(element, "aria-label")
    if meant not in _EMBEDS:  # a post: its text is what it is
        links = [attribute(link, "href") for link in descendants(element, "a")]
        return Foreign(title=text, source=links[-1] if links else "")
    if {attribute(element, "width"), attribute(element, "height")} & _SPECK and not text:
        return None
    if meant == "object" and not title:
        title, text = text, ""
    return Foreign(title=title, source=resolved(_embed_source(element), base), unread=text)


def _embed_source(element: Element) -> str:
    own = (attribute(element, key) for key in ("src", "data-src", "data"))
    inner = (attribute(source, "src") for source in descendants(element, "source", "embed"))
    return next(filter(None, (*own, *inner)), "")
