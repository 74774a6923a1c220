"""The proof of a book: its files of sound, read again where they stand in the archive."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from audioed.model import Part, Placed, Recording, RunFacts
from audioed.verifying.findings import not_proven
from audioed.verifying.mpeg import is_silence, read_info
from audioed.verifying.spans import digest_frames


def prove_book(
    path: Path,
    chapters: Sequence[Part],
    files: Iterable[tuple[int, str, Recording]],
    segments: Sequence[str],
    facts: Mapping[str, RunFacts],
) -> None:
    """Prove that the chapters of a finished book say every segment, once and in order.

    Args:
        path: The book.
        chapters: In order.
        files: Where each file of sound begins in the archive, its name, and what stands in it.
        segments: Ids of all that is said, in order.
        facts: Of each run of speech, by its segment's id.

    Raises:
        ProofError: they don't, or a file isn't as it was laid out; the message names the block.
    """
    said = [placed.id for part in chapters for placed in part.recording.placed if placed.kind == "speech"]
    if said != list(segments):
        odd = next((name for name, other in zip(segments, said, strict=False) if name != other), segments[-1])
        raise not_proven(path, f"its chapters don't say {odd} once and in its place")
    written = list(files)
    for part in chapters:
        if not any(recording is part.recording for _, _, recording in written):
            raise not_proven(path, f"it has no file of sound for the chapter {part.chapter.title!r}")
    with path.open("rb") as file:
        for begin, name, recording in written:
            if (flaw := _flaw(file, begin, recording, facts)) is not None:
                raise not_proven(path, f"in {name} {flaw}")


def _flaw(file: BinaryIO, begin: int, recording: Recording, facts: Mapping[str, RunFacts]) -> str | None:
    info = read_info(file, begin)
    byte_count = recording.placed[-1].byte_end
    if info is None or (info.frame_count, info.byte_count - info.size) != (recording.frame_count, byte_count):
        return "the Info header doesn't count the frames that were made"
    file.seek(begin + info.size)
    for placed in recording.placed:
        if not _is_as_laid_out(file.read(placed.byte_end - placed.byte_start), placed, facts):
            return f"{placed.id or 'a pause'} doesn't stand where it should"
    return None


def _is_as_laid_out(frames: bytes, placed: Placed, facts: Mapping[str, RunFacts]) -> bool:
    if placed.kind == "pause":
        return len(frames) == placed.byte_end - placed.byte_start and is_silence(frames)
    digest = bytes.fromhex(facts[placed.id].digest)
    return digest_frames(frames, digest) == digest
