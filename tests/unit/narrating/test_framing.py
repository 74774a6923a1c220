"""The opening and the closing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audioed.errors import NarrationError
from audioed.model import (
    Article,
    Block,
    Heading,
    Mark,
    MarkKind,
    Metadata,
    Paragraph,
    Script,
    Skipped,
    Span,
    SpanKind,
    Text,
)
from audioed.narrating import Policy, narrate
from audioed.units import WordsPerMinute

_METADATA = Metadata(
    title="The lighthouse",
    language="en-GB",
    authors=("Ada Keeper", "Ben Wick"),
    date=datetime(2021, 5, 5, tzinfo=UTC),
    publisher="The Coast",
    source="https://www.example.org/lighthouse",
)


def _article(*blocks: Block, metadata: Metadata = _METADATA) -> Article:
    return Article(metadata=metadata, blocks=blocks)


def _heading(text: str, *marks: Mark) -> Heading:
    return Heading(id="h", level=1, content=(Text(text=text, marks=marks),))


def _texts(script: Script, block: str) -> list[str]:
    return [passage.text for passage in script.passages if passage.block == block]


def test_the_opening_says_title_author_source_date_and_length(standard: Policy) -> None:
    script = narrate(_article(), standard)

    assert _texts(script, "opening") == [
        "The lighthouse",
        "By Ada Keeper and Ben Wick. From The Coast. 5 May 2021. About 1 minute.",
    ]


def test_what_the_article_does_not_tell_is_not_said(standard: Policy) -> None:
    script = narrate(_article(metadata=Metadata(title="Tides", language="en")), standard)

    assert _texts(script, "opening") == ["Tides", "About 1 minute."]
    assert _texts(script, "closing") == ["This was Tides."]


def test_without_a_publisher_the_sources_host_is_said(standard: Policy) -> None:
    script = narrate(_article(metadata=replace(_METADATA, publisher="")), standard)

    assert "From example.org." in _texts(script, "opening")[1]


def test_the_title_is_the_authors_and_all_else_is_announced(standard: Policy) -> None:
    title, rest = narrate(_article(), standard).passages[:2]

    assert (title.kind, title.level, title.spans) == ("opening", 0, ())
    assert rest.spans == (Span(start=0, end=len(rest.text), kind=SpanKind.ANNOUNCED),)
    assert (title.pause_before_ms, rest.pause_after_ms) == (0, 900)


def test_the_length_follows_the_rate_of_speech(standard: Policy) -> None:
    article = _article(Paragraph(id="p", content=(Text(text="steady " * 1550),)))

    usual, quick = narrate(article, standard), narrate(article, standard, rate_wpm=WordsPerMinute(350))

    assert _texts(usual, "opening")[1].endswith("About 10 minutes.")
    assert _texts(quick, "opening")[1].endswith("About 5 minutes.")


def test_the_length_of_a_text_without_vowels_follows_its_language(standard: Policy) -> None:
    article = _article(
        Paragraph(id="p", content=(Text(text="ماء " * 1660),)), metadata=replace(_METADATA, language="ar")
    )

    assert _texts(narrate(article, standard), "opening")[1].endswith("نحو 10 دقائق.")


@pytest.mark.parametrize("text", ["The lighthouse", "THE  Lighthouse."])
def test_a_first_heading_that_is_the_title_is_said_once(standard: Policy, text: str) -> None:
    script = narrate(_article(_heading(text)), standard)

    assert [passage.block for passage in script.passages] == ["opening", "opening", "closing"]
    assert script.passages[0].text == text
    assert script.skipped == (Skipped(text=text, reason="said-in-opening", block="h"),)


def test_the_title_keeps_the_marks_of_its_heading_but_for_notes(standard: Policy) -> None:
    heading = Heading(
        id="h",
        level=1,
        content=(
            Text(text="The "),
            Text(text="lighthouse", marks=(Mark(kind=MarkKind.LANGUAGE, value="sco"),)),
            Text(text="1", marks=(Mark(kind=MarkKind.NOTE_REFERENCE, value="1"),)),
        ),
    )

    script = narrate(_article(heading), standard)

    assert script.passages[0].text == "The lighthouse"
    assert script.passages[0].spans == (Span(start=4, end=14, kind=SpanKind.LANGUAGE, value="sco"),)


def test_another_first_heading_is_said(standard: Policy) -> None:
    script = narrate(_article(_heading("How it works")), standard)

    assert [passage.kind for passage in script.passages] == ["opening", "opening", "heading", "closing"]
    assert script.skipped == ()


def test_headings_that_are_the_title_together_are_said_once(standard: Policy) -> None:
    first = Heading(id="h1", level=1, content=(Text(text="The"),))
    second = Heading(id="h2", level=2, content=(Text(text="Lighthouse"),))

    script = narrate(_article(first, second), standard)

    assert script.passages[0].text == "The lighthouse"
    assert [(each.block, each.reason) for each in script.skipped] == [
        ("h1", "said-in-opening"),
        ("h2", "said-in-opening"),
    ]


def test_without_an_opening_the_heading_says_the_title(standard: Policy) -> None:
    script = narrate(_article(_heading("The lighthouse")), standard, opening="")

    assert [passage.kind for passage in script.passages] == ["heading", "closing"]
    assert script.skipped == ()


def test_a_title_that_nothing_says_is_recorded(standard: Policy) -> None:
    script = narrate(_article(), standard, opening="")

    assert script.skipped == (Skipped(text="The lighthouse", reason="opening-left-out", block="opening"),)


def test_a_part_in_brackets_ends_with_its_line(standard: Policy) -> None:
    with pytest.raises(NarrationError, match="without its partner"):
        narrate(_article(), standard, opening="{title}[ by\n{authors}]")


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        ("{title}, by {authors}", ["The lighthouse, by Ada Keeper and Ben Wick"]),
        ("Listen!\n{title}\n[{summary}]\n…", ["Listen!", "The lighthouse"]),
        ("[{summary}: ]{title} ({source})", ["The lighthouse (example.org)"]),
        ("Hello", ["Hello"]),
    ],
)
def test_the_opening_can_be_worded_by_the_caller(standard: Policy, opening: str, said: list[str]) -> None:
    script = narrate(_article(), standard, opening=opening, closing="")

    assert [passage.text for passage in script.passages] == said


def test_a_wording_with_an_unknown_field_is_refused(standard: Policy) -> None:
    with pytest.raises(NarrationError) as caught:
        narrate(_article(), standard, closing="{titel}")

    assert "The closing '{titel}' can't be used: {titel} is no field here" in caught.value.message
    assert "square brackets" in caught.value.hint


def test_a_policy_words_them_too_or_leaves_them_out(standard: Policy) -> None:
    worded = replace(standard, opening=replace(standard.opening, template="Now: {title}"))
    silent = replace(worded, opening=replace(worded.opening, say=False), closing=replace(standard.closing, say=False))

    assert _texts(narrate(_article(), worded), "opening") == ["Now: The lighthouse"]
    assert narrate(_article(), silent).passages == ()


def test_the_closing_tells_what_this_was_and_the_corrections(standard: Policy) -> None:
    corrections = (("2022-01-05", "It was built in 1824."), ("last week", "It is white."))
    script = narrate(_article(metadata=replace(_METADATA, corrections=corrections)), standard)

    assert _texts(script, "closing") == [
        "This was The lighthouse, by Ada Keeper and Ben Wick.",
        "Correction, 5 January 2022: It was built in 1824.",
        "Correction, last week: It is white.",
    ]
    assert script.passages[-3].pause_before_ms == 1800
    assert script.passages[-1].pause_after_ms == 700


def test_corrections_without_a_closing_are_recorded(standard: Policy) -> None:
    article = _article(metadata=replace(_METADATA, corrections=(("2022-01-05", "It is white."),)))
    script = narrate(article, standard, closing="")

    assert script.skipped == (Skipped(text="It is white.", reason="closing-left-out", block="closing"),)


def test_in_a_language_without_phrases_title_and_corrections_are_said(standard: Policy) -> None:
    metadata = Metadata(title="Fyren", language="sv", authors=("Ada",), corrections=(("2022-01-05", "Den är vit."),))
    script = narrate(_article(metadata=metadata), standard)

    assert [passage.text for passage in script.passages] == ["Fyren", "Ada", "Den är vit."]


def test_what_the_reader_found_and_skipped_is_handed_on(standard: Policy) -> None:
    hidden = Skipped(text="menu", reason="navigation")
    article = replace(_article(), skipped=(hidden,), findings=("The language was detected.",))

    script = narrate(article, standard)

    assert script.skipped == (hidden,)
    assert script.findings == ("The language was detected.",)
    assert (script.policy, script.metadata) == ("standard", _METADATA)
