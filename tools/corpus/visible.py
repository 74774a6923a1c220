"""What of a page is seen, paragraph by paragraph, as html5lib reads it."""

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element

from words import words_of

_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul video audio".split()
)
_SILENT: Final = frozenset(
    "script style template noscript head title meta link svg math object canvas textarea select option datalist button "
    "input rp rt iframe video audio noembed noframes dialog".split()
)
_TITLES: Final = frozenset("h1 h2 h3 h4 h5 h6 dt th".split())
_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINKED: Final = 0.4

_Open: TypeAlias = tuple[Element, Iterator[Element]]


@dataclass(slots=True)
class Paragraph:
    """A stretch of visible text between two beginnings or ends of blocks, or two breaks in a row."""

    around: tuple[Element, ...] = ()
    """The elements that it stands in, from the outermost in."""
    text: str = ""
    linked: int = 0
    """Characters in links."""
    words: list[str] = field(default_factory=list)

    @property
    def is_title(self) -> bool:
        """Whether it names what follows, and so may be a link to it."""
        return any(element.tag in _TITLES for element in self.around)

    @property
    def is_mostly_links(self) -> bool:
        """Whether it leads elsewhere."""
        return self.linked > _LINKED * len(self.text) and not self.is_title


def visible_paragraphs(markup: bytes) -> list[Paragraph]:
    """Return the paragraphs of a page that hold words, in order."""
    walk = _Walk()
    walk.through(_parse(markup))
    for paragraph in walk.paragraphs:
        paragraph.text = " ".join(paragraph.text.split())
        paragraph.words = words_of(paragraph.text)
    return [paragraph for paragraph in walk.paragraphs if paragraph.words]


def _parse(markup: bytes) -> Element:
    import html5lib  # noqa: PLC0415 - pages of other formats need none

    try:
        source: bytes | str = markup.decode("utf-8-sig")
    except UnicodeDecodeError:
        source = markup
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pages whose names XML would not allow
        tree: Element = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    return tree


class _Walk:
    """Goes through a tree without recursion: pages may be nested deeper than Python's stack."""

    def __init__(self) -> None:
        self.paragraphs = [Paragraph()]
        self._around: list[Element] = []
        self._links = 0
        self._breaks = 0
        self._last = ""

    def through(self, root: Element) -> None:
        """Gather the paragraphs of `root`."""
        stack: list[_Open] = [self._enter(root)]
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(element)
            elif not _is_comment(child) and child.tag not in _SILENT and not _is_hidden(child):
                stack.append(self._enter(child))
            else:
                self._begin_if_block(child)
                self._add(child.tail)

    def _enter(self, element: Element) -> _Open:
        self._around.append(element)
        self._links += element.tag == "a"
        if element.tag == self._last == "a":  # two links beside each other are read as two
            self.paragraphs[-1].text += " "
        self._last = ""
        self._breaks += element.tag == "br"
        self._begin_if_block(element)
        if element.tag == "br":
            self.paragraphs[-1].text += " "
        self._add(element.text)
        return element, iter(element)

    def _leave(self, element: Element) -> None:
        self._links -= element.tag == "a"
        self._around.pop()
        if element.tag != "br":
            self._begin_if_block(element)
        self._last = "" if element.tail else element.tag
        self._add(element.tail)

    def _begin_if_block(self, element: Element) -> None:
        if element.tag in _BLOCKS or self._breaks > 1:
            self.paragraphs.append(Paragraph(around=tuple(self._around)))
            self._breaks = 0

    def _add(self, text: str | None) -> None:
        if text:
            self.paragraphs[-1].text += text
            self.paragraphs[-1].linked += len(text) if self._links else 0
            self._breaks = 0 if text.strip() else self._breaks


def _is_comment(element: Element) -> bool:
    tag: object = element.tag  # ElementTree marks comments by a function in its place
    return not isinstance(tag, str)


def _is_hidden(element: Element) -> bool:
    is_marked = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return is_marked or bool(_HIDING.search(element.get("style", "")))


def has_named(around: Sequence[Element], *names: str) -> bool:
    """Return whether one of the elements has one of the names."""
    return any(element.tag in names for element in around)
