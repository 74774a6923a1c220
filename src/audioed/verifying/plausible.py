"""What a record must say for the whole article to have been spoken, whatever is in the file."""

from collections.abc import Iterator
from itertools import pairwise

from audioed.verifying.findings import Check, Finding, of_segment
from audioed.verifying.record import Record, SegmentFact

_FEWEST_WORDS = 5
"""Fewer say nothing of a pace: "I." is short, and so is a number of twenty digits no word."""

_SLOWEST = 0.05
_FASTEST = 3.0
"""Of the voice's rate; wide, since words of other languages are longer or shorter than English ones, and a number that
is left to its voice is one word in the record and may be ten in the sound."""


def check_record(record: Record) -> Iterator[Finding]:
    """Yield where the record itself shows that something was not said, or contradicts itself."""
    yield from _places(record)
    for segment in record.segments:
        if not segment.covered or (segment.words and not segment.word_events):
            yield of_segment(Check.NOT_TIMED, segment, "has words that the engine reported no time for")
        if not segment.sounding:
            yield of_segment(Check.SILENT, segment, "was silent when it was recorded")
        yield from _pace(record, segment)


def _places(record: Record) -> Iterator[Finding]:
    for before, after in pairwise(record.segments):
        if after.byte_start < before.byte_end or after.start < before.end:
            yield of_segment(Check.PLACES, after, f"is recorded as beginning before the end of block {before.block}")
    for segment in record.segments:
        if not segment.byte_start < segment.byte_end <= record.byte_count or not segment.start < segment.end:
            yield of_segment(Check.PLACES, segment, "is recorded where nothing can be")
        elif segment.end > record.samples:
            yield of_segment(Check.PLACES, segment, "is recorded after the end")


def _pace(record: Record, segment: SegmentFact) -> Iterator[Finding]:
    rates = [record.voices[number].rate_wpm for number in segment.voices]
    if segment.words < _FEWEST_WORDS or not rates or segment.end <= segment.start:
        return
    pace = segment.words * 60 * record.sample_rate / (segment.end - segment.start)
    if not min(rates) * _SLOWEST <= pace <= max(rates) * _FASTEST:
        yield of_segment(
            Check.PACE, segment, f"is said at {pace:.0f} words a minute by a voice set to {max(rates)}: text is missing"
        )
