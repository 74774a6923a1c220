"""The author's own text of a block: what "every block is spoken once" is measured against."""

from typing import assert_never

from audioed.model.article import (
    Block,
    Break,
    Cell,
    Code,
    Content,
    Embed,
    Figure,
    Heading,
    ListItem,
    Maths,
    Note,
    Paragraph,
    Quotation,
    Table,
    Text,
    Verse,
)

_BETWEEN_CELLS = Text(text=" ")


def content_text(content: Content) -> str:
    """Return the characters of runs of text, without their marks."""
    return "".join(run.text for run in content)


def row_content(row: tuple[Cell, ...]) -> Content:
    """Return a table row's own text: its cells in reading order with one space between, empty ones left out."""
    runs: list[Text] = []
    for cell in row:
        if content_text(cell.content).strip():
            runs += [_BETWEEN_CELLS] * bool(runs)
            runs += cell.content
    return tuple(runs)


def block_parts(block: Block) -> tuple[Content, ...]:  # noqa: PLR0911  # one for each class of block
    """Return the stretches of a block's own text in reading order; some may be empty.

    A paragraph is one part; a quotation has its words and its attribution; a figure its alternative text, caption and
    credit; a table its caption and then each row; verse each line.
    """
    match block:
        case Heading() | Paragraph() | ListItem() | Note():
            return (block.content,)
        case Quotation():
            return (block.content, block.attribution)
        case Figure():
            return (_plain(block.alt or ""), block.caption, block.credit)
        case Table():
            return (block.caption, *(row_content(row) for row in block.rows))
        case Code():
            return (_plain(block.text),)
        case Maths():
            return (_plain(block.alt or block.source),)
        case Verse():
            return block.lines
        case Embed():
            return (_plain(block.title),)
        case Break():
            return ()
        case _:
            assert_never(block)


def block_text(block: Block) -> str:
    r"""Return a block's own text: its parts that are not empty, one to a line.

    A passage of the script without its announced spans is this text or a part of it.
    """
    return "\n".join(filter(None, map(content_text, block_parts(block))))


def _plain(text: str) -> Content:
    return (Text(text=text),) if text else ()
