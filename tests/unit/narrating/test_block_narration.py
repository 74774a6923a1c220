"""What is said of each class of block."""

from collections.abc import Callable

import pytest

from audioed.model import (
    Block,
    Break,
    Code,
    Content,
    Embed,
    Enclosure,
    Figure,
    Heading,
    ListItem,
    Mark,
    MarkKind,
    Maths,
    Paragraph,
    Quotation,
    Script,
    Skipped,
    SpanKind,
    Text,
    Verse,
)

Narrate = Callable[..., Script]
Strings = Callable[[Script], list[str]]

_LIST = Enclosure(kind="list", key=1, ordered=True)
_QUOTATION = Enclosure(kind="quotation", key=2)
_ASIDE = Enclosure(kind="aside", key=3)


def _text(text: str) -> Content:
    return (Text(text=text),)


def _paragraph(text: str, *inside: Enclosure, id: str = "p", language: str = "") -> Paragraph:  # noqa: A002  # as the model
    return Paragraph(id=id, content=_text(text), inside=inside, language=language)


def _pauses(script: Script) -> list[tuple[int, int]]:
    return [(passage.pause_before_ms, passage.pause_after_ms) for passage in script.passages]


# Headings. ----------------------------------------------------------------------------------------------------------


def test_a_heading_is_a_passage_with_its_level_and_pauses(narrated: Narrate) -> None:
    script = narrated(
        Heading(id="a", level=2, content=_text("Above")), Heading(id="b", level=3, content=_text("Below"))
    )

    assert [(passage.kind, passage.level) for passage in script.passages] == [("heading", 2), ("heading", 3)]
    assert _pauses(script) == [(1400, 700), (1000, 700)]


def test_a_heading_can_be_announced(narrated: Narrate, heard: Strings) -> None:
    script = narrated(Heading(id="a", level=2, content=_text("Above")), headings={"treatment": "announce"})

    assert heard(script) == ["Heading: Above"]


# Lists. -------------------------------------------------------------------------------------------------------------


def _item(text: str, key: int, number: int | None = None) -> ListItem:
    inside = (_LIST, Enclosure(kind="item", key=key))
    marker = "bullet" if number is None else "number"
    return ListItem(id=f"i{key}", content=_text(text), inside=inside, marker=marker, number=number)  # type: ignore[arg-type]  # a literal


def test_an_ordered_item_is_said_with_its_number_unless_its_text_has_it(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_item("Wind", 10, 1), _item("2. Turn", 11, 2), _item("Stop", 12, 3))

    assert heard(script) == ["1: Wind", "2. Turn", "3: Stop"]
    assert _pauses(script) == [(500, 350), (350, 350), (350, 600)]


def test_a_lists_size_and_bullets_can_be_announced(narrated: Narrate, heard: Strings) -> None:
    script = narrated(
        _item("Wind", 10),
        _paragraph("Gently.", _LIST, Enclosure(kind="item", key=10)),
        _item("Turn", 11),
        lists={"size": "announce", "bullets": "announce"},
    )

    assert heard(script) == ["List of 2 items. Bullet: Wind", "Gently.", "Bullet: Turn"]


def test_numbers_can_be_left_out(narrated: Narrate, heard: Strings) -> None:
    assert heard(narrated(_item("Wind", 10, 1), lists={"numbers": "skip"})) == ["Wind"]


def test_a_list_in_a_list_has_only_the_pauses_of_items(narrated: Narrate) -> None:
    inner = (_LIST, Enclosure(kind="item", key=10), Enclosure(kind="list", key=11), Enclosure(kind="item", key=12))
    script = narrated(
        _item("Wind", 10, 1), ListItem(id="x", content=_text("slowly"), inside=inner), _item("Turn", 13, 2)
    )

    assert _pauses(script) == [(500, 350), (350, 350), (350, 600)]


# Quotations and asides. ---------------------------------------------------------------------------------------------


def _quotation(text: str, attribution: str = "") -> Quotation:
    return Quotation(
        id="q", content=_text(text), inside=(_QUOTATION,), attribution=_text(attribution) if attribution else ()
    )


