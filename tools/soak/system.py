"""What the system holds for us: processes, memory, open files, bytes on the disk."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

MARK: Final = "AUDIOED_SOAK"
"""In the environment of all that the soak starts, so that what is left of it is found."""

_PATIENCE = 30.0
"""Seconds in which workers must have noticed that theirs is gone."""


def usage(pid: int) -> dict[str, int]:
    """Return what a process uses: resident kilobytes, threads, open files."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = {name: re.findall(rf"^{key}:\s+(\d+)", status, re.MULTILINE)[0] for name, key in _STATUS.items()}
    return {
        **{name: int(value) for name, value in found.items()},
        "files": len(list(Path(f"/proc/{pid}/fd").iterdir())),
    }


_STATUS = {"kilobytes": "VmRSS", "threads": "Threads"}


def left_running(mark: str, *, but: int) -> list[int]:
    """Return the processes that bear a mark and don't end by themselves."""
    last = time.monotonic() + _PATIENCE
    while (found := [pid for pid in _marked(mark) if pid != but]) and time.monotonic() < last:
        time.sleep(0.1)
    return found


def _marked(mark: str) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}\0".encode() in (folder / "environ").read_bytes():
                yield int(folder.name)


def cache_size(folder: Path) -> dict[str, int]:
    """Return what a cache holds, and how much of that killed processes left half written."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    unfinished = sum(path.name.endswith("~") for path in files)
    return {"files": len(files), "bytes": sum(path.stat().st_size for path in files), "unfinished": unfinished}
