"""Where the system lacks something or says odd things, the bytes are the same or the error is clear."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

LONG = os.environ.get("AUDIOED_LONG") == "1"


class Bench(Protocol):
    """As the fixture gives it."""

    folder: Path
    cache: Path
    environment: dict[str, str]
    run: Callable[..., CompletedProcess[str]]
    convert: Callable[..., CompletedProcess[str]]
    command: Callable[..., Sequence[str]]
    check_nothing_is_half_done: Callable[[], None]
    check_nothing_is_left: Callable[[], None]
    check_the_next_run: Callable[[], None]


@pytest.fixture
def namespace(needs: Callable[..., None]) -> list[str]:
    """What a command begins with that has the system's folders to itself."""
    needs("unshare", "mount")
    if subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("the system lets nobody mount a disk of their own")
    return ["unshare", "-rm", "sh", "-ec"]


def shut_in(bench: Bench, namespace: Sequence[str], mounts: str) -> "CompletedProcess[str]":
    """Convert where these mounts are made first."""
    script = f'{mounts}\nexec "$@"'
    command = [*namespace, script, "sh", sys.executable, "-m", "audioed", *bench.command()]
    environment = {**os.environ, **bench.environment}
    return subprocess.run(
        command, cwd=bench.folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


ODD: list[Mapping[str, str]] = [
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "LANGUAGE": "tr"},
    {"LC_ALL": "C", "TZ": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "nowhere", "TZ": "No/Where", "HOME": "/nonexistent", "TMPDIR": "/nonexistent"},
    {"PYTHONHASHSEED": "7", "COLUMNS": "1", "TERM": "dumb", "SOURCE_DATE_EPOCH": "1"},
]


@pytest.mark.parametrize("odd", ODD if LONG else ODD[2:3])
def test_what_the_system_says_of_place_and_language_changes_no_byte(bench: Bench, odd: Mapping[str, str]) -> None:
    told = bench.convert(env=odd)

    assert told.returncode == 0, told.stderr
    bench.check_the_next_run()


JUMPS = {"to 1950": (0, -76), "from 1970": (-56, 56), "to 2107": (0, 80), "from 2040": (14, -14)}
"""By how many years the clock is wrong when the program starts, and by how many from the middle on."""


@pytest.mark.parametrize("jump", JUMPS if LONG else ["from 2040"])
def test_a_clock_that_is_wrong_and_jumps_changes_no_byte(bench: Bench, tmp_path: Path, jump: str) -> None:
    clock = tmp_path / "clock"
    first, then = (years * 31_557_600 for years in JUMPS[jump])
    clock.write_text(str(first))
    jumping = {"AUDIOED_TEST_ENGINE": "rewrite", "AUDIOED_TEST_REWRITE": f"{clock}={then}"}

    told = bench.convert(env={"AUDIOED_TEST_CLOCK": str(clock), **jumping})

    assert told.returncode == 0, told.stderr
    assert clock.read_text() == str(then)
    bench.check_nothing_is_left()
    bench.check_the_next_run()


def test_a_home_that_is_not_there_is_no_matter_while_the_cache_is_named(bench: Bench) -> None:
    without = {name: value for name, value in os.environ.items() if name not in {"HOME", "USER", "LOGNAME"}}
    command = [sys.executable, "-m", "audioed", *bench.command()]

    done = subprocess.run(
        command, cwd=bench.folder, env={**without, **bench.environment}, capture_output=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stderr
    bench.check_nothing_is_half_done()


@pytest.mark.parametrize(("what", "code"), [("output", 41), ("cache", 42), ("semaphores", 31)])
def test_what_is_read_only_is_named(bench: Bench, namespace: list[str], what: str, code: int) -> None:
    bench.cache.mkdir()
    place = {"output": bench.folder, "cache": bench.cache, "semaphores": Path("/dev/shm")}[what]
    mounts = f"mount --bind '{place}' '{place}'\nmount -o remount,bind,ro '{place}'\ncd '{bench.folder}'"
    if what == "semaphores":
        mounts = "mount -t tmpfs -o ro none /dev/shm"

    told = shut_in(bench, namespace, mounts)

    assert told.returncode == code, told.stderr
    assert "Read-only file system" in told.stderr
    assert "\nHint: " in told.stderr
    bench.check_nothing_is_left()
    bench.check_the_next_run()


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux counts files")
def test_too_few_open_files_are_told_and_32_are_enough(bench: Bench) -> None:
    few = bench.convert(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12)))
    enough = bench.convert(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32)))

    assert (few.returncode, enough.returncode) == (31, 0)
    assert "Hint: Allow more open files" in few.stderr
    bench.check_the_next_run()


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux counts memory")
def test_too_little_memory_is_told_and_leaves_nothing_half_done(bench: Bench) -> None:
    codes = []
    for limit in range(40, 400, 10) if LONG else (60,):
        told = bench.run(*bench.command(), env=bench.environment, preexec_fn=_memory_limit(limit << 20))

        codes.append(told.returncode)
        assert told.returncode in (0, 1, 31, 40, 50), told.stderr  # FFmpeg may give silence then, which the proof finds
        assert told.returncode == 0 or "Hint: " in told.stderr
        bench.check_nothing_is_half_done()
        bench.check_nothing_is_left()
    assert codes[0] == 1
    bench.check_the_next_run()


def test_a_folder_for_temporary_files_with_a_long_name_is_told(bench: Bench, tmp_path: Path) -> None:
    far = tmp_path / ("a" * 100)
    far.mkdir()

    told = bench.convert(env={"TMPDIR": str(far)})

    assert told.returncode == 31
    assert "Hint: Set TMPDIR to a folder with a short name" in told.stderr


def _memory_limit(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))
