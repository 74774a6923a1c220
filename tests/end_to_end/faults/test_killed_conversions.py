"""A conversion that is stopped or killed leaves whole files or none, and the next one ends as if nothing had been."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol, TypeAlias

import pytest

LONG = os.environ.get("AUDIOED_LONG") == "1"
MOMENTS = 200 if LONG else 2
STEPS = 1000 if LONG else 2

Start: TypeAlias = Callable[..., "subprocess.Popen[bytes]"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


class Bench(Protocol):
    """As the fixture gives it."""

    folder: Path
    cache: Path
    environment: dict[str, str]
    run: Callable[..., CompletedProcess[str]]
    command: Callable[..., Sequence[str]]
    check_nothing_is_half_done: Callable[[], None]
    check_nothing_is_left: Callable[[], None]
    check_the_next_run: Callable[[], None]


def test_killed_at_any_step_it_leaves_whole_files_and_the_next_run_clears_up(bench: Bench, tmp_path: Path) -> None:
    counted = tmp_path / "counted"
    _run(bench, f"kill:0:{counted}:{tmp_path}")
    steps = counted.stat().st_size
    assert steps > 30

    for step in range(steps, 0, -max(1, steps // STEPS)):
        _begin_anew(bench)
        code = _run(bench, f"kill:{step}:{tmp_path / f'notes-{step}'}:{tmp_path}")

        assert code in (-signal.SIGKILL, 0), code
        bench.check_nothing_is_half_done()
        bench.check_the_next_run()


@pytest.mark.parametrize("with_workers", [False, True], ids=["alone", "with its workers"])
def test_killed_at_any_moment_it_leaves_whole_files_and_the_next_run_clears_up(
    bench: Bench, start: Start, *, with_workers: bool
) -> None:
    for moment in _moments(bench, MOMENTS // 2):
        _begin_anew(bench)
        with start(*bench.command(), env=bench.environment, start_new_session=True) as process:
            time.sleep(moment)
            if with_workers:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.communicate(timeout=60)

        bench.check_nothing_is_half_done()
        _see_them_end(process.pid)
        bench.check_the_next_run()


ENDINGS = [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)]


@pytest.mark.parametrize(("number", "code"), ENDINGS if LONG else ENDINGS[:1])
def test_stopped_at_any_moment_it_leaves_nothing_behind(
    bench: Bench, start: Start, number: signal.Signals, code: int
) -> None:
    environment = {**bench.environment, "PYTHONWARNINGS": "default"}  # an import that is broken off leaves files open
    for moment in _moments(bench, 30 if LONG else 1):
        _begin_anew(bench)
        with start(*bench.command(), env=environment, start_new_session=True) as process:
            time.sleep(moment)
            process.send_signal(number)
            _, err = process.communicate(timeout=60)

        assert process.returncode in (0, code, -number), err  # the last: before any of our code runs
        assert b"Traceback" not in err or process.returncode == -number, err
        bench.check_nothing_is_half_done()
        bench.check_nothing_is_left()
        _see_them_end(process.pid)
        bench.check_the_next_run()


@pytest.mark.parametrize("which", ["worker", "server"])
def test_a_process_of_the_workers_that_is_killed_costs_nothing(bench: Bench, start: Start, which: str) -> None:
    text = "\n\n".join(f"The river has {number} arms, and all of them end." for number in range(300 if LONG else 60))
    (bench.folder / "long.md").write_text(text, encoding="utf-8")
    flags = ("convert", "long.md", "--voice", "fault:plain", "--jobs", "2")
    bench.run(*flags, "-o", "whole.mp3", env={**bench.environment, "AUDIOED_CACHE": f"{bench.cache}-whole"})

    for least in range(2, 270 if LONG else 3, 9):
        with start(*flags, env=bench.environment, start_new_session=True) as process:
            _until_there_are(least, bench.cache)
            victims = [pid for pid, kind in _family(process.pid) if kind == which]
            for pid in victims[:1]:
                os.kill(pid, signal.SIGKILL)
            _, err = process.communicate(timeout=120)

        assert process.returncode == 0, err
        assert victims
        assert b"Traceback" not in err, err
        assert (bench.folder / "long.mp3").read_bytes() == (bench.folder / "whole.mp3").read_bytes()
        (bench.folder / "long.mp3").unlink()
        shutil.rmtree(bench.cache)


def test_two_at_once_make_the_same_files_in_the_same_place(bench: Bench, start: Start) -> None:
    for _ in range(20 if LONG else 1):
        _begin_anew(bench)
        running = [start(*bench.command(), env=bench.environment) for _ in range(2)]
        said = [process.communicate(timeout=120) for process in running]

        assert [process.returncode for process in running] == [0, 0], said
        bench.check_nothing_is_left()
        bench.check_the_next_run()


def test_a_reader_who_leaves_costs_no_file(bench: Bench) -> None:
    shell = f"{sys.executable} -m audioed {' '.join(bench.command())} | true"

    done = subprocess.run(
        ["sh", "-c", shell], cwd=bench.folder, env={**os.environ, **bench.environment}, capture_output=True, check=False
    )

    assert b"Error" not in done.stderr
    bench.check_nothing_is_half_done()
    bench.check_nothing_is_left()
    bench.check_the_next_run()


def _until_there_are(least: int, cache: Path) -> None:
    _until(lambda: len(list(cache.glob("??/*.facts"))) >= least)


def _begin_anew(bench: Bench) -> None:
    shutil.rmtree(bench.cache, ignore_errors=True)
    for path in bench.folder.iterdir():
        if path.suffix != ".md":
            path.unlink()


def _run(bench: Bench, fault: str) -> int:
    command = [sys.executable, "-m", "audioed", *bench.command("--jobs", "1")]
    environment = {**os.environ, **bench.environment, "AUDIOED_TEST_FAULT": fault}
    return subprocess.run(
        command, cwd=bench.folder, env=environment, capture_output=True, check=False, timeout=120
    ).returncode


def _moments(bench: Bench, count: int) -> Iterator[float]:
    """Yield random moments, each in its own part of a run's length."""
    began = time.monotonic()
    bench.run(*bench.command(), env=bench.environment)
    length = time.monotonic() - began
    chance = random.Random(1)  # noqa: S311 - no secret
    yield from (length * (number + chance.random()) / count for number in range(count))


def _family(leader: int) -> list[tuple[int, str]]:
    """Return the processes of a session that still are there, and what each is."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            status = (path / "stat").read_text().rpartition(")")[2].split()
            command = (path / "cmdline").read_text()
        except OSError:
            continue
        state, parent, session = status[0], int(status[1]), int(status[3])
        if session == leader and state != "Z":
            found[int(path.name)] = (parent, command)
    servers = {pid for pid, (parent, command) in found.items() if parent == leader and "forkserver" in command}
    kinds = {leader: "main", **dict.fromkeys(servers, "server")}
    workers = {pid: "worker" for pid, (parent, _) in found.items() if parent in servers}
    return [(pid, (kinds | workers).get(pid, "other")) for pid in found]


def _see_them_end(leader: int) -> None:
    _until(lambda: not _family(leader))


def _until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "waited for 30 seconds"
        time.sleep(0.02)
