"""A recording's runs in files of their own: one for each chapter, one of its headings. Jingles are left out.

Each file has its own zero, and so its own header: a time in it is counted in samples from there, and rounded once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from audioed.errors import EncodingError
from audioed.model import Part, Placed, Recording, RunFacts
from audioed.sound.crc import joined_crc16
from audioed.sound.frames import DECODER_DELAY, ENCODER_DELAY, FrameFormat
from audioed.stitching.timeline import silence_crc
from audioed.units import Milliseconds, Samples, to_samples

_BETWEEN_EXCERPTS_MS: Final = Milliseconds(600)


def parts(recording: Recording, facts: Mapping[str, RunFacts]) -> tuple[Part, ...]:
    """Cut a recording before the run with which each chapter begins.

    Args:
        recording: The whole.
        facts: Of each run of speech, by its segment's id.
    """
    rows: list[list[Placed]] = []
    starts = [chapter.start for chapter in recording.chapters]
    after_jingle = False
    for placed in recording.placed:
        if placed.kind == "speech" and len(rows) < len(starts) and placed.end > starts[len(rows)]:
            rows.append([])
        if rows and placed.kind != "jingle" and not (after_jingle and placed.kind == "pause"):
            rows[-1].append(placed)
        after_jingle = placed.kind == "jingle"
    return tuple(
        Part(chapter=chapter, recording=_joined(recording, row, facts), zero=row[0].start)
        for chapter, row in zip(recording.chapters, rows, strict=True)
    )


def excerpts(recording: Recording, groups: Iterable[Sequence[str]], facts: Mapping[str, RunFacts]) -> Recording:
    """Return some of a recording's segments as a recording of their own, a pause between one group and the next.

    Args:
        recording: The whole.
        groups: Ids of segments that follow each other.
        facts: Of each run of speech, by its segment's id.

    Raises:
        EncodingError: there is nothing in the groups.
    """
    by_id = {placed.id: placed for placed in recording.placed if placed.kind == "speech"}
    frame_format = _format_of(recording)
    count = round(to_samples(_BETWEEN_EXCERPTS_MS, recording.rate) / frame_format.samples_per_frame)
    pause = Placed(
        kind="pause",
        first_frame=0,
        frame_count=count,
        byte_start=0,
        byte_end=frame_format.byte_count(count),
        start=Samples(0),
        end=Samples(count * frame_format.samples_per_frame),
    )
    row: list[Placed] = []
    for group in groups:
        row += [pause] * bool(row)
        row += (by_id[name] for name in group)
    if not row:
        raise EncodingError("Nothing can't be made a recording.")
    return _joined(recording, row, facts)


def _joined(whole: Recording, row: Sequence[Placed], facts: Mapping[str, RunFacts]) -> Recording:
    """Set runs one after the other from a new zero; a pause at the end is as long as a decoder gives it back."""
    frame_format = _format_of(whole)
    placed = tuple(_set_anew(row, frame_format))
    last = placed[-1]
    frame_count = last.first_frame + last.frame_count
    decoded = Samples(frame_count * frame_format.samples_per_frame - ENCODER_DELAY - DECODER_DELAY)
    return Recording(
        rate=whole.rate,
        bit_rate=whole.bit_rate,
        samples=decoded if last.kind == "pause" else last.end,
        frame_count=frame_count,
        crc=joined_crc16(
            (
                silence_crc(frame_format, one.frame_count) if one.kind == "pause" else facts[one.id].crc,
                one.byte_end - one.byte_start,
            )
            for one in placed
        ),
        placed=placed,
        chapters=(),
    )


def _set_anew(row: Iterable[Placed], frame_format: FrameFormat) -> Iterator[Placed]:
    frame, byte = 0, 0
    for one in row:
        start = Samples(frame * frame_format.samples_per_frame)
        yield replace(
            one,
            first_frame=frame,
            byte_start=byte,
            byte_end=byte + one.byte_end - one.byte_start,
            start=start,
            end=Samples(start + one.end - one.start),
        )
        frame += one.frame_count
        byte += one.byte_end - one.byte_start


def _format_of(recording: Recording) -> FrameFormat:
    return FrameFormat(rate=recording.rate, bit_rate=recording.bit_rate)
