"""A script for people and programs: as text, as JSON, and as what is said otherwise than it is written.

docs/script.md describes all three.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final

from audioed.model import BlockId, Metadata, Passage, Script, Skipped, Span, SpanKind

VERSION: Final = 1
"""Of the JSON form; grows when a key changes its meaning or goes."""

_SHOWN: Final = 300
"""Characters of what is left out that are shown."""

_NAMES: Final = {
    "heading": "Heading",
    "paragraph": "Paragraph",
    "quotation": "Quotation",
    "item": "List item",
    "figure": "Figure",
    "table": "Table",
    "code": "Code",
    "maths": "Maths",
    "verse": "Verse",
    "note": "Note",
    "embed": "Embedded content",
    "break": "Break",
    "opening": "Opening",
    "closing": "Closing",
}


# Text. --------------------------------------------------------------------------------------------------------------


def to_text(script: Script) -> str:
    """Return what will be said, block by block, each with what of it is left out; then all else that is left out.

    A normalized script shows what the voice gets, another one what is written. No signs, columns or colours: it reads
    well line by line with a screen reader.
    """
    metadata = script.metadata
    blocks = [f"{metadata.title}\nLanguage {metadata.language}, policy {script.policy}."]
    left_out: defaultdict[BlockId, list[Skipped]] = defaultdict(list)
    for skipped in script.skipped:
        left_out[skipped.block].append(skipped)
    for block, group in groupby(script.passages, key=attrgetter("block")):
        passages = [*group]
        lines = [_heading(passages[0]), *(line for passage in passages for line in _spoken_lines(passage))]
        lines += map(_left_out_line, left_out.pop(block, []))
        blocks.append("\n".join(lines))
    others = [skipped for group in left_out.values() for skipped in group]
    if others:
        blocks.append("\n".join(["Left out:", *map(_left_out_line, others)]))
    if script.findings:
        blocks.append("\n".join(["Findings:", *script.findings]))
    return "\n\n".join(blocks) + "\n"


def _heading(passage: Passage) -> str:
    name = _NAMES[passage.kind]
    if passage.kind == passage.block:
        return f"{name}:"
    level = f" of level {passage.level}" if passage.kind == "heading" else ""
    return f"{name}{level}, {passage.block}:"


def _spoken_lines(passage: Passage) -> Iterator[str]:
    text = passage.spoken if passage.tokens else passage.without(SpanKind.SILENT)
    return filter(None, map(_one_line, text.splitlines()))


def _left_out_line(skipped: Skipped) -> str:
    text = _one_line(skipped.text)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} … ({len(text):,} characters)"
    return f"Not said ({skipped.reason}): {shown}" if shown else f"Not said ({skipped.reason})."


# JSON. --------------------------------------------------------------------------------------------------------------


def to_json(script: Script) -> str:
    """Return the whole script as the JSON that docs/script.md describes."""
    document = {
        "version": VERSION,
        "policy": script.policy,
        "metadata": _metadata(script.metadata),
        "passages": [_passage(passage) for passage in script.passages],
        "skipped": [{"block": item.block, "reason": item.reason, "text": item.text} for item in script.skipped],
        "findings": list(script.findings),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _metadata(metadata: Metadata) -> dict[str, object]:
    return {**asdict(metadata), "date": metadata.date.isoformat() if metadata.date else None}


def _passage(passage: Passage) -> dict[str, object]:
    return {
        "block": passage.block,
        "kind": passage.kind,
        "level": passage.level,
        "language": passage.language,
        "text": passage.text,
        "spoken": passage.spoken,
        "pause_before_ms": passage.pause_before_ms,
        "pause_after_ms": passage.pause_after_ms,
        "spans": [
            {"start": span.start, "end": span.end, "kind": span.kind.value, "value": span.value}
            for span in passage.spans
        ],
        "tokens": [
            {"start": token.start, "end": token.end, "kind": token.kind, "spoken": token.spoken}
            for token in passage.tokens
        ],
        "sentences": list(passage.sentences),
    }


# Differences. -------------------------------------------------------------------------------------------------------


def to_diff(script: Script) -> str:
    """Return what is said otherwise than it is written, block by block, in the order of the words.

    Each difference is a line of what is written ("-"), a line of what is said ("+"), and on the last of them the class
    of the token, or "announced" or "silent" with the reason. A block without a difference isn't shown.
    """
    blocks = []
    for block, passages in groupby(script.passages, key=attrgetter("block")):
        lines = [line for passage in passages for line in _difference_lines(passage)]
        if lines:
            blocks.append("\n".join([f"@ {block}", *lines]))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _difference_lines(passage: Passage) -> Iterator[str]:
    covered = [span for span in passage.spans if span.kind in {SpanKind.ANNOUNCED, SpanKind.SILENT}]
    differences = [(span.start, _span_lines(passage, span)) for span in covered]
    ends = iter([*covered, None])
    span = next(ends)
    for token in passage.tokens:
        while span and span.end <= token.start:
            span = next(ends)
        written = passage.text[token.start : token.end]
        if token.spoken != written and not (span and span.start <= token.start):
            differences.append(
                (token.start, [f"- {_one_line(written)}", f"+ {_one_line(token.spoken)}  ({token.kind})"])
            )
    for _, lines in sorted(differences, key=itemgetter(0)):
        yield from lines


def _span_lines(passage: Passage, span: Span) -> list[str]:
    """Return how a stretch differs that is announced or silent; punctuation alone is no difference."""
    if span.kind is SpanKind.SILENT:
        return [f"- {_one_line(passage.text[span.start : span.end])}  (silent: {span.value})"]
    spoken = _spoken_between(passage, span.start, span.end)
    return [f"+ {_one_line(spoken)}  (announced)"] if any(map(str.isalnum, spoken)) else []


def _spoken_between(passage: Passage, start: int, end: int) -> str:
    return "".join(
        passage.text[max(token.start, start) : min(token.end, end)]
        if token.spoken == passage.text[token.start : token.end]
        else token.spoken
        for token in passage.tokens
        if token.start < end and token.end > start
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
