"""What stands under a figure, a table or a quotation and belongs to it."""

from dataclasses import dataclass, replace

from audioed.markup import Element, attribute, children, descendants, following, name, parent, plain_text
from audioed.model import Block, Content, Figure, Quotation, Table
from audioed.reading.elements import classes
from audioed.reading.line import joined

_FIGURES = frozenset({"wp-caption", "thumb", "image-with-caption"})
_CAPTIONS = frozenset({"wp-caption-text", "thumbcaption", "image-caption", "figure-caption", "caption"})
_CREDITS = frozenset({"credit", "credits", "photo-credit", "image-credit", "caption-credit", "copyright", "byline"})
_CREDIT_PROPERTIES = frozenset({"copyrightHolder", "creditText", "creator", "author"})
_SOURCES = frozenset({"attribution", "quote-author", "quote-source", "blockquote-footer"})
_DASHES = " \u00a0—–―-~\n\t"


@dataclass(slots=True)
class FigureScope:
    """A figure that is being read."""

    start: int
    """How many blocks came before it."""
    caption: Content = ()
    """A caption that came before what it is the caption of."""
    credit: Content = ()


def is_figure(element: Element, meant: str) -> bool:
    """Return whether the element holds something together with its caption."""
    return meant == "figure" or (meant == "div" and bool(classes(element) & _FIGURES))


def is_caption(element: Element, meant: str) -> bool:
    """Return whether the element, which stands in a figure, is its caption."""
    return meant == "figcaption" or bool(classes(element) & _CAPTIONS)


def credits_in(caption: Element) -> tuple[Element, ...]:
    """Return the elements in a caption that name the picture's maker or owner."""
    found: list[Element] = []
    for element in descendants(caption):
        is_credit = classes(element) & _CREDITS or attribute(element, "itemprop") in _CREDIT_PROPERTIES
        if is_credit and parent(element) not in found:
            found.append(element)
    return tuple(found)


def with_caption(block: Block, caption: Content, credit: Content) -> Block | None:
    """Return the block with its caption; None if it has one already, or can't have any."""
    match block:
        case Figure(caption=(), credit=()):
            return replace(block, caption=caption, credit=credit)
        case Table(caption=()):
            return replace(block, caption=joined(caption, credit))
        case Quotation(attribution=()):
            return replace(block, attribution=joined(caption, credit))
        case _:
            return None


def is_attribution(element: Element, meant: str) -> bool:
    """Return whether the element, which stands in a quotation, says who or what is quoted."""
    if meant == "footer" or classes(element) & _SOURCES:
        return True
    around = parent(element)
    if meant not in ("cite", "p") or around is None or name(around) != "blockquote" or not _is_last(element):
        return False
    return meant == "cite" or _is_only_cite(element)


def _is_last(element: Element) -> bool:
    return not any(node.strip() if isinstance(node, str) else plain_text(node) for node in following(element))


def _is_only_cite(paragraph: Element) -> bool:
    cites = [child for child in children(paragraph) if name(child) == "cite"]
    if len(cites) != 1:
        return False
    return not plain_text(paragraph).replace(plain_text(cites[0]), "", 1).strip(_DASHES)
