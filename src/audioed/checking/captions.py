"""Transcripts, read strictly: WebVTT, SubRip, and the podcast namespace's JSON.

Source: WebVTT (W3C Candidate Recommendation of 4 April 2019), section 4; for SubRip the podcast namespace's
https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md, which has the JSON, too.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeGuard

_VTT_CLOCK: Final = r"(?:(\d{2,9}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_VTT_TIMES: Final = re.compile(rf"{_VTT_CLOCK}[ \t]+-->[ \t]+{_VTT_CLOCK}(?:[ \t]+\S.*)?")
_SRT_CLOCK: Final = r"(\d{2,9}):([0-5]\d):([0-5]\d),(\d{3})"
_SRT_TIMES: Final = re.compile(rf"{_SRT_CLOCK} --> {_SRT_CLOCK}\s*")
_VTT_TAG: Final = re.compile(r"</?(?:(?:c|i|b|u|v|lang|ruby|rt)(?:[ \t.][^>]*)?|(?:\d+:)?\d\d:\d\d\.\d{3})?>")
_VTT_REFERENCE: Final = re.compile(r"&(?!(?:amp|lt|gt|lrm|rlm|nbsp|#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);)")
_LATEST_S: Final = 1e9
"""No recording lasts thirty years, and a number of JSON may be too large for Python to count with."""
_APART: Final = re.compile(r"\n{2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCaption:
    """A caption as a player shows it."""

    start: float
    end: float
    """In seconds."""
    text: str
    """Without markup; lines are parted by line ends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadTranscript:
    """What could be read of a transcript."""

    captions: tuple[ReadCaption, ...]
    flaws: tuple[str, ...]
    """Sentences."""


def read_vtt(document: str) -> ReadTranscript:
    """Read WebVTT."""
    head, _, rest = _plain(document).partition("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", head):
        return ReadTranscript(captions=(), flaws=(f'It begins with "{head[:30]}", not with WEBVTT.',))
    if rest and not rest.startswith("\n"):
        # What follows directly is a part of the header, and so would be captions.
        rest = "\n" + rest.partition("\n\n")[2] if "-->" not in rest.partition("\n\n")[0] else rest
    flaws: list[str] = []
    return ReadTranscript(captions=tuple(_vtt_captions(rest, flaws)), flaws=tuple(flaws))


def _vtt_captions(body: str, flaws: list[str]) -> Iterator[ReadCaption]:
    for block in _APART.split(body.strip("\n")):
        lines = block.split("\n")
        if not block.strip() or lines[0].split(" ")[0] in {"NOTE", "STYLE", "REGION"}:
            continue
        at = 0 if "-->" in lines[0] else 1
        times = _VTT_TIMES.fullmatch(lines[at]) if at < len(lines) else None
        if times is None:
            flaws.append(f'"{lines[min(at, len(lines) - 1)][:50]}" is no line of times.')
            continue
        text = "\n".join(lines[at + 1 :])
        bare = _VTT_TAG.sub("", text)
        if "-->" in text or "<" in bare or _VTT_REFERENCE.search(bare):
            flaws.append(f'"{text[:50]}" has signs that must be escaped.')
        yield ReadCaption(
            start=_seconds(*times.groups()[:4]), end=_seconds(*times.groups()[4:8]), text=html.unescape(bare)
        )


def read_srt(document: str) -> ReadTranscript:
    """Read SubRip."""
    captions: list[ReadCaption] = []
    flaws: list[str] = []
    blocks = _APART.split(_plain(document).strip("\n"))
    for number, block in enumerate(blocks, 1):
        lines = block.split("\n")
        times = _SRT_TIMES.fullmatch(lines[1]) if len(lines) > 1 else None
        if lines[0].strip() != str(number):
            flaws.append(f'Caption {number} is numbered "{lines[0][:20]}".')
        if times is None:
            flaws.append(f"Caption {number} has no line of times.")
            continue
        text = "\n".join(lines[2:])
        captions.append(ReadCaption(start=_seconds(*times.groups()[:4]), end=_seconds(*times.groups()[4:]), text=text))
    return ReadTranscript(captions=tuple(captions), flaws=tuple(flaws))


def read_json(document: str) -> ReadTranscript:
    """Read the podcast namespace's JSON."""
    try:
        content = json.loads(document)
    except (ValueError, RecursionError) as error:
        return ReadTranscript(captions=(), flaws=(f"It can't be read: {error}.",))
    segments = content.get("segments") if isinstance(content, dict) else None
    if not isinstance(segments, list):
        return ReadTranscript(captions=(), flaws=("It has no list of segments.",))
    flaws = [] if isinstance(content.get("version"), str) else ["It has no version."]
    captions = []
    for number, segment in enumerate(segments, 1):
        match segment:
            case {"startTime": start, "body": str() as text}:
                end = segment.get("endTime", start)
                if _is_time(start) and _is_time(end):
                    captions.append(ReadCaption(start=start, end=end, text=text))
                    continue
        flaws.append(f"Segment {number} lacks its times or its body.")
    return ReadTranscript(captions=tuple(captions), flaws=tuple(flaws))


def _is_time(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and abs(value) < _LATEST_S


def _plain(document: str) -> str:
    return document.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000
