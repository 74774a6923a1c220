"""What is said of the runs of a line."""

from collections.abc import Callable

import pytest

from audioed.model import Mark, MarkKind, Paragraph, Script, Skipped, Span, SpanKind, Text

Narrate = Callable[..., Script]
Strings = Callable[[Script], list[str]]


def _run(text: str, *marks: tuple[MarkKind, str]) -> Text:
    return Text(text=text, marks=tuple(Mark(kind=kind, value=value) for kind, value in marks))


def _paragraph(*runs: Text | str) -> Paragraph:
    return Paragraph(id="p", content=tuple(Text(text=run) if isinstance(run, str) else run for run in runs))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See https://example.org/a/b?c=1.", "See example.org."),
        ("See http://www.example.org.", "See example.org."),
        ("See (https://www.example.org/a_(b)), too", "See (example.org), too"),
        ("See www.example.org/.", "See example.org."),
        ("https://example.org:8080/x and https://user@example.org", "example.org and example.org"),
        ("ftp://files.example.org/a", "files.example.org"),
        ("a://b and www. and https:// alone", "a://b and www. and https:// alone"),
        ("Addresses such as www.*.com now use https.", "Addresses such as www.*.com now use https."),
        ("So do www.example.* and https://*.org/a.", "So do www.example.* and https://*.org/a."),
        ("So do www.a.{name}.org, www.a$x.org too", "So do www.a.{name}.org, www.a$x.org too"),
        ("www.a.org,https://a-b.my_c.org/x – https://münchen.de’s", "a.org,a-b.my_c.org – münchen.de’s"),
        ("Line one https://example.org/a\nhttps://example.org/b", "Line one example.org\nexample.org"),
    ],
)
def test_of_an_address_the_host_is_said(narrated: Narrate, heard: Strings, own: Strings, text: str, said: str) -> None:
    script = narrated(_paragraph(text))

    assert heard(script) == [said]
    assert own(script) == [text]
    assert "".join(part.text for part in script.skipped) != "" or text == said
    assert {(part.block, part.reason) for part in script.skipped} <= {("p", "address")}


@pytest.mark.parametrize(
    ("text", "address", "said"),
    [
        ("example.org/a/b", "https://example.org/a/b", "example.org"),
        ("www.example.org", "https://www.example.org/", "example.org"),
        ("example.org/a…", "https://example.org/a/b", "example.org"),
        ("…", "https://example.org/a/b", "…"),
        ("our page", "https://example.org/our%20page", "our page"),
        ("a@example.org", "mailto:a@example.org", "a@example.org"),
        ("notes", "notes", "notes"),
    ],
)
def test_a_link_that_shows_nothing_but_its_address_is_an_address(
    narrated: Narrate, heard: Strings, text: str, address: str, said: str
) -> None:
    script = narrated(_paragraph("See ", _run(text, (MarkKind.LINK, address)), " for more"))

    assert heard(script) == [f"See {said} for more"]


@pytest.mark.parametrize(("bare", "said"), [("say", "See https://example.org/a."), ("skip", "See .")])
def test_addresses_can_be_said_or_left_out(narrated: Narrate, heard: Strings, bare: str, said: str) -> None:
    script = narrated(_paragraph("See https://example.org/a."), links={"bare": bare})

    assert heard(script) == [said]


def test_where_a_link_leads_is_announced_once_after_all_its_text(narrated: Narrate, heard: Strings) -> None:
    link = (MarkKind.LINK, "https://example.org/a")
    script = narrated(
        _paragraph(
            _run("very ", link),
            _run("good", link, (MarkKind.STRONG, "")),
            ", ",
            _run("here", (MarkKind.LINK, "#here")),
            ", ",
            _run("https://example.org/b", (MarkKind.LINK, "https://example.org/b")),
        ),
        links={"addresses": "announce", "bare": "say"},
    )

    assert heard(script) == ["very good (link: https://example.org/a), here, https://example.org/b"]


