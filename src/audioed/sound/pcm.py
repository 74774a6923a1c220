"""Sound as bytes: one channel of 16-bit little-endian samples.

Levels are decibels relative to full scale (dBFS). The same input gives the same bytes on every machine: all arithmetic
is on integers but for `audioop.mul`, which floors the product of a sample and a factor.
"""

import sys
import warnings
from array import array
from collections.abc import Iterator
from functools import lru_cache
from math import log10
from operator import mul

from audioed.units import Decibels, Hertz, Samples

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.13 has it from the package audioop-lts
    import audioop

WIDTH = 2
"""Bytes of a sample."""
LIMITER_VERSION = "2"
"""Changes when `level` or `trim` gives other samples for the same input."""
CEILING = Decibels(-2.0)
"""Of samples. What lies between them, and MP3 at 64 kbit/s, add up to 0.6 dB to speech: true peaks stay under -1."""

_FULL_SCALE = 32_768
_SILENCE = 32
"""A sample of no more is silent (-60 dBFS)."""
_UNITY = 32
"""The limiter's gains are multiples of 1/32: few changes, and quick ones."""
_STEEPEST = 8
"""So many of them at most from one window to the next: from 1 it is 2.5 dB."""
_RAMP = 32
"""Samples of a ramp from one gain to the next: 1.5 ms at 22,050 Hz."""
_FINE = 65_536
"""Gains inside a ramp are multiples of 1/65,536."""


def peak_db(pcm: bytes) -> Decibels:
    """Return the highest sample's level; of digital silence, -inf."""
    peak = audioop.max(pcm, WIDTH)
    return Decibels(20 * log10(peak / _FULL_SCALE) if peak else float("-inf"))


def is_silent(pcm: bytes) -> bool:
    """Return whether no sample is above -60 dBFS; nothing at all is silent."""
    return audioop.max(pcm, WIDTH) <= _SILENCE


def level(pcm: bytes, gain_db: Decibels, rate: Hertz, *, ceiling_db: Decibels = CEILING) -> bytes:
    """Apply a gain, and turn down those windows of 40 ms alone that would be over the ceiling, with their neighbours.

    The limiter neither delays nor clicks: its gain is constant inside a window and goes over in ramps of 32 samples.
    """
    factor = 10 ** (gain_db / 20)
    ceiling = _FULL_SCALE * 10 ** (ceiling_db / 20) / factor
    size = rate // 25 * WIDTH
    peaks = [audioop.max(pcm[at : at + size], WIDTH) for at in range(0, len(pcm), size)]
    if max(peaks, default=0) <= ceiling:
        return audioop.mul(pcm, WIDTH, factor)
    gains = _smooth([_UNITY if peak <= ceiling else int(_UNITY * ceiling / peak) for peak in peaks])
    return b"".join(_limited(pcm, factor, gains, size))


def _limited(pcm: bytes, factor: float, gains: list[int], size: int) -> Iterator[bytes]:
    """Multiply by the factor and by each window's gain; a window has `size` bytes."""
    changes = [index for index in range(1, len(gains)) if gains[index] != gains[index - 1]]
    at = 0
    for index in changes:
        before, after = gains[index - 1], gains[index]
        # The ramp lies in the louder window, for which the lower gain is no danger.
        ramp = index * size - (_RAMP * WIDTH if after < before else 0)
        yield audioop.mul(pcm[at:ramp], WIDTH, factor * before / _UNITY)
        at = ramp + _RAMP * WIDTH
        yield _ramp(pcm[ramp:at], before, after, factor)
    yield audioop.mul(pcm[at:], WIDTH, factor * gains[-1] / _UNITY)


def _smooth(gains: list[int]) -> list[int]:
    """Lower the neighbours of low gains so that the gain steps by no more than `_STEEPEST` at a time."""
    for indices in (range(1, len(gains)), range(len(gains) - 2, -1, -1)):
        for index in indices:
            if gains[index] < _UNITY or gains[index - indices.step] < _UNITY:
                gains[index] = min(gains[index], gains[index - indices.step] + _STEEPEST)
    return gains


