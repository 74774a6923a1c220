"""Where in a page's main text the article begins and ends: its title, its prose, its body, the line on rights."""

import re
from collections.abc import Collection
from itertools import accumulate, islice

from audioed.markup import Element, attribute, children, following, name
from audioed.reading.elements import heading_level, is_like, meaning
from audioed.reading.labels import is_leading, is_rights
from audioed.reading.links import address, leads_home, relations
from audioed.reading.measuring import Line, Measured, Part

_LEAST = 60
"""Words of prose below which nothing can be told by place."""
_BODY = 0.7
"""The share of a page's prose that the article's body holds."""
_LOOKED_AT = 60
"""Nodes."""
_MOST_IN_COLOPHON = 0.25
"""The share of the words that may stand from a line on rights to the end."""
_BREADCRUMBS = re.compile(r"\s[>»›/→]\s")
_LINES = frozenset({"p", "blockquote", "li", "dd", "pre"})


class Places:
    """The numbers of the lines at which an article's parts begin and end."""

    def __init__(self, main: Element, measured: Measured, notes: Collection[Element]) -> None:
        """Look for them.

        Args:
            main: The page's main text.
            measured: Its lines, of which there is one at least.
            notes: Elements that hold its notes.
        """
        self._main = main
        self._measured = measured
        self._lines = measured.lines
        self._all = measured.part(main)
        parts = map(measured.part, notes)
        of_notes = {number for part in parts for number in range(part.start, part.end)}
        self._noted = [0, *accumulate(int(number in of_notes) for number in range(len(self._lines)))]
        self.first, self.last = self._prose()
        """The first and the last line of prose; where there is little, of all lines."""
        self.heading = self._find_heading()
        """The only heading of the highest level; -1 if there is none, or several."""
        self.title = self._find_title()
        """The same if neither a heading nor prose stands above it; else 0."""
        self.body = self._find_body()
        self.rights = self._find_rights()
        """The line on rights from which on nothing is the article's."""

    @property
    def has_prose(self) -> bool:
        """Whether there is enough prose to tell anything by place."""
        return self._all.prose >= _LEAST

    def is_above(self, part: Part) -> bool:
        """Return whether something stands above the prose, outside of the article's body."""
        return part.end <= self.first and not self.body.start <= part.start < self.body.end

    def is_below(self, part: Part) -> bool:
        """Return whether something stands below the prose, unless the links there outweigh it: they are the text."""
        if part.start <= self.last and not (part.start >= self.body.end and self.body.prose >= _LEAST):
            return False
        return self._measured.between(self.last + 1, len(self._lines)).linked <= self._all.prose

    def is_path(self, line: Line, part: Part) -> bool:
        """Return whether a line says where on a site one is: above the title, or from the site's home on."""
        if not _is_path(line) or part.end > max(self.first, self.heading):
            return False
        return self.heading < 0 or part.end <= self.heading or leads_home(address(line.links[0]))

    def is_noted(self, part: Part) -> bool:
        """Return whether a note stands in a part."""
        return self._noted[part.end] > self._noted[part.start]

    def _prose(self) -> tuple[int, int]:
        """Return the numbers of the first and the last line of prose; where there is little, of all lines."""
        if self._all.prose < _LEAST:
            return 0, len(self._lines) - 1
        prose = [number for number, line in enumerate(self._lines) if line.is_prose and self._is_own(number, line)]
        return (prose[0], prose[-1]) if prose else (0, len(self._lines) - 1)

    def _is_own(self, number: int, line: Line) -> bool:
        is_noted = self.is_noted(self._measured.between(number, number + 1))
        return not is_noted and not is_rights(line) and not _is_path(line)

    def _find_body(self) -> Part:
        """Return how much stands in the smallest element that holds nearly all of the prose, and in sections after it.

        Those are the siblings of one around it that are like that one.
        """
        element, least, end = self._main, _BODY * self._all.prose, 0
        while True:
            inner = (child for child in children(element) if self._measured.part(child).prose >= max(least, 1))
            child = next(inner, None)
            if child is None or name(child) in _LINES:
                part = self._measured.part(element)
                return self._measured.between(part.start, max(part.end, end))
            end = max(end, self._end_of_sections(child))
            element = child

    def _end_of_sections(self, section: Element) -> int:
        """Return the number of the line before which the last section ends that follows one of the article's."""
        after = (each for each in islice(following(section), _LOOKED_AT) if not isinstance(each, str))
        ends = (self._measured.part(each).end for each in after if self._is_section(each, section))
        return max(ends, default=0)

    def _is_section(self, element: Element, section: Element) -> bool:
        """Return whether an element is like a section of the article: it begins with a heading, too, or has prose."""
        part, other = self._measured.part(element), self._measured.part(section)
        is_other = name(element) == "td" or not is_like(element, section)
        if part.start == part.end or is_other or is_leading(self._lines[part.start]):
            return False
        is_headed = is_own_heading(self._lines[part.start]) and self._lines[other.start].is_heading
        return is_headed or (bool(part.prose) and bool(attribute(element, "class")))

    def _find_rights(self) -> int:
        """Return the number of the line on rights from which on nothing is the article's.

        Where the article's own lines stand only links can follow such a line: else it is one on a part of the article.
        """
        limit = self._all.words * _MOST_IN_COLOPHON
        found = len(self._lines)
        for number in range(len(self._lines) - 1, -1, -1):
            line = self._lines[number]
            is_notice = is_rights(line)
            is_long = self._measured.between(number, len(self._lines)).words > limit
            if line.is_heading or is_long or (line.is_prose and not is_notice):
                break
            if is_notice or any("license" in relations(link) for link in line.links):
                found = number
            elif line.is_sentence or (number < self.body.end and not line.is_linked):
                break
        return found

    def _find_heading(self) -> int:
        """Return the number of the only heading of the highest level; -1 if there is none, or several."""
        titles = [number for number, line in enumerate(self._lines) if is_title(line)]
        return titles[0] if len(titles) == 1 else -1

    def _find_title(self) -> int:
        """Return the number of that heading if neither a heading nor prose stands above it; else 0."""
        above = self._lines[: max(self.heading, 0)]
        return 0 if any(line.is_heading or line.is_prose for line in above) else len(above)


def is_own_heading(line: Line) -> bool:
    """Return whether a line is a heading and no other page's."""
    return line.is_heading and not line.links


def is_title(line: Line) -> bool:
    """Return whether a line is a heading of the highest level."""
    return line.is_heading and heading_level(line.block, meaning(line.block)) == 1


def _is_path(line: Line) -> bool:
    """Return whether a line says where on a site one is: links with arrows between, and maybe where they lead to."""
    if not line.links or line.is_sentence:
        return False
    parts = [" ".join(part.split()) for part in _BREADCRUMBS.split(line.text)]
    linked = {" ".join("".join(link.itertext()).split()) for link in line.links}
    return len(parts) > 1 and all(part in linked for part in parts[:-1]) and (len(parts) > 2 or parts[-1] in linked)
