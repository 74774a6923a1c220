"""Two folders that change places at once."""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""linux/fs.h, for renameat2(2)."""

_RENAME_SWAP = 2
"""sys/stdio.h of macOS, for renamex_np(2)."""


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change places.

    Linux and macOS do it in one step, so that at every moment each name leads to one of the two. Elsewhere, and on file
    systems that can't, `other` is without a folder for the time between two renames; where that is cut short, `restore`
    puts it back.

    Raises:
        OSError: one isn't there, or they can't be moved.
    """
    swap = _swap()
    if swap is None or not swap(os.fsencode(one), os.fsencode(other)):
        aside = _aside(one)
        try:
            other.rename(aside)
            one.rename(other)
        except BaseException:
            restore(one, other)
            raise
        aside.rename(one)


def restore(one: Path, other: Path) -> None:
    """Put back the folder that an exchange left without its name, if the process was stopped between two renames.

    Args:
        one: As for `exchange`.
        other: As for `exchange`.

    Raises:
        OSError: it can't be moved.
    """
    aside = _aside(one)
    if aside.exists() and not other.exists():
        aside.rename(other)


def _aside(one: Path) -> Path:
    return one.with_name(f"{one.name}.aside")


def _swap() -> Callable[[bytes, bytes], bool] | None:
    """Return the system's own way, which answers whether it worked."""
    library = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    if renameat2 := getattr(library, "renameat2", None):
        return lambda one, other: renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE) == 0
    if renamex_np := getattr(library, "renamex_np", None):  # pragma: no cover - macOS alone
        return lambda one, other: renamex_np(one, other, _RENAME_SWAP) == 0
    return None  # pragma: no cover - Windows alone
