"""A whole file to PCM in flat memory, as a listener's player would give it."""

from collections.abc import Iterator
from pathlib import Path

import av
from av.audio.resampler import AudioResampler

from audioed.errors import EncodingError
from audioed.sound.conversion import opened, undecodable
from audioed.units import Hertz


def decode_file(path: Path, rate: Hertz) -> Iterator[bytes]:
    """Yield a file's sound as one channel of 16-bit PCM, piece by piece, at a sample rate.

    What the file says should be cut (an encoder's delay and padding) is cut.

    Raises:
        EncodingError: FFmpeg finds no sound in it, or can't decode all of it.
    """
    resampler = AudioResampler(format="s16", layout="mono", rate=rate)
    formats = set()
    try:
        with opened(path) as container:
            if not container.streams.audio:
                raise EncodingError(f"There is no sound in {path}.")
            for frame in container.decode(container.streams.audio[0]):
                formats.add((frame.sample_rate, frame.layout.name, frame.format.name))
                if len(formats) > 1:
                    raise EncodingError(f"{path} changes its sample rate or its channels on the way.")
                for made in resampler.resample(frame):
                    yield bytes(made.planes[0])[: made.samples * 2]
            for made in resampler.resample(None):
                yield bytes(made.planes[0])[: made.samples * 2]
    except av.FFmpegError as error:
        raise undecodable(path, error) from error
