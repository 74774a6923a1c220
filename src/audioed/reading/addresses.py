"""Addresses of the web, as they are written, brought to the one form that goes over the wire."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from socket import AF_INET6, inet_ntop
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from audioed.errors import ReadingError

_KEPT: Final = "%/:=&?~#+!$,;'@()*[]"
_NAME: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
"""What is an address of IPv4, well written or not (WHATWG URL Standard, "ends in a number checker")."""


def on_the_wire(address: str) -> str:
    """Return an address with its host in IDNA and lower case, the rest quoted, without a fragment.

    Args:
        address: As a person or a page gives it.

    Raises:
        ReadingError: it is not http or https, has no host or an odd one, or holds a name or password.
    """
    try:
        parts = urlsplit(re.sub(r"[\t\r\n]", "", address.strip()))
        port = parts.port
        path, query = quote(parts.path or "/", _KEPT), quote(parts.query, _KEPT)
    except ValueError as error:  # brackets without an end, a port that is no number, half a character
        raise ReadingError(f"{address!a} is no address: {error}", hint="Look at its host.") from error
    if parts.scheme not in {"http", "https"}:
        raise ReadingError(f"{parts.geturl()}: only http and https addresses are read")
    if "@" in parts.netloc:
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise ReadingError(
            f"{bare} comes with a name or password, and audioed signs in nowhere",
            hint="Save the page with a browser, and name the file.",
        )
    host = _host(parts)
    return urlunsplit((parts.scheme, host if port is None else f"{host}:{port}", path, query, ""))


def _host(parts: SplitResult) -> str:
    """Return the host as every system understands it alike; one of IPv6 in brackets.

    Raises:
        ReadingError: there is none, or systems would differ about it.
    """
    written = parts.hostname
    if not written:
        raise ReadingError(f"{parts.geturl()} names no host")
    try:
        if "[" in parts.netloc:
            found = IPv6Address(written if "%" not in written else "")
            return f"[{inet_ntop(AF_INET6, found.packed)}]"  # which releases of Python spell alike
        host = written.encode("idna").decode("ascii").lower().removesuffix(".")
        if _NUMBER.fullmatch(host):
            return str(IPv4Address(host))
    except AddressValueError as error:
        raise ReadingError(
            f"{parts.geturl()} is no address: its host is no usual one of the Internet Protocol",
            hint="Write it as four decimal numbers, or in brackets as IPv6.",
        ) from error
    except UnicodeError as error:
        raise ReadingError(f"{parts.geturl()} is no address: {error}", hint="Look at its host.") from error
    if not _NAME.fullmatch(host):
        raise ReadingError(f"{parts.geturl()} is no address: there is no host {host}", hint="Look at its spelling.")
    return host
