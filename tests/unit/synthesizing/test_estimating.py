from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audioed.synthesizing.estimating import estimated_times
from audioed.synthesizing.wording import words
from audioed.units import Hertz

_RATE = Hertz(8000)


def _sound(*seconds: float) -> bytes:
    """Return sound and silence by turns."""
    return b"".join(
        array("h", [9000 if index % 2 == 0 else 0] * int(length * _RATE)).tobytes()
        for index, length in enumerate(seconds)
    )


def test_clauses_begin_after_the_pauses() -> None:
    text = "One two, three four. Five"

    times = estimated_times(text, _sound(1, 0.2, 1, 0.5, 0.5), _RATE)

    assert [text[time.position :][: time.length] for time in times] == ["One", "two", "three", "four", "Five"]
    assert [round(time.start / _RATE, 1) for time in times] == [0, 0.5, 1.2, 1.8, 2.7]


def test_a_short_pause_inside_a_clause_is_none_of_its_ends() -> None:
    times = estimated_times("One two, three", _sound(0.5, 0.1, 0.5, 0.4, 0.5), _RATE)

    assert round(times[2].start / _RATE, 1) == 1.5


def test_without_enough_pauses_words_share_all_of_the_sound() -> None:
    times = estimated_times("ab, cd", _sound(1), _RATE)

    assert [(time.start, time.end) for time in times] == [(0, 4000), (4000, 8000)]


def test_silence_or_no_words_give_no_times() -> None:
    assert estimated_times("word", bytes(1600), _RATE) == ()
    assert estimated_times("...", _sound(1), _RATE) == ()


@given(st.text(alphabet='ab .,!?—"', max_size=60), st.lists(st.floats(0.01, 0.3), min_size=1, max_size=7))
def test_every_word_has_its_time_in_order(text: str, seconds: list[float]) -> None:
    pcm = _sound(*seconds)

    times = estimated_times(text, pcm, _RATE)

    assert [(time.position, time.position + time.length) for time in times] == (words(text) if times else [])
    assert all(before.end <= after.start for before, after in pairwise(times))
    assert all(0 <= time.start <= time.end <= len(pcm) // 2 for time in times)
