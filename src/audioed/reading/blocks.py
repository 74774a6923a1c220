"""Reads a page's tree as blocks, in the order in which a screen reader reads them."""

import re
from dataclasses import replace
from itertools import count
from typing import Literal

from audioed.markup import Element, ancestors, attribute, children, name, nodes, parent
from audioed.model import (
    Block,
    Break,
    Code,
    Content,
    Embed,
    Enclosure,
    Figure,
    Heading,
    MarkKind,
    Maths,
    Paragraph,
    Quotation,
    Skipped,
    Table,
    Verse,
)
from audioed.reading.captions import (
    FigureScope,
    credits_in,
    is_attribution,
    is_caption,
    is_caption_of_box,
    is_credit,
    is_figure,
    is_placeholder,
    with_caption,
    without_credit,
)
from audioed.reading.context import Context, Frame, Origin, Page, with_language
from audioed.reading.elements import PREFORMATTED, PULL_QUOTES, classes, heading_level, language, meaning
from audioed.reading.line import Image, is_blank, joined, plain
from audioed.reading.lists import numbered
from audioed.reading.maths import Formula
from audioed.reading.media import read_embed, stem
from audioed.reading.paragraphs import Paragraphs, innermost_enclosure
from audioed.reading.plain_text import read_passage
from audioed.reading.preformatted import is_prose
from audioed.reading.tables import is_layout, read_table

_MOST_ENCLOSURES = 64
_VERSE = frozenset({"verse", "poem", "poetry", "stanza", "lyrics", "wp-block-verse", "z3998:verse", "z3998:poem"})
_ASIDES = frozenset({"infobox", "info-box", "factbox", "fact-box", "sidebar-box", "callout"})
_BEFORE_NOTES = frozenset({"footnotes-sep", "footnote", "footnotes"})
_SYNTAX = re.compile(r"(?:language|lang|highlight-source|highlight)-([\w+#.-]+)\Z")
_NO_SYNTAX = frozenset({"none", "default", "plaintext", "text"})


def read_blocks(root: Element, page: Page) -> tuple[tuple[Block, ...], tuple[Skipped, ...]]:
    """Read what stands in `root`; ids are the author's, else empty.

    Every text of the tree is in exactly one block, in order, or in what was skipped, with the reason.
    """
    reader = _BlockReader(page)
    around = (each for each in (root, *ancestors(root)) if name(each) != "html")  # its own may be the template's
    spoken = next(filter(None, map(language, around)), page.language)
    context = Context(language=spoken, block_language=spoken)
    reader.walk(root, context)
    reader.boundary(context)
    blocks = _once(reader.blocks, reader.skipped)
    while blocks and isinstance(blocks[-1], Break):
        blocks.pop()
    return tuple(blocks), tuple(reader.skipped)


