"""The server around the application: a port, the signals that end it, and the address to tell people."""

import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn

from audioed.errors import ServingError
from audioed.serving.app import app
from audioed.serving.finding import published_folder

_PORTS = range(1, 65_536)
_BACKLOG = 2048
_LAST_SECONDS = 1
"""What is under way when the server is told to end gets so long to finish."""


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 8000, ready: Callable[[str], None]) -> None:
    """Serve a show, or any published folder, until Ctrl-C or SIGTERM.

    Args:
        folder: A show, of which its `public/` is served, or a folder that was published.
        host: The address to listen on; "0.0.0.0" lets every machine of the network in.
        port: From 1; 0 takes any that is free.
        ready: Called once with the address, which ends in "/", when visitors can come.

    Raises:
        ServingError: there is nothing to serve, or the port can't be had.
    """
    public = published_folder(folder)
    with closing(_listen(host, port, folder)) as listener:
        config = uvicorn.Config(
            app(public),
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=_BACKLOG,
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
        if error.errno == errno.EADDRINUSE:
            hint = f"audioed serve {folder} --port {_next_free(host, port)}"
            raise ServingError(f"Port {port} of {host} is taken by another program.", hint=hint) from error
        if error.errno == errno.EACCES:
            hint = "Name a port from 1024 on; smaller ones are the system's."
            raise ServingError(f"Port {port} is not allowed to you.", hint=hint) from error
        reason = error.strerror or str(error)
        hint = "Leave out --host to serve this machine alone, or name one of its own addresses."
        raise ServingError(f"Nobody can listen on {host}, port {port}: {reason}.", hint=hint) from error


def _bound(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(address[:2], family=family, backlog=_BACKLOG)


def _next_free(host: str, port: int) -> int:
    """Return the next port that nobody listens on."""
    for candidate in range(port + 1, _PORTS.stop):
        try:
            with _bound(host, candidate):
                return candidate
        except OSError:
            continue
    return 0


def _address(listener: socket.socket) -> str:
    """Return where visitors find the server: of one that listens everywhere, at this machine's place in the network."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - it is looked for, not bound to
        host = _own_address(listener.family) or host
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _own_address(family: socket.AddressFamily) -> str:
    """Return the address from which this machine would reach others; nothing is sent. Empty where it has no network."""
    elsewhere = (
        "2001:db8::1" if family == socket.AF_INET6 else "192.0.2.1"
    )  # kept free for examples: RFC 3849, RFC 5737
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((elsewhere, 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
