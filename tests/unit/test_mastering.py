"""What a finished file bears besides the sound."""

from audioed.mastering import transcript_of
from audioed.model import Metadata, Passage, Script, Span, SpanKind


def test_the_transcript_in_the_tag_holds_what_is_said_and_nothing_else() -> None:
    silent = Span(start=4, end=7, kind=SpanKind.SILENT, value="note-reference")
    passages = (
        Passage(block="p", kind="paragraph", text="Rain[1] fell.", spans=(silent,), language="en"),
        Passage(block="b", kind="break", text="", language="en"),
        Passage(block="q", kind="paragraph", text="It cost £3.", language="en"),
    )

    transcript = transcript_of(Script(metadata=Metadata(title="Rain", language="en"), passages=passages))

    assert transcript == "Rain fell.\nIt cost £3."
