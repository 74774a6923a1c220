"""A script as text, as JSON and as differences."""

import json
from datetime import UTC, datetime

from audioed.model import Metadata, Passage, Script, Skipped, Span, SpanKind, Token
from audioed.publishing.script_text import to_diff, to_json, to_text

_METADATA = Metadata(title="Tides", language="en-GB", date=datetime(2021, 5, 5, tzinfo=UTC), corrections=(("1", "x"),))

_OPENING = Passage(
    block="opening",
    kind="opening",
    text="Tides",
    language="en-GB",
    tokens=(Token(start=0, end=5, kind="plain", spoken="Tides"),),
)

_ROWS = Passage(
    block="p1",
    kind="paragraph",
    text="Note 1: In 1823[1]  it\nrose.",
    spans=(
        Span(start=0, end=8, kind=SpanKind.ANNOUNCED),
        Span(start=15, end=18, kind=SpanKind.SILENT, value="note-reference"),
    ),
    language="en-GB",
    tokens=(
        Token(start=0, end=5, kind="plain", spoken="Note "),
        Token(start=5, end=6, kind="cardinal", spoken="one"),
        Token(start=6, end=11, kind="plain", spoken=": In "),
        Token(start=11, end=15, kind="year", spoken="eighteen twenty three"),
        Token(start=15, end=18, kind="silent", spoken=""),
        Token(start=18, end=28, kind="plain", spoken="  it\nrose."),
    ),
    sentences=(0,),
)

_HEADING = Passage(block="h1", kind="heading", text="High", language="en-GB", level=2)
_COMMA = Passage(
    block="v1",
    kind="verse",
    text="High,",
    spans=(Span(start=4, end=5, kind=SpanKind.ANNOUNCED),),
    language="en-GB",
    tokens=(Token(start=0, end=5, kind="plain", spoken="High,"),),
)
_SILENT = Passage(
    block="p2",
    kind="paragraph",
    text="low gone",
    spans=(Span(start=3, end=8, kind=SpanKind.SILENT, value="deleted"),),
    language="en-GB",
)

_SCRIPT = Script(
    metadata=_METADATA,
    passages=(_OPENING, _ROWS, _HEADING, _COMMA, _SILENT),
    skipped=(
        Skipped(text="menu\nhome", reason="navigation"),
        Skipped(text="[1]", reason="note-reference", block="p1"),
        Skipped(text="c" * 1234, reason="code", block="c1"),
        Skipped(text="", reason="empty", block="p9"),
    ),
    findings=("The language was detected.",),
)


def test_text_shows_what_is_said_block_by_block_and_what_is_not() -> None:
    text = to_text(_SCRIPT)

    assert text == (
        "Tides\nLanguage en-GB, policy standard.\n\n"
        "Opening:\nTides\n\n"
        "Paragraph, p1:\nNote one: In eighteen twenty three it\nrose.\nNot said (note-reference): [1]\n\n"
        "Heading of level 2, h1:\nHigh\n\n"
        "Verse, v1:\nHigh,\n\n"
        "Paragraph, p2:\nlow\n\n"
        "Left out:\nNot said (navigation): menu home\n"
        f"Not said (code): {'c' * 300} … (1,234 characters)\n"
        "Not said (empty).\n\n"
        "Findings:\nThe language was detected.\n"
    )


def test_a_script_in_which_all_is_said_has_nothing_else() -> None:
    assert to_text(Script(metadata=_METADATA, passages=(_OPENING,))).endswith("Opening:\nTides\n")


def test_the_passages_of_a_block_stand_together() -> None:
    assert to_text(Script(metadata=_METADATA, passages=(_OPENING, _OPENING))).endswith("Opening:\nTides\nTides\n")


def test_json_is_the_whole_script() -> None:
    document = json.loads(to_json(_SCRIPT))

    assert (document["version"], document["policy"]) == (1, "standard")
    assert document["metadata"]["date"] == "2021-05-05T00:00:00+00:00"
    assert document["metadata"]["corrections"] == [["1", "x"]]
    assert document["passages"][1]["spoken"] == "Note one: In eighteen twenty three  it\nrose."
    assert document["passages"][1]["spans"][1] == {"start": 15, "end": 18, "kind": "silent", "value": "note-reference"}
    assert document["passages"][1]["tokens"][3] == {
        "start": 11,
        "end": 15,
        "kind": "year",
        "spoken": "eighteen twenty three",
    }
    assert document["passages"][2]["level"] == 2
    assert document["skipped"][1] == {"block": "p1", "reason": "note-reference", "text": "[1]"}
    assert document["findings"] == ["The language was detected."]


def test_json_keeps_letters_as_they_are() -> None:
    script = Script(metadata=Metadata(title="Ебб ٣", language="ru"), passages=())

    assert '"title": "Ебб ٣"' in to_json(script)
    assert json.loads(to_json(script))["metadata"]["date"] is None


def test_a_difference_is_told_with_its_class() -> None:
    diff = to_diff(_SCRIPT)

    assert diff == (
        "@ p1\n"
        "+ Note one:  (announced)\n"
        "- 1823\n"
        "+ eighteen twenty three  (year)\n"
        "- [1]  (silent: note-reference)\n\n"
        "@ p2\n"
        "- gone  (silent: deleted)\n"
    )


def test_a_script_that_is_said_as_written_has_no_differences() -> None:
    assert to_diff(Script(metadata=_METADATA, passages=(_OPENING,))) == ""
