"""What stands in an element and around it."""

from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Final, TypeAlias

from lxml import etree
from lxml.html import HtmlElement

Element: TypeAlias = HtmlElement
"""An element of a parsed page; equal only to itself, so that it can be a dictionary's key."""

XmlElement: TypeAlias = etree._Element  # noqa: SLF001 - lxml gives the type of its elements no other name
"""An element of an XML document."""

Node: TypeAlias = "Element | str"
"""What stands in an element: another element, or text."""

_PIECE: Final = 1000
"""Characters of a text that are looked at together."""


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


def element_after(element: Element) -> Element | None:
    """Return the element that stands after `element` in its parent; None if there is none."""
    return element.getnext()


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
    pieces = (text[at : at + _PIECE] for text in element.itertext() for at in range(0, len(text), _PIECE))
    for text in pieces:
        found.append(text)
        length -= len("".join(text.split()))
        if length <= 0:
            break
    return " ".join("".join(found).split())
