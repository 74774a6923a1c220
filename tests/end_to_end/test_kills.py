"""A build that is killed at any moment leaves a whole show, and the next one finishes what it began."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess, Popen
from typing import TypeAlias

import feedparser
import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Killed: TypeAlias = Callable[[Path, float], Iterator[Path]]

LONG = os.environ.get("AUDIOED_LONG") == "1"
MOMENTS = 200 if LONG else 2
STEPS = 100 if LONG else 4

NEW = "---\ntitle: The mill\ndate: 2024-03-04\n---\n\nIt stood.\n\n## Wheels\n\nThey turned, all five of them.\n"
EDITED = "Hardly anybody shut it, as it happens, since nobody knew how."


KILLED_BETWEEN_RENAMES = """
import os, signal, sys

last, steps = int(sys.argv.pop(1)), 0

def before(event, arguments):
    global steps
    if event == "ctypes.dlsym" and arguments[1] == "renameat2":
        raise AttributeError
    if event == "os.rename" and any(str(name).endswith(("/public", ".aside")) for name in arguments[:2]):
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(before)
from audioed.__main__ import main
sys.exit(main())
"""
"""Runs the program on a system that can't exchange two folders at once, until just before the n-th of the renames
that do so in steps."""

KILLED_AT_A_STEP = """
import os, signal, sys

last, notes = int(sys.argv.pop(1)), os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT)
steps = 0

def before(event, arguments):
    global steps
    changing = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.utime"}
    if event in changing or event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        steps += 1
        os.write(notes, b".")
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(before)
from audioed.__main__ import main
sys.exit(main())
"""
"""Runs the program until just before it changes the disk for the n-th time; notes each time by a byte."""


def _tree(folder: Path) -> dict[str, str]:
    """Return the digest of every file, by its name inside the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def _edit(article: Path, old: str, new: str) -> None:
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def _change(show: Path) -> None:
    """Add an article, and edit another in a way that is no correction, so that no time of day gets into the show."""
    (show / "articles" / "mill.md").write_text(NEW, encoding="utf-8")
    _edit(show / "articles" / "pfad.md", "date: 2024-03-03", "date: 2024-03-03\nsummary: Bergab.")


def _guids(show: Path) -> dict[str, str]:
    """Return the feed's guids by title."""
    parsed = feedparser.parse((show / "public" / "feed.xml").read_bytes())
    return {entry.title: entry.id for entry in parsed.entries}


def _moments(length: float) -> Iterator[float]:
    """Yield random moments, each in its own part of a build's length; half of them fall where files are written."""
    chance = random.Random(1)  # noqa: S311 - no secret
    half = MOMENTS // 2
    for number in range(half):
        yield length * (number + chance.random()) / half
        yield length * (0.7 + 0.3 * (number + chance.random()) / half)


@pytest.fixture
def undisturbed(audioed: Audioed, folder: Path) -> Callable[..., Path]:
    """Return a copy of a show, built with nothing in the way."""

    def undisturbed(show: Path, **environment: str) -> Path:
        copy = Path(shutil.copytree(show, folder / "whole", symlinks=True))
        told = audioed("build", copy.name, env=environment)
        assert told.returncode == 0, told.stderr
        return copy

    return undisturbed


@pytest.fixture
def killed_at_moments(audioed: Audioed, start: Callable[..., "Popen[bytes]"], folder: Path) -> Killed:
    """Yield a copy of a show for each moment: after its build was killed then, and again after the next build.

    Nothing that was spoken is at hand when a build begins.
    """

    def killed(show: Path, length: float) -> Iterator[Path]:
        for number, moment in enumerate(_moments(length)):
            copy = Path(shutil.copytree(show, folder / f"show-{number}", symlinks=True))
            cache = folder / f"cache-{number}"
            with start("build", copy.name, env={"AUDIOED_CACHE": str(cache)}, start_new_session=True) as process:
                time.sleep(moment)
                _kill(process, with_workers=number % 2 == 0)
                process.communicate(timeout=60)
            yield copy
            told = audioed("build", copy.name, env={"AUDIOED_CACHE": str(cache)})
            assert told.returncode == 0, told.stderr
            yield copy
            shutil.rmtree(copy)
            shutil.rmtree(cache, ignore_errors=True)

    return killed


def _kill(process: "Popen[bytes]", *, with_workers: bool) -> None:
    """Kill the program alone, as a kernel does that is out of memory, or its workers, too, as a power cut does."""
    if with_workers:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


