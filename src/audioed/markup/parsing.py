"""Pages and XML documents from strangers as trees, within limits, and back."""

import re
from contextlib import suppress

from lxml import etree
from lxml.html import HTMLParser

from audioed.errors import ReadingError
from audioed.markup.tree import Element, XmlElement

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
    refuse_endless(root)
    if "&#" in text:
        _leave_out_illegal(root)
    return root


def _leave_out_illegal(root: Element) -> None:
    """Leave out the characters that XML can't hold where the page named them by their numbers, as in `&#1;`.

    The parser takes them for what they are, and then nothing could be written that holds them.
    """
    for element in root.iter():
        if element.text and _ILLEGAL.search(element.text):
            element.text = xml_safe(element.text)
        if element.tail and _ILLEGAL.search(element.tail):
            element.tail = xml_safe(element.tail)
        for key, value in element.items():
            if _ILLEGAL.search(value):
                with suppress(ValueError):  # an attribute of an odd name, which nobody asks for
                    element.set(key, xml_safe(value))


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


def refuse_endless(root: Element) -> None:
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
    return parsed(
        content, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    )


def parsed(content: bytes, parser: "etree.XMLParser[XmlElement]") -> XmlElement:
    """Read an XML document with a parser, and refuse one that declares a document type.

    Raises:
        ReadingError: it is not well-formed, or declares a document type.
    """
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


def written(root: Element) -> str:
    """Return the markup of a page as it is now."""
    return etree.tostring(root, encoding="unicode", method="html")
