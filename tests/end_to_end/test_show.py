"""A publisher's show from nothing to a feed, and through all that happens to it afterwards."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
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


def _fetch(address: str) -> bytes:
    with urlopen(address, timeout=30) as answer:  # noqa: S310 - an address of ours on loopback
        content: bytes = answer.read()
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

    init = audioed("init", "my-show", *_ABOUT_IT)
    settings = folder / "my-show" / "audioed.toml"
    settings.write_text(f'private_hosts = ["127.0.0.1"]\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    first = [
        init,
        audioed("add", "article.md", address, "--show", "my-show"),
        audioed("build", "my-show"),
        audioed("check", "my-show"),
    ]
    with start("serve", "my-show", "--port", "0") as server:
        assert server.stdout is not None
        home = server.stdout.readline().decode().partition("Page: ")[2].strip()
        told = server.stdout.readline().decode().strip()
        feed, index = _fetch(f"{home}feed.xml"), _fetch(home).decode()
        sound = _fetch(f"{home}episodes/the-well/the-well.mp3")
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=60)

    assert [step.returncode for step in first] == [0, 0, 0, 0], [step.stderr for step in first]
    assert sorted(_items(folder / "my-show")) == ["A river", "The well"]
    assert feed == (folder / "my-show" / "public" / "feed.xml").read_bytes()
    assert "The well" in index
    assert sound == (folder / "my-show" / "public" / "episodes" / "the-well" / "the-well.mp3").read_bytes()
    assert told == f"Feed: {home}feed.xml"
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
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    _edit(show / "articles" / "pfad.md", "date: 2024-03-03", "date: 2024-03-03\ncorrection: reissue")
    _edit(show / "articles" / "pfad.md", "Er führt ins Tal.", "Er führt auf den Berg.")
    assert audioed("build", "my-show").returncode == 0
    own = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "The show"]):
        subprocess.run([*own, *command], cwd=show, check=True, timeout=60)
    subprocess.run([*own, "clone", "-q", "my-show", "clone"], cwd=folder, check=True, timeout=60)
    committed = _tree(folder / "clone")

    told = audioed("build", "clone", env={"AUDIOED_CACHE": str(folder / "cold")})

    assert told.returncode == 0, told.stderr
    assert not any(name.startswith(("public/", ".audioed/")) for name in committed)
    built, cloned = _tree(show / "public"), _tree(folder / "clone" / "public")
    replaced = "episodes/der-schone-pfad/der-schone-pfad.mp3"  # stays for those who are at it, and is named nowhere
    assert {name: digest for name, digest in built.items() if name != replaced} == cloned
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


def test_a_reader_sees_a_whole_show_at_any_moment_of_a_build(start: Start, show: Path) -> None:
    feed = show / "public" / "feed.xml"
    old = feed.read_bytes()
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    _edit(show / "articles" / "pfad.md", "Er führt ins Tal.", "Er führt auf den Berg.")

    visits = 0
    with start("build", "my-show", stdin=subprocess.DEVNULL) as build:
        while build.poll() is None:
            seen = feed.read_bytes()
            for path, length in re.findall(rb'<enclosure url="https://audio.example.org/(.+?)" length="(\d+)"', seen):
                size = (show / "public" / os.fsdecode(path)).stat().st_size
                assert size == int(length) or feed.read_bytes() != seen
            visits += 1
        build.communicate()

    assert build.returncode == 0
    assert visits > 10
    assert feed.read_bytes() != old


def test_what_was_damaged_in_public_is_made_again(audioed: Audioed, show: Path) -> None:
    before = _tree(show / "public")
    episode = show / "public" / "episodes" / "the-gate"
    with (episode / "the-gate.mp3").open("ab") as sound:
        sound.write(b"noise")
    (episode / "the-gate.vtt").unlink()
    (show / "public" / "feed.xml").unlink()

    told = audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    assert _tree(show / "public") == before


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
