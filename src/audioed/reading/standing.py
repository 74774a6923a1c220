"""What stands neither apart from a page's article nor leads elsewhere, and where its bylines may be."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    has,
    is_fuller,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
)
from audioed.model import title_words
from audioed.reading.elements import HEADINGS, classes, is_hidden, meaning, words
from audioed.reading.main_text import MainText

_NAMED = words("byline bylines author authors authorname auteur auteurs autor autore autores autori autorzy")
_ELSEWHERE = words(
    "comment comments commentlist respond disqus related recommended recirculation teaser teasers sidebar widget promo "
    "newsletter popular menu navbar breadcrumb breadcrumbs"
)
_APART = words("nav aside form button select blockquote figure dialog search")
_PARTS = re.compile(r"[-_]+")
_PARAGRAPHS = frozenset({"p", "dd"})
_EDITED = re.compile(
    r"\b(?:last (?:edited|updated|modified|changed)|zuletzt|dernière modification|"
    r"última (?:edición|modificación|edição)|ultima modifica|laatst (?:bewerkt|gewijzigd)|ostatnio)\b",
    re.IGNORECASE,
)
_CITING = frozenset({"cite", "q", "sup"})
_LISTED = frozenset({"li", "dd", "td"})
_SECTIONS = frozenset({"article", "main"})
_ITEMS = frozenset({"article", "li"})
_MOST_PROSE = 2
"""Paragraphs of prose that may stand between a title and the byline: a standfirst."""
_MOST_ABOVE = 12
"""Elements before a title among which the byline is looked for."""
_PROSE = 12
"""Words."""
_LONGEST_LINE = 1000
"""Characters, with the white space of the source."""
_MOST_IN_LINE = 40
"""Elements."""


class Standing:
    """The elements of a page that stand neither apart from its article nor lead elsewhere."""

    def __init__(self, root: Element, title: str) -> None:
        """Look through a page, when something is asked that its declarations leave open.

        Args:
            root: The page.
            title: The article's.
        """
        self.root = root
        self._title = title
        self._with_heading: dict[Element, bool] = {}

    @cached_property
    def title(self) -> Element | None:
        """What says the article's title."""
        return _title_element(self.root, self._title)

    @cached_property
    def elements(self) -> list[Element]:
        """The elements themselves, in order."""
        return [*self._standing(self.root)]

    @cached_property
    def _around(self) -> set[Element]:
        return {self.root, *([] if self.title is None else (self.title, *ancestors(self.title)))}

    def _standing(self, root: Element) -> Iterator[Element]:
        stack = [(root, False)]
        while stack:
            element, is_inside = stack.pop()
            if element not in self._around and _is_apart(element, is_inside=is_inside):
                continue
            yield element
            is_inside = is_inside or name(element) in _SECTIONS
            stack.extend((child, is_inside) for child in [*children(element)][::-1])

    def bylines(self) -> Iterator[Element]:
        """Return the elements that are called bylines: from the title down to the text, then those just above it."""
        if self.title is None:
            return
        at = self.elements.index(self.title)
        yield from filter(is_named, self.below_title())
        for element in self.elements[max(0, at - _MOST_ABOVE) : at][::-1]:
            if is_named(element) and element not in self._around and not self.is_teaser(element):
                yield element

    def below_title(self) -> Iterator[Element]:
        """Return the elements from the title down to the text, without prose and other stories."""
        if self.title is None:
            return
        prose: list[Element] = []
        stories: set[Element] = set()
        for element in self.elements[self.elements.index(self.title) + 1 :]:
            around = set(ancestors(element))
            if prose and prose[-1] in around:
                continue
            if is_prose(element):
                prose.append(element)
                if len(prose) > _MOST_PROSE:
                    break
            elif _is_of_story(element) and (story := parent(element)) is not None and story not in self._around:
                stories.add(story)
            elif stories.isdisjoint(around) and not self.is_teaser(element):
                yield element

    def text(self, main: MainText) -> str:
        """Return the text from the title, or where the main text begins, to its end, dates for machines in it.

        Below the first prose it is only what stands in short lines of their own: prose and lists tell of other days.
        """
        return " ".join(self._texts(main))

    def edited(self) -> str:
        """Return what the page's footers say of when it was last edited."""
        lines = (
            plain_text(each)
            for footer in descendants(self.root, "footer")
            for each in descendants(footer, "p", "li", "div", "span")
            if not is_longer(each, _LONGEST_LINE)
        )
        return " | ".join(line for line in lines if _EDITED.search(line))

    def _texts(self, main: MainText) -> Iterator[str]:
        standing = set(self.elements)
        if main.element not in standing:
            return
        is_within = main.element is self.root
        prose = 0
        stack = [(self.root, nodes(self.root))]
        while stack:
            element, rest = stack[-1]
            node = next(rest, None)
            if node is None:
                stack.pop()
                if element is main.element:
                    return
            elif isinstance(node, str):
                if is_within:
                    yield node
            elif node in standing and node not in main.excluded:
                is_within = is_within or node is self.title or node is main.element
                is_telling = is_within and is_prose(node)
                prose += is_telling
                is_listed = prose > 0 and name(node) in _LISTED
                if name(node) in _CITING or is_listed or (is_telling and prose > _MOST_PROSE):
                    continue
                if is_within and name(node) == "time":
                    yield attribute(node, "datetime")
                stack.append((node, nodes(node)))

    def is_teaser(self, element: Element) -> bool:
        """Return whether an element stands in an entry of a list, or an article, with a heading of its own."""
        items = (each for each in ancestors(element) if name(each) in _ITEMS and each not in self._around)
        return any(self._has_heading(each) for each in items)

    def _has_heading(self, item: Element) -> bool:
        if item not in self._with_heading:
            self._with_heading[item] = has(item, *HEADINGS)
        return self._with_heading[item]


