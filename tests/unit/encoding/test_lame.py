"""Clips to runs by LAME."""

import math
from array import array
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import lameenc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.encoding import EncodingOptions, encode, run_key
from audioed.errors import EncodingError
from audioed.model import Clip, WordTime
from audioed.sound.conversion import decode
from audioed.units import Hertz, Samples

RATES = [Hertz(rate) for rate in (16000, 22050, 24000, 44100, 48000)]


def burst(samples: int, rate: Hertz) -> Clip:
    """A tone in a little noise, with a tenth of silence before and after."""
    pcm = array("h", bytes(2 * samples))
    for index in range(samples // 10, samples - samples // 10):
        pcm[index] = int(9000 * math.sin(index * 0.13)) + index * index * 7919 % 401 - 200
    word = WordTime(position=0, length=4, start=Samples(samples // 10), end=Samples(samples))
    return Clip(pcm=pcm.tobytes(), rate=rate, words=(word,))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("samples", [1, 575, 576, 577, 1152, 1153, 30_000])
def test_a_run_has_the_frames_of_its_clip_and_two_granules_more(rate: Hertz, samples: int) -> None:
    options = EncodingOptions(sample_rate=rate)

    run = encode(burst(samples, rate), options)

    per_frame = 1152 if rate > 32000 else 576
    assert run.frame_count == -(-samples // per_frame) + 1152 // per_frame
    assert run.samples == samples
    assert len(run.frames) == options.frame_format.byte_count(run.frame_count)


@pytest.mark.parametrize("rate", RATES)
def test_every_bit_rate_of_a_sample_rate_encodes_at_that_rate(rate: Hertz) -> None:
    clip = burst(12_000, rate)

    for bit_rate in EncodingOptions(sample_rate=rate).frame_format.bit_rates:
        options = EncodingOptions(sample_rate=rate, bit_rate_kbps=bit_rate)
        run = encode(clip, options)

        assert len(run.frames) == options.frame_format.byte_count(run.frame_count)


@pytest.mark.parametrize("rate", RATES)
def test_a_decoded_run_holds_the_clip_from_its_first_sample_to_its_last(rate: Hertz) -> None:
    clip = burst(rate, rate)
    options = EncodingOptions(sample_rate=rate, bit_rate_kbps=160)

    decoded = array("h", decode(BytesIO(encode(clip, options).frames))[0])[1105:]

    original = array("h", clip.pcm)
    margin = rate // 10
    assert len(decoded) >= len(original) + 47
    errors = [a - b for a, b in zip(decoded, original, strict=False)]
    # The noise, which is lost, is 100 on average; a tone one sample off would be 600 more.
    assert sum(map(abs, errors)) / len(errors) < 350
    assert max(map(abs, decoded[: margin - 1200])) <= 1
    assert max(map(abs, decoded[len(original) :])) <= 1


def test_words_and_their_kind_travel_with_the_run() -> None:
    clip = burst(5000, Hertz(22050))

    run = encode(clip, EncodingOptions(sample_rate=Hertz(22050)))

    assert run.words == clip.words
    assert run.estimated == clip.estimated
    assert run.rate == clip.rate


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("amplitude", [100, 9000])
def test_only_granules_in_which_something_is_heard_count_as_sounding(rate: Hertz, amplitude: int) -> None:
    granules = 23
    tone = array("h", (int(amplitude * math.sin(index * 0.13)) for index in range(576 * granules))).tobytes()
    pause = bytes(2 * 576 * 41)
    clip = Clip(pcm=pause + tone + pause + tone + pause, rate=rate, words=())

    run = encode(clip, EncodingOptions(sample_rate=rate))

    # Each tone begins and ends in the middle of a granule, which overlaps its neighbours.
    assert 2 * granules <= run.sounding / 576 <= 2 * (granules + 3)


def test_a_clip_of_silence_does_not_sound() -> None:
    rate = Hertz(44100)

    run = encode(Clip(pcm=bytes(40_000), rate=rate, words=()), EncodingOptions(sample_rate=rate))

    assert run.sounding == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 6000), min_size=1, max_size=4))
def test_what_was_encoded_before_changes_nothing(lengths: list[int]) -> None:
    rate = Hertz(22050)
    options = EncodingOptions(sample_rate=rate)
    clips = [burst(length, rate) for length in lengths]

    forward = [encode(clip, options).frames for clip in clips]
    backward = [encode(clip, options).frames for clip in reversed(clips)]

    assert forward == backward[::-1]


def test_an_empty_clip_is_refused() -> None:
    with pytest.raises(EncodingError, match="0 bytes"):
        encode(Clip(pcm=b"", rate=Hertz(22050), words=()), EncodingOptions(sample_rate=Hertz(22050)))


def test_a_clip_at_another_rate_is_refused() -> None:
    with pytest.raises(EncodingError, match="22050 Hz can't become frames at 24000 Hz"):
        encode(burst(100, Hertz(22050)), EncodingOptions(sample_rate=Hertz(24000)))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sample_rate": 8000}, "8000 Hz"),
        ({"sample_rate": 22050, "bit_rate_kbps": 320}, "320 kbit/s"),
        ({"sample_rate": 22050, "quality": 10}, "quality 10"),
    ],
)
def test_options_that_cannot_be_are_refused_with_those_that_can(options: dict[str, Any], message: str) -> None:
    with pytest.raises(EncodingError, match=message) as caught:
        EncodingOptions(**options)

    assert caught.value.hint