def test_a_quotation_begins_with_its_attribution(narrated: Narrate, heard: Strings, own: Strings) -> None:
    script = narrated(_quotation("Never still."), _quotation("Nor dark.", "— Ada Keeper"), _paragraph("So it is."))

    assert [text.strip() for text in heard(script)] == ["Quotation: Ada Keeper. Never still.", "Nor dark.", "So it is."]
    assert own(script) == ["Never still.", "Nor dark.\n— Ada Keeper", "So it is."]
    assert script.skipped == (Skipped(text="— Ada Keeper", reason="said-before", block="q"),)
    assert _pauses(script) == [(700, 500), (500, 700), (500, 500)]


def test_of_two_attributions_the_one_that_was_not_announced_follows_its_words(
    narrated: Narrate, heard: Strings
) -> None:
    first = Quotation(id="q1", content=_text("Never still."), inside=(_QUOTATION,), attribution=_text("Ben Wick"))

    script = narrated(first, _quotation("Nor dark.", "Ada Keeper"))

    assert [text.strip() for text in heard(script)] == [
        "Quotation: Ada Keeper. Never still.\nBen Wick",
        "Nor dark.",
    ]


def test_without_announcements_the_attribution_follows(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_quotation("Never still", "Ada Keeper"), quotations={"treatment": "say"})

    assert heard(script) == ["Never still,\nAda Keeper"]
    assert script.skipped == ()


def test_a_quotation_that_stands_in_nothing_keeps_its_attribution(narrated: Narrate, heard: Strings) -> None:
    script = narrated(Quotation(id="q", content=_text("Never still."), attribution=_text("Ada Keeper")))

    assert heard(script) == ["Never still.\nAda Keeper"]


@pytest.mark.parametrize(("words", "is_announced"), [(59, False), (60, True)])
def test_the_end_of_a_long_quotation_is_announced(narrated: Narrate, words: int, is_announced: bool) -> None:  # noqa: FBT001  # a parameter of a test
    text = " ".join(["word"] * (words - 1))
    script = narrated(_quotation(text), _paragraph("So."))

    assert script.passages[0].text.endswith("word. End of quotation.") is is_announced


def test_the_end_of_a_quotation_that_has_a_full_stop_needs_no_other(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_quotation("Never still. (Nor dark.)"), quotations={"end_from_words": 1})

    assert heard(script) == ["Quotation. Never still. (Nor dark.) End of quotation."]


def test_an_aside_is_announced_and_set_apart(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_paragraph("Open daily.", _ASIDE), asides={"end_from_words": 2})

    assert heard(script) == ["Aside. Open daily. End of aside."]
    assert _pauses(script) == [(900, 900)]


def test_an_aside_can_be_said_like_any_text(narrated: Narrate, heard: Strings) -> None:
    assert heard(narrated(_paragraph("Open daily.", _ASIDE), asides={"treatment": "say"})) == ["Open daily."]


def test_an_aside_that_is_left_out_is_recorded_with_all_in_it(narrated: Narrate, heard: Strings) -> None:
    script = narrated(
        _paragraph("Before."),
        _paragraph("Open", _ASIDE, _LIST, id="a"),
        Code(id="c", text="x", inside=(_ASIDE,)),
        _paragraph("After."),
        asides={"treatment": "skip"},
    )

    assert heard(script) == ["Before.", "After."]
    assert script.skipped == (
        Skipped(text="Open", reason="aside", block="a"),
        Skipped(text="x", reason="aside", block="c"),
    )


def test_what_holds_nothing_that_is_said_is_not_announced(narrated: Narrate, heard: Strings) -> None:
    script = narrated(Code(id="c", text="x", inside=(_QUOTATION,)), _paragraph("After."), code={"treatment": "skip"})

    assert heard(script) == ["After."]


def test_a_sections_begin_and_end_are_pauses(narrated: Narrate) -> None:
    section = Enclosure(kind="section", key=9)
    script = narrated(_paragraph("a"), _paragraph("b", section), _paragraph("c"))

    assert _pauses(script) == [(500, 500), (1400, 900), (500, 500)]


# Figures. -----------------------------------------------------------------------------------------------------------


