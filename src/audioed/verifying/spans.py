"""Whether each segment's frames stand where the record says, and if not, what has happened to them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import BinaryIO

from audioed.verifying.differences import Changed, Missing, Moved, Surplus, differences
from audioed.verifying.findings import Check, Finding, named, of_segment
from audioed.verifying.mpeg import Stream, Stretch, is_silence
from audioed.verifying.record import JingleFact, Record, SegmentFact


def digest_frames(frames: bytes, like: bytes) -> bytes:
    """Return the digest of frames, as long as a recorded one."""
    return blake2b(frames, digest_size=16).digest()[: len(like)]


def first_flaw(record: Record, file: BinaryIO) -> Finding | None:
    """Return the first place that isn't as recorded; None: all are. Reads once, from the first audio frame on."""
    spans: list[SegmentFact | JingleFact] = [*record.segments, *record.jingles]
    at = 0
    for span in sorted(spans, key=lambda span: span.byte_start):
        if not is_silence(file.read(span.byte_start - at)):
            return _foreign(_segment_after(record, at))
        frames = file.read(span.byte_end - span.byte_start)
        if isinstance(span, SegmentFact) and digest_frames(frames, span.frames_digest) != span.frames_digest:
            return of_segment(Check.ALTERED, span, "doesn't stand where it should")
        at = span.byte_end
    return None if is_silence(file.read(record.byte_count - at)) else _foreign(None)


def check_spans(record: Record, stream: Stream, file: BinaryIO, position: int) -> Iterator[Finding]:
    """Yield what became of the segments that don't stand where they should, and what stands there besides.

    Args:
        record: What should be in the file.
        stream: The frames that are.
        file: Is read again.
        position: Of the first audio frame in the file, in bytes.
    """
    is_in_place = all(_is_in_place(segment, stream, file, position) for segment in record.segments)
    if is_in_place and stream.byte_count == record.byte_count:
        yield from _between(record, stream)
        yield from _untimely(record, stream)
    else:
        yield from _Comparison(record, stream, tuple(_pieces(record, stream, file, position))).findings()


def _is_in_place(segment: SegmentFact, stream: Stream, file: BinaryIO, position: int) -> bool:
    if not segment.byte_start < segment.byte_end <= stream.byte_count:
        return False
    file.seek(position + segment.byte_start)
    frames = file.read(segment.byte_end - segment.byte_start)
    return digest_frames(frames, segment.frames_digest) == segment.frames_digest


def _between(record: Record, stream: Stream) -> Iterator[Finding]:
    """Yield what sounds where the record has silence."""
    spoken = [(segment.byte_start, segment.byte_end) for segment in record.segments]
    known = sorted(spoken + [(jingle.byte_start, jingle.byte_end) for jingle in record.jingles])
    starts = [start for start, _ in known]
    for stretch in stream.stretches:
        if stretch.is_silence:
            continue
        at = stretch.byte_start
        while at < stretch.byte_end:
            index = bisect_right(starts, at) - 1
            if index < 0 or known[index][1] <= at:
                yield _foreign(_segment_after(record, at))
                break
            at = known[index][1]


def _untimely(record: Record, stream: Stream) -> Iterator[Finding]:
    """Yield the segments whose recorded time is not that of their frames."""
    samples_per_frame = 1152 if record.sample_rate > 32000 else 576
    times = {stretch.byte_start: stretch.first_frame * samples_per_frame for stretch in stream.stretches}
    for segment in record.segments:
        if times.get(segment.byte_start, segment.start) != segment.start:
            yield of_segment(Check.PLACES, segment, "is recorded at another time than its frames have")


def _segment_after(record: Record, byte_position: int) -> SegmentFact | None:
    return next((segment for segment in record.segments if segment.byte_start >= byte_position), None)


def _foreign(before: SegmentFact | None) -> Finding:
    where = f"before {named(before)}" if before else "at the end"
    block = before.block if before else ""
    return Finding(check=Check.FOREIGN, block=block, message=f"something sounds {where} that was never recorded")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """Sounding frames between pauses, or a part of them that a recorded run has."""

    byte_start: int
    byte_end: int
    digest: bytes | None
    """As recorded; None: no recorded run has these frames."""

    @property
    def key(self) -> object:
        """What it is compared by: an unknown piece is only equal to itself."""
        return self.byte_start if self.digest is None else self.digest