@pytest.fixture
def killed_before_steps(audioed: Audioed, folder: Path) -> Callable[[Path], Iterator[Path]]:
    """Yield a copy of a show for each step of its build: after that was killed there, and again after the next build.

    All that is spoken is at hand, so that every step is one towards the published folder.
    """

    def build(copy: Path, last: int) -> int:
        notes = folder / f"{copy.name}.steps"
        command = [sys.executable, "-c", KILLED_AT_A_STEP, str(last), str(notes), "build", copy.name]
        code = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120).returncode
        assert code == (-signal.SIGKILL if last else 0)
        return notes.stat().st_size

    def killed(show: Path) -> Iterator[Path]:
        steps = build(Path(shutil.copytree(show, folder / "counted", symlinks=True)), 0)
        assert steps > 50
        for step in range(steps, 0, -max(1, steps // STEPS)):
            copy = Path(shutil.copytree(show, folder / f"step-{step}", symlinks=True))
            build(copy, step)
            yield copy
            told = audioed("build", copy.name)
            assert told.returncode == 0, told.stderr
            yield copy
            shutil.rmtree(copy)

    return killed


@pytest.mark.parametrize("is_first", [False, True], ids=["update", "first build"])
def test_a_killed_build_leaves_a_whole_show_and_the_next_one_comes_out_as_if_nothing_had_been(
    audioed: Audioed,
    show: Path,
    folder: Path,
    undisturbed: Callable[..., Path],
    killed_at_moments: Killed,
    *,
    is_first: bool,
) -> None:
    _change(show)
    if is_first:
        shutil.rmtree(show / "public")
        shutil.rmtree(show / ".audioed")
        (show / "editions.toml").unlink()
    before = _tree(show / "public")
    began = time.monotonic()
    whole = undisturbed(show, AUDIOED_CACHE=str(folder / "cold"))
    length = time.monotonic() - began
    after = _tree(whole / "public")

    visits = killed_at_moments(show, length)
    for left in visits:
        assert _tree(left / "public") in (before, after)

        again = next(visits)
        assert _tree(again / "public") == after
        assert (again / "editions.toml").read_bytes() == (whole / "editions.toml").read_bytes()
    told = audioed("check", whole.name)
    assert told.returncode == 0, told.stderr


def test_a_build_that_is_killed_before_any_of_its_steps_is_finished_by_the_next_one(
    show: Path, undisturbed: Callable[..., Path], killed_before_steps: Callable[[Path], Iterator[Path]]
) -> None:
    _change(show)
    before = _tree(show / "public")
    whole = undisturbed(show)
    after = _tree(whole / "public")

    seen = []
    visits = killed_before_steps(show)
    for left in visits:
        standing = _tree(left / "public")
        assert standing in (before, after)
        seen.append(standing == after)

        again = next(visits)
        assert _tree(again / "public") == after
        assert (again / "editions.toml").read_bytes() == (whole / "editions.toml").read_bytes()
    assert set(seen) == {False, True}


@pytest.mark.parametrize("last", [1, 2, 3])
def test_where_folders_are_exchanged_in_steps_none_of_them_loses_a_file(
    audioed: Audioed, show: Path, undisturbed: Callable[..., Path], last: int
) -> None:
    _change(show)
    (show / "public" / "CNAME").write_text("audio.example.org")
    before, after = _tree(show / "public"), _tree(undisturbed(show) / "public")

    command = [sys.executable, "-c", KILLED_BETWEEN_RENAMES, str(last), "build", str(show)]
    code = subprocess.run(command, capture_output=True, check=False, timeout=120).returncode

    assert code == -signal.SIGKILL
    assert _tree(show / "public") == [before, {}, after][last - 1]
    told = audioed("build", show.name)
    assert told.returncode == 0, told.stderr
    assert _tree(show / "public") == after
    assert (show / "public" / "CNAME").read_text() == "audio.example.org"


def test_a_reissue_that_is_killed_before_any_of_its_steps_is_issued_once(
    show: Path, undisturbed: Callable[..., Path], killed_before_steps: Callable[[Path], Iterator[Path]]
) -> None:
    _edit(show / "articles" / "gate.md", "date: 2024-03-02", "date: 2024-03-02\ncorrection: reissue")
    _edit(show / "articles" / "gate.md", "Nobody shut it.", EDITED)
    before, old = _tree(show / "public"), _guids(show)
    whole = undisturbed(show)
    names, new = set(_tree(whole / "public")), _guids(whole)

    visits = killed_before_steps(show)
    for left in visits:
        standing = _tree(left / "public")
        assert standing == before or set(standing) == names
        assert _guids(left) in (old, new)

        again = next(visits)
        assert set(_tree(again / "public")) == names
        assert _guids(again) == new
        ledger = tomllib.loads((again / "editions.toml").read_text(encoding="utf-8"))
        assert str(ledger).count("'reissue'") == 1
