"""HTML as a tree: the one place that knows lxml and nh3."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import accumulate, islice
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from audioed.errors import ReadingError

if TYPE_CHECKING:
    from nh3 import Cleaner

Element: TypeAlias = HtmlElement
"""An element of a parsed page; equal only to itself, so that it can be a dictionary's key."""

XmlElement: TypeAlias = etree._Element  # noqa: SLF001 - lxml gives the type of its elements no other name
"""An element of an XML document."""

Node: TypeAlias = "Element | str"
"""What stands in an element: another element, or text."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?")

_LIMITS = frozenset({etree.ErrorTypes.ERR_ENTITY_LOOP, etree.ErrorTypes.ERR_RESOURCE_LIMIT})
"""What libxml2 answers to bombs."""

MOST_ELEMENTS = 100_000
"""Of a page. Three times the verses of the Bible; to read a million takes minutes."""
_MOST_LEVELS = 2_100_000
"""The depths of all elements, summed. Whatever looks around or into each element takes so many steps."""
_USUAL_DEPTH = 32
"""Above which elements don't stand on average in the pages that there are, however long they be."""

_ADDRESS_ATTRIBUTES = ("href", "url", "uri", "img", "image", "src", "feedUrl")
_ADDRESS_ELEMENTS = frozenset({"link", "url", "comments", "docs", "new-feed-url"})
_HTML_ELEMENTS = frozenset({"description", "encoded", "summary"})

_SHOWN_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "a": {"href"},
    "img": {"alt", "height", "loading", "src", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
"""What the elements of a page's text may have."""


def xml_safe(text: str) -> str:
    """Leave out the characters that XML can't hold: controls, lone surrogates, U+FFFE and U+FFFF.

    Source: Extensible Markup Language (XML) 1.0, section 2.2, production 2 (Char).
    """
    return _ILLEGAL.sub("", text)


def parse(markup: str) -> Element:
    """Read a page, or a part of one, as forgivingly as a browser does, and return its `html` element.

    Nothing is fetched. Comments and processing instructions are left out, and so are characters that XML can't hold.
    A declaration of an encoding, which no longer holds for text, is not heeded.

    Raises:
        ReadingError: elements are nested more than 2,000 deep, which the parser would cut off; or there are more
            than any article has, or they stand so deep on average that reading would take hours.
    """
    # What follows these end tags is shown by browsers, but dropped or put outside the page by libxml2.
    text = _END_OF_PAGE.sub("", _LINE_END.sub("\n", xml_safe(markup)))
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser) if text.strip() else None
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise ReadingError(
                f"the page can't be read whole: {entry.message.partition(',')[0]}",
                hint="Unwrap the elements that stand in each other more than 2,000 deep.",
            )
    if root is None:
        return parser.makeelement("html")
    _refuse_endless(root)
    return root


def extent(root: Element) -> tuple[int, int]:
    """Return how many elements there are, and the sum of their depths: the steps of what looks around each."""
    depth = count = levels = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        levels += depth
    return count, levels


def _refuse_endless(root: Element) -> None:
    """Refuse a page that would take hours to read."""
    count, levels = extent(root)
    if count > MOST_ELEMENTS:
        raise ReadingError(
            f"the page can't be read whole: it has {count:,} elements, more than {MOST_ELEMENTS:,}",
            hint="Divide it into several articles.",
        )
    if levels > max(_MOST_LEVELS, _USUAL_DEPTH * count):
        raise ReadingError(
            f"the page can't be read whole: its {count:,} elements stand {levels // count} deep on average",
            hint="Unwrap the elements that stand in each other without need.",
        )


def parse_fragment(markup: str) -> Element:
    """Read what stands in a page's body, as `parse` does, and return its `html` element.

    Raises:
        ReadingError: elements are nested more than 2,000 deep, which the parser would cut off.
    """
    return parse(f"<body>{markup}") if markup.strip() else parse("")


def parse_xml(content: bytes) -> XmlElement:
    """Read an XML document and return its first element. Comments and processing instructions are left out.

    Nothing is fetched. A document type, and with it every entity of its own, is refused.

    Raises:
        ReadingError: it is not well-formed, or declares a document type.
    """
    return _parsed(
        content, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    )


def _parsed(content: bytes, parser: "etree.XMLParser[XmlElement]") -> XmlElement:
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if error.code in _LIMITS:
            raise ReadingError(
                "it takes more than a document may: growing entities, 256 elements in each other, 10 MB in one piece",
                hint="Delete the lines from <!DOCTYPE to ]>, if there are such.",
            ) from error
        raise ReadingError(f"it is not well-formed XML: {error}", hint="Mend it with an XML editor.") from error
    if root.getroottree().docinfo.doctype:
        raise ReadingError("it declares a document type", hint="Delete the line that begins with <!DOCTYPE.")
    return root


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
    root = _parsed(feed, parser)
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


def name(element: Element) -> str:
    """Return the element's name in lower case."""
    return str(element.tag)


def attribute(element: Element, key: str) -> str:
    """Return an attribute's value, stripped; empty where there is none."""
    return (element.get(key) or "").strip()


