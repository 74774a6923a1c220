"""CRC-16 as LAME's header uses it, without a loop over bytes.

The polynomial P = x¹⁶ + x¹⁵ + x² + 1 is (x + 1) · Q with Q = x¹⁵ + x + 1. Squaring a polynomial over GF(2) squares each
of its terms, so Q to the power K = 2ᵏ is x¹⁵ᴷ + xᴷ + 1: three terms that bring down 14 K bits of a large integer at
once. The remainder by x + 1 is the parity, and the two remainders make the one by P.

Bits are taken as they come: of a byte the lowest first, so bit 0 of the integers here is the highest power of x.
"""

from collections.abc import Iterable, Iterator

_PERIOD = 32767
"""x to this power is 1 modulo P."""

_Q_REFLECTED = 0xC001


def crc16(content: bytes) -> int:
    """Return the CRC-16/ARC of `content` (polynomial 0x8005, reflected, nothing added before or after)."""
    return _remainder(int.from_bytes(content, "little"), 8 * len(content) + 16)


def joined_crc16(parts: Iterable[tuple[int, int]]) -> int:
    """Return the CRC-16 of what the parts make when joined.

    Args:
        parts: The CRC-16 and the count of bytes of each part, in order.
    """
    known = tuple(parts)
    after = sum(count for _, count in known)
    total = 0
    for crc, count in known:
        after -= count
        total ^= crc << (_PERIOD - 8 * after % _PERIOD)
    return _remainder(total, _PERIOD + 16)


def _remainder(bits: int, size: int) -> int:
    """Divide a polynomial of `size` coefficients by P."""
    parity = bits.bit_count() & 1
    for times in _powers_of_two((size - 1) // _PERIOD):  # x to any multiple of the period is 1
        width = times * _PERIOD
        over = size - width
        bits = (bits >> over) ^ ((bits & ((1 << over) - 1)) << (width - over))
        size = width
    for power in _powers_of_two((size - 1) // 15):
        while (over := min(size - 15 * power, 14 * power)) > 0:
            high = bits & ((1 << over) - 1)
            bits = (bits >> over) ^ (high << (14 * power - over)) ^ (high << (15 * power - over))
            size -= over
    odd = (bits.bit_count() & 1) ^ parity
    return (bits << 1) ^ (_Q_REFLECTED if odd else 0)


def _powers_of_two(greatest: int) -> Iterator[int]:
    """Yield those up to `greatest`, from the greatest down."""
    return (1 << exponent for exponent in reversed(range(greatest.bit_length())))
