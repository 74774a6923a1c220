import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.errors import ShowError
from audioed.model import ChapterStart, Correction, CorrectionPolicy, Episode, Media, Show
from audioed.publishing.show_notes import show_notes
from audioed.resources import bundled
from audioed.units import Milliseconds

SHOW = Show(
    title="The Gazette, aloud",
    description="Read aloud.",
    language="en-GB",
    base_url="https://audio.example.org/",
    cover=Media(path="cover.jpg", type="image/jpeg"),
)
EPISODE = Episode(
    id="bees",
    slug="bees",
    guid="urn:uuid:1",
    number=1,
    title="Bees",
    language="en-GB",
    published=datetime(2024, 5, 3, tzinfo=UTC),
    length=Milliseconds(60_000),
    sound=Media(path="episodes/bees/bees.mp3", type="audio/mpeg"),
    page=Media(path="episodes/bees/index.html", type="text/html"),
    image=Media(path="episodes/bees/cover.jpg", type="image/jpeg"),
    summary="Why bees like cities.\n\nAnd gardens & roofs.",
    source="https://gazette.example.org/bees?a=1&b=2",
)
VOICES = bundled("voices")


def starts_of(*titles: str, seconds: int = 61) -> tuple[ChapterStart, ...]:
    return tuple(
        ChapterStart(title=title, start=Milliseconds(seconds * 1000 * number)) for number, title in enumerate(titles)
    )


def notes_of(show: Show = SHOW, **changes: Any) -> str:
    return show_notes(show, replace(EPISODE, **changes))


def lines_of(notes: str) -> list[str]:
    """What a reader sees, line by line."""
    return [unescape(line) for line in re.split(r"\s*<[^>]*>\s*", notes) if line]


def correction_of(text: str, kind: CorrectionPolicy = "silent") -> Correction:
    return Correction(at=datetime(2024, 6, 1, 12, tzinfo=UTC), text=text, kind=kind)


def test_notes_have_summary_chapters_and_links() -> None:
    notes = notes_of(starts=starts_of("Bees", "Roofs"))

    assert notes == (
        "<p>Why bees like cities.</p>\n"
        "<p>And gardens &amp; roofs.</p>\n"
        "<p>Chapters</p>\n"
        "<ul>\n"
        "<li>0:00 Bees</li>\n"
        "<li>1:01 Roofs</li>\n"
        "</ul>\n"
        '<p><a href="https://audio.example.org/episodes/bees/index.html">'
        "Read and listen on the episode&#39;s page</a></p>\n"
        '<p><a href="https://gazette.example.org/bees?a=1&amp;b=2">The original article</a></p>\n'
        "<p>The voice is synthetic: the text was written by people and read aloud by a computer.</p>"
    )


def test_times_have_hours_where_there_are_any() -> None:
    lines = lines_of(notes_of(starts=starts_of("One", "Two", "Three", seconds=3599)))

    assert lines[3:6] == ["0:00 One", "59:59 Two", "1:59:58 Three"]


def test_a_single_chapter_is_no_list() -> None:
    assert "Chapters" not in notes_of(starts=starts_of("Bees"))


def test_a_relative_address_which_no_app_can_follow_is_left_out() -> None:
    assert "Read and listen on the episode's page" not in notes_of(replace(SHOW, base_url=""))


@pytest.mark.parametrize("source", ["", "articles/bees.md", f"https://example.org/{'a' * 1000}"])
def test_a_source_that_is_no_address_to_follow_is_left_out(source: str) -> None:
    assert "The original article" not in notes_of(source=source)


def test_the_show_can_say_itself_what_kind_of_voice_reads() -> None:
    assert lines_of(notes_of(replace(SHOW, ai_disclosure="A machine\nreads this.")))[-1] == "A machine reads this."


def test_corrections_say_when_and_what() -> None:
    corrections = (correction_of("There are 20,000 kinds."), correction_of("", "reissue"), correction_of(""))

    lines = lines_of(notes_of(corrections=corrections))

    assert lines[2:5] == [
        "Corrections",
        "1 June 2024: There are 20,000 kinds.",
        "1 June 2024: The audio edition was published anew.",
    ]
    assert "1 June" not in "".join(lines[5:])


