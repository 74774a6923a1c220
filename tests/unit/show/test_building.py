"""A show is brought up to date: what is made and why, what stays, and what subscribers see of it."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import av
import feedparser
import pytest

from audioed.config.show import Retention, load_show
from audioed.errors import ConfigError
from audioed.show.articles import remove
from audioed.show.building import build, plan
from audioed.show.ledger import read_ledger
from audioed.show.site import Outcome
from audioed.show.workplace import files_in
from audioed.synthesizing import Workers

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

SETTINGS = """\
title = "River talk"
description = "What rivers say."
language = "en"
author = "Ann Author"
base_url = "https://audio.example.org/"
categories = ["Arts"]
voice = "tone"
rate_wpm = 600
"""

Build: TypeAlias = Callable[..., Outcome]


class Threads(Workers):
    """Workers that are threads of this process: whatever is an executor will do."""

    def __call__(self) -> Executor:
        return ThreadPoolExecutor(1)

    def start(self) -> None:
        """There is nothing to start."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "show"
    (folder / "articles").mkdir(parents=True)
    (folder / "audioed.toml").write_text(SETTINGS)
    write(folder, "one", date="2026-01-01")
    write(folder, "two", date="2026-01-02")
    return folder


@pytest.fixture
def make(folder: Path, tmp_path: Path) -> Iterator[Build]:
    with Threads(1, modules=[]) as workers:

        def run(*, now: datetime = NOW, cache: Path = tmp_path / "cache", **options: Any) -> Outcome:
            show = load_show(folder)
            show = replace(show, config=replace(show.config, cache=cache))
            return build(show, workers=workers, now=now, **options)

        yield run


def write(folder: Path, name: str, text: str = "It runs to the sea.", **front: str) -> None:
    matter = {"title": f"River {name}", "language": "en", **front}
    lines = "\n".join(f"{key}: {value}" for key, value in matter.items())
    (folder / "articles" / f"{name}.md").write_text(f"---\n{lines}\n---\n\n{text}\n\n## The mouth\n\nIt ends.\n")


def feed(folder: Path) -> list[Any]:
    parsed = feedparser.parse((folder / "public" / "feed.xml").read_bytes())
    assert not parsed.bozo
    return list(parsed.entries)


def published(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "public" / name).read_bytes() for name in files_in(folder / "public")}


def test_each_article_is_an_episode_and_the_newest_comes_first(folder: Path, make: Build) -> None:
    outcome = make()

    assert [entry.title for entry in feed(folder)] == ["River two", "River one"]
    assert [episode.number for episode in outcome.episodes] == [2, 1]
    assert {"feed.xml", "index.html", "cover.jpg"} <= published(folder).keys()
    assert {
        f"episodes/river-one/{name}"
        for name in (
            "index.html",
            "river-one.mp3",
            "river-one.chapters.json",
            "river-one.vtt",
            "river-one.srt",
            "river-one.json",
            "transcript.html",
            "cover.jpg",
        )
    } <= published(folder).keys()


def test_a_build_that_has_nothing_to_do_touches_nothing(folder: Path, make: Build) -> None:
    make()
    before = {name: (folder / "public" / name).stat() for name in published(folder)}

    outcome = make(now=NOW + timedelta(days=1))

    assert (outcome.made, outcome.changed, outcome.unchanged) == ((), (), 2)
    for name, was in before.items():
        now = (folder / "public" / name).stat()
        assert (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)


def test_only_the_article_that_changed_is_made_again(folder: Path, make: Build) -> None:
    make()
    write(folder, "one", "It runs to the lake.", date="2026-01-01")

    outcome = make()

    assert [(made.id, made.reasons, made.synthesized) for made in outcome.made] == [
        ("river-one", ("the article changed",), 1)
    ]
    assert all(name.startswith("episodes/river-one/") or name in ("feed.xml", "index.html") for name in outcome.changed)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("chapter_levels = 1", "the settings of the sound changed"),
        ('license = "cc-by-4.0"', "what audioed.toml says of the show changed"),
        ('policy = "full"', "the settings of the sound changed"),
    ],
)
def test_settings_are_a_reason(setting: str, reason: str, folder: Path, make: Build) -> None:
    make()
    (folder / "audioed.toml").write_text(f"{SETTINGS}{setting}\n")

    outcome = make()

    assert [made.reasons for made in outcome.made] == [(reason,)] * 2
    assert all(made.synthesized == 0 for made in outcome.made if setting != 'policy = "full"')


