"""Files are read back by the standard library, levels come from arithmetic."""

import math
import subprocess
import wave
from array import array
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from audioed.errors import EncodingError
from audioed.sound.container import write_container
from audioed.sound.conversion import decode, resample, through_mp3, to_flac
from audioed.sound.loudness import loudness, loudness_of_file
from audioed.units import Hertz


def _sine(hertz: float, amplitude: float, seconds: float, rate: int) -> bytes:
    count = int(seconds * rate)
    return array(
        "h", (round(32_767 * amplitude * math.sin(2 * math.pi * hertz * n / rate)) for n in range(count))
    ).tobytes()


def _level_at(pcm: bytes, hertz: float, rate: int) -> float:
    """Return the amplitude of one frequency, by its Fourier sum."""
    samples = array("h", pcm)
    turn = 2 * math.pi * hertz / rate
    real = sum(sample * math.cos(turn * n) for n, sample in enumerate(samples))
    imaginary = sum(sample * math.sin(turn * n) for n, sample in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples) / 32_767


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_resampling_keeps_length_and_pitch(rate: int) -> None:
    made = resample(_sine(1000, 0.5, 1, 22_050), Hertz(22_050), Hertz(rate))

    assert len(made) / 2 == pytest.approx(rate, abs=40)
    assert _level_at(made, 1000, rate) == pytest.approx(0.5, abs=0.01)


def test_resampling_leaves_no_image_of_high_tones() -> None:
    made = resample(_sine(8000, 0.5, 0.5, 22_050), Hertz(22_050), Hertz(44_100))

    assert _level_at(made, 8000, 44_100) == pytest.approx(0.5, abs=0.02)
    assert _level_at(made, 22_050 - 8000, 44_100) < 0.005


def test_the_same_rate_changes_nothing() -> None:
    assert resample(b"\1\2\3\4", Hertz(22_050), Hertz(22_050)) == b"\1\2\3\4"


def test_flac_gives_back_every_sample_and_the_same_bytes_each_time() -> None:
    sound = _sine(440, 0.9, 7, 22_050)

    packed = to_flac(sound, Hertz(22_050))

    assert decode(BytesIO(packed)) == (sound, 22_050)
    assert packed == to_flac(sound, Hertz(22_050))
    assert len(packed) < len(sound)


def test_a_stereo_file_is_decoded_to_one_channel(tmp_path: Path) -> None:
    left = array("h", _sine(440, 0.5, 1, 8000))
    with wave.open(str(tmp_path / "stereo.wav"), "wb") as file:
        file.setparams((2, 2, 8000, 0, "NONE", ""))
        file.writeframes(array("h", (value for sample in left for value in (sample, sample))).tobytes())

    sound, rate = decode(tmp_path / "stereo.wav")

    assert rate == 8000
    assert len(sound) == 2 * 8000
    assert max(abs(a - b) for a, b in zip(array("h", sound), left, strict=True)) <= 1


@pytest.mark.parametrize("read", [decode, loudness_of_file])
def test_what_is_no_sound_is_an_error_that_names_the_file(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "text.mp3").write_text("not sound")

    with pytest.raises(EncodingError, match=r"text\.mp3"):
        read(tmp_path / "text.mp3")


def test_mp3_and_back_keeps_the_tone() -> None:
    sound = through_mp3(_sine(1000, 0.5, 1, 22_050), Hertz(22_050))

    assert _level_at(sound[4410 : 4410 + 35_280], 1000, 22_050) == pytest.approx(0.5, abs=0.03)


def test_a_full_scale_sine_of_997_hz_has_the_loudness_that_the_standard_gives_it() -> None:
    """BS.1770-5, Annex 1: a 0 dBFS sine of 997 Hz in one front channel reads -3.01 LKFS."""
    measured = loudness(_sine(997, 1, 5, 48_000), Hertz(48_000))

    assert measured.integrated_lufs == pytest.approx(-3.01, abs=0.1)
    assert measured.true_peak_db == pytest.approx(0, abs=0.1)


def test_a_true_peak_between_samples_is_seen() -> None:
    rate = 22_050  # a quarter of it, 45 degrees off: samples are 3 dB under the crest
    crest = array("h", (round(16_000 * math.sin(math.pi / 2 * n + math.pi / 4)) for n in range(2 * rate))).tobytes()

    assert loudness(crest, Hertz(rate)).true_peak_db == pytest.approx(20 * math.log10(16_000 / 32_768), abs=0.7)


@pytest.mark.parametrize("sound", [b"", bytes(88_200)])
def test_silence_is_minus_seventy(sound: bytes) -> None:
    measured = loudness(sound, Hertz(22_050))

    assert (measured.integrated_lufs, measured.true_peak_db) == (-70, float("-inf"))


def test_a_file_is_as_loud_as_its_sound(tmp_path: Path) -> None:
    sound = _sine(500, 0.3, 3, 22_050)
    (tmp_path / "tone.flac").write_bytes(to_flac(sound, Hertz(22_050)))

    measured = loudness_of_file(tmp_path / "tone.flac")

    assert measured.integrated_lufs == pytest.approx(loudness(sound, Hertz(22_050)).integrated_lufs, abs=0.05)


@pytest.mark.parametrize(("at", "byte"), [(0, 0), (91, 0)], ids=["no codec", "no channels"])
def test_a_book_that_does_not_say_how_it_is_encoded_is_an_error(tmp_path: Path, at: int, byte: int) -> None:
    path = tmp_path / "tide.m4b"
    write_container(path, [_sine(500, 0.3, 1, 22_050)], kind="m4b", rate=Hertz(22_050), bit_rate_kbps=64, chapters=[])
    content = bytearray(path.read_bytes())
    content[content.index(b"stsd") + at] = byte
    path.write_bytes(content)

    with pytest.raises(EncodingError, match=r"tide\.m4b"):
        loudness_of_file(path)


def test_a_file_without_sound_is_an_error(tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffmpeg")
    path = tmp_path / "picture.png"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=s=16x16", "-frames:v", "1", path], check=True)

    for read in (decode, loudness_of_file):
        with pytest.raises(EncodingError, match="no sound"):
            read(path)
