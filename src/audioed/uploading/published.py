"""The files of a published folder, and the order in which the world may see them."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Literal, TypeAlias

from audioed.errors import UploadError
from audioed.uploading.feeds import find_feed, is_feed

_WANTED_HIDDEN = frozenset({".nojekyll", ".htaccess", ".well-known"})
"""Hidden names that mean something to whoever serves the files; all others, such as .git, are nobody's business."""


BUILT_AGAIN = "The folder was built again while it was being sent, so its feed was held back."
AGAIN = "Run it again: what arrived and did not change is not sent again."

Digest: TypeAlias = Literal["md5", "sha256"]


class Wave(IntEnum):
    """When a file is sent: what others point to goes before them, so that nothing that can be seen is missing."""

    MEDIA = 0
    """Sound, pictures, transcripts, style sheets."""
    PAGES = 1
    INDEX = 2
    """The page that lists the others."""
    OLDER_FEED = 3
    """Feeds that are not the main one, such as the further documents of a paged one."""
    FEED = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file as it was when the folder was looked through."""

    path: str
    """Inside the folder, with "/" between folders."""
    local: Path
    size: int
    stamp: tuple[int, int, int]
    """Device, inode and time of change: another one, another content."""
    wave: Wave

    @property
    def is_feed(self) -> bool:
        """Whether it is RSS."""
        return self.wave in {Wave.OLDER_FEED, Wave.FEED}

    @contextmanager
    def open(self) -> Iterator[BufferedReader]:
        """Open the file for reading.

        Raises:
            UploadError: it is gone, is another one by now, or can't be read.
        """
        try:
            file = self.local.open("rb")
        except OSError as error:
            raise UploadError(
                f"can't read {self.local}: {error.strerror}", hint="If it was built again just now, run it again."
            ) from error
        with file:
            if _stamp(os.fstat(file.fileno())) != self.stamp:
                raise UploadError(BUILT_AGAIN, hint=AGAIN)
            yield file

    def digest(self, algorithm: Digest) -> str:
        """Return the content's hash in hex digits; raises as `open` does."""
        with self.open() as content:
            return digest(content, algorithm)

    def is_untouched(self) -> bool:
        """Tell whether the same file is still there."""
        try:
            return _stamp(self.local.stat()) == self.stamp
        except OSError:
            return False


def digest(content: BufferedReader, algorithm: Digest) -> str:
    """Return a content's hash in hex digits, and go back to its beginning; MD5 is for S3, which names objects by it."""
    found = hashlib.file_digest(content, partial(hashlib.new, algorithm, usedforsecurity=False)).hexdigest()
    content.seek(0)
    return found


def published_files(folder: Path) -> tuple[tuple[File, ...], tuple[str, ...]]:
    """Return what is to be sent, in the order of sending, and the paths of symbolic links, which are not.

    Raises:
        UploadError: the folder, or something in it, can't be read.
    """
    files, links = [], []
    try:
        feed = find_feed(folder)
        for path, local in _walk(folder, folder):
            if local.is_symlink():
                links.append(path)
                continue
            facts = local.stat()
            wave = Wave.FEED if local == feed else Wave.OLDER_FEED if is_feed(local) else _wave(path)
            files.append(File(path=path, local=local, size=facts.st_size, stamp=_stamp(facts), wave=wave))
    except OSError as error:
        raise UploadError(f"can't read {error.filename}: {error.strerror}") from error
    return tuple(sorted(files, key=lambda file: (file.wave, file.path))), tuple(sorted(links))


def _walk(folder: Path, top: Path) -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name not in _WANTED_HIDDEN:
                continue
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(path, top)
            elif entry.is_file(follow_symlinks=False) or entry.is_symlink():
                yield path.relative_to(top).as_posix(), path


def _wave(path: str) -> Wave:
    if not path.endswith((".html", ".htm")):
        return Wave.MEDIA
    return Wave.INDEX if path == "index.html" else Wave.PAGES


def _stamp(facts: os.stat_result) -> tuple[int, int, int]:
    return facts.st_dev, facts.st_ino, facts.st_mtime_ns
