import json
from typing import Any

import pytest

from audioed.model import (
    Article,
    Chapter,
    Figure,
    Heading,
    Metadata,
    Paragraph,
    Passage,
    PassageKind,
    Recording,
    Script,
)
from audioed.naming import cut_title
from audioed.publishing import chapter_pictures, to_chapters
from audioed.units import Hertz, Samples

METADATA = Metadata(title="The Lighthouse", language="en")


def recording_of(*chapters: tuple[str, str]) -> Recording:
    """A recording of a second a chapter, each a block and a title."""
    return Recording(
        rate=Hertz(22050),
        bit_rate=64,
        samples=Samples(22050 * len(chapters)),
        frame_count=0,
        crc=0,
        placed=(),
        chapters=tuple(
            Chapter(
                title=title,
                block=block,
                level=1,
                start=Samples(22050 * number),
                end=Samples(22050 * (number + 1)),
            )
            for number, (block, title) in enumerate(chapters)
        ),
    )


def chapters_of(recording: Recording, **options: Any) -> list[dict[str, Any]]:
    found = json.loads("".join(to_chapters(recording, METADATA, **options)))["chapters"]
    assert isinstance(found, list)
    return found


def passage(block: str, kind: PassageKind = "paragraph") -> Passage:
    return Passage(block=block, kind=kind, text="Words.", language="en")


def test_each_chapter_leads_to_its_place_on_the_page() -> None:
    recording = recording_of(("opening", "The Lighthouse"), ("a b", "One"), ("ed-2", "Two"))

    found = chapters_of(recording, page="https://example.org/index.html")

    assert [chapter["url"] for chapter in found] == [
        "https://example.org/index.html#opening",
        "https://example.org/index.html#a%20b",
        "https://example.org/index.html#ed-ed-2",
    ]


def test_a_picture_is_shown_with_the_chapter_that_has_it() -> None:
    recording = recording_of(("opening", "The Lighthouse"), ("h1", "One"), ("h2", "Two"))

    found = chapters_of(recording, pictures={"h1": "https://example.org/lamp.jpg"})

    assert [chapter.get("img") for chapter in found] == [None, "https://example.org/lamp.jpg", None]
    assert "url" not in found[0]


@pytest.mark.parametrize("title", ["Why the lamp went out, " * 30, " \0", "<b>One</b>"])
def test_a_title_is_the_one_that_the_tag_has(title: str) -> None:
    (chapter,) = chapters_of(recording_of(("h1", title)))

    assert chapter["title"] == cut_title(title, 200)


def test_the_first_picture_of_a_chapter_is_its_own_unless_it_is_decoration() -> None:
    article = Article(
        metadata=METADATA,
        blocks=(
            Figure(id="f0", source="tower.jpg", alt=None),
            Heading(id="h1", level=1, content=()),
            Figure(id="f1", source="ornament.png", alt=""),
            Figure(id="f2", source="lamp.jpg", alt="A lamp"),
            Figure(id="f3", source="keeper.jpg", alt="The keeper"),
            Heading(id="h2", level=1, content=()),
            Paragraph(id="p1", content=()),
            Figure(id="f4", source="", alt="Lost"),
        ),
    )
    blocks = ("opening", "f0", "h1", "f1", "f2", "f3", "h2", "p1", "f4")
    script = Script(metadata=METADATA, passages=tuple(map(passage, blocks)))

    found = chapter_pictures(article, script, recording_of(("opening", "The Lighthouse"), ("h1", "One"), ("h2", "Two")))

    assert found == {"opening": "tower.jpg", "h1": "lamp.jpg"}
