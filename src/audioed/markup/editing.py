"""Changes to a page before it is read."""

from collections.abc import Callable, Iterable, Sequence

from audioed.markup.parsing import refuse_endless
from audioed.markup.tree import Element


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
        refuse_endless(root)


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
