"""What a page shows one at a time: slides with text, and the pages of an article that a script turns."""

from collections.abc import Collection, Mapping
from itertools import islice
from typing import TypeAlias

from audioed.markup import Element, attribute, children, is_longer, name, parent
from audioed.reading.elements import classes, is_hidden, meaning, words

_Make: TypeAlias = tuple[str, frozenset[str], str]

_STATES = words(
    "active is-active current is-current selected is-selected shown show visible is-visible hidden is-hidden hide "
    "inactive first last odd even prev next swiper-slide-active swiper-slide-visible swiper-slide-next "
    "swiper-slide-prev slick-current slick-active"
)
"""Classes that come and go while pages are turned."""
_LEAST = 60
"""Characters, with the white space of the source, of what has text to read."""
_BEGINNING = 60
"""Characters by which copies are told."""
_PIECES, _PIECE = 20, 200
"""Texts of a box, and characters of each, in which they are looked for."""


class Turning:
    """The boxes of a page of which one is shown at a time."""

    def __init__(self) -> None:
        self._shown: dict[Element, Mapping[_Make, Collection[str]]] = {}

    def is_turned_to(self, element: Element) -> bool:
        """Return whether a hidden box stands beside a shown one of the same make and language, and is no copy of it."""
        around, own = parent(element), _make(element)
        if around is None or not own[1]:
            return False
        if around not in self._shown:
            self._shown[around] = _shown(around)
        shown = self._shown[around].get(own, ())
        return bool(shown) and _begin(element) not in shown


def _shown(around: Element) -> Mapping[_Make, Collection[str]]:
    """Return the makes of the boxes that are shown in an element and have text, and how they begin."""
    found: dict[_Make, set[str]] = {}
    for each in children(around):
        if not is_hidden(each, meaning(each)) and is_longer(each, _LEAST):
            found.setdefault(_make(each), set()).add(_begin(each))
    return found


def _begin(element: Element) -> str:
    pieces = (text[:_PIECE] for text in islice(element.itertext(), _PIECES))
    return " ".join("".join(pieces).split())[:_BEGINNING]


def _make(element: Element) -> _Make:
    return name(element), classes(element) - _STATES, attribute(element, "lang").lower()
