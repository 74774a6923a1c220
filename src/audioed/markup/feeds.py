"""Feeds whose addresses are made absolute."""

from html import escape
from urllib.parse import urljoin, urlsplit

from lxml import etree

from audioed.markup.parsing import parse_fragment, parsed
from audioed.markup.tree import XmlElement, attribute

_ADDRESS_ATTRIBUTES = ("href", "url", "uri", "img", "image", "src", "feedUrl")
_ADDRESS_ELEMENTS = frozenset({"link", "url", "comments", "docs", "new-feed-url"})
_HTML_ELEMENTS = frozenset({"description", "encoded", "summary"})


def absolutize(feed: bytes, base: str) -> bytes:
    """Return a feed in which every relative address, those in its show notes too, is made absolute.

    A feed without relative addresses is returned as it is, byte for byte. Nothing is fetched.

    Args:
        feed: An RSS document.
        base: The feed's own address, or that of the folder in which it lies, with a "/" at the end.

    Raises:
        ReadingError: it is not well-formed, or declares a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
    root = parsed(feed, parser)
    changed = sum(_absolutize_element(element, base) for element in root.iter(etree.Element))
    if not changed:
        return feed
    declaration = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False) + b"\n"


def _absolutize_element(element: XmlElement, base: str) -> bool:
    """Make the addresses in an element's attributes and its text absolute, and return whether there were any."""
    is_changed = False
    for key in _ADDRESS_ATTRIBUTES:
        if _is_relative(value := element.get(key, "")):
            element.set(key, urljoin(base, value.strip()))
            is_changed = True
    kind, text = etree.QName(element).localname, element.text or ""
    if len(element) == 0 and _is_relative(text.strip()) and (kind in _ADDRESS_ELEMENTS or _is_permalink(element)):
        element.text = urljoin(base, text.strip())
        return True
    if kind in _HTML_ELEMENTS and (notes := _absolutize_html(text, base)) != text:
        is_cdata = b"<![CDATA[" in etree.tostring(element, with_tail=False)
        element.text = etree.CDATA(notes) if is_cdata and "]]>" not in notes else notes
        return True
    return is_changed


def _absolutize_html(notes: str, base: str) -> str:
    """Make the addresses of show notes absolute; notes without relative ones are returned as they are."""
    if "href" not in notes and "src" not in notes:
        return notes
    page = parse_fragment(notes)
    found = [
        (element, key)
        for element in page.iter(etree.Element)
        for key in ("href", "src")
        if _is_relative(element.get(key, ""))
    ]
    if not found:
        return notes
    for element, key in found:
        element.set(key, urljoin(base, attribute(element, key)))
    body = page[-1]
    inside = [etree.tostring(child, encoding="unicode", method="html") for child in body]
    return escape(body.text or "", quote=False) + "".join(inside)


def _is_permalink(element: XmlElement) -> bool:
    return element.tag == "guid" and element.get("isPermaLink", "true") == "true"


def _is_relative(address: str) -> bool:
    """Return whether an address needs a base. One that can't be read needs none, and neither does none at all."""
    try:
        return bool(address.strip()) and not urlsplit(address.strip()).scheme
    except ValueError:
        return False
