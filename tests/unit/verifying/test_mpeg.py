import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import lameenc
import pytest

from audioed.verifying.mpeg import is_silence, read_header, read_info, read_stream


def mp3(rate: int, bit_rate: int, *, channels: int = 1, seconds: float = 1.0) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bit_rate)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(channels)
    sound = bytes(range(256)) * round(rate * channels * 2 * seconds / 256)
    return bytes(encoder.encode(sound) + encoder.flush())


@pytest.mark.parametrize(
    ("rate", "bit_rate", "channels"),
    [(16000, 32, 1), (22050, 64, 1), (24000, 160, 1), (22050, 64, 2), (44100, 64, 1), (48000, 320, 2), (32000, 96, 1)],
)
def test_frames_are_counted_as_ffprobe_counts_them(
    rate: int, bit_rate: int, channels: int, tmp_path: Path, needs: Callable[..., None]
) -> None:
    needs("ffprobe")
    path = tmp_path / "sound.mp3"
    path.write_bytes(mp3(rate, bit_rate, channels=channels))
    command = ["ffprobe", "-v", "error", "-count_packets", "-show_streams", "-of", "json", str(path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["streams"][0]

    with path.open("rb") as file:
        stream = read_stream(file, 0)
        info = read_info(file, 0)

    assert stream.frame_count == int(answer["nb_read_packets"]) + (info is not None)
    assert stream.formats == {(rate, bit_rate, channels)}
    assert stream.byte_count == path.stat().st_size
    assert stream.strange_bytes == 0


@pytest.mark.parametrize(
    "content", ["", "ff", "fff382", "00f382c4", "fff30ec4", "fff3f2c4", "fff302c4", "ffe382c4", "fff582c4"]
)
def test_what_begins_no_frame_is_none(content: str) -> None:
    assert read_header(bytes.fromhex(content)) is None


def test_half_a_frame_and_nothing_at_all_are_no_stream() -> None:
    empty = read_stream(io.BytesIO(b""), 0)
    half = read_stream(io.BytesIO(mp3(22050, 64)[:150]), 0)

    assert (empty.frame_count, empty.byte_count, empty.strange_bytes) == (0, 0, 0)
    assert (half.frame_count, half.strange_bytes) == (0, 150)
    assert read_info(io.BytesIO(b""), 0) is None


def test_a_stream_longer_than_a_block_is_walked_whole() -> None:
    content = mp3(22050, 160, seconds=80)

    stream = read_stream(io.BytesIO(content), 0)

    assert len(content) > 1 << 20
    assert stream.byte_count == len(content)
    assert len(stream.stretches) == 1


def test_silence_is_whole_frames_of_nothing() -> None:
    header = bytes.fromhex("fff380c4")
    frame = header.ljust(208, b"\0")

    assert is_silence(b"")
    assert is_silence(frame * 3)
    assert not is_silence(frame[:-1])
    assert not is_silence(frame[:-1] + b"\1")
    assert not is_silence(bytes(208))


def test_a_pause_is_a_stretch_of_its_own() -> None:
    frame = bytes.fromhex("fff380c4").ljust(208, b"\0")
    loud = frame[:100] + b"\1" + frame[101:]

    stream = read_stream(io.BytesIO(loud + frame * 3 + loud * 2 + b"x" * 9 + loud * 2), 0)

    assert [(part.is_silence, part.first_frame, part.frame_count) for part in stream.stretches] == [
        (False, 0, 1),
        (True, 1, 3),
        (False, 4, 2),
        (False, 6, 2),
    ]
    assert stream.strange_bytes == 9
