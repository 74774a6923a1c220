"""What becomes of a show over time: when an article is published, corrected, moved, and taken out."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import feedparser
import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]

BASE = "https://audio.example.org/"


def _write(folder: Path, **articles: str) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def _edit(article: Path, old: str, new: str) -> None:
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def _items(show: Path) -> dict[str, Any]:
    """Return the feed's items by title."""
    parsed = feedparser.parse((show / "public" / "feed.xml").read_bytes())
    assert not parsed.bozo, parsed.bozo_exception
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    return {entry.title: entry for entry in parsed.entries}


def _change_setting(show: Path, old: str, new: str) -> None:
    _edit(show / "audioed.toml", old, new)


def test_an_article_of_the_future_is_built_and_enters_the_feed_when_its_time_has_come(
    audioed: Audioed, show: Path
) -> None:
    for wait in (3, 15, 60):  # longer where the machine is too busy to build that fast
        title, due = f"Later {wait}", datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=wait)
        _write(
            show / "articles", **{f"later-{wait}": f"---\ntitle: {title}\ndate: {due.isoformat()}\n---\n\nIt came.\n"}
        )
        audioed("build", "my-show")
        early = list(_items(show))
        if datetime.now(UTC) < due:
            break
    else:
        pytest.fail("a build takes more than a minute")

    time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
    audioed("build", "my-show")

    assert title not in early
    assert next(iter(_items(show))) == title


def test_articles_of_one_day_are_a_minute_apart(audioed: Audioed, show: Path) -> None:
    for name in ("one", "two"):
        _write(show / "articles", **{name: f"---\ntitle: Part {name}\ndate: 2024-05-01\n---\n\nIt is {name}.\n"})
        audioed("build", "my-show")

    items = _items(show)

    assert [items[f"Part {name}"].published_parsed[:5] for name in ("one", "two")] == [
        (2024, 5, 1, 0, 0),
        (2024, 5, 1, 0, 1),
    ]


def test_articles_without_a_date_are_published_now_and_not_later(audioed: Audioed, show: Path) -> None:
    for name in ("one", "two", "three"):
        _write(show / "articles", **{name: f"---\ntitle: Part {name}\n---\n\nIt is {name}.\n"})

    audioed("build", "my-show")

    dates = [parsedate_to_datetime(entry.published) for entry in _items(show).values()]
    assert len(set(dates)) == 6
    assert max(dates) <= datetime.now(UTC)
    assert audioed("check", "my-show", "--json").returncode == 0


def test_a_show_that_moves_keeps_its_guids(audioed: Audioed, show: Path) -> None:
    before = _items(show)
    _change_setting(show, BASE, "https://elsewhere.example.net/by-ear/")
    _edit(show / "articles" / "gate.md", "title: The gate", "title: The gate that sang")
    (show / "articles" / "well.md").rename(show / "articles" / "brunnen.md")

    told = audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    after = _items(show)
    assert [entry.id for entry in after.values()] == [entry.id for entry in before.values()]
    addresses = [entry.enclosures[0].href for entry in after.values()]
    old = [entry.enclosures[0].href for entry in before.values()]
    assert addresses == [address.replace(BASE, "https://elsewhere.example.net/by-ear/") for address in old]


def test_a_reissue_takes_the_old_ones_place(audioed: Audioed, show: Path) -> None:
    before = _items(show)
    _edit(show / "articles" / "gate.md", "date: 2024-03-02", "date: 2024-03-02\ncorrection: reissue")
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")

    told = audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    after = _items(show)
    assert sorted(after) == sorted(before)
    assert next(iter(after)) == "The gate"
    assert after["The gate"].id != before["The gate"].id
    assert after["The gate"].enclosures[0].href == f"{BASE}episodes/the-gate/the-gate-2.mp3"
    assert after["The gate"].published_parsed > before["Der schöne Pfad"].published_parsed
    assert audioed("check", "my-show").returncode == 0


def test_a_removed_article_leaves_feed_and_index(audioed: Audioed, show: Path) -> None:
    told = audioed("remove", "the-gate", "--show", "my-show")

    audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    assert sorted(_items(show)) == ["Der schöne Pfad", "The well"]
    assert "The gate" not in (show / "public" / "index.html").read_text(encoding="utf-8")
    assert audioed("check", "my-show").returncode == 0


def test_episodes_that_leave_the_feed_keep_their_files_until_told_otherwise(audioed: Audioed, show: Path) -> None:
    well = show / "public" / "episodes" / "the-well"

    audioed("build", "my-show", "--keep", "2")
    kept, still_there = sorted(_items(show)), (well / "the-well.mp3").is_file()
    told = audioed("build", "my-show", "--keep", "2", "--remove-media")

    assert told.returncode == 0, told.stderr
    assert kept == sorted(_items(show)) == ["Der schöne Pfad", "The gate"]
    assert still_there
    assert not well.exists()
    assert audioed("check", "my-show").returncode == 0


def test_other_editions_are_named_beside_the_main_one(audioed: Audioed, show: Path) -> None:
    _change_setting(show, 'editions = ["mp3"]', 'editions = ["mp3", "opus", "m4b", "fast"]')

    told = audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    feed = (show / "public" / "feed.xml").read_text(encoding="utf-8")
    assert feed.count("<podcast:alternateEnclosure ") == 6
    gate = show / "public" / "episodes" / "the-gate"
    assert {path.name for path in gate.iterdir()} >= {"the-gate.opus", "the-gate.m4b", "the-gate-fast.mp3"}
    assert (gate / "the-gate-fast.mp3").stat().st_size < (gate / "the-gate.mp3").stat().st_size
    assert audioed("check", "my-show").returncode == 0


def test_articles_that_do_not_say_their_language_are_read_in_the_shows(show: Path) -> None:
    spoken = {
        slug: re.findall(
            r'<html lang="(.+?)"', (show / f"public/episodes/{slug}/index.html").read_text(encoding="utf-8")
        )
        for slug in ("the-gate", "the-well", "der-schone-pfad")
    }

    assert spoken == {"the-gate": ["en-GB"], "the-well": ["en-GB"], "der-schone-pfad": ["de"]}


def test_an_articles_own_policy_for_corrections_is_a_known_key(audioed: Audioed, show: Path) -> None:
    _edit(show / "articles" / "gate.md", "date: 2024-03-02", "date: 2024-03-02\ncorrection: silent")

    told = audioed("build", "my-show")

    assert told.returncode == 0
    assert "no key" not in told.stderr
