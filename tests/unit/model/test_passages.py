"""Passages of a script."""

from audioed.model import Passage, Span, SpanKind


def test_a_text_without_spans_of_a_kind_keeps_the_others() -> None:
    spans = (
        Span(start=0, end=6, kind=SpanKind.ANNOUNCED),
        Span(start=9, end=12, kind=SpanKind.SILENT, value="note-reference"),
        Span(start=10, end=11, kind=SpanKind.SILENT, value="note-reference"),
    )
    passage = Passage(block="n", kind="note", text="Note: Sea[1].", spans=spans[::-1], language="en")

    assert passage.without(SpanKind.SILENT) == "Note: Sea."
    assert passage.without(SpanKind.ANNOUNCED) == "Sea[1]."
    assert passage.without(SpanKind.ANNOUNCED, SpanKind.SILENT) == "Sea."
    assert passage.without() == passage.text
