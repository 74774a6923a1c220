"""Headings to chapters."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from audioed.model import Chapter, Passage, Script, Segment, SpanKind
from audioed.units import Samples


def openers(script: Script, segments: Sequence[Segment], chapter_levels: int) -> tuple[int, ...]:
    """Return the indexes of the segments that begin a chapter; the first segment always does."""
    begun = (
        index
        for index, (before, segment) in enumerate(pairwise(segments), 1)
        if segment.passage != before.passage and _is_chapter(script.passages[segment.passage], chapter_levels)
    )
    return (0, *begun)


def chapters(script: Script, begun: Iterable[tuple[Segment, Samples]], length: Samples) -> tuple[Chapter, ...]:
    """Return chapters that cover the recording without gap or overlap.

    Args:
        script: What is said.
        begun: The segments that begin chapters, and where the first word of each sounds.
        length: Of the recording.

    Returns:
        The first begins at 0, whatever sounds there, and bears the article's title; each ends where the next begins.
    """
    opened = [(script.passages[segment.passage], start) for segment, start in begun]
    starts = [Samples(0), *(start for _, start in opened[1:])]
    ends = [*starts[1:], length]
    return tuple(
        Chapter(
            title=title_of(passage) if index else script.metadata.title or title_of(passage),
            block=passage.block,
            level=passage.level if index else 1,
            start=starts[index],
            end=ends[index],
        )
        for index, (passage, _) in enumerate(opened)
    )


def title_of(passage: Passage) -> str:
    """Return a heading as its author wrote it: nothing announced, nothing that isn't spoken, one line."""
    return " ".join(passage.without(SpanKind.ANNOUNCED, SpanKind.SILENT).split()) or " ".join(passage.text.split())


def _is_chapter(passage: Passage, chapter_levels: int) -> bool:
    return passage.kind == "heading" and passage.level <= chapter_levels