def test_a_template_of_the_shows_own_is_a_reason(folder: Path, make: Build) -> None:
    make()
    (folder / "templates").mkdir()
    (folder / "templates" / "transcript.vtt").write_text("WEBVTT\n")

    outcome = make()

    assert [made.reasons for made in outcome.made] == [("a template changed",)] * 2


def test_a_published_file_that_somebody_deleted_comes_back_as_it_was(folder: Path, make: Build) -> None:
    make()
    before = published(folder)
    (folder / "public/episodes/river-one/river-one.mp3").unlink()

    outcome = make()

    assert [made.reasons for made in outcome.made] == [("1 of its published files are missing or were changed",)]
    assert published(folder) == before


def test_a_clean_clone_gives_the_same_bytes(folder: Path, make: Build, tmp_path: Path) -> None:
    write(folder, "undated")
    make()
    write(folder, "one", "It runs to the lake.", date="2026-01-01")
    make(now=NOW + timedelta(days=2))
    before = published(folder)
    for made in ("public", ".audioed"):
        shutil.rmtree(folder / made)

    make(now=NOW + timedelta(days=40), cache=tmp_path / "other cache")

    assert published(folder) == before


def test_a_silent_correction_keeps_guid_date_and_address(folder: Path, make: Build) -> None:
    make()
    before = {entry.title: entry for entry in feed(folder)}["River one"]
    write(folder, "one", "It runs to the lake.", date="2026-01-01")

    make(now=NOW + timedelta(days=2))

    after = {entry.title: entry for entry in feed(folder)}["River one"]
    assert (after.id, after.published) == (before.id, before.published)
    assert after.enclosures[0].href == before.enclosures[0].href
    [entry] = [entry for entry in read_ledger(folder).entries if entry.id == "river-one"]
    assert [(each.at, each.kind) for each in entry.corrections] == [(NOW + timedelta(days=2), "silent")]


def test_a_reissue_takes_the_old_ones_place_as_another_item(folder: Path, make: Build) -> None:
    (folder / "audioed.toml").write_text(f'{SETTINGS}correction = "reissue"\n')
    make()
    before = {entry.title: entry for entry in feed(folder)}["River one"]
    old_sound = (folder / "public/episodes/river-one/river-one.mp3").read_bytes()
    write(folder, "one", "It runs to the lake.", date="2026-01-01")

    make(now=NOW + timedelta(days=2))

    assert [entry.title for entry in feed(folder)] == ["River one", "River two"]
    after = feed(folder)[0]
    assert after.id != before.id
    assert after.enclosures[0].href == "https://audio.example.org/episodes/river-one/river-one-2.mp3"
    assert after.published.startswith("Tue, 03 Mar 2026 12:00:00")
    note = "The article was changed after it was published"
    for name in ("index.html", "transcript.html", "river-one.srt"):
        assert note in " ".join((folder / "public/episodes/river-one" / name).read_text().split())
    assert (folder / "public/episodes/river-one/river-one.mp3").read_bytes() == old_sound


def test_a_reissue_says_what_the_author_says_changed(folder: Path, make: Build) -> None:
    write(folder, "one", date="2026-01-01", correction="reissue")
    make()
    told = '[{date: 2026-03-02, text: "It is a lake, not the sea."}]'
    write(folder, "one", "It runs to the lake.", date="2026-01-01", correction="reissue", corrections=told)

    make(now=NOW + timedelta(days=2))

    said = " ".join((folder / "public/episodes/river-one/transcript.html").read_text().split())
    assert "It is a lake, not the sea." in said
    assert "The article was changed" not in said


