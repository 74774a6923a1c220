"""A request to a machine that may be asked, and its answer within a time.

The address that was checked is the one that is connected to, so a name that leads elsewhere a moment later (DNS
rebinding) gains nothing. Where the environment names a proxy, that is connected to, and it decides what a name means:
refused is then what is known here to be private.
"""

import socket
import ssl
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

from audioed import __version__
from audioed.reading.hosts import Place, places_of, refuse_private
from audioed.reading.proxies import Proxy, proxy_for, tunnel

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PORTS: Final = {"http": 80, "https": 443}


class TooLateError(TimeoutError):
    """All the time that there was is over, though the other side may still be talking."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long an answer is waited for."""

    silence_s: float
    """For its next bytes."""
    end: float
    """For all of it: until then, by `time.monotonic`."""

    def left(self) -> float:
        """Return for how many seconds the next bytes may be waited for.

        Raises:
            TooLateError: not for a moment more.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise TooLateError
        return min(self.silence_s, left)


@contextmanager
def asked(
    address: str,
    *,
    patience: Patience,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    private_hosts: Collection[str] = (),
) -> Iterator[HTTPResponse]:
    """Ask for an address, and give the answer, whatever its status. Nothing is sent but what stands here.

    Args:
        address: As `on_the_wire` returns it.
        patience: How long the answer is waited for, while it is read too.
        method: GET or HEAD.
        headers: Besides those of every request.
        private_hosts: Names, addresses and networks that may be asked though they are not public.

    Raises:
        ReadingError: the machine is not public, and not allowed.
        OSError: there is no such machine, it can't be reached or trusted, or falls silent.
        HTTPException: it speaks no HTTP.
    """
    parts = urlsplit(address)
    host, port = _end_of(parts)
    proxy = proxy_for(parts.scheme, host)
    sent = {"User-Agent": f"audioed/{__version__}", "Connection": "close", **(headers or {})}
    target = parts._replace(scheme="", netloc="").geturl()
    if proxy and parts.scheme == "http":
        target, sent = address, {**sent, **proxy.headers}
    connection = (HTTPSConnection if parts.scheme == "https" else HTTPConnection)(host, port)
    try:
        with closing(_line(address, proxy, patience, private_hosts)) as line:
            connection.sock = _Patiently(line, patience)
            connection.request(method, target, headers=sent)
            with connection.getresponse() as response:
                yield response
    except TimeoutError:
        patience.left()
        raise


def _end_of(parts: SplitResult) -> tuple[str, int]:
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


def _line(address: str, proxy: Proxy | None, patience: Patience, private_hosts: Collection[str]) -> socket.socket:
    """Return what leads to the machine: by way of the proxy, if there is one; encrypted, if the address says so."""
    parts = urlsplit(address)
    host, port = _end_of(parts)
    try:
        line = _connected(_places(address, proxy, private_hosts), patience)
    except OSError as error:
        if proxy:
            raise OSError(f"the proxy {proxy.host} can't be reached: {error}") from error
        raise
    try:
        if parts.scheme == "http":
            return line
        if proxy:
            tunnel(line, proxy, host, port)
        line.settimeout(patience.left())
        return ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def _places(address: str, proxy: Proxy | None, private_hosts: Collection[str]) -> tuple[Place, ...]:
    host, port = _end_of(urlsplit(address))
    if proxy is None:
        places = places_of(host, port)
        refuse_private(address, places, private_hosts)
        return places
    with suppress(OSError):  # a name that only the proxy knows
        refuse_private(address, places_of(host, port), private_hosts)
    return places_of(proxy.host, proxy.port)


def _connected(places: Iterable[Place], patience: Patience) -> socket.socket:
    failure = OSError("it has no address")
    for place in places:
        line = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            line.settimeout(patience.left())
            line.connect(place.address)
        except OSError as error:
            line.close()
            failure = error
        else:
            return line
    raise failure


class _Patiently:
    """A connected socket, as far as `http.client` uses one, which is not waited for longer than there is patience."""

    def __init__(self, line: socket.socket, patience: Patience) -> None:
        self._line = line
        self._patience = patience

    def sendall(self, content: bytes) -> None:
        """Send all of it."""
        self._line.settimeout(self._patience.left())
        self._line.sendall(content)

    def makefile(self, _mode: str) -> BufferedReader:
        """Return what comes from the other side, to be read."""
        return BufferedReader(_Heard(self._line, self._patience))

    def close(self) -> None:
        """Nothing: whoever connected hangs up."""


class _Heard(RawIOBase):
    """What comes from the other side: each part is waited for as long as there is patience left."""

    def __init__(self, line: socket.socket, patience: Patience) -> None:
        super().__init__()
        self._line = line
        self._patience = patience

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Read what has come."""
        self._line.settimeout(self._patience.left())
        return self._line.recv_into(buffer)
