import socket
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.errors import ReadingError
from audioed.reading.hosts import Place, refuse_private

HERE = "https://news.example/a"

PRIVATE_4 = (
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254"),  # noqa: S104 - asked for
    "169.254.169.254",
    *("168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1"),
    *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
)
PRIVATE_6 = (
    *("::", "::1", "::7f00:1", "100::1", "2001::1", "2001:db8::1", "3fff::1", "5f00::1", "64:ff9b:1::808:808"),
    *("fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
)
PUBLIC = ("8.8.8.8", "9.255.255.255", "11.0.0.0", "172.32.0.1", "192.167.1.1", "1.1.1.1", "2606:4700::1111", "2a00::1")


def refused(address: str, *private_hosts: str, url: str = HERE) -> str:
    """Return why an address is refused; empty: it isn't."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        refuse_private(url, [Place(family, (address, 443))], private_hosts)
    except ReadingError as error:
        return error.message
    return ""


@pytest.mark.parametrize("address", PRIVATE_4 + PRIVATE_6)
def test_what_is_not_public_is_refused_with_its_address_and_the_pages(address: str) -> None:
    assert refused(address).startswith(f"{HERE} may not be asked for: news.example (")


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_asked(address: str) -> None:
    assert refused(address) == ""


@pytest.mark.parametrize("hidden", PRIVATE_4)
@pytest.mark.parametrize("around", ["::ffff:0:0", "64:ff9b::", "::"])
def test_an_address_inside_another_is_as_private_as_it_is(hidden: str, around: str) -> None:
    assert refused(str(IPv6Address(int(IPv6Address(around)) | int(IPv4Address(hidden)))))


@pytest.mark.parametrize("hidden", ["127.0.0.1", "8.8.8.8"])
def test_tunnels_of_the_past_are_not_entered(hidden: str) -> None:
    inner = int(IPv4Address(hidden))
    six_to_four = IPv6Address(int(IPv6Address("2002::")) | inner << 80)
    teredo = IPv6Address(int(IPv6Address("2001::")) | inner ^ 0xFFFFFFFF)

    assert (six_to_four.sixtofour, teredo.teredo) == (IPv4Address(hidden), (IPv4Address(0), IPv4Address(hidden)))
    assert refused(str(six_to_four))
    assert refused(str(teredo))


def test_networks_without_the_old_protocol_reach_what_is_public() -> None:
    assert refused("64:ff9b::8.8.8.8") == ""


@given(st.integers(0, 2**32 - 1))
def test_nothing_is_asked_that_the_standard_library_knows_not_to_be_global(number: int) -> None:
    address = IPv4Address(number)

    assert refused(str(address)) or (address.is_global and not address.is_multicast)


@given(st.integers(0, 2**128 - 1) | st.integers(0, 2**96 - 1).map(lambda low: 0x2001 << 112 | low))
def test_nothing_of_the_new_protocol_is_asked_that_is_not_global(number: int) -> None:
    address = IPv6Address(number)

    assert refused(str(address)) or (address.is_global and not address.is_multicast)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    places = [Place(socket.AF_INET, ("8.8.8.8", 443)), Place(socket.AF_INET, ("10.0.0.1", 443))]

    with pytest.raises(ReadingError, match=r"news\.example \(10\.0\.0\.1\) is in a private network"):
        refuse_private(HERE, places, ())


@pytest.mark.parametrize("allowed", ["news.example", "NEWS.example", "10.0.0.1", "10.0.0.0/8", "10.9.9.9/8"])
def test_who_is_named_is_asked(allowed: str) -> None:
    assert refused("10.0.0.1", "other.example", allowed) == ""


@pytest.mark.parametrize("allowed", ["example", "ws.example", "10.0.0.2", "10.0.0", "192.168.0.0/16", "fd00::/8", ""])
def test_who_is_not_named_is_not(allowed: str) -> None:
    assert refused("10.0.0.1", allowed)


def test_a_name_that_is_allowed_opens_no_address_to_others() -> None:
    assert refused("10.0.0.1", "news.example", url="http://10.0.0.1/")


def test_the_hint_can_be_typed() -> None:
    with pytest.raises(ReadingError) as caught:
        refuse_private("http://wiki.local/", [Place(socket.AF_INET, ("192.168.0.7", 80))], ())

    assert 'private_hosts = ["wiki.local"]' in caught.value.hint
    assert "--private-host wiki.local" in caught.value.hint
