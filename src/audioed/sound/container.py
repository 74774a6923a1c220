"""PCM to files that hold more than frames: M4B (AAC in MP4) and Opus (in Ogg)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import av
from av.audio.layout import AudioLayout
from av.audio.stream import AudioStream
from av.container import OutputContainer

from audioed.errors import EncodingError, OutputError
from audioed.units import Hertz, Samples

if TYPE_CHECKING:
    from av.container.core import Chapter

ContainerFormat: TypeAlias = Literal["m4b", "opus"]
ChapterMark: TypeAlias = tuple[str, Samples, Samples]
"""Title, start, end."""

_OPUS_RATE = 48_000
"""Opus in Ogg always counts at 48 kHz (RFC 7845, section 4)."""


def write_container(
    path: Path,
    pcm: Iterable[bytes],
    *,
    kind: ContainerFormat,
    rate: Hertz,
    bit_rate_kbps: int,
    chapters: Sequence[ChapterMark],
) -> None:
    """Encode mono 16-bit PCM, given in pieces, and write the file; the same input gives the same bytes.

    Memory doesn't grow with the length of the sound.

    Args:
        path: Where to write; what stands there is replaced.
        pcm: Little-endian pieces of any length.
        kind: "m4b" or "opus".
        rate: Of the PCM. M4B keeps it; Opus is resampled to 48 kHz.
        bit_rate_kbps: Of the encoded sound.
        chapters: In order; M4B alone has a place for them here, Opus has them among its comments.

    Raises:
        OutputError: the file can't be written: no space, no such folder …
        EncodingError: FFmpeg refuses the sound.
    """
    options = {"fflags": "+bitexact"}
    if kind == "m4b":
        # The index comes first, so that a player can begin before it has the whole file.
        options |= {"movflags": "+faststart", "brand": "M4B "}
    try:
        with av.open(str(path), "w", format="ipod" if kind == "m4b" else "ogg", options=options) as container:
            if kind == "m4b":
                container.set_chapters([_chapter(number, mark, rate) for number, mark in enumerate(chapters, 1)])
            _encode(container, pcm, kind, rate, bit_rate_kbps)
    except av.FFmpegError as error:
        kind_of_error = OutputError if isinstance(error, OSError) else EncodingError
        is_of_memory = isinstance(error, MemoryError)
        hint = "Allow it more memory." if is_of_memory else "Look for free space and rights in that folder."
        raise kind_of_error(f"{path} can't be written: {error.strerror}", hint=hint) from error


def _chapter(number: int, mark: ChapterMark, rate: Hertz) -> "Chapter":
    title, start, end = mark
    return {"id": number, "start": start, "end": end, "time_base": Fraction(1, rate), "metadata": {"title": title}}


def _encode(
    container: OutputContainer, pcm: Iterable[bytes], kind: ContainerFormat, rate: Hertz, bit_rate_kbps: int
) -> None:
    # The quick coder is within a listener's hearing of the slow one on speech, at a tenth of the time.
    codec, options = (
        ("aac", {"aac_coder": "fast"}) if kind == "m4b" else ("libopus", {"application": "audio", "vbr": "constrained"})
    )
    coded_rate = rate if kind == "m4b" else _OPUS_RATE
    stream = container.add_stream(codec, rate=coded_rate, options={"flags": "+bitexact"} | options)
    if not isinstance(stream, AudioStream):
        raise TypeError(codec)
    stream.bit_rate = bit_rate_kbps * 1000
    stream.codec_context.layout = AudioLayout("mono")
    resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=coded_rate)
    position = 0
    for piece in filter(None, pcm):
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(piece) // 2)
        frame.planes[0].update(piece)
        frame.sample_rate, frame.pts, frame.time_base = rate, position, Fraction(1, rate)
        position += frame.samples
        for resampled in resampler.resample(frame):
            container.mux(stream.encode(resampled))
    for resampled in resampler.resample(None):
        container.mux(stream.encode(resampled))
    container.mux(stream.encode(None))
