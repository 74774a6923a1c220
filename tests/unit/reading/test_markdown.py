import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audioed.errors import ReadingError
from audioed.model import Block, Figure, Heading, ListItem, MarkKind, Maths, Note, Paragraph, Table, Text
from audioed.reading.identify import text_of
from audioed.reading.markdown import read_markdown, to_html


def blocks(text: str) -> tuple[Block, ...]:
    return read_markdown(text, name="a.md")[0]


def marked(text: str, kind: MarkKind) -> list[tuple[str, str]]:
    """Return the texts that bear a mark of this kind, with its value."""
    contents: list[Text] = []
    for block in blocks(text):
        contents.extend(getattr(block, "content", ()))
    return [(each.text, mark.value) for each in contents for mark in each.marks if mark.kind is kind]


def test_a_heading_takes_its_id_from_its_end() -> None:
    first, second = blocks("# The sea {#sea}\n\n## Tides {see #5}")

    assert isinstance(first, Heading)
    assert (first.id, text_of(first)) == ("sea", "The sea")
    assert text_of(second) == "Tides {see #5}"


def test_abbreviations_take_their_expansions_from_anywhere() -> None:
    text = "The W3C and HTML, `HTML` and XHTML.\n\n*[HTML]: HyperText <Markup>\n*[W3C]: World Wide Web Consortium\n"

    assert marked(text, MarkKind.ABBREVIATION) == [("W3C", "World Wide Web Consortium"), ("HTML", "HyperText <Markup>")]
    assert text_of(blocks(text)[0]) == "The W3C and HTML, HTML and XHTML."
    assert len(blocks(text)) == 1


@pytest.mark.parametrize("text", ["    *[HTML]: x", "Text\n    *[HTML]: x", "*[HTML]:", "[HTML]* : x"])
def test_what_is_no_line_of_an_abbreviation_is_text(text: str) -> None:
    assert "HTML" in text_of(blocks(text)[0])


def test_the_longest_abbreviation_goes_first() -> None:
    text = "A UN SC vote.\n\n*[UN]: United Nations\n*[UN SC]: Security Council\n"

    assert marked(text, MarkKind.ABBREVIATION) == [("UN SC", "Security Council")]


def test_deleted_text_bare_addresses_and_code_are_marked() -> None:
    text = "~~Gone~~ to https://example.org/a or `x`."

    assert marked(text, MarkKind.DELETED) == [("Gone", "")]
    assert marked(text, MarkKind.LINK) == [("https://example.org/a", "https://example.org/a")]
    assert marked(text, MarkKind.CODE) == [("x", "")]


def test_formulas_stand_between_dollars_and_prices_do_not() -> None:
    text = "It is $a^2$ and costs $5 or $6.\n\n$$\nE = mc^2\n$$\n"

    assert marked(text, MarkKind.MATHS) == [("a^2", "source")]
    assert [block.source for block in blocks(text) if isinstance(block, Maths)] == ["E = mc^2"]


def test_tables_definitions_and_notes_are_read() -> None:
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n\nTerm\n: Meaning\n\nText[^x] and^[inline].\n\n[^x]: One.\n\n    Two.\n"

    found = blocks(text)

    assert [block.header_rows for block in found if isinstance(block, Table)] == [1]
    assert [block.marker for block in found if isinstance(block, ListItem)] == ["term", "definition"]
    assert [(block.label, text_of(block)) for block in found if isinstance(block, Note)] == [
        ("1", "One."),
        ("1", "Two."),
        ("2", "inline"),
    ]
    assert marked(text, MarkKind.NOTE_REFERENCE) == [("[1]", "1"), ("[2]", "2")]


def test_a_note_keeps_its_id_when_one_is_put_before_it() -> None:
    (old,) = (block.id for block in blocks("Text[^b].\n\n[^b]: Bee.\n") if isinstance(block, Note))

    notes = [block for block in blocks("A[^a] text[^b].\n\n[^a]: Ay.\n\n[^b]: Bee.\n") if isinstance(block, Note)]

    assert notes[1].id == old


def test_an_image_by_itself_is_a_figure_and_its_title_the_caption() -> None:
    (figure,) = blocks('![A bus](bus.png "It is <red>.")')

    assert isinstance(figure, Figure)
    assert (figure.source, figure.alt, figure.caption) == ("bus.png", "A bus", (Text(text="It is <red>."),))


