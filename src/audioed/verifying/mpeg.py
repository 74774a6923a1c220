"""MPEG audio as it stands in a file: its Info header, its frames, and where between them there is silence.

It is written apart from what makes the frames, so that the one can prove the other.

Source: ISO/IEC 11172-3, 2.4.1 and 2.4.2; ISO/IEC 13818-3, 2.4; for the Info header Xing's VBR header with LAME's
extension (Mp3 Info Tag, revision 1).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, TypeAlias

_BLOCK = 1 << 20
_LONGEST_FRAME = 1441
"""320 kbit/s at 32 kHz, padded."""

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000)}
SAMPLE_RATES = frozenset(rate for rates in _RATES.values() for rate in rates)
"""Of the frames that are read here, in hertz."""
_BIT_RATES = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""By the version's bits: 3 is MPEG-1, 2 is MPEG-2."""

_INFO = struct.Struct(">4sI")
_LAME_DELAYS = 21
"""Bytes from the beginning of LAME's extension to its delay and padding."""


Format: TypeAlias = tuple[int, int, int]
"""Sample rate, bit rate in kbit/s, channels."""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What the four bytes at a frame's beginning say."""

    size: int
    """Bytes of the whole frame."""
    side_size: int
    """Bytes of side information after the header."""
    rate: int
    samples: int
    bit_rate: int
    channels: int

    @property
    def format(self) -> Format:
        """What all frames of an edition have in common."""
        return self.rate, self.bit_rate, self.channels


@lru_cache(maxsize=256)
def read_header(content: bytes) -> FrameHeader | None:
    """Read a frame's first four bytes; None: they begin no frame of layer III that this reads."""
    bits = int.from_bytes(content, "big")
    version, bit_rate, rate = bits >> 19 & 3, bits >> 12 & 15, bits >> 10 & 3
    if len(content) < 4 or bits >> 21 != 0x7FF or bits >> 17 & 3 != 1 or version not in _RATES:
        return None
    if bit_rate in {0, 15} or rate == 3:
        return None
    hertz, kilobits = _RATES[version][rate], _BIT_RATES[version][bit_rate - 1]
    samples = 1152 if version == 3 else 576
    channels = 1 if bits >> 6 & 3 == 3 else 2
    return FrameHeader(
        size=samples // 8 * kilobits * 1000 // hertz + (bits >> 9 & 1),
        side_size={(3, 1): 17, (3, 2): 32, (2, 1): 9, (2, 2): 17}[version, channels],
        rate=hertz,
        samples=samples,
        bit_rate=kilobits,
        channels=channels,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Info:
    """The Info header: a frame without sound that tells players the length and what to cut."""

    size: int
    """Bytes of its frame."""
    frame_count: int
    """Without its own."""
    byte_count: int
    """With its own frame."""
    delay: int
    padding: int
    """Samples that a decoder cuts off the beginning and the end."""


def read_info(file: BinaryIO, position: int) -> Info | None:
    """Read the Info header at a position in the file; None: there is none, or not one with counts, table and delays."""
    file.seek(position)
    content = file.read(_LONGEST_FRAME)
    header = read_header(content[:4])
    if header is None or len(content) < header.size:
        return None
    start = 4 + header.side_size
    mark, flags = _INFO.unpack_from(content, start)
    if mark not in {b"Info", b"Xing"} or flags & 0xF != 0xF:
        return None
    frame_count, byte_count = struct.unpack_from(">II", content, start + 8)
    delays = int.from_bytes(content[start + 120 + _LAME_DELAYS :][:3], "big")
    return Info(
        size=header.size, frame_count=frame_count, byte_count=byte_count, delay=delays >> 12, padding=delays & 0xFFF
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Frames that follow each other and are all silence, or are all sound."""

    is_silence: bool
    """Whether the frames hold nothing but zeros after their headers, which no encoder makes of a clip."""
    byte_start: int
    byte_end: int
    """From the position at which reading began."""
    first_frame: int
    frame_count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """All frames of a file."""

    stretches: tuple[Stretch, ...]
    frame_count: int
    byte_count: int
    """Up to the end of the last whole frame."""
    strange_bytes: int
    """That belong to no frame, wherever they are; ID3v1's 128 at the end are no part of the sound, and not counted."""
    formats: frozenset[Format]
    """Of the frames; an edition has one."""


def read_stream(file: BinaryIO, position: int) -> Stream:
    """Walk through the frames from a position in the file to its end."""
    stretches: list[Stretch] = []
    formats: set[Format] = set()
    frame_count = end = framed = 0
    current: tuple[bool, int, int] | None = None
    for start, header, is_silence in _frames(file, position):
        if current is None or current[0] != is_silence or start != end:
            if current is not None:
                stretches.append(_stretch(current, end, frame_count))
            current = (is_silence, start, frame_count)
        end = start + header.size
        framed += header.size
        frame_count += 1
        formats.add(header.format)
    if current is not None:
        stretches.append(_stretch(current, end, frame_count))
    file.seek(0, 2)
    total = file.tell() - position
    if total - end >= 128:
        file.seek(-128, 2)
        total -= 128 * (file.read(3) == b"TAG")
    return Stream(
        stretches=tuple(stretches),
        frame_count=frame_count,
        byte_count=end,
        strange_bytes=total - framed,
        formats=frozenset(formats),
    )


def _stretch(begun: tuple[bool, int, int], byte_end: int, frame_end: int) -> Stretch:
    is_silence, byte_start, first_frame = begun
    return Stretch(
        is_silence=is_silence,
        byte_start=byte_start,
        byte_end=byte_end,
        first_frame=first_frame,
        frame_count=frame_end - first_frame,
    )


def _frames(file: BinaryIO, position: int) -> Iterator[tuple[int, FrameHeader, bool]]:
    """Yield where each whole frame begins, its header, and whether it is silence; step over what is no frame."""
    file.seek(position)
    content = b""
    base = at = 0
    usual: Format | None = None
    while True:
        if at + 2 * _LONGEST_FRAME > len(content):
            content = content[at:] + file.read(_BLOCK)
            base, at = base + at, 0
            if len(content) < 4:
                return
        header = read_header(content[at : at + 4])
        if header is None or (header.format != usual and not _is_followed(content, at + header.size)):
            usual = None
            following = content.find(b"\xff", at + 1)
            at = following if following >= 0 else len(content)
            continue
        body, end = at + 4, at + header.size
        if end > len(content):
            return
        is_silence = content.startswith(bytes(header.side_size), body) and content.count(0, body, end) == end - body
        yield base + at, header, is_silence
        at = end
        usual = header.format


def _is_followed(content: bytes, end: int) -> bool:
    """Whether what looks like a frame ends where the next one begins, or with the file."""
    return end == len(content) or read_header(content[end : end + 4]) is not None


def is_silence(frames: bytes) -> bool:
    """Whether these are whole frames that hold nothing but zeros."""
    at = 0
    while at < len(frames):
        header = read_header(frames[at : at + 4])
        if header is None or frames.count(0, at + 4, at + header.size) != header.size - 4:
            return False
        at += header.size
    return at == len(frames)
