"""Runs of text and their marks: what of a line is said, and what the normalizer must know of it."""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Final

from audioed.model import Content, Mark, MarkKind, SpanKind, Text
from audioed.narrating.addresses import has_address, is_own_text, split_addresses, split_bare
from audioed.narrating.draft import Draft, SpanKey
from audioed.narrating.narration import Narration
from audioed.narrating.reasons import Reason
from audioed.narrating.template import Value, render

_SPANS: Final = {
    MarkKind.ABBREVIATION: SpanKind.ABBREVIATION,
    MarkKind.LANGUAGE: SpanKind.LANGUAGE,
    MarkKind.TIME: SpanKind.TIME,
    MarkKind.CODE: SpanKind.CODE,
    MarkKind.SUPERSCRIPT: SpanKind.SUPERSCRIPT,
    MarkKind.SUBSCRIPT: SpanKind.SUBSCRIPT,
}
_WITH_VALUE: Final = frozenset({SpanKind.ABBREVIATION, SpanKind.LANGUAGE, SpanKind.TIME})

PLAIN_FORMULA: Final = re.compile(r"[^\W_]+")
"""Letters and digits alone: a formula that is its own alternative text."""

_NOTHING: Final = Text(text="")
_WEB: Final = ("http://", "https://", "mailto:")


def say(narration: Narration, draft: Draft, phrase: str, fields: Mapping[str, Value]) -> None:
    """Write a phrase: its words announced, its fields announced (strings) or the author's own (content)."""
    for value in render(phrase, fields):
        if isinstance(value, str):
            narration.announce(draft, value)
        else:
            write(narration, draft, value)


def write(narration: Narration, draft: Draft, content: Content) -> None:
    """Write the author's text as the policy wants it."""
    for run, following in zip_longest(content, content[1:], fillvalue=_NOTHING):
        if run.marks and not run.text.isspace():
            _write_marked(narration, draft, run, following)
        else:
            _write_text(narration, draft, run, tuple(_spans(run)), following)


def _write_marked(narration: Narration, draft: Draft, run: Text, following: Text) -> None:
    inline = narration.policy.inline
    marks = {mark.kind: mark for mark in run.marks}
    if MarkKind.NOTE_REFERENCE in marks:
        if narration.policy.notes.references == "announce":
            label = marks[MarkKind.NOTE_REFERENCE].value or run.text
            say(narration, draft, narration.phrase("note_reference"), {"label": label})
        narration.silence(draft, run.text, Reason.NOTE_REFERENCE)
    elif MarkKind.DELETED in marks and inline.deleted == "skip":
        narration.silence(draft, run.text, Reason.DELETED)
    elif MarkKind.DELETED in marks:
        say(narration, draft, narration.phrase("deleted"), {"text": (_without(run, MarkKind.DELETED),)})
    elif MarkKind.MATHS in marks:
        _write_maths(narration, draft, run, marks[MarkKind.MATHS])
    elif MarkKind.IMAGE in marks and inline.images == "skip":
        narration.silence(draft, run.text, Reason.ALT)
    elif MarkKind.IMAGE in marks and inline.images == "announce":
        say(narration, draft, narration.phrase("inline_image"), {"text": (_without(run, MarkKind.IMAGE),)})
    elif MarkKind.CODE in marks and inline.code == "skip":
        narration.silence(draft, run.text, Reason.CODE)
    else:
        _write_text(narration, draft, run, tuple(_spans(run)), following)
        if MarkKind.LINK in marks:
            _write_address(narration, draft, run, marks[MarkKind.LINK], following)


def _write_maths(narration: Narration, draft: Draft, run: Text, mark: Mark) -> None:
    treatment = narration.policy.inline.maths
    if mark.value == "alt" or PLAIN_FORMULA.fullmatch(run.text.strip()):
        draft.write(run.text, _spans(run))
    elif treatment == "say":
        draft.write(run.text, (*_spans(run), (SpanKind.CODE, "")))
    else:
        if treatment == "name":
            draft.announce(narration.phrase("inline_maths"))
        narration.silence(draft, run.text, Reason.MATHS)


def _write_address(narration: Narration, draft: Draft, run: Text, link: Mark, following: Text) -> None:
    goes_on = link in following.marks
    is_said = has_address(run.text) or is_own_text(run.text, link.value)
    if narration.policy.links.addresses == "announce" and link.value.startswith(_WEB) and not (goes_on or is_said):
        address = link.value.removeprefix("mailto:")
        say(narration, draft, narration.phrase("link"), {"address": address})


def _write_text(narration: Narration, draft: Draft, run: Text, spans: tuple[SpanKey, ...], following: Text) -> None:
    first, *lines = run.text.split("\n") if "\n" in run.text else (run.text,)
    _write_line(narration, draft, first, run, spans)
    for number, line in enumerate(lines, start=1):
        next_character = line[:1] or ("\n" if number < len(lines) else following.text[:1])
        if next_character and not next_character.islower():
            draft.announce(narration.phrase("comma"))
        draft.write("\n", spans)
        _write_line(narration, draft, line, run, spans)


def _write_line(narration: Narration, draft: Draft, line: str, run: Text, spans: tuple[SpanKey, ...]) -> None:
    bare = narration.policy.links.bare
    if bare == "say":
        draft.write(line, spans)
        return
    if has_address(line):
        stretches = split_addresses(line)
    elif any(mark.kind is MarkKind.LINK and is_own_text(line, mark.value) for mark in run.marks):
        stretches = split_bare(line)
    else:
        draft.write(line, spans)
        return
    for stretch, role in stretches:
        if role == "rest" or (role == "host" and bare == "skip"):
            narration.silence(draft, stretch, Reason.ADDRESS)
        else:
            draft.write(stretch, spans)


def _without(run: Text, kind: MarkKind) -> Text:
    return Text(text=run.text, marks=tuple(mark for mark in run.marks if mark.kind is not kind))


def _spans(run: Text) -> Iterator[SpanKey]:
    for mark in run.marks:
        kind = _SPANS.get(mark.kind)
        if kind is not None and (mark.value or kind not in _WITH_VALUE):
            yield kind, mark.value if kind in _WITH_VALUE else ""