def _title_element(root: Element, title: str) -> Element | None:
    """Return the first heading that is the title, else whatever says just that, else the first heading of all."""
    sought = title_words(title)
    other = None
    for element in descendants(root) if sought else ():
        if is_fuller(element, _MOST_IN_LINE) or is_longer(element, _LONGEST_LINE):
            continue
        if (meant := meaning(element)) in HEADINGS or (other is None and meant in ("p", "div", "td", "b", "font")):
            is_it = sought == title_words(plain_text(element))
            if is_it and meant in HEADINGS:
                return element
            other = element if is_it else other
    return next(descendants(root, "h1"), None) if other is None else other


def _is_of_story(element: Element) -> bool:
    """Return whether an element is a heading that only leads elsewhere, as that of another story does."""
    if name(element) not in HEADINGS or is_named(element) or is_longer(element, _LONGEST_LINE):
        return False
    links = [*islice(descendants(element, "a"), 2)]
    return len(links) == 1 and not is_named(links[0]) and plain_text(links[0]) == plain_text(element)


def _is_apart(element: Element, *, is_inside: bool) -> bool:
    meant = meaning(element)
    if is_hidden(element, meant) or meant in _APART or (meant == "footer" and not is_inside):
        return True
    return not _parts(element).isdisjoint(_ELSEWHERE) and name(element) not in ("body", "main", "article")


def _parts(element: Element) -> frozenset[str]:
    own = classes(element)
    return own.union(*(_PARTS.split(each) for each in own))


def is_named(element: Element) -> bool:
    """Return whether an element's classes say that it names an author."""
    return not _parts(element).isdisjoint(_NAMED)


def is_prose(element: Element) -> bool:
    """Return whether an element is a paragraph of prose, and no byline."""
    if name(element) not in _PARAGRAPHS or is_named(element):
        return False
    is_long = is_fuller(element, _MOST_IN_LINE) or is_longer(element, _LONGEST_LINE)
    return is_long or len(plain_text(element).split()) >= _PROSE
