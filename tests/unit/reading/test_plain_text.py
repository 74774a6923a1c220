from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.errors import ReadingError
from audioed.model import Block, Heading, ListItem, Paragraph, Quotation, Verse
from audioed.reading.identify import text_of
from audioed.reading.plain_text import PlainText, read_plain_text


def read(text: str) -> PlainText:
    return read_plain_text(dedent(text).strip("\n"))


def shape(text: str) -> list[tuple[str, str]]:
    return [(name(block), text_of(block)) for block in read(text).blocks]


def name(block: Block) -> str:
    level = str(block.level) if isinstance(block, Heading) else ""
    return type(block).__name__.lower() + level


def test_blank_lines_part_paragraphs_and_lines_inside_are_joined() -> None:
    assert shape("""
        The first one
        goes on here.

        The second.
    """) == [("paragraph", "The first one goes on here."), ("paragraph", "The second.")]


def test_underlined_lines_and_lines_in_capitals_are_headings() -> None:
    assert shape("""
        The title
        =========
        Right below.

        IN CAPITALS

        Text.

        Underlined
        ----------

        Text.
    """) == [
        ("heading1", "The title"),
        ("paragraph", "Right below."),
        ("heading2", "IN CAPITALS"),
        ("paragraph", "Text."),
        ("heading2", "Underlined"),
        ("paragraph", "Text."),
    ]


@pytest.mark.parametrize("line", ["NASA", "BBC", "STOP.", "1984", "A B"])
def test_a_line_that_is_not_clearly_a_heading_is_a_paragraph(line: str) -> None:
    kinds = [kind for kind, _ in shape(f"It begins here.\n\n{line}\n\nIt goes on.")]

    assert kinds == ["paragraph", "heading2" if line == "NASA" else "paragraph", "paragraph"]


def test_where_most_is_in_capitals_they_say_nothing() -> None:
    kinds = {kind for kind, _ in shape("Now.\n\nALL OF THIS\n\nIS SHOUTED\n\nALL THE TIME")}

    assert kinds == {"paragraph"}


def test_a_first_line_that_is_short_and_no_sentence_is_the_title() -> None:
    found = read("The pencil\n\nby Jane Doe and John Roe\n\nIt is old.")

    assert (found.title, found.authors) == ("The pencil", ("Jane Doe", "John Roe"))
    assert [(each.text, each.reason) for each in found.skipped] == [("by Jane Doe and John Roe", "byline")]
    assert [name(block) for block in found.blocks] == ["heading1", "paragraph"]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("von Anna Baum", ("Anna Baum",)),
        ("par Léa Roux, Max Noir", ("Léa Roux", "Max Noir")),
        ("بقلم سلمى الحارثية", ("سلمى الحارثية",)),
        ("by the sea we stood", ()),
        ("By Jane Doe.", ()),
    ],
)
def test_a_line_under_the_title_names_the_authors_if_it_is_clearly_one(byline: str, authors: tuple[str, ...]) -> None:
    assert read(f"Title\n\n{byline}\n\nText.").authors == authors


@pytest.mark.parametrize(
    "first", ["A sentence with an end.", "- an item", "> quoted", "* * *", "x" * 101, "Two lines\nof a paragraph"]
)
def test_any_other_first_line_is_no_title(first: str) -> None:
    assert read(f"{first}\n\nText.").title == ""


def test_a_single_paragraph_has_no_title() -> None:
    assert read("Hello world").title == ""
    assert read("").blocks == ()


def test_lists_are_numbered_or_not_nested_or_not() -> None:
    blocks = read("""
        It takes this.

        1. First
           goes on
        2. Second

        3) Third

        - one
        - two
          * deeper

            and more of it
        - three

        Done.
    """).blocks
    items = [block for block in blocks if isinstance(block, ListItem)]

    assert [(item.marker, item.number, text_of(item)) for item in items] == [
        ("number", 1, "First goes on"),
        ("number", 2, "Second"),
        ("number", 3, "Third"),
        ("bullet", None, "one"),
        ("bullet", None, "two"),
        ("bullet", None, "deeper"),
        ("bullet", None, "three"),
    ]
    assert len({item.inside[0].key for item in items[:3]}) == 1
    assert len({item.inside[0].key for item in items}) == 2
    assert [sum(each.kind == "list" for each in item.inside) for item in items] == [1, 1, 1, 1, 1, 2, 1]
    assert [(text_of(block), block.inside == items[5].inside) for block in blocks if isinstance(block, Paragraph)] == [
        ("It takes this.", False),
        ("and more of it", True),
        ("Done.", False),
    ]


@pytest.mark.parametrize("text", ["7. Alone.", "1. One\n5. Five", "– Bonjour, dit-il.\n– Bonsoir.", "1984. A year."])
def test_what_is_not_clearly_a_list_is_a_paragraph(text: str) -> None:
    assert [kind for kind, _ in shape(f"It begins.\n\n{text}")] == ["paragraph", "paragraph"]


def test_quoted_lines_are_a_quotation_with_its_source() -> None:
    blocks = read("""
        He said:

        > One is
        > long.
        >
        > Two.
        > -- Jane Doe
    """).blocks

    quotations = [block for block in blocks if isinstance(block, Quotation)]
    assert [text_of(block) for block in quotations] == ["One is long.", "Two.\nJane Doe"]
    assert quotations[0].inside == quotations[1].inside
    assert quotations[0].attribution == ()


@pytest.mark.parametrize("text", ["> -- Ann", "> — Ann"])
def test_a_quotation_of_nothing_but_its_source_is_read(text: str) -> None:
    (quotation,) = read_plain_text(text).blocks

    assert "Ann" in text_of(quotation)


@pytest.mark.parametrize("line", ["* * *", "***", "-----", "⁂", "#", "• • •"])
def test_a_row_of_signs_is_a_break(line: str) -> None:
    assert [kind for kind, _ in shape(f"One.\n\n{line}\n\nTwo.")] == ["paragraph", "break", "paragraph"]


def test_short_indented_lines_are_verse_where_the_rest_is_not_indented() -> None:
    blocks = read_plain_text(
        "He sang:\n\n    Thirty days hath September,\n    April, June and November,\n    All the rest."
    ).blocks

    assert isinstance(blocks[1], Verse)
    assert len(blocks[1].lines) == 3


def test_an_indented_text_is_prose() -> None:
    kinds = {type(block) for block in read_plain_text("  It is.\n\n  One line\n  Two lines\n  Three lines").blocks}

    assert kinds == {Paragraph}


def test_lines_that_nobody_wrapped_are_paragraphs() -> None:
    long = "word " * 60 + "end."

    assert len(read(f"{long}\n{long}\nShort.").blocks) == 3


def test_more_items_than_any_article_has_are_refused() -> None:
    with pytest.raises(ReadingError, match="more than 100,000 paragraphs or items") as refused:
        read_plain_text("- a\n" * 100_001)

    assert "Divide it" in refused.value.hint


def test_a_paragraph_of_200_000_characters_is_one_block() -> None:
    text = "word " * 40_000

    assert text_of(read(text).blocks[0]) == text.strip()


@given(st.text(st.sampled_from("aB1 .-\n>*=\t")))
def test_every_letter_and_digit_is_in_a_block(text: str) -> None:
    found = read_plain_text(text)

    kept = "".join(text_of(block) + str(getattr(block, "number", "") or "") for block in found.blocks)
    assert sorted(filter(str.isalnum, kept)) == sorted(filter(str.isalnum, text))
