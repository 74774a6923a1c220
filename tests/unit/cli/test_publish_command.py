import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Cli: TypeAlias = Callable[..., CompletedProcess[str]]

BASE = "https://audio.example.org/"
FEED = (
    '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    '<atom:link rel="self" href="https://audio.example.org/feed.xml"/></channel></rss>'
)


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A show as a build leaves it, with as little in it as will do; the working folder is beside it."""
    folder = tmp_path / "show"
    (folder / "public").mkdir(parents=True)
    (folder / "public" / "feed.xml").write_text(FEED)
    (folder / "public" / "style.css").write_text("body { margin: 0 }")
    (folder / "audioed.toml").write_text(
        f'title = "By ear"\ndescription = "Read aloud."\nlanguage = "en"\nbase_url = "{BASE}"\n'
    )
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.usefixtures("show")
def test_it_says_what_was_sent_and_where_the_feed_is(cli: Cli, tmp_path: Path) -> None:
    told = cli("publish", "show", "site")

    assert told.returncode == 0, told.stderr
    assert told.stdout == f"2 files sent, {len(FEED) + 18} bytes.\nFeed: {BASE}feed.xml\n"
    assert (tmp_path / "site" / "feed.xml").read_text() == FEED


def test_it_says_what_was_there_already(cli: Cli, show: Path) -> None:
    cli("publish", "show", "site")
    (show / "public" / "style.css").write_text("")

    changed = cli("publish", "show", "site")
    again = cli("publish", "show", "site")

    assert changed.stdout.startswith("1 file sent, 0 bytes.\n")
    assert "Unchanged: 1 file.\n" in changed.stderr
    assert again.stdout.startswith("Nothing to send: all of it is there.\n")


def test_a_dry_run_lists_the_files(cli: Cli, show: Path) -> None:
    cli("publish", "show", "site")
    (show / "public" / "style.css").unlink()
    (show / "public" / "cover.jpg").touch()

    told = cli("publish", "show", "site", "--dry-run", "--delete", "--quiet")

    assert told.stdout == (
        f"cover.jpg\n1 file would be sent, 0 bytes.\nWould be removed: style.css\nFeed: {BASE}feed.xml\n"
    )


def test_what_is_left_is_told_and_removed_when_asked(cli: Cli, show: Path) -> None:
    cli("publish", "show", "site")
    (show / "public" / "style.css").unlink()

    left = cli("publish", "show", "site")
    removed = cli("publish", "show", "site", "--delete")

    assert "Not in the show, but there: 1 file. Remove with --delete.\n" in left.stderr
    assert "Removed: style.css\n" in removed.stdout


def test_it_speaks_json(cli: Cli, show: Path) -> None:
    told = cli("publish", str(show / "public"), "site", "--json")

    assert json.loads(told.stdout) == {
        "feed": f"{BASE}feed.xml",
        "dry_run": False,
        "sent": ["style.css", "feed.xml"],
        "sent_bytes": len(FEED) + 18,
        "unchanged": 0,
        "removed": [],
        "left": [],
    }


def test_a_feed_that_does_not_say_where_it_lives_is_sent(cli: Cli, show: Path) -> None:
    (show / "public" / "feed.xml").write_text("<rss><channel/></rss>")

    told = cli("publish", "show", "site")

    assert told.returncode == 0, told.stderr
    assert "Feed:" not in told.stdout


def test_a_show_without_a_base_url_is_refused(cli: Cli, show: Path) -> None:
    settings = show / "audioed.toml"
    settings.write_text(settings.read_text().replace(f'base_url = "{BASE}"', ""))

    told = cli("publish", "show", "site")

    assert told.returncode == 60
    assert "base_url" in told.stderr


def test_a_show_that_was_not_built_is_refused(cli: Cli, show: Path) -> None:
    (show / "public").rename(show / "elsewhere")

    told = cli("publish", "show", "site")

    assert told.returncode == 60
    assert "Hint: audioed build show" in told.stderr


@pytest.mark.usefixtures("show")
def test_three_names_are_refused(cli: Cli) -> None:
    told = cli("publish", "show", "site", "more")

    assert told.returncode == 2
    assert "not 3 names" in told.stderr