def _ramp(piece: bytes, start: int, end: int, factor: float = 1.0) -> bytes:
    """Multiply by a factor and by gains that go evenly from one to the other, both given in parts of `_UNITY`."""
    products = array("i", map(mul, _samples(piece), _factors(start, end, factor, len(piece) // WIDTH)))
    if sys.byteorder == "big":  # pragma: no cover - no test machine is
        products.byteswap()
    return audioop.lin2lin(products.tobytes(), 4, WIDTH)


@lru_cache(maxsize=1024)
def _factors(start: int, end: int, factor: float, count: int) -> tuple[int, ...]:
    first, change = factor * start * _FINE / _UNITY, factor * (end - start) * _FINE / _UNITY
    return tuple(int(first + change * number / count) for number in range(count))


def _samples(pcm: bytes) -> "array[int]":
    samples = array("h", pcm)
    if sys.byteorder == "big":  # pragma: no cover - no test machine is
        samples.byteswap()
    return samples


def trim(pcm: bytes, rate: Hertz, *, lead_ms: int = 10, tail_ms: int = 30) -> tuple[bytes, Samples]:
    """Cut silence off both ends and leave short margins that fade from and to silence.

    Where the sound begins or ends too abruptly for its margin, silence fills it.

    Returns:
        The sound and how many samples were cut off its beginning; negative where silence was put there. All of it is
        silent: nothing, and 0.
    """
    lead, tail = lead_ms * rate // 1000, tail_ms * rate // 1000
    bounds = _bounds(pcm, rate // 200)
    if bounds is None:
        return b"", Samples(0)
    start, end = bounds[0] - lead, bounds[1] + tail
    total = len(pcm) // WIDTH
    head = b"\0" * (max(0, -start) * WIDTH) + pcm[max(0, start) * WIDTH : bounds[0] * WIDTH]
    foot = pcm[bounds[1] * WIDTH : end * WIDTH] + b"\0" * (max(0, end - total) * WIDTH)
    body = memoryview(pcm)[bounds[0] * WIDTH : bounds[1] * WIDTH]
    return b"".join((_ramp(head, 0, _UNITY), body, _ramp(foot, _UNITY, 0))), Samples(start)


def _bounds(pcm: bytes, window: int) -> tuple[int, int] | None:
    """Return the first sample of the first window that sounds and the one after the last; None: all is silent."""
    size = window * WIDTH
    loud = (at for at in range(0, len(pcm), size) if audioop.max(pcm[at : at + size], WIDTH) > _SILENCE)
    start = next(loud, None)
    if start is None:
        return None
    end = len(pcm)
    while audioop.max(pcm[max(start, end - size) : end], WIDTH) <= _SILENCE:
        end -= size
    return start // WIDTH, end // WIDTH


def onset(
    pcm: bytes, position: int, rate: Hertz, *, pause_ms: int = 40, within_ms: int = 100, lead_ms: int = 10
) -> Samples:
    """Return where what is said to begin at a position begins to be heard.

    After a pause of at least `pause_ms` that is `lead_ms` before the first sample that sounds, if one does within
    `within_ms`, and never earlier than said. Elsewhere it is the position: a short silence inside speech belongs to
    the sound that it prepares.
    """
    first = (position - pause_ms * rate // 1000) * WIDTH
    if first < 0 or audioop.max(pcm[first : position * WIDTH], WIDTH) > _SILENCE:
        return Samples(position)
    start, end = position * WIDTH, (position + within_ms * rate // 1000) * WIDTH
    step = rate // 200 * WIDTH  # windows of silence are passed over whole
    while start < end and audioop.max(pcm[start : start + step], WIDTH) <= _SILENCE:
        start += step
    ahead = _samples(pcm[start : min(start + step, end)])
    silent = next((count for count, sample in enumerate(ahead) if abs(sample) > _SILENCE), None)
    if silent is None:
        return Samples(position)
    return Samples(max(position, start // WIDTH + silent - lead_ms * rate // 1000))


def sounding(pcm: bytes, rate: Hertz) -> Samples:
    """Return how many samples lie in windows of 20 ms that sound."""
    return Samples(sum(end - start for start, end in stretches(pcm, rate, gap_ms=20)))


def stretches(pcm: bytes, rate: Hertz, *, gap_ms: int) -> list[tuple[int, int]]:
    """Return first sample and end of each stretch that sounds, true to 20 ms; `gap_ms` of silence part them."""
    window = rate // 50
    size = window * WIDTH
    total = len(pcm) // WIDTH
    found: list[tuple[int, int]] = []
    for at in range(0, len(pcm), size):
        if audioop.max(pcm[at : at + size], WIDTH) > _SILENCE:
            start, end = at // WIDTH, min(at // WIDTH + window, total)
            if found and (start - found[-1][1]) * 1000 < gap_ms * rate:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return found
