"""A response whose body is sent piece by piece from an open file or from memory."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import FileIO
from typing import TypeAlias

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Piece: TypeAlias = bytes | range
"""What is sent next: these bytes, or these of the source."""

CHUNK = 64 * 1024
"""Bytes read at once: with hundreds of visitors who are slow, each holds about twice as many."""


class PiecewiseResponse(Response):
    """Sends pieces, and closes the file when it is done or the visitor has left.

    Args:
        source: What the pieces are of.
        pieces: In the order in which they are sent.
        status_code: Of HTTP.
        headers: All of them; Content-Length is added.
    """

    def __init__(
        self, source: FileIO | bytes, pieces: Sequence[Piece], *, status_code: int, headers: Mapping[str, str]
    ) -> None:
        self._source = source
        self._pieces = pieces
        self.status_code = status_code
        self.background = None
        self.body = b""
        length = sum(map(len, pieces))
        self.init_headers({**headers, "Content-Length": str(length)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request.

        Where the file turns out shorter than it was, the body is left unfinished, and the server closes the connection.
        """
        with _closing(self._source):
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] != "HEAD" and not await self._send_pieces(receive, send):
                return
            await send({"type": "http.response.body", "body": b""})

    async def _send_pieces(self, receive: Receive, send: Send) -> bool:
        """Return whether all was sent. A server whose visitor has left takes what it is given and says nothing."""
        leaving = asyncio.ensure_future(_leaving(receive))
        try:
            for chunk in self._chunks():
                if leaving.done() or not chunk:
                    return False
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        finally:
            leaving.cancel()
        return True

    def _chunks(self) -> Iterator[bytes]:
        """Cut the pieces into chunks; an empty one says that the file ends too early."""
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            elif isinstance(self._source, bytes):
                yield self._source[piece.start : piece.stop]
            else:
                self._source.seek(piece.start)
                left = len(piece)
                while left:
                    chunk = self._source.read(min(CHUNK, left))
                    yield chunk
                    left -= len(chunk)


async def _leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@contextmanager
def _closing(source: FileIO | bytes) -> Iterator[None]:
    try:
        yield
    finally:
        if isinstance(source, FileIO):
            source.close()
