"""JSON chapters 1.2.0 of the podcast namespace.

Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/chapters/jsonChapters.md
"""

import json
from collections.abc import Iterator
from typing import Any

from audioed.model import Metadata, Recording
from audioed.publishing.escape import clean, to_chapter_title
from audioed.units import Samples, to_milliseconds


def to_chapters(recording: Recording, metadata: Metadata, *, file_name: str = "") -> Iterator[str]:
    """Yield the chapters file, in pieces; times are seconds, rounded once to the millisecond.

    Args:
        recording: Whose chapters they are.
        metadata: Of the article.
        file_name: Of the sound; left out where it is empty.
    """

    def seconds(position: Samples) -> float:
        return to_milliseconds(position, recording.rate) / 1000

    document: dict[str, Any] = {"version": "1.2.0", "title": clean(metadata.title)}
    if metadata.authors:
        document["author"] = clean(", ".join(metadata.authors))
    if file_name:
        document["fileName"] = file_name
    document["chapters"] = [
        {"startTime": seconds(chapter.start), "endTime": seconds(chapter.end), "title": to_chapter_title(chapter.title)}
        for chapter in recording.chapters
    ]
    yield json.dumps(document, ensure_ascii=False, indent=1)
    yield "\n"
