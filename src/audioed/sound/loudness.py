"""How loud sound is, by ITU-R BS.1770-5 and EBU R 128, measured by FFmpeg's filter `ebur128`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import log10
from pathlib import Path
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.filter import Graph
from av.filter.context import FilterContext

from audioed.errors import EncodingError
from audioed.sound.conversion import frames, opened, undecodable
from audioed.units import Decibels, Hertz

_NOTHING_LUFS = -70.0
_SILENT_LUFS = -60.0
_STEP_S = 0.1
"""The meter speaks so often."""
_WINDOW_S = 0.4
"""That its momentary loudness looks back on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Loudness:
    """How loud a sound is."""

    integrated_lufs: float
    """Of the whole, gated; -70 where nothing passes the gate, as in silence and in less than 0.4 s."""
    true_peak_db: Decibels
    """dBTP: the highest level between samples too (oversampled to 192 kHz)."""
    seconds: float
    """How long the sound lasts."""
    longest_silence_s: float
    """For how long at a stretch it is below -60 LUFS at most, true to 0.1 s."""


def loudness(pcm: bytes, rate: Hertz) -> Loudness:
    """Measure one channel of 16-bit PCM."""
    return _measure(frames(pcm, rate), rate)


def loudness_of_file(path: Path) -> Loudness:
    """Measure a file of sound as it decodes, in flat memory.

    Raises:
        EncodingError: FFmpeg finds no sound in it.
    """
    try:
        with opened(path) as container:
            if not container.streams.audio:
                raise EncodingError(f"There is no sound in {path}.")
            stream = container.streams.audio[0]
            if not all(getattr(stream, what, None) for what in ("rate", "channels", "format")):  # a damaged index
                raise EncodingError(f"FFmpeg can't tell how {path} is encoded.")
            return _measure(container.decode(stream), Hertz(stream.rate), stream.format.name, stream.layout.name)
    except av.FFmpegError as error:
        raise undecodable(path, error) from error


def _measure(sound: Iterable[AudioFrame], rate: Hertz, sample_format: str = "s16", layout: str = "mono") -> Loudness:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format=sample_format, layout=layout)
    meter = graph.add("ebur128", "peak=true:metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    integrated, peak = _NOTHING_LUFS, 0.0
    samples = silent = longest = 0
    for frame in chain(sound, [None]):
        samples += frame.samples if frame else 0
        source.push(frame)
        for measured in _pulled(sink):
            integrated = float(measured.get("lavfi.r128.I", integrated))
            peak = max(peak, float(measured.get("lavfi.r128.true_peak", 0)))  # a ratio, not decibels
            silent = silent + 1 if float(measured.get("lavfi.r128.M", 0)) < _SILENT_LUFS else 0
            longest = max(longest, silent)
    return Loudness(
        integrated_lufs=integrated,
        true_peak_db=Decibels(20 * log10(peak) if peak else float("-inf")),
        seconds=samples / rate,
        longest_silence_s=(longest - 1) * _STEP_S + _WINDOW_S if longest else 0.0,
    )


def _pulled(sink: FilterContext) -> Iterator[dict[str, str]]:
    """Take out what the filter has ready: what it says of each 100 ms, the last being of the whole."""
    while True:
        try:
            frame = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        yield cast("AudioFrame", frame).metadata
