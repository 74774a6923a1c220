"""What leads away from an article though no name says so: menus, lists of other stories, links to share and to go on.

It is told by its links and by its place: between the first prose of a page's main text and the last there is little of
it, around them much.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from audioed.markup import Element, ancestors, attribute, children, has, name
from audioed.reading.elements import heading_level, is_block, meaning
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
_SHORT = 4
"""Words of a line on a control."""
_MOST_IN_COLOPHON = 0.25
"""The share of the words that may stand from a line on rights to the end."""
_LONGEST_LABEL = 8
"""Words."""
_KICKER: Final = 12
"""Words that may stand above a title at most."""

_READING = (
    r"read (?:more|also|next|this)|see also|also (?:read|see)|related(?: (?:story|stories|articles?|posts?|news))?|"
    r"lesen sie (?:auch|mehr|dazu)|siehe auch|mehr zum thema|auch interessant|"
    r"lire(?: (?:aussi|également|la suite))?|à lire(?: aussi)?|voir aussi|"
    r"lee (?:también|más)|leer (?:también|más)|ver también|"
    r"leia (?:mais|também)|veja (?:também|mais)|leggi (?:anche|di più)|vedi anche|"
    r"lees (?:ook|meer|verder)|zie ook|"
    r"czytaj (?:też|także|więcej|również)|zobacz (?:też|także)|przeczytaj (?:też|także)"
)
_READ = re.compile(rf"\W*(?:{_READING})\W*", re.IGNORECASE)
"""What a line begins with that asks to read another page."""
_READ_THIS = re.compile(rf"\W*(?:{_READING})\s*(?::|[\W_]*\Z)|\W*(?:read (?:more|also)|lesen sie)\b", re.IGNORECASE)
"""The same where all of the line is a link."""
_LEADING = re.compile(
    rf"\W*(?:{_READING}|more (?:from|stories|articles|news|videos)|you (?:might|may) also|most (?:read|popular)|"
    r"latest (?:news|stories|articles|posts)|next (?:article|story|post|page)|"
    r"related (?:content|topics|links|videos|coverage|reading)|"
    r"filed under|posted in|follow us|"
    r"mehr (?:aus|von)|weitere (?:artikel|meldungen|beiträge|nachrichten)|das könnte|"
    r"sur le même|articles? (?:liés|similaires|associés)|plus d.articles|les plus lus|"
    r"más (?:leíd\w+|noticias)|te puede|archivado en|mais lidas|articoli correlati|potrebbe|più letti|"
    r"meer nieuws|meest gelezen|"
    r"(?:more|related|recommended|popular|latest|topics?|tags?|tagged|categor(?:y|ies)|previous|next|share|comments?|"
    r"mehr|verwandte\w*|themen|zum thema|schlagw[oö]rter|schlagworte|kategorien?|teilen|meistgelesen|empfohlen|"
    r"partager|mots.clés|thèmes|relacionad\w+|compartir|etiquetas|temas|compartilh\w+|tópicos|condividi|argomenti|"
    r"gerelateerd|delen|powiązane|najczęściej czytane|udostępnij|tagi)\W*\Z)",
    re.IGNORECASE,
)
"""How a label begins, or all of it, under which there are links to other pages."""
_SOURCES = re.compile(
    r"\b(?:sources?|sourcing|references?|works cited|citations?|endnotes?|footnotes?|further|bibliograph\w*|literature|"
    r"notes?|links?|websites?|resources?|downloads?|learn more|where to|quellen?|literatur|weiterf\w*|weiterlesen|"
    r"weitere informationen|nachweise|einzelnachweise|fußnoten|références|bibliographie|pour (?:aller|en savoir)|"
    r"fuentes|referencias|bibliograf\w*|enlaces|más información|fonti|riferimenti|per approfondire|bronnen|literatuur|"
    r"meer weten|fontes|referências|saiba mais|źródła|przypisy|więcej informacji)\b",
    re.IGNORECASE,
)
"""What names a list of links that belongs to the article."""
_SEE_ALSO = re.compile(
    r"\W*(?:see also|siehe auch|voir aussi|véase también|vedi anche|zie ook|ver también|zobacz (?:też|także))\W*\Z",
    re.IGNORECASE,
)
"""Headings of an encyclopedia's own."""
_RIGHTS = re.compile(
    r"\W*(?:©|\(c\)|copyright\b).{0,30}\b(?:19|20)\d\d\b|(?:[\W\d]|copyright)*all rights reserved\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
_ARROW = re.compile(r"\s*[←«‹](?!.*»\s*\Z)|(?!\s*«).*[→»›]\s*\Z", re.DOTALL)
_COUNTER = re.compile(r"\W*\d+ ?(?:of|/|von|sur|de|di|van|z) ?\d+\W*\Z|\W*\d?\d:\d\d\W*\Z")
"""A picture of so many, or a time in a film."""
_OF_PLAYER = re.compile(
    r"\W*(?:full ?screen|close|autoplay|caption|view photos|watch(?:/listen)?|listen|skip(?: ad)?|replay|mute|"
    r"play|pause|"
    r"vollbild|schließen|abspielen|plein écran|fermer|pantalla completa|cerrar|schermo intero|chiudi)\W*",
    re.IGNORECASE,
)
_CLOSING = " \n\t\u00a0])»›>…"
_BREADCRUMBS = re.compile(r"\s[>»›/→]\s")
_PLACES = ("#comments", "#comment", "#respond", "#disqus_thread", "#top", "#page-top")
_RELATIONS = frozenset({"prev", "previous", "next", "tag", "category"})
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
            if line.is_prose
            and not self._is_noted(number, number + 1)
            and not _RIGHTS.match(line.text)
            and not _is_path(line)
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
            is_notice = bool(_RIGHTS.match(line.text))
            is_long = self._measured.between(number, len(self._lines)).words > limit
            if line.is_heading or is_long or (line.is_prose and not is_notice):
                break
            if is_notice or any("license" in _relations(link) for link in line.links):
                found = number
        return found

    def _find_title(self) -> int:
        """Return the number of the only heading of the highest level, if nothing but labels stands above it; else 0."""
        titles = [number for number, line in enumerate(self._lines) if line.is_heading and _is_title(line.block)]
        if len(titles) != 1:
            return 0
        above = self._lines[: titles[0]]
        is_label = (line.is_linked or (line.words <= _MOST_OF_LABEL and not line.is_sentence) for line in above)
        has_text = any(line.is_heading or line.is_prose for line in above)
        return titles[0] if all(is_label) and not has_text else 0

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
            most = _MOST_IN_MENU * part.linked if self._is_above(part) else part.linked / 2
            return part.others <= most and not _is_data(element)
        if not part.linked or part.others > part.linked or self._is_written(element, part):
            return False
        if meaning(element) in _BESIDE and (part.links > 1 or self._is_below(part)):
            return 2 * part.others <= part.linked
        if self._is_above(part):
            return 2 * part.others <= part.linked
        return part.links > 1 and self._is_below(part) and self._is_apart(element, part)

    def _is_written(self, element: Element, part: Part) -> bool:
        """Return whether links are those of an author: in sentences, to people, to sources, or with the title."""
        if name(element) in _HEADINGS or name(element) == "blockquote" or self._names_sources(part):
            return True
        lines = self._lines[part.start : min(part.end, part.start + _LOOKED_AT)]
        if len(lines) == 1 and _is_question(lines[0]):
            return True
        if any((line.is_heading and _is_title(line.block)) or line.is_sentence for line in lines):
            return True
        addresses = [_address(link) for line in lines for link in line.links]
        return any(each.startswith(_NO_PAGES) for each in addresses) or self._leads_out(addresses)

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
        if not first.is_linked and _LEADING.match(first.text):
            return True
        return not first.is_heading and part.links >= _MANY

    def _belongs(self, element: Element, part: Part) -> bool:
        """Return whether a list of links is one of the article's, to its last item."""
        is_linked = part.links > 1 and part.others <= part.linked and not part.prose
        return is_linked and (name(element) in _LISTS or self._names_sources(part))

    def _is_widget(self, element: Element, part: Part) -> bool:
        """Return whether an element between paragraphs is a film or a gallery, of which the controls say most."""
        if part.words > _LONGEST_WIDGET or not self._is_in_paragraphs:
            return False
        lines = self._lines[part.start : part.end]
        short = sum(line.words <= _SHORT for line in lines)
        if short < _WIDGET or 2 * short <= len(lines):
            return False
        is_player = any(_COUNTER.match(line.text) or _OF_PLAYER.fullmatch(line.text) for line in lines)
        return is_player and not has(element, *_OF_TEXT)

    def _is_bar(self, part: Part) -> bool:
        """Return whether an element holds nothing but links that run a script, a few words in each."""
        if not part.links or part.words > _MOST_OF_LABEL * part.links or part.links > _MOST_IN_BAR:
            return False
        lines = self._lines[part.start : part.end]
        if any(_is_question(line) or line.is_heading for line in lines):
            return False
        addresses = [_address(link) for line in lines for link in line.links]
        is_script = part.links > 1 or addresses[0].startswith("javascript:")
        return is_script and all(line.is_linked for line in lines) and all(map(_runs, addresses))

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
        return any(map(_is_of_sources, around))

    def _label_above(self, part: Part) -> bool:
        """Return whether the line above says that other pages follow."""
        return part.start > 0 and bool(_LEADING.match(self._lines[part.start - 1].text))

    # Lines. ----------------------------------------------------------------------------------------------------------

    def _reason_of_line(self, element: Element, part: Part) -> str:
        line = self._lines[part.start]
        if not line.links or line.is_heading:
            return ""
        addresses = [_address(link) for link in line.links]
        if self._is_bar(part):
            return "control"
        leads = _files(line) or (line.is_linked and all(address.endswith(_PLACES) for address in addresses))
        if line.is_linked and line.words < _MOST_OF_LABEL and name(element) not in _LISTED:
            leads = leads or all(address.startswith("#") and address != "#" for address in addresses)
        if not leads and is_block(element, meaning(element)):
            is_path = part.end <= max(self._first, self._title) and _is_path(line)
            leads = is_path or _points(line) or (self._is_below(part) and _is_arrow(line))
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
        if line.links or line.is_prose or _is_of_sources(line) or not self._is_alone(line):
            return False
        return line.is_heading or (line.words <= _MOST_OF_LABEL and bool(_LEADING.match(line.text)))


def _is_title(element: Element) -> bool:
    return heading_level(element, meaning(element)) == 1


def _is_of_sources(line: Line) -> bool:
    """Return whether a label says that links below it are the author's."""
    if line.is_heading and _SEE_ALSO.match(line.text):
        return True
    return line.words <= _LONGEST_LABEL and bool(_SOURCES.search(line.text))


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
    return bool(_READ.fullmatch(line.lead) if line.lead.strip(_CLOSING + "[(") else _READ_THIS.match(line.text))


def _is_arrow(line: Line) -> bool:
    return line.is_linked and len(line.links) == 1 and line.words < _KICKER and bool(_ARROW.match(line.text))


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
