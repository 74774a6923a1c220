"""The lines of a page's main text, and how much of them is prose, links and headings."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from audioed.markup import Element, Node, name, nodes
from audioed.reading.boxes import normalized
from audioed.reading.controls import is_control
from audioed.reading.elements import (
    heading_level,
    is_block,
    is_hidden,
    is_navigation,
    meaning,
)

PROSE: Final = 12
"""Words from which a line is prose, unless half of them are links."""
_OF_DATE = 3
"""Numbers that are counted as those of a date, not of an amount."""
_KEPT = 400
"""Characters of a line that are kept to be looked at."""
_STOPS = (".", "!", "?", "。", "！", "？")
_LINKING = frozenset({"href", "onclick"})
_BREAKS = frozenset({"br", "figure", "video", "audio", "iframe", "object", "embed", "pre"})
_NO_LINES = _BREAKS | {"img", "svg", "math"}


@dataclass(slots=True)
class Line:
    """What stands between two ends of a block or line."""

    block: Element
    """The innermost in which it stands."""
    is_heading: bool = False
    text: str = ""
    """Its beginning."""
    words: int = 0
    linked: int = 0
    """Words in links."""
    figures: int = 0
    """Words that are numbers, as in dates, and in no link."""
    links: list[Element] = field(default_factory=list)
    lead: str = ""
    """What stands before its first link."""
    tail: str = ""
    """What stands after its last link."""

    def add(self, text: str, link: Element | None) -> None:
        """Add text, which may stand in a link."""
        words = normalized(text)
        count = len(words)
        self.words += count
        if link is not None and text.strip():
            self.linked += count
            self.tail = ""
            if not self.links or self.links[-1] is not link:
                self.links.append(link)
        else:
            figures = sum(map(str.isdigit, words))
            self.figures += figures if figures >= _OF_DATE else 0
            self.tail = (self.tail + text)[-_KEPT:]
            if not self.links:
                self.lead = (self.lead + text)[:_KEPT]
        if len(self.text) < _KEPT:
            self.text += text[:_KEPT]

    @property
    def is_prose(self) -> bool:
        """Whether it has enough words that are no link."""
        return not self.is_heading and self.words >= PROSE and 2 * self.linked < self.words

    @property
    def is_sentence(self) -> bool:
        """Whether words of its own end it with a stop."""
        return self.linked < self.words and self.tail.rstrip().endswith(_STOPS)

    @property
    def is_linked(self) -> bool:
        """Whether all of it is links."""
        return bool(self.links) and self.linked == self.words


@dataclass(frozen=True, slots=True)
class Part:
    """How much stands in an element."""

    start: int
    """The number of its first line."""
    end: int
    words: int
    linked: int
    prose: int
    others: int
    """Words that are neither linked nor a number nor in a heading."""
    links: int


class Measured:
    """The lines of an element in order, and sums over those of each element in it."""

    def __init__(self, main: Element, apart: Collection[Element] = ()) -> None:
        """Measure an element.

        Args:
            main: The element.
            apart: Elements in it that are not looked into.
        """
        self.lines: list[Line] = []
        self._spans: dict[Element, tuple[int, int]] = {}
        self._measure(main, apart)
        self._words = self._sums(lambda line: line.words)
        self._linked = self._sums(lambda line: line.linked)
        self._prose = self._sums(lambda line: line.words - line.linked if line.is_prose else 0)
        self._others = self._sums(lambda line: 0 if line.is_heading else line.words - line.linked - line.figures)
        self._links = self._sums(lambda line: len(line.links))

    def part(self, element: Element) -> Part:
        """Return how much stands in an element; nothing in one that was not looked into."""
        return self.between(*self._spans.get(element, (0, 0)))

    def between(self, start: int, end: int) -> Part:
        """Return how much stands in the lines from `start` until before `end`."""
        sums = (self._words, self._linked, self._prose, self._others, self._links)
        words, linked, prose, others, links = (each[end] - each[start] for each in sums)
        return Part(start, end, words, linked, prose, others, links)

    def _sums(self, measure: Callable[[Line], int]) -> list[int]:
        return [0, *accumulate(map(measure, self.lines))]

    def _measure(self, main: Element, apart: Collection[Element]) -> None:
        line = Line(main)
        stack = [_Open(main, block=main)]
        while stack:
            inner = stack[-1]
            node = next(inner.rest, None)
            if isinstance(node, str):
                line.add(node, inner.link)
            elif node is None:
                if inner.is_block:
                    line = self._end(line, stack[-2] if len(stack) > 1 else inner)
                self._spans[inner.element] = (inner.start, len(self.lines) + bool(line.words))
                stack.pop()
            elif (entered := inner.enter(node, apart)) is not None:
                if entered.is_block:
                    line = self._end(line, entered)
                entered.start = len(self.lines)
                stack.append(entered)
            elif name(node) in _BREAKS:
                line = self._end(line, inner)

    def _end(self, line: Line, inner: "_Open") -> Line:
        """End a line and return the next one, which begins in `inner`."""
        if line.words:
            self.lines.append(line)
        return Line(inner.block, is_heading=inner.is_heading)


class _Open:
    """An element that is being measured, and what its text has from those around it."""

    def __init__(
        self,
        element: Element,
        *,
        block: Element,
        is_heading: bool = False,
        is_block: bool = True,
        link: Element | None = None,
    ) -> None:
        self.element = element
        self.block = block
        self.is_heading = is_heading
        self.is_block = is_block
        self.link = link
        self.start = 0
        self.rest: Iterator[Node] = nodes(element)

    def enter(self, element: Element, apart: Collection[Element]) -> "_Open | None":
        """Return an element in this one as one to be measured; None if there is nothing to measure in it."""
        meant = meaning(element)
        if element in apart or meant in _NO_LINES or is_hidden(element, meant):
            return None
        if is_control(element, meant) or is_navigation(element, meant):
            return None
        is_own = is_block(element, meant)
        return _Open(
            element,
            block=element if is_own else self.block,
            is_heading=self.is_heading or bool(heading_level(element, meant)),
            is_block=is_own,
            link=element if meant == "a" and _LINKING.intersection(element.keys()) else self.link,
        )
