"""CRC-16 of frames."""

from hypothesis import given
from hypothesis import strategies as st

from audioed.sound.crc import crc16, joined_crc16


def by_division(content: bytes) -> int:
    """The definition: one bit after the other."""
    register = 0
    for byte in content:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0xA001 if register & 1 else 0)
    return register


def test_the_published_check_value_comes_out() -> None:
    assert crc16(b"123456789") == 0xBB3D


def test_nothing_has_the_crc_zero() -> None:
    assert crc16(b"") == 0


@given(st.binary(max_size=200))
def test_it_is_the_remainder_of_division_bit_by_bit(content: bytes) -> None:
    assert crc16(content) == by_division(content)


def test_it_is_the_remainder_where_the_content_is_many_times_longer_than_the_period() -> None:
    content = bytes(index * index % 251 for index in range(20_000))

    assert crc16(content) == by_division(content)


@given(st.lists(st.binary(max_size=100), max_size=8), st.integers(0, 9000))
def test_the_crc_of_joined_parts_follows_from_theirs(parts: list[bytes], filling: int) -> None:
    parts = [*parts, bytes(filling), b"end"]

    joined = joined_crc16((crc16(part), len(part)) for part in parts)

    assert joined == crc16(b"".join(parts))
