"""The pictures that one article names, brought from where it may have them."""

import os
import time
from pathlib import Path
from typing import Final
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from audioed.errors import ReadingError
from audioed.reading.source import Source, is_address, read_path

_MOST_BYTES: Final = 200_000_000
"""Of all pictures of an article that come over the network."""
_MOST_SECONDS: Final = 300.0
"""For all of them."""

UNANSWERED: Final = "unanswered"
"""In place of the digest of what the network did not give: no file ever has it, so it is asked for again."""


class Errand:
    """Brings an article's pictures: those of its own folder or its show's, and those of the network, within limits.

    Args:
        source: What the article was read from; paths and addresses are seen from there.
        most_bytes: What those of the network may be together.
        most_seconds: How long they may take together, from the first on.
    """

    def __init__(self, source: Source, *, most_bytes: int = _MOST_BYTES, most_seconds: float = _MOST_SECONDS) -> None:
        self._source = source
        self._bytes = most_bytes
        self._seconds = most_seconds

    def bring(self, place: str) -> tuple[str, bytes]:
        """Return where a picture was found, and its content as it is there.

        Args:
            place: As the article has it.

        Raises:
            ReadingError: it can't be had, or not by this article.
        """
        where = self._where(place)
        if where.lower().startswith("data:"):
            return short(where), _from_data_address(where)
        if is_address(where):
            return where, self._fetched(where)
        return where, read_path(Path(where))

    def missed(self, place: str) -> tuple[tuple[str, str], ...]:
        """Return where a picture that can't be had would be, as an input: once it is there, it has changed.

        Args:
            place: As the article has it.

        Returns:
            One place with a digest that stands for none; nothing, where it may not have one there.
        """
        try:
            where = self._where(place)
        except ReadingError:
            return ()
        if where.lower().startswith("data:"):
            return ()
        return ((where, UNANSWERED if is_address(where) else ""),)

    def _where(self, place: str) -> str:
        """Return the address or the path that a place means."""
        if place.lower().startswith("data:"):
            return place
        try:
            address = urljoin(self._source.address, place) if self._source.is_remote else place
            path = urlsplit(place).path
        except ValueError as error:  # such as "http://["
            raise ReadingError(f"it is no address: {error}") from error
        if is_address(address):
            return address
        if self._source.is_remote or "://" in place:
            raise ReadingError("only http and https addresses are read")
        try:
            return str(self._found(place, path))
        except OSError as error:  # such as a name that is too long
            raise ReadingError(f"it can't be looked for: {error.strerror}") from error

    def _found(self, place: str, path: str) -> Path:
        """Return the file that a place, or else its path with %-escapes undone, means."""
        folder = Path() if self._source.address == "-" else Path(self._source.address).parent
        top = self._source.pictures_below or folder
        found = folder / place
        if not _is_inside(found, top) or not found.is_file():
            found = folder / unquote(path)
        if not _is_inside(found, top):
            whose = "show's" if self._source.pictures_below else "article's"
            raise ReadingError(f"it lies outside of the {whose} folder", hint="Copy it into the folder.")
        if found.exists() and not found.is_file():
            raise ReadingError(f"{found} is no file")
        return found

    def _fetched(self, address: str) -> bytes:
        from audioed.reading.fetching import Limits, fetch  # noqa: PLC0415 - only addresses need the network

        if self._bytes <= 0 or self._seconds <= 0:
            raise ReadingError("the article's pictures are too large, or take too long, together")
        usual = Limits()
        limits = Limits(bytes=min(usual.bytes, self._bytes), total_s=min(usual.total_s, self._seconds))
        began = time.monotonic()
        try:
            content = fetch(address, limits, private_hosts=self._source.private_hosts).content
        finally:
            self._seconds -= time.monotonic() - began
        self._bytes -= len(content)
        return content


def short(place: str) -> str:
    """Return where a picture is, as far as a person wants to see it."""
    return f"{place[:40]}…" if len(place) > 40 else place


def _is_inside(path: Path, folder: Path) -> bool:
    """Tell whether a path leads to something in a folder, by its words, and by the links on the way."""
    top = os.path.abspath(folder)  # noqa: PTH100 - Path has no other that follows no link
    if not Path(os.path.abspath(path)).is_relative_to(top):  # noqa: PTH100 - as above
        return False  # nothing outside is even looked at, since that may be another machine
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL
        return False


def _from_data_address(address: str) -> bytes:
    """Return what a `data:` address holds (RFC 2397).

    Raises:
        ReadingError: it is not what it should be.
    """
    head, comma, body = address.partition(",")
    if not comma:
        raise ReadingError("its data address has no comma")
    content = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return content
    from base64 import b64decode  # noqa: PLC0415 - pictures in the text are rare
    from binascii import Error  # noqa: PLC0415

    try:
        return b64decode(b"".join(content.split()), validate=True)
    except Error as error:
        raise ReadingError(f"its data address is no base64: {error}") from error
