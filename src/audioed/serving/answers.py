"""What is answered: a whole file, a part of it, that nothing has changed, or why there is nothing to send."""

import secrets
from collections.abc import Mapping
from email.utils import formatdate
from typing import assert_never
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from audioed.serving.body import Piece, PiecewiseResponse
from audioed.serving.preconditions import Verdict, is_range_good, judge
from audioed.serving.ranges import UnsatisfiableError, requested
from audioed.serving.variants import Representation

_EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Range, ETag, Last-Modified",
    "X-Content-Type-Options": "nosniff",
}
"""Everything that is published is for every web player (Podcasting 2.0 wants it of chapters and transcripts)."""

_READING = {"Allow": "GET, HEAD, OPTIONS"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Range, If-Range, If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since",
    "Access-Control-Max-Age": "86400",
}
_OF_304 = ("Cache-Control", "ETag", "Last-Modified", "Vary")
"""What else describes a representation would change what the visitor has (RFC 9110, section 15.4.5)."""


def respond(request: Request, chosen: Representation) -> Response:
    """Answer a GET or HEAD.

    Args:
        request: Its preconditions and ranges decide how much is sent.
        chosen: What it is answered with; its file must stay open until the answer is sent.
    """
    headers = {**_EVERYWHERE, **chosen.headers, "Last-Modified": formatdate(chosen.modified, usegmt=True)}
    match judge(request.headers, etag=chosen.etag, modified=chosen.modified):
        case Verdict.SEND:
            return _sent(request, chosen, headers)
        case Verdict.NOT_MODIFIED:
            kept = {name: headers[name] for name in _OF_304 if name in headers}
            return Response(status_code=304, headers={**_EVERYWHERE, **kept})
        case Verdict.FAILED:
            return plain(412, "What you have is not what is published now.", {"ETag": chosen.etag})
        case never:
            assert_never(never)


def _sent(request: Request, chosen: Representation, headers: dict[str, str]) -> Response:
    """Answer with the whole, or with the ranges that are asked for; those of a HEAD are not heeded."""
    header = request.headers.get("range", "") if request.method == "GET" else ""
    is_good = is_range_good(request.headers.get("if-range"), etag=chosen.etag, modified=chosen.modified)
    try:
        ranges = requested(header if is_good else "", chosen.size)
    except UnsatisfiableError:
        where = {"Content-Range": f"bytes */{chosen.size}", "ETag": chosen.etag}
        return plain(416, "The file is shorter than that.", where)
    match ranges:
        case ():
            return PiecewiseResponse(chosen.source, [range(chosen.size)], status_code=200, headers=headers)
        case (only,):
            headers["Content-Range"] = _content_range(only, chosen.size)
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


def moved(path: str) -> Response:
    """Send the visitor to another path, given without percent-encoding."""
    return RedirectResponse(quote(path), status_code=301, headers=_EVERYWHERE)


def absent() -> Response:
    """Answer that nothing is published there."""
    return plain(404, "There is nothing at this address.")


def unavailable() -> Response:
    """Answer that what is published can't be read at this moment."""
    return plain(503, "It can't be had at this moment. Try again.", {"Retry-After": "1"})


def preflight() -> Response:
    """Answer a web player that asks what it may ask for."""
    return Response(status_code=204, headers={**_EVERYWHERE, **_READING, **_PREFLIGHT})


def read_only() -> Response:
    """Answer a method that would change something."""
    return plain(405, "What is published can only be read.", _READING)


def plain(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a sentence."""
    return PlainTextResponse(f"{sentence}\n", status_code=status, headers={**_EVERYWHERE, **(headers or {})})
