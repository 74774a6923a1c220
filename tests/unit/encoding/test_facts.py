"""What is told of a run without its frames."""

import hashlib

import pytest

from audioed.encoding import facts
from audioed.model import Run, WordTime
from audioed.units import Hertz, Samples


def run_of(*stretches: tuple[int, int]) -> Run:
    words = tuple(
        WordTime(position=position, length=length, start=Samples(100 * index), end=Samples(100 * index + 100))
        for index, (position, length) in enumerate(stretches, 1)
    )
    return Run(
        frames=b"frames",
        frame_count=7,
        samples=Samples(3000),
        sounding=Samples(1728),
        rate=Hertz(22050),
        words=words,
        estimated=True,
    )


def test_facts_sum_a_run_up() -> None:
    known = facts(run_of((0, 3), (4, 5)), "its key", "The story")

    assert (known.key, known.frame_count, known.byte_count, known.samples) == ("its key", 7, 6, 3000)
    assert (known.sounding, known.word_events, known.first_sound, known.estimated) == (1728, 2, 100, True)
    assert known.digest == hashlib.blake2b(b"frames", digest_size=16).hexdigest()
    assert known.covered


@pytest.mark.parametrize(
    ("spoken", "stretches", "covered"),
    [
        ("", [], True),
        ("… — !", [], True),
        ("one", [], False),
        ("one two", [(0, 7)], True),
        ("one two", [(0, 3), (4, 3)], True),
        ("one two", [(4, 3), (0, 3)], True),
        ("one two", [(0, 3)], False),
        ("one two", [(4, 3)], False),
        ("one two", [(0, 3), (5, 2)], False),
        ("together", [(0, 3), (3, 5)], True),
        ("together", [(0, 3), (4, 4)], False),
        ("one two three", [(0, 3), (8, 5)], False),
        ("one two three", [(0, 13), (4, 3)], True),
        ("“Élan”, 42!", [(1, 4), (8, 2)], True),
        ("كتاب جديد", [(0, 4), (5, 4)], True),
        ("snake_case", [(0, 5), (6, 4)], True),
    ],
)
def test_a_run_is_covered_if_each_word_lies_in_timed_stretches(
    spoken: str, stretches: list[tuple[int, int]], *, covered: bool
) -> None:
    assert facts(run_of(*stretches), "", spoken).covered is covered


def test_a_run_without_words_begins_to_sound_at_once() -> None:
    assert facts(run_of(), "", "").first_sound == 0
