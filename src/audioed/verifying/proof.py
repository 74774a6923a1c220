"""The proof: does this file say the whole article?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audioed.errors import EncodingError, ProofError
from audioed.model import Script, Segment
from audioed.sound.id3 import HEADER_SIZE, frames_of, read_private, tag_size
from audioed.units import Decibels
from audioed.verifying.against_source import check_source
from audioed.verifying.findings import Check, Finding, not_proven, of_file
from audioed.verifying.listening import check_sound
from audioed.verifying.mpeg import Info, Stream, read_info, read_stream
from audioed.verifying.packing import OWNER, pack_record, unpack_record
from audioed.verifying.plausible import check_record
from audioed.verifying.record import Record
from audioed.verifying.spans import check_spans, first_flaw

_MOST_ENTRIES = 10_000
"""Of a tag. FFmpeg, which decodes the file, compares each with all others."""

_CONTAINER_TOLERANCE_MS = 100
"""M4B and Opus are padded to whole packets."""

_TARGET_LUFS = -18.0
_LOUDNESS_TOLERANCE = 2.0
_HIGHEST_TRUE_PEAK_DB = -1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """What was found when a file was held against its record."""

    path: Path
    record: Record
    findings: tuple[Finding, ...]
    integrated_lufs: float | None
    """Of the decoded file; None: it can't be decoded."""
    true_peak_db: Decibels | None
    unproven: tuple[str, ...] = ()
    """Sentences that say what could not be looked at, and why."""

    @property
    def is_complete(self) -> bool:
        """Whether the whole article is said, once and in order."""
        return all(finding.check.is_advice for finding in self.findings)


def read_record(path: Path) -> Record:
    """Read the record of an MP3.

    Raises:
        ProofError: there is no such file, it has no record, or a damaged one, or its tag would keep every reader busy.
    """
    try:
        packed = read_private(path, OWNER)
        entries = _count_entries(path)
    except OSError as error:
        raise ProofError(f"can't read {path}: {error.strerror}", hint="Check the name.") from error
    if not packed:
        raise ProofError(
            f"{path} holds no edition record, so there is nothing to hold it against",
            hint="Name a file that audioed made; other programs may have removed its record.",
        )
    if entries > _MOST_ENTRIES:
        raise ProofError(
            f"{path} has {entries:,} entries in its tag, more than {_MOST_ENTRIES:,}",
            hint="Convert the article again, or look for an undamaged copy.",
        )
    return unpack_record(packed)


def _count_entries(path: Path) -> int:
    with path.open("rb") as file:
        head = file.read(HEADER_SIZE)
        return sum(1 for _ in frames_of(head + file.read(tag_size(head))))


def prove(path: Path, record: Record) -> None:
    """Prove, in one pass and without decoding, that a finished MP3 has each run at its place and silence between.

    Args:
        path: The file.
        record: Made from what was spoken, not read from the file.

    Raises:
        ProofError: it doesn't; the message names the block.
    """
    for finding in check_record(record):
        raise not_proven(path, finding.message, finding.hint)
    if read_private(path, OWNER) != pack_record(record):
        raise not_proven(path, "its record is not what was recorded")
    with path.open("rb") as file:
        position, info = _audio(file)
        if info is None or (info.frame_count, info.byte_count - info.size) != (record.frame_count, record.byte_count):
            raise not_proven(path, "its Info header doesn't count the frames that were made")
        if path.stat().st_size != position + record.byte_count:
            raise not_proven(path, "it is longer or shorter than its frames")
        file.seek(position)
        flaw = first_flaw(record, file)
    if flaw is not None:
        raise not_proven(path, flaw.message)


def prove_container(path: Path, record: Record) -> None:
    """Prove, by decoding, that each segment is heard at its place in a finished M4B or Opus file.

    Raises:
        ProofError: one is not; the message names the block.
    """
    for finding in (*check_record(record), *_heard(path, record, tolerance=_container_tolerance(record))):
        raise not_proven(path, finding.message, finding.hint)


