"""Finished work, found by the hash of what went into it."""

import errno
import os
import re
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audioed.errors import StoreError
from audioed.store.running import announced, oldest_start

_TAG = "CACHEDIR.TAG"
# The first line is the standard's: https://bford.info/cachedir/
_TAG_CONTENT = b"""Signature: 8a477f597d28d172789f06886806bc55
# Sound that audioed made and can make again. It is safe to delete this folder.
"""
_MAGIC = b"audioed1"
_HEAD_SIZE = len(_MAGIC) + 4
_RUNNING = "running"
_KEY = re.compile(r"[0-9a-z]{8,128}(\.[0-9a-z]+)?")
_PART = "~"
_putting = threading.Lock()
_ABANDONED_NS = 3600 * 10**9
"""A put takes milliseconds; what is still unfinished after an hour never will be."""


def stop_putting(wait_s: float) -> None:
    """Let this process, which is about to end, put no entry any more, and finish the one that it is putting."""
    _putting.acquire(timeout=wait_s)


@dataclass(frozen=True, kw_only=True, slots=True)
class Info:
    """What a store holds."""

    folder: Path
    entries: int
    bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    path: Path
    size: int
    used_ns: int


class Store:
    """A folder of entries by key, safe to use from several processes and builds at once, and safe to delete.

    An entry is a file of its own that appears whole or not at all. Its head holds the CRC-32 of the rest: one that was
    damaged, or can't be read, is taken for missing, and removed. Its modification time says when it was last used.

    A key is a hash in hex, with a suffix after a dot where several things are kept of the same work.

    Args:
        folder: Made when the first entry is put.
        limit_bytes: How much `prune` leaves.
    """

    def __init__(self, folder: Path, *, limit_bytes: int = 2_000_000_000) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes
        self._is_ready = False

    def has(self, key: str) -> bool:
        """Whether there is an entry, damaged or not. To count on it later, `touch` it."""
        return self._path(key).exists()

    def touch(self, key: str) -> bool:
        """Keep an entry from being evicted while this build runs, and say whether it is there."""
        with self._translated("use"):
            try:
                os.utime(self._path(key))
            except (FileNotFoundError, NotADirectoryError):
                return False
        return True

    def get(self, key: str) -> bytes | None:
        """Return an entry's content; None where there is none or it was damaged: make it anew and put it.

        Raises:
            StoreError: the folder can't be read.
        """
        path = self._path(key)
        with self._translated("read"):
            try:
                with path.open("rb", buffering=0) as file:
                    head = file.read(_HEAD_SIZE)
                    content = file.read()
            except (FileNotFoundError, NotADirectoryError):
                return None
            except (IsADirectoryError, PermissionError):
                _remove(path)
                return None
            if head != _head(content):
                _remove(path)
                return None
            with suppress(FileNotFoundError):
                os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry, in place of any that has the key.

        Raises:
            StoreError: the folder can't be written to, or the disk is full.
        """
        path = self._path(key)
        part = path.with_name(f"{key}.{os.urandom(8).hex()}{_PART}")  # which no key looks like
        with _putting, self._translated("write to"):
            self._make_ready()
            try:
                with self._new_file(part) as file:
                    file.write(_head(content))
                    file.write(content)
                part.replace(path)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep what is put, got or touched while the context lasts from being evicted, by any process.

        Raises:
            StoreError: the folder can't be written to.
        """
        mark: AbstractContextManager[None] = announced(self.folder / _RUNNING)
        with self._translated("write to"):
            self._make_ready()
            mark.__enter__()
        try:
            yield
        finally:
            with self._translated("write to"):
                mark.__exit__(None, None, None)

    def prune(self, limit_bytes: int | None = None) -> int:
        """Remove the entries not used for longest until the rest fits, save those that a running build has used.

        What a process left unfinished when it was killed is removed too.

        Args:
            limit_bytes: Instead of the store's own.

        Returns:
            How many bytes were freed.

        Raises:
            StoreError: the folder can't be read or written to.
        """
        limit = self.limit_bytes if limit_bytes is None else limit_bytes
        freed = 0
        with self._translated("prune"):
            self._remove_abandoned()
            pinned_from = oldest_start(self.folder / _RUNNING)
            entries = list(self._entries())
            excess = sum(entry.size for entry in entries) - limit
            for entry in sorted(entries, key=lambda entry: entry.used_ns):
                if excess <= 0 or (pinned_from is not None and entry.used_ns >= pinned_from):
                    break
                excess -= entry.size
                with suppress(FileNotFoundError):  # another process prunes too
                    if entry.path.stat().st_mtime_ns == entry.used_ns:
                        entry.path.unlink()
                        freed += entry.size
        return freed

    def info(self) -> Info:
        """Count what is there.

        Raises:
            StoreError: the folder can't be read.
        """
        with self._translated("read"):
            sizes = [entry.size for entry in self._entries()]
        return Info(folder=self.folder, entries=len(sizes), bytes=sum(sizes))

    def clear(self) -> int:
        """Remove every entry, and say how many bytes were freed.

        Raises:
            StoreError: the folder is not a cache of ours, a build is running, or it can't be written to.
        """
        if not self.folder.exists():
            return 0
        with self._translated("clear"):
            if not self._is_ours():
                raise StoreError(
                    f"{self.folder} is not a cache of audioed's: it has no {_TAG} of ours",
                    hint="Set AUDIOED_CACHE to the cache's folder.",
                )
            if oldest_start(self.folder / _RUNNING) is not None:
                raise StoreError(f"a build is using the cache {self.folder}", hint="Try again when it is done.")
            self._remove_abandoned(before_ns=time.time_ns())
        return self.prune(0)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return self.folder / key[:2] / key

    def _entries(self) -> Iterator[_Entry]:
        for file in self._files():
            if not file.name.endswith(_PART):
                with suppress(FileNotFoundError):
                    status = file.stat()
                    yield _Entry(path=Path(file.path), size=status.st_size, used_ns=status.st_mtime_ns)

    def _files(self) -> Iterator[os.DirEntry[str]]:
        """Whatever lies in a folder of two characters."""
        if not self.folder.exists():
            return
        with os.scandir(self.folder) as shelves:
            names = [shelf.path for shelf in shelves if len(shelf.name) == 2 and shelf.is_dir(follow_symlinks=False)]
        for name in sorted(names):
            with os.scandir(name) as files:
                yield from files

    def _remove_abandoned(self, *, before_ns: int | None = None) -> None:
        latest = time.time_ns() - _ABANDONED_NS if before_ns is None else before_ns
        for file in self._files():
            if file.name.endswith(_PART):
                with suppress(FileNotFoundError):
                    if file.stat().st_mtime_ns <= latest:
                        Path(file.path).unlink()

    def _make_ready(self) -> None:
        """Make the folder with its tag; refuse one that somebody uses for something else."""
        if self._is_ready:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        tag = self.folder / _TAG
        if not tag.exists() and any(self.folder.iterdir()) and not tag.exists():
            raise StoreError(
                f"{self.folder} is not empty and not a cache: it has no {_TAG}",
                hint="Set AUDIOED_CACHE to an empty folder or one that is not there yet.",
            )
        if not tag.exists() or tag.stat().st_size == 0:
            tag.write_bytes(_TAG_CONTENT)
        self._is_ready = True

    def _new_file(self, path: Path) -> BinaryIO:
        """Open a file that isn't there, in a folder that is made if need be: somebody may have removed it meanwhile."""
        try:
            return path.open("xb")
        except FileNotFoundError:
            self._is_ready = False
            self._make_ready()
            path.parent.mkdir(exist_ok=True)
            return path.open("xb")

    def _is_ours(self) -> bool:
        with suppress(FileNotFoundError):
            return (self.folder / _TAG).read_bytes() == _TAG_CONTENT
        return False

    @contextmanager
    def _translated(self, verb: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            what = error.filename if error.errno == errno.ENOTEMPTY else self.folder
            raise StoreError(
                f"can't {verb} the cache {what}: {error.strerror}",
                hint="Free some space with `audioed cache clear`, or set AUDIOED_CACHE to a folder on another disk."
                if is_full
                else "Set AUDIOED_CACHE to a folder that you may write to.",
            ) from error


def default_folder() -> Path:
    """Return the cache's folder: AUDIOED_CACHE, else the system's place for caches."""
    chosen = os.environ.get("AUDIOED_CACHE")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - 10 ms that whoever sets AUDIOED_CACHE is spared

    return platformdirs.user_cache_path("audioed")


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()


def _head(content: bytes) -> bytes:
    return _MAGIC + zlib.crc32(content).to_bytes(4, "big")
