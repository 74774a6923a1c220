"""Where a line of text ends, a block begins: of which kind, what stands around it says."""

import re
from dataclasses import replace

from audioed.model import (
    Block,
    BlockId,
    Break,
    Content,
    Enclosure,
    Figure,
    ListItem,
    Note,
    Paragraph,
    Quotation,
    Verse,
)
from audioed.reading.context import Context, Page
from audioed.reading.line import Image, Line, is_blank, plain, stanzas_of
from audioed.reading.walking import Walker

_SCENE_BREAK = re.compile(r"(?:[*•·∙~#☙❦❧✦✻⁂—–_=-]\s*){3,}\Z|[⁂☙❦❧✻]\Z")


class Paragraphs(Walker):
    """Reads the lines of a page as blocks."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, [])
        self.blocks: list[Block] = []

    def boundary(self, context: Context) -> None:
        """End the line: it becomes a block, or figures if there are pictures alone in it."""
        line, self.line = self.line, Line()
        for image in line.images:
            self.place_figure(image, context)
        if not line.images and not is_blank(plain(content := line.content(self.skipped))):
            self._place_line(content, context)

    def line_break(self, context: Context) -> None:
        """Break the line; a second break in a row, or one after a picture that stands alone, ends the paragraph."""
        if self.line.ends_in_break or self.line.images:
            self.boundary(context)
        else:
            super().line_break(context)

    def place(self, block: Block, context: Context) -> None:
        """Add a block where it stands, in the language it is written in."""
        is_foreign = context.block_language.lower() != self.page.language.lower()
        spoken = context.block_language if is_foreign else ""
        self.blocks.append(replace(block, inside=context.inside, language=spoken))

    def place_break(self, own: BlockId, context: Context) -> None:
        """Add a change of subject, unless there is nothing to change from."""
        if self.blocks and not isinstance(self.blocks[-1], Break):
            self.place(Break(id=own), context)

    def place_figure(self, image: Image, context: Context) -> None:
        """Add a picture that stands alone."""
        own = image.id or context.origin.take_id()
        self.place(Figure(id=own, source=image.source, alt=image.alt), context)

    def _place_line(self, content: Content, context: Context) -> None:
        own = context.origin.take_id()
        innermost = innermost_enclosure(context)
        if context.in_verse:
            for lines in stanzas_of(content):
                self.place(Verse(id=own, lines=lines), context)
                own = ""
        elif context.note is not None:
            of_note = context.item.take_id()
            self.place(Note(id=own or of_note, label=context.note, content=content), context)
        elif innermost is not None and innermost.kind == "quotation":
            self.place(Quotation(id=own, content=content), context)
        elif innermost is not None and innermost.kind == "item" and context.item.marker is not None:
            self._place_item(content, own, context)
        elif _SCENE_BREAK.match(plain(content)):
            self.place_break(own, context)
        else:
            self.place(Paragraph(id=own, content=content), context)

    def _place_item(self, content: Content, own: BlockId, context: Context) -> None:
        item = context.item
        marker, item.marker = item.marker or "bullet", None
        of_item = item.take_id()
        self.place(ListItem(id=own or of_item, content=content, marker=marker, number=item.number), context)


def innermost_enclosure(context: Context) -> Enclosure | None:
    """Return the innermost quotation, list, item or aside; sections don't count."""
    return next((enclosure for enclosure in reversed(context.inside) if enclosure.kind != "section"), None)
