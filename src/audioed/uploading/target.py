"""What a place is that files are sent to, and how it refuses."""

import errno
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from audioed.errors import UploadError
from audioed.uploading.published import File

AGAIN = "Run it again: what arrived is not sent again."


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A file that is at the target."""

    size: int
    mark: str
    """Changes whenever the content does, as far as the target can tell: an ETag, or a time of change."""


class Target(AbstractContextManager["Target"], Protocol):
    """A place that files are sent to. A file appears there whole or not at all, and may be replaced.

    Every method raises UploadError where the place can't be reached, doesn't exist or doesn't allow it.
    """

    lanes: int
    """How many files may be sent at once."""

    def listing(self) -> Mapping[str, Held]:
        """Return what is there, by path; nothing where there is no such folder yet."""
        ...

    def is_same(self, file: File, held: Held) -> bool:
        """Tell whether a file that is there has a file's content. Never says so of one that hasn't."""
        ...

    def begin(self, paths: Collection[str]) -> None:
        """Learn, before any file is sent, which will be."""
        ...

    def send(self, file: File) -> None:
        """Send a file, in the place of what has its path."""
        ...

    def finish(self) -> None:
        """Leave there what the next run will want to know."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file, and folders that it leaves empty."""
        ...


def refusal(where: str, error: OSError, *, doing: str = "write") -> UploadError:
    """Return what a system's error means for whoever publishes."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            hint = "Make room there, then run it again: what arrived is not sent again."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            hint = "Choose a target that you may write to."
        case errno.ENOTDIR | errno.EEXIST | errno.EISDIR:
            hint = "A file is in the way of a folder: choose another target."
        case errno.ENOENT:
            hint = "Look at the target's address."
        case _:
            hint = AGAIN
    return UploadError(f"can't {doing} {where}: {error.strerror or error}", hint=hint)
