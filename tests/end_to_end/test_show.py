"""A publisher's show from nothing to a feed, and through all that happens to it afterwards."""

import json
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias
from urllib.request import urlopen

import feedparser
import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Start: TypeAlias = Callable[..., "subprocess.Popen[bytes]"]

BASE = "https://audio.example.org/"
ARTICLE = "---\ntitle: The well\ndate: 2024-03-01\n---\n\nThe rope was short.\n"


def _write(folder: Path, **articles: str) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def _edit(article: Path, old: str, new: str) -> None:
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def _tree(folder: Path) -> dict[str, str]:
    """Return the digest of every file, by its name inside the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def _items(show: Path) -> dict[str, Any]:
    """Return the feed's items by title."""
    parsed = feedparser.parse((show / "public" / "feed.xml").read_bytes())
    assert not parsed.bozo, parsed.bozo_exception
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    return {entry.title: entry for entry in parsed.entries}


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
    return port


def _fetch(address: str) -> bytes:
    """Ask a server that may not be up yet."""
    deadline = time.monotonic() + 20
    while True:
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 - an address of ours on loopback
                content: bytes = answer.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return content


_ABOUT = ("--title", "By ear", "--author", "Ada Example", "--email", "ada@example.org")
_ABOUT_IT = (*_ABOUT, "--category", "Arts", "--language", "en-GB", "--base-url", BASE)


# --- from nothing to a feed


def test_a_new_user_gets_from_nothing_to_a_feed(
    audioed: Audioed, start: Start, folder: Path, site: Callable[..., str]
) -> None:
    _write(folder, article=ARTICLE)
    words = "It tells what the river does when nobody looks at it, and why that takes so long. "
    page = f"<html lang=en><title>A river</title><article><h1>A river</h1><p>{words * 5}</p></article></html>"
    address = site("/river", content=page.encode())
    port = _free_port()

    first = [
        audioed("init", "my-show", *_ABOUT_IT),
        audioed("add", "article.md", address, "--show", "my-show"),
        audioed("build", "my-show"),
        audioed("check", "my-show"),
    ]
    with start("serve", "my-show", "--port", str(port)) as server:
        feed = _fetch(f"http://127.0.0.1:{port}/feed.xml")
        index = _fetch(f"http://127.0.0.1:{port}/").decode()
        sound = _fetch(f"http://127.0.0.1:{port}/episodes/the-well/the-well.mp3")
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=20)

    assert [told.returncode for told in first] == [0, 0, 0, 0], [told.stderr for told in first]
    assert sorted(_items(folder / "my-show")) == ["A river", "The well"]
    assert feed == (folder / "my-show" / "public" / "feed.xml").read_bytes()
    assert "The well" in index
    assert sound == (folder / "my-show" / "public" / "episodes" / "the-well" / "the-well.mp3").read_bytes()
    assert f"http://127.0.0.1:{port}/" in b"".join(said).decode()
    assert b"Traceback" not in b"".join(said)


def test_an_episode_has_all_that_belongs_to_it(show: Path) -> None:
    public = show / "public"
    episode = public / "episodes" / "the-well"

    names = {path.name for path in episode.iterdir() if path.is_file()}

    listings = {f"the-well.{kind}" for kind in ("mp3", "chapters.json", "vtt", "srt", "json")}
    assert names >= listings | {"index.html", "transcript.html", "cover.jpg"}
    assert (public / "index.html").is_file()
    assert (public / "cover.jpg").is_file()


def test_every_file_that_the_feed_names_is_there_and_as_long_as_it_says(show: Path) -> None:
    public = show / "public"
    feed = (public / "feed.xml").read_text(encoding="utf-8")
    named = set(re.findall(rf'"({re.escape(BASE)}[^"#]*)"', feed))

    missing = [name for name in named if not (public / name.removeprefix(BASE)).exists()]
    enclosures = [entry.enclosures[0] for entry in _items(show).values()]

    assert len(named) > 15
    assert missing == []
    for enclosure in enclosures:
        assert (public / enclosure.href.removeprefix(BASE)).stat().st_size == int(enclosure.length)


@pytest.mark.usefixtures("show")
def test_what_we_build_is_free_of_findings(audioed: Audioed) -> None:
    told = audioed("check", "my-show", "--json")

    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["findings"] == []


def test_titles_of_every_kind_arrive_in_the_feed(audioed: Audioed, show: Path) -> None:
    long = "On rivers and " + "their many arms and " * 20 + "the sea"
    titles = ["Q&A: <b> & “quotes” 'n' \"more\"", "Ὅμηρος и Пушкин 東京", "🌊🌊 Waves", long]
    for number, title in enumerate(titles):
        header = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\ndate: 2024-04-0{number + 1}\n---\n\n"
        _write(show / "articles", **{f"odd-{number}": f"{header}It rises in the hills.\n"})

    told = audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    cut, *whole = [title for title in _items(show) if title not in {"The well", "The gate", "Der schöne Pfad"}]
    assert whole == [
        "🌊🌊 Waves",
        "Ὅμηρος и Пушкин 東京",
        "Q&A: ‹b› & “quotes” 'n' \"more\"",
    ]  # no app takes it for markup
    assert len(cut) <= 255
    assert cut.endswith("…")
    assert long.startswith(cut.removesuffix("…").rstrip())
    names = [str(path.relative_to(show)) for path in (show / "public").rglob("*")]
    assert all(name.isascii() for name in names)
    assert audioed("check", "my-show").returncode == 0


