"""Joined runs in three decoders that we haven't written: time zero, length, and no complaint."""

import math
import subprocess
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import pytest

from audioed.encoding import EncodingOptions, encode, facts
from audioed.model import Clip, Metadata, Passage, Recording, Script, Segment
from audioed.sound.crc import crc16
from audioed.stitching import frames, info_frame, stitch
from audioed.units import Hertz

RATES = [Hertz(rate) for rate in (16000, 22050, 24000, 44100, 48000)]
TAG = b"ID3\3\0\0\0\0\0\x0dTIT2\0\0\0\3\0\0\0Hi"
"""A title, since mp3val warns of a file without one."""

MARGIN = 400
"""Samples of silence at each end of a clip."""


@dataclass(frozen=True)
class Stitched:
    """A file of tone bursts, and where they should be."""

    recording: Recording
    clips: tuple[Clip, ...]
    content: bytes


def burst(number: int, rate: Hertz) -> Clip:
    """A chirp of its own length between two silences: no other place in it sounds like its beginning."""
    samples = 3000 + number * 1237 % 5003
    pcm = array("h", bytes(2 * samples))
    for index in range(samples - 2 * MARGIN):
        pcm[MARGIN + index] = int(9000 * math.sin(index * (0.05 + index * 0.00002 + number % 7 * 0.01)))
    return Clip(pcm=pcm.tobytes(), rate=rate, words=())


def stitched(rate: Hertz, *, count: int, bit_rate: int = 64) -> Stitched:
    options = EncodingOptions(sample_rate=rate, bit_rate_kbps=bit_rate)
    clips = tuple(burst(number, rate) for number in range(count))
    runs = {f"block-{number}": encode(clip, options) for number, clip in enumerate(clips)}
    passages = tuple(
        Passage(block=name, kind="paragraph", text=name, language="en", pause_after_ms=number * 37 % 600)
        for number, name in enumerate(runs)
    )
    script = Script(metadata=Metadata(title="Bursts", language="en"), passages=passages)
    segments = [
        Segment(id=name, passage=number, start=0, end=len(name), utterances=()) for number, name in enumerate(runs)
    ]
    known = [facts(run, name, "") for name, run in runs.items()]
    recording = stitch(script, segments, known, frame_format=options.frame_format)
    content = b"".join([info_frame(recording), *frames(recording, lambda placed: runs[placed.id].frames)])
    return Stitched(recording=recording, clips=clips, content=content)


