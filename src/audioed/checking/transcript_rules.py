"""Rules for the transcripts of an episode. Codes R101 to R113."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from audioed.checking.captions import ReadCaption, ReadTranscript, read_json, read_srt, read_vtt
from audioed.checking.catalogue import found
from audioed.checking.feed import Item
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES
from audioed.checking.site import Site
from audioed.markup import descendants, parse, plain_text

_READERS: Final[dict[str, tuple[Callable[[str], ReadTranscript], str]]] = {
    "text/vtt": (read_vtt, "R103"),
    "application/x-subrip": (read_srt, "R104"),
    "application/srt": (read_srt, "R104"),
    "application/json": (read_json, "R105"),
}
"""How captions are read, and the rule that doesn't hold where they can't be."""

_SUFFIXES: Final = {
    "text/vtt": {".vtt"},
    "application/x-subrip": {".srt"},
    "application/srt": {".srt"},
    "application/json": {".json"},
    "text/html": {".html", ".htm"},
    "text/plain": {".txt"},
}
_LONGEST_LINE: Final = 65
_PAST_THE_END_S: Final = 0.5
_LATEST_BEGINNING: Final = (3.0, 0.1)
"""Seconds, and the share of a long sound."""
_EARLIEST_END: Final = 0.9
_WORD: Final = re.compile(r"\w+")
_SPEAKER: Final = re.compile(r"\s*[^:\n]{1,40}:\s")


def check_transcripts(item: Item, site: Site, *, seconds: float) -> Iterator[Finding]:
    """Yield what is wrong with an episode's transcripts.

    Args:
        item: The episode.
        site: Where its files are.
        seconds: How long the sound lasts; 0: that can't be told.
    """
    texts: dict[str, list[str]] = {}
    for element in item.element.findall("podcast:transcript", NAMESPACES):
        kind = element.get("type", "")
        path = site.path(element.get("url", ""), item.document)
        if path is None:
            continue
        place = site.shown(path)
        if not path.is_file():
            yield found("R101", item.place, f"There is no {place}.")
            continue
        if path.suffix.lower() not in _SUFFIXES.get(kind, {path.suffix.lower()}):
            yield found("R112", place, f"It is said to be {kind}.")
        try:
            document = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            yield found("R102", place, f"Byte {error.start:,} is not UTF-8.")
            continue
        if kind in _READERS:
            read, flawed = _READERS[kind]
            transcript = read(document)
            for flaw in transcript.flaws:
                yield found(flawed, place, flaw)
            yield from _check_captions(transcript, seconds, place, may_be_long=kind == "application/json")
            if not transcript.flaws:
                texts[place] = [caption.text for caption in transcript.captions]
        elif not _WORD.search(_body(document) if kind == "text/html" else document):
            yield found("R113", place, "It is empty.")
    yield from _compare(texts)


def _body(page: str) -> str:
    return " ".join(plain_text(body) for body in descendants(parse(page), "body"))


def _check_captions(transcript: ReadTranscript, seconds: float, place: str, *, may_be_long: bool) -> Iterator[Finding]:
    captions = transcript.captions
    if not captions:
        if not transcript.flaws:
            yield found("R113", place, "It has no captions.")
        return
    for caption in captions:
        yield from _check_caption(caption, place, may_be_long=may_be_long)
    yield from _check_order(captions, place)
    if seconds and not transcript.flaws:
        first, last = captions[0].start, max(caption.end for caption in captions)
        if last > seconds + _PAST_THE_END_S:
            yield found("R107", place, f"A caption ends at {last:.3f} seconds, the sound at {seconds:.2f}.")
        if last < _EARLIEST_END * seconds or first > max(_LATEST_BEGINNING[0], _LATEST_BEGINNING[1] * seconds):
            yield found("R110", place, f"It has {first:.1f} to {last:.1f} of {seconds:.1f} seconds.")


def _check_caption(caption: ReadCaption, place: str, *, may_be_long: bool) -> Iterator[Finding]:
    if caption.end < caption.start or (caption.end == caption.start and not may_be_long):
        yield found("R106", place, f"The caption at {caption.start:.3f} seconds ends at {caption.end:.3f}.")
    if not caption.text.strip():
        yield found("R108", place, f"The caption at {caption.start:.3f} seconds is empty.")
    longest = max(map(len, caption.text.split("\n")))
    if longest > _LONGEST_LINE and not may_be_long:
        yield found("R109", place, f"At {caption.start:.3f} seconds a line has {longest} characters.")


def _check_order(captions: Sequence[ReadCaption], place: str) -> Iterator[Finding]:
    for before, after in pairwise(captions):
        if after.start < before.end - 0.001:
            what = "precedes" if after.start < before.start else "overlaps"
            yield found("R106", place, f"The caption at {after.start:.3f} seconds {what} the one before it.")


def _compare(texts: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Yield the transcripts that have other words than the one before them; `texts` has each one's captions."""
    for (first, ours), (other, theirs) in pairwise(texts.items()):
        if not any(_words(one) == _words(two) for one in _readings(ours) for two in _readings(theirs)):
            counts = f"{other} has {len(_words(theirs)):,} words, {first} has {len(_words(ours)):,}"
            yield found("R111", other, f"{counts}, and not the same.")


def _readings(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield captions as they are, and without the speaker where one is named before each: SubRip has no other way."""
    yield texts
    speakers = {match[0] if (match := _SPEAKER.match(text)) else "" for text in texts}
    if len(speakers) == 1:
        yield [text.removeprefix(speaker) for text in texts for speaker in speakers]


def _words(texts: Sequence[str]) -> list[str]:
    return _WORD.findall(" ".join(texts).lower())
