"""What a build makes of a show whose memory is damaged, whose clock is wrong, or which is edited while it is built."""

import json
import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import feedparser
import pytest

from audioed.config.show import load_show
from audioed.errors import ShowError
from audioed.progress import Event
from audioed.show.articles import remove
from audioed.show.building import build
from audioed.show.built import announce
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

        def run(*, now: datetime = NOW, **options: Any) -> Outcome:
            show = load_show(folder)
            show = replace(show, config=replace(show.config, cache=tmp_path / "cache"))
            return build(show, workers=workers, now=now, **options)

        yield run


def write(folder: Path, name: str, text: str = "It runs to the sea.", **front: str) -> None:
    matter = {"title": f"River {name}", "language": "en", **front}
    lines = "\n".join(f"{key}: {value}" for key, value in matter.items())
    (folder / "articles" / f"{name}.md").write_text(f"---\n{lines}\n---\n\n{text}\n\n## The mouth\n\nIt ends.\n")


def published(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "public" / name).read_bytes() for name in files_in(folder / "public")}


def items(folder: Path) -> dict[str, Any]:
    parsed = feedparser.parse((folder / "public" / "feed.xml").read_bytes())
    return {entry.title: entry for entry in parsed.entries}


def test_an_article_that_is_edited_while_it_is_made_is_made_again(folder: Path, make: Build) -> None:
    edits = iter(["It runs to the bay."])

    def edit(event: Event) -> None:
        if "stitching" in repr(event) and (text := next(edits, "")):
            write(folder, "one", text, date="2026-01-01")

    make(report=edit)
    early = (folder / "public/episodes/river-one/index.html").read_text()

    outcome = make()

    assert "to the sea" in early
    assert [one.id for one in outcome.made] == ["river-one"]
    assert "to the bay" in (folder / "public/episodes/river-one/index.html").read_text()


def test_an_article_that_is_deleted_while_it_is_made_is_told_of_by_the_next_build(folder: Path, make: Build) -> None:
    def delete(event: Event) -> None:
        if "stitching" in repr(event):
            (folder / "articles" / "one.md").unlink(missing_ok=True)

    make(report=delete)

    outcome = make()

    assert [file for file, _ in outcome.failed] == ["articles/one.md"]
    assert sorted(items(folder)) == ["River one", "River two"]


def test_a_memory_with_a_flipped_bit_publishes_nothing_else(folder: Path, make: Build) -> None:
    make()
    before = published(folder)
    memory = folder / ".audioed" / "built.json"
    chance = random.Random(3)  # noqa: S311 - nothing to guess
    for _ in range(12):
        content = bytearray(memory.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        memory.write_bytes(content)

        make()

        assert published(folder) == before


@pytest.mark.parametrize("left", [b"", b"{}", b"\n\n", b"[]\n\n", None], ids=repr)
def test_without_a_memory_the_same_comes_out(left: bytes | None, folder: Path, make: Build) -> None:
    make()
    before = published(folder)
    memory = folder / ".audioed" / "built.json"
    memory.unlink() if left is None else memory.write_bytes(left)

    outcome = make()

    assert (len(outcome.made), outcome.changed) == (2, ())
    assert published(folder) == before


def test_an_article_that_is_removed_after_another_version_built_it_goes_with_all_its_files(
    folder: Path, make: Build
) -> None:
    make()
    memory = folder / ".audioed" / "built.json"
    found = json.loads(memory.read_bytes().rsplit(b"\n", 2)[0])
    older = json.dumps({**found, "version": "0.0.1"}).encode()
    memory.write_bytes(b"%s\n%s\n" % (older, sha256(older).hexdigest().encode()))
    remove(load_show(folder), "river-one")

    make()

    assert not (folder / "public" / "episodes" / "river-one").exists()
    assert (folder / "public" / "episodes" / "river-two").exists()


def test_what_a_build_published_that_was_killed_before_it_could_note_so_goes_with_its_article(
    folder: Path, make: Build
) -> None:
    make()
    memory = folder / ".audioed" / "built.json"
    before = memory.read_bytes()
    write(folder, "three", date="2026-01-03")
    make()
    announce(folder / ".audioed", published(folder))
    memory.write_bytes(before)
    remove(load_show(folder), "river-three")

    make()

    assert sorted(items(folder)) == ["River one", "River two"]
    assert not (folder / "public" / "episodes" / "river-three").exists()
    assert (folder / "public" / "episodes" / "river-two").exists()


def test_nothing_of_a_build_is_left_in_its_workplace(folder: Path, make: Build) -> None:
    make()

    assert sorted(path.name for path in (folder / ".audioed").iterdir()) == ["built.json", "lock"]


def test_what_a_killed_process_did_not_put_in_its_place_goes_once_it_is_old(folder: Path, make: Build) -> None:
    make()
    left = [place / f".audioed-{name}.part" for place in (folder, folder / ".audioed") for name in ("old", "new")]
    for path in left:
        path.write_bytes(b"half")
        if "old" in path.name:
            os.utime(path, (0, 0))

    make()

    assert [path.name for path in left if path.exists()] == [".audioed-new.part"] * 2


def test_a_published_episode_is_not_dropped_because_its_article_breaks_after_the_memory_was_lost(
    folder: Path, make: Build
) -> None:
    make()
    before = published(folder)
    (folder / ".audioed" / "built.json").unlink()
    (folder / "articles" / "one.md").write_bytes(bytes(range(256)) * 40)

    with pytest.raises(ShowError, match=r"articles/one\.md can't be made again") as refused:
        make()

    assert "audioed remove river-one" in refused.value.hint
    assert published(folder) == before


def test_a_clock_that_is_set_back_changes_nothing_of_what_is_published(folder: Path, make: Build) -> None:
    write(folder, "undated")
    make()
    before = published(folder)

    outcomes = [
        make(now=moment) for moment in (datetime(1970, 1, 2, tzinfo=UTC), NOW, datetime(2100, 1, 1, tzinfo=UTC))
    ]

    assert [(one.made, one.changed) for one in outcomes] == [((), ())] * 3
    assert published(folder) == before


def test_a_reissue_is_not_dated_before_what_it_replaces(folder: Path, make: Build) -> None:
    make()
    write(folder, "two", "It runs to the bay.", date="2026-01-02", correction="reissue")
    make(now=NOW)
    first = items(folder)["River two"]
    write(folder, "two", "It runs to the lake.", date="2026-01-02", correction="reissue")

    make(now=NOW - timedelta(days=5000))

    second = items(folder)["River two"]
    assert second.id != first.id
    assert second.published_parsed >= first.published_parsed
    assert list(items(folder)) == ["River two", "River one"]


def test_an_episode_from_a_clock_that_ran_ahead_is_told_of_and_keeps_its_guid(folder: Path, make: Build) -> None:
    write(folder, "undated")
    make(now=NOW + timedelta(days=4000))
    guids = {title: item.id for title, item in items(folder).items()}

    outcome = make(now=NOW)

    assert [file for file, finding in outcome.findings if "clock" in finding] == ["articles/undated.md"]
    assert {title: item.id for title, item in items(folder).items()} == guids


def test_what_was_published_because_a_clock_ran_ahead_stays_published(folder: Path, make: Build) -> None:
    write(folder, "later", date="2026-06-01")
    make(now=NOW + timedelta(days=365))
    before = published(folder)

    outcome = make(now=NOW)

    assert outcome.made == ()
    assert published(folder) == before
