"""Which headings say the title."""

import pytest

from audioed.model import (
    Block,
    Figure,
    Heading,
    Mark,
    MarkKind,
    Paragraph,
    Text,
    is_title,
    title_headings,
    title_paragraph,
)

_PROSE = "This sentence has well over a dozen words, so that nobody would take it for a label."


def _heading(text: str) -> Heading:
    return Heading(id=text, level=1, content=(Text(text=text),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(id=text, content=(Text(text=text),))


def _titling(*blocks: Block, title: str = "A quiet town") -> list[str]:
    return [heading.id for heading in title_headings(blocks, title)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Light\u00adHOUSES", "Lighthouses"),
        ("‘A quiet’ town", "A quiet town."),
        ("Poke\u0301mon", "Pokémon"),
        ("山里的 邮差", "山里的邮差"),
        ("???", " ??? "),
    ],
)
def test_titles_are_the_same_if_their_words_are(text: str, title: str) -> None:
    assert is_title((Text(text=text),), title)


@pytest.mark.parametrize(
    ("text", "title"), [("", ""), ("???", "!!!"), ("की", "का"), ("A town", "At own"), ("a" * 3000, "a" * 2000)]
)
def test_other_words_make_another_title(text: str, title: str) -> None:
    assert not is_title((Text(text=text),), title)


def test_references_to_notes_and_deleted_text_are_no_part_of_a_title() -> None:
    note = Text(text="1", marks=(Mark(kind=MarkKind.NOTE_REFERENCE, value="1"),))
    deleted = Text(text=" loud", marks=(Mark(kind=MarkKind.DELETED),))

    assert is_title((Text(text="A quiet"), deleted, Text(text=" town"), note), "A quiet town")


def test_a_few_short_lines_may_stand_before_the_title() -> None:
    picture = Figure(id="f", source="", alt=_PROSE)

    assert _titling(_heading("The Coast"), _paragraph("News"), picture, _heading("A quiet town")) == ["A quiet town"]


def test_what_stands_below_prose_is_not_the_title() -> None:
    assert not _titling(_paragraph(_PROSE), _heading("A quiet town"))
    assert not _titling(_paragraph("灯" * 12), _heading("A quiet town"))


def test_below_many_lines_only_the_first_heading_is_the_title() -> None:
    lines = [_paragraph(str(number)) for number in range(6)]

    assert _titling(*lines, _heading("A quiet town")) == ["A quiet town"]
    assert not _titling(_heading("The Coast"), *lines, _heading("A quiet town"))


def test_a_paragraph_that_is_the_title_is_found_at_the_top_only() -> None:
    title = _paragraph("A Quiet Town!")
    lines = [_paragraph(str(number)) for number in range(6)]

    assert title_paragraph([_heading("The Coast"), title], "A quiet town") is title
    assert title_paragraph([_paragraph(_PROSE), title], "A quiet town") is None
    assert title_paragraph([*lines, title], "A quiet town") is None


def test_headings_in_a_row_may_be_the_title_together() -> None:
    title = "Fog: Ferries stay in!"

    assert _titling(_heading("News"), _heading("Fog"), _heading("Ferries stay in"), title=title) == [
        "Fog",
        "Ferries stay in",
    ]
    assert not _titling(_heading("Fog"), _paragraph(_PROSE), _heading("Ferries stay in"), title=title)
    assert not _titling(_heading("Fog"), _heading("Ships stay in"), title=title)
