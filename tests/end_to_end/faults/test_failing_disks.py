"""A disk that fills, wherever in a run it does, costs a clear error and no file."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, Protocol

import pytest

LONG = os.environ.get("AUDIOED_LONG") == "1"

ON_A_SMALL_DISK = """
import hashlib, json, os, pathlib, subprocess, sys

place, size, out = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
place.mkdir(exist_ok=True)

def mount(options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", place], check=True)

def convert():
    done = subprocess.run([sys.executable, "-m", "audioed", *sys.argv[4:]], capture_output=True, text=True)
    names = [path for path in out.rglob("*") if path.is_file()] if out.exists() else []
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in names}
    left = [str(path) for path in place.rglob("*") if path.name.endswith(("~", ".part", ".unproven"))]
    return {"code": done.returncode, "said": done.stderr, "files": files, "left": left}

mount(f"size={size}k")
full = convert()
mount("remount,size=99m")
print(json.dumps([full, convert()]))
"""
"""Mounts a disk of so many kilobytes, converts, makes it large, and converts again."""


class Bench(Protocol):
    """As the fixture gives it."""

    folder: Path
    cache: Path
    environment: dict[str, str]
    undisturbed: dict[str, str]
    convert: Callable[..., CompletedProcess[str]]
    command: Callable[..., Sequence[str]]
    check_nothing_is_left: Callable[[], None]
    check_the_next_run: Callable[[], None]


@pytest.fixture
def fresh(bench: Bench) -> Callable[[], Bench]:
    """Take the bench back to where nothing is converted."""

    def fresh() -> Bench:
        for folder in (bench.folder, bench.cache):
            for path in sorted(folder.rglob("*"), reverse=True):
                if path.is_dir():
                    path.rmdir()
                elif path.suffix != ".md":
                    path.unlink()
        return bench

    return fresh


def spread(total: int, count: int) -> Iterator[int]:
    """Yield so many of the steps 1 to `total`, evenly; all of them in the long run."""
    count = total if LONG else min(count, total)
    yield from (total - total * number // count for number in range(count))


@pytest.mark.parametrize("kind", ["ENOSPC", "EDQUOT", "EROFS"] if LONG else ["ENOSPC"])
def test_a_disk_that_takes_no_more_from_any_step_on_is_told_and_nothing_is_lost(
    fresh: Callable[[], Bench], tmp_path: Path, kind: str
) -> None:
    counted = tmp_path / "counted"
    bench = fresh()
    bench.convert(env={"AUDIOED_TEST_FAULT": f"{kind}:0:{counted}:{tmp_path}"})

    for step in spread(counted.stat().st_size, 4):
        bench = fresh()
        notes = tmp_path / f"notes-{step}"
        told = bench.convert("--jobs", "1", env={"AUDIOED_TEST_FAULT": f"{kind}:{step}:{notes}:{tmp_path}"})

        is_told = "can't be started" in told.stderr and "TMPDIR" in told.stderr
        assert told.returncode in (0, 41, 42) or (told.returncode == 31 and is_told), told.stderr
        bench.check_nothing_is_left()
        bench.check_the_next_run()


def test_a_file_that_may_not_grow_is_told_and_nothing_is_lost(fresh: Callable[[], Bench]) -> None:
    for limit in range(500, 260_000, 2_500) if LONG else (6_000, 60_000):
        bench = fresh()
        told = bench.convert(preexec_fn=_file_limit(limit))

        assert told.returncode in (0, 41, 42), told.stderr
        bench.check_nothing_is_left()
        bench.check_the_next_run()


@pytest.mark.parametrize("what", ["output", "cache"])
def test_a_small_disk_is_told_and_serves_once_it_is_larger(
    bench: Bench, tmp_path: Path, needs: Callable[..., None], what: str
) -> None:
    needs("unshare", "mount")
    if subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("the system lets nobody mount a disk of their own")
    place = tmp_path / "disk"
    out = place if what == "output" else bench.folder / "out"
    environment = {**os.environ, **bench.environment, **({"AUDIOED_CACHE": str(place)} if what == "cache" else {})}
    seen = set()

    for size in range(16, 1200, 32) if LONG else (64, 360):
        driver = [sys.executable, "-c", ON_A_SMALL_DISK, str(place), str(size), str(out)]
        command = ["unshare", "-rm", *driver, *bench.command("-o", f"{out}/")]
        done = subprocess.run(command, cwd=bench.folder, env=environment, capture_output=True, check=False, timeout=240)
        full, large = json.loads(done.stdout)

        assert full["code"] in (0, 41, 42), full["said"]
        assert full["code"] == 0 or "space" in full["said"].partition("Hint: ")[2], full["said"]
        assert "Traceback" not in full["said"]
        assert full["files"].items() <= bench.undisturbed.items() or what == "cache"
        assert full["left"] == []
        assert large["code"] == 0, large["said"]
        assert large["files"].items() >= bench.undisturbed.items()
        seen.add(full["code"])
        for path in out.glob("*"):
            path.unlink()
    assert len(seen) > 1 or not LONG


def _file_limit(size: int) -> Callable[[], Any]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