def test_a_time_of_day_is_no_time_code_but_reads_the_same() -> None:
    notes = notes_of(summary="The train of 10:30 is late.", starts=starts_of("10:30", "11:15, still there"))

    assert re.findall(r"\d+:\d\d", notes) == ["0:00", "1:01"]
    assert lines_of(notes)[0] == "The train of 10:30 is late."
    assert lines_of(notes)[2:4] == ["0:00 10:30", "1:01 11:15, still there"]


def test_the_list_of_chapters_is_cut_and_not_the_summary() -> None:
    summary = "Bees & flowers. " * 100

    notes = notes_of(summary=summary, starts=starts_of(*(f"Chapter {number}" for number in range(300))))

    lines = lines_of(notes)
    listed = [line for line in lines if re.match(r"\d+:\d\d", line)]
    assert 3960 < len(notes.encode()) <= 4000
    assert lines[0] == summary.strip()
    assert f"and {300 - len(listed)} more" in lines
    assert 10 < len(listed) < 300


def test_a_summary_that_is_too_long_by_itself_ends_early_and_the_chapters_are_counted() -> None:
    notes = notes_of(summary="蜂蜜 と 花 " * 600, starts=starts_of("One", "Two", "Three"))

    lines = lines_of(notes)
    assert 3980 < len(notes.encode()) <= 4000
    assert lines[0].endswith("…")
    assert lines[1:3] == ["Chapters", "and 3 more"]
    assert lines[-1] == "The voice is synthetic: the text was written by people and read aloud by a computer."


def test_corrections_do_not_crowd_out_the_summary() -> None:
    lines = lines_of(notes_of(corrections=(correction_of("No. " * 2000),)))

    assert lines[0] == "Why bees like cities."
    assert lines[3].endswith("No…")


def test_the_newest_corrections_are_noted_and_the_page_has_the_others() -> None:
    lines = lines_of(notes_of(corrections=tuple(correction_of(f"Number {number}.") for number in range(50))))

    assert [line for line in lines if "Number" in line] == [f"1 June 2024: Number {number}." for number in (47, 48, 49)]


def test_corrections_that_take_all_the_room_when_escaped_are_left_to_the_page() -> None:
    notes = notes_of(summary="Why bees? " * 300, corrections=tuple(correction_of("&" * 600) for _ in range(3)))

    assert notes.count("1 June 2024") == 1
    assert notes.startswith("<p>Why bees?")
    assert len(notes.encode()) <= 4000


@settings(max_examples=60)
@given(
    st.text(st.characters(), max_size=3000),
    st.lists(st.text(max_size=300), max_size=40),
    st.lists(st.text(max_size=1000), max_size=6),
)
def test_notes_never_take_more_than_4000_bytes(summary: str, titles: list[str], corrected: list[str]) -> None:
    notes = notes_of(
        summary=summary, starts=starts_of(*titles), corrections=tuple(correction_of(text) for text in corrected)
    )

    assert len(notes.encode()) <= 4000
    assert set(re.findall("<[^>]*>", notes)) <= {
        "<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "</a>",
        '<a href="https://audio.example.org/episodes/bees/index.html">',
        '<a href="https://gazette.example.org/bees?a=1&amp;b=2">',
    }  # fmt: skip


def test_every_language_of_a_voice_has_phrases_of_its_own() -> None:
    languages = {path.stem.partition("-")[0] for path in VOICES.glob("*.toml")}
    starts = starts_of(*(f"Chapter {number}" for number in range(300)))

    notes = {
        notes_of(language=f"{language}-XX", starts=starts, corrections=(correction_of("", "reissue"),))
        for language in languages
    }

    assert len(languages) == len(notes) >= 8


@pytest.mark.parametrize(("language", "said"), [("DE-at", "Kapitel"), ("tlh", "Chapters"), ("", "Chapters")])
def test_phrases_are_of_the_articles_language_else_english(language: str, said: str) -> None:
    assert said in notes_of(language=language, starts=starts_of("One", "Two"))


def test_a_shows_own_template_is_held_to_the_same_limit(tmp_path: Path) -> None:
    (tmp_path / "show_notes.html").write_text(
        "{{ 'Buy this! ' * 500 }}{% for one in paragraphs %}{{ one }}{% endfor %}"
    )

    with pytest.raises(ShowError, match="bees take 4,999"):
        show_notes(SHOW, EPISODE, overrides=tmp_path)