class Scripted:
    """A LAME that answers as it is told."""

    def __init__(self, answer: Iterable[bytes]) -> None:
        self._answer = iter(answer)

    def __getattr__(self, _: str) -> Any:
        return lambda *_: None

    def encode(self, _: bytes) -> bytearray:
        try:
            return bytearray(next(self._answer))
        except StopIteration:
            raise RuntimeError("no more") from None

    def flush(self) -> bytearray:
        return bytearray()


def test_a_header_frame_of_lames_own_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = burst(5000, Hertz(22050))
    options = EncodingOptions(sample_rate=Hertz(22050))
    usual = encode(clip, options)
    header = options.frame_format.header(padded=True) + bytes(9) + b"Info"
    headed = header.ljust(options.frame_format.frame_size(padded=True), b"\0") + usual.frames
    monkeypatch.setattr(lameenc, "Encoder", lambda: Scripted([headed]))

    run = encode(clip, options)

    assert run == usual


def test_frames_that_borrow_or_are_missing_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = burst(5000, Hertz(22050))
    options = EncodingOptions(sample_rate=Hertz(22050))
    first = options.frame_format.frame_size(padded=False)
    beheaded = encode(clip, options).frames[first:]
    monkeypatch.setattr(lameenc, "Encoder", lambda: Scripted([beheaded]))

    with pytest.raises(EncodingError, match="10 frames of 5000 samples, where 11 were due, and the first needs"):
        encode(clip, options)


def test_a_refusal_of_lame_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lameenc, "Encoder", lambda: Scripted([]))

    with pytest.raises(EncodingError, match="LAME refused 200 bytes of sound at 22050 Hz: no more"):
        encode(burst(100, Hertz(22050)), EncodingOptions(sample_rate=Hertz(22050)))


@given(
    st.tuples(st.text(), st.sampled_from([32, 64]), st.sampled_from([16000, 22050]), st.integers(0, 9)),
    st.tuples(st.text(), st.sampled_from([32, 64]), st.sampled_from([16000, 22050]), st.integers(0, 9)),
)
def test_a_key_changes_if_and_only_if_an_input_changes(
    one: tuple[str, int, int, int], other: tuple[str, int, int, int]
) -> None:
    def key(clip_key: str, bit_rate: int, rate: int, quality: int) -> str:
        options = EncodingOptions(sample_rate=Hertz(rate), bit_rate_kbps=bit_rate, quality=quality)
        return run_key(clip_key, options)

    assert (key(*one) == key(*other)) == (one == other)
