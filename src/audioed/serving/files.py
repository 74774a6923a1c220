"""A published file, opened: from here on it is the same one, whatever becomes of the folder."""

import asyncio
import hashlib
import os
import time
from dataclasses import dataclass
from functools import partial
from io import BytesIO, FileIO
from pathlib import Path
from typing import TypeAlias

from audioed.media_types import HEAD_SIZE, media_type
from audioed.serving.finding import UnavailableError, translated
from audioed.serving.keeping import Kept

_State: TypeAlias = tuple[int, int, int, int, int]
"""Of a file: while it is the same, so are its bytes."""

_SETTLED_NS = 50_000_000
"""Several writes within a tick of the system's clock leave a file's times alike."""

_TRIES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What must be read to be known."""

    digest: str
    """Of all bytes."""
    type: str
    """Media type."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedFile:
    """An open file and what is known of it."""

    path: Path
    stream: FileIO
    size: int
    modified: int
    """Seconds since 1970; never later than now, as RFC 9110, section 8.8.2.1, wants of Last-Modified."""
    facts: Facts

    def content(self) -> bytes:
        """Return all bytes."""
        self.stream.seek(0)
        return self.stream.read()


class Files:
    """Opens published files, and remembers what was read of them.

    Their digests, not their times, make the validators: a show that is built anew, or copied to another folder, keeps
    the validator of every file whose bytes are the same, and no other.
    """

    def __init__(self) -> None:
        self._facts = Kept[_State, Facts](limit=10_000)

    async def open(self, path: Path) -> PublishedFile:
        """Open a file; whoever calls closes the stream.

        Raises:
            AbsentError: it is gone.
            UnavailableError: it can't be read now, or somebody is writing to it.
        """
        for _ in range(_TRIES):
            try:
                stream = FileIO(path)
            except OSError as error:
                raise translated(error) from error
            try:
                return await self._known(path, stream)
            except OSError as error:
                stream.close()
                raise translated(error) from error
            except _ChangedError:
                stream.close()
            except asyncio.CancelledError:
                stream.close()
                raise
        raise UnavailableError(f"{path} is being written to")

    async def _known(self, path: Path, stream: FileIO) -> PublishedFile:
        status = os.fstat(stream.fileno())
        state = _state(status)
        facts = await self._facts.get(state, partial(_read, path, state))
        if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < _SETTLED_NS:
            self._facts.drop(state)
        modified = int(min(status.st_mtime, time.time()))
        return PublishedFile(path=path, stream=stream, size=status.st_size, modified=modified, facts=facts)


class _ChangedError(Exception):
    """A file is not any more what it was when it was opened."""


def digest_of(stream: FileIO | BytesIO) -> str:
    """Return the digest of what a stream has to its end, as 32 hexadecimal digits."""
    return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _state(status: os.stat_result) -> _State:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _read(path: Path, state: _State) -> Facts:
    """Read a whole file, in a thread. It is opened again, since whoever asks may leave before the end.

    Raises:
        _ChangedError: before the end it is another file, or was written to.
    """
    with FileIO(path) as stream:
        head = stream.read(HEAD_SIZE)
        stream.seek(0)
        digest = digest_of(stream)
        if _state(os.fstat(stream.fileno())) != state:
            raise _ChangedError(path)
    return Facts(digest=digest, type=media_type(path.name, head))
