"""Chapters to as many as a tag can count."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from audioed.model import Chapter

MOST: Final = 255
"""A table of contents counts its entries in one byte (ID3v2 Chapter Frame Addendum 1.0, section 3.2)."""


def countable(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """Return all chapters, or where these are too many those of level 1, or groups of these.

    They cover what all of them cover.
    """
    if len(chapters) <= MOST:
        return tuple(chapters)
    first_level = _merged(
        chapters, [index for index, chapter in enumerate(chapters) if index == 0 or chapter.level == 1]
    )
    if len(first_level) <= MOST:
        return first_level
    per_group = -(-len(first_level) // MOST)
    groups = _merged(first_level, range(0, len(first_level), per_group))
    lasts = [*first_level[per_group - 1 :: per_group], first_level[-1]]
    return tuple(
        group if group.title == last.title else replace(group, title=f"{group.title} – {last.title}")
        for group, last in zip(groups, lasts, strict=False)
    )


def _merged(chapters: Sequence[Chapter], beginnings: Sequence[int]) -> tuple[Chapter, ...]:
    """Let each of the chapters at `beginnings` last until the next of them begins."""
    ends = [chapters[index].start for index in beginnings[1:]] + [chapters[-1].end]
    return tuple(replace(chapters[index], end=end) for index, end in zip(beginnings, ends, strict=True))
