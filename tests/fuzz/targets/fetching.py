"""What servers answer, and addresses; nothing beyond loopback is ever asked."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final
from unittest.mock import patch

from audioed.reading.fetching import Limits, fetch_page

_HOST: Final = "127.0.0.1"
_LIMITS: Final = Limits(bytes=50_000, redirects=3, silence_s=2, total_s=4)


def answer(content: bytes) -> None:
    """Fetch a page from a server that answers with these bytes and hangs up."""
    server = _server()
    server.answer = content
    with loopback_alone():
        fetch_page(f"http://{_HOST}:{server.server_address[1]}/page", _LIMITS, private_hosts=[_HOST])


def address(content: bytes) -> None:
    """Fetch what a person gives as an address."""
    with loopback_alone():
        fetch_page(f"http://{content.decode('utf-8', 'replace')}", _LIMITS, private_hosts=[_HOST])


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    answer = b""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        """Read the request, and answer."""
        try:
            self.request.recv(65_536)
            self.request.sendall(self.server.answer)
        except OSError:  # who asked has left
            return


@cache
def _server() -> _Server:
    server = _Server((_HOST, 0), _Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


@contextmanager
def loopback_alone() -> Iterator[None]:
    """Let no other host be found, and no other port than the server's be reached."""
    find, connect = socket.getaddrinfo, socket.socket.connect

    def find_none(host: Any, *arguments: Any, **options: Any) -> Any:
        if host == _HOST:
            return find(host, *arguments, **options)
        if isinstance(host, str):
            host.encode("idna")  # as the real one does first
        raise socket.gaierror(socket.EAI_NONAME, "there is no such host")

    def connect_near(this: socket.socket, where: Any) -> None:
        if where != _server().server_address:
            raise ConnectionRefusedError
        connect(this, where)

    with (
        patch.object(socket, "getaddrinfo", find_none),
        patch.object(socket.socket, "connect", connect_near),
    ):
        yield
