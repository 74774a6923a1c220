"""The application: an address comes in, the bytes of a published file go out."""

import logging
import re
import secrets
from collections.abc import Mapping
from email.utils import formatdate
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from audioed.serving.body import Piece, PiecewiseResponse
from audioed.serving.files import Files
from audioed.serving.finding import AbsentError, MovedError, UnavailableError, find
from audioed.serving.preconditions import Verdict, is_range_good, judge
from audioed.serving.ranges import UnsatisfiableError, requested
from audioed.serving.variants import Representation, Variants

_EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Range, ETag, Last-Modified",
    "X-Content-Type-Options": "nosniff",
}
"""Everything that is published is for every web player (Podcasting 2.0 wants it of chapters and transcripts)."""

_METHODS = {"Allow": "GET, HEAD, OPTIONS"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Range, If-Range, If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since",
    "Access-Control-Max-Age": "86400",
}
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def app(folder: Path, *, base: str = "") -> Starlette:
    """Return an ASGI application that serves a published folder.

    Args:
        folder: What is served. It may be exchanged as a whole at any time.
        base: Where visitors find it, with a "/" at the end, for feeds whose addresses are relative; empty: where each
            visitor says that they found it.
    """
    return Starlette(
        routes=[Route("/{path:path}", _Published(folder, base))],
        exception_handlers={404: _lost, Exception: _fail},
    )


class _Published:
    """Answers every request."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder = folder
        self._base = base
        self._files = Files()
        self._variants = Variants()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(Request(scope))
        except MovedError as moved:
            response = RedirectResponse(quote(moved.path), status_code=301, headers=_EVERYWHERE)
        except AbsentError:
            response = _absent()
        except UnavailableError:
            response = _plain(503, "It can't be had at this moment. Try again.", {"Retry-After": "1"})
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**_EVERYWHERE, **_METHODS, **_PREFLIGHT})
        if request.method not in {"GET", "HEAD"}:
            return _plain(405, "What is published can only be read.", _METHODS)
        path = request.scope["path"]
        file = await self._files.open(find(self._folder, path))
        try:
            chosen = await self._variants.choose(file, request.headers, self._address_of(request))
            response = _respond(request, chosen)
        except BaseException:
            file.stream.close()
            raise
        if not isinstance(response, PiecewiseResponse) or chosen.source is not file.stream:
            file.stream.close()
        return response

    def _address_of(self, request: Request) -> str:
        """Return the address that was asked for; empty where the visitor doesn't say where that is."""
        host = request.headers.get("host", "")
        base = self._base or (f"{request.scope['scheme']}://{host}/" if _HOST.fullmatch(host) else "")
        return base and base + quote(request.scope["path"].lstrip("/"))


def _respond(request: Request, chosen: Representation) -> Response:
    """Answer with the whole, a part, or the word that nothing has changed."""
    tag, size = chosen.etag, chosen.size
    headers = {**_EVERYWHERE, **chosen.headers, "Last-Modified": formatdate(chosen.modified, usegmt=True)}
    match judge(request.headers, etag=tag, modified=chosen.modified):
        case Verdict.NOT_MODIFIED:
            del headers["Content-Type"]
            return Response(status_code=304, headers=headers)
        case Verdict.FAILED:
            return _plain(412, "What you have is not what is published now.", {"ETag": tag})
        case Verdict.SEND:
            pass
    header = request.headers.get("range", "") if request.method == "GET" else ""
    if not is_range_good(request.headers.get("if-range"), etag=tag, modified=chosen.modified):
        header = ""
    try:
        ranges = requested(header, size)
    except UnsatisfiableError:
        return _plain(416, "The file is shorter than that.", {"Content-Range": f"bytes */{size}", "ETag": tag})
    match ranges:
        case ():
            return PiecewiseResponse(chosen.source, [range(size)], status_code=200, headers=headers)
        case (only,):
            headers["Content-Range"] = _content_range(only, size)
            return PiecewiseResponse(chosen.source, [only], status_code=206, headers=headers)
        case _:
            return _several(chosen, ranges, headers)


def _several(chosen: Representation, ranges: tuple[range, ...], headers: dict[str, str]) -> Response:
    """Answer with several parts, each under its own headers (RFC 9110, section 14.6)."""
    boundary = secrets.token_hex(16)
    pieces: list[Piece] = []
    for one in ranges:
        head = f"Content-Type: {headers['Content-Type']}\r\nContent-Range: {_content_range(one, chosen.size)}"
        pieces += [f"--{boundary}\r\n{head}\r\n\r\n".encode("latin-1"), one, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode("latin-1"))
    headers["Content-Type"] = f"multipart/byteranges; boundary={boundary}"
    return PiecewiseResponse(chosen.source, pieces, status_code=206, headers=headers)


def _content_range(one: range, size: int) -> str:
    return f"bytes {one.start}-{one.stop - 1}/{size}"


def _plain(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{sentence}\n", status_code=status, headers={**_EVERYWHERE, **(headers or {})})


async def _lost(_request: Request, _error: Exception) -> Response:
    """Answer a target that is no path, such as "*"."""
    return _absent()


def _absent() -> Response:
    return _plain(404, "There is nothing at this address.")


def _fail(_request: Request, error: Exception) -> Response:
    logging.getLogger(__name__).error("A request could not be answered.", exc_info=error)
    return _plain(500, "Something is wrong with this server.")
