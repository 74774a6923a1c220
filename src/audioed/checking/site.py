"""A published folder and the addresses of what is in it."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from audioed.errors import ShowError

_FEED = "feed.xml"
_LONGEST_NAME = 255
"""Bytes of a name in the file systems that there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A folder as it stands, or is to stand, at an address."""

    folder: Path
    base: str
    """The folder's address, with "/" at the end; empty as long as it isn't known where it will live."""

    def path(self, address: str, beside: Path) -> Path | None:
        """Return the file in the folder that an address leads to, whether it is there or not; None: it leads elsewhere.

        Args:
            address: As it is written somewhere.
            beside: The file in which it is written.
        """
        parts = parts_of(address)
        if parts.scheme or parts.netloc:
            if not self.base or not address.startswith(self.base):
                return None
            inside = self.folder / unquote(parts.path[len(urlsplit(self.base).path) :])
        elif parts.path and not parts.path.startswith("/"):
            inside = beside.parent / unquote(parts.path)
        else:
            return None
        found = Path(os.path.normpath(inside))
        if not found.is_relative_to(self.folder) or not _is_name(found):
            return None
        return found / "index.html" if found.is_dir() else found

    def shown(self, path: Path) -> str:
        """Return a file's name inside the folder."""
        return path.relative_to(self.folder).as_posix()


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address as it is written somewhere; all are empty where it can't be read."""
    try:
        return urlsplit(address)
    except ValueError:  # brackets without an end, and the like
        return SplitResult("", "", "", "", "")


def _is_name(path: Path) -> bool:
    """Return whether a file system could have a file of this name."""
    return "\0" not in str(path) and all(len(os.fsencode(part)) <= _LONGEST_NAME for part in path.parts)


def find_feed(folder: Path) -> Path:
    """Return the feed in a published folder: feed.xml, or the one RSS document that is nearest the top.

    Raises:
        ShowError: there is none.
    """
    if (folder / _FEED).is_file():
        return folder / _FEED
    documents = (path for pattern in (_FEED, "*.xml", "*.rss") for path in folder.rglob(pattern) if path.is_file())
    feeds = {path for path in documents if b"<rss" in path.read_bytes()[:2000]}
    if not feeds:
        raise ShowError(
            f"There is no feed in {folder}.", hint=f"Build the show, or name the folder that holds {_FEED}."
        )
    return min(feeds, key=lambda path: (len(path.parts), path.name != _FEED, str(path)))


def locate(folder: Path, feed: Path, address: str) -> Site:
    """Return the published folder that a feed stands in, with its address.

    Args:
        folder: In which the feed was found.
        feed: The document.
        address: As the feed gives it.
    """
    is_published = feed.parent == folder or base_of(address, feed.relative_to(folder).as_posix())
    root = folder if is_published else feed.parent  # else the folder holds the published one among others
    return Site(folder=root, base=base_of(address, feed.relative_to(root).as_posix()) or folder_of(address))


def base_of(address: str, name: str) -> str:
    """Return the address of the folder in which the feed has this name; empty where its own address doesn't say so."""
    ending = "/" + quote(name)
    return address[: -len(ending) + 1] if _is_whole(address) and address.endswith(ending) else ""


def folder_of(address: str) -> str:
    """Return the address of the folder in which the feed stands; empty where its own address isn't absolute."""
    return urljoin(address, ".") if _is_whole(address) else ""


def _is_whole(address: str) -> bool:
    return parts_of(address).scheme in {"http", "https"}
