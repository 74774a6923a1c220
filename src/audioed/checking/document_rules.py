"""Rules for the feed as a document: encoding, XML, namespaces. Codes F101 to F114.

Source: Extensible Markup Language (XML) 1.0, sections 2.2, 2.8 and 4.3.3.
"""

import re
from collections.abc import Iterator
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.feed import excerpt
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES, split
from audioed.errors import ReadingError
from audioed.markup import XmlElement, parse_xml

_LARGEST: Final = 2_000_000
_MARK: Final = b"\xef\xbb\xbf"
_DECLARATION: Final = re.compile(rb"""<\?xml\s+version=["']1\.0["']\s+encoding=["']utf-8["']""", re.IGNORECASE)
_LOST: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_MISREAD: Final = re.compile(
    "Ã[\x80-\x9f\xa1-\xa9\xac-\xaf\xb1\xb4-\xb6\xb8\xbc-\xbf]|Â[\x80-\xa9\xac-\xb0\xb4-\xb6]|â€.|â\x80[\x80-\xbf]|ï»¿"
)
"""Two and three bytes of UTF-8 as Latin-1 or Windows-1252 have them, without pairs like "Ã»" that end a quotation."""
_ESCAPED: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_ESCAPED_IN_MARKUP: Final = re.compile(r"&amp;(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);", re.IGNORECASE)

_HOLDING_MARKUP: Final = frozenset({"description", "encoded", "summary", "subtitle"})

_RSS: Final = {
    "rss": "channel",
    "channel": "title link description language copyright managingEditor webMaster pubDate lastBuildDate category"
    " generator docs cloud ttl image rating textInput skipHours skipDays item",
    "item": "title link description author category comments enclosure guid pubDate source",
    "image": "url title link width height description",
    "textInput": "title description name link",
    "skipHours": "hour",
    "skipDays": "day",
}
"""What may stand in what. Source: RSS 2.0 Specification (RSS Advisory Board, version 2.0.11)."""


def check_encoding(content: bytes, name: str) -> Iterator[Finding]:
    """Yield what is wrong with the bytes of a feed document."""
    if content.startswith(_MARK):
        yield found("F105", name, "The document begins with a byte-order mark.")
    if not _DECLARATION.match(content.removeprefix(_MARK)):
        begins = content[:40].decode("ascii", "replace")
        yield found("F103", name, f'The document begins with "{excerpt(begins)}".')
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield found("F104", _line(name, content[: error.start].decode("utf-8")), "There is a byte that is not UTF-8.")
        return
    if lost := _LOST.search(text):
        yield found("F106", _line(name, text[: lost.start()]), f"There is the character U+{ord(lost[0]):04X}.")
    if misread := _MISREAD.search(text):
        around = text[max(0, misread.start() - 15) : misread.end() + 15]
        yield found("F107", _line(name, text[: misread.start()]), f'"{excerpt(around)}" looks misread.')
    if len(content) > _LARGEST:
        yield found("F113", name, f"The document has {len(content):,} bytes.")


def parse_feed(content: bytes, name: str) -> XmlElement | Finding:
    """Return the document's first element, or why there is none."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return found("F102", name, "The document declares a document type.")
    try:
        return parse_xml(content)
    except ReadingError as error:
        return found("F101", name, f"{error.message[:1].upper()}{error.message[1:]}.")


def check_structure(root: XmlElement, name: str) -> Iterator[Finding]:
    """Yield what is wrong with the elements of a feed document, whatever they say."""
    if root.tag != "rss" or root.get("version") != "2.0" or len(root.findall("channel")) != 1:
        version = root.get("version", "")
        yield found("F114", name, f'It begins with <{split(str(root.tag))[1]}>, version "{version}".')
    yield from _check_namespaces(root, name)
    for element in root.iter():
        place = f"{name}, line {element.sourceline}"
        parent = element.getparent()
        namespace, local = split(str(element.tag))
        holder = "}" if parent is None else str(parent.tag)
        if not namespace and "}" not in holder and local not in _RSS.get(holder, "").split():
            yield found("F112", place, f"<{holder}> can't hold <{local}>.")
        if len(element) == 0 and element.text:
            yield from _check_value(element.text, local, place)


def _check_namespaces(root: XmlElement, name: str) -> Iterator[Finding]:
    known = {_loosely(address): (prefix, address) for prefix, address in NAMESPACES.items()}
    used = {(split(str(element.tag))[0], element.prefix) for element in root.iter()}
    for namespace, prefix in sorted((space, prefix or "") for space, prefix in used if space):
        usual, address = known.get(_loosely(namespace), (prefix, namespace))
        if namespace != address:
            yield found("F109", name, f'"{namespace}" should be "{address}".')
        elif prefix != usual:
            yield found("F110", name, f'"{namespace}" has the prefix "{prefix}" instead of "{usual}".')


def _check_value(value: str, local: str, place: str) -> Iterator[Finding]:
    holds_markup = local in _HOLDING_MARKUP
    if value != value.strip() and not holds_markup:
        yield found("F111", place, f'<{local}> holds "{excerpt(value)}" with white space around it.')
    if escaped := (_ESCAPED_IN_MARKUP if holds_markup else _ESCAPED).search(value):
        around = value[max(0, escaped.start() - 15) : escaped.end() + 15]
        yield found("F108", place, f'<{local}> holds "{excerpt(around)}".')


def _loosely(namespace: str) -> str:
    return namespace.lower().rstrip("/#").removeprefix("https://").removeprefix("http://")


def _line(name: str, before: str) -> str:
    return f"{name}, line {before.count(chr(10)) + 1}"