def _pieces(record: Record, stream: Stream, file: BinaryIO, position: int) -> Iterator[_Piece]:
    known = {segment.frames_digest for segment in record.segments}
    glued = {
        before.byte_end - before.byte_start
        for before, after in pairwise(record.segments)
        if before.byte_end == after.byte_start
    }
    jingles = {jingle.byte_end - jingle.byte_start for jingle in record.jingles}
    like = next(iter(known), bytes(16))
    for stretch in stream.stretches:
        if stretch.is_silence:
            continue
        file.seek(position + stretch.byte_start)
        for piece in _split(stretch, file.read(stretch.byte_end - stretch.byte_start), known, glued, like):
            if piece.digest is not None or piece.byte_end - piece.byte_start not in jingles:
                yield piece


def _split(stretch: Stretch, frames: bytes, known: set[bytes], glued: set[int], like: bytes) -> Iterator[_Piece]:
    """Yield the runs of which a stretch is made: one, unless some are recorded without a pause after them."""
    start = 0
    while start < len(frames):
        rest = len(frames) - start
        for length in (rest, *sorted(length for length in glued if length < rest)):
            digest = digest_frames(frames[start : start + length], like)
            if digest in known:
                break
        else:
            length, digest = rest, b""
        yield _Piece(
            byte_start=stretch.byte_start + start,
            byte_end=stretch.byte_start + start + length,
            digest=digest or None,
        )
        start += length


class _Comparison:
    """What the file has, held against what was recorded."""

    def __init__(self, record: Record, stream: Stream, pieces: Sequence[_Piece]) -> None:
        self._record = record
        self._segments = record.segments
        self._stream = stream
        self._pieces = pieces
        self._places = {piece.digest: piece for piece in reversed(pieces) if piece.digest is not None}
        self._by_digest = {segment.frames_digest: segment for segment in reversed(self._segments)}

    def findings(self) -> Iterator[Finding]:
        """Yield what happened to each segment, in order."""
        recorded = [segment.frames_digest for segment in self._segments]
        is_short = self._stream.byte_count < self._record.byte_count
        end = max((index for index, digest in enumerate(recorded) if digest in self._places), default=-1) + 1
        lost_from = end if is_short else len(recorded)
        for difference in differences(recorded, [piece.key for piece in self._pieces]):
            match difference:
                case Missing(index) | Changed(index, _) if index >= lost_from:
                    if index == lost_from:
                        yield self._truncated(index)
                case Missing(index) if self._is_length_kept(index):
                    yield of_segment(Check.SILENCED, self._segments[index], "is silence")
                case Missing(index):
                    yield of_segment(Check.REMOVED, self._segments[index], "is missing")
                case Changed(index, _):
                    yield of_segment(Check.ALTERED, self._segments[index], "doesn't sound as it was recorded")
                case Moved(index, found):
                    yield of_segment(Check.MOVED, self._segments[index], f"stands {self._after(found)}")
                case Surplus(found, before):
                    yield self._surplus(found, before)

    def _truncated(self, index: int) -> Finding:
        lost = len(self._segments) - index
        others = f", with {lost - 1} segments after it" if lost > 1 else ""
        return of_segment(Check.TRUNCATED, self._segments[index], f"is missing or cut off at the file's end{others}")

    def _surplus(self, found: int, before: int) -> Finding:
        digest = self._pieces[found].digest
        if digest is not None:
            return of_segment(Check.DOUBLED, self._by_digest[digest], f"is said once more, {self._after(found)}")
        return _foreign(self._segments[before] if before < len(self._segments) else None)

    def _after(self, found: int) -> str:
        """Say what a piece follows."""
        digest = self._pieces[found - 1].digest if found else None
        if digest is None:
            return "after what was never recorded" if found else "at the beginning"
        return f"after {named(self._by_digest[digest])}"

    def _is_length_kept(self, index: int) -> bool:
        """Whether there is as much between the neighbours of a missing segment as there was with it."""
        before = next((s for s in reversed(self._segments[:index]) if s.frames_digest in self._places), None)
        after = next((s for s in self._segments[index + 1 :] if s.frames_digest in self._places), None)
        recorded = (after.byte_start if after else self._record.byte_count) - (before.byte_end if before else 0)
        start = self._places[before.frames_digest].byte_end if before else 0
        end = self._places[after.frames_digest].byte_start if after else self._stream.byte_count
        return end - start == recorded
