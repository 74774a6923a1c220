"""Conversions of whole sounds by FFmpeg, through PyAV: sample rate, FLAC, and any file to PCM.

Importing this takes a tenth of a second; who may not need it imports it there.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from audioed.errors import EncodingError
from audioed.units import Hertz

# Up to version 18 PyAV raises UnicodeDecodeError for tags that are not UTF-8; from 19 on it has no such option.
_LENIENT: dict[str, Any] = {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}
_FRAME = 65_536
"""Samples handed over at a time; FLAC takes no more in one of its blocks."""


def resample(pcm: bytes, source: Hertz, target: Hertz) -> bytes:
    """Return a whole sound at another sample rate, by swresample.

    Args:
        pcm: Mono, 16 bits, little-endian.
        source: Its rate.
        target: The rate wanted.
    """
    if source == target:
        return pcm
    resampler = AudioResampler(format="s16", layout="mono", rate=target)
    return b"".join(_content(made) for frame in [*frames(pcm, source), None] for made in resampler.resample(frame))


def to_flac(pcm: bytes, rate: Hertz) -> bytes:
    """Encode a sound without loss."""
    return _encode(pcm, rate, container="flac", codec="flac")


def through_mp3(pcm: bytes, rate: Hertz, bit_rate_kbps: int = 64) -> bytes:
    """Encode a sound as MP3 and decode it again, so that it can be measured as listeners get it."""
    return decode(BytesIO(_encode(pcm, rate, container="mp3", codec="libmp3lame", bit_rate=bit_rate_kbps * 1000)))[0]


def decode(source: Path | BytesIO) -> tuple[bytes, Hertz]:
    """Decode a file of sound to one channel of PCM at its own rate.

    Raises:
        EncodingError: FFmpeg finds no sound in it.
    """
    name = str(source) if isinstance(source, Path) else "the sound"
    try:
        with opened(source) as container:
            if not container.streams.audio:
                raise EncodingError(f"There is no sound in {name}.")
            stream = container.streams.audio[0]
            rate = Hertz(stream.rate)
            resampler = AudioResampler(format="s16", layout="mono", rate=rate)
            chunks = [_content(made) for frame in container.decode(stream) for made in resampler.resample(frame)]
            chunks += [_content(made) for made in resampler.resample(None)]
    except av.FFmpegError as error:
        raise undecodable(name, error) from error
    return b"".join(chunks), rate


def undecodable(source: Path | str, error: av.FFmpegError) -> EncodingError:
    """Return what to raise where FFmpeg can't read a file of sound."""
    return EncodingError(
        f"{source} can't be decoded: {error.strerror or error}",
        hint="Name a file of sound: WAV, FLAC, MP3, M4A or Ogg.",
    )


def opened(source: Path | BytesIO) -> InputContainer:
    """Open a file of sound, whatever the encoding of its tags.

    Raises:
        av.FFmpegError: FFmpeg can't read it.
    """
    container: InputContainer = av.open(str(source) if isinstance(source, Path) else source, "r", **_LENIENT)
    return container


def _encode(pcm: bytes, rate: Hertz, *, container: str, codec: str, bit_rate: int = 0) -> bytes:
    buffer = BytesIO()
    with av.open(buffer, "w", format=container, options={"fflags": "+bitexact"}) as output:
        stream = cast("AudioStream", output.add_stream(codec, rate=rate))
        stream.layout = "mono"
        if bit_rate:
            stream.bit_rate = bit_rate
        resampler = AudioResampler(format=stream.format, layout="mono", rate=rate)
        for frame in frames(pcm, rate):
            for made in resampler.resample(frame):
                output.mux(stream.encode(made))
        output.mux(stream.encode(None))
    return buffer.getvalue()


def frames(pcm: bytes, rate: Hertz) -> Iterator[AudioFrame]:
    """Return a sound as FFmpeg takes it, a few seconds at a time."""
    for first in range(0, len(pcm) // 2, _FRAME):
        piece = pcm[first * 2 : (first + _FRAME) * 2]
        frame = AudioFrame(format="s16", layout="mono", samples=len(piece) // 2)
        frame.planes[0].update(piece)
        frame.sample_rate = rate
        frame.pts = first
        yield frame


def _content(frame: AudioFrame) -> bytes:
    return bytes(frame.planes[0])[: frame.samples * 2]
