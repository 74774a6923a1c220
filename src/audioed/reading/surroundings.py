"""What leads away from an article though no name says so: menus, lists of other stories, links to share and to go on.

It is told by its links and by its place: between the first prose of a page's main text and the last there is little of
it, around them much.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from audioed.markup import Element, ancestors, attribute, children, descendants, following, has, name, parent
from audioed.reading.elements import heading_level, is_block, meaning
from audioed.reading.labels import (
    ARROW,
    CLOCK,
    COUNTER,
    PLAYER,
    READ,
    READ_THIS,
    is_introducing,
    is_leading,
    is_of_sources,
    is_pressed,
    is_rights,
)
from audioed.reading.measuring import Line, Measured, Part
from audioed.reading.tables import is_layout

_Found: TypeAlias = dict[Element, str]

_MANY = 8
"""Links without a heading that are no list of the author's."""
_LOOKED_AT = 60
"""Lines."""
_LEAST = 60
"""Words of prose below which nothing can be told by place."""
_BODY = 0.7
"""The share of a page's prose that the article's body holds."""
_MOST_OF_LABEL = 5
"""Words."""
_MENU = 5
"""Links that make a cell of a layout table a menu."""
_MOST_IN_MENU = 3
"""How many words may stand in it beside each that is linked."""
_WIDGET = 4
"""Lines of a few words each that make a box without a paragraph a film or a gallery."""
_LONGEST_WIDGET = 120
"""Words."""
_MOST_IN_BAR = 20
_CONTROLS_OF_PLAYER = 3
"""Words of different controls that need no picture or film beside them."""
_MOST_CLOCKS = 2
_MEDIA = ("img", "picture", "video", "audio", "iframe", "object", "embed", "canvas", "button")
_SHORT = 4
"""Words of a line on a control."""
_MOST_IN_COLOPHON = 0.25
"""The share of the words that may stand from a line on rights to the end."""
_LEAST_STANDFIRST = 8
"""Words."""
_KICKER: Final = 12
"""Words that may stand above a title at most."""

