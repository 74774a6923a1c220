"""Who is at work on a cache: a file that each build holds locked while it runs.

The lock is the system's, so it goes when the process does, however that ends.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":  # pragma: no cover - no test machine has it
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def announced(folder: Path) -> Iterator[None]:
    """Show, as long as the context lasts, that this build is running."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, marker = _create_locked(folder)
    try:
        yield
    finally:
        os.close(descriptor)
        with suppress(FileNotFoundError):
            marker.unlink()


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold a file locked as long as the context lasts; yield whether that worked, or somebody else holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            _lock(descriptor)
        except BlockingIOError:
            yield False
        except OSError:  # a file system without locks
            yield True
        else:
            yield True
    finally:
        os.close(descriptor)


def oldest_start(folder: Path) -> int | None:
    """Return when the first of the running builds began, in nanoseconds of file time; None where there is none.

    Marks of builds that are no more are removed.
    """
    starts = []
    for marker in folder.glob("*"):
        with suppress(FileNotFoundError):
            if _is_held(marker):
                starts.append(marker.stat().st_mtime_ns)
            else:
                marker.unlink()
    return min(starts, default=None)


def _create_locked(folder: Path) -> tuple[int, Path]:
    while True:
        marker = folder / os.urandom(8).hex()
        descriptor = os.open(marker, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        with suppress(OSError):  # a file system without locks: the mark counts as held by whoever looks
            _lock(descriptor)
        if marker.exists():
            return descriptor, marker
        os.close(descriptor)  # somebody took it for abandoned between the two calls


def _is_held(marker: Path) -> bool:
    descriptor = os.open(marker, os.O_RDWR)
    try:
        _lock(descriptor)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
