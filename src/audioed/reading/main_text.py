"""Which part of a page is the article, and what is said outside of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from audioed.markup import Element, Node, ancestors, attribute, children, descendants, name, nodes, parent, plain_text
from audioed.model import Skipped
from audioed.reading.elements import heading_level, is_hidden, meaning, shown_text

OUTSIDE = "outside-main-text"
APART = frozenset({"nav", "aside", "footer", "dialog", "form", "figure", "noscript"})
"""What stands beside the main text and is no more of it."""

_LANDMARKS = frozenset({"header", "footer", "nav", "aside"})
_ASKING = frozenset({"button", "form", "iframe", "input", "select", "textarea"})
_LINKS = frozenset({"a", "area"})
_NEAR = ("#", "mailto:")
"""How the address of a link begins that leads to no page."""
_SECTIONING = ("article", "aside", "main", "nav", "section", "blockquote", "figure")
_PROSE = frozenset({"p", "blockquote", "dd", "li"})
_FIGURES = "0123456789"
_SENTENCE = 12
_SHOWN_OF_FINDING = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class MainText:
    """The article's place in a page."""

    element: Element
    excluded: Mapping[Element, str] = field(default_factory=dict)
    """Elements in it that are not article, with the reason."""


def choose_main(root: Element) -> MainText:
    """Choose by the page's own marks: its one `article`, else `main`, else all but the page's landmarks.

    Source: HTML Standard, section 4.4.14 (main), HTML Accessibility API Mappings 1.0, section 3.5 (header, footer).
    """
    marked = (each for each in shown([root]) if name(each) == "main" or attribute(each, "role").lower() == "main")
    main = next(filter(plain_text, marked), None)
    scope = root if main is None else main
    words = len(shown_text(scope).split())
    for each in _outermost([scope], lambda each: name(each) == "article"):
        if 2 * len(shown_text(each).split()) > words:
            return MainText(element=each)
    if main is not None:
        return MainText(element=main)
    landmarks = _outermost([root], lambda each: meaning(each) in _LANDMARKS and _is_of_page(each))
    excluded = dict.fromkeys(landmarks, OUTSIDE)
    return MainText(element=root, excluded=excluded)


def _is_of_page(element: Element) -> bool:
    return not any(name(around) in _SECTIONING for around in ancestors(element))


def is_document(root: Element, main: Element) -> bool:
    """Return whether an element is one of the numbered parts of a page that holds nothing of a site around them.

    So a page is saved by a text processor that has its sections, or by what makes a page of a book's: what stands
    around the longest of them is text, too.
    """
    if not any(map(_is_numbered, (main, *ancestors(main)))):
        return False
    outer = (node for node in _nodes_outside(root, main) if not isinstance(node, str))
    return not any(_is_of_site(each) for part in outer for each in (part, *descendants(part)))


def _is_numbered(element: Element) -> bool:
    """Return whether an element stands beside one that the number in its class or id alone tells from it."""
    around, own = parent(element), _numberless(element)
    if around is None or not own:
        return False
    return any(each is not element and _numberless(each) == own for each in children(around))


def _numberless(element: Element) -> tuple[str, str] | None:
    """Return an element's name, and its class or id without its number; None if there is no number in it."""
    for key in ("class", "id"):
        if (value := attribute(element, key)) and (stem := value.rstrip(_FIGURES)) != value:
            return name(element), stem
    return None


def _is_of_site(element: Element) -> bool:
    if name(element) in _LINKS:
        return not (attribute(element, "href") or "#").startswith(_NEAR)
    meant = meaning(element)
    return meant in _LANDMARKS or meant in APART or name(element) in _ASKING or bool(attribute(element, "onclick"))


def outside(root: Element, main: MainText) -> tuple[Skipped, ...]:
    """Return the texts of the page that stand outside of the main text's element, a value for each part."""
    texts = (node if isinstance(node, str) else shown_text(node) for node in _nodes_outside(root, main.element))
    collapsed = (" ".join(text.split()) for text in texts)
    return tuple(Skipped(text=text, reason=OUTSIDE) for text in collapsed if text)


def prose_outside(root: Element, main: MainText) -> str:
    """Return a sentence for the editor on prose that is not read; empty if there is none."""
    outer = (node for node in (*_nodes_outside(root, main.element), *main.excluded) if not isinstance(node, str))
    held = _outermost(outer, lambda each: name(each) in _PROSE or _is_dialog(each))
    texts = (shown_text(each) for each in held if not _is_dialog(each))
    found = list(dict.fromkeys(text for text in texts if len(text.split()) >= _SENTENCE))
    if not found:
        return ""
    words = sum(len(text.split()) for text in found)
    begin = found[0][:_SHOWN_OF_FINDING].rsplit(maxsplit=1)[0]
    return f"{words} words of prose outside the main text are not read; they begin “{begin} …”"


def _is_dialog(element: Element) -> bool:
    """Return whether an element asks the reader something before the page can be used, as for cookies."""
    return "dialog" in attribute(element, "role") or name(element) == "dialog"


def shown(elements: Iterable[Element]) -> Iterator[Element]:
    """Return the elements and all that stand in them, in order, without those that are hidden."""
    return _walk(elements, lambda _: False)


def _outermost(elements: Iterable[Element], holds: Callable[[Element], bool]) -> Iterator[Element]:
    """Return the elements for which something holds, in order, without what stands in them."""
    return filter(holds, _walk(elements, holds))


def _walk(elements: Iterable[Element], ends: Callable[[Element], bool]) -> Iterator[Element]:
    stack = [*elements][::-1]
    while stack:
        element = stack.pop()
        if not is_hidden(element, meaning(element)):
            yield element
            if not ends(element):
                stack.extend([*children(element)][::-1])


def level_at_start(element: Element) -> int:
    """Return the level of the heading that an element is or begins with; 0 where it is text."""
    for each in shown([element]):
        if (level := heading_level(each, meaning(each))) or (each.text or "").strip():
            return level
    return 0


def _nodes_outside(root: Element, element: Element) -> Iterator[Node]:
    if element is root:
        return
    path = (*ancestors(element),)
    on_path = {element, *path}
    for around in reversed(path):
        for node in nodes(around):
            if isinstance(node, str) or (node not in on_path and not is_hidden(node, meaning(node))):
                yield node
