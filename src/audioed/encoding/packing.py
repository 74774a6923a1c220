"""A run as the store keeps it: a short header, the word times, the frames.

Little-endian: "RUN1"; 32 bits each for sample rate, frames, samples, sounding samples and words; a byte that is 1 where
word times were estimated; position, length, start and end of each word, 32 bits each; the frames.
"""

import struct

from audioed.errors import StoreError
from audioed.model import Run, WordTime
from audioed.units import Hertz, Samples

_HEADER = struct.Struct("<4s5I?")
_MAGIC = b"RUN1"
_WORD = struct.Struct("<4I")


def pack(run: Run) -> bytes:
    """Return the run as bytes."""
    header = _HEADER.pack(_MAGIC, run.rate, run.frame_count, run.samples, run.sounding, len(run.words), run.estimated)
    words = [_WORD.pack(word.position, word.length, word.start, word.end) for word in run.words]
    return b"".join((header, *words, run.frames))


def unpack(content: bytes) -> Run:
    """Return the run that was packed.

    Raises:
        StoreError: These bytes are no packed run.
    """
    rate, frame_count, samples, sounding, _, estimated = _header(content)
    return Run(
        frames=bytes(unpack_frames(content)),
        frame_count=frame_count,
        samples=Samples(samples),
        sounding=Samples(sounding),
        rate=Hertz(rate),
        words=unpack_words(content),
        estimated=bool(estimated),
    )


def unpack_frames(content: bytes) -> memoryview:
    """Return the frames of a packed run, without copying them.

    Raises:
        StoreError: These bytes are no packed run.
    """
    word_count = _header(content)[4]
    return memoryview(content)[_HEADER.size + _WORD.size * word_count :]


def unpack_words(content: bytes) -> tuple[WordTime, ...]:
    """Return the word times of a packed run alone.

    Raises:
        StoreError: These bytes are no packed run.
    """
    word_count = _header(content)[4]
    stretch = memoryview(content)[_HEADER.size : _HEADER.size + _WORD.size * word_count]
    return tuple(
        WordTime(position=position, length=length, start=Samples(start), end=Samples(end))
        for position, length, start, end in _WORD.iter_unpack(stretch)
    )


def _header(content: bytes) -> tuple[int, ...]:
    if len(content) >= _HEADER.size:
        magic, *numbers = _HEADER.unpack_from(content)
        if magic == _MAGIC and len(content) >= _HEADER.size + _WORD.size * numbers[4]:
            return tuple(numbers)
    raise StoreError(f"{len(content)} bytes of the cache are no run of frames.", hint="Type: audioed cache clear")
