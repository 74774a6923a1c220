"""Pages and pictures over the network, within limits."""

import socket
import ssl
import time
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from audioed.errors import ReadingError
from audioed.reading.addresses import on_the_wire
from audioed.reading.connecting import Patience, TooLateError, asked
from audioed.reading.source import MediaType, Source, media_type_of, refuse_binary, sniff

_CHUNK: Final = 65_536
_FIGURES: Final = 18
"""Of a length that are read; there are numbers too long for Python."""
_GZIP: Final = 31
"""What zlib calls it (its `windowBits`)."""
_GOOD: Final = frozenset(range(200, 300)) - {206}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ACCEPTED: Final = {
    "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain, image/*, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
_PAGES: Final = {
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "text/markdown": MediaType.MARKDOWN,
    "text/x-markdown": MediaType.MARKDOWN,
    "text/plain": MediaType.PLAIN,
}
_UNSAID: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_NEXT: Final = {
    401: "Sign in with a browser, save the page, and name the file.",
    403: "Open it in a browser, save the page, and name the file.",
    404: "Look whether the address is complete.",
    410: "Look whether the address is complete.",
    429: "Wait a while, and try again.",
    500: "Wait a while, and try again.",
    502: "Wait a while, and try again.",
    503: "Wait a while, and try again.",
    504: "Wait a while, and try again.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much an answer may cost."""

    bytes: int = 20_000_000
    """As it comes, and unpacked."""
    redirects: int = 5
    silence_s: float = 20
    """How long a server may say nothing."""
    total_s: float = 60
    """How long all of it may take."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server answered in the end."""

    address: str
    """After redirects."""
    media_type: str
    """Lower case, without parameters; empty: the server says nothing."""
    charset: str
    content: bytes = field(repr=False)


_DEFAULT: Final = Limits()


def fetch_page(address: str, limits: Limits = _DEFAULT, *, private_hosts: Collection[str] = ()) -> Source:
    """Return the page at a web address.

    Args:
        address: http or https.
        limits: What it may cost.
        private_hosts: Names, addresses and networks that may be asked though they are not public.

    Raises:
        ReadingError: it can't be had, is too large, or is no page.
    """
    answer = fetch(address, limits, private_hosts=private_hosts)
    path = unquote(urlsplit(answer.address).path)
    name = path.rstrip("/").rpartition("/")[2] or urlsplit(answer.address).hostname or answer.address
    refuse_binary(answer.content, answer.address)
    media_type = _PAGES.get(answer.media_type)
    if answer.media_type in _UNSAID:
        media_type = media_type_of(path) or sniff(answer.content)
    elif media_type is MediaType.PLAIN:
        media_type = media_type_of(path) or media_type
    if media_type is None:
        raise ReadingError(
            f"{answer.address} is not a page but {answer.media_type}",
            hint="audioed reads HTML, Markdown and plain text.",
        )
    return Source(
        name=name,
        address=answer.address,
        content=answer.content,
        media_type=media_type,
        charset=answer.charset,
        private_hosts=tuple(private_hosts),
    )


def fetch(address: str, limits: Limits = _DEFAULT, *, private_hosts: Collection[str] = ()) -> Answer:
    """Return what is at a web address, redirects followed; each is held to the same rules as the address itself.

    Args:
        address: http or https.
        limits: What it may cost.
        private_hosts: Names, addresses and networks that may be asked though they are not public.

    Raises:
        ReadingError: it can't be had, may not be asked for, or passes a limit.
    """
    patience = Patience(silence_s=limits.silence_s, end=time.monotonic() + limits.total_s)
    seen: set[str] = set()
    here = on_the_wire(address)
    for _ in range(limits.redirects + 1):
        seen.add(here)
        with (
            _translated(here, limits),
            asked(here, patience=patience, headers=_ACCEPTED, private_hosts=private_hosts) as response,
        ):
            if response.status not in _REDIRECTS:
                return _answer(response, here, limits)
            target = response.headers.get("Location", "")
        if not target:
            raise ReadingError(f"{here} redirects without saying where")
        here = on_the_wire(_seen_from(here, target))
        if here in seen:
            raise ReadingError(f"{address} redirects in a circle, by way of {here}")
    raise ReadingError(f"{address} redirects more than {limits.redirects} times")


def _seen_from(here: str, target: str) -> str:
    try:
        return urljoin(here, target)
    except ValueError as error:  # such as "http://["
        raise ReadingError(f"{here} redirects to {target!a}, which is no address") from error


@contextmanager
def _translated(address: str, limits: Limits) -> Iterator[None]:
    try:
        yield
    except (OSError, HTTPException) as error:
        raise _failure(address, error, limits) from error


def _failure(address: str, reason: OSError | HTTPException, limits: Limits) -> ReadingError:
    host = urlsplit(address).hostname
    match reason:
        case socket.gaierror():
            return ReadingError(f"{address}: there is no host {host}", hint="Look at its spelling, and at the network.")
        case TooLateError():
            return ReadingError(f"{address} takes longer than {limits.total_s:g} s", hint="Try again later.")
        case TimeoutError():
            return ReadingError(f"{address} did not answer within {limits.silence_s:g} s", hint="Try again later.")
        case ssl.SSLError():
            return ReadingError(f"{address} has no valid certificate: {reason.reason or reason}")
        case ConnectionRefusedError():
            return ReadingError(f"{address}: {host} refuses the connection", hint="Look whether the server runs.")
    return ReadingError(f"{address} can't be had: {reason}", hint="Try again later.")


def _answer(response: HTTPResponse, address: str, limits: Limits) -> Answer:
    if response.status not in _GOOD:
        raise ReadingError(
            f"{address} answered {response.status} {response.reason}".rstrip(), hint=_NEXT.get(response.status, "")
        )
    headers = response.headers
    return Answer(
        address=address,
        media_type=headers.get_content_type() if "Content-Type" in headers else "",
        charset=headers.get_content_charset() or "",
        content=_body(response, address, limits),
    )


def _body(response: HTTPResponse, address: str, limits: Limits) -> bytes:
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise ReadingError(f"{address} is packed as {packing}, which was not asked for")
    unpack = _Unpacking() if "gzip" in packing else None
    content = bytearray()
    received = 0
    try:
        while chunk := response.read1(_CHUNK):
            received += len(chunk)
            content += unpack.unpacked(chunk, limits.bytes + 1 - len(content)) if unpack else chunk
            if max(received, len(content)) > limits.bytes:
                raise ReadingError(f"{address} is larger than {limits.bytes / 1e6:g} MB", hint="Name a single article.")
    except zlib.error as error:
        raise ReadingError(f"{address} is damaged: {error}") from error
    whole = response.headers.get("Content-Length", "")
    if (whole.isdecimal() and received < int(whole[:_FIGURES])) or (unpack and not unpack.is_whole):
        raise ReadingError(f"{address} broke off after {received} bytes", hint="Try again.")
    return bytes(content)


class _Unpacking:
    """Unpacks gzip, of which several may follow one another (RFC 1952, section 2.2)."""

    def __init__(self) -> None:
        self._unpack = zlib.decompressobj(_GZIP)

    @property
    def is_whole(self) -> bool:
        """Whether it may end here."""
        return self._unpack.eof

    def unpacked(self, chunk: bytes, most: int) -> bytes:
        """Return what a chunk holds, as far as `most` bytes; with fewer than that it was all."""
        content = bytearray()
        while chunk and len(content) < most:
            if self._unpack.eof:
                self._unpack = zlib.decompressobj(_GZIP)
            content += self._unpack.decompress(chunk, most - len(content))
            chunk = self._unpack.unused_data
        return bytes(content)
