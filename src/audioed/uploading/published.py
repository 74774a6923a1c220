"""The files of a published folder, and the order in which the world may see them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from urllib.parse import urlsplit

from audioed import markup
from audioed.errors import AudioedError, UploadError

_WANTED_HIDDEN = frozenset({".nojekyll", ".htaccess", ".well-known"})
"""Hidden names that mean something to whoever serves the files; all others, such as .git, are nobody's business."""

_FEED_BEGINS = b"<rss"
_HEAD = 4096
"""Bytes in which a feed shows itself: declaration, style sheet and comments come before its element."""


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
    is_feed: bool = False

    def is_untouched(self) -> bool:
        """Tell whether the same file is still there."""
        try:
            return _stamp(self.local.stat()) == self.stamp
        except OSError:
            return False


def published_files(folder: Path) -> tuple[tuple[File, ...], tuple[str, ...]]:
    """Return what is to be sent, in the order of sending, and the paths of symbolic links, which are not.

    Raises:
        UploadError: the folder, or something in it, can't be read.
    """
    feed = find_feed(folder)
    files, links = [], []
    try:
        for path, local in _walk(folder, folder):
            if local.is_symlink():
                links.append(path)
                continue
            facts = local.stat()
            is_feed = _is_feed(local)
            wave = Wave.FEED if local == feed else Wave.OLDER_FEED if is_feed else _wave(path)
            files.append(
                File(path=path, local=local, size=facts.st_size, stamp=_stamp(facts), wave=wave, is_feed=is_feed)
            )
    except OSError as error:
        raise UploadError(f"can't read {error.filename}: {error.strerror}") from error
    return tuple(sorted(files, key=lambda file: (file.wave, file.path))), tuple(sorted(links))


def find_feed(folder: Path) -> Path | None:
    """Return a published folder's feed: `feed.xml`, else the first RSS file at its top; None where there is none."""
    candidates = sorted(folder.glob("*.xml"), key=lambda path: (path.name != "feed.xml", path.name))
    return next((path for path in candidates if path.is_file() and _is_feed(path)), None)


def feed_problem(feed: Path, *, base_url: str = "") -> str:
    """Say why apps could not follow a feed's addresses; empty where they can.

    Args:
        feed: An RSS file.
        base_url: Where its show says that it lives; empty where nobody says.
    """
    try:
        root = markup.parse_xml(feed.read_bytes())
    except (AudioedError, OSError) as error:
        return f"{feed} can't be read as a feed: {error}"
    addresses = [str(enclosure.get("url", "")) for enclosure in root.iter("enclosure")]
    links = root.iter("{http://www.w3.org/2005/Atom}link")
    addresses += (own := [str(link.get("href", "")) for link in links if link.get("rel") == "self"])
    for address in addresses:
        if urlsplit(address).scheme not in {"http", "https"}:
            return f'the address "{address}" in {feed} is not a whole one'
    if base_url and own and not own[0].startswith(base_url):
        return f"{feed} was built for {own[0]}, which is not under {base_url}"
    return ""


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


def _is_feed(path: Path) -> bool:
    if path.suffix != ".xml":
        return False
    with path.open("rb") as file:
        return _FEED_BEGINS in file.read(_HEAD)


def _stamp(facts: os.stat_result) -> tuple[int, int, int]:
    return facts.st_dev, facts.st_ino, facts.st_mtime_ns