class _BlockReader(Paragraphs):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._keys = count(1)
        self._items: dict[Element, Origin] = {}
        self._figures: list[FigureScope] = []

    # In lines, but more than text. -----------------------------------------------------------------------------------

    def enter(self, element: Element, meant: str, context: Context) -> Frame | None:
        around = innermost_enclosure(context)
        if around is not None and around.kind == "quotation" and is_attribution(element, meant):
            self.boundary(context)
            self._attribute(self.content_of(element, context), around, context)
            return None
        if self._figures and is_caption_of_box(element):
            self.boundary(context)
            self._caption(element, context)
            return None
        return super().enter(element, meant, context)

    def says(self, image: Element, alt: str) -> bool:
        return not self._figures and super().says(image, alt)

    def image(self, image: Image, context: Context) -> None:
        if self._figures:
            self.boundary(context)
            self._place_in_figure(image, context)
        else:
            super().image(image, context)

    def formula(self, formula: Formula, element: Element, context: Context) -> None:
        if not formula.displayed:
            super().formula(formula, element, context)
            return
        self.boundary(context)
        self.skip_text(formula.unread, "described")
        if formula.source or formula.alt:
            self.place(Maths(id=attribute(element, "id"), source=formula.source, alt=formula.alt), context)

    def embed(self, element: Element, meant: str, context: Context) -> None:
        if (foreign := read_embed(element, meant, self.page.address)) is not None:
            self.boundary(context)
            self.place(Embed(id=attribute(element, "id"), title=foreign.title, source=foreign.source), context)
            self.skip_text(foreign.unread, "fallback")

    # Blocks. ---------------------------------------------------------------------------------------------------------

    def block(self, element: Element, meant: str, context: Context) -> Frame | None:
        self.boundary(context)
        context = with_language(element, context, self.page, is_block=True)
        context = replace(context, origin=Origin(id=attribute(element, "id")))
        if (label := self.page.notes.labels.get(element)) is not None:
            context = replace(context, note=label, item=context.origin, origin=Origin())
            return Frame(context, nodes(element), is_block=True)
        if level := heading_level(element, meant):
            self._heading(element, level, context)
            return None
        if self._figures and is_caption(element, meant):
            self._caption(element, context)
            return None
        if is_figure(element, meant):
            return self._figure_frame(element, meant, context)
        if classes(element) & _VERSE:
            return self._verse_frame(element, meant, context)
        return self._plain_or_enclosing(element, meant, context)

    def _plain_or_enclosing(self, element: Element, meant: str, context: Context) -> Frame | None:
        match meant:
            case "hr":
                self._rule(element, context)
                return None
            case _ if meant in PREFORMATTED:
                self._preformatted(element, context)
                return None
            case "table" if not is_layout(element):
                self._table(element, context)
                return None
            case "blockquote":
                context = self._quotation(element, context)
            case "ul" | "ol" | "menu" | "dir" | "dl":
                context = self._list(element, meant, context)
            case "li" | "dt" | "dd":
                context = self._item(element, meant, context)
            case "aside" | "section" | "article":
                context = self._enclosed(context, "aside" if meant == "aside" else "section")
            case "div" if classes(element) & _ASIDES:
                context = self._enclosed(context, "aside")
        return Frame(context, nodes(element), is_block=True)

    def _enclosed(
        self, context: Context, kind: Literal["quotation", "list", "item", "aside", "section"], *, ordered: bool = False
    ) -> Context:
        if len(context.inside) >= _MOST_ENCLOSURES:
            return context
        return replace(context, inside=(*context.inside, Enclosure(kind=kind, key=next(self._keys), ordered=ordered)))

    def _heading(self, element: Element, level: int, context: Context) -> None:
        line = self.line_of(element, context)
        content = line.content([] if line.images else self.skipped)
        if not is_blank(plain(content)):
            self.place(Heading(id=context.origin.take_id(), level=level, content=content), context)
            return
        for image in line.images:
            self.place_figure(image, context)

    def _rule(self, element: Element, context: Context) -> None:
        around = parent(element)
        named = classes(element) | (classes(around) if around is not None else frozenset())
        if not named & _BEFORE_NOTES:
            self.place_break(context.origin.id, context)

    def place(self, block: Block, context: Context) -> None:
        if isinstance(block, Paragraph) and _is_listing(block.content):
            block = Code(id=block.id, text=plain(block.content))
        super().place(block, context)

    def _preformatted(self, element: Element, context: Context) -> None:
        text = self.line_of(element, replace(context, verbatim=True)).verbatim().strip("\n").rstrip()
        if is_blank(text):
            return
        if not is_prose(element, text):
            self.place(Code(id=context.origin.id, text=text, syntax=_syntax(element)), context)
            return
        keys: dict[int, int] = {}
        for block in read_passage(text):
            for enclosure in block.inside:
                keys.setdefault(enclosure.key, next(self._keys))
            own = (replace(enclosure, key=keys[enclosure.key]) for enclosure in block.inside)
            within = replace(context, inside=(*context.inside, *own))
            self.place(replace(block, id=context.origin.take_id()), within)

    def _table(self, element: Element, context: Context) -> None:
        def read(part: Element) -> Content | None:
            if self.skips(part, meaning(part)):
                return None
            return self.content_of(part, with_language(part, context, self.page, is_block=False))

        rows, header_rows, caption = read_table(element, read, lambda part: self.skips(part, "tr"))
        if caption or any(cell.content for row in rows for cell in row):
            self.place(Table(id=context.origin.id, rows=rows, header_rows=header_rows, caption=caption), context)

    # Verse. ----------------------------------------------------------------------------------------------------------

    def _verse_frame(self, element: Element, meant: str, context: Context) -> Frame:
        if meant == "blockquote":
            context = self._quotation(element, context)
        inner = replace(context, in_verse=True, verbatim=meant in PREFORMATTED)
        start = len(self.blocks)
        return Frame(inner, nodes(element), is_block=True, leave=lambda: self._join_lines(start))

    def _join_lines(self, start: int) -> None:
        """Make one stanza of neighbours that are single lines: each had an element of its own."""
        joined_blocks: list[Block] = []
        follows_line = False
        for block in self.blocks[start:]:
            last = joined_blocks[-1] if joined_blocks else None
            lines = block.lines if isinstance(block, Verse) else ()
            if follows_line and len(lines) == 1 and isinstance(last, Verse) and last.inside == block.inside:
                joined_blocks[-1] = replace(last, lines=last.lines + lines)
            else:
                joined_blocks.append(block)
            follows_line = len(lines) == 1
        self.blocks[start:] = joined_blocks

    # Quotations and lists. -------------------------------------------------------------------------------------------

    def _quotation(self, element: Element, context: Context) -> Context:
        if classes(element) & PULL_QUOTES:
            context = self._enclosed(context, "aside")
        return self._enclosed(context, "quotation")

    def _attribute(self, content: Content, around: Enclosure, context: Context) -> None:
        last = self.blocks[-1] if self.blocks else None
        if not content:
            return
        if isinstance(last, Quotation) and not last.attribution and last.inside and last.inside[-1] == around:
            self.blocks[-1] = replace(last, attribution=content)
        else:
            self.place(Quotation(id=context.origin.take_id(), content=content), context)

    def _list(self, element: Element, meant: str, context: Context) -> Context:
        if element in self.page.notes.lists:
            return context
        if meant == "ol":
            self._items.update((item, Origin(marker="number", number=number)) for item, number in numbered(element))
        return self._enclosed(context, "list", ordered=meant == "ol")

    def _item(self, element: Element, meant: str, context: Context) -> Context:
        around = innermost_enclosure(context)
        if around is None or around.kind not in ("list", "item"):
            return context
        if meant == "li":
            item = self._items.pop(element, None) or Origin(marker="bullet")
        else:
            item = Origin(marker="term" if meant == "dt" else "definition")
        item.id = context.origin.take_id()
        return self._enclosed(replace(context, item=item), "item")

    # Figures. --------------------------------------------------------------------------------------------------------

    def _figure_frame(self, element: Element, meant: str, context: Context) -> Frame | None:
        if classes(element) & PULL_QUOTES:
            context = self._enclosed(context, "aside")
        frame = self._plain_or_enclosing(element, meant, context)
        if frame is not None:
            inner = frame.context
            self._figures.append(FigureScope(start=len(self.blocks)))
            frame.leave = lambda: self._leave_figure(element, inner)
        return frame

    def _place_in_figure(self, image: Image, context: Context) -> None:
        """Place a picture, unless it is the one before once more: for those without scripts, or until one has run."""
        scope = self._figures[-1]
        last = self.blocks[-1] if len(self.blocks) > scope.start else None
        if isinstance(last, Figure) and not last.caption and _are_one(last, image, was_lazy=scope.is_lazy):
            is_better = scope.is_lazy if last.alt == image.alt else not last.alt
            self.skip_text(last.source if is_better else image.source, "repeated")
            self.blocks[-1] = replace(
                last, source=image.source if is_better else last.source, alt=last.alt or image.alt
            )
        else:
            self.place_figure(image, context)
        scope.is_lazy = image.is_lazy

    def _leave_figure(self, element: Element, context: Context) -> None:
        scope = self._figures.pop()
        if not scope.caption and not scope.credit:
            return
        first = self.blocks[scope.start] if scope.start < len(self.blocks) else None
        captioned = None
        if isinstance(first, Figure | Table | Embed):
            captioned = with_caption(first, scope.caption, scope.credit)
        if captioned is not None:
            self.blocks[scope.start] = captioned
        elif first is None and is_placeholder(element):
            self.skip_text(plain(joined(scope.caption, scope.credit)), "caption")
        else:
            after = self.blocks[scope.start :]
            del self.blocks[scope.start :]
            self.place(Paragraph(id="", content=joined(scope.caption, scope.credit)), context)
            self.blocks.extend(after)

    def _caption(self, element: Element, context: Context) -> None:
        apart = () if is_credit(element) else credits_in(element)
        caption, named = without_credit(self.line_of(element, context, frozenset(apart)).content(self.skipped))
        credit = joined(named, *(self.content_of(each, context) for each in apart))
        if is_credit(element):
            caption, credit = (), joined(caption, credit)
        scope = self._figures[-1]
        if not caption and not credit:
            return
        if len(self.blocks) == scope.start:
            scope.caption, scope.credit = joined(scope.caption, caption), joined(scope.credit, credit)
            return
        captioned = with_caption(self.blocks[-1], caption, credit)
        if captioned is not None:
            self.blocks[-1] = captioned
        else:
            self.place(Paragraph(id=context.origin.take_id(), content=joined(caption, credit)), context)


