"""A folder of this machine as a target: a web server's, a mounted disk, the checkout of a site."""

import filecmp
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from audioed.errors import OutputError, UploadError, UsageError
from audioed.store import write_atomically
from audioed.uploading.published import File
from audioed.uploading.target import Held, refusal

_CHUNK = 1 << 20


class FolderTarget:
    """A folder. Files are compared byte by byte: reading both is quicker than remembering."""

    lanes = 1

    def __init__(self, address: str) -> None:
        self._folder = _local_path(address).absolute()

    def overlaps(self, folder: Path) -> bool:
        """Tell whether one of the two is inside the other."""
        ours, theirs = self._folder.resolve(), folder.resolve()
        return ours.is_relative_to(theirs) or theirs.is_relative_to(ours)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing was opened."""

    def listing(self) -> Mapping[str, Held]:
        """Return its files, without those in hidden folders such as .git."""
        try:
            return dict(_held(self._folder, self._folder))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise refusal(str(self._folder), error, doing="read") from error

    def is_same(self, file: File, held: Held) -> bool:
        """Compare both contents."""
        path = self._folder / file.path
        try:
            return held.size == file.size and filecmp.cmp(file.local, path, shallow=False)
        except OSError as error:
            raise refusal(str(path), error, doing="read") from error

    def begin(self, paths: Collection[str]) -> None:
        """Nothing need be known."""

    def send(self, file: File) -> None:
        """Write the file beside its place and move it there."""
        path = self._folder / file.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, _chunks(file))
        except OSError as error:
            raise refusal(str(path), error) from error
        except OutputError as error:
            raise _translated(path, error) from error

    def finish(self) -> None:
        """Nothing need be known."""

    def remove(self, path: str) -> None:
        """Remove the file and folders that it leaves empty."""
        local = self._folder / path
        try:
            local.unlink(missing_ok=True)
        except OSError as error:
            raise refusal(str(local), error, doing="remove") from error
        with suppress(OSError):  # it isn't empty
            for parent in local.relative_to(self._folder).parents:
                (self._folder / parent).rmdir()


def _local_path(address: str) -> Path:
    if not address.startswith(("file:", "local:")):
        return Path(address)
    try:
        parts = urlsplit(address)
    except ValueError as error:  # such as "file://["
        raise UsageError(f'"{address}" can\'t be read: {error}', hint="For a folder here: file:///PATH") from error
    if parts.netloc not in {"", "localhost"}:
        raise UsageError(f'"{address}" names a machine.', hint=f"For a folder here: file:///{parts.netloc}{parts.path}")
    return Path(unquote(parts.path))


def _held(folder: Path, top: Path) -> Iterator[tuple[str, Held]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    yield from _held(path, top)
            elif not (entry.is_symlink() and entry.is_dir()):  # a linked folder is not ours to tidy
                facts = entry.stat(follow_symlinks=False)
                yield path.relative_to(top).as_posix(), Held(size=facts.st_size, mark=str(facts.st_mtime_ns))


def _chunks(file: File) -> Iterator[bytes]:
    with file.open() as content:
        while chunk := content.read(_CHUNK):
            yield chunk


def _translated(path: Path, error: OutputError) -> UploadError:
    cause = error.__cause__
    return refusal(str(path), cause) if isinstance(cause, OSError) else UploadError(error.message, hint=error.hint)