def _figure(alt: str | None, caption: str = "", credit: str = "") -> Figure:
    return Figure(
        id="f",
        source="a.png",
        alt=alt,
        caption=_text(caption) if caption else (),
        credit=_text(credit) if credit else (),
    )


@pytest.mark.parametrize(
    ("figure", "said", "reasons"),
    [
        (_figure("A tower"), ["Image: A tower"], []),
        (_figure("A tower", "In May.", "Ada"), ["Image: A tower", "Caption: In May."], ["credit"]),
        (_figure("A tower", "A tower"), ["Image: A tower"], ["same-as-alt"]),
        (_figure("A tower", "A tower by night"), ["Image: A tower by night"], ["same-as-alt"]),
        (
            _figure(
                "A tower by night, as seen from the bridge ov", "A tower by night, as seen from the bridge over it"
            ),
            ["Image: A tower by night, as seen from the bridge over it"],
            ["same-as-alt"],
        ),
        (_figure("A tow", "A tower"), ["Image: A tow", "Caption: A tower"], []),
        (_figure(None, "In May."), ["Image: In May."], []),
        (_figure("", "In May."), ["Image: In May."], []),
        (_figure(None), ["Image without description."], ["image-without-alt"]),
        (_figure(""), [], ["decoration"]),
    ],
)
def test_a_figure_is_said_by_what_stands_for_it(
    narrated: Narrate, heard: Strings, figure: Figure, said: list[str], reasons: list[str]
) -> None:
    script = narrated(figure)

    assert heard(script) == said
    assert [part.reason for part in script.skipped] == reasons


def test_each_part_of_a_figure_can_be_said_plainly_or_left_out(narrated: Narrate, heard: Strings) -> None:
    figure = _figure("A tower", "In May.", "Ada")

    plain = narrated(figure, figures={"alt": "say", "caption": "say", "credit": "say"})
    silent = narrated(figure, figures={"alt": "skip", "caption": "skip", "credit": "skip"})

    assert heard(plain) == ["A tower", "In May.", "Ada"]
    assert heard(silent) == []
    assert [part.reason for part in silent.skipped] == ["alt", "caption", "credit"]


def test_a_picture_without_words_can_go_unnamed(narrated: Narrate) -> None:
    script = narrated(_figure(None), figures={"without_alt": "skip"})

    assert script.passages == ()
    assert script.skipped == (Skipped(text="a.png", reason="image-without-alt", block="f"),)


# Code, maths, verse, embedded content, breaks. ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("treatment", "said", "reasons"),
    [
        ("say", ["Code example: a = 1,\nb = 2. End of code example."], []),
        ("name", ["Code example left out."], ["code"]),
        ("skip", [], ["code"]),
    ],
)
def test_code_is_said_named_or_left_out(
    narrated: Narrate, heard: Strings, treatment: str, said: list[str], reasons: list[str]
) -> None:
    script = narrated(Code(id="c", text="a = 1\nb = 2"), code={"treatment": treatment})

    assert heard(script) == said
    assert [part.reason for part in script.skipped] == reasons


@pytest.mark.parametrize(
    ("maths", "treatment", "said", "reasons"),
    [
        (Maths(id="m", source="x^2", alt="x squared"), "skip", ["Formula: x squared"], []),
        (Maths(id="m", source="n"), "skip", ["Formula: n"], []),
        (Maths(id="m", source="x^2"), "say", ["Formula: x^2"], []),
        (Maths(id="m", source="x^2"), "name", ["Formula left out."], ["maths"]),
        (Maths(id="m", source="x^2"), "skip", [], ["maths"]),
    ],
)
def test_maths_is_said_by_its_alternative_text_or_left_out(
    narrated: Narrate, heard: Strings, maths: Maths, treatment: str, said: list[str], reasons: list[str]
) -> None:
    script = narrated(maths, maths={"treatment": treatment})

    assert heard(script) == said
    assert [part.reason for part in script.skipped] == reasons


