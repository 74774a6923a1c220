"""Which machines may be asked: those of the public network, and those that somebody has allowed by name."""

import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from audioed.errors import ReadingError

IPAddress: TypeAlias = IPv4Address | IPv6Address

_CLOSED: Final = {
    "this machine itself": ("0.0.0.0/8", "127.0.0.0/8", "::/128", "::1/128"),
    "in a private network": (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fec0::/10",
    ),
    "of this machine's own link": ("169.254.0.0/16", "fe80::/10"),
    "the address at which a cloud serves its own machines": ("168.63.129.16/32",),
    "for many machines at once": ("224.0.0.0/4", "ff00::/8"),
    "reserved": (
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    ),
}
"""What is not public: by IANA's registries of special-purpose addresses (RFC 6890); for Azure, by its own word; and two
obsolete kinds of IPv6 that hide an address of IPv4, Teredo (in 2001::/23) and 6to4 (2002::/16)."""

_NETWORKS: Final = tuple((ip_network(network), what) for what, networks in _CLOSED.items() for network in networks)
_GLOBAL: Final = IPv6Network("2000::/3")
"""All of IPv6 that is handed out (RFC 4291, section 2.4)."""
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 find it (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a machine listens, as `socket.connect` takes it."""

    family: socket.AddressFamily
    address: tuple[Any, ...]


def places_of(host: str, port: int) -> tuple[Place, ...]:
    """Return where a host listens.

    Args:
        host: A name or an address.
        port: From 1.

    Raises:
        OSError: there is no such host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(Place(family, address) for family, _, _, _, address in found)


def refuse_private(address: str, places: Iterable[Place], private_hosts: Collection[str]) -> None:
    """Stop at a place that is not public, unless it or its host is allowed.

    Whoever connects then must take one of these places, and not ask for the name again.

    Args:
        address: Of the web, as `on_the_wire` returns it.
        places: Of its host.
        private_hosts: Names, addresses and networks that may be asked though they are not public.

    Raises:
        ReadingError: one of them is neither public nor allowed.
    """
    host = urlsplit(address).hostname or ""
    for place in places:
        found = _meant(ip_address(place.address[0].partition("%")[0]))
        if (what := _why_closed(found)) and not _is_allowed(host, found, private_hosts):
            named = host if host == str(found) else f"{host} ({found})"
            raise ReadingError(
                f"{address} may not be asked for: {named} is {what}",
                hint=f'If you trust it: private_hosts = ["{host}"] in audioed.toml, or --private-host {host}.',
            )


def _meant(address: IPAddress) -> IPAddress:
    """Return the address of IPv4 that one of IPv6 stands for, or itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address


def _why_closed(address: IPAddress) -> str:
    """Return what an address is that is not public; empty: it is public."""
    found = next((what for network, what in _NETWORKS if address in network), "")
    is_handed_out = isinstance(address, IPv4Address) or address in _GLOBAL
    return found or ("" if is_handed_out else "reserved")


def _is_allowed(host: str, address: IPAddress, private_hosts: Collection[str]) -> bool:
    return any(host == allowed.lower() or address in _network(allowed) for allowed in private_hosts)


def _network(allowed: str) -> Collection[IPAddress]:
    try:
        return ip_network(allowed, strict=False)  # type: ignore[return-value] # all that is asked is `in`
    except ValueError:  # it is a name
        return ()
