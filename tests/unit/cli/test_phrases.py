import pytest

from audioed.cli.phrases import about, counted, length_of, sized


@pytest.mark.parametrize(("count", "words"), [(0, "0 books"), (1, "1 book"), (1200, "1,200 books")])
def test_counts_agree_with_their_noun(count: int, words: str) -> None:
    assert counted(count, "book") == words


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert counted(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.6, "1 second"),
        (59.4, "59 seconds"),
        (61, "1 minute and 1 second"),
        (432, "7 minutes and 12 seconds"),
        (3660, "1 hour and 1 minute"),
        (72_000, "20 hours and 0 minutes"),
    ],
)
def test_a_length_is_said_in_its_two_largest_units(seconds: float, words: str) -> None:
    assert length_of(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.1, "about 1 second"),
        (12.4, "about 12 seconds"),
        (91, "about 2 minutes"),
        (3000, "about 50 minutes"),
        (9000, "about 2.5 hours"),
    ],
)
def test_time_left_is_rounded_as_people_do(seconds: float, words: str) -> None:
    assert about(seconds) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 byte"), (999, "999 bytes"), (1500, "1.5 kB"), (2_340_000, "2.3 MB"), (2 * 10**9, "2.0 GB")],
)
def test_sizes_are_in_decimal_units(count: int, words: str) -> None:
    assert sized(count) == words
