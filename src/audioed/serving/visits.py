"""A visitor's connection, which ends when nothing comes of it: who stalls keeps no place that others could have."""

import asyncio
import time
from dataclasses import dataclass
from typing import ClassVar, Final

from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one visitor may cost the others."""

    visitors: int = 500
    """At one time. Each takes two of the files that a process may have open, of which there are mostly 1,024."""
    request_s: float = 30
    """For a request: to say it whole, and before the next one."""
    silence_s: float = 60
    """In which something of an answer is taken; whoever takes longer can ask for the rest, by a range."""


_FULL: Final = "There are too many visitors. Come again in a while.\n"
_TURNED_AWAY: Final = (
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Type: text/plain; charset=utf-8\r\n"
    f"Content-Length: {len(_FULL)}\r\nConnection: close\r\n\r\n{_FULL}"
).encode()


class Visit(H11Protocol):
    """A connection as uvicorn has it, which is looked at now and then."""

    limits: ClassVar = Limits()
    _next_look: asyncio.TimerHandle | None = None
    _left = 0
    """Bytes that wait for the visitor to take them."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Let the visitor in, unless there are too many."""
        super().connection_made(transport)
        self._taken_at = self._waiting_since = time.monotonic()
        self._look()
        if len(self.connections) > self.limits.visitors:
            transport.write(_TURNED_AWAY)
            transport.close()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._waiting_since = time.monotonic()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._next_look:
            self._next_look.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        now = time.monotonic()
        left = self.transport.get_write_buffer_size()
        if not left or left != self._left:
            self._left, self._taken_at = left, now
        is_answering = bool(self.cycle) and not self.cycle.response_complete
        if now - self._taken_at > self.limits.silence_s:
            self.transport.abort()
        elif not is_answering and not left and now - self._waiting_since > self.limits.request_s:
            self.transport.close()
        self._next_look = self.loop.call_later(min(self.limits.request_s, self.limits.silence_s) / 10, self._look)


def visit(limits: Limits) -> type[Visit]:
    """Return the kind of connection that keeps to these limits: uvicorn makes them itself, of a class."""
    return type("Visit", (Visit,), {"limits": limits})