def by_ffmpeg(path: Path) -> bytes:
    command = ["ffmpeg", "-v", "warning", "-xerror", "-i", str(path), "-f", "s16le", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


def by_mpg123(path: Path) -> bytes:
    done = subprocess.run(["mpg123", "-q", "--no-resync", "-s", str(path)], capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


def by_pyav(path: Path) -> bytes:
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="s16", layout="mono")
        pieces = [
            bytes(made.planes[0])[: 2 * made.samples]
            for frame in container.decode(audio=0)
            for made in resampler.resample(frame)
        ]
    return b"".join(pieces)


def late_by(decoded: "array[int]", clip: "array[int]", start: int) -> int:
    """How many samples after `start` the clip's sound stands in what was decoded, by cross-correlation."""
    pattern = clip[MARGIN : MARGIN + 800]

    def likeness(shift: int) -> int:
        begin = start + MARGIN + shift
        return sum(a * b for a, b in zip(pattern, decoded[begin : begin + len(pattern)], strict=True))

    return max(range(-40, 41), key=likeness)


@pytest.mark.parametrize("decode", [by_ffmpeg, by_mpg123, by_pyav])
@pytest.mark.parametrize("rate", RATES)
def test_each_clip_stands_at_its_recorded_sample_and_the_end_is_cut(
    rate: Hertz, decode: Callable[[Path], bytes], needs: Callable[..., None], tmp_path: Path
) -> None:
    needs("ffmpeg", "mpg123")
    file = stitched(rate, count=5)
    path = tmp_path / "bursts.mp3"
    path.write_bytes(file.content)

    decoded = array("h", decode(path))

    assert len(decoded) == file.recording.samples
    speech = [placed for placed in file.recording.placed if placed.kind == "speech"]
    late = [
        late_by(decoded, array("h", clip.pcm), placed.start) for placed, clip in zip(speech, file.clips, strict=True)
    ]
    assert late == [0] * len(speech)


@pytest.mark.parametrize(("rate", "bit_rate"), [(16000, 8), (22050, 24), (44100, 32), (24000, 160), (48000, 320)])
def test_the_header_has_room_at_every_bit_rate(
    rate: int, bit_rate: int, needs: Callable[..., None], tmp_path: Path
) -> None:
    needs("ffmpeg", "mpg123")
    file = stitched(Hertz(rate), count=3, bit_rate=bit_rate)
    path = tmp_path / "bursts.mp3"
    path.write_bytes(file.content)

    lengths = {len(by_ffmpeg(path)) // 2, len(by_mpg123(path)) // 2}

    assert lengths == {file.recording.samples}


@pytest.mark.parametrize("rate", [Hertz(22050), Hertz(44100)])
def test_many_joined_runs_are_valid(rate: Hertz, needs: Callable[..., None], tmp_path: Path) -> None:
    needs("ffmpeg", "mpg123", "mp3val")
    file = stitched(rate, count=122)
    path = tmp_path / "bursts.mp3"
    path.write_bytes(TAG + file.content)

    report = subprocess.run(["mp3val", str(path)], capture_output=True, check=True, text=True).stdout

    assert "WARNING" not in report
    assert f"{file.recording.frame_count + 1} MPEG frames" in report
    assert report.rstrip().splitlines()[-2].endswith("CBR")
    assert len(by_ffmpeg(path)) == len(by_mpg123(path)) == 2 * file.recording.samples


def test_pauses_are_silent(needs: Callable[..., None], tmp_path: Path) -> None:
    needs("ffmpeg")
    file = stitched(Hertz(22050), count=8)
    path = tmp_path / "bursts.mp3"
    path.write_bytes(file.content)

    decoded = array("h", by_ffmpeg(path))

    for placed in file.recording.placed:
        if placed.kind == "pause":
            # What is in the first 1,105 samples of a pause's frames are still the clip's last.
            assert not any(decoded[placed.start + 1105 - 576 : placed.end - 1105])


def test_our_sums_are_those_that_ffmpeg_writes_into_its_files(needs: Callable[..., None], tmp_path: Path) -> None:
    needs("ffmpeg")
    path = tmp_path / "sine.mp3"
    source = ["-f", "lavfi", "-i", "sine=duration=3:sample_rate=44100", "-ac", "2", "-b:a", "128k"]
    subprocess.run(["ffmpeg", "-v", "error", *source, "-id3v2_version", "0", str(path)], check=True)

    content = path.read_bytes()

    end = content.index(b"Info") + 156
    music_crc, tag_crc = content[end - 4 : end - 2], content[end - 2 : end]
    header_size = 144 * 128_000 // 44_100 + (content[2] >> 1 & 1)
    assert crc16(content[: end - 2]).to_bytes(2, "big") == tag_crc
    assert crc16(content[header_size:]).to_bytes(2, "big") == music_crc


def test_the_header_holds_the_sums_and_the_delays_of_its_recording() -> None:
    file = stitched(Hertz(22050), count=6)
    header = info_frame(file.recording)
    mark = header.index(b"Info")
    extension = header[mark + 120 : mark + 156]

    delays = int.from_bytes(extension[21:24], "big")

    assert extension[:4] == b"LAME"
    assert delays >> 12 == 576
    assert 576 + file.recording.samples + (delays & 0xFFF) == 576 * file.recording.frame_count
    assert int.from_bytes(extension[28:32], "big") == len(file.content)
    assert int.from_bytes(extension[32:34], "big") == crc16(file.content[len(header) :])
    assert int.from_bytes(extension[34:36], "big") == crc16(header[: mark + 154])
    assert not any(header[4:mark])