def verify(
    path: Path, *, record: Record | None = None, script: Script | None = None, segments: Sequence[Segment] = ()
) -> Proof:
    """Hold a file against its record, and the record against the source, and say all that is wrong.

    Args:
        path: An MP3; or an M4B or Opus file, whose record must be given.
        record: None: the MP3's own.
        script: Of the source as it is now, where there is one to compare with.
        segments: Of this script.

    Raises:
        ProofError: there is no record to hold the file against.
    """
    known = record or read_record(path)
    findings = [*check_record(known)]
    unproven = []
    if record is None:
        findings += _check_mp3(path, known)
        is_in_place, tolerance = not any(finding.check.is_misplaced for finding in findings), 0
    else:
        unproven.append("frames can't be compared in this format; each segment was decoded and heard instead")
        is_in_place, tolerance = True, _container_tolerance(known)
    if is_in_place:
        findings += _heard(path, known, tolerance=tolerance)
    else:
        unproven.append("nothing was listened to, since segments don't stand where they were recorded")
    if script is None:
        unproven.append("the source was not compared; name it to see whether it has changed since")
    else:
        findings += check_source(known, script, segments)
    is_decodable = not any(finding.check is Check.UNDECODABLE for finding in findings)
    loudness, true_peak = _measured(path) if is_decodable else (None, None)
    findings += _check_loudness(loudness, true_peak)
    return Proof(
        path=path,
        record=known,
        findings=tuple(findings),
        integrated_lufs=loudness,
        true_peak_db=true_peak,
        unproven=tuple(unproven),
    )


def _audio(file: BinaryIO) -> tuple[int, Info | None]:
    """Return where the first audio frame begins, and the Info header before it."""
    file.seek(0)
    position = tag_size(file.read(HEADER_SIZE))
    info = read_info(file, position)
    return position + (info.size if info else 0), info


def _check_mp3(path: Path, record: Record) -> Iterator[Finding]:
    with path.open("rb") as file:
        position, info = _audio(file)
        stream = read_stream(file, position)
        yield from _check_frames(record, stream, info)
        yield from check_spans(record, stream, file, position)


def _check_frames(record: Record, stream: Stream, info: Info | None) -> Iterator[Finding]:
    if stream.strange_bytes:
        yield of_file(Check.STRANGE_BYTES, f"{stream.strange_bytes} bytes are no sound, or half a frame of it")
    if stream.formats - {(record.sample_rate, record.bit_rate, 1)}:
        yield of_file(Check.FORMATS, "some frames have another sample rate, bit rate or number of channels")
    if stream.frame_count != record.frame_count:
        yield of_file(Check.FRAME_COUNT, f"there are {stream.frame_count} frames instead of {record.frame_count}")
    if info is None:
        yield of_file(Check.INFO_HEADER, "there is no Info header")
    elif (info.frame_count, info.byte_count) != (record.frame_count, record.byte_count + info.size):
        counts = f"{info.frame_count} frames and {info.byte_count} bytes"
        recorded = f"{record.frame_count} and {record.byte_count + info.size}"
        yield of_file(Check.INFO_HEADER, f"the Info header counts {counts} instead of {recorded}")


def _heard(path: Path, record: Record, *, tolerance: int) -> Iterator[Finding]:
    from audioed.sound.playing import decode_file  # noqa: PLC0415 - brings PyAV, which a plain conversion can spare

    try:
        yield from check_sound(record, decode_file(path, record.sample_rate), tolerance=tolerance)
    except EncodingError as error:
        yield of_file(Check.UNDECODABLE, error.message)


def _measured(path: Path) -> tuple[float | None, Decibels | None]:
    from audioed.sound.loudness import loudness_of_file  # noqa: PLC0415 - as above

    try:
        measured = loudness_of_file(path)
    except EncodingError:  # there is no sound in it
        return None, None
    return measured.integrated_lufs, measured.true_peak_db


def _check_loudness(integrated_lufs: float | None, true_peak_db: Decibels | None) -> Iterator[Finding]:
    if integrated_lufs is not None and abs(integrated_lufs - _TARGET_LUFS) > _LOUDNESS_TOLERANCE:
        yield of_file(Check.LOUDNESS, f"the loudness is {integrated_lufs:.1f} LUFS; {_TARGET_LUFS:.0f} is the target")
    if true_peak_db is not None and true_peak_db > _HIGHEST_TRUE_PEAK_DB:
        yield of_file(Check.TRUE_PEAK, f"the true peak is {true_peak_db:.1f} dBTP; -1 is the limit")


def _container_tolerance(record: Record) -> int:
    return record.sample_rate * _CONTAINER_TOLERANCE_MS // 1000
