"""Media overlays: which element of a document sounds when.

A clip lasts until the next one begins, so that a player goes on through the pauses between them without a jump.

Source: EPUB 3.3, section 9 (Media overlays)
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from audioed.model import Cue
from audioed.units import Hertz, Milliseconds, Samples, to_milliseconds


@dataclass(frozen=True, slots=True)
class Spoken:
    """An element that is spoken from a place in a sentence on."""

    target: str
    """Its id."""
    cue: int
    """The sentence's number."""
    position: int
    """In the text of the sentence's passage."""
    kind: str = ""
    """An `epub:type`, by which players know what can be skipped."""


@dataclass(frozen=True, slots=True)
class Structure:
    """An element that holds others, so that a player can skip or leave it."""

    kind: str
    """An `epub:type`."""
    target: str
    parts: "tuple[Spoken | Structure, ...]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Par:
    """An element and its clip, in milliseconds from the sound file's zero."""

    target: str
    kind: str
    begin: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Seq:
    """Elements with their clips, in order."""

    target: str
    kind: str
    parts: "tuple[Par | Seq, ...]"

    def pars(self) -> Iterator[Par]:
        """Yield all the clips in it, in order."""
        for part in self.parts:
            if isinstance(part, Par):
                yield part
            else:
                yield from part.pars()

    @property
    def duration(self) -> Milliseconds:
        """How long all its clips take."""
        return Milliseconds(sum(par.end - par.begin for par in self.pars()))


_Clips: TypeAlias = Mapping[str, tuple[Milliseconds, Milliseconds]]


def timed(structure: Structure, cues: Mapping[int, Cue], rate: Hertz, *, zero: Samples, end: Samples) -> Seq:
    """Return a document's elements with their clips; one in which nothing sounds is left to the one before it.

    Args:
        structure: The document's, from its root.
        cues: Its sentences, by number.
        rate: Of the recording.
        zero: Where the document's sound file begins in the recording.
        end: Where it ends, likewise.
    """
    clips: dict[str, tuple[Milliseconds, Milliseconds]] = {}
    until = to_milliseconds(Samples(end - zero), rate)
    for one in reversed([*_leaves(structure)]):
        onset = _onset(cues[one.cue], one.position)
        begin = until if onset is None else to_milliseconds(Samples(onset - zero), rate)
        if begin < until:
            clips[one.target] = (begin, until)
            until = begin
    return Seq(target=structure.target, kind=structure.kind, parts=tuple(_clipped(structure, clips)))


def _onset(cue: Cue, position: int) -> Samples | None:
    """Return when the first word sounds that begins at or after a place in the text; None: there is none."""
    if position <= cue.source[0]:
        return cue.start
    index = bisect_left(cue.words, position, key=lambda word: word.source[0])
    return cue.words[index].start if index < len(cue.words) else None


def _leaves(structure: Structure) -> Iterator[Spoken]:
    for part in structure.parts:
        if isinstance(part, Spoken):
            yield part
        else:
            yield from _leaves(part)


def _clipped(structure: Structure, clips: _Clips) -> Iterator[Par | Seq]:
    for part in structure.parts:
        if isinstance(part, Spoken):
            if clip := clips.get(part.target):
                yield Par(target=part.target, kind=part.kind, begin=clip[0], end=clip[1])
        elif inner := tuple(_clipped(part, clips)):
            yield Seq(target=part.target, kind=part.kind, parts=inner)


def clock(milliseconds: Milliseconds) -> str:
    """Return a time as a full clock value: "0:05:12.345" (SMIL 3.0, "Clock values")."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def total(overlays: Sequence[Seq]) -> Milliseconds:
    """Return how long several overlays take together."""
    return Milliseconds(sum(overlay.duration for overlay in overlays))
