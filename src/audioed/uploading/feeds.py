"""The feed of a published folder, as far as sending it goes: which file it is, and whether its addresses are whole."""

from pathlib import Path
from urllib.parse import urlsplit

from audioed.errors import ReadingError, ShowError
from audioed.markup import parse_xml

_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"

_HEAD = 4096
"""Bytes in which a feed shows itself: a declaration, a style sheet and comments may come before its element."""

_HINT = "Set base_url in the show's audioed.toml to where it will live, run audioed build, then publish."


def is_feed(path: Path) -> bool:
    """Tell whether a file is RSS."""
    if path.suffix not in {".xml", ".rss"}:
        return False
    with path.open("rb") as file:
        return b"<rss" in file.read(_HEAD)


def find_feed(folder: Path) -> Path | None:
    """Return a published folder's feed: `feed.xml`, else the first RSS file at its top; None where there is none."""
    files = sorted(folder.iterdir(), key=lambda path: (path.name != "feed.xml", path.name))
    return next((path for path in files if path.is_file() and is_feed(path)), None)


def _is_whole(address: str) -> bool:
    try:
        return urlsplit(address).scheme in {"http", "https"}
    except ValueError:  # such as "http://["
        return False


def feed_address(folder: Path, *, base_url: str = "") -> str:
    """Return where a published folder's feed says that it lives.

    Args:
        folder: A published folder.
        base_url: Where the feed should be; empty: anywhere.

    Returns:
        The address of its Atom link (RFC 4287 §4.2.7.2, "self"); empty where it has none.

    Raises:
        ShowError: there is no feed; it can't be read; an address in it is not whole; it was built for another place.
    """
    feed = find_feed(folder) if folder.is_dir() else None
    if feed is None:
        raise ShowError(f"There is no feed in {folder}.", hint="Name a show that was built, or a published folder.")
    try:
        root = parse_xml(feed.read_bytes())
    except ReadingError as error:
        raise ShowError(f"{feed} can't be read: {error.message}", hint="Build the show again: audioed build") from error
    own = [str(link.get("href", "")) for link in root.iter(_ATOM_LINK) if link.get("rel") == "self"]
    for address in (*own, *(str(enclosure.get("url", "")) for enclosure in root.iter("enclosure"))):
        if not _is_whole(address):
            raise ShowError(f'{feed} names "{address}", which no app elsewhere can follow.', hint=_HINT)
    if base_url and not all(address.startswith(base_url) for address in own):
        raise ShowError(
            f"{feed} was built for {own[0]}, which is not under base_url, {base_url}",
            hint="Build the show again, then publish: audioed build",
        )
    return next(iter(own), "")
