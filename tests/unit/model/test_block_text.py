"""The author's own text of each class of block."""

import pytest

from audioed.model import (
    Block,
    Break,
    Cell,
    Code,
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
    block_parts,
    block_text,
)

_A = (Text(text="a"), Text(text=" b"))
_C = (Text(text="c"),)
_ROW = (Cell(content=_A), Cell(content=()), Cell(content=_C))


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Heading(id="x", level=1, content=_A), "a b"),
        (Paragraph(id="x", content=_A), "a b"),
        (ListItem(id="x", content=_A, marker="number", number=4), "a b"),
        (Note(id="x", label="1", content=_A), "a b"),
        (Quotation(id="x", content=_A, attribution=_C), "a b\nc"),
        (Quotation(id="x", content=_A), "a b"),
        (Figure(id="x", source="s", alt="alt", caption=_A, credit=_C), "alt\na b\nc"),
        (Figure(id="x", source="s", alt=None), ""),
        (Table(id="x", rows=(_ROW, ()), caption=_C), "c\na b c"),
        (Code(id="x", text="1\n2"), "1\n2"),
        (Maths(id="x", source="s"), "s"),
        (Maths(id="x", source="s", alt="alt"), "alt"),
        (Verse(id="x", lines=(_A, _C)), "a b\nc"),
        (Embed(id="x", title="t", source="s"), "t"),
        (Break(id="x"), ""),
    ],
)
def test_a_blocks_text_is_its_parts_that_are_not_empty(block: Block, text: str) -> None:
    assert block_text(block) == text


def test_a_tables_parts_are_its_caption_and_rows() -> None:
    table = Table(id="x", rows=(_ROW, ()), caption=_C)

    assert block_parts(table) == (_C, (*_A, Text(text=" "), *_C), ())
