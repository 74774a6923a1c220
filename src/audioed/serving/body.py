"""A response whose body is sent piece by piece from an open file or from memory."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from io import FileIO
from typing import TypeAlias

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Piece: TypeAlias = bytes | range
"""What is sent next: these bytes, or these of the source."""

CHUNK = 32 * 1024
"""Bytes read at once: for each of hundreds of visitors who are slow, one chunk waits in memory."""


class PiecewiseResponse(Response):
    """Sends pieces, as fast as the visitor takes them.

    Args:
        source: What the pieces are of; a file must stay open until the last is sent.
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
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD" or await self._send_pieces(receive, send):
            await send(_message(b"", more=False))

    async def _send_pieces(self, receive: Receive, send: Send) -> bool:
        """Return whether all was sent."""
        # A server whose visitor has left takes what it is given and says nothing.
        leaving = asyncio.ensure_future(_leaving(receive))
        try:
            for part in self._parts():
                # An empty message waits until the visitor has taken the last one: only then is more read.
                await send(_message(b""))
                await asyncio.sleep(0)  # else who takes all at once would leave, and keep others waiting, unnoticed
                if leaving.done() or not await self._send_part(part, send):
                    return False
        finally:
            leaving.cancel()
        return True

    async def _send_part(self, part: Piece, send: Send) -> bool:
        """Return whether all of it was there to be sent."""
        content = part if isinstance(part, bytes) else self._read(part)
        await send(_message(content))
        return len(content) == len(part)

    def _parts(self) -> Iterator[Piece]:
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from (piece[at : at + CHUNK] for at in range(0, len(piece), CHUNK))

    def _read(self, part: range) -> bytes:
        if isinstance(self._source, bytes):
            return self._source[part.start : part.stop]
        self._source.seek(part.start)
        return self._source.read(len(part))


def _message(content: bytes, *, more: bool = True) -> dict[str, object]:
    return {"type": "http.response.body", "body": content, "more_body": more}


async def _leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