def nodes(element: Element) -> Iterator[Node]:
    """Return the texts and elements that stand directly in `element`, in order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def following(element: Element) -> Iterator[Node]:
    """Return the texts and elements that stand after `element` in its parent, in order."""
    if element.tail:
        yield element.tail
    for sibling in element.itersiblings():
        yield sibling
        if sibling.tail:
            yield sibling.tail


def preceding(element: Element) -> Element | None:
    """Return the element that stands right before `element` in its parent, without text between them."""
    before = element.getprevious()
    return None if before is None or before.tail else before


def text_before(element: Element) -> str:
    """Return the text between `element` and what stands before it in its parent."""
    before, around = element.getprevious(), element.getparent()
    return ((around.text if around is not None else "") if before is None else before.tail) or ""


def text_after(element: Element) -> str:
    """Return the text between `element` and what stands after it in its parent."""
    return element.tail or ""


def element_before(element: Element) -> Element | None:
    """Return the element that stands before `element` in its parent; None if there is none."""
    return element.getprevious()


def children(element: Element) -> Iterator[Element]:
    """Return the elements that stand directly in `element`, in order."""
    yield from element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Return the elements with one of these names anywhere inside, in order; without names, all of them."""
    yield from element.iterdescendants(*names)


def has(element: Element, *names: str) -> bool:
    """Return whether an element with one of these names stands anywhere inside."""
    return next(element.iterdescendants(*names), None) is not None


def ancestors(element: Element) -> Iterator[Element]:
    """Return the elements around `element`, from the innermost out."""
    yield from element.iterancestors()


def parent(element: Element) -> Element | None:
    """Return the element in which `element` stands."""
    return element.getparent()


def texts(element: Element) -> Iterator[str]:
    """Return the texts in an element, as they are written, in order."""
    return (str(text) for text in element.itertext())


def raw_text(element: Element) -> str:
    """Return all text inside, as it stands in the source."""
    return "".join(element.itertext())


def is_longer(element: Element, length: int) -> bool:
    """Return whether the text inside is longer, as it stands in the source, without reading more of it than needed."""
    return any(total > length for total in accumulate(map(len, element.itertext())))


def is_fuller(element: Element, count: int) -> bool:
    """Return whether more elements than `count` stand inside."""
    return next(islice(element.iterdescendants(), count, None), None) is not None


def plain_text(element: Element) -> str:
    """Return all text inside, with white space collapsed."""
    return " ".join(raw_text(element).split())


def beginning(element: Element, length: int) -> str:
    """Return the text inside, white space collapsed, up to `length` or a little more, without reading all of it."""
    found: list[str] = []
    for text in element.itertext():
        found.append(text)
        length -= len("".join(text.split()))
        if length <= 0:
            break
    return " ".join("".join(found).split())


def without_attributes(element: Element, *keys: str) -> None:
    """Take attributes away from an element that may have them."""
    for key in keys:
        element.attrib.pop(key, None)


def rename(element: Element, new: str) -> None:
    """Make an element one of another name."""
    element.tag = new


def prepend(element: Element, text: str) -> None:
    """Put text before all that stands in an element."""
    element.text = text + (element.text or "")


def prepend_paragraph(element: Element, text: str) -> None:
    """Put a paragraph of strong text before all that stands in an element."""
    paragraph = element.makeelement("p")
    strong = element.makeelement("strong")
    strong.text = text
    paragraph.append(strong)
    paragraph.tail, element.text = element.text, None
    element.insert(0, paragraph)


def move_into(places: Iterable[tuple[Element, Element]]) -> None:
    """Move elements, the first of each pair to the end of the second; none is moved into itself.

    Raises:
        ReadingError: they then stand in each other so deep that reading would take hours.
    """
    root = None
    for element, place in places:
        around = element.getparent()
        if around is None or element is place or element in place.iterancestors():
            continue
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (element.tail or "")
        else:
            around.text = (around.text or "") + (element.tail or "")
        element.tail = None
        place.append(element)
        root = place.getroottree().getroot()
    if root is not None:
        _refuse_endless(root)


def split_texts(element: Element, split: Callable[[str], Sequence[tuple[str, str]]]) -> bool:
    """Split the texts that stand directly in an element; return whether any was.

    Args:
        element: The element.
        split: Returns the pieces of a text, each with the classes of the `span` that it is to stand in; without
            classes, it stays text.
    """
    is_split = False
    for child in (*element,):
        first, spans = _spans(element, split(child.tail or ""))
        if spans:
            is_split = True
            child.tail = None
            for span in reversed(spans):
                child.addnext(span)
            child.tail = first
    first, spans = _spans(element, split(element.text or ""))
    if spans:
        element.text = first
        for span in reversed(spans):
            element.insert(0, span)
    return is_split or bool(spans)


def _spans(around: Element, pieces: Sequence[tuple[str, str]]) -> tuple[str, list[Element]]:
    """Return the text before the first span, and the spans, each with the text behind it."""
    first, spans = "", list[Element]()
    for text, classes in pieces:
        if classes:
            span = around.makeelement("span", {"class": classes})
            span.text = text
            spans.append(span)
        elif spans:
            spans[-1].tail = (spans[-1].tail or "") + text
        else:
            first += text
    return first, spans


def written(root: Element) -> str:
    """Return the markup of a page as it is now."""
    return etree.tostring(root, encoding="unicode", method="html")


def sanitize(fragment: str) -> str:
    """Return a part of a page without anything that runs, loads from elsewhere by itself, or styles.

    Elements and attributes for text, tables and pictures stay, and of addresses those of the web, of mail, and relative
    ones. The text stays whole, but for that of scripts and styles.
    """
    return _cleaner().clean(fragment)


@cache
def _cleaner() -> "Cleaner":
    import nh3  # noqa: PLC0415 - only publishing needs it

    return nh3.Cleaner(
        tags=nh3.ALLOWED_TAGS,
        attributes=_SHOWN_ATTRIBUTES,
        generic_attribute_prefixes={"aria-", "data-"},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
