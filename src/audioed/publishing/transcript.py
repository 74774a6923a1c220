"""Transcripts: what is said, as the author wrote it. Times are rounded once, from samples to milliseconds.

Each is made in pieces, so that its size in memory doesn't grow with its length.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audioed.model import Cue, Passage, Script, SpanKind
from audioed.publishing.captions import to_captions
from audioed.publishing.escape import clean, cleaned
from audioed.publishing.templates import fill
from audioed.units import Hertz, Samples, to_milliseconds

JSON_BEGINNING = '{"version":"1.0.0","segments":[\n'
JSON_BETWEEN = ",\n"
"""Each segment of a JSON transcript is on a line of its own, so that a page can ask for some of them."""

_WORDS = re.compile(r"\w.*\S|\w", re.DOTALL)


def to_vtt(cues: Iterable[Cue], rate: Hertz, *, language: str = "", overrides: Path | None = None) -> Iterator[str]:
    """Yield WebVTT captions; what is spoken but not written bears the class "announced", other languages a `lang` tag.

    Args:
        cues: In order.
        rate: In which their times are counted.
        language: The article's (BCP 47); empty: no language is named.
        overrides: A show's own templates.

    Raises:
        ShowError: the show's own template can't be filled.

    Source: WebVTT, W3C Candidate Recommendation of 4 April 2019, section 4.
    """
    yield from fill("transcript.vtt", overrides=overrides, captions=to_captions(cues, rate), language=language)


def to_srt(cues: Iterable[Cue], rate: Hertz, *, overrides: Path | None = None) -> Iterator[str]:
    """Yield SubRip captions; what is spoken but not written stands in brackets.

    Args:
        cues: In order.
        rate: In which their times are counted.
        overrides: A show's own templates.

    Raises:
        ShowError: the show's own template can't be filled.
    """
    yield from fill("transcript.srt", overrides=overrides, captions=to_captions(cues, rate))


def to_json(cues: Iterable[Cue], rate: Hertz) -> Iterator[str]:
    """Yield the podcast namespace's JSON transcript with the times of words added; see docs/transcript.md.

    Args:
        cues: In order.
        rate: In which their times are counted.

    Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md
    """
    yield JSON_BEGINNING
    between = ""
    for cue in cues:
        yield between + to_json_segment(cue, rate)
        between = JSON_BETWEEN
    yield "\n]}\n"


def to_json_segment(cue: Cue, rate: Hertz) -> str:
    """Return a sentence as the JSON transcript has it, on a line of its own."""

    def seconds(position: Samples) -> float:
        return to_milliseconds(position, rate) / 1000

    body, announcements = cleaned(cue.text, cue.announcements)
    segment: dict[str, Any] = {
        "startTime": seconds(cue.start),
        "endTime": seconds(cue.end),
        "body": body,
        "block": cue.block,
        "passage": cue.passage,
        "language": cue.language,
        "announced": cue.announced,
        "announcements": announcements,
        "words": [
            {
                "start": seconds(word.start),
                "end": seconds(word.end),
                "text": clean(word.text),
                "source": word.source,
            }
            for word in cue.words
        ],
    }
    return json.dumps(segment, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, kw_only=True, slots=True)
class _TextParagraph:
    text: str
    is_heading: bool


def to_txt(script: Script) -> Iterator[str]:
    """Yield a transcript to read: headings and paragraphs, one to a line, with an empty line between.

    The title stands first, whether or not there is an opening that says it. What is spoken but not written stands in
    brackets; what is written but not spoken is left out.
    """
    yield from fill("transcript.txt", paragraphs=_paragraphs(script))


def _paragraphs(script: Script) -> Iterator[_TextParagraph]:
    if all(passage.kind != "opening" for passage in script.passages):
        yield _TextParagraph(text=clean(script.metadata.title), is_heading=False)
    for passage in script.passages:
        if text := _readable(passage):
            yield _TextParagraph(text=text, is_heading=passage.kind == "heading")


def _readable(passage: Passage) -> str:
    """Return a passage's text with its announced spans in brackets and its silent ones left out."""
    parts = []
    position = 0
    for span in sorted(passage.spans, key=lambda span: (span.start, -span.end)):
        if span.kind not in {SpanKind.ANNOUNCED, SpanKind.SILENT} or span.start < position:
            continue
        parts.append(passage.text[position : span.start])
        if span.kind is SpanKind.ANNOUNCED:
            parts.append(_bracketed(passage.text[span.start : span.end]))
        position = span.end
    parts.append(passage.text[position:])
    return "\n".join(filter(None, map(clean, "".join(parts).split("\n"))))


def _bracketed(text: str) -> str:
    """Put words in brackets; signs that only part the author's words need none."""
    words = _WORDS.search(text)
    return f"{text[: words.start()]}[{words[0]}]{text[words.end() :]}" if words else text
