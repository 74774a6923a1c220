"""Pages and pictures over the network, within limits."""

import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import Final, cast
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from audioed import __version__
from audioed.errors import ReadingError
from audioed.reading.source import MediaType, Source, media_type_of, refuse_binary, sniff

_CHUNK: Final = 65_536
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
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


def fetch_page(address: str, limits: Limits = _DEFAULT) -> Source:
    """Return the page at a web address.

    Raises:
        ReadingError: it can't be had, is too large, or is no page.
    """
    answer = fetch(address, limits)
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
        name=name, address=answer.address, content=answer.content, media_type=media_type, charset=answer.charset
    )


def fetch(address: str, limits: Limits = _DEFAULT) -> Answer:
    """Return what is at a web address, redirects followed.

    Raises:
        ReadingError: it can't be had, or passes a limit.
    """
    deadline = time.monotonic() + limits.total_s
    opener = build_opener(_StayHere)
    seen: set[str] = set()
    here = _to_ascii(address)
    for _ in range(limits.redirects + 1):
        permit(urlsplit(here))
        seen.add(here)
        _hurry(address, limits, deadline)
        with _ask(opener, here, limits) as response:
            if response.status not in _REDIRECTS:
                content = _body(response, here, limits, deadline)
                return Answer(
                    address=here,
                    media_type=_type(response.headers),
                    charset=response.headers.get_content_charset() or "",
                    content=content,
                )
            target = response.headers.get("Location", "")
        if not target:
            raise ReadingError(f"{here} redirects without saying where")
        here = _to_ascii(urljoin(here, target))
        if here in seen:
            raise ReadingError(f"{address} redirects in a circle, by way of {here}")
    raise ReadingError(f"{address} redirects more than {limits.redirects} times")


def permit(address: SplitResult) -> None:
    """Check an address before it is asked, be it given by the user or by a redirect.

    Raises:
        ReadingError: it is not http or https, or has no host.
    """
    if address.scheme not in {"http", "https"}:
        raise ReadingError(f"{address.geturl()}: only http and https addresses are read")
    if not address.hostname:
        raise ReadingError(f"{address.geturl()} names no host")


class _StayHere(HTTPRedirectHandler):
    """Redirects are followed by `fetch`, which counts and checks them."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def _hurry(address: str, limits: Limits, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise ReadingError(f"{address} takes longer than {limits.total_s:g} s", hint="Try again later.")


def _ask(opener: OpenerDirector, address: str, limits: Limits) -> HTTPResponse:
    request = Request(  # noqa: S310 - `permit` has seen to the scheme
        address,
        headers={
            "User-Agent": f"audioed/{__version__}",
            "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain, image/*, */*;q=0.5",
            "Accept-Encoding": "gzip",
        },
    )
    try:
        return cast("HTTPResponse", opener.open(request, timeout=limits.silence_s))
    except HTTPError as error:
        if error.code in _REDIRECTS:
            return cast("HTTPResponse", error)
        error.close()
        hint = _NEXT.get(error.code, "")
        raise ReadingError(f"{address} answered {error.code} {error.reason}".rstrip(), hint=hint) from error
    except URLError as error:
        raise _failure(address, error.reason, limits) from error
    except (OSError, HTTPException) as error:
        raise _failure(address, error, limits) from error


def _failure(address: str, reason: object, limits: Limits) -> ReadingError:
    host = urlsplit(address).hostname
    match reason:
        case socket.gaierror():
            return ReadingError(f"{address}: there is no host {host}", hint="Look at its spelling, and at the network.")
        case TimeoutError():
            return ReadingError(f"{address} did not answer within {limits.silence_s:g} s", hint="Try again later.")
        case ssl.SSLError():
            return ReadingError(f"{address} has no valid certificate: {reason.reason or reason}")
        case ConnectionRefusedError():
            return ReadingError(f"{address}: {host} refuses the connection", hint="Look whether the server runs.")
    return ReadingError(f"{address} can't be had: {reason}")


def _type(headers: Message) -> str:
    return headers.get_content_type() if "Content-Type" in headers else ""


def _body(response: HTTPResponse, address: str, limits: Limits, deadline: float) -> bytes:
    packing = response.headers.get("Content-Encoding", "identity").lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise ReadingError(f"{address} is packed as {packing}, which was not asked for")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    content = bytearray()
    received = 0
    try:
        while chunk := response.read1(_CHUNK):
            received += len(chunk)
            content += unpack.decompress(chunk, limits.bytes + 1 - len(content)) if unpack else chunk
            if len(content) > limits.bytes:
                raise ReadingError(f"{address} is larger than {limits.bytes / 1e6:g} MB", hint="Name a single article.")
            _hurry(address, limits, deadline)
    except zlib.error as error:
        raise ReadingError(f"{address} is damaged: {error}") from error
    except (OSError, HTTPException) as error:
        raise _failure(address, error, limits) from error
    whole = response.headers.get("Content-Length", "")
    if (whole.isdecimal() and received < int(whole)) or (unpack is not None and not unpack.eof):
        raise ReadingError(f"{address} broke off after {received} bytes", hint="Try again.")
    return bytes(content)


_KEPT: Final = "%/:=&?~#+!$,;'@()*[]"


def _to_ascii(address: str) -> str:
    """Return the address as it goes over the wire: an international host in IDNA, the rest quoted, no fragment."""
    try:
        parts = urlsplit(re.sub(r"[\t\r\n]", "", address.strip()))
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
        _ = parts.port
    except ValueError as error:  # brackets without an end, a port that is no number, a label that is too long
        raise ReadingError(f"{address} is no address: {error}", hint="Look at its host.") from error
    return urlunsplit((parts.scheme.lower(), host, quote(parts.path or "/", _KEPT), quote(parts.query, _KEPT), ""))
