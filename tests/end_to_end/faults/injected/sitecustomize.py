"""Lets the disk fail or the process be killed at a step: Python imports this module when it starts, workers' too.

`AUDIOED_TEST_FAULT` is "KIND:STEP:NOTES:ROOT". Each time when something below ROOT is about to be changed, a byte goes
to NOTES. At the STEP-th the process is killed (KIND "kill"), or from then on nothing can be made there (KIND "ENOSPC"
and the like). Step 0 counts alone.

`AUDIOED_TEST_CLOCK` names a file in which stands by how many seconds the clock is wrong; it is read each time.
"""

import errno
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

_MAKING = {"os.link", "os.mkdir", "os.rename"}
_CHANGING = {*_MAKING, "os.remove", "os.rmdir", "os.utime"}


def _arm(kind: str, step: int, notes: str, root: str) -> None:
    counter = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    counted = _CHANGING if kind == "kill" else _MAKING

    def before(event: str, arguments: tuple[Any, ...]) -> None:
        is_writing = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if not (is_writing or event in counted) or not any(map(is_inside, arguments)):
            return
        os.write(counter, b".")
        here = os.lseek(counter, 0, os.SEEK_CUR)
        if kind == "kill" and here == step:
            os.kill(os.getpid(), signal.SIGKILL)
        if kind != "kill" and 0 < step <= here:
            number = getattr(errno, kind)
            raise OSError(number, os.strerror(number))

    def is_inside(argument: object) -> bool:
        return isinstance(argument, str | os.PathLike) and os.path.abspath(argument).startswith(root)  # noqa: PTH100 - pathlib opens nothing, but is slow here

    sys.addaudithook(before)


def _set_wrong(offset: Path) -> None:
    right = time.time

    def wrong() -> float:
        return right() + int(offset.read_text())

    time.time, time.time_ns = wrong, lambda: int(wrong() * 10**9)


if _clock := os.environ.get("AUDIOED_TEST_CLOCK"):
    _set_wrong(Path(_clock))
if _fault := os.environ.get("AUDIOED_TEST_FAULT"):
    _kind, _step, _notes, _root = _fault.split(":")
    _arm(_kind, int(_step), _notes, _root)
