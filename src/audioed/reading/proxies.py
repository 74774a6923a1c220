"""The proxy that the environment names for a host (`http_proxy`, `https_proxy`, `no_proxy`), and the way through it."""

import socket
from base64 import b64encode
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from audioed.errors import ReadingError

_OK: Final = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Proxy:
    """A machine that asks others on our behalf."""

    host: str
    port: int
    credentials: str = field(default="", repr=False)
    """ "name:password"; they are sent to the proxy alone."""

    @property
    def headers(self) -> dict[str, str]:
        """What every request to it needs (RFC 9110, section 11.7)."""
        if not self.credentials:
            return {}
        return {"Proxy-Authorization": f"Basic {b64encode(self.credentials.encode()).decode()}"}


def proxy_for(scheme: str, host: str) -> Proxy | None:
    """Return the proxy for a host; None: it is asked itself.

    Raises:
        ReadingError: the environment names a proxy of a kind that we can't use.
    """
    named = getproxies().get(scheme)
    if not named or proxy_bypass(host):
        return None
    try:
        parts = urlsplit(named if "://" in named else f"http://{named}")
        port = parts.port or 80
    except ValueError as error:
        raise ReadingError(f"The proxy for {scheme} has no usable address: {error}", hint=_hint(scheme)) from error
    if parts.scheme != "http" or not parts.hostname:
        raise ReadingError(f"The proxy for {scheme} is none that speaks plain HTTP", hint=_hint(scheme))
    credentials = unquote(parts.netloc.rpartition("@")[0])
    return Proxy(host=parts.hostname, port=port, credentials=credentials)


def _hint(scheme: str) -> str:
    return f"Set {scheme}_proxy to http://HOST:PORT, or unset it."


def tunnel(line: socket.socket, proxy: Proxy, host: str, port: int) -> None:
    """Have a proxy connect a line that leads to it with a host (RFC 9110, section 9.3.6).

    Raises:
        OSError: it doesn't.
        HTTPException: it speaks no HTTP.
    """
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    headers = "".join(f"{name}: {value}\r\n" for name, value in proxy.headers.items())
    line.sendall(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{headers}\r\n".encode("latin-1"))
    with HTTPResponse(line, method="CONNECT") as response:
        response.begin()
        if response.status != _OK:
            raise OSError(f"the proxy {proxy.host} answered {response.status} {response.reason}".rstrip())
