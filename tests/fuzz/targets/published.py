"""A show of strangers, as `audioed check` and `audioed publish` look at it. The first byte chooses the damaged file."""

import shutil
from functools import cache
from pathlib import Path

from tests.fuzz.targets.samples import folder, show

from audioed.checking import check
from audioed.markup import absolutize, sanitize
from audioed.uploading.feeds import feed_address


def files() -> list[Path]:
    """Return the show's files inside its folder, the feed first."""
    paths = (path.relative_to(_copy()) for path in _copy().rglob("*") if path.is_file())
    return sorted(paths, key=lambda path: (path.name != "feed.xml", path.as_posix()))


def sample(number: int) -> bytes:
    """Return a file's content after the byte that chooses it."""
    return bytes([number]) + (_copy() / files()[number]).read_bytes()


def one_file(content: bytes) -> None:
    """Check a show one of whose files has become this, without listening to it."""
    path = _copy() / files()[content[0] % len(files())] if content else _copy() / "feed.xml"
    whole = path.read_bytes()
    path.write_bytes(content[1:])
    try:
        assert all(finding.message for finding in check(_copy(), is_listened_to=False))
    finally:
        path.write_bytes(whole)


def feed(content: bytes) -> None:
    """Send a feed to visitors and to targets."""
    (folder("feed") / "feed.xml").write_bytes(content)
    absolutize(content, "https://example.org/")
    feed_address(folder("feed"))


def notes(content: bytes) -> None:
    """Clean a part of a page: nothing that runs is left of it, nor comes back when it is cleaned once more."""
    clean = sanitize(content.decode("utf-8", "replace"))
    assert "<script" not in clean.lower()
    assert "<script" not in sanitize(clean).lower()


@cache
def _copy() -> Path:
    return Path(shutil.copytree(show() / "public", folder("published-show") / "public", symlinks=True))
