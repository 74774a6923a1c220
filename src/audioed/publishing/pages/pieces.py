"""Where in the transcript's JSON which words are: a page asks for those near the voice, not for a whole book's.

Source: RFC 9110, section 14 (range requests)
"""

from collections.abc import Iterable, Iterator
from typing import Final, TypedDict

from audioed.model import Cue
from audioed.publishing.transcript import JSON_BEGINNING, JSON_BETWEEN, to_json_segment
from audioed.units import Hertz, to_milliseconds

SENTENCES: Final = 256
"""In a piece: about 20 minutes, and 200 kB."""


class Piece(TypedDict):
    """Lines of the file, from one to where the next piece begins."""

    start: float
    """Seconds, of its first sentence."""
    cue: int
    """Number of its first sentence."""
    byte: int
    """Where in the file it begins."""


def noting(cues: Iterable[Cue], rate: Hertz, pieces: list[Piece]) -> Iterator[Cue]:
    """Yield cues as they are, and note where each piece of the file of `to_json` begins.

    Args:
        cues: In order.
        rate: In which their times are counted.
        pieces: Grows as cues are taken.
    """
    byte = len(JSON_BEGINNING)
    for number, cue in enumerate(cues):
        if number % SENTENCES == 0:
            pieces.append(Piece(start=to_milliseconds(cue.start, rate) / 1000, cue=number, byte=byte))
        byte += len(to_json_segment(cue, rate).encode("utf-8", "replace")) + len(JSON_BETWEEN)
        yield cue