def _is_listing(content: Content) -> bool:
    """Return whether a paragraph is lines of code, each marked as such."""
    return "\n" in plain(content) and all(
        is_blank(text.text) or any(mark.kind is MarkKind.CODE for mark in text.marks) for text in content
    )


def _are_one(last: Figure, image: Image, *, was_lazy: bool) -> bool:
    """Return whether two pictures, one after the other in a figure, are the same."""
    if last.source and image.source and stem(last.source) == stem(image.source):
        return not last.alt or not image.alt or last.alt == image.alt
    return was_lazy != image.is_lazy and (last.alt == image.alt or not last.alt or not image.alt)


def _once(blocks: list[Block], skipped: list[Skipped]) -> list[Block]:
    """Leave out pictures that the article has shown before, such as the small ones to choose from."""
    once: list[Block] = []
    seen: set[tuple[str, str]] = set()
    for block in blocks:
        if isinstance(block, Figure) and block.alt:
            key = (block.alt, stem(block.source))
            if key in seen and block.source and not block.caption and not block.credit:
                skipped.append(Skipped(text=block.alt, reason="repeated"))
                continue
            seen.add(key)
        once.append(block)
    return once


def _syntax(element: Element) -> str:
    """Return the programming language that the classes of a listing, its wrapper or its only child name."""
    around = parent(element)
    candidates = (element, *children(element), *(() if around is None else (around,)))
    for candidate in candidates:
        for each in sorted(classes(candidate)):
            if (found := _SYNTAX.match(each)) and found[1] not in _NO_SYNTAX:
                return found[1]
    return ""
