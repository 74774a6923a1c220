"""Any other place that fsspec knows: Azure, Google Cloud, FTP, SMB, WebDAV …; its library may have to be installed."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from shutil import copyfileobj
from types import TracebackType
from typing import Any, BinaryIO, Self

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from audioed.errors import UploadError, UsageError
from audioed.uploading.remembering import Remembering
from audioed.uploading.target import Held, refusal

_CHUNK = 1 << 20

_ELSEWHERE = "Name a folder, s3://BUCKET/FOLDER or sftp://USER@HOST/FOLDER."

_MARKS = ("ETag", "etag", "md5Hash", "mtime", "modified", "last_modified", "LastModified", "updated", "created")
"""What file systems call that which changes with a content."""


def other_target(address: str) -> Remembering:
    """Return the folder that an address means to fsspec.

    Raises:
        UsageError: fsspec knows no such kind of place.
        UploadError: its library isn't installed.
    """
    try:
        files, top = url_to_fs(address)
    except ValueError as error:
        raise UsageError(f"{address} can't be sent to: {error}.", hint=_ELSEWHERE) from error
    except ImportError as error:
        raise UploadError(f"sending to {address} needs a library: {error}", hint="Install it with pip.") from error
    return Remembering(OtherShelf(files, top))


class OtherShelf:
    """A folder in a file system of fsspec's.

    Where that can rename, a file is moved into place; where it has no rename of its own it is a store of objects, which
    appear whole. Types and what caches may do are left to it.
    """

    def __init__(self, files: AbstractFileSystem, top: str) -> None:
        self._fs = files
        self._top = top.rstrip("/")
        self._renames = type(files).mv is not AbstractFileSystem.mv

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing: fsspec closes what it opened."""

    def listing(self) -> Mapping[str, Held]:
        """Return the files."""
        with _translated(self._top, "read"):
            self._fs.invalidate_cache()
            found = self._fs.find(self._top, detail=True)
        return {path[len(self._top) :].lstrip("/"): _as_held(facts) for path, facts in found.items()}

    def read(self, path: str) -> Iterator[bytes]:
        """Return a file's content, piece by piece."""
        with _translated(path, "read"), self._fs.open(self._remote(path), "rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def write(self, path: str, content: BinaryIO) -> Held:
        """Write a file."""
        remote = self._remote(path)
        folder, _, _ = remote.rpartition("/")
        hidden = f"{folder}/.audioed-{os.urandom(8).hex()}.part" if self._renames else remote
        with _translated(path, "write"):
            self._fs.makedirs(folder, exist_ok=True)
            with self._fs.open(hidden, "wb") as file:
                copyfileobj(content, file, _CHUNK)
            if self._renames:
                self._fs.mv(hidden, remote)
            self._fs.invalidate_cache()
            return _as_held(self._fs.info(remote))

    def remove(self, path: str) -> None:
        """Remove a file."""
        with _translated(path, "remove"), suppress(FileNotFoundError):
            self._fs.rm_file(self._remote(path))

    def _remote(self, path: str) -> str:
        return f"{self._top}/{path}"


@contextmanager
def _translated(path: str, doing: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refusal(path, error, doing=doing) from error
    except NotImplementedError as error:
        raise UploadError(f"can't {doing} {path}: its file system can't do that", hint=_ELSEWHERE) from error


def _as_held(facts: Mapping[str, Any]) -> Held:
    return Held(size=int(facts["size"]), mark=" ".join(str(facts[name]) for name in _MARKS if name in facts))
