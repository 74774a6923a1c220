"""When each sentence of a passage sounds, for whoever walks through the passages in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from audioed.model import Cue
from audioed.units import Hertz, Milliseconds, to_milliseconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A cue as a page needs it."""

    number: int
    """Of the cue among all of the recording, from 0: the same as in the transcript's JSON."""
    start: Milliseconds
    end: Milliseconds
    source: tuple[int, int]
    """Characters of the passage's text."""


class Timeline:
    """Cues, read as they are asked for: no more than one passage's are held."""

    def __init__(self, cues: Iterable[Cue], rate: Hertz) -> None:
        self._cues = enumerate(cues)
        self._rate = rate
        self._next: tuple[int, Cue] | None = next(self._cues, None)

    def sentences(self, passage: int) -> Sequence[Sentence]:
        """Return the sentences of a passage; passages are asked for in order, and those left out are lost."""
        read = takewhile(lambda numbered: numbered[1].passage <= passage, self._rest())
        return tuple(self._sentence(number, cue) for number, cue in read if cue.passage == passage)

    def _rest(self) -> Iterator[tuple[int, Cue]]:
        """Yield the cues that are left; the one at which the reader stops is kept for the next."""
        while self._next is not None:
            yield self._next
            self._next = next(self._cues, None)

    def _sentence(self, number: int, cue: Cue) -> Sentence:
        return Sentence(
            number=number,
            start=to_milliseconds(cue.start, self._rate),
            end=to_milliseconds(cue.end, self._rate),
            source=cue.source,
        )
