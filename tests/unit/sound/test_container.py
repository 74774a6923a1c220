"""M4B and Opus as ffmpeg reads them."""

import json
import math
import subprocess
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from audioed.errors import OutputError
from audioed.sound.container import ContainerFormat, write_container
from audioed.units import Hertz, Samples

RATE = Hertz(22050)
SECONDS = 3
CHAPTERS = [("The tides", Samples(0), Samples(RATE)), ("Ebbe – и прилив", Samples(RATE), Samples(SECONDS * RATE))]


def tone() -> bytes:
    """Three seconds of which the second is silent."""
    samples = (round(9000 * math.sin(at / 8)) * (at // RATE != 1) for at in range(SECONDS * RATE))
    return array("h", samples).tobytes()


def made(path: Path, kind: ContainerFormat, pcm: Sequence[bytes]) -> Path:
    write_container(path, pcm, kind=kind, rate=RATE, bit_rate_kbps=64, chapters=CHAPTERS)
    return path


def decoded(path: Path, rate: int) -> "array[int]":
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", str(rate), "-"]
    return array("h", subprocess.run(command, check=True, capture_output=True).stdout)


def probed(path: Path) -> Any:
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_streams", "-of", "json", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_the_sound_is_whole_and_at_its_place(kind: ContainerFormat, tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffmpeg")

    sound = decoded(made(tmp_path / f"tide.{kind}", kind, [tone()]), RATE)

    levels = [max(map(abs, sound[int(at * RATE) : int((at + 0.7) * RATE)])) for at in (0.15, 1.15, 2.15)]
    assert len(sound) == pytest.approx(SECONDS * RATE, abs=1024)
    assert levels[1] < 300
    assert min(levels[0], levels[2]) > 7000


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_the_same_sound_gives_the_same_bytes_in_whatever_pieces_it_comes(kind: ContainerFormat, tmp_path: Path) -> None:
    pcm = tone()
    pieces = [b"", pcm[:2], pcm[2:30_002], b"", pcm[30_002:]]

    contents = {made(tmp_path / f"tide.{kind}", kind, given).read_bytes() for given in ([pcm], [pcm], pieces)}

    assert len(contents) == 1


def test_an_m4b_has_its_chapters_its_brand_and_its_index_first(tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")

    path = made(tmp_path / "tide.m4b", "m4b", [tone()])

    content = path.read_bytes()
    assert content[4:12] == b"ftypM4B "
    assert content.index(b"moov") < content.index(b"mdat")
    assert [
        (chapter["tags"]["title"], float(chapter["start_time"]), float(chapter["end_time"]))
        for chapter in probed(path)["chapters"]
    ] == [("The tides", 0, 1), ("Ebbe – и прилив", 1, 3)]


def test_an_opus_file_is_mono_at_48_kilohertz(tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")

    (stream,) = probed(made(tmp_path / "tide.opus", "opus", [tone()]))["streams"]

    assert (stream["codec_name"], stream["channels"], stream["sample_rate"]) == ("opus", 1, "48000")


def test_a_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"missing/tide\.m4b can't be written"):
        made(tmp_path / "missing" / "tide.m4b", "m4b", [tone()])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a disk that is always full")
@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_a_full_disk_is_told_as_such(kind: ContainerFormat) -> None:
    with pytest.raises(OutputError, match="No space left on device") as caught:
        made(Path("/dev/full"), kind, [tone()])

    assert caught.value.hint