def test_marks_become_spans_that_the_normalizer_can_use(narrated: Narrate) -> None:
    script = narrated(
        _paragraph(
            _run("NLB", (MarkKind.ABBREVIATION, "Northern Lighthouse Board")),
            _run("UN", (MarkKind.ABBREVIATION, "")),
            _run("May", (MarkKind.TIME, "2021-05")),
            _run("x", (MarkKind.CODE, "")),
            _run("2", (MarkKind.SUPERSCRIPT, "")),
            _run("3", (MarkKind.SUBSCRIPT, "")),
            _run("un", (MarkKind.LANGUAGE, "fr")),
            _run(" ", (MarkKind.LANGUAGE, "fr")),
            _run("mot", (MarkKind.LANGUAGE, "fr"), (MarkKind.EMPHASIS, "")),
        )
    )

    assert script.passages[0].spans == (
        Span(start=0, end=3, kind=SpanKind.ABBREVIATION, value="Northern Lighthouse Board"),
        Span(start=5, end=8, kind=SpanKind.TIME, value="2021-05"),
        Span(start=8, end=9, kind=SpanKind.CODE),
        Span(start=9, end=10, kind=SpanKind.SUPERSCRIPT),
        Span(start=10, end=11, kind=SpanKind.SUBSCRIPT),
        Span(start=11, end=17, kind=SpanKind.LANGUAGE, value="fr"),
    )


@pytest.mark.parametrize(
    ("run", "part", "announced", "skipped"),
    [
        (_run("x", (MarkKind.DELETED, "")), {"deleted": "announce"}, "a deleted: x, end of deletion b", "deleted"),
        (_run("x", (MarkKind.IMAGE, "x.png")), {"images": "announce"}, "a image: x, b", "alt"),
    ],
)
def test_what_can_be_announced_or_skipped(
    narrated: Narrate, heard: Strings, run: Text, part: dict[str, str], announced: str, skipped: str
) -> None:
    paragraph = _paragraph("a ", run, " b")

    loud, quiet = narrated(paragraph, inline=part), narrated(paragraph, inline=dict.fromkeys(part, "skip"))

    assert heard(loud) == [announced]
    assert heard(quiet) == ["a  b"]
    assert quiet.skipped == (Skipped(text="x", reason=skipped, block="p"),)


def test_a_picture_in_the_line_can_be_said_unannounced(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_paragraph(_run("gear", (MarkKind.IMAGE, "x.png"))), inline={"images": "say"})

    assert heard(script) == ["gear"]


def test_code_in_the_line_can_be_left_out(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_paragraph("Run ", _run("x", (MarkKind.CODE, ""))), inline={"code": "skip"})

    assert heard(script) == ["Run "]
    assert script.skipped == (Skipped(text="x", reason="code", block="p"),)


@pytest.mark.parametrize(
    ("text", "value", "treatment", "said"),
    [
        ("x squared", "alt", "skip", "if x squared holds"),
        ("n", "source", "skip", "if n holds"),
        ("x^2", "source", "name", "if formula holds"),
        ("x^2", "source", "skip", "if  holds"),
        ("x^2", "source", "say", "if x^2 holds"),
    ],
)
def test_a_formula_is_said_by_its_alternative_text_or_named(
    narrated: Narrate, heard: Strings, text: str, value: str, treatment: str, said: str
) -> None:
    script = narrated(_paragraph("if ", _run(text, (MarkKind.MATHS, value)), " holds"), inline={"maths": treatment})

    assert heard(script) == [said]
    assert [part.reason for part in script.skipped] == ["maths"] * (text not in said)


@pytest.mark.parametrize(("references", "said"), [("skip", "Yes."), ("announce", "Yes (note 4).")])
def test_a_reference_to_a_note_is_silent_or_announced(
    narrated: Narrate, heard: Strings, references: str, said: str
) -> None:
    reference = _run("[4]", (MarkKind.NOTE_REFERENCE, "4"), (MarkKind.SUPERSCRIPT, ""))
    script = narrated(_paragraph("Yes", reference, "."), notes={"references": references})

    assert heard(script) == [said]
    assert script.skipped == (Skipped(text="[4]", reason="note-reference", block="p"),)


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (("12 High Street\nOxford",), "12 High Street,\nOxford"),
        (("It goes\non",), "It goes\non"),
        (("It ends.\nThen",), "It ends.\nThen"),
        (("“It ends.”\nThen",), "“It ends.”\nThen"),
        (("One\n", "Two"), "One,\nTwo"),
        (("One\n\nTwo",), "One,\n\nTwo"),
        (("One\n",), "One\n"),
    ],
)
def test_a_line_break_is_a_pause_unless_the_sentence_goes_on(
    narrated: Narrate, heard: Strings, runs: tuple[str, ...], said: str
) -> None:
    assert heard(narrated(_paragraph(*runs))) == [said]