_NUMBERED = re.compile(r"\s*\d{1,3}[.)]?\s\D*\Z")
_CLOSING = " \n\t\u00a0])»›>…"
_BREADCRUMBS = re.compile(r"\s[>»›/→]\s")
_PLACES = ("#comments", "#comment", "#respond", "#disqus_thread", "#top", "#page-top")
_RELATIONS = frozenset({"prev", "previous", "next", "tag", "category"})
_FILES = (".pdf", ".epub", ".zip", ".csv", ".xlsx", ".docx")
_HOME = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?")
_NO_PAGES = ("mailto:", "tel:")
_LINES = frozenset({"p", "blockquote", "li", "dd", "pre"})
_BESIDE = frozenset({"aside", "footer"})
_OF_TEXT = ("p", "blockquote", "table", "pre", "dl", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")
_LISTED = frozenset({"li", "dt", "dd"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def surroundings(
    main: Element, apart: Collection[Element], notes: Collection[Element] = (), address: str = ""
) -> Mapping[Element, str]:
    """Find what leads away from a page's article, with the reason.

    Args:
        main: The page's main text.
        apart: Elements in it that are known to be none of the article.
        notes: Elements that hold its notes.
        address: The page's own; empty if it isn't known.
    """
    measured = Measured(main, apart)
    return _Surroundings(main, measured, notes, _host(address)).find() if measured.lines else {}


class _Surroundings:
    def __init__(self, main: Element, measured: Measured, notes: Collection[Element], host: str) -> None:
        self._main = main
        self._measured = measured
        self._notes = notes
        self._host = host
        self._lines = measured.lines
        self._all = measured.part(main)
        parts = map(measured.part, notes)
        of_notes = {number for part in parts for number in range(part.start, part.end)}
        self._noted = [0, *accumulate(int(number in of_notes) for number in range(len(self._lines)))]
        self._first, self._last = self._prose()
        self._heading = self._find_heading()
        self._title = self._find_title()
        self._body = self._find_body()
        self._rights = self._find_rights()
        prose = [line.block for line in self._lines if line.is_prose]
        self._is_in_paragraphs = 2 * sum(name(block) == "p" for block in prose) > len(prose)
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

    def _prose(self) -> tuple[int, int]:
        """Return the numbers of the first and the last line of prose; where there is little, of all lines."""
        if self._all.prose < _LEAST:
            return 0, len(self._lines) - 1
        prose = [
            number
            for number, line in enumerate(self._lines)
            if line.is_prose and not self._is_noted(number, number + 1) and not is_rights(line) and not _is_path(line)
        ]
        return (prose[0], prose[-1]) if prose else (0, len(self._lines) - 1)

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
        is_other = name(element) == "td" or not _is_like(element, section)
        if part.start == part.end or is_other or is_leading(self._lines[part.start]):
            return False
        is_headed = _is_own_heading(self._lines[part.start]) and self._lines[other.start].is_heading
        return is_headed or (bool(part.prose) and bool(attribute(element, "class")))

    def _is_noted(self, start: int, end: int) -> bool:
        """Return whether a note stands in these lines."""
        return self._noted[end] > self._noted[start]

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
            if is_notice or any("license" in _relations(link) for link in line.links):
                found = number
            elif line.is_sentence or (number < self._body.end and not line.is_linked):
                break
        return found

    def _find_heading(self) -> int:
        """Return the number of the only heading of the highest level; -1 if there is none, or several."""
        titles = [number for number, line in enumerate(self._lines) if line.is_heading and _is_title(line.block)]
        return titles[0] if len(titles) == 1 else -1

    def _find_title(self) -> int:
        """Return the number of that heading if neither a heading nor prose stands above it; else 0."""
        above = self._lines[: max(self._heading, 0)]
        return 0 if any(line.is_heading or line.is_prose for line in above) else len(above)

    # Elements. -------------------------------------------------------------------------------------------------------

    def _reason(self, element: Element, part: Part) -> str:
        if self._is_noted(part.start, part.end):
            return ""
        is_own = part.end - part.start > 1 or is_block(element, meaning(element))
        if part.start >= self._rights or (is_own and self._is_beyond(element, part)):
            return "outside-main-text"
        if part.end - part.start == 1 and (reason := self._reason_of_line(element, part)):
            return reason
        if is_own and (self._is_widget(element, part) or self._is_bar(part)):
            return "control"
        if not is_own or part.prose or not part.links:
            return ""
        return "navigation" if self._is_leading(element, part) else ""

    def _is_beyond(self, element: Element, part: Part) -> bool:
        """Return whether links or a rubric stand above the title, or a line on rights below the prose."""
        if part.end <= self._title:
            return part.words in (part.linked, 1)
        is_line = part.end - part.start == 1 and part.start > self._last
        return is_line and is_rights(self._lines[part.start]) and not _is_quoted(element)

    def _is_leading(self, element: Element, part: Part) -> bool:
        if name(element) == "td" and part.links >= _MENU and self._all.prose >= _LEAST:
            most = _MOST_IN_MENU * part.linked if self._is_above(part) else part.linked / 2
            return part.others <= most and not _is_data(element)
        if not part.linked or part.others > part.linked or self._is_written(element, part):
            return False
        if meaning(element) != "footer" and self._is_authors(part):
            return False
        if meaning(element) in _BESIDE and (part.links > 1 or self._is_below(part)):
            return 2 * part.others <= part.linked
        if self._is_above(part):
            return 2 * part.others <= part.linked
        return part.links > 1 and self._is_below(part) and self._is_apart(element, part)

    def _is_authors(self, part: Part) -> bool:
        """Return whether links stand where an author's do: under a heading of the article's, or introduced by it."""
        if part.start < self._title:
            return False
        first = self._lines[part.start]
        if is_leading(first):
            return False
        if part.end - part.start > 1 and (_is_own_heading(first) or is_introducing(first)):
            return True
        before = self._lines[part.start - 1] if part.start else None
        if before is None or is_leading(before):
            return False
        is_under = _is_own_heading(before) and not _is_title(before.block)
        return is_under or is_introducing(before) or self._is_numbered(part)

    def _is_numbered(self, part: Part) -> bool:
        """Return whether figures count the lines, as in a list of the author's that is no list to HTML."""
        lines = self._lines[part.start : min(part.end, part.start + _LOOKED_AT)]
        counted = sum(bool(_NUMBERED.match(line.lead)) for line in lines)
        return counted > 1 and 2 * counted >= len(lines)

    def _is_written(self, element: Element, part: Part) -> bool:
        """Return whether links are those of an author: in sentences, to people, to sources, or with the title."""
        if name(element) in _HEADINGS or _is_quoted(element) or self._names_sources(part):
            return True
        lines = self._lines[part.start : min(part.end, part.start + _LOOKED_AT)]
        if len(lines) == 1 and (_is_question(lines[0]) or self._is_standfirst(lines[0], part)):
            return True
        if any((line.is_heading and _is_title(line.block)) or line.is_sentence for line in lines):
            return True
        addresses = [_address(link) for line in lines for link in line.links]
        return any(each.startswith(_NO_PAGES) for each in addresses) or self._leads_out(addresses)

    def _is_standfirst(self, line: Line, part: Part) -> bool:
        """Return whether a linked line below the title is as long as a sentence."""
        return 0 <= self._heading < part.start and line.words >= _LEAST_STANDFIRST

    def _leads_out(self, addresses: Sequence[str]) -> bool:
        """Return whether most links lead to other sites: an author's do, those to other stories don't."""
        away = sum(1 for host in map(_host, addresses) if host and self._host and host != self._host)
        return 2 * away > len(addresses)

    def _is_apart(self, element: Element, part: Part) -> bool:
        """Return whether links below the prose stand outside of the article's body, or under a label that leads on."""
        if part.start >= self._body.end or self._label_above(part):
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
        """Return whether an element between paragraphs is a film or a gallery, of which the controls say most."""
        if part.words > _LONGEST_WIDGET or not self._is_in_paragraphs:
            return False
        lines = self._lines[part.start : part.end]
        short = sum(line.words <= _SHORT for line in lines)
        if short < _WIDGET or 2 * short <= len(lines):
            return False
        return self._is_player(element, lines) and not has(element, *_OF_TEXT)

    def _is_player(self, element: Element, lines: Sequence[Line]) -> bool:
        """Return whether lines are those on a player or a gallery: a clock alone stands in a programme, too."""
        said = {line.text.casefold().strip() for line in lines if PLAYER.fullmatch(line.text)}
        clocks = sum(bool(CLOCK.match(line.text)) for line in lines)
        counters = sum(bool(COUNTER.match(line.text)) for line in lines)
        if len(said) >= _CONTROLS_OF_PLAYER:
            return True
        signs = len(said) + bool(clocks) + bool(counters)
        return clocks <= _MOST_CLOCKS and signs > 0 and bool(said or counters) and has(element, *_MEDIA)

    def _is_bar(self, part: Part) -> bool:
        """Return whether an element holds nothing but links that run a script, of which half say what one does."""
        if not part.links or part.words > _MOST_OF_LABEL * part.links or part.links > _MOST_IN_BAR:
            return False
        lines = self._lines[part.start : part.end]
        if any(not line.is_linked or line.is_heading for line in lines):
            return False
        links = [link for line in lines for link in line.links]
        pressed = sum(_is_pressed(link) for link in links)
        return all(_runs(_address(link)) for link in links) and 2 * pressed >= len(links)

    def _is_above(self, part: Part) -> bool:
        return part.end <= self._first and not self._body.start <= part.start < self._body.end

    def _is_below(self, part: Part) -> bool:
        """Return whether an element stands below the prose, unless the links there outweigh it: they are the text."""
        if part.start <= self._last and not (part.start >= self._body.end and self._body.prose >= _LEAST):
            return False
        return self._measured.between(self._last + 1, len(self._lines)).linked <= self._all.prose

    def _names_sources(self, part: Part) -> bool:
        """Return whether a list of links is one of what the article goes back to."""
        around = self._lines[max(part.start - 1, 0) : part.start + 1]
        return any(map(is_of_sources, around))

    def _label_above(self, part: Part) -> bool:
        """Return whether the line above says that other pages follow."""
        return part.start > 0 and is_leading(self._lines[part.start - 1])

    # Lines. ----------------------------------------------------------------------------------------------------------

    def _reason_of_line(self, element: Element, part: Part) -> str:
        line = self._lines[part.start]
        if not line.links or line.is_heading:
            return ""
        if self._is_bar(part):
            return "control"
        addresses = [_address(link) for link in line.links]
        is_among = self._first < part.start < self._last
        leads = (_files(line) and not is_among) or (
            line.is_linked and all(address.endswith(_PLACES) for address in addresses)
        )
        leads = leads or self._leads_back(line, addresses)
        if not leads and is_block(element, meaning(element)) and name(element) not in _LISTED:
            leads = self._leads_on(line, addresses, part)
        return "navigation" if leads else ""

    def _leads_on(self, line: Line, addresses: Sequence[str], part: Part) -> bool:
        if all(address.startswith("#") for address in addresses):
            return False
        if _points(line) or self._is_path(line, part):
            return True
        return self._is_below(part) and _is_arrow(line) and not self._names_sources(part) and not _are_files(addresses)

    def _leads_back(self, line: Line, addresses: Sequence[str]) -> bool:
        """Return whether a short line leads up the page, out of the article, or over what stands between.

        One that leads to what follows is its heading, as where answers unfold.
        """
        is_short = line.is_linked and line.words < _MOST_OF_LABEL
        if not is_short or not all(address.startswith("#") and address != "#" for address in addresses):
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
        is_above = own.start < self._first and part.start > own.start
        return is_above or part.end <= own.start

    @cached_property
    def _targets(self) -> Mapping[str, Element]:
        found: dict[str, Element] = {}
        for element in descendants(self._main):
            for key in ("id", "name"):
                if named := element.get(key):
                    found.setdefault(named, element)
        return found

    def _is_path(self, line: Line, part: Part) -> bool:
        """Return whether a line says where on a site one is: above the title, or from the site's home on."""
        if not _is_path(line) or part.end > max(self._first, self._heading):
            return False
        return self._heading < 0 or part.end <= self._heading or bool(_HOME.fullmatch(_address(line.links[0])))

    def _find_labels(self) -> None:
        """Take away labels and headings of what was found below the prose, and links that stand under such a label."""
        gone = self._gone()
        links: list[int] = []
        is_empty, was_found = True, False
        for number in range(len(self._lines) - 1, self._last, -1):
            line = self._lines[number]
            if gone[number]:
                was_found = True
            elif is_empty and self._is_label(line) and (was_found or is_leading(line)):
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
        return line.is_heading or (line.words <= _MOST_OF_LABEL and is_leading(line))


def _is_title(element: Element) -> bool:
    return heading_level(element, meaning(element)) == 1


def _is_quoted(element: Element) -> bool:
    around = parent(element)
    return name(element) == "blockquote" or (around is not None and name(around) == "blockquote")


def _is_like(element: Element, other: Element) -> bool:
    return element.tag == other.tag and attribute(element, "class") == attribute(other, "class")


def _is_pressed(link: Element) -> bool:
    return is_pressed("".join(link.itertext()))


def _are_files(addresses: Iterable[str]) -> bool:
    return all(address.endswith(_FILES) for address in addresses)


def _is_own_heading(line: Line) -> bool:
    """Return whether a line is a heading and no other page's."""
    return line.is_heading and not line.links


def _is_question(line: Line) -> bool:
    return line.text.rstrip().endswith(("?", "？"))


def _files(line: Line) -> bool:
    """Return whether a line says where the article is filed, or what comes before and after it, and little else."""
    is_short = line.words - line.linked <= _MOST_OF_LABEL
    return is_short and all(_relations(link) & _RELATIONS for link in line.links)


def _points(line: Line) -> bool:
    """Return whether a line says that there is more to read, and links it."""
    if line.tail.strip(_CLOSING):
        return False
    return bool(READ.fullmatch(line.lead) if line.lead.strip(_CLOSING + "[(") else READ_THIS.match(line.text))


def _is_arrow(line: Line) -> bool:
    return line.is_linked and len(line.links) == 1 and line.words < _KICKER and bool(ARROW.match(line.text))


def _relations(link: Element) -> frozenset[str]:
    return frozenset(attribute(link, "rel").lower().split())


def _address(link: Element) -> str:
    return attribute(link, "href").lower()


def _host(address: str) -> str:
    """Return the last two labels of an address's host; empty for one that is relative."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])


def _runs(address: str) -> bool:
    """Return whether a link only runs a script."""
    return address.startswith("javascript:") or address in ("", "#")


def _is_path(line: Line) -> bool:
    """Return whether a line says where on a site one is: links with arrows between, and maybe where they lead to."""
    if not line.links or line.is_sentence:
        return False
    parts = [" ".join(part.split()) for part in _BREADCRUMBS.split(line.text)]
    linked = {" ".join("".join(link.itertext()).split()) for link in line.links}
    return len(parts) > 1 and all(part in linked for part in parts[:-1]) and (len(parts) > 2 or parts[-1] in linked)


def _is_data(cell: Element) -> bool:
    table = next((around for around in ancestors(cell) if name(around) == "table"), None)
    return table is not None and not is_layout(table)
