"""The Info header: a silent frame before the others that tells players the length, where to seek and what to cut.

Source: Xing's VBR header, and LAME's extension of it (Mp3 Info Tag, revision 1, by G. Petigny).
"""

import struct
from bisect import bisect_right
from typing import Final

from audioed.model import Recording
from audioed.sound.crc import crc16
from audioed.sound.frames import ENCODER_DELAY, HEADER_SIZE, FrameFormat

_HAS_ALL: Final = 0xF
"""Frames, bytes, table of contents and quality are all given."""

_QUALITY: Final = 50
"""Of 100. Nothing reads it, but LAME's extension is found only behind it."""

_XING = struct.Struct(">4sIII100sI")
_LAME = struct.Struct(">9sBBfHHBB3sBBHIH")
"""Encoder, method, lowpass, peak, two gains, flags, bit rate, delays, source, gain, preset, music's length and CRC."""

_CONSTANT_BIT_RATE: Final = 1
_CRC_SIZE: Final = 2


def info_frame(recording: Recording) -> bytes:
    """Return the frame that stands between the tag and the recording's first frame."""
    frame_format = _roomy_format(recording)
    size = frame_format.frame_size(padded=False)
    byte_count = size + recording.placed[-1].byte_end
    padding = recording.frame_count * frame_format.samples_per_frame - ENCODER_DELAY - recording.samples
    content = b"".join(
        (
            frame_format.header(padded=False),
            bytes(frame_format.side_size),
            _XING.pack(b"Info", _HAS_ALL, recording.frame_count, byte_count, _seek_table(recording, size), _QUALITY),
            _LAME.pack(
                b"LAME3.100",
                _CONSTANT_BIT_RATE,
                0,
                0.0,
                0,
                0,
                0,
                min(recording.bit_rate, 255),
                (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
                _source_rate(recording.rate),
                0,
                0,
                byte_count,
                recording.crc,
            ),
        )
    )
    return (content + crc16(content).to_bytes(_CRC_SIZE, "big")).ljust(size, b"\0")


def _roomy_format(recording: Recording) -> FrameFormat:
    """Return the recording's own format, or at low bit rates the next in which the header has room."""
    own = FrameFormat(rate=recording.rate, bit_rate=recording.bit_rate)
    needed = HEADER_SIZE + own.side_size + _XING.size + _LAME.size + _CRC_SIZE
    return next(
        frame_format
        for bit_rate in own.bit_rates
        if bit_rate >= recording.bit_rate
        and (frame_format := FrameFormat(rate=own.rate, bit_rate=bit_rate)).frame_size(padded=False) >= needed
    )


def _seek_table(recording: Recording, header_size: int) -> bytes:
    """Return, for each hundredth of the time, where it stands in 256ths of the bytes."""
    frame_format = FrameFormat(rate=recording.rate, bit_rate=recording.bit_rate)
    byte_count = header_size + recording.placed[-1].byte_end
    table = bytearray()
    for percent in range(100):
        frame = recording.frame_count * percent // 100
        run = recording.placed[bisect_right(recording.placed, frame, key=lambda placed: placed.first_frame) - 1]
        position = header_size + run.byte_start + frame_format.byte_count(frame - run.first_frame)
        table.append(256 * position // byte_count)
    return bytes(table)


def _source_rate(rate: int) -> int:
    """Return LAME's two bits for the rate of the source, in place: up to 32,000 Hz, 44,100, 48,000."""
    return {44100: 1, 48000: 2}.get(rate, 0) << 6
