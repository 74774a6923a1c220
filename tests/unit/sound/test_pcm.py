import math
from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.sound import pcm
from audioed.units import Decibels, Hertz, Samples

_RATE = Hertz(22_050)
_CEILING = 32_768 * 10 ** (pcm.CEILING / 20)


def _packed(samples: list[int]) -> bytes:
    return array("h", samples).tobytes()


_sounds = st.lists(st.integers(-32_768, 32_767), max_size=3000).map(_packed)


def _samples(sound: bytes) -> list[int]:
    return array("h", sound).tolist()


def _sine(amplitude: int, seconds: float, hertz: float = 220) -> bytes:
    count = int(seconds * _RATE)
    return _packed([round(amplitude * math.sin(2 * math.pi * hertz * at / _RATE)) for at in range(count)])


def test_the_peak_is_relative_to_full_scale() -> None:
    assert pcm.peak_db(_packed([0, -32_768, 5])) == pytest.approx(0)
    assert pcm.peak_db(_packed([0, 16_384])) == pytest.approx(-6.02, abs=0.01)
    assert pcm.peak_db(bytes(10)) == float("-inf")


def test_a_gain_that_nothing_hinders_is_exact() -> None:
    assert _samples(pcm.level(_packed([1000, -1000, 0]), Decibels(20 * math.log10(2)), _RATE)) == [2000, -2000, 0]


@given(_sounds, st.floats(-20, 20))
def test_no_sample_is_over_the_ceiling(sound: bytes, gain: float) -> None:
    levelled = pcm.level(sound, Decibels(gain), _RATE)

    assert len(levelled) == len(sound)
    assert max(map(abs, _samples(levelled)), default=0) <= math.ceil(_CEILING) + 1


def test_only_what_is_near_a_loud_passage_is_turned_down() -> None:
    quiet, loud = _sine(3000, 1), _sine(32_000, 0.1)

    levelled = pcm.level(quiet + loud + quiet, Decibels(0), _RATE)

    far = int(0.8 * _RATE) * 2
    assert levelled[:far] == quiet[:far]
    assert levelled[-far:] == quiet[-far:]
    assert levelled[len(quiet) : len(quiet) + len(loud)] != loud


def test_the_limiter_makes_no_clicks() -> None:
    sound = _sine(12_000, 0.5, 100) + _sine(32_000, 0.2, 100) + _sine(12_000, 0.5, 100)

    levelled = pcm.level(sound, Decibels(0), _RATE)

    # A gain that jumped by 2.5 dB would move a sample by 4,000 at once; the steepest slope of the tone is 912.
    steps = [abs(after - before) for before, after in pairwise(_samples(levelled))]
    assert max(steps) < 1300


def test_levelling_twice_is_the_same_both_times() -> None:
    noise = _packed([at * at * 7919 % 65_536 - 32_768 for at in range(50_000)])

    assert pcm.level(noise, Decibels(3), _RATE) == pcm.level(noise, Decibels(3), _RATE)


def test_silence_is_trimmed_to_short_margins() -> None:
    sound = bytes(_RATE * 2) + _sine(10_000, 0.5) + bytes(_RATE * 2)

    trimmed, cut = pcm.trim(sound, _RATE)

    assert cut == pytest.approx(_RATE - 220, abs=_RATE // 200)
    assert len(trimmed) / 2 / _RATE == pytest.approx(0.54, abs=0.02)


def test_an_abrupt_sound_gets_silence_around_it() -> None:
    sound = _sine(10_000, 0.2)

    trimmed, cut = pcm.trim(sound, _RATE)

    assert cut == -220
    assert trimmed[:440] == bytes(440)
    assert trimmed[440 : 440 + len(sound)] == sound
    assert not any(trimmed[440 + len(sound) :])


@given(_sounds)
def test_a_trimmed_sound_begins_and_ends_in_silence_and_keeps_what_sounds(sound: bytes) -> None:
    trimmed, cut = pcm.trim(sound, _RATE)

    samples = _samples(trimmed)
    if not trimmed:
        assert max(map(abs, _samples(sound)), default=0) <= 32
        return
    assert samples[0] == 0
    assert abs(samples[-1]) <= 1
    loud = {at - cut for at, sample in enumerate(_samples(sound)) if abs(sample) > 32}
    assert all(samples[at] == _samples(sound)[at + cut] for at in sorted(loud)[:1])
    assert max(loud) < len(samples)


@pytest.mark.parametrize("sound", [b"", bytes(44_100)])
def test_of_silence_nothing_is_left(sound: bytes) -> None:
    assert pcm.trim(sound, _RATE) == (b"", Samples(0))


def test_stretches_are_parted_by_long_silence_only() -> None:
    tone, short, long = _sine(9000, 0.2), bytes(int(_RATE * 0.04) * 2), bytes(int(_RATE * 0.3) * 2)

    found = pcm.stretches(tone + short + tone + long + tone, _RATE, gap_ms=100)

    assert len(found) == 2
    assert found[0][0] == 0
    assert found[1][0] / _RATE == pytest.approx(0.74, abs=0.02)


def test_sounding_samples_are_counted() -> None:
    sound = bytes(_RATE * 2) + _sine(9000, 1) + bytes(_RATE * 2)

    assert pcm.sounding(sound, _RATE) / _RATE == pytest.approx(1, abs=0.04)


@pytest.mark.parametrize("closed_ms", [0, 5, 11, 60, 95])
def test_after_a_pause_a_sound_begins_just_before_it_is_heard(closed_ms: int) -> None:
    closed = closed_ms * _RATE // 1000
    said = _RATE // 2

    begins = pcm.onset(bytes((said + closed) * 2) + _sine(9000, 0.1)[2:], said, _RATE)

    heard = said + closed
    assert begins == max(said, heard - _RATE // 100)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_sine(9000, 0.5), bytes(2205)),  # a closed mouth between two words
        (_sine(9000, 0.5) + bytes(600), bytes(2205)),  # too short a pause
        (b"", bytes(2205)),  # the beginning
        (bytes(22_050), bytes(9000)),  # nothing for too long
        (bytes(22_050), None),  # nothing at all
    ],
)
def test_elsewhere_a_sound_begins_where_it_is_said_to(before: bytes, after: bytes | None) -> None:
    sound = before + (b"" if after is None else after + _sine(9000, 0.1))

    assert pcm.onset(sound, len(before) // 2, _RATE) == len(before) // 2


@given(_sounds, st.integers(0, 3000))
def test_a_sound_never_begins_before_it_is_said_to_nor_long_after(sound: bytes, said: int) -> None:
    said = min(said, len(sound) // 2)

    assert said <= pcm.onset(sound, said, _RATE) <= min(said + _RATE // 10, max(len(sound) // 2, said))
