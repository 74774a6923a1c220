"""The server around the application: a port, the signals that end it, and the address to tell people."""

import errno
import math
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shlex import quote

import uvicorn

from audioed.errors import ServingError
from audioed.serving.application import app
from audioed.serving.finding import published_folder
from audioed.serving.visits import Limits, visit

LOOPBACK = "127.0.0.1"

_USUAL = Limits()
_LAST_PORT = 65_535
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - they are looked for, not bound to
_ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses of other machines, kept free for examples (RFC 5737, RFC 3849)."""

_BACKLOG = 2048
_LAST_SECONDS = 1
"""What is under way when the server is told to end gets so long to finish."""


def serve(
    folder: Path,
    *,
    host: str = LOOPBACK,
    port: int = 8000,
    limits: Limits = _USUAL,
    ready: Callable[[str], None],
) -> None:
    """Serve a show, or any published folder, until Ctrl-C or SIGTERM.

    It must be called in the main thread, the one that signals come to.

    Args:
        folder: A show, of which its `public/` is served, or a folder that was published.
        host: The address to listen on; "0.0.0.0" lets every machine of the network in.
        port: From 1; 0 takes any that is free.
        limits: What one visitor may cost the others.
        ready: Called once with the address, which ends in "/", when visitors can come.

    Raises:
        ServingError: there is nothing to serve, or the port can't be had.
    """
    public = published_folder(folder)
    with closing(_listen(host, port, folder)) as listener:
        config = uvicorn.Config(
            app(public),
            http=visit(limits),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=_BACKLOG,
            timeout_keep_alive=math.ceil(limits.request_s),
            timeout_graceful_shutdown=_LAST_SECONDS,
        )
        ready(_address(listener))
        _Server(config).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends in order when it is told to: that is how it is meant to end."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Heed Ctrl-C and SIGTERM, and leave them as they were."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _listen(host: str, port: int, folder: Path) -> socket.socket:
    """Return a socket that visitors can connect to.

    Raises:
        ServingError: the port is taken or not allowed, or the host is none of this machine's.
    """
    try:
        return _bound(host, port)
    except OSError as error:
        raise refusal(error, host=host, port=port, folder=folder) from error


def refusal(error: OSError, *, host: str, port: int, folder: Path) -> ServingError:
    """Return what it means for a person that a port can't be had, and what to type instead."""
    if error.errno == errno.EADDRINUSE:
        elsewhere = "" if host == LOOPBACK else f" --host {host}"
        hint = f"audioed serve {quote(str(folder))}{elsewhere} --port {_next_free(host, port)}"
        return ServingError(f"Port {port} of {host} is taken by another program.", hint=hint)
    if error.errno == errno.EACCES:
        return ServingError(f"Port {port} is not allowed to you.", hint="Name one from 1024 on: --port 8000")
    hint = "Leave out --host to serve this machine alone, or name one of its own addresses."
    return ServingError(f"Nobody can listen on {host}, port {port}: {error.strerror or error}.", hint=hint)


def _bound(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(address[:2], family=family, backlog=_BACKLOG)


def _next_free(host: str, port: int) -> int:
    """Return the next port that nobody listens on; 0, which takes any, where there is none."""
    for candidate in range(port + 1, _LAST_PORT + 1):
        try:
            with _bound(host, candidate):
                return candidate
        except OSError:
            continue
    return 0


def _address(listener: socket.socket) -> str:
    """Return where visitors find the server: of one that listens everywhere, at this machine's place in the network."""
    host, port = listener.getsockname()[:2]
    if host in _EVERYWHERE:
        with socket.socket(listener.family, socket.SOCK_DGRAM) as probe:
            host = own_address(probe) or host
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def own_address(probe: socket.socket) -> str:
    """Return the address from which this machine would reach others; empty where it has no network.

    Args:
        probe: A datagram socket: connecting it makes the system choose, and sends nothing.
    """
    try:
        probe.connect((_ELSEWHERE[probe.family], 9))
    except OSError:
        return ""
    return str(probe.getsockname()[0])
