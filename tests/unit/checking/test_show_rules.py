"""What a show's folder says is held against what it has published."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from audioed.checking import check
from audioed.errors import ConfigError, ShowError

Spoil: TypeAlias = Callable[[Path], object]

SETTINGS = """title = "Articles, aloud"
language = "en-GB"
email = "ann@example.org"
base_url = "https://audio.example.org/show/"
"""
LEDGER = """podcast_guid = "{guid}"
{articles}"""
ARTICLE = """
[[article]]
id = "{id}"
file = "articles/{id}.md"
slug = "{id}"
guid = "{guid}"
number = {number}
published = {published}
"""
GUIDS = ("0b5b1f5e-2f8a-5c59-9d50-5f1f5a0f2a00", "0b5b1f5e-2f8a-5c59-9d50-5f1f5a0f2a01")


@pytest.fixture
def folder(published: Any) -> Path:
    """The show whose `public/` the published folder is."""
    folder: Path = published.folder.parent
    (folder / "articles").mkdir()
    for name in ("harbour-lights", "the-long-table"):
        (folder / "articles" / f"{name}.md").write_text("# Title\n")
    newer = ARTICLE.format(id="harbour-lights", guid=GUIDS[0], number=2, published="2024-05-14T06:30:00Z")
    older = ARTICLE.format(id="the-long-table", guid=GUIDS[1], number=1, published="2024-05-07T08:30:00+02:00")
    feed = (folder / "public" / "feed.xml").read_text()
    guid = feed.partition("<podcast:guid>")[2].partition("<")[0]
    (folder / "audioed.toml").write_text(SETTINGS)
    (folder / "editions.toml").write_text(LEDGER.format(guid=guid, articles=newer + older))
    return folder


def edited(name: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


CASES: list[tuple[str, Spoil]] = [
    ("S101", edited("audioed.toml", "audio.example.org/show", "audio.example.org/articles")),
    ("S103", edited("editions.toml", GUIDS[0], "0b5b1f5e-2f8a-5c59-9d50-5f1f5a0f2aff")),
    ("S104", edited("editions.toml", "2024-05-14", "2024-05-15")),
    ("S105", edited("audioed.toml", 'email = "ann@example.org"\n', "")),
    ("S106", lambda folder: (folder / "articles" / "the-long-table.md").unlink()),
]


def test_nothing_is_found_in_a_show_that_agrees_with_what_it_has_published(folder: Path) -> None:
    assert check(folder, is_listened_to=False, jobs=1) == ()


@pytest.mark.parametrize(("code", "spoil"), CASES)
def test_a_rule_for_shows_fires_alone(code: str, spoil: Spoil, folder: Path) -> None:
    spoil(folder)

    assert {finding.code for finding in check(folder, is_listened_to=False, jobs=1)} == {code}


def test_another_guid_than_the_ledger_keeps_is_found(folder: Path) -> None:
    edited("editions.toml", 'podcast_guid = "', 'podcast_guid = "0')(folder)

    assert {finding.code for finding in check(folder, is_listened_to=False)} == {"S102"}


def test_a_guid_kept_from_an_earlier_address_is_right(folder: Path) -> None:
    old = "fdad8227-cd45-5e31-a1cd-01ec7b32a4e6"
    guid = (folder / "public" / "feed.xml").read_text().partition("<podcast:guid>")[2].partition("<")[0]
    edited("public/feed.xml", guid, old)(folder)
    edited("editions.toml", guid, old)(folder)

    assert check(folder, is_listened_to=False) == ()


def test_settings_that_do_not_fit_are_told_as_such(folder: Path) -> None:
    (folder / "audioed.toml").write_text('titel = "Articles"\n')

    with pytest.raises(ConfigError, match="title is missing"):
        check(folder)


def test_a_show_that_is_not_built_is_told(tmp_path: Path) -> None:
    (tmp_path / "audioed.toml").write_text(SETTINGS)

    with pytest.raises(ShowError, match="not built yet") as told:
        check(tmp_path)

    assert told.value.hint == f"audioed build {tmp_path}"


def test_a_folder_without_a_feed_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.xml").write_text("<notes/>")

    with pytest.raises(ShowError, match="There is no feed"):
        check(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShowError, match="There is no folder"):
        check(tmp_path / "nowhere")


def test_a_feed_of_another_name_is_found(published: Any) -> None:
    (published.folder / "feed.xml").rename(published.folder / "podcast.rss")
    published.edit("podcast.rss", "show/feed.xml", "show/podcast.rss")

    findings = check(published.folder, is_listened_to=False, jobs=1)

    assert {finding.code for finding in findings} == {"F403", "P103"}


def test_several_processes_hear_what_one_does(published: Any) -> None:
    published.sound.write_bytes(published.sound.read_bytes()[:-100])
    events: list[object] = []

    findings = check(published.folder, jobs=2, report=events.append)

    assert findings == check(published.folder, jobs=1)
    assert {"M102", "M201"} <= {finding.code for finding in findings}
    assert len(events) == 3
