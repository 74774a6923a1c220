"""The boxes of a page that are made as the one in which its main text was found: the posts of a thread, blocks of text.

Who builds a page of blocks, or a thread, has its text in several boxes of the same make. A program that looks for the
one that holds the article finds the first of them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from audioed.markup import Element, attribute, children, descendants, is_longer, name, parent, raw_text
from audioed.reading.elements import heading_level, is_hidden, meaning
from audioed.reading.labels import READ_THIS
from audioed.reading.links import address
from audioed.reading.main_text import APART, level_at_start
from audioed.reading.measuring import PROSE, Measured
from audioed.reading.places import is_own_heading, is_title

_PAGES = frozenset({"html", "body", "main"})
"""Elements beside which nothing is looked for."""
_SECTIONING = frozenset({"article", "section"})
_LONGEST_LINK = 200
"""Characters."""
_LEAST_TO_LINK = 3
"""How many words must stand in a box for each that is linked."""
_PURE = 0.8
"""The share of a box's words that the main text must be for the box to be that of the main text."""
_FIRST = 20
"""Elements of a heading or link that are looked at."""


@dataclass(frozen=True, slots=True)
class _Make:
    """What the elements of one template have in common."""

    name: str
    classes: frozenset[str]

    @property
    def is_telling(self) -> bool:
        return bool(self.classes) or self.name in _SECTIONING

    def fits(self, element: Element) -> bool:
        """Return whether an element has this name and half of the classes: others number the posts of a thread."""
        if name(element) != self.name:
            return False
        own = _classes(element)
        return 2 * len(own & self.classes) >= max(len(own), len(self.classes))


def find_fellows(root: Element, main: Element, held: Mapping[Element, int]) -> list[Element]:
    """Return what stands from the first to the last box that is made as the main one, with the headings above.

    Args:
        root: The page.
        main: The element in which the main text was found.
        held: How many words stand in each element.
    """
    found: list[Element] = []
    makes: list[_Make] = []
    measured: Measured | None = None
    part = box = _named(main, held)
    while name(part) not in _PAGES and (around := parent(part)) is not None:
        makes.insert(0, _make(part))
        beside = [*children(around)]
        alike = _alike(part, beside, makes, held) if any(make.is_telling for make in makes) else {}
        if alike:
            measured = measured or Measured(root)
            own = {each: boxes for each, boxes in alike.items() if not _is_of_other(each, boxes, measured)}
            if any(measured.part(box).prose >= PROSE for boxes in own.values() for box in boxes):
                others = alike.keys() - own.keys()
                first = _first_below(beside, {part, *own}, held, measured)
                found += _from_first_to_last(beside[first:], {part: [box], **own}, others, held)
        part = around
    return [each for each in found if each is not main]


def _named(main: Element, held: Mapping[Element, int]) -> Element:
    """Return the main element, or one around it that its make tells from others and that holds hardly more."""
    box = main
    while not _make(box).is_telling and (around := parent(box)) is not None and name(around) not in _PAGES:
        if held[main] < _PURE * held[around]:
            return main
        box = around
    return box


def _alike(
    part: Element, beside: Iterable[Element], makes: Sequence[_Make], held: Mapping[Element, int]
) -> dict[Element, list[Element]]:
    """Return the elements beside a part in which boxes stand as the main one does in the part, with these boxes."""
    alike: dict[Element, list[Element]] = {}
    for each in beside:
        if each is part or not held[each] or _is_apart(each):
            continue
        if boxes := _at_same_place(each, makes, held) or _deeper(each, makes[-1], held):
            alike[each] = boxes
    return alike


def _at_same_place(element: Element, makes: Sequence[_Make], held: Mapping[Element, int]) -> list[Element]:
    """Return the boxes that stand in an element as the main one does in what is made alike."""
    boxes = [element] if makes[0].fits(element) else []
    for make in makes[1:]:
        boxes = [child for box in boxes for child in children(box) if make.fits(child) and held[child]]
    return boxes


def _deeper(element: Element, make: _Make, held: Mapping[Element, int]) -> list[Element]:
    """Return the boxes anywhere in an element that have just the main one's classes: answers beside a question."""
    boxes: list[Element] = []
    stack = [element] if make.classes else []
    while stack:
        each = stack.pop()
        if not held[each] or _is_apart(each):
            continue
        if _make(each) == make:
            boxes.append(each)
        else:
            stack.extend(reversed([*children(each)]))
    return boxes


def _is_of_other(element: Element, boxes: Iterable[Element], measured: Measured) -> bool:
    """Return whether links in boxes, or a title or link around them, make them those of another story.

    Links above a heading that ends a box are none of a story that it tells of: it is the heading of what follows.
    """
    parts = [part for box in boxes if (part := measured.part(box)).linked]
    linked = (part for part in parts if not is_own_heading(measured.lines[part.end - 1]))
    if any(_LEAST_TO_LINK * part.linked >= part.words for part in linked):
        return True
    return any(is_of_story(each) for each in (element, *descendants(element)))


def is_of_story(element: Element) -> bool:
    """Return whether an element is a title, a heading that leads to another page, or a link to read on."""
    if level := heading_level(element, meaning(element)):
        return level == 1 or any(map(_leads_away, islice(descendants(element), _FIRST)))
    if not _leads_away(element):
        return False
    if any(heading_level(each, meaning(each)) for each in islice(descendants(element), _FIRST)):
        return True
    return not is_longer(element, _LONGEST_LINK) and bool(READ_THIS.match(raw_text(element)))


def _leads_away(element: Element) -> bool:
    to = address(element)
    return name(element) == "a" and bool(to) and not to.startswith("#")


def _first_below(
    beside: Sequence[Element], boxes: Collection[Element], held: Mapping[Element, int], measured: Measured
) -> int:
    """Return the number of the first element with boxes, or that of the first of the headings right above it."""
    first = next(number for number, each in enumerate(beside) if each in boxes)
    while first and held[beside[first - 1]] < PROSE and _is_heading(beside[first - 1], measured):
        first -= 1
    return first


def _is_heading(element: Element, measured: Measured) -> bool:
    """Return whether an element begins with a heading, or ends with one; none that is a title."""
    if level_at_start(element) > 1:
        return True
    part = measured.part(element)
    lines = measured.lines[part.start : part.end]
    return bool(lines) and is_own_heading(lines[-1]) and not any(map(is_title, lines))


def _from_first_to_last(
    beside: Sequence[Element],
    boxes: Mapping[Element, Sequence[Element]],
    others: Collection[Element],
    held: Mapping[Element, int],
) -> list[Element]:
    """Return what stands from the first to the last element with boxes, which is taken whole if they are most of it."""
    last = max(number for number, each in enumerate(beside) if each in boxes)
    found: list[Element] = []
    for each in beside[: last + 1]:
        own = boxes.get(each)
        if own is not None:
            found += [each] if 2 * sum(held[box] for box in own) >= held[each] else own
        elif each not in others and not _is_apart(each):
            found.append(each)
    return found


def _is_apart(element: Element) -> bool:
    meant = meaning(element)
    return meant in APART or is_hidden(element, meant)


def _make(element: Element) -> _Make:
    return _Make(name(element), _classes(element))


def _classes(element: Element) -> frozenset[str]:
    return frozenset(attribute(element, "class").lower().split())
