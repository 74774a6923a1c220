"""Files that appear whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from audioed.errors import OutputError

_HINTS = {
    errno.ENOSPC: "Free some space, or write to another disk with -o.",
    errno.EDQUOT: "Free some of your quota, or write to another disk with -o.",
    errno.EACCES: "Choose a folder that you may write to with -o.",
    errno.EPERM: "Choose a folder that you may write to with -o.",
    errno.EROFS: "This disk is read-only: choose another with -o.",
    errno.ENOENT: "Make the folder first, or choose another with -o.",
    errno.ENOTDIR: "Choose another folder with -o.",
    errno.EISDIR: "Name a file, or end the name with / to write into the folder.",
    errno.ENAMETOOLONG: "Choose a shorter name with -o.",
}


UNFINISHED = ".part"
"""How the name of a file ends that a killed process may leave; it begins with ".audioed-"."""


class Hash(Protocol):
    """Something that digests bytes, such as hashlib's objects."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Take in the next bytes."""
        ...


def write_atomically(path: Path, chunks: Iterable[bytes | memoryview], *, digest: Hash | None = None) -> int:
    """Write a file that is whole, or leave everything as it was.

    The content is on the disk before the name points to it. On Linux it has no name until then, so that not even a
    killed process leaves a part behind; elsewhere, or where the file system can't do that, it grows under a hidden name
    beside the file. A symbolic link is followed; a device or a pipe is written straight to.

    Args:
        path: The file; one that is there is replaced at the end, at once, and keeps its permissions.
        chunks: The content; an error it raises ends the writing and goes on to the caller.
        digest: Takes in what is written.

    Returns:
        How many bytes were written.

    Raises:
        OutputError: the file can't be written: no space, no permission, no such folder …
    """
    with _translated(path):
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
    if mode is None or stat.S_ISREG(mode):
        return _replace(target, chunks, digest, mode)
    with _translated(path):
        file = target.open("wb", buffering=0)
    with file:
        return _write(path, file.fileno(), chunks, digest)


def _replace(target: Path, chunks: Iterable[bytes | memoryview], digest: Hash | None, mode: int | None) -> int:
    hidden = target.with_name(f".audioed-{os.urandom(8).hex()}{UNFINISHED}")
    with _translated(target):
        descriptor, is_named = _create(hidden)
    try:
        try:
            written = _write(target, descriptor, chunks, digest)
            with _translated(target):
                os.fsync(descriptor)
                if not is_named:
                    # Any src_dir_fd: without one Python calls link(2), which follows no symbolic link.
                    os.link(f"/proc/self/fd/{descriptor}", hidden, src_dir_fd=descriptor, follow_symlinks=True)
        finally:
            os.close(descriptor)
        with _translated(target):
            if mode is not None:
                hidden.chmod(stat.S_IMODE(mode))
            hidden.replace(target)
    except BaseException:
        with suppress(OSError):
            hidden.unlink()
        raise
    return written


def _create(hidden: Path) -> tuple[int, bool]:
    """Open a file for writing; without a name where the system can do that, else as `hidden`."""
    nameless = getattr(os, "O_TMPFILE", 0)
    if nameless and Path("/proc/self/fd").is_dir():
        with suppress(OSError):
            return os.open(hidden.parent, nameless | os.O_WRONLY, 0o666), False
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(hidden, flags, 0o666), True


def _write(path: Path, descriptor: int, chunks: Iterable[bytes | memoryview], digest: Hash | None) -> int:
    written = 0
    for chunk in chunks:
        with _translated(path):
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        if digest is not None:
            digest.update(chunk)
        written += len(chunk)
    return written


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"can't write {path}: {error.strerror}", hint=hint_for(error)) from error


def hint_for(error: OSError) -> str:
    """Return what to do about a file that can't be written."""
    return _HINTS.get(error.errno or 0, "Choose another place with -o.")
