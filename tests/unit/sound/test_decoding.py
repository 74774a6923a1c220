"""Decoding of single runs."""

import pytest

from audioed.errors import EncodingError
from audioed.sound.decoding import decode_run
from audioed.sound.frames import FrameFormat
from audioed.units import Hertz


@pytest.mark.parametrize("noise", [b"no frames at all" * 40, bytes(range(256)) * 20, b""])
def test_what_is_not_frames_is_refused_or_silent(noise: bytes) -> None:
    frame_format = FrameFormat(rate=Hertz(22050), bit_rate=64)

    try:
        pcm = decode_run(noise, frame_format)
    except EncodingError as error:
        assert "can't be decoded" in error.message  # noqa: PT017 - both outcomes are right
    else:
        assert pcm == b""


def test_frames_of_another_rate_are_refused() -> None:
    frames = FrameFormat(rate=Hertz(24000), bit_rate=64).silence(5)

    with pytest.raises(EncodingError, match="not of 22050 Hz"):
        decode_run(frames, FrameFormat(rate=Hertz(22050), bit_rate=64))
