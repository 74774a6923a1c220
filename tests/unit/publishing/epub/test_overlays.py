"""What sounds when: each sentence once, in order, and as part of what one can skip or leave."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from audioed.units import to_milliseconds

ARTICLE = """---
title: The river
date: 2026-05-01
---

It rises in the hills.[^1] Then it falls. It knows no haste.

[^1]: Some say in the marshes.

## The mouth

- Sand.
- Salt. And wind.

| Year | Boats |
|------|------:|
| 1900 | 12    |
| 2000 | 7     |

```python
flow(1)
```

### The bar

The *end*.

> Water is patient.

<aside><p>Boxes stand beside.</p></aside>
"""


def test_every_sentence_is_spoken_at_its_time_counted_from_its_files_zero(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE)

    clips = {clip.target.partition("#")[2]: clip for clip in book.all_clips()}

    rate = book.made.recording.rate
    starts = [chapter.start for chapter in book.made.recording.chapters]
    placed = {one.id: one.start for one in book.made.recording.placed}
    zeros = [0, *(max(start for start in placed.values() if start <= chapter) for chapter in starts[1:])]
    checked = 0
    for number, cue in enumerate(book.cues):
        if clip := clips.get(f"ed-{number}"):
            zero = max(zero for zero in zeros if zero <= cue.start)
            assert round(clip.begin * 1000) == to_milliseconds(cue.start - zero, rate)
            checked += 1
    assert checked >= len(book.cues) - 1  # the code's announcement is spoken by its block


def test_a_clip_lasts_until_the_next_one_begins_and_the_last_as_long_as_the_sound(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE)

    for name in book.documents():
        clips = [*book.clips(name.replace(".xhtml", ".smil"))]

        assert all(one.end == other.begin for one, other in pairwise(clips))
        assert all(clip.begin < clip.end for clip in clips)
        assert {clip.sound for clip in clips} == {name.removeprefix("EPUB/").replace(".xhtml", ".mp3")}


def test_no_element_is_spoken_twice(bound: Callable[..., Any]) -> None:
    targets = [clip.target for clip in bound(ARTICLE).all_clips()]

    assert len(targets) == len(set(targets))


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("It rises in the hills.[1]", ("chapter",)),
        ("Note 1: Some say in the marshes.", ("chapter", "footnote")),
        ("Salt.", ("chapter", "list", "list-item")),
        ("Columns: Year,", ("chapter", "table", "table-row", "table-cell")),
        ("Boats: 12", ("chapter", "table", "table-row", "table-cell")),
        ("The end.", ("subchapter",)),
        ("Boxes stand beside.", ("subchapter", "aside")),
    ],
)
def test_what_one_may_want_to_leave_has_a_type(
    text: str, types: tuple[str, ...], bound: Callable[..., Any], text_of: Callable[[Any], str]
) -> None:
    spoken = {text_of(clip.element): clip.types for clip in bound(ARTICLE).all_clips()}

    assert spoken[text] == types


def test_a_block_that_is_announced_is_the_target_of_its_announcement(bound: Callable[..., Any]) -> None:
    (clip,) = [clip for clip in bound(ARTICLE).all_clips() if clip.element.get("class") == "code"]

    assert "flow(1)" in "".join(clip.element.itertext())
    assert clip.end - clip.begin > 0.2


def test_a_cells_clip_begins_where_its_header_is_said(bound: Callable[..., Any], text_of: Callable[[Any], str]) -> None:
    book = bound(ARTICLE)
    (cell,) = [clip for clip in book.all_clips() if text_of(clip.element) == "Boats: 7"]
    cue = next(cue for cue in book.cues if cue.text.startswith("Year: 2000"))

    header = next(word for word in cue.words if word.text == "Boats")

    (chapter,) = [one for one in book.made.recording.chapters if one.start <= cue.start < one.end]
    zero = max(one.start for one in book.made.recording.placed if one.start <= chapter.start)
    assert round(cell.begin * 1000) == to_milliseconds(header.start - zero, book.made.recording.rate)


def test_the_contents_are_heard_in_a_file_of_their_own(
    bound: Callable[..., Any], text_of: Callable[[Any], str]
) -> None:
    clips = [*bound(ARTICLE).clips("EPUB/nav.smil")]

    assert [text_of(clip.element) for clip in clips] == ["The river", "The mouth", "The bar"]
    assert {clip.sound for clip in clips} == {"nav.mp3"}
    assert [clip.types for clip in clips] == [
        ("toc", "list", "list-item"),
        ("toc", "list", "list-item"),
        ("toc", "list", "list-item", "list", "list-item"),
    ]


def test_a_title_that_is_not_said_by_itself_is_shown_and_stays_silent(
    bound: Callable[..., Any], text_of: Callable[[Any], str]
) -> None:
    book = bound(ARTICLE, opening="")

    assert [text_of(clip.element) for clip in book.clips("EPUB/nav.smil")] == ["The mouth", "The bar"]
    assert text_of(book.find("EPUB/chapter-001.xhtml", "//h:h1")[0]) == "The river"


def test_a_book_without_any_heading_has_silent_contents(bound: Callable[..., Any]) -> None:
    book = bound("Only this.", opening="")

    assert "EPUB/nav.smil" not in book.names()
    assert len(book.find("EPUB/nav.xhtml", "//h:a[@id]")) == 1
