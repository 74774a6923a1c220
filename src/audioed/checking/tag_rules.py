"""Rules for the ID3 tag of an episode's sound. Codes T101 to T110."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.findings import Finding
from audioed.checking.id3 import (
    ChapterFrame,
    FlawError,
    PictureFrame,
    Tag,
    TagFrame,
    read_chapter,
    read_described,
    read_picture,
    read_text,
)
from audioed.checking.picture_header import read_picture_header

_REQUIRED: Final = {
    "TIT2": "title",
    "TPE1": "artist",
    "TALB": "album",
    "TCON": "genre",
    "APIC": "picture",
}
_YEARS: Final = ("TYER", "TDRC")
_RECOMMENDED: Final = {"TRCK": "track's number", "COMM": "comment", "TLAN": "language"}
_LANGUAGE: Final = re.compile("[a-z]{3}")
_FRONT_COVER: Final = 3
_LARGEST: Final = 1_000_000


def check_tag(tag: Tag | None, title: str, place: str) -> Iterator[Finding]:
    """Yield what is wrong with a tag but for its chapters.

    Args:
        tag: Of the sound; None: it has none.
        title: The episode's, in the feed.
        place: Of the file.
    """
    if tag is None:
        yield found("T101", place, "The file begins without a tag.")
        return
    if tag.version != 3:
        yield found("T102", place, f"It is of version 2.{tag.version}.")
    for flaw in tag.flaws:
        yield found("T103", place, f"The tag is damaged: {flaw}.")
    if tag.size > _LARGEST:
        yield found("T110", place, f"It has {tag.size:,} bytes.")
    yield from _check_presence(tag, place)
    yield from _check_texts(tag, title, place)
    for picture in map(read_picture, tag.all("APIC")):
        yield from _check_picture(picture, place)


def chapters_of(tag: Tag) -> tuple[ChapterFrame, ...]:
    """Return the tag's chapters as they stand in it; those that can't be read are left out."""
    read = (read_chapter(frame, tag.version, []) for frame in tag.all("CHAP"))
    return tuple(chapter for chapter in read if chapter)


def _check_presence(tag: Tag, place: str) -> Iterator[Finding]:
    ids = {frame.id for frame in tag.frames}
    for id_, what in _REQUIRED.items():
        if id_ not in ids:
            yield found("T105", place, f"There is no {what} ({id_}).")
    if not ids.intersection(_YEARS):
        yield found("T105", place, f"There is no year ({' or '.join(_YEARS)}).")
    for id_, what in _RECOMMENDED.items():
        if id_ not in ids:
            yield found("T106", place, f"There is no {what} ({id_}).")


def _check_texts(tag: Tag, title: str, place: str) -> Iterator[Finding]:
    inner = (chapter.frames for chapter in chapters_of(tag))
    for frame in chain(tag.frames, *inner):
        try:
            text = _text_of(frame, tag.version)
        except FlawError as flaw:
            yield found("T104", place, f"{frame.id} {flaw}.")
        else:
            if frame.id == "TLAN" and not _LANGUAGE.fullmatch(text):
                yield found("T108", place, f'The language is "{text}".')
    for frame in tag.all("TIT2"):
        try:
            text = _text_of(frame, tag.version)
        except FlawError:
            continue
        if title.strip() and text != title:
            yield found("T107", place, f'The tag says "{text}", the feed "{title}".')


def _text_of(frame: TagFrame, version: int) -> str:
    """Return what a frame says in words; nothing if it is none that does."""
    if frame.id == "TXXX":
        return read_described(frame.content, version)
    if frame.id in {"COMM", "USLT"}:
        return read_described(frame.content, version, skip=3)
    return read_text(frame.content, version) if frame.id.startswith("T") else ""


def _check_picture(picture: PictureFrame, place: str) -> Iterator[Finding]:
    header = read_picture_header(picture.content)
    if header is None:
        yield found("T109", place, "The picture can't be read.")
    elif header.mime != picture.mime:
        yield found("T109", place, f"The picture is {header.mime}, but is said to be {picture.mime}.")
    elif header.width != header.height:
        yield found("T109", place, f"The picture has {header.width} × {header.height} pixels.")
    elif picture.kind != _FRONT_COVER:
        yield found("T109", place, f"The picture is of kind {picture.kind}; the front cover is {_FRONT_COVER}.")