def test_notes_that_nothing_refers_to_are_listed_and_so_are_those_defined_twice() -> None:
    text = "Text[^b].\n\n[^a]: Alone.\n\n    With more.\n\n[^b]: First.\n\n[^b]: Second.\n"

    found, skipped = read_markdown(text, name="a.md")

    assert [text_of(block) for block in found if isinstance(block, Note)] == ["Second."]
    assert [(each.text, each.reason) for each in skipped] == [
        ("Alone.\nWith more.", "unreferenced-note"),
        ("First.", "unreferenced-note"),
    ]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| Ely | 12 | wet | late |", ["wet", "late"]),
        ("Ely | 12 | wet", ["wet"]),
        ("| | | wet |", ["wet"]),
        ("| a \\| b | 12 | wet \\| late |", ["wet | late"]),
        ("| Ely | 12 | | |", []),
        ("| Ely | 12 |", []),
        ("| Ely |", []),
    ],
)
@pytest.mark.parametrize("prefix", ["", "> ", "- "])
def test_cells_beyond_the_header_are_skipped_with_a_reason(row: str, cells: list[str], prefix: str) -> None:
    under = prefix.replace("-", " ")
    text = f"{prefix}| Place | Days |\n{under}| --- | --- |\n{under}{row}\n{under}| York | 9 |\n"

    _, skipped = read_markdown(text, name="a.md")

    assert [(each.text, each.reason) for each in skipped] == [(cell, "cell-without-column") for cell in cells]


def test_html_in_markdown_is_read_as_html() -> None:
    text = 'A <span lang="la">cito</span> word.\n\n<aside><p>Beside.</p></aside>\n'

    assert marked(text, MarkKind.LANGUAGE) == [("cito", "la")]
    assert [text_of(block) for block in blocks(text)] == ["A cito word.", "Beside."]


def test_a_list_nested_30_deep_is_read_whole() -> None:
    text = "\n".join(f"{'  ' * depth}- item {depth}" for depth in range(30))

    items = [block for block in blocks(text) if isinstance(block, ListItem)]

    assert [text_of(item) for item in items] == [f"item {depth}" for depth in range(30)]
    assert [sum(each.kind == "list" for each in item.inside) for item in items] == list(range(1, 31))


@pytest.mark.parametrize(
    "text",
    ["\n".join(f"{'  ' * depth}- item" for depth in range(80)), ">" * 200 + " deep", "> " * 101 + "deep"],
    ids=["lists", "quotations", "spaced quotations"],
)
def test_what_the_parser_would_drop_is_an_error(text: str) -> None:
    with pytest.raises(ReadingError, match=r"a\.md: lists or quotations are nested more than 50 deep at line \d+"):
        blocks(text)


@pytest.mark.parametrize("text", ["[" * 3000, "*" * 3001 + "a" + "*" * 3001, "![" * 2000, "`" * 5000, "a\n" * 5000])
def test_rows_of_signs_end_in_good_time(text: str) -> None:
    assert to_html(text, name="a.md").html


WORDS = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
SIGNS = st.sampled_from(
    [" ", "\n", "\n\n", "# ", "- ", "1. ", "> ", "*", "**", "`", "[", "](x)", "|", "~~", "    ", ": "]
)


@given(st.lists(WORDS | SIGNS, max_size=40))
def test_every_word_is_in_a_block(pieces: list[str]) -> None:
    text = "".join(pieces).replace("](x)", "](#)")
    assume("~~~" not in text and "```" not in text)  # what stands beside a fence names a language

    found, skipped = read_markdown(text, name="a.md")

    kept = "".join("".join(filter(str.isalpha, text_of(block))) for block in found)
    assert kept + "".join("".join(filter(str.isalpha, each.text)) for each in skipped) == "".join(
        filter(str.isalpha, text)
    )


def test_lines_of_a_paragraph_are_joined() -> None:
    assert [(type(block), text_of(block)) for block in blocks("One\ntwo.\n\nThree.")] == [
        (Paragraph, "One two."),
        (Paragraph, "Three."),
    ]