def test_each_stanza_is_a_passage_whose_lines_end_in_a_pause(narrated: Narrate, heard: Strings, own: Strings) -> None:
    lines = ("The sea", "is wide,", "", "the light", "is one.")
    script = narrated(Verse(id="v", lines=tuple(_text(line) if line else () for line in lines)))

    assert heard(script) == ["The sea,\nis wide,", "the light,\nis one."]
    assert own(script) == ["The sea\nis wide,", "the light\nis one."]


@pytest.mark.parametrize(
    ("title", "treatment", "said", "skipped"),
    [
        ("Lamp", "name", ["Embedded content left out: Lamp."], ["https://a.example"]),
        ("", "name", ["Embedded content left out."], ["https://a.example"]),
        ("Lamp", "skip", [], ["https://a.example", "Lamp"]),
        ("", "skip", [], ["https://a.example"]),
    ],
)
def test_embedded_content_is_named_or_left_out(
    narrated: Narrate, heard: Strings, title: str, treatment: str, said: list[str], skipped: list[str]
) -> None:
    script = narrated(Embed(id="e", title=title, source="https://a.example"), embeds={"treatment": treatment})

    assert heard(script) == said
    assert [part.text for part in script.skipped] == skipped


def test_a_break_is_a_longer_pause_and_nothing_else(narrated: Narrate) -> None:
    script = narrated(_paragraph("a"), Break(id="b"), _paragraph("c"))

    assert [(passage.kind, passage.text) for passage in script.passages][1] == ("break", "")
    assert _pauses(script)[1] == (1500, 1500)


# What is not there, what has no words, other languages. -------------------------------------------------------------


@pytest.mark.parametrize(
    "block", [_paragraph(" "), Code(id="p", text=""), Verse(id="p", lines=()), ListItem(id="p", content=())]
)
def test_a_block_without_text_is_recorded(narrated: Narrate, block: Block) -> None:
    script = narrated(block)

    assert script.passages == ()
    assert script.skipped == (Skipped(text="", reason="empty", block="p"),)


@pytest.mark.parametrize("text", ["* * *", "🎉🎉", "…"])
def test_a_passage_without_a_letter_or_digit_is_silent_and_recorded(narrated: Narrate, text: str) -> None:
    script = narrated(_paragraph(text))

    assert [(span.kind, span.value) for span in script.passages[0].spans] == [(SpanKind.SILENT, "no-words")]
    assert script.skipped == (Skipped(text=text, reason="no-words", block="p"),)


def test_a_paragraph_that_is_deleted_as_a_whole_is_recorded_once(narrated: Narrate) -> None:
    gone = Paragraph(id="p", content=(Text(text="gone", marks=(Mark(kind=MarkKind.DELETED),)),))

    assert narrated(gone).skipped == (Skipped(text="gone", reason="deleted", block="p"),)


def test_announcements_in_a_block_of_another_language_are_passages_of_the_articles(narrated: Narrate) -> None:
    french = Quotation(id="q", content=_text("La mer."), inside=(_QUOTATION,), language="fr")
    script = narrated(french, quotations={"end_from_words": 1})

    assert [(passage.text, passage.language) for passage in script.passages] == [
        ("Quotation.", "en-GB"),
        ("La mer.", "fr"),
        ("End of quotation.", "en-GB"),
    ]
    assert [passage.block for passage in script.passages] == ["q"] * 3
    assert [before for before, _ in _pauses(script)] == [700, 300, 300]
    assert _pauses(script)[-1][1] == 700


def test_what_is_named_in_a_block_of_another_language_is_named_in_the_articles(narrated: Narrate) -> None:
    (passage,) = narrated(Code(id="c", text="x", language="fr")).passages

    assert (passage.text, passage.language) == ("Code example left out.", "en-GB")


def test_a_language_without_phrases_has_no_announcements_and_that_is_reported(
    narrated: Narrate, heard: Strings
) -> None:
    script = narrated(
        _quotation("Havet.", "Ada"), _figure("Ett torn"), Code(id="c", text="x"), _item("En", 10, 1), language="sv"
    )

    assert [text.strip() for text in heard(script)] == ["Havet.\nAda", "Ett torn", "1: En"]
    assert script.findings == (
        "Narration has no phrases in 'sv' for code_left_out, image, quotation: they were not said.",
    )
