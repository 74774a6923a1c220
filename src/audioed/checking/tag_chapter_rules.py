"""Rules for the chapters in an ID3 tag. Codes T201 to T208.

Source: ID3v2 Chapter Frame Addendum 1.0; what players make of it: docs/findings.md.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.findings import Finding
from audioed.checking.id3 import ChapterFrame, ContentsFrame, Tag, read_contents

_TOLERANCE_MS: Final = 25
_PAST_THE_END_MS: Final = 500
_BEFORE_THE_END_MS: Final = 1000
_LONGEST_ID: Final = 100
_UNSAID: Final = 0xFFFFFFFF


def check_tag_chapters(
    tag: Tag, chapters: Sequence[ChapterFrame], *, seconds: float, size: int, place: str
) -> Iterator[Finding]:
    """Yield what is wrong with a tag's chapters.

    Args:
        tag: That has them.
        chapters: As they stand in it.
        seconds: How long the sound lasts; 0: that can't be told.
        size: Of the file, in bytes.
        place: Of the file.
    """
    if not chapters:
        yield found("T201", place, "There is no chapter.")
        return
    contents = [contents for frame in tag.all("CTOC") if (contents := read_contents(frame))]
    in_time = sorted(chapters, key=lambda chapter: chapter.start_ms)
    yield from _check_times(in_time, seconds, place)
    yield from _check_each(chapters, tag.size, size, place)
    if list(chapters) != in_time:
        late = next(after for before, after in pairwise(chapters) if after.start_ms < before.start_ms)
        yield found("T205", place, f'"{late.title}" stands after a later chapter.')
    ids = [*(chapter.id for chapter in chapters), *(each.id for each in contents)]
    if repeated := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        yield found("T204", place, f'"{repeated}" is the id of several.')
    yield from _check_contents(contents, in_time, place)


def _check_times(in_time: Sequence[ChapterFrame], seconds: float, place: str) -> Iterator[Finding]:
    first, last = in_time[0], in_time[-1]
    if first.start_ms > _TOLERANCE_MS:
        yield found("T202", place, f"The first chapter begins at {first.start_ms / 1000:.3f} seconds.")
    for chapter in in_time:
        if chapter.end_ms <= chapter.start_ms:
            yield found("T202", place, f'"{chapter.title}" ends before it begins.')
    for before, after in pairwise(in_time):
        gap = after.start_ms - before.end_ms
        if abs(gap) > _TOLERANCE_MS:
            what = "a gap" if gap > 0 else "an overlap"
            yield found("T202", place, f'Before "{after.title}" there is {what} of {abs(gap) / 1000:.3f} seconds.')
    end = round(seconds * 1000)
    if end and not -_BEFORE_THE_END_MS <= last.end_ms - end <= _PAST_THE_END_MS:
        yield found(
            "T202", place, f"The last chapter ends at {last.end_ms / 1000:.2f} seconds, the sound at {seconds:.2f}."
        )


def _check_each(chapters: Sequence[ChapterFrame], tag_size: int, size: int, place: str) -> Iterator[Finding]:
    for chapter in chapters:
        if not chapter.title.strip():
            yield found("T203", place, f"The chapter at {chapter.start_ms / 1000:.3f} seconds has no title.")
        if len(chapter.id) > _LONGEST_ID:
            yield found("T204", place, f'"{chapter.id[:20]}…" has {len(chapter.id)} characters.')
        for offset in chapter.offsets:
            if offset != _UNSAID and not tag_size <= offset <= size:
                yield found("T208", place, f'"{chapter.title}" points to byte {offset:,} of {size:,}.')


def _check_contents(
    contents: Sequence[ContentsFrame], in_time: Sequence[ChapterFrame], place: str
) -> Iterator[Finding]:
    top = [each for each in contents if each.is_top]
    if len(top) != 1:
        yield found("T206", place, f"There are {len(top)} tables of contents at the top.")
        return
    if not top[0].is_ordered:
        yield found("T207", place, "The table of contents is not said to be ordered.")
    inner = {each.id: each.children for each in contents if not each.is_top}
    listed = [child for id_ in top[0].children for child in inner.get(id_, (id_,))]
    chapters = [chapter.id for chapter in in_time]
    if unknown := next((id_ for id_ in listed if id_ not in chapters), None):
        yield found("T207", place, f'It lists "{unknown}", which is no chapter.')
    elif missing := next((id_ for id_ in chapters if id_ not in listed), None):
        yield found("T207", place, f'It leaves out "{missing}".')
    elif sorted(listed, key=chapters.index) != listed:
        yield found("T207", place, "It is not in the order of time.")
    elif len(listed) != len(chapters):
        yield found("T207", place, "It lists a chapter twice.")
