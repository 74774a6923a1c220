"""MPEG audio frames of layer III, one channel, at a constant bit rate: their sizes, headers and silence.

Source: ISO/IEC 11172-3, 2.4.1 to 2.4.3 (MPEG-1), and ISO/IEC 13818-3, 2.4 (MPEG-2's lower sample rates).
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from audioed.errors import EncodingError
from audioed.units import Hertz, Samples

ENCODER_DELAY: Final = Samples(576)
"""How late LAME's frames hold what it was given; LAME's header says so."""

DECODER_DELAY: Final = Samples(529)
"""How late a decoder's filters give back what the frames hold."""

HEADER_SIZE: Final = 4

_RATES: Final = {
    # Hertz: the version's bits and the rate's, in place.
    44100: 0xFFFB00C0,
    48000: 0xFFFB04C0,
    22050: 0xFFF300C0,
    24000: 0xFFF304C0,
    16000: 0xFFF308C0,
}
_BIT_RATES: Final = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_ORIGINAL: Final = 0x4
_PADDED: Final = 0x200
_DATA_LENGTH: Final = 0xFFF
"""The 12 bits of a granule's part2_3_length."""
_DATA_LENGTH_ENDS: Final = {1: (30, 89), 2: (21,)}
"""Where they end in the side information of one channel, in bits: before them stand 9 + 5 + 4 bits in MPEG-1, where the
second granule follows 59 bits later, and 8 + 1 in MPEG-2."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameFormat:
    """What all frames of a file have in common.

    Raises:
        EncodingError: No such sample rate, or no such bit rate at it; the hint lists what there is.
    """

    rate: Hertz
    """16000, 22050 and 24000 (MPEG-2), 44100 and 48000 (MPEG-1)."""
    bit_rate: int
    """Kilobits a second."""

    def __post_init__(self) -> None:
        """Refuse what the standard has no number for."""
        if self.rate not in _RATES:
            raise EncodingError(
                f"MP3 at {self.rate} Hz can't be written.",
                hint=f"Sample rates: {', '.join(map(str, sorted(_RATES)))}.",
            )
        if self.bit_rate not in self.bit_rates:
            raise EncodingError(
                f"MP3 at {self.rate} Hz has no bit rate of {self.bit_rate} kbit/s.",
                hint=f"Bit rates at {self.rate} Hz: {', '.join(map(str, self.bit_rates))}.",
            )

    @property
    def version(self) -> int:
        """MPEG-1 or MPEG-2."""
        return 1 if self.rate > 32000 else 2

    @property
    def bit_rates(self) -> tuple[int, ...]:
        """Kilobits a second that there are at this sample rate, in ascending order."""
        return _BIT_RATES[self.version]

    @property
    def samples_per_frame(self) -> int:
        """Two granules of 576 samples, or one."""
        return 1152 if self.version == 1 else 576

    @property
    def side_size(self) -> int:
        """Bytes of side information after the header."""
        return 17 if self.version == 1 else 9

    def header(self, *, padded: bool) -> bytes:
        """Return the four bytes that a frame begins with."""
        bits = _RATES[self.rate] | _ORIGINAL | (self.bit_rates.index(self.bit_rate) + 1) << 12
        return (bits | (_PADDED if padded else 0)).to_bytes(HEADER_SIZE, "big")

    def frame_size(self, *, padded: bool) -> int:
        """Return the bytes of one frame."""
        return self._slots // self.rate + padded

    def byte_count(self, frame_count: int) -> int:
        """Return the bytes of a run of frames whose padding makes up for the fraction of a byte.

        As LAME does, the first frame is unpadded and a run never falls behind the bit rate by a byte thereafter.
        """
        return frame_count * (self._slots // self.rate) + self._padded_among(frame_count)

    def silence(self, frame_count: int) -> bytes:
        """Return frames that decode to silence; they borrow nothing and lend nothing."""
        return _silence(self, frame_count)

    @property
    def _slots(self) -> int:
        return self.samples_per_frame // 8 * self.bit_rate * 1000

    def _padded_among(self, frame_count: int) -> int:
        return max(-(-(frame_count - 1) * (self._slots % self.rate) // self.rate), 0)


def run_length(samples: int, frame_format: FrameFormat) -> int:
    """Return how many frames LAME makes of a clip: its whole frames and those that hold its delay."""
    per_frame = frame_format.samples_per_frame
    return -(-samples // per_frame) + 2 * ENCODER_DELAY // per_frame


@dataclass(frozen=True, kw_only=True, slots=True)
class Walked:
    """What the headers and the side information of a run of frames say."""

    frame_count: int
    borrows: bool
    """Whether the first frame needs bytes of frames before it."""
    sounding: Samples
    """Samples in granules that hold anything: one that was encoded from silence has no data at all."""


def walk(frames: bytes, frame_format: FrameFormat) -> Walked:
    """Step through frames from the first to the last.

    That something sounds is told by the side information: to decode takes a quarter of the time that LAME does, and
    FFmpeg a tenth of a second to load. Only who verifies a file has to.

    Raises:
        EncodingError: Something is not a frame of the format, or the last frame is cut short.
    """
    unpadded = int.from_bytes(frame_format.header(padded=False), "big")
    size = frame_format.frame_size(padded=False)
    read = HEADER_SIZE + frame_format.side_size
    header_shift = 8 * frame_format.side_size
    shifts = [8 * frame_format.side_size - end for end in _DATA_LENGTH_ENDS[frame_format.version]]
    end = len(frames)
    offset = count = granules = 0
    while offset < end:
        bits = int.from_bytes(frames[offset : offset + read], "big")
        header = bits >> header_shift
        if header & ~_PADDED != unpadded:
            raise EncodingError(f"Frame {count}, at byte {offset}, has the header {header:08x}, not {unpadded:08x}.")
        for shift in shifts:
            granules += bits >> shift & _DATA_LENGTH != 0
        offset += size + (header & _PADDED != 0)
        count += 1
    if offset != end:
        raise EncodingError(f"Frame {count - 1} is cut short by {offset - end} bytes.")
    borrowed = int.from_bytes(frames[HEADER_SIZE : HEADER_SIZE + 2], "big") >> (7 if frame_format.version == 1 else 8)
    return Walked(frame_count=count, borrows=borrowed != 0, sounding=Samples(576 * granules))


@lru_cache(maxsize=256)
def _silence(frame_format: FrameFormat, frame_count: int) -> bytes:
    ends = [frame_format.byte_count(count) for count in range(frame_count + 1)]
    unpadded = frame_format.frame_size(padded=False)
    sizes = [end - start for start, end in pairwise(ends)]
    return b"".join(frame_format.header(padded=size > unpadded).ljust(size, b"\0") for size in sizes)
