"""What leads away from an article though no name says so: menus, lists of other stories, links to share and to go on.

It is told by its links and by its place: between the first prose of a page's main text and the last there is little of
it, around them much.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final, TypeAlias

from audioed.markup import Element, ancestors, attribute, children, descendants, name, parent
from audioed.reading.elements import HEADINGS, is_block, meaning
from audioed.reading.labels import ARROW, READ, READ_THIS, is_introducing, is_leading, is_of_sources, is_rights
from audioed.reading.links import address, are_files, host, lead_out, relations
from audioed.reading.measuring import Line, Measured, Part
from audioed.reading.places import Places, is_own_heading, is_title
from audioed.reading.tables import is_layout
from audioed.reading.widgets import is_bar, is_player

_Found: TypeAlias = dict[Element, str]

_MANY = 8
"""Links without a heading that are no list of the author's."""
_LOOKED_AT = 60
"""Lines."""
_MOST_LINKS = 200
"""Of which it is asked where they lead to."""
_MOST_OF_LABEL = 5
"""Words."""
_MENU = 5
"""Links that make a cell of a layout table a menu."""
_MOST_IN_MENU = 3
"""How many words may stand in it beside each that is linked."""
_LEAST_STANDFIRST = 8
"""Words."""
_KICKER: Final = 12
"""Words that may stand above a title at most."""

_NUMBERED = re.compile(r"\s*\d{1,3}[.)]?\s\D*\Z")
_CLOSING = " \n\t\u00a0])»›>…"
_PLACES = ("#comments", "#comment", "#respond", "#disqus_thread", "#top", "#page-top")
_RELATIONS = frozenset({"prev", "previous", "next", "tag", "category"})
_NO_PAGES = ("mailto:", "tel:")
_LINES = frozenset({"p", "blockquote", "li", "dd", "pre"})
_BESIDE = frozenset({"aside", "footer"})
_LISTED = frozenset({"li", "dt", "dd"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})


def surroundings(
    main: Element, apart: Collection[Element], notes: Collection[Element] = (), source: str = ""
) -> Mapping[Element, str]:
    """Find what leads away from a page's article, with the reason.

    Args:
        main: The page's main text.
        apart: Elements in it that are known to be none of the article.
        notes: Elements that hold its notes.
        source: The page's own address; empty if it isn't known.
    """
    measured = Measured(main, apart)
    return _Surroundings(main, measured, notes, host(source)).find() if measured.lines else {}


