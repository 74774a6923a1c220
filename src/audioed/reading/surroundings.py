"""What leads away from an article though no name says so: menus, lists of other stories, links to share and to go on.

It is told by its links and by its place: between the first prose of a page's main text and the last there is little of
it, around them much.
"""

import re
from collections.abc import Collection, Mapping
from itertools import accumulate
from typing import Final, TypeAlias

from audioed.markup import Element, ancestors, attribute, children, has, name
from audioed.reading.elements import heading_level, is_block, meaning
from audioed.reading.measuring import Line, Measured, Part
from audioed.reading.tables import is_layout

_Found: TypeAlias = dict[Element, str]

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
_SHORT = 4
"""Words of a line on a control."""
_MOST_IN_COLOPHON = 0.25
"""The share of the words that may stand from a line on rights to the end."""
_KICKER: Final = 12
"""Words that may stand above a title at most."""

_LEADING = re.compile(
    r"\W*(?:"
    r"related|see also|read (?:more|also|next|this)|also (?:read|see)|more (?:from|on|in|stories|articles|news)|"
    r"more\W*\Z|"
    r"recommended|you (?:might|may) also|most (?:read|popular)|latest|topics?\b|tags?\b|tagged|categor|filed under|"
    r"posted in|previous|next (?:article|story|post|page)|share\b|follow us|"
    r"mehr (?:zum|aus|von|über)|mehr\W*\Z|lesen sie (?:auch|mehr|dazu)|siehe auch|auch interessant|verwandte|"
    r"weitere (?:artikel|meldungen|beiträge|nachrichten|themen)|themen\b|schlagw|schlagworte|kategorie|teilen\b|"
    r"meistgelesen|das könnte|zum thema|"
    r"lire\s*:|lire (?:aussi|également|la suite|notre)|à lire|voir aussi|sur le même|"
    r"articles? (?:liés|similaires|associés)|plus d|partager|mots.clés|les plus lus|revivez|"
    r"lee (?:también|más)|leer (?:también|más)|ver también|véase|relacionad|más (?:sobre|leíd|noticias)|te puede|"
    r"compartir|etiquetas|temas\b|archivado en|"
    r"leia (?:mais|também)|veja (?:também|mais)|mais (?:lidas|sobre)|compartilh|tópicos|"
    r"leggi (?:anche|di più)|vedi anche|articoli correlati|potrebbe|più letti|condividi|argomenti|"
    r"lees (?:ook|meer|verder)|zie ook|gerelateerd|meer (?:over|nieuws)|meest gelezen|"
    r"czytaj (?:też|także|więcej|również)|zobacz (?:też|także)|przeczytaj (?:też|także)|powiązane|najczęściej|"
    r"udostępnij"
    r")",
    re.IGNORECASE,
)
"""How a line begins that leads to other pages."""
_SOURCES = re.compile(
    r"\W*(?:sources?|references?|further reading|bibliograph\w*|literature|notes?|links?|resources?|downloads?|"
    r"quellen?|literatur|weiterführend\w*|nachweise|einzelnachweise|fußnoten|"
    r"références|bibliographie|pour aller plus loin|fuentes|referencias|bibliograf\w*|enlaces|fonti|riferimenti|"
    r"bronnen|literatuur|fontes|referências|źródła|przypisy)\b",
    re.IGNORECASE,
)
"""How the heading of a list of links begins that belongs to the article."""
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright\b)|.*\ball rights reserved\b", re.IGNORECASE | re.DOTALL)
_ARROW = re.compile(r"\s*[←→«»‹›]|.*[←→«»‹›]\s*\Z", re.DOTALL)
_BREADCRUMBS = re.compile(r"\s*[>»›/|→]\s*")
_PLACES = ("#comments", "#comment", "#respond", "#disqus_thread", "#top", "#page-top")
_RELATIONS = frozenset({"prev", "previous", "next", "tag", "category", "license"})
_LINES = frozenset({"p", "blockquote", "li", "dd", "pre"})
_BESIDE = frozenset({"aside", "footer"})
_MEDIA = ("img", "picture", "video", "audio", "iframe", "svg", "canvas")
_OF_TEXT = ("p", "blockquote", "table", "pre", "dl", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")
_LISTED = frozenset({"li", "dt", "dd"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def surroundings(main: Element, apart: Collection[Element], notes: Collection[Element] = ()) -> Mapping[Element, str]:
    """Find what leads away from a page's article, with the reason.

    Args:
        main: The page's main text.
        apart: Elements in it that are known to be none of the article.
        notes: Elements that hold its notes.
    """
    measured = Measured(main, apart)
    return _Surroundings(main, measured, notes).find() if measured.lines else {}


class _Surroundings:
    def __init__(self, main: Element, measured: Measured, notes: Collection[Element]) -> None:
        self._main = main
        self._measured = measured
        self._notes = notes
        self._lines = measured.lines
        self._all = measured.part(main)
        parts = map(measured.part, notes)
        of_notes = {number for part in parts for number in range(part.start, part.end)}
        self._noted = [0, *accumulate(int(number in of_notes) for number in range(len(self._lines)))]
        self._first, self._last = self._prose()
        self._rights = self._find_rights()
        self._title = self._find_title()
        self._body = self._find_body()
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
            if line.is_prose and not self._is_noted(number, number + 1) and not _RIGHTS.match(line.text)
        ]
        return (prose[0], prose[-1]) if prose else (0, len(self._lines) - 1)

    def _find_body(self) -> Part:
        """Return how much stands in the smallest element that holds nearly all of the prose."""
        element, least = self._main, _BODY * self._all.prose
        while True:
            inner = (child for child in children(element) if self._measured.part(child).prose >= max(least, 1))
            child = next(inner, None)
            if child is None or name(child) in _LINES:
                return self._measured.part(element)
            element = child

    def _is_noted(self, start: int, end: int) -> bool:
        """Return whether a note stands in these lines."""
        return self._noted[end] > self._noted[start]

    def _find_rights(self) -> int:
        """Return the number of the line on rights from which on nothing is the article's."""
        limit = self._all.words * _MOST_IN_COLOPHON
        found = len(self._lines)
        for number in range(len(self._lines) - 1, -1, -1):
            line = self._lines[number]
            if line.is_heading or self._measured.between(number, len(self._lines)).words > limit:
                break
            if _RIGHTS.match(line.text) or any("license" in _relations(link) for link in line.links):
                found = number
        return found

    def _find_title(self) -> int:
        """Return the number of the first heading of the highest level, if no prose stands above it; else 0."""
        for number, line in enumerate(self._lines):
            if line.words >= _KICKER and not line.is_heading:
                break
            if line.is_heading and _is_title(line.block):
                return number
        return 0

    # Elements. -------------------------------------------------------------------------------------------------------

    def _reason(self, element: Element, part: Part) -> str:
        if self._is_noted(part.start, part.end):
            return ""
        is_own = part.end - part.start > 1 or is_block(element, meaning(element))
        if part.start >= self._rights or (part.end <= self._title and is_own):
            return "outside-main-text"
        if part.end - part.start == 1 and (reason := self._reason_of_line(element, part)):
            return reason
        if is_own and (self._is_widget(element, part) or self._is_bar(part)):
            return "control"
        if not is_own or part.prose or not part.links:
            return ""
        return "navigation" if self._is_leading(element, part) else ""

    def _is_leading(self, element: Element, part: Part) -> bool:
        if name(element) == "td" and part.links >= _MENU and self._all.prose >= _LEAST:
            return part.others <= _MOST_IN_MENU * part.linked and not _is_data(element)
        if not part.linked or part.others > part.linked or self._names_sources(part):
            return False
        if meaning(element) in _BESIDE or self._is_above(part):
            return True
        if not self._is_below(part) or (part.links < 2 and name(element) in _LINES):
            return False
        return name(element) not in _LISTS or self._label_above(part)

    def _belongs(self, element: Element, part: Part) -> bool:
        """Return whether a list of links is one of the article's, to its last item."""
        is_linked = part.links > 1 and part.others <= part.linked and not part.prose
        return is_linked and (name(element) in _LISTS or self._names_sources(part))

    def _is_widget(self, element: Element, part: Part) -> bool:
        """Return whether an element between paragraphs is a film or a gallery, of which the controls say most."""
        lines = self._lines[part.start : part.end]
        if len(lines) < _WIDGET or part.words > _LONGEST_WIDGET or not self._is_in_paragraphs:
            return False
        if sum(line.words <= _SHORT for line in lines) < _WIDGET or 2 * sum(
            line.words <= _SHORT for line in lines
        ) <= len(lines):
            return False
        return has(element, *_MEDIA) and not has(element, *_OF_TEXT)

    def _is_bar(self, part: Part) -> bool:
        """Return whether an element holds nothing but links that run a script, a few words in each."""
        lines = self._lines[part.start : part.end]
        if not part.links or part.words > _MOST_OF_LABEL * part.links or part.links > _MOST_IN_BAR:
            return False
        return all(line.is_linked and all(_runs(_address(link)) for link in line.links) for line in lines)

    def _is_above(self, part: Part) -> bool:
        return part.end <= self._first and not self._body.start <= part.start < self._body.end

    def _is_below(self, part: Part) -> bool:
        """Return whether an element stands below the prose, unless the links there outweigh it: they are the text."""
        if part.start <= self._last and not (part.start >= self._body.end and self._body.prose >= _LEAST):
            return False
        return self._measured.between(self._last + 1, len(self._lines)).linked <= self._all.prose

    def _names_sources(self, part: Part) -> bool:
        """Return whether a list of links is one of what the article goes back to."""
        own = (line for line in self._lines[part.start : part.end] if line.is_heading)
        before = self._lines[max(part.start - 1, 0) : part.start]
        return any(_SOURCES.match(line.text) for line in (*own, *(line for line in before if line.is_heading)))

    def _label_above(self, part: Part) -> bool:
        """Return whether the line above says that other pages follow."""
        return part.start > 0 and bool(_LEADING.match(self._lines[part.start - 1].text))

    # Lines. ----------------------------------------------------------------------------------------------------------

    def _reason_of_line(self, element: Element, part: Part) -> str:
        line = self._lines[part.start]
        if not line.links or (line.is_heading and not self._is_below(part)):
            return ""
        addresses = [_address(link) for link in line.links]
        if self._is_bar(part):
            return "control"
        leads = _files(line) or (line.is_linked and all(address.endswith(_PLACES) for address in addresses))
        if line.is_linked and line.words < _MOST_OF_LABEL and name(element) not in _LISTED:
            leads = leads or all(address.startswith("#") for address in addresses)
        if not leads and is_block(element, meaning(element)):
            is_path = len(line.links) > 1 and part.end <= max(self._first, self._title) and _is_path(line)
            leads = is_path or _points(line)
        return "navigation" if leads else ""

    def _find_labels(self) -> None:
        """Take away labels and headings of what was found below the prose, and links that stand under such a label."""
        gone = self._gone()
        links: list[int] = []
        is_empty, was_found = True, False
        for number in range(len(self._lines) - 1, self._last, -1):
            line = self._lines[number]
            if gone[number]:
                was_found = True
            elif is_empty and self._is_label(line) and (was_found or _LEADING.match(line.text)):
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
        if line.links or line.is_prose or _SOURCES.match(line.text) or not self._is_alone(line):
            return False
        return line.is_heading or (line.words <= _MOST_OF_LABEL and bool(_LEADING.match(line.text)))


def _is_title(element: Element) -> bool:
    return heading_level(element, meaning(element)) == 1


def _files(line: Line) -> bool:
    """Return whether a line says where the article is filed, or what comes before and after it, and little else."""
    is_short = line.words - line.linked <= _MOST_OF_LABEL
    return is_short and all(_relations(link) & _RELATIONS for link in line.links)


def _points(line: Line) -> bool:
    """Return whether a line says that there is more to read, and links it."""
    if line.ends_linked and line.words - line.linked <= _MOST_OF_LABEL and _LEADING.match(line.text):
        return True
    return line.is_linked and len(line.links) == 1 and bool(_ARROW.match(line.text))


def _relations(link: Element) -> frozenset[str]:
    return frozenset(attribute(link, "rel").lower().split())


def _address(link: Element) -> str:
    return attribute(link, "href").lower()


def _runs(address: str) -> bool:
    """Return whether a link only runs a script."""
    return address.startswith("javascript:") or address in ("", "#")


def _is_path(line: Line) -> bool:
    """Return whether a line says where on a site one is: all but its last part are links, with arrows between."""
    parts = [part for part in _BREADCRUMBS.split(line.text) if part.strip()]
    return len(parts) > 1 and len(line.links) >= len(parts) - 1 and line.words < _KICKER + line.linked


def _is_data(cell: Element) -> bool:
    table = next((around for around in ancestors(cell) if name(around) == "table"), None)
    return table is not None and not is_layout(table)