def test_an_articles_own_policy_must_be_one_that_there_is(folder: Path, make: Build) -> None:
    write(folder, "one", date="2026-01-01", correction="loud")
    make()
    write(folder, "one", "It runs to the lake.", date="2026-01-01", correction="loud")

    outcome = make()

    [(file, error)] = outcome.failed
    assert file == "articles/one.md"
    assert isinstance(error, ConfigError)
    assert "correction takes silent or reissue, not 'loud'" in error.message


def test_an_article_dated_in_the_future_waits_and_is_published_by_the_first_build_after(
    folder: Path, make: Build
) -> None:
    write(folder, "later", date="2026-03-05")

    first = make()

    assert [(made.id, made.waits_until) for made in first.made if made.waits_until] == [
        ("river-later", datetime(2026, 3, 5, tzinfo=UTC))
    ]
    assert not any("later" in name for name in published(folder))
    assert make().made == ()

    second = make(now=datetime(2026, 3, 6, tzinfo=UTC))

    assert [(made.id, made.reasons, made.synthesized) for made in second.made] == [
        ("river-later", ("its date has come",), 0)
    ]
    assert feed(folder)[0].title == "River later"


def test_articles_of_one_day_are_a_minute_apart(folder: Path, make: Build) -> None:
    write(folder, "alpha", date="2026-01-01")

    make()

    assert [entry.published[-14:-6] for entry in feed(folder)] == ["00:00:00", "00:01:00", "00:00:00"]


def test_articles_without_a_date_follow_each_other_up_to_now(folder: Path, make: Build) -> None:
    for name in ("three", "four", "five"):
        write(folder, name)

    outcome = make()

    dates = [episode.published for episode in outcome.episodes[:3]]
    assert dates == [NOW, NOW - timedelta(minutes=1), NOW - timedelta(minutes=2)]


def test_an_article_is_in_the_shows_language_unless_it_is_in_another(folder: Path, make: Build) -> None:
    text = "It runs to the sea, and the people of the town go with it to see what is there at the end of the day."
    for name, language in {"said": "en", "other": "de"}.items():
        write(folder, name, text, language=language)
    (folder / "articles/unsaid.md").write_text(f"# Unsaid\n\n{text}\n")
    (folder / "audioed.toml").write_text(SETTINGS.replace('"en"', '"en-GB"'))

    outcome = make()

    languages = {episode.id: episode.language for episode in outcome.episodes}
    assert languages["unsaid"] == languages["river-said"] == "en-GB"
    assert languages["river-other"] == "de"


def test_a_removed_article_goes_with_all_its_files(folder: Path, make: Build) -> None:
    make()
    remove(load_show(folder), "river-one")

    outcome = make()

    assert [entry.title for entry in feed(folder)] == ["River two"]
    assert not any("river-one" in name for name in published(folder))
    assert outcome.failed == ()


def test_an_article_that_is_just_gone_is_told_of_and_stays_published(folder: Path, make: Build) -> None:
    make()
    before = published(folder)
    (folder / "articles/one.md").unlink()

    outcome = make()

    [(file, error)] = outcome.failed
    assert file == "articles/one.md"
    assert error.hint == "Put it back; or, if its episode is to go: audioed remove river-one"
    assert published(folder) == before


def test_an_article_that_was_renamed_is_the_same_one(folder: Path, make: Build) -> None:
    make()
    before = [(entry.id, entry.published, entry.enclosures[0].href) for entry in feed(folder)]
    (folder / "articles/one.md").rename(folder / "articles/another-name.md")

    outcome = make()

    assert outcome.failed == ()
    assert [(entry.id, entry.published, entry.enclosures[0].href) for entry in feed(folder)] == before


