"""Runs audioed as a user does, within limits of time and memory."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "linux":
    import resource

_REFUSALS = frozenset({3, 10, 11})
"""What audioed ends with where it says clearly what of a page can't be read. Source: docs/exit-codes.md."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a command may take."""

    seconds: float
    megabytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """What became of a command."""

    code: int
    """Its exit code; of a command that a signal ended, the signal's number made negative."""
    out: str
    said: str
    """Standard error."""
    seconds: float
    megabytes: float
    """The most memory that it held; 0 where that can't be told."""
    is_late: bool = False
    """Whether it was ended because it took too long."""

    @property
    def is_refusal(self) -> bool:
        """Whether it stopped by a clear error for which the page is the reason."""
        return self.code in _REFUSALS and "Error: " in self.said and "Traceback" not in self.said

    @property
    def message(self) -> str:
        """What it said of why it stopped, on one line."""
        if self.is_late:
            return f"still at work after {self.seconds:.0f} s"
        if self.code < 0:
            return f"ended by signal {-self.code}"
        lines = [line for line in self.said.splitlines() if line.strip()]
        errors = [line for line in lines if line.startswith("Error: ")]
        return f"exit code {self.code}: {(errors or lines or ['it said nothing'])[-1].removeprefix('Error: ')}"


def run_audioed(arguments: Sequence[str], limits: Limits, cache: Path) -> Ran:
    """Run a command of audioed and wait for its end."""
    command = [sys.executable, "-m", "audioed", *arguments]
    environment = {**os.environ, "AUDIOED_CACHE": str(cache), "PYTHONUTF8": "1"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment, start_new_session=True
        )
        _limit(process, limits)
        code, megabytes, is_late = _wait(process, began + limits.seconds)
        seconds = time.monotonic() - began
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return Ran(code=code, out=texts[0], said=texts[1], seconds=seconds, megabytes=megabytes, is_late=is_late)


def _limit(process: "subprocess.Popen[bytes]", limits: Limits) -> None:
    if sys.platform == "linux":
        most = limits.megabytes * 1_000_000
        try:
            resource.prlimit(process.pid, resource.RLIMIT_AS, (most, most))
        except ProcessLookupError:  # it has ended already
            return


def _wait(process: "subprocess.Popen[bytes]", until: float) -> tuple[int, float, bool]:
    """Wait for a process; return its exit code, its memory in MB, and whether it had to be ended."""
    if sys.platform == "win32":
        try:
            return process.wait(max(0.0, until - time.monotonic())), 0.0, False
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait(), 0.0, True
    is_late = False
    while True:
        ended, status, usage = os.wait4(process.pid, 0 if is_late else os.WNOHANG)
        if ended:
            break
        if time.monotonic() > until:
            is_late = True
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(0.01)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3), is_late
