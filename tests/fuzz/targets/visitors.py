"""What visitors send to `audioed serve`: paths and headers."""

import asyncio
import re
from functools import cache
from typing import Any

from starlette.applications import Starlette
from starlette.types import Message
from tests.fuzz.targets.samples import folder

from audioed.serving import app
from audioed.serving.preconditions import is_range_good, judge
from audioed.serving.ranges import UnsatisfiableError, requested

SECRET = b"never to be sent"
SOUND = bytes(range(256)) * 8
_STATUSES = {200, 204, 206, 301, 304, 404, 405, 412, 416, 503}


def ranges(content: bytes) -> None:
    """Read a `Range`: what is sent of a file lies in it, and is no more than it."""
    for size in (0, 1, 100, 10**12):
        try:
            found = requested(content.decode("latin-1"), size)
        except UnsatisfiableError:
            continue
        assert all(0 <= one.start < one.stop <= size for one in found), found
        assert sum(map(len, found)) <= size, found


def preconditions(content: bytes) -> None:
    """Read preconditions: a line for each of the headers."""
    names = ("if-match", "if-unmodified-since", "if-none-match", "if-modified-since")
    lines = content.decode("latin-1").split("\n")
    headers = {name: line for name, line in zip(names, lines, strict=False) if line}
    judge(headers, etag='"a"', modified=1_700_000_000)
    is_range_good(lines[0], etag='"a"', modified=1_700_000_000)


def request(content: bytes) -> None:
    """Answer a request: its method, its path, and a line for each header."""
    method, path, *lines = [*content.split(b"\n"), b"", b""]
    headers = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
    sent = asyncio.run(_answer(method.decode("latin-1"), path.decode("utf-8", "replace"), headers))
    status, body = sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])
    told = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    assert status in _STATUSES, status
    assert SECRET not in body
    if status == 206 and (where := re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", told.get("content-range", ""))):
        start, last, size = map(int, where.groups())
        assert start <= last < size
        if method == b"GET" and size == len(SOUND):
            assert body == SOUND[start : last + 1]
    if "content-length" in told and method == b"GET" and status in {200, 206}:
        assert len(body) == int(told["content-length"])


async def _answer(method: str, path: str, headers: list[tuple[bytes, bytes]]) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)
        await asyncio.sleep(0)

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": b"",
        "scheme": "http",
        "headers": headers,
    }
    await _published()(scope, receive, send)
    return sent


@cache
def _published() -> Starlette:
    top = folder("published")
    site = top / "public"
    (site / "episodes" / "one").mkdir(parents=True)
    (site / "index.html").write_text("<!DOCTYPE html><title>The show</title>" + "<p>Words.</p>" * 100)
    (site / "episodes" / "one" / "index.html").write_text("<title>One</title>")
    (site / "sound.mp3").write_bytes(SOUND)
    (site / "empty.mp3").touch()
    (site / "feed.xml").write_text('<rss version="2.0"><channel><link>index.html</link></channel></rss>')
    (site / ".hidden").write_bytes(SECRET)
    (top / "outside.txt").write_bytes(SECRET)
    return app(site)