class _Surroundings:
    def __init__(self, main: Element, measured: Measured, notes: Collection[Element], host: str) -> None:
        self._main = main
        self._measured = measured
        self._notes = notes
        self._host = host
        self._lines = measured.lines
        self._all = measured.part(main)
        self._places = Places(main, measured, notes)
        prose = [line.block for line in self._lines if line.is_prose]
        self._is_in_paragraphs = 2 * sum(name(block) == "p" for block in prose) > len(prose)
        self._reasons: dict[tuple[int, bool], str] = {}
        self._widgets: dict[tuple[int, int], bool] = {}
        self._layouts: dict[Element, bool] = {}
        self._found: _Found = {}

    def find(self) -> Mapping[Element, str]:
        """Go through the elements from the outermost in."""
        stack = [*children(self._main)][::-1]
        while stack:
            element = stack.pop()
            part = self._measured.part(element)
            if element in self._notes or part.start == part.end:
                continue
            if reason := self._reason(element, part):
                self._found[element] = reason
            elif not self._belongs(element, part):
                stack.extend([*children(element)][::-1])
        self._find_labels()
        return self._found

    # Elements. -------------------------------------------------------------------------------------------------------

    def _reason(self, element: Element, part: Part) -> str:
        if self._places.is_noted(part):
            return ""
        is_own = part.end - part.start > 1 or is_block(element, meaning(element))
        if part.start >= self._places.rights or (is_own and self._is_beyond(element, part)):
            return "outside-main-text"
        if part.end - part.start == 1 and (reason := self._reason_of_line(element, part)):
            return reason
        if is_own and (self._is_widget(element, part)):
            return "control"
        if not is_own or part.prose or not part.links:
            return ""
        return "navigation" if self._is_leading(element, part) else ""

    def _is_beyond(self, element: Element, part: Part) -> bool:
        """Return whether links or a rubric stand above the title, or a line on rights below the prose."""
        if part.end <= self._places.title:
            return part.words in (part.linked, 1)
        is_line = part.end - part.start == 1 and part.start > self._places.last
        return is_line and is_rights(self._lines[part.start]) and not _is_quoted(element)

    def _is_leading(self, element: Element, part: Part) -> bool:
        if name(element) == "td" and part.links >= _MENU and self._places.has_prose:
            is_above = self._places.is_above(part)
            most = _MOST_IN_MENU * part.linked if is_above else part.linked / 2
            return part.others <= most and not self._is_data(element) and (is_above or not self._is_authors(part))
        if not part.linked or part.others > part.linked or self._is_written(element, part):
            return False
        if meaning(element) != "footer" and self._is_authors(part):
            return False
        if meaning(element) in _BESIDE and (part.links > 1 or self._places.is_below(part)):
            return 2 * part.others <= part.linked
        if self._places.is_above(part):
            return 2 * part.others <= part.linked and not is_own_heading(self._lines[part.end - 1])
        return part.links > 1 and self._places.is_below(part) and self._is_apart(element, part)

    def _is_authors(self, part: Part) -> bool:
        """Return whether links stand where an author's do: under a heading of the article's, or introduced by it."""
        if part.start < self._places.title:
            return False
        first = self._lines[part.start]
        if is_leading(first):
            return False
        if part.end - part.start > 1 and (is_own_heading(first) or is_introducing(first)):
            return True
        before = self._lines[part.start - 1] if part.start else None
        if before is None or is_leading(before):
            return False
        is_under = is_own_heading(before) and not is_title(before)
        return is_under or is_introducing(before) or self._is_numbered(part)

    def _is_numbered(self, part: Part) -> bool:
        """Return whether figures count the lines, as in a list of the author's that is no list to HTML."""
        lines = self._lines[part.start : min(part.end, part.start + _LOOKED_AT)]
        counted = sum(bool(_NUMBERED.match(line.lead)) for line in lines)
        return counted > 1 and 2 * counted >= len(lines)

    def _is_written(self, element: Element, part: Part) -> bool:
        """Return whether links are those of an author: in sentences, to people, to sources, or with the title."""
        if name(element) in HEADINGS or _is_quoted(element) or self._names_sources(part):
            return True
        lines = self._lines[part.start : min(part.end, part.start + _LOOKED_AT)]
        if len(lines) == 1 and (_is_question(lines[0]) or self._is_standfirst(lines[0], part)):
            return True
        if any(is_title(line) or line.is_sentence for line in lines):
            return True
        links = islice((link for line in lines for link in line.links), _MOST_LINKS)
        addresses = [address(link) for link in links]
        return any(each.startswith(_NO_PAGES) for each in addresses) or lead_out(addresses, self._host)

    def _is_standfirst(self, line: Line, part: Part) -> bool:
        """Return whether a linked line below the title is as long as a sentence."""
        return 0 <= self._places.heading < part.start and line.words >= _LEAST_STANDFIRST

    def _is_apart(self, element: Element, part: Part) -> bool:
        """Return whether links below the prose stand outside of the article's body, or under a label that leads on."""
        if part.start >= self._places.body.end or self._label_above(part):
            return True
        if name(element) in _LISTS or name(element) in _LINES:
            return False
        first = self._lines[part.start]
        if not first.is_linked and is_leading(first):
            return True
        return not first.is_heading and part.links >= _MANY

    def _belongs(self, element: Element, part: Part) -> bool:
        """Return whether a list with links is one of the article's, to its last item."""
        if part.prose or part.links < 2:
            return False
        return name(element) in _LISTS or (part.others <= part.linked and self._names_sources(part))

    def _is_widget(self, element: Element, part: Part) -> bool:
        if part.end - part.start > _LOOKED_AT:
            return False
        key = (part.start, part.end)
        if key not in self._widgets:  # boxes in each other hold the same lines
            lines = self._lines[part.start : part.end]
            self._widgets[key] = is_bar(lines) or (self._is_in_paragraphs and is_player(element, lines))
        return self._widgets[key]

    def _is_data(self, cell: Element) -> bool:
        table = next((around for around in ancestors(cell) if name(around) == "table"), None)
        if table is None:
            return False
        if table not in self._layouts:
            self._layouts[table] = is_layout(table)
        return not self._layouts[table]

    def _names_sources(self, part: Part) -> bool:
        """Return whether a list of links is one of what the article goes back to."""
        around = self._lines[max(part.start - 1, 0) : part.start + 1]
        return any(map(is_of_sources, around))

    def _label_above(self, part: Part) -> bool:
        """Return whether the line above says that other pages follow."""
        return part.start > 0 and is_leading(self._lines[part.start - 1])

    # Lines. ----------------------------------------------------------------------------------------------------------

    def _reason_of_line(self, element: Element, part: Part) -> str:
        """Return why a line leads away; what holds of it is asked once, however many elements there are in it."""
        line = self._lines[part.start]
        if not line.links or line.is_heading:
            return ""
        is_own = is_block(element, meaning(element)) and name(element) not in _LISTED
        key = (part.start, is_own)
        if key not in self._reasons:
            self._reasons[key] = self._why(line, part, is_own=is_own)
        return self._reasons[key]

    def _why(self, line: Line, part: Part, *, is_own: bool) -> str:
        if is_bar([line]):
            return "control"
        addresses = [address(link) for link in line.links]
        is_among = self._places.first < part.start < self._places.last
        is_to_place = line.is_linked and all(each.endswith(_PLACES) for each in addresses)
        leads = is_to_place or (_files(line) and not is_among) or self._leads_back(line, addresses)
        return "navigation" if leads or (is_own and self._leads_on(line, addresses, part)) else ""

    def _leads_on(self, line: Line, addresses: Sequence[str], part: Part) -> bool:
        if all(each.startswith("#") for each in addresses):
            return False
        if _points(line) or self._places.is_path(line, part):
            return True
        if not self._places.is_below(part) or self._names_sources(part):
            return False
        return _is_arrow(line) and not are_files(addresses) and not lead_out(addresses, self._host)

    def _leads_back(self, line: Line, addresses: Sequence[str]) -> bool:
        """Return whether a short line leads up the page, out of the article, or over what stands between.

        One that leads to what follows is its heading, as where answers unfold.
        """
        is_short = line.is_linked and line.words < _MOST_OF_LABEL
        if not is_short or not all(each.startswith("#") and each != "#" for each in addresses):
            return False
        if any(name(around) in _LISTED for around in (line.block, *ancestors(line.block))):
            return False
        return all(self._is_elsewhere(link) for link in line.links)

    def _is_elsewhere(self, link: Element) -> bool:
        """Return whether what a link leads to ends above it, or is no part of the article."""
        target = self._targets.get(attribute(link, "href").removeprefix("#"))
        if target is None:
            return True
        part, own = self._measured.part(target), self._measured.part(link)
        is_above = own.start < self._places.first and part.start > own.start
        return is_above or part.end <= own.start

    @cached_property
    def _targets(self) -> Mapping[str, Element]:
        found: dict[str, Element] = {}
        for element in descendants(self._main):
            for key in ("id", "name"):
                if named := element.get(key):
                    found.setdefault(named, element)
        return found

    def _find_labels(self) -> None:
        """Take away labels and headings of what was found below the prose, and links that stand under such a label."""
        gone = self._gone()
        links: list[int] = []
        is_empty, was_found = True, False
        for number in range(len(self._lines) - 1, self._places.last, -1):
            line = self._lines[number]
            if gone[number]:
                was_found = was_found or not _is_in_page(line)
            elif is_empty and self._is_label(line) and (was_found or ((links or line.is_heading) and is_leading(line))):
                for each in (number, *links):
                    self._found.setdefault(self._lines[each].block, "navigation")
                links, was_found = [], True
            elif is_empty and line.is_linked and len(line.links) == 1 and self._is_alone(line):
                links.append(number)
            else:
                links, is_empty, was_found = [], line.is_heading, False

    def _is_alone(self, line: Line) -> bool:
        part = self._measured.part(line.block)
        return part.end - part.start == 1

    def _gone(self) -> list[bool]:
        gone = [False] * len(self._lines)
        for element in self._found:
            part = self._measured.part(element)
            gone[part.start : part.end] = [True] * (part.end - part.start)
        return gone

    def _is_label(self, line: Line) -> bool:
        if line.links or line.is_prose or is_of_sources(line) or not self._is_alone(line):
            return False
        return line.is_heading or (line.words <= _MOST_OF_LABEL and is_leading(line) and not line.is_sentence)


def _is_in_page(line: Line) -> bool:
    """Return whether a line only leads to another place of the page: no heading is a label of that."""
    return line.is_linked and all(address(link).startswith("#") for link in line.links)


def _is_quoted(element: Element) -> bool:
    around = parent(element)
    return name(element) == "blockquote" or (around is not None and name(around) == "blockquote")


def _is_question(line: Line) -> bool:
    return line.text.rstrip().endswith(("?", "？"))


def _files(line: Line) -> bool:
    """Return whether a line says where the article is filed, or what comes before and after it, and little else."""
    is_short = line.words - line.linked <= _MOST_OF_LABEL
    return is_short and all(relations(link) & _RELATIONS for link in line.links)


def _points(line: Line) -> bool:
    """Return whether a line says that there is more to read, and links it."""
    if line.tail.strip(_CLOSING):
        return False
    return bool(READ.fullmatch(line.lead) if line.lead.strip(_CLOSING + "[(") else READ_THIS.match(line.text))


def _is_arrow(line: Line) -> bool:
    return line.is_linked and len(line.links) == 1 and line.words < _KICKER and bool(ARROW.match(line.text))
