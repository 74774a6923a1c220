"""Where notes are said."""

from collections.abc import Callable

from audioed.model import Block, Enclosure, Heading, Mark, MarkKind, Note, Paragraph, Script, Skipped, Text

Narrate = Callable[..., Script]
Strings = Callable[[Script], list[str]]


def _paragraph(text: str, *labels: str, inside: tuple[Enclosure, ...] = ()) -> Paragraph:
    references = (Text(text=f"[{label}]", marks=(Mark(kind=MarkKind.NOTE_REFERENCE, value=label),)) for label in labels)
    return Paragraph(id=text, content=(Text(text=text), *references), inside=inside)


def _heading(text: str, *inside: Enclosure) -> Heading:
    return Heading(id=text, level=1, content=(Text(text=text),), inside=inside)


def _note(label: str, text: str, *inside: Enclosure) -> Note:
    return Note(id=text, label=label, content=(Text(text=text),), inside=inside)


def _order(script: Script) -> list[str]:
    return [passage.block for passage in script.passages]


def test_a_note_is_said_at_the_end_of_the_section_that_first_refers_to_it(narrated: Narrate, heard: Strings) -> None:
    blocks: tuple[Block, ...] = (
        _paragraph("a", "1"),
        _paragraph("b"),
        _heading("Next"),
        _paragraph("c", "2", "1"),
        _note("1", "first"),
        _note("2", "second"),
    )

    assert heard(narrated(*blocks)) == ["a", "b", "Note 1: first", "Next", "c", "Note 2: second"]
    assert _order(narrated(*blocks, notes={"place": "as-written"})) == ["a", "b", "Next", "c", "first", "second"]


def test_further_paragraphs_of_a_note_stay_with_it_unannounced(narrated: Narrate, heard: Strings) -> None:
    script = narrated(
        _paragraph("a", "1"), _heading("Next"), _note("1", "first"), _note("1", "more"), _note("2", "second")
    )

    assert heard(script) == ["a", "Note 1: first", "more", "Next", "Note 2: second"]


def test_where_each_chapter_counts_anew_a_reference_means_the_next_note(narrated: Narrate) -> None:
    script = narrated(
        _heading("One"),
        _paragraph("a", "1"),
        _heading("Details"),
        _note("1", "of a"),
        _heading("Two"),
        _paragraph("b", "1"),
        _heading("End"),
        _note("1", "of b"),
    )

    assert _order(script) == ["One", "a", "of a", "Two", "b", "of b"]
    assert [each.text for each in script.skipped if each.reason == "notes-elsewhere"] == ["Details", "End"]


def test_a_note_that_stands_before_its_reference_is_found(narrated: Narrate) -> None:
    assert _order(narrated(_note("1", "note"), _paragraph("a", "1"), _heading("Next"))) == ["a", "note", "Next"]


def test_a_note_that_nothing_refers_to_stays_where_it_is(narrated: Narrate) -> None:
    assert _order(narrated(_paragraph("a", "9"), _note("1", "lost"), _paragraph("b"))) == ["a", "lost", "b"]


def test_a_heading_in_a_box_ends_no_section(narrated: Narrate) -> None:
    aside = Enclosure(kind="aside", key=1)
    script = narrated(
        _paragraph("a", "1"), _heading("Box", aside), _paragraph("b", inside=(aside,)), _note("1", "note")
    )

    assert _order(script) == ["a", "Box", "b", "note"]


def test_notes_do_not_enter_the_list_that_they_are_written_in(narrated: Narrate, heard: Strings) -> None:
    inside = (Enclosure(kind="list", key=1, ordered=True), Enclosure(kind="item", key=2))
    script = narrated(_paragraph("a", "1"), _note("1", "note", *inside), lists={"size": "announce"})

    assert heard(script) == ["a", "Note 1: note"]


def test_notes_can_be_said_like_any_text_or_left_out(narrated: Narrate, heard: Strings) -> None:
    blocks = (_paragraph("a"), _note("1", "note"))

    said, skipped = narrated(*blocks, notes={"treatment": "say"}), narrated(*blocks, notes={"treatment": "skip"})

    assert heard(said) == ["a", "note"]
    assert heard(skipped) == ["a"]
    assert skipped.skipped == (Skipped(text="note", reason="note", block="note"),)


def test_a_heading_over_notes_and_more_is_said(narrated: Narrate) -> None:
    script = narrated(_paragraph("a", "1"), _heading("References"), _note("1", "of a"), _paragraph("b"))

    assert _order(script) == ["a", "of a", "References", "b"]
