"""Rows of a few characters take time that grows with their length, and not much of it."""

import os

from tests.fuzz.search_slow import MICROSECONDS_PER_BYTE, search, units

LONG = os.environ.get("AUDIOED_LONG") == "1"


def test_no_row_takes_time_with_the_square_of_its_length() -> None:
    found = list(search(units(2 if LONG else 1), 16_000))

    # Busy and with coverage it takes ten times as long; what grows with the square shows at a megabyte as minutes.
    assert not [slow for slow in found if slow.growth > 3 or slow.microseconds_per_byte > 20 * MICROSECONDS_PER_BYTE]


def test_a_step_that_takes_time_with_the_square_is_found() -> None:
    def square(text: str) -> int:
        return sum(text.count("a", start) for start in range(len(text)))

    found = list(search(["a", "b"], 16_000, {"counting": square}))

    assert found
    assert all(slow.step == "counting" for slow in found)
