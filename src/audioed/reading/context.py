"""What text in a page has from the elements around it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from audioed.markup import Element, Node
from audioed.model import Enclosure, Mark, MarkKind
from audioed.reading.elements import language
from audioed.reading.line import Marks
from audioed.reading.marks import without
from audioed.reading.notes import Notes

Marker: TypeAlias = Literal["bullet", "number", "term", "definition"]
"""What stands before an item of a list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What is known of a page before its blocks are read."""

    address: str = ""
    """From which its addresses are seen; empty: they stay as written."""
    language: str = ""
    """The article's."""
    notes: Notes = field(default_factory=Notes)
    excluded: Mapping[Element, str] = field(default_factory=dict)
    """Elements that are not article, with the reason."""


@dataclass(slots=True)
class Origin:
    """The element that the next paragraph stands for; its id and its place in a list are used once."""

    id: str = ""
    marker: Marker | None = None
    number: int | None = None

    def take_id(self) -> str:
        """Return the id, the first time that it is asked for."""
        taken, self.id = self.id, ""
        return taken


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What the text in an element has from the elements around it."""

    marks: Marks = ()
    language: str = ""
    """Of the text."""
    block_language: str = ""
    """Of the block it stands in."""
    inside: tuple[Enclosure, ...] = ()
    origin: Origin = field(default_factory=Origin)
    item: Origin = field(default_factory=Origin)
    quotes: int = 0
    """In how many `q` elements it stands."""
    note: str | None = None
    """The label of the note it belongs to."""
    in_verse: bool = False
    verbatim: bool = False
    """Whether white space is kept."""


@dataclass(slots=True)
class Frame:
    """An element that is being read."""

    context: Context
    rest: Iterator[Node]
    is_block: bool = False
    leave: Callable[[], None] | None = None


def with_language(element: Element, context: Context, page: Page, *, is_block: bool) -> Context:
    """Return the context with the element's own language: a block's, or that of a stretch in one."""
    own = language(element)
    if not own:
        return context
    marks = without(context.marks, MarkKind.LANGUAGE)
    if is_block:
        return replace(context, marks=marks, language=own, block_language=own)
    if own.lower() != (context.block_language or page.language).lower():
        marks = (*marks, Mark(kind=MarkKind.LANGUAGE, value=own))
    return replace(context, marks=marks, language=own)
