"""Where each run stands, in frames, bytes and samples; and the frames in that order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from audioed.errors import EncodingError
from audioed.model import Placed, Recording, RunFacts, Script, Segment
from audioed.sound.crc import crc16, joined_crc16
from audioed.sound.frames import FrameFormat
from audioed.stitching.chapters import chapters, openers
from audioed.stitching.pauses import JINGLE_PAUSE_MS, pause_ms
from audioed.units import Milliseconds, Samples, to_samples

_Kind: TypeAlias = Literal["speech", "pause", "jingle"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Jingles:
    """Runs that hold no words; each is part of the chapter before it."""

    intro: RunFacts | None = None
    """Before the opening."""
    sting: RunFacts | None = None
    """Before each chapter of level 1 but the first."""
    outro: RunFacts | None = None
    """At the end."""


def stitch(
    script: Script,
    segments: Sequence[Segment],
    facts: Sequence[RunFacts],
    *,
    frame_format: FrameFormat,
    chapter_levels: int = 2,
    jingles: Jingles | None = None,
) -> Recording:
    """Lay out the runs of all segments, with pauses and jingles between them.

    A pause runs from the last sample of a clip to the first of the next and is true to half a frame; what a run holds
    after its clip (delay and padding, up to three frames) is part of it, and the least that there can be.

    Args:
        script: What is said.
        segments: Its segments, in order.
        facts: Of each segment's run.
        frame_format: In which all runs are encoded.
        chapter_levels: Headings of these levels begin chapters, from 1 down; 0: the whole is one chapter.
        jingles: Runs that are put in.

    Raises:
        EncodingError: There is no segment, or not as many runs.
    """
    if not segments or len(segments) != len(facts):
        raise EncodingError(f"{len(facts)} runs can't be stitched to a recording of {len(segments)} segments.")
    jingles = jingles or Jingles()
    begin_chapters = openers(script, segments, chapter_levels)
    with_sting = {index for index in begin_chapters[1:] if script.passages[segments[index].passage].level == 1}

    layout = _Layout(frame_format)
    layout.jingle("intro", jingles.intro)
    speech = []
    for index, (segment, run) in enumerate(zip(segments, facts, strict=True)):
        if index in with_sting:
            layout.jingle("sting", jingles.sting)
        pause = pause_ms(script, segments[index - 1], segment) if index else 0
        speech.append(layout.run("speech", segment.id, run, pause_ms=pause))
    layout.jingle("outro", jingles.outro)

    return Recording(
        rate=frame_format.rate,
        bit_rate=frame_format.bit_rate,
        samples=layout.end,
        frame_count=layout.frame_count,
        crc=joined_crc16(layout.checks),
        placed=tuple(layout.placed),
        chapters=chapters(
            script,
            ((segments[index], Samples(speech[index].start + facts[index].first_sound)) for index in begin_chapters),
            layout.end,
        ),
    )


def frames(recording: Recording, fetch: Callable[[Placed], bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Yield the recording's bytes, run by run; none is held longer than it takes to hand it on.

    Args:
        recording: What stands where.
        fetch: Returns the frames of a run of speech or a jingle.

    Raises:
        EncodingError: A run is not as long as it was when it was placed.
    """
    frame_format = FrameFormat(rate=recording.rate, bit_rate=recording.bit_rate)
    for placed in recording.placed:
        run = frame_format.silence(placed.frame_count) if placed.kind == "pause" else fetch(placed)
        expected = placed.byte_end - placed.byte_start
        if len(run) != expected:
            raise EncodingError(
                f"The frames of {placed.id or 'a pause'} are {len(run)} bytes, where {expected} were placed.",
                hint="The cache changed meanwhile; run the command again.",
            )
        yield run


class _Layout:
    """Runs set one after the other."""

    def __init__(self, frame_format: FrameFormat) -> None:
        self.placed: list[Placed] = []
        self.checks: list[tuple[int, int]] = []
        """CRC and count of bytes of each."""
        self.frame_count = 0
        self.end = Samples(0)
        """After the last clip's last sample."""
        self._format = frame_format
        self._byte_count = 0
        self._jingle_before = False

    def jingle(self, name: str, run: RunFacts | None) -> None:
        """Place a jingle, if there is one."""
        if run is not None:
            self.run("jingle", name, run, pause_ms=JINGLE_PAUSE_MS)
            self._jingle_before = True

    def run(self, kind: _Kind, name: str, run: RunFacts, *, pause_ms: int) -> Placed:
        """Place a run after a pause."""
        if self._jingle_before:
            pause_ms = max(pause_ms, JINGLE_PAUSE_MS)
            self._jingle_before = False
        if self.placed:
            self._pause(pause_ms)
        placed = self._place(kind, name, run.frame_count, run.byte_count, run.samples)
        self.checks.append((run.crc, run.byte_count))
        self.end = placed.end
        return placed

    def _pause(self, length_ms: int) -> None:
        per_frame = self._format.samples_per_frame
        already = self.frame_count * per_frame - self.end
        wanting = to_samples(Milliseconds(length_ms), self._format.rate) - already
        count = (2 * wanting + per_frame) // (2 * per_frame)
        if count > 0:
            byte_count = self._format.byte_count(count)
            self._place("pause", "", count, byte_count, Samples(count * per_frame))
            self.checks.append((silence_crc(self._format, count), byte_count))

    def _place(self, kind: _Kind, name: str, frame_count: int, byte_count: int, samples: Samples) -> Placed:
        start = Samples(self.frame_count * self._format.samples_per_frame)
        placed = Placed(
            kind=kind,
            id=name,
            first_frame=self.frame_count,
            frame_count=frame_count,
            byte_start=self._byte_count,
            byte_end=self._byte_count + byte_count,
            start=start,
            end=Samples(start + samples),
        )
        self.placed.append(placed)
        self.frame_count += frame_count
        self._byte_count += byte_count
        return placed


@lru_cache(maxsize=256)
def silence_crc(frame_format: FrameFormat, frame_count: int) -> int:
    """Return the CRC-16 of a pause."""
    return crc16(frame_format.silence(frame_count))
