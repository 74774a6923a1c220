from array import array
from math import pi, sin
from pathlib import Path

import pytest

from audioed.encoding import EncodingOptions, encode
from audioed.errors import EncodingError
from audioed.model import Clip
from audioed.sound.playing import decode_file
from audioed.units import Hertz

RATE = Hertz(22050)


def frames(rate: Hertz) -> bytes:
    pcm = array("h", (round(8000 * sin(2 * pi * 440 * n / rate)) for n in range(rate))).tobytes()
    return encode(Clip(pcm=pcm, rate=rate, words=()), EncodingOptions(sample_rate=rate)).frames


@pytest.mark.parametrize("rate", [RATE, Hertz(48000)])
def test_a_file_is_decoded_piece_by_piece_at_the_rate_that_is_asked_for(tmp_path: Path, rate: Hertz) -> None:
    path = tmp_path / "tone.mp3"
    path.write_bytes(frames(RATE))

    pieces = list(decode_file(path, rate))

    assert len(pieces) > 10
    assert sum(map(len, pieces)) / 2 / rate == pytest.approx(1, abs=0.1)
    assert max(array("h", b"".join(pieces))) == pytest.approx(8000, rel=0.1)


def test_a_file_without_sound_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "captions.srt"
    path.write_text("1\n00:00:00,000 --> 00:00:01,000\nNo sound.\n")

    with pytest.raises(EncodingError, match="no sound in"):
        list(decode_file(path, RATE))


def test_what_is_no_media_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "nonsense.mp3"
    path.write_bytes(b"nonsense" * 100)

    with pytest.raises(EncodingError, match="can't be decoded"):
        list(decode_file(path, RATE))


def test_sound_that_changes_its_rate_on_the_way_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "mixed.mp3"
    path.write_bytes(frames(RATE) + frames(Hertz(16000)))

    with pytest.raises(EncodingError, match="changes its sample rate"):
        list(decode_file(path, RATE))
