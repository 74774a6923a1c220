"""Rules for chapters files, and for whatever else gives chapters. Codes C101 to C108.

Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/chapters/jsonChapters.md; Podlove Simple
Chapters 1.2.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, TypeGuard

from audioed.checking.catalogue import found
from audioed.checking.feed import Item, text_of
from audioed.checking.findings import Finding
from audioed.checking.id3 import ChapterFrame
from audioed.checking.namespaces import NAMESPACES
from audioed.checking.site import Site

_VERSION: Final = re.compile(r"1\.\d+(\.\d+)?")
_CLOCK: Final = re.compile(r"(?:(\d{1,9}):)?(\d{1,2}):(\d{2}(?:\.\d+)?)")
_MARKED_LINE: Final = re.compile(r"^[\s(\[]*((?:\d{1,2}:)?\d{1,2}:[0-5]\d)(?![\d:])", re.MULTILINE)
_TAGS: Final = re.compile(r"<[^>]+>")
_PAST_THE_END_S: Final = 1.0
_SAME_S: Final = 0.05
_SAME_SECOND_S: Final = 1.0

_Number: TypeAlias = int | float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chapter:
    title: str
    start: float
    end: float | None


def check_chapters(item: Item, site: Site, *, seconds: float, tagged: Sequence[ChapterFrame]) -> Iterator[Finding]:
    """Yield what is wrong with an episode's chapters outside the tag.

    Args:
        item: The episode.
        site: Where its files are.
        seconds: How long the sound lasts; 0: that can't be told.
        tagged: The chapters of the tag.
    """
    element = item.element.find("podcast:chapters", NAMESPACES)
    path = None if element is None else site.path(element.get("url", ""), item.document)
    if path is None:
        return
    place = site.shown(path)
    if not path.is_file():
        yield found("C101", item.place, f"There is no {place}.")
        return
    listed = _listed(path)
    if isinstance(listed, str):
        yield found("C102", place, listed)
        return
    shown = []
    before = -1.0
    for number, chapter in enumerate(listed, 1):
        start = chapter.get("startTime")
        if not _is_number(start) or not before < start or (seconds and start >= seconds):
            yield found("C103", place, f"Chapter {number} begins at {json.dumps(start)}.")
            return
        before = start
        end = chapter.get("endTime")
        if end is not None and (not _is_number(end) or end <= start or (seconds and end > seconds + _PAST_THE_END_S)):
            yield found("C103", place, f"Chapter {number} ends at {json.dumps(end)}.")
            return
        yield from _check_addresses(chapter, number, path, site)
        if chapter.get("toc", True) is False:
            continue
        title = str(chapter.get("title") or "")
        if not title.strip():
            yield found("C104", place, f"Chapter {number} has no title.")
        shown.append(_Chapter(title=title, start=start, end=end))
    yield from _compare_with_tag(shown, tagged, place)
    yield from _compare_with_feed(shown, item)


def _listed(path: Path) -> list[dict[str, object]] | str:
    """Return the chapters of a file, or why there are none."""
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        return f"It can't be read: {error}."
    chapters = document.get("chapters") if isinstance(document, dict) else None
    if not isinstance(chapters, list) or not all(isinstance(chapter, dict) for chapter in chapters):
        return "It has no list of chapters."
    if not chapters:
        return "Its list of chapters is empty."
    version = document.get("version")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        return f"Its version is {json.dumps(version)}."
    return chapters


def _is_number(value: object) -> TypeGuard[_Number]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_addresses(chapter: dict[str, object], number: int, path: Path, site: Site) -> Iterator[Finding]:
    for key in ("img", "url"):
        address = chapter.get(key)
        if address is None:
            continue
        if not str(address).startswith(("https://", "http://")) and site.base:
            yield found("C105", site.shown(path), f'{key} of chapter {number} is "{address}".')
            continue
        file = site.path(str(address), path)
        if file is not None and not file.is_file():
            yield found("C105", site.shown(path), f"{key} of chapter {number} leads to {site.shown(file)}.")


def _compare_with_tag(shown: Sequence[_Chapter], tagged: Sequence[ChapterFrame], place: str) -> Iterator[Finding]:
    if not tagged:
        return
    in_time = sorted(tagged, key=lambda chapter: chapter.start_ms)
    if len(shown) != len(in_time):
        yield found("C106", place, f"The file has {len(shown)} chapters, the tag {len(in_time)}.")
        return
    for here, there in zip(shown, in_time, strict=True):
        start, end = there.start_ms / 1000, there.end_ms / 1000
        if here.title.strip() and there.title and here.title != there.title:
            yield found("C106", place, f'The file says "{here.title}", the tag "{there.title}".')
        elif abs(here.start - start) > _SAME_S:
            yield found("C106", place, f'"{here.title}" begins at {here.start:g} seconds, in the tag at {start:g}.')
        elif here.end is not None and abs(here.end - end) > _SAME_S:
            yield found("C106", place, f'"{here.title}" ends at {here.end:g} seconds, in the tag at {end:g}.')


def _compare_with_feed(shown: Sequence[_Chapter], item: Item) -> Iterator[Finding]:
    simple = item.element.findall("psc:chapters/psc:chapter", NAMESPACES)
    if simple and len(simple) != len(shown):
        yield found("C107", item.place, f"The feed has {len(simple)} chapters, the file {len(shown)}.")
    elif simple:
        for one, chapter in zip(simple, shown, strict=True):
            start = _seconds(one.get("start", ""))
            if one.get("title") != chapter.title or start is None or abs(start - chapter.start) > _SAME_SECOND_S:
                yield found("C107", item.place, f'The feed has "{one.get("title")}" at {one.get("start")}.')
    lines = _TAGS.sub("\n", text_of(item.element, "description") or "")
    marked = [mark[1] for mark in _MARKED_LINE.finditer(lines)]
    if len(marked) > 1:
        for mark in marked:
            at = _seconds(mark)
            if at is None or all(abs(at - chapter.start) > _SAME_SECOND_S for chapter in shown):
                yield found("C108", item.place, f"At {mark} no chapter begins.")


def _seconds(clock: str) -> float | None:
    parts = _CLOCK.fullmatch(clock)
    return (int(parts[1] or 0) * 60 + int(parts[2])) * 60 + float(parts[3]) if parts else None
