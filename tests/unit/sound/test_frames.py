"""Sizes, headers and silence of MP3 frames."""

import subprocess
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.errors import EncodingError
from audioed.sound.conversion import decode
from audioed.sound.frames import FrameFormat, run_length, walk
from audioed.units import Hertz

RATES = [Hertz(rate) for rate in (16000, 22050, 24000, 44100, 48000)]


@st.composite
def formats(draw: st.DrawFn) -> FrameFormat:
    rate = draw(st.sampled_from(RATES))
    lowest = 32 if rate > 32000 else 8
    bit_rates = FrameFormat(rate=rate, bit_rate=lowest).bit_rates
    return FrameFormat(rate=rate, bit_rate=draw(st.sampled_from(bit_rates)))


def test_an_unknown_sample_rate_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(EncodingError, match="11025 Hz") as caught:
        FrameFormat(rate=Hertz(11025), bit_rate=64)

    assert caught.value.hint == "Sample rates: 16000, 22050, 24000, 44100, 48000."


def test_an_unknown_bit_rate_is_refused_with_those_of_the_sample_rate() -> None:
    with pytest.raises(EncodingError, match="44100 Hz has no bit rate of 8 kbit/s") as caught:
        FrameFormat(rate=Hertz(44100), bit_rate=8)

    assert caught.value.hint.startswith("Bit rates at 44100 Hz: 32, 40, ")


@given(formats(), st.integers(0, 400))
def test_silence_is_as_long_as_the_bit_rate_wants_to_a_byte(frame_format: FrameFormat, count: int) -> None:
    silence = frame_format.silence(count)

    wanted = count * frame_format.samples_per_frame * frame_format.bit_rate * 125 / frame_format.rate
    assert len(silence) == frame_format.byte_count(count)
    assert abs(len(silence) - wanted) <= 1


@given(formats(), st.integers(1, 60))
def test_silence_is_frames_that_borrow_nothing_and_hold_nothing(frame_format: FrameFormat, count: int) -> None:
    walked = walk(frame_format.silence(count), frame_format)

    assert (walked.frame_count, walked.borrows, walked.sounding) == (count, False, 0)


@pytest.mark.parametrize("rate", RATES)
def test_silence_decodes_to_zeros(rate: Hertz) -> None:
    frame_format = FrameFormat(rate=rate, bit_rate=64)

    pcm, decoded_rate = decode(BytesIO(frame_format.silence(40)))

    assert decoded_rate == rate
    assert len(pcm) == 2 * 40 * frame_format.samples_per_frame
    assert not any(pcm)


@pytest.mark.parametrize("rate", RATES)
def test_other_decoders_take_silence_without_complaint(rate: Hertz, needs: Callable[..., None]) -> None:
    needs("mpg123", "ffmpeg")
    silence = FrameFormat(rate=rate, bit_rate=64).silence(100)

    by_mpg123 = subprocess.run(["mpg123", "-q", "-s", "-"], input=silence, capture_output=True, check=True)
    by_ffmpeg = subprocess.run(
        ["ffmpeg", "-v", "warning", "-xerror", "-f", "mp3", "-i", "-", "-f", "s16le", "-"],
        input=silence,
        capture_output=True,
        check=True,
    )

    assert by_mpg123.stderr == by_ffmpeg.stderr == b""
    assert not any(by_mpg123.stdout)
    assert not any(by_ffmpeg.stdout)


def test_a_clip_takes_its_whole_frames_and_those_of_the_delay() -> None:
    lower = FrameFormat(rate=Hertz(22050), bit_rate=64)
    higher = FrameFormat(rate=Hertz(44100), bit_rate=64)

    assert [run_length(samples, lower) for samples in (1, 576, 577)] == [3, 3, 4]
    assert [run_length(samples, higher) for samples in (1, 1152, 1153)] == [2, 2, 3]


def test_a_frame_of_another_format_is_found() -> None:
    frame_format = FrameFormat(rate=Hertz(24000), bit_rate=64)
    mixed = frame_format.silence(2) + FrameFormat(rate=Hertz(24000), bit_rate=56).silence(1)

    with pytest.raises(EncodingError, match="Frame 2, at byte 384"):
        walk(mixed, frame_format)


def test_a_frame_that_is_cut_short_is_found() -> None:
    frame_format = FrameFormat(rate=Hertz(24000), bit_rate=64)

    with pytest.raises(EncodingError, match="Frame 1 is cut short by 3 bytes"):
        walk(frame_format.silence(2)[:-3], frame_format)


@pytest.mark.parametrize(("rate", "positions"), [(Hertz(24000), {9}), (Hertz(48000), {18, 77})])
def test_a_granule_sounds_if_its_length_of_data_is_not_zero(rate: Hertz, positions: set[int]) -> None:
    """ISO/IEC 11172-3, 2.4.1.7, and ISO/IEC 13818-3, 2.4.1.7: part2_3_length has 12 bits, and begins at `positions`."""
    frame_format = FrameFormat(rate=rate, bit_rate=64)
    silent = frame_format.silence(1)
    bits = 8 * frame_format.side_size

    sounding = set()
    for position in range(bits):
        side = (1 << (bits - 1 - position)).to_bytes(frame_format.side_size, "big")
        frame = silent[:4] + side + silent[4 + frame_format.side_size :]
        if walk(frame, frame_format).sounding:
            sounding.add(position)

    assert sounding == {first + bit for first in positions for bit in range(12)}


@pytest.mark.parametrize(("rate", "bits"), [(Hertz(24000), 8), (Hertz(48000), 9)])
def test_a_frame_borrows_if_its_main_data_begins_before_it(rate: Hertz, bits: int) -> None:
    frame_format = FrameFormat(rate=rate, bit_rate=64)
    silent = frame_format.silence(1)

    def borrows(first_two: int) -> bool:
        return walk(silent[:4] + first_two.to_bytes(2, "big") + silent[6:], frame_format).borrows

    assert all(borrows(1 << (15 - bit)) for bit in range(bits))
    assert not any(borrows(1 << (15 - bit)) for bit in range(bits, 16))