def test_a_broken_article_stops_no_other_and_keeps_what_was_published_of_it(folder: Path, make: Build) -> None:
    make()
    before = published(folder)
    (folder / "articles/one.md").write_bytes(b"%PDF-1.7 nothing to read")
    write(folder, "three", date="2026-01-03")

    outcome = make()

    assert [file for file, _ in outcome.failed] == ["articles/one.md"]
    assert [entry.title for entry in feed(folder)] == ["River three", "River two", "River one"]
    sound = "episodes/river-one/river-one.mp3"
    assert published(folder)[sound] == before[sound]


def test_of_two_articles_that_ask_for_one_slug_the_second_is_told_of(folder: Path, make: Build) -> None:
    write(folder, "one", date="2026-01-01", slug="river")
    write(folder, "two", date="2026-01-02", slug="river")

    outcome = make()

    [(file, error)] = outcome.failed
    assert file == "articles/two.md"
    assert "river" in error.message
    assert [entry.title for entry in feed(folder)] == ["River one"]


def test_what_leaves_the_feed_keeps_its_files_until_told_otherwise(folder: Path, make: Build) -> None:
    make()
    kept = make(keep=Retention(number=1))

    assert [entry.title for entry in feed(folder)] == ["River two"]
    assert kept.left == ("river-one",)
    assert "episodes/river-one/river-one.mp3" in published(folder)

    make(keep=Retention(number=1), remove_media=True)

    assert not any("river-one" in name for name in published(folder))
    assert make(keep=Retention(number=1)).made == ()


def test_what_comes_back_into_the_feed_is_made_again(folder: Path, make: Build) -> None:
    make()
    before = published(folder)
    make(keep=Retention(number=1), remove_media=True)

    outcome = make()

    assert [made.reasons for made in outcome.made] == [("it comes back into the feed",)]
    assert published(folder) == before


def test_episodes_older_than_the_newest_by_an_age_leave_the_feed(folder: Path, make: Build) -> None:
    write(folder, "old", date="2025-01-01")

    make(keep=Retention(age=timedelta(days=90)))

    assert [entry.title for entry in feed(folder)] == ["River two", "River one"]


def test_files_that_no_build_made_stay(folder: Path, make: Build) -> None:
    make()
    (folder / "public/CNAME").write_text("audio.example.org")
    write(folder, "three", date="2026-01-03")

    make()

    assert published(folder)["CNAME"] == b"audio.example.org"


def test_an_article_in_a_folder_inside_is_told_of(folder: Path, make: Build) -> None:
    (folder / "articles/more").mkdir()
    (folder / "articles/one.md").rename(folder / "articles/more/one.md")

    outcome = make()

    assert outcome.findings == (("articles/more/one.md", "It isn't built: articles stand in articles/ itself."),)


def test_the_tag_names_the_shows_author_where_the_article_has_none(folder: Path, make: Build) -> None:
    make()

    with av.open(folder / "public/episodes/river-one/river-one.mp3") as sound:
        tags = sound.metadata
    assert (tags["artist"], tags["album"], tags["track"]) == ("Ann Author", "River talk", "1")


def test_a_plan_says_what_would_be_made_and_writes_nothing(folder: Path, make: Build) -> None:
    before = sorted(folder.rglob("*"))
    planned = plan(load_show(folder), now=NOW)

    assert [(task.file, task.reasons) for task in planned.tasks] == [
        ("articles/one.md", ("it is new here",)),
        ("articles/two.md", ("it is new here",)),
    ]
    assert planned.seconds > 0
    assert sorted(folder.rglob("*")) == before

    make()

    assert plan(load_show(folder), now=NOW).tasks == ()


def test_more_renditions_are_made_where_the_show_wants_them(folder: Path, make: Build) -> None:
    (folder / "audioed.toml").write_text(f'{SETTINGS}editions = ["mp3", "opus", "m4b", "fast", "epub", "lpf"]\n')

    make()

    names = {name.rpartition("/")[2] for name in published(folder)}
    assert {f"river-one{end}" for end in (".opus", ".m4b", "-fast.mp3", ".epub", ".lpf")} <= names
