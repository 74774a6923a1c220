"""Rules for the server of a published show. Codes H101 to H106.

Source: RFC 9110, sections 8.8, 9.3.2 and 14; Apple, "Podcast hosting requirements"; WHATWG Fetch, section 3.2.
"""

import time
from collections.abc import Iterator, Mapping
from email.message import Message
from http.client import HTTPException
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.findings import Finding
from audioed.checking.web import Fetched
from audioed.errors import ReadingError
from audioed.reading.addresses import on_the_wire
from audioed.reading.connecting import Patience, asked

_TYPES: Final = {
    ".xml": {"application/rss+xml", "application/xml", "text/xml"},
    ".mp3": {"audio/mpeg"},
    ".m4a": {"audio/mp4", "audio/x-m4a"},
    ".opus": {"audio/ogg", "audio/opus"},
    ".vtt": {"text/vtt"},
    ".srt": {"application/x-subrip", "application/srt", "text/srt", "text/plain"},
    ".json": {"application/json", "application/json+chapters"},
    ".html": {"text/html"},
    ".jpg": {"image/jpeg"},
    ".png": {"image/png"},
    ".css": {"text/css"},
    ".js": {"text/javascript", "application/javascript"},
}
_READ_BY_PLAYERS: Final = frozenset({".xml", ".mp3", ".m4a", ".opus", ".vtt", ".srt", ".json"})
_SOUNDS: Final = frozenset({".mp3", ".m4a", ".opus"})
_SILENCE_S: Final = 20
_TOTAL_S: Final = 60


def check_server(show: Fetched) -> Iterator[Finding]:
    """Yield how a server gives a show otherwise than apps need it."""
    for address, reason in show.refused:
        yield found("H101", address, f"{reason}.")
    for name, address, media_type in show.files:
        path = show.folder / name
        if media_type not in _TYPES.get(path.suffix, {media_type}):
            yield found("H102", address, f'The server says "{media_type}".')
        if path.suffix in _READ_BY_PLAYERS:
            yield from _check_headers(show, address, path.stat().st_size, is_feed=path == show.feed)
        if path.suffix in _SOUNDS:
            yield from _check_range(show, address, path.read_bytes()[:2], path.stat().st_size)


def _check_headers(show: Fetched, address: str, size: int, *, is_feed: bool) -> Iterator[Finding]:
    status, headers, _ = _ask(show, address, method="HEAD")
    length = headers.get("Content-Length", "")
    if status != 200 or length != str(size):
        yield found("H103", address, f'HEAD is answered with {status} and the length "{length}" instead of {size}.')
        return
    if is_feed and not (headers.get("ETag") or headers.get("Last-Modified")):
        yield found("H105", address, "There is neither ETag nor Last-Modified.")
    if headers.get("Access-Control-Allow-Origin") != "*":
        yield found("H106", address, "There is no Access-Control-Allow-Origin: *.")


def _check_range(show: Fetched, address: str, beginning: bytes, size: int) -> Iterator[Finding]:
    status, headers, content = _ask(show, address, headers={"Range": "bytes=0-1"})
    if (status, headers.get("Content-Range"), content) != (206, f"bytes 0-1/{size}", beginning):
        yield found("H104", address, f"To a request for two bytes it answers {status} with {len(content):,} or more.")


def _ask(
    show: Fetched, address: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, Message, bytes]:
    """Return status, headers and the first bytes of an answer; status 0: there is none."""
    patience = Patience(silence_s=_SILENCE_S, end=time.monotonic() + _TOTAL_S)
    sent = {"Origin": "https://example.org", **(headers or {})}
    try:
        with asked(
            on_the_wire(address), patience=patience, method=method, headers=sent, private_hosts=show.private_hosts
        ) as response:
            return response.status, response.headers, response.read(16)
    except (OSError, HTTPException, ReadingError):
        return 0, Message(), b""
