"""A target that can't hash what it holds: what was sent is noted there, and read back where the note is in doubt."""

import hashlib
import json
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Protocol, Self, TypeAlias

from audioed.uploading.published import File, digest
from audioed.uploading.target import Held

_NOTES = ".audioed-sent.json"
"""Hidden, beside the feed; without it every file of equal size is read back."""

_EVERY_SECONDS = 20.0
"""What is lost with a run that is killed is read back by the next one, so it must not become much."""

_Note: TypeAlias = tuple[str, str]
"""A file's mark at the target when it was sent, and its SHA-256."""


class Shelf(AbstractContextManager["Shelf"], Protocol):
    """Files that are far away. Every method raises UploadError."""

    def listing(self) -> Mapping[str, Held]:
        """Return what is there, by path; nothing where there is no such folder yet."""
        ...

    def read(self, path: str) -> Iterator[bytes]:
        """Return a file's content, piece by piece."""
        ...

    def write(self, path: str, content: BinaryIO) -> Held:
        """Write a file, whole or not at all, and return how it is held."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file, and folders that it leaves empty."""
        ...


class Remembering:
    """A shelf as a target."""

    lanes = 1

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._notes: dict[str, _Note] = {}
        self._is_noted = True
        self._saved = time.monotonic()

    def __enter__(self) -> Self:
        self._shelf.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the shelf."""
        self._shelf.__exit__(kind, error, trace)

    def listing(self) -> Mapping[str, Held]:
        """Return what is there."""
        held = self._shelf.listing()
        if _NOTES in held:
            self._notes = _read(b"".join(self._shelf.read(_NOTES)))
        return held

    def is_same(self, file: File, held: Held) -> bool:
        """Believe the note if nobody has touched the file since; else read the file back."""
        if held.size != file.size:
            return False
        mark, noted = self._notes.get(file.path, ("", ""))
        if not held.mark or mark != held.mark:
            noted = self._hash(file.path)
            self._note(file.path, held, noted)
        return noted == file.digest("sha256")

    def begin(self, paths: Collection[str]) -> None:
        """Take back the notes of what is sent now: a mark may be too coarse to tell the new from the old."""
        noted = self._notes.keys() & set(paths)
        for path in noted:
            del self._notes[path]
        self._is_noted &= not noted
        self.finish()

    def send(self, file: File) -> None:
        """Send the file and note that."""
        with file.open() as content:
            sent = digest(content, "sha256")
            self._note(file.path, self._shelf.write(file.path, content), sent)
        if time.monotonic() - self._saved > _EVERY_SECONDS:
            self.finish()

    def remove(self, path: str) -> None:
        """Remove the file and the note of it."""
        self._shelf.remove(path)
        self._is_noted &= self._notes.pop(path, None) is None

    def finish(self) -> None:
        """Leave the notes at the target."""
        if not self._is_noted:
            self._shelf.write(_NOTES, BytesIO(_to_json(self._notes)))
            self._is_noted = True
        self._saved = time.monotonic()

    def _note(self, path: str, held: Held, sha256: str) -> None:
        self._notes[path] = (held.mark, sha256)
        self._is_noted = False

    def _hash(self, path: str) -> str:
        found = hashlib.sha256()
        for chunk in self._shelf.read(path):
            found.update(chunk)
        return found.hexdigest()


def _read(content: bytes) -> dict[str, _Note]:
    """Return the notes; none where they can't be understood, since they only spare work."""
    with suppress(ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {path: (str(note["mark"]), str(note["sha256"])) for path, note in json.loads(content).items()}
    return {}


def _to_json(notes: Mapping[str, _Note]) -> bytes:
    document = {path: {"mark": mark, "sha256": sha256} for path, (mark, sha256) in sorted(notes.items())}
    return json.dumps(document, indent=0).encode()
