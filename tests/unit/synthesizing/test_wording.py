import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.synthesizing.wording import has_words, word_times, words


def _times(text: str, events: list[tuple[int, int]], total: int) -> list[tuple[str, int, int]]:
    timed = word_times(text, events, total, sample_rate=22_050, rate_wpm=175)
    return [(text[time.position : time.position + time.length], time.start, time.end) for time in timed]


def test_words_keep_what_joins_them_inside() -> None:
    text = "“Don’t”, said Dr. O'Neill—at 3.14, well-known A.B.C."

    assert [text[a:b] for a, b in words(text)] == [
        "Don’t", "said", "Dr", "O'Neill", "at", "3.14", "well-known", "A.B.C",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["हिन्दी में यह", "قَالَ الرَّئِيسُ", "cafe\u0301 re\u0301sume\u0301", "தமிழில் ஒரு"])
def test_signs_that_follow_letters_are_part_of_the_word(text: str) -> None:
    assert [text[a:b] for a, b in words(text)] == text.split()


def test_symbols_alone_are_no_words() -> None:
    assert not has_words("— … ! 🎉 ___")
    assert has_words("4")


def test_each_word_lasts_until_the_next() -> None:
    assert _times("one two", [(0, 0), (4, 9000)], 20_000) == [("one", 0, 9000), ("two", 9000, 20_000)]


def test_words_that_share_an_event_are_one_stretch() -> None:
    assert _times("end of the day", [(0, 0), (4, 8000), (11, 16_000)], 30_000) == [
        ("end", 0, 8000), ("of the", 8000, 16_000), ("day", 16_000, 30_000),
    ]  # fmt: skip


def test_a_word_without_an_event_is_not_covered_where_the_time_is_too_short_to_say_it() -> None:
    assert _times("so extraordinarily late", [(0, 0), (19, 3000)], 9000) == [("so", 0, 3000), ("late", 3000, 9000)]


def test_a_first_word_without_an_event_belongs_to_the_second() -> None:
    assert _times("In the house", [(3, 0), (7, 9000)], 20_000) == [("In the", 0, 9000), ("house", 9000, 20_000)]


def test_several_events_of_one_word_are_its_first() -> None:
    assert _times("12,345 and", [(0, 0), (1, 800), (3, 1900), (7, 8000)], 20_000) == [
        ("12,345", 0, 8000), ("and", 8000, 20_000),
    ]  # fmt: skip


def test_events_beside_words_are_left_out() -> None:
    assert _times("— a 🎉 b", [(0, 0), (2, 100), (4, 5000), (6, 9000), (99, 9500)], 9900) == [
        ("a", 100, 9000), ("b", 9000, 9900),
    ]  # fmt: skip


def test_no_events_give_no_times() -> None:
    assert _times("a", [], 100) == []


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-1, 70), st.integers(-5, 50_000)), max_size=20),
    st.integers(0, 40_000),
    st.integers(80, 900),
)
def test_stretches_are_ordered_in_text_and_time_whatever_the_engine_says(
    text: str, events: list[tuple[int, int]], total: int, rate: int
) -> None:
    timed = word_times(text, events, total, sample_rate=22_050, rate_wpm=rate)

    position = sample = 0
    for time in timed:
        assert position <= time.position < time.position + time.length <= len(text)
        assert sample <= time.start <= time.end <= total
        position, sample = time.position + time.length, time.end
