"""Pictures, and foreign matter such as videos, posts and maps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urljoin

from audioed.markup import (
    Element,
    Node,
    ancestors,
    attribute,
    children,
    descendants,
    has,
    is_fuller,
    is_longer,
    name,
    nodes,
    plain_text,
)
from audioed.reading.elements import classes, is_maths_script, shown_text, words

_DATA = ("script", "style", "template")
_LONGEST_BASE = 2000
"""Characters of a page's address: every relative one that is seen from it would be as long."""
_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-url")
_EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
_POSTS = words(
    "twitter-tweet twitter-video instagram-media tiktok-embed reddit-embed-bq reddit-card bluesky-embed "
    "mastodon-embed fb-post threads-post text-post-media"
)
_SPECK = frozenset({"0", "1", "0px", "1px"})
_SMALLEST = 10
"""Pixels; what is no wider or higher is a rule, a spacer or a counter of visitors."""
_PIXELS = re.compile(r"\d{1,4}(?=(?:\.\d*)?(?:px)?\Z)")

_LONGEST_NAME = 255
"""Characters of a file's name, in the systems that there are."""
_SUFFIX = re.compile(r"\.(?:jpe?g|jfif|png|gif|webp|avif|svg|bmp|tiff?|heic)\Z", re.IGNORECASE)
_BYTES = re.compile(r"\s*\((?:\d[\d.,]* ?)(?:[kKmM]i?)?(?:bytes?|B|b)\)\Z")
_SIZE = re.compile(r"(?:[-_](?:\d{2,5}x\d{2,5}|scaled)|@[23]x)+\Z")
"""What content management systems add to the name of a picture in another size."""
_NEAR = 6
"""Elements around a picture in which its link is looked for."""
_MOST_IN_LINK = 30
"""Elements."""
_LONGEST_LINK = 2000
"""Characters."""
_CAMERA = re.compile(r"(?:img|dsc[fn]?|pict?|p|photo|image|bild|foto|screenshot)-?\d[\d-]{2,}\Z", re.IGNORECASE)
_MANY_PARTS = 4
"""Of which a word has fewer: "mother-in-law"."""


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
    if len(base) > _LONGEST_BASE and len(base := base.partition("?")[0]) > _LONGEST_BASE:
        return address
    try:
        return urljoin(base, address)
    except ValueError:  # such as "http://[": kept as the author wrote it
        return address


def is_lazy(element: Element) -> bool:
    """Return whether a script is to load an `img` element's picture."""
    source = attribute(element, "src")
    return not source or source.startswith("data:")


def image_source(element: Element, base: str) -> str:
    """Return the address of an `img` element's picture, also where a script was to load it later."""
    source = attribute(element, "src")
    if is_lazy(element):
        later = (attribute(element, key) for key in _LAZY_SOURCES)
        source = next(filter(None, later), "") or _first_of_set(attribute(element, "srcset")) or source
    return resolved(source, base)


def _first_of_set(candidates: str) -> str:
    """Return the first address of a `srcset`. Source: HTML Standard, section 4.8.4.2.1."""
    first = candidates.split(maxsplit=1)
    return first[0].rstrip(",") if first else ""


def is_nothing(element: Element) -> bool:
    """Return whether an `img` element has neither a picture nor a word."""
    return not (image_source(element, "") or any(attribute(element, key) for key in ("alt", "aria-label", "title")))


def image_alt(element: Element) -> str | None:
    """Return what is said of a picture; empty if it is decoration, None if the author says nothing of it.

    Source: Accessible Name and Description Computation 1.2, section 4.3.2, steps 2D to 2I.
    """
    if _is_tiny(element):
        return ""
    if label := attribute(element, "aria-label"):
        return label
    alt = element.get("alt")
    described = " ".join((alt or "").split())
    if described and not is_file_name(described, image_source(element, "")):
        return described
    if alt is not None and not described:
        return ""
    if attribute(element, "role") in ("none", "presentation"):
        return ""
    title = " ".join(attribute(element, "title").split())
    return None if is_file_name(title, image_source(element, "")) else title or None


