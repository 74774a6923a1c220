"""Whether a box whose name says that it leads away from an article does so, and isn't a list of its author's."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    descendants,
    element_before,
    following,
    has,
    is_longer,
    name,
    raw_text,
    text_before,
)
from audioed.reading.elements import HEADINGS, shown_text
from audioed.reading.links import address, lead_out

_PROSE = 12
"""Words."""
_SEVERAL = 2
_LONGEST_CONTROL = 3
"""Words of a link to share the page, and of those in a menu on average."""
_LEAST_ANNOUNCING = 4
"""Words of a line that ends with a colon and is more than a label."""
_LONGEST_LINE = 2000
"""Characters."""
_NEAR = 4
"""Elements before or after a box in which prose is looked for."""
_LEVELS = 3
"""Elements around a box at whose beginning it may stand, below a line outside."""
_ADDRESS_IN_ADDRESS = re.compile(r".(?::|%3a)(?:/|%2f){2}.*(?::|%3a)(?:/|%2f){2}", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|\Z)", re.IGNORECASE)
_WEB = ("http", "https", "")


def paragraphs(element: Element) -> int:
    """Return how many paragraphs of prose there are in an element."""
    return sum(1 for each in descendants(element, "p") if _is_prose(each))


def is_mostly_links(element: Element) -> bool:
    """Return whether the links in a box are most of it, its headings left aside."""
    linked = sum(len(shown_text(link)) for link in descendants(element, "a", "button"))
    if not linked:  # icons, and pictures that lead to anything but themselves
        addresses = (attribute(link, "href") for link in descendants(element, "a"))
        return not shown_text(element) and any(not _PICTURE.search(address) for address in addresses)
    pictured = sum(len(attribute(picture, "alt")) for picture in descendants(element, "img"))
    headings = sum(len(shown_text(heading)) for heading in descendants(element, *HEADINGS) if not has(heading, "a"))
    return 2 * linked + pictured >= len(shown_text(element)) - headings


def is_announced(box: Element) -> bool:
    """Return whether the line right above a box ends with a colon: what follows is what it speaks of."""
    for around in (box, *islice(ancestors(box), _LEVELS)):
        before, text = element_before(around), text_before(around)
        if before is None and not text.strip():
            continue
        if not text.strip() and before is not None:
            if name(before) in HEADINGS or is_longer(before, _LONGEST_LINE):
                return False
            text = raw_text(before)
        return text.rstrip().endswith((":", "：")) and len(text.split()) >= _LEAST_ANNOUNCING
    return False


def is_for_sharing(box: Element) -> bool:
    """Return whether most links in a box are short, or one runs something or hands an address on to another site."""
    links = [*descendants(box, "a", "button")]
    is_short = [len(shown_text(link).split()) <= _LONGEST_CONTROL for link in links]
    return 2 * sum(is_short) >= len(links) or any(_hands_on(attribute(link, "href")) for link in links)


def _hands_on(address: str) -> bool:
    return address.endswith("#") or bool(_ADDRESS_IN_ADDRESS.search(address)) or _scheme(address) not in _WEB


def is_menu(box: Element) -> bool:
    """Return whether a box is a site's menu, and no restaurant's: short links, no heading, no prose around it."""
    headings = any(not has(heading, "a") for heading in descendants(box, *HEADINGS))
    lengths = [len(shown_text(link).split()) for link in descendants(box, "a")]
    return sum(lengths) <= _LONGEST_CONTROL * len(lengths) and not headings and not _is_amid_prose(box)


def is_list_amid_prose(box: Element) -> bool:
    """Return whether a box stands in the middle of the text with nothing in it but links: no label says where to."""
    linked = [word for link in descendants(box, "a") for word in shown_text(link).split()]
    return len(linked) >= len(shown_text(box).split()) and _is_amid_prose(box)


def lists_others(box: Element, host: str) -> bool:
    """Return whether what stands in a box are excerpts of other pages of the site.

    Their headings, but for the box's own, are links, with no more than a paragraph below each, and the text is over.
    """
    headings = [*descendants(box, *HEADINGS)]
    linked = [*map(_leads_on, headings)]
    if sum(linked) < _SEVERAL or not all(linked[1:]) or paragraphs(box) > sum(linked):
        return False
    return not _is_amid_prose(box) and not lead_out([address(link) for link in descendants(box, "a")], host)


def _leads_on(heading: Element) -> bool:
    """Return whether a heading is linked to another page."""
    links = (*descendants(heading, "a"), *(around for around in ancestors(heading) if name(around) == "a"))
    return any(not attribute(link, "href").startswith("#") for link in links)


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def _is_amid_prose(box: Element) -> bool:
    """Return whether paragraphs of prose stand before and after a box."""
    after = (node for node in following(box) if not isinstance(node, str))
    return any(map(_is_prose, islice(after, _NEAR))) and any(map(_is_prose, islice(_before(box), _NEAR)))


def _before(box: Element) -> Iterator[Element]:
    before = element_before(box)
    while before is not None:
        yield before
        before = element_before(before)


def _is_prose(element: Element) -> bool:
    return name(element) == "p" and (is_longer(element, _LONGEST_LINE) or len(shown_text(element).split()) >= _PROSE)
