"""A show that is edited, built and killed again and again while it is served.

    python tools/soak --articles 300 --minutes 20

What went wrong is listed in the JSON document that it writes, and makes its exit code 1: a byte that no visitor should
have got, a state that contradicts itself, a show that is not as one built from nothing, and whatever is left behind.
Needs Linux.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import BinaryIO
from urllib.parse import urlsplit
from uuid import uuid4

from editing import Editor
from states import Past, Seen, gaps, tree
from system import MARK, cache_size, left_running, usage
from visiting import Visitor

_BUSY, _NOT_FOUND = 60, 10
"""Exit codes: another command is changing the show; an article is gone since it was looked for."""

_LONGEST = 900
_CLEARED_S = 120
"""How old a file may be that a killed build left: the next builds clear it when it is a minute old."""


class Soak:
    """A show, who works at it, and what came of it."""

    def __init__(self, folder: Path, *, articles: int, seed: int) -> None:
        self._show = folder / "show"
        self._cache = folder / "cache"
        self._chance = random.Random(seed)  # noqa: S311 - nothing to guess
        self._mark = uuid4().hex
        self._editor = Editor(self._show, self._command, articles=articles, chance=self._chance)
        self._seen: SimpleQueue[Seen] = SimpleQueue()
        self._past = Past({})
        self._seconds = 1.0
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, seconds: float, *, visitors: int) -> dict[str, object]:
        """Go on for so long, and return figures."""
        self._build_whole()
        first_cache = cache_size(self._cache)
        said = self._show.with_name("server.txt")
        with (
            said.open("wb") as errors,
            self._start("serve", str(self._show), "--port", "0", "--json", to=errors) as server,
        ):
            port = urlsplit(_address(server)).port or 0
            crowd = [Visitor(port, self._past, self._seen, number) for number in range(visitors)]
            for visitor in crowd:
                visitor.start()
            self._turn()
            samples = [usage(server.pid)]
            greeting = said.read_text()
            last = time.monotonic() + seconds
            while time.monotonic() < last:
                self._turn()
                samples.append(usage(server.pid))
            for visitor in crowd:
                visitor.end()
                self.wrong += visitor.troubles
            self._compare()
            self._compare_with_one_from_nothing()
            time.sleep(1)  # the server takes notice of who has gone
            samples.append(usage(server.pid))
            self.wrong += [f"process {pid} was left running" for pid in left_running(self._mark, but=server.pid)]
            self.wrong += [f"the server said: {line}" for line in said.read_text()[len(greeting) :].splitlines()]
            server.send_signal(signal.SIGTERM)
        self.counts.update(f"status {status}" for visitor in crowd for status in visitor.statuses.elements())
        return {
            "counts": dict(sorted(self.counts.items())),
            "edits": dict(self._editor.done),
            "states": self._past.count,
            "server": {"first": samples[0], "last": samples[-1], "most": _most(samples)},
            "cache": {"first": first_cache, "last": cache_size(self._cache)},
            "wrong": self.wrong,
        }

    def _turn(self) -> None:
        """Edit, build in one of four ways, and hold what visitors got against what stood then."""
        for _ in range(self._chance.randint(1, 3)):
            self._editor.edit()
        match self._chance.randrange(4):
            case 0:
                self._build_whole()
            case 1:
                before = self._past.now
                self._build(self._kill)
                left = self._past.now
                self._build_whole()
                if left not in (before, self._past.now):
                    self.wrong.append("a killed build left what is neither the old show nor the new one")
            case 2:
                self._build(self._kill)
                self._editor.edit()
                self._build_whole()
            case _:
                self._build(self._edit_meanwhile)
                self._build_whole()
        self._compare()

    def _build_whole(self) -> None:
        began = time.monotonic()
        self._build()
        self._seconds = max(1.0, time.monotonic() - began)
        left = {path for path in (self._show / ".audioed").iterdir() if path.name not in ("built.json", "lock")}
        parts = {path for path in self._show.rglob(".audioed-*") if time.time() - path.stat().st_mtime > _CLEARED_S}
        fresh = {path for path in left if path.name.startswith(".audioed-")} - parts
        self.wrong += [f"a build left {path.name}" for path in sorted((left | parts) - fresh)]

    def _build(self, meanwhile: "Callable[[subprocess.Popen[bytes]], set[int]] | None" = None) -> None:
        began = time.monotonic()
        with self._start("build", str(self._show)) as process:
            allowed = meanwhile(process) if meanwhile else {0}
            _, said = process.communicate(timeout=_LONGEST)
        if process.returncode not in allowed or b"never should" in said:
            self.wrong.append(f"a build ended with {process.returncode}: {said.decode()}")
        self.counts["builds"] += 1
        public = self._show / "public"
        if public.is_dir():
            self._past.add(tree(public), began=began)
            self.wrong += gaps(public)

    def _kill(self, process: "subprocess.Popen[bytes]") -> set[int]:
        time.sleep(self._chance.uniform(0, self._seconds))
        if self._chance.randrange(2):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        self.counts["kills"] += process.wait() == -signal.SIGKILL
        return {0, -signal.SIGKILL}

    def _edit_meanwhile(self, _process: object) -> set[int]:
        time.sleep(self._chance.uniform(0, self._seconds))
        self._editor.edit()
        return {0, _BUSY, _NOT_FOUND}

    def _compare(self) -> None:
        while not self._seen.empty():
            seen = self._seen.get()
            self.counts[f"answers, {seen.how}"] += 1
            if not self._past.has(seen):
                self.wrong.append(f"a visitor got what was not there: {seen}")

    def _compare_with_one_from_nothing(self) -> None:
        """Build what would be committed, with neither a cache nor a memory."""
        clone = self._show.with_name("clone")
        shutil.copytree(self._show, clone, ignore=shutil.ignore_patterns("public", ".audioed"))
        with self._start("build", str(clone), AUDIOED_CACHE=str(self._cache.with_name("cold"))) as process:
            _, said = process.communicate(timeout=_LONGEST)
        if process.returncode:
            self.wrong.append(f"a build from nothing ended with {process.returncode}: {said.decode()}")
        here, there = self._past.now, tree(clone / "public")
        differing = sorted(path for path in here.keys() | there.keys() if here.get(path) != there.get(path))
        self.wrong += [f"{path} is not as it is when built from nothing" for path in differing]

    def _command(self, *arguments: str) -> bool:
        with self._start(*arguments) as process:
            _, said = process.communicate(timeout=_LONGEST)
        if process.returncode not in (0, _BUSY):
            self.wrong.append(f"{arguments} ended with {process.returncode}: {said.decode()}")
        return process.returncode == _BUSY

    def _start(
        self, *arguments: str, to: int | BinaryIO = subprocess.PIPE, **environment: str
    ) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "audioed", *arguments],
            stdout=subprocess.PIPE,
            stderr=to,
            env={**os.environ, "AUDIOED_CACHE": str(self._cache), MARK: self._mark, **environment},
            start_new_session=True,
        )


def _address(server: "subprocess.Popen[bytes]") -> str:
    """Return what a server says of where it is."""
    written = b""
    while server.stdout and not written.endswith(b"}\n"):
        line = server.stdout.readline()
        if not line:
            raise SystemExit("The server ended before it served.")
        written += line
    return str(json.loads(written)["address"])


def _most(samples: list[dict[str, int]]) -> dict[str, int]:
    return {name: max(sample[name] for sample in samples) for name in samples[0]}


def main() -> int:
    """Run the soak that the command line asks for."""
    parser = argparse.ArgumentParser(description="Edits, builds, kills and serves a show.")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--visitors", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        soak = Soak(Path(folder), articles=asked.articles, seed=asked.seed)
        told = soak.run(asked.minutes * 60, visitors=asked.visitors)
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    return 1 if soak.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