def is_said_in_link(element: Element, alt: str) -> bool:
    """Return whether the link around a picture says in text what the picture's alternative text says."""
    link = next((around for around in islice(ancestors(element), _NEAR) if name(around) == "a"), None)
    if link is None or is_fuller(link, _MOST_IN_LINK) or is_longer(link, _LONGEST_LINK):
        return False
    return f" {_folded(alt)} " in f" {_folded(shown_text(link))} "


def _folded(text: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in text.casefold()).split())


def unused_alt(element: Element) -> str:
    """Return what the author says of a picture and `image_alt` passes over, since it describes nothing."""
    own = attribute(element, "aria-label") or " ".join(attribute(element, "alt").split())
    return "" if own == image_alt(element) else own


def _is_tiny(element: Element) -> bool:
    """Return whether a picture is too small to show anything; what a script puts there later has another size."""
    if is_lazy(element) or any(attribute(element, key) for key in _LAZY_SOURCES):
        return False
    sizes = (_PIXELS.match(attribute(element, key)) for key in ("width", "height"))
    return any(size is not None and int(size[0]) <= _SMALLEST for size in sizes)


def is_file_name(alt: str, source: str) -> bool:
    """Return whether an alternative text is no more than a file's name, with or without its size.

    Args:
        alt: White space collapsed.
        source: The picture's address.
    """
    if not alt or len(alt) > _LONGEST_NAME:
        return False
    name = _BYTES.sub("", alt)
    if _SUFFIX.search(name) and (" " not in name or name != alt):
        return True
    if " " in name:
        return False
    if "_" in name.strip("_") or _CAMERA.match(name):
        return True
    return _is_slug(name, source)


def _is_slug(name: str, source: str) -> bool:
    """Return whether words are joined as only programs join them: "Covid-19" and "mother-in-law" are no such."""
    parts = name.split("-")
    if len(parts) < _MANY_PARTS - 1:
        return False
    if _letters(name) == _letters(stem(source)):
        return True
    has_number = any(map(str.isdecimal, parts))
    return name.islower() and all(parts) and (has_number or len(parts) >= _MANY_PARTS)


def stem(source: str) -> str:
    """Return the name of a picture's file, without its suffix and what says its size."""
    last = unquote(source.partition("?")[0].partition("#")[0].rpartition("/")[2])
    return _SIZE.sub("", last.rpartition(".")[0] or last)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def read_drawing(element: Element) -> Drawing | None:
    """Read an inline SVG, or an element whose role is a picture; None if it has no name: then its text is read."""
    if label := attribute(element, "aria-label"):
        return Drawing(alt=label, unread=written_text(element))
    title = next((child for child in children(element) if name(child) == "title"), None)
    if name(element) != "svg" or title is None or not plain_text(title):
        return None
    others = (child for child in children(element) if child is not title)
    return Drawing(alt=plain_text(title), unread=" ".join(map(written_text, others)))


def written_text(element: Element) -> str:
    """Return all that is written in an element, shown or hidden, without what is there for programs alone."""
    texts: list[str] = []
    stack: list[Iterator[Node]] = [iter((element,))]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif isinstance(node, str):
            texts.append(node)
        elif not is_data(node):
            if has(node, *_DATA):
                stack.append(nodes(node))
            else:
                texts.append(shown_text(node, and_hidden=True))
    return " ".join(" ".join(texts).split())


def is_data(element: Element) -> bool:
    """Return whether what stands in an element is never read by anyone; a formula in a script is, and so is a shadow.

    Source: HTML Standard, section 4.12.3, `shadowrootmode`.
    """
    if name(element) == "script":
        return not is_maths_script(element)
    return name(element) in _DATA and not attribute(element, "shadowrootmode")


def is_embed(element: Element, meant: str) -> bool:
    """Return whether the element stands for foreign matter."""
    return meant in _EMBEDS or (meant in ("blockquote", "div") and bool(classes(element) & _POSTS))


def read_embed(element: Element, meant: str, base: str) -> Foreign | None:
    """Read foreign matter; None if it is only a speck that counts visitors."""
    text = written_text(element)
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
