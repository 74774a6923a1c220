"""What visitors of a show may see: the states that its published folder had, and when."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

BASE: Final = "https://audio.example.org/"

ABSENT: Final = ""
"""In the place of a digest: there was no such file."""

Tree: TypeAlias = dict[str, str]
"""The digest of every file of a folder, by its path inside."""

_KEPT = 10


def digest(content: bytes) -> str:
    """Return what tells contents apart."""
    return sha256(content).hexdigest()


def tree(folder: Path) -> Tree:
    """Read a folder whole."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in files}


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What a visitor got."""

    path: str
    digest: str
    began: float
    ended: float
    how: str


@dataclass(kw_only=True, slots=True)
class _State:
    files: Tree
    since: float
    until: float = float("inf")


class Past:
    """The states that the show had of late. Times are those of `time.monotonic`.

    Args:
        files: As the published folder is at first.
    """

    def __init__(self, files: Tree) -> None:
        self._states = [_State(files=files, since=0.0)]
        self.count = 1

    @property
    def now(self) -> Tree:
        """The last that is known."""
        return self._states[-1].files

    def add(self, files: Tree, *, began: float) -> None:
        """Take up what a build has left, which visitors may have seen since it began."""
        if files != self.now:
            self._states[-1].until = time.monotonic()
            self._states = [*self._states[1 - _KEPT :], _State(files=files, since=began)]
            self.count += 1

    def has(self, seen: Seen) -> bool:
        """Tell whether a visitor could get that, then."""
        return any(
            state.since <= seen.ended
            and seen.began <= state.until
            and state.files.get(seen.path, ABSENT) == seen.digest
            for state in self._states
        )


def gaps(public: Path) -> Iterator[str]:
    """Yield what the feed or the index of a published folder names and isn't there, or isn't as long as it says."""
    feed = (public / "feed.xml").read_text(encoding="utf-8")
    for address, length in re.findall(r'<enclosure url="([^"]+)" length="(\d+)"', feed):
        sound = public / address.removeprefix(BASE)
        if not sound.is_file() or sound.stat().st_size != int(length):
            yield f"the feed names {address} of {length} bytes"
    for path in re.findall(r'href="(episodes/[^"#?]+)"', (public / "index.html").read_text(encoding="utf-8")):
        if not (public / path).exists():
            yield f"the index names {path}"