# --- building again


def test_a_build_that_has_nothing_to_do_changes_nothing_and_says_so(audioed: Audioed, show: Path) -> None:
    before = {path: path.stat() for path in show.rglob("*") if path.is_file() and ".audioed" not in path.parts}

    told = audioed("build", "my-show")

    assert told.returncode == 0
    assert "nothing" in told.stderr.lower()
    after = {path: path.stat() for path in show.rglob("*") if path.is_file() and ".audioed" not in path.parts}
    assert {path: (stat.st_mtime_ns, stat.st_ino) for path, stat in after.items()} == {
        path: (stat.st_mtime_ns, stat.st_ino) for path, stat in before.items()
    }


def test_a_clean_clone_builds_the_same_bytes(
    audioed: Audioed, show: Path, folder: Path, needs: Callable[..., None]
) -> None:
    needs("git")
    own = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "The show"]):
        subprocess.run([*own, *command], cwd=show, check=True, timeout=60)
    subprocess.run([*own, "clone", "-q", "my-show", "clone"], cwd=folder, check=True, timeout=60)
    committed = _tree(folder / "clone" / ".git" / "..")

    told = audioed("build", "clone", env={"AUDIOED_CACHE": str(folder / "cold")})

    assert told.returncode == 0, told.stderr
    assert not any(name.startswith(("public/", ".audioed/")) for name in committed)
    assert _tree(folder / "clone" / "public") == _tree(show / "public")
    assert (folder / "clone" / "editions.toml").read_bytes() == (show / "editions.toml").read_bytes()


def test_a_build_without_its_memory_comes_out_the_same(audioed: Audioed, show: Path) -> None:
    before = _tree(show / "public")
    shutil.rmtree(show / ".audioed")

    told = audioed("build", "my-show", "--jobs", "1")

    assert told.returncode == 0, told.stderr
    assert _tree(show / "public") == before


def test_an_edited_article_changes_its_own_files_and_the_listings_alone(audioed: Audioed, show: Path) -> None:
    before, items = _tree(show / "public"), _items(show)
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")

    told = audioed("build", "my-show", "--explain")

    assert told.returncode == 0, told.stderr
    assert "gate" in told.stderr + told.stdout
    changed = _changed(before, _tree(show / "public"))
    assert "episodes/the-gate/the-gate.mp3" in changed
    assert all(name.startswith("episodes/the-gate/") or name in {"feed.xml", "index.html"} for name in changed), changed
    after = _items(show)
    assert list(after) == list(items)
    for title, entry in after.items():
        was = items[title]
        assert (entry.id, entry.published, entry.enclosures[0].href) == (was.id, was.published, was.enclosures[0].href)
    assert audioed("check", "my-show").returncode == 0


def test_a_dry_run_names_what_it_would_make_and_makes_nothing(audioed: Audioed, show: Path) -> None:
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    before = _tree(show)

    told = audioed("build", "my-show", "--dry-run")

    assert told.returncode == 0, told.stderr
    assert "gate" in told.stdout + told.stderr
    assert "well" not in told.stdout + told.stderr
    assert _tree(show) == before


def test_a_file_in_public_that_is_not_ours_stays(audioed: Audioed, show: Path) -> None:
    (show / "public" / "CNAME").write_text("audio.example.org\n", encoding="utf-8")
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")

    audioed("build", "my-show")

    assert (show / "public" / "CNAME").read_text(encoding="utf-8") == "audio.example.org\n"


def test_a_template_of_the_show_takes_the_place_of_ours(audioed: Audioed, show: Path) -> None:
    _write(show / "templates" / "html")
    (show / "templates" / "html" / "index.html").write_text("<!doctype html><title>Mine</title>", encoding="utf-8")

    told = audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    assert (show / "public" / "index.html").read_text(encoding="utf-8") == "<!doctype html><title>Mine</title>"


# --- what is published when


def test_an_article_of_the_future_is_built_and_enters_the_feed_when_its_time_has_come(
    audioed: Audioed, show: Path
) -> None:
    due = datetime.now(UTC) + timedelta(seconds=4)
    _write(show / "articles", later=f"---\ntitle: Later\ndate: {due.isoformat(timespec='seconds')}\n---\n\nIt came.\n")

    audioed("build", "my-show")
    early, in_time = list(_items(show)), datetime.now(UTC) < due
    time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()) + 0.1)
    audioed("build", "my-show")

    assert in_time, "the machine is too slow for this test"
    assert "Later" not in early
    assert next(iter(_items(show))) == "Later"


def test_articles_of_one_day_are_a_minute_apart(audioed: Audioed, show: Path) -> None:
    for name in ("one", "two"):
        _write(show / "articles", **{name: f"---\ntitle: Part {name}\ndate: 2024-05-01\n---\n\nIt is {name}.\n"})
        audioed("build", "my-show")

    items = _items(show)

    assert [items[f"Part {name}"].published_parsed[:5] for name in ("one", "two")] == [
        (2024, 5, 1, 0, 0),
        (2024, 5, 1, 0, 1),
    ]


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
