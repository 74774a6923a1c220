"""What goes wrong around a show: each is told, and what was published stays whole."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import feedparser

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Start: TypeAlias = Callable[..., "subprocess.Popen[bytes]"]

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


def _items(show: Path) -> dict[str, Any]:
    """Return the feed's items by title."""
    parsed = feedparser.parse((show / "public" / "feed.xml").read_bytes())
    return {entry.title: entry for entry in parsed.entries}


def test_a_broken_article_does_not_keep_the_good_ones_back(audioed: Audioed, show: Path) -> None:
    _write(show / "articles", good="---\ntitle: A good one\ndate: 2024-05-01\n---\n\nIt is good.\n")
    _write(show / "articles", empty="---\ntitle: Nothing in it\ndate: 2024-05-02\n---\n")
    (show / "articles" / "binary.md").write_bytes(bytes(range(256)) * 40)

    told = audioed("build", "my-show")

    assert told.returncode != 0
    assert "empty.md" in told.stderr
    assert "binary.md" in told.stderr
    assert sorted(_items(show)) == ["A good one", "Der schöne Pfad", "The gate", "The well"]
    assert audioed("check", "my-show").returncode == 0


def test_a_published_article_that_breaks_stays_as_it_was(audioed: Audioed, show: Path) -> None:
    before = _tree(show / "public")
    (show / "articles" / "gate.md").write_bytes(bytes(range(256)) * 40)

    told = audioed("build", "my-show")

    assert told.returncode != 0
    assert "gate.md" in told.stderr
    assert _tree(show / "public") == before


def test_an_article_that_is_gone_without_a_word_keeps_its_episode(audioed: Audioed, show: Path) -> None:
    before = _tree(show / "public")
    (show / "articles" / "gate.md").unlink()

    told = audioed("build", "my-show")

    assert told.returncode == 60
    assert "audioed remove the-gate" in told.stderr
    assert _tree(show / "public") == before


def test_a_second_article_with_a_slug_that_is_taken_is_refused_and_the_first_stays(
    audioed: Audioed, show: Path
) -> None:
    _write(show / "articles", copy="---\ntitle: Another gate\nslug: the-gate\ndate: 2024-05-01\n---\n\nIt is shut.\n")
    before = _items(show)

    told = audioed("build", "my-show")

    assert told.returncode != 0
    assert "copy.md" in told.stderr
    assert "gate.md" in told.stderr
    after = _items(show)
    assert after["The gate"] == before["The gate"]
    assert "Another gate" not in after


def test_a_second_article_of_one_id_is_refused_unless_it_is_to_replace(
    audioed: Audioed, show: Path, folder: Path
) -> None:
    _write(folder, gate="---\ntitle: The gate\ndate: 2024-03-02\n---\n\nSomebody shut it.\n")

    refused = audioed("add", "gate.md", "--show", "my-show")
    untouched = (show / "articles" / "gate.md").read_text(encoding="utf-8")
    replaced = audioed("add", "gate.md", "--show", "my-show", "--replace")

    assert refused.returncode == 60
    assert "--replace" in refused.stderr
    assert "Nobody shut it." in untouched
    assert replaced.returncode == 0, replaced.stderr
    assert "Somebody shut it." in (show / "articles" / "gate.md").read_text(encoding="utf-8")


def test_a_show_without_an_address_is_built_and_not_published(audioed: Audioed, folder: Path) -> None:
    _write(folder, well=ARTICLE)
    audioed("init", "my-show", "--title", "By ear", "--author", "Ada Example", "--language", "en-GB")
    audioed("add", "well.md", "--show", "my-show")

    built = audioed("build", "my-show")
    published = audioed("publish", "my-show", str(folder / "target"))

    assert built.returncode == 0, built.stderr
    assert [entry.enclosures[0].href for entry in _items(folder / "my-show").values()] == [
        "episodes/the-well/the-well.mp3"
    ]
    assert published.returncode not in {0, 1}
    assert "base_url" in published.stderr
    assert not (folder / "target").exists()


def test_a_published_show_is_the_one_that_was_built(audioed: Audioed, show: Path, folder: Path) -> None:
    told = audioed("publish", "my-show", str(folder / "target"))

    assert told.returncode == 0, told.stderr
    published = _tree(folder / "target")
    assert {name: published.get(name) for name in _tree(show / "public")} == _tree(show / "public")


def test_a_folder_that_is_no_show_is_refused(audioed: Audioed, folder: Path) -> None:
    (folder / "empty").mkdir()

    told = [audioed(command, "empty") for command in ("build", "serve", "check")]

    assert all(one.returncode not in {0, 1} for one in told), told
    assert all("empty" in one.stderr for one in told)


def test_a_full_disk_leaves_the_show_as_it_was(audioed: Audioed, show: Path) -> None:
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    before = _tree(show / "public")

    told = audioed("build", "my-show", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))

    assert told.returncode != 0
    assert _tree(show / "public") == before
    assert audioed("build", "my-show").returncode == 0


def test_two_builds_at_once_do_no_harm(start: Start, audioed: Audioed, show: Path) -> None:
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")

    both = [start("build", "my-show") for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]

    assert all(b"Traceback" not in err for _, err in said), said
    assert 0 in {process.returncode for process in both}
    assert audioed("build", "my-show").returncode == 0
    assert audioed("check", "my-show").returncode == 0


def test_stopped_by_the_keyboard_it_leaves_the_show_as_it_was(
    start: Start, audioed: Audioed, show: Path, own_cache: Path
) -> None:
    text = "\n\n".join(f"The river has {number} arms." for number in range(3000))
    _write(show / "articles", long=f"---\ntitle: Long\ndate: 2024-05-01\n---\n\n{text}\n")
    before, spoken = _tree(show / "public"), len([*own_cache.rglob("*.facts")])
    process = start("build", "my-show", start_new_session=True)
    while process.poll() is None and len([*own_cache.rglob("*.facts")]) == spoken:
        time.sleep(0.05)

    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)

    # Stopped while it imports, Python ends itself by the signal; a shell calls both 130.
    assert process.returncode in (130, -signal.SIGINT), err.decode()
    assert b"Traceback" not in err
    assert _tree(show / "public") == before
    assert audioed("check", "my-show").returncode == 0
