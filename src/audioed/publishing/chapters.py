"""JSON chapters 1.2.0 of the podcast namespace.

Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/chapters/jsonChapters.md
"""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from audioed.model import Article, BlockId, Chapter, Figure, Metadata, Recording, Script
from audioed.publishing.escape import clean, to_chapter_title
from audioed.units import to_milliseconds


def to_chapters(
    recording: Recording,
    metadata: Metadata,
    *,
    file_name: str = "",
    page: str = "",
    pictures: Mapping[BlockId, str] = MappingProxyType({}),
) -> Iterator[str]:
    """Yield the chapters file, in pieces; times are seconds, rounded once to the millisecond.

    Args:
        recording: Whose chapters they are.
        metadata: Of the article.
        file_name: Of the sound; left out where it is empty.
        page: Whole address of the article's page, in which each chapter links to its heading; empty: there is none.
        pictures: Whole addresses of pictures, by the block that begins the chapter.
    """
    document: dict[str, Any] = {"version": "1.2.0", "title": clean(metadata.title)}
    if metadata.authors:
        document["author"] = clean(", ".join(metadata.authors))
    if file_name:
        document["fileName"] = file_name
    document["chapters"] = [
        {
            "startTime": to_milliseconds(chapter.start, recording.rate) / 1000,
            "endTime": to_milliseconds(chapter.end, recording.rate) / 1000,
            "title": to_chapter_title(chapter.title),
            **({"img": pictures[chapter.block]} if chapter.block in pictures else {}),
            **({"url": _link(page, chapter)} if page else {}),
        }
        for chapter in recording.chapters
    ]
    yield json.dumps(document, ensure_ascii=False, indent=1)
    yield "\n"


def chapter_pictures(article: Article, script: Script, recording: Recording) -> dict[BlockId, str]:
    """Return the source of the first picture of each chapter that has one, by the block that begins the chapter.

    Args:
        article: With its figures; one that the author calls decoration doesn't count.
        script: In whose order they stand.
        recording: Whose chapters they are.
    """
    figures = {block.id: block.source for block in article.blocks if isinstance(block, Figure) and block.alt != ""}
    beginnings = {chapter.block for chapter in recording.chapters}
    found: dict[BlockId, str] = {}
    current = ""
    for passage in script.passages:
        if passage.block in beginnings:
            current = passage.block
        if source := figures.get(passage.block):
            found.setdefault(current, source)
    return found


def _link(page: str, chapter: Chapter) -> str:
    from audioed.publishing.pages.addresses import anchor  # noqa: PLC0415 - brings all that pages are made of

    return f"{page}#{quote(anchor(chapter.block))}"
