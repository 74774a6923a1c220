"""An article that is converted while something goes wrong, and what it gives when nothing does."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, Final, TypeAlias

import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]

ARTICLE: Final = """---
title: A river
date: 2024-03-01
language: en-GB
---

It rises in the hills.

## The mouth

People stumble over its stones, and nobody counts its arms.
"""

_IS_LONG = os.environ.get("AUDIOED_LONG") == "1"
_FORMATS = ("mp3,m4b,opus,epub,lpf", "vtt,srt,json,txt,chapters") if _IS_LONG else ("mp3,epub", "vtt")
_ASKED = ("--to", _FORMATS[0], "--also", _FORMATS[1], "--voice", "fault:plain")
_DOCUMENTED = {0, 31, 40, 41, 42, 50, 129, 130, 143}
_INJECTED = Path(__file__).parent / "injected"
_ENTRY = "[audioed.engines]\nfault = fault_engine:FaultEngine\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """A folder with the article, a cache of its own, and the program with the engine that can go wrong."""

    folder: Path
    cache: Path
    environment: Mapping[str, str]
    undisturbed: Mapping[str, str]
    """Digests of the files of an undisturbed conversion, by name."""
    run: Audioed

    def convert(self, *flags: str, env: Mapping[str, str] | None = None, **options: Any) -> CompletedProcess[str]:
        """Convert the article, in the long run to every format, and see that nothing half-done stands there."""
        told = self.run(*self.command(*flags), env={**self.environment, **(env or {})}, **options)
        assert told.returncode in _DOCUMENTED, told.stderr
        assert told.returncode == 0 or "Hint:" in told.stderr or "Stopped." in told.stderr
        self.check_nothing_is_half_done()
        return told

    @staticmethod
    def command(*flags: str) -> tuple[str, ...]:
        """Return the arguments of the conversion."""
        return ("convert", "a.md", *_ASKED, "--jobs", "2", *flags)

    def check_nothing_is_half_done(self) -> None:
        """See that each file under its final name is what an undisturbed conversion gives."""
        standing = digests(self.folder)
        assert standing.items() <= self.undisturbed.items(), standing.keys()

    def check_all_is_there(self) -> None:
        """See that each file of an undisturbed conversion stands there, with its bytes."""
        assert digests(self.folder) == self.undisturbed

    def check_nothing_is_left(self) -> None:
        """See that no unfinished file lies about."""
        assert self._left() == []

    def check_the_next_run(self) -> None:
        """See that an undisturbed run ends as if nothing had been, and clears what was left an hour ago."""
        past = time.time() - 2 * 3600
        for path in self._left():
            os.utime(path, (past, past))
        told = self.convert()
        assert told.returncode == 0, told.stderr
        self.check_all_is_there()
        self.check_nothing_is_left()

    def _left(self) -> list[Path]:
        return [*self.folder.glob(".*"), *self.cache.rglob("*~")]


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of a folder's files by name, without the source and what is hidden."""
    files = (path for path in folder.iterdir() if path.is_file() and path.name[0] != "." and path.suffix != ".md")
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Let the program, and its workers, find the engine as one that is installed."""
    installed = tmp_path_factory.mktemp("installed")
    about = installed / "fault_engine-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: fault-engine\nVersion: 1\n")
    (about / "entry_points.txt").write_text(_ENTRY)
    paths = (str(_INJECTED), str(installed), os.environ.get("PYTHONPATH", ""))
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


@pytest.fixture(scope="session")
def undisturbed(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the article gives when nothing goes wrong."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "a.md").write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-m", "audioed", *Bench.command()]
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True, timeout=120)
    return digests(folder)


@pytest.fixture
def bench(
    audioed: Audioed, folder: Path, tmp_path: Path, environment: dict[str, str], undisturbed: dict[str, str]
) -> Bench:
    """The article in the working folder, and nothing in its cache."""
    (folder / "a.md").write_text(ARTICLE, encoding="utf-8")
    cache = tmp_path / "cache"
    own = {**environment, "AUDIOED_CACHE": str(cache)}
    return Bench(folder=folder, cache=cache, environment=own, undisturbed=undisturbed, run=audioed)
