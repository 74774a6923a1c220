"""Finished files and the records in them: whatever is in one, `verify` says what is wrong, or why it can't."""

import struct
import zlib
from functools import cache
from pathlib import Path

from tests.fuzz.targets.samples import edition, folder

from audioed.checking.id3 import read_tag
from audioed.checking.tag_chapter_rules import check_tag_chapters
from audioed.checking.tag_rules import chapters_of, check_tag
from audioed.sound.id3 import HEADER_SIZE, frames_of, tag_size
from audioed.tagging.containers import private_record
from audioed.verifying import Record, pack_record, read_record, unpack_record, verify
from audioed.verifying.packing import OWNER
from audioed.verifying.plausible import check_record


def record(content: bytes) -> None:
    """Read an edition record as it stands in a file."""
    _judge(unpack_record(content))


def record_text(content: bytes) -> None:
    """Read an edition record whose JSON this is, in a file whose sound is another's."""
    packed = zlib.compress(content, 1)
    _judge(unpack_record(packed))
    verify(_in_file("edition.mp3", with_record(packed)))


def _judge(known: Record) -> None:
    assert unpack_record(pack_record(known)).segments == known.segments
    assert all(finding.message and finding.hint for finding in check_record(known))


def mp3(content: bytes) -> None:
    """Verify a file that says it is an MP3."""
    proof = verify(_in_file("edition.mp3", content))
    assert all(finding.message and finding.hint for finding in proof.findings)


def tag(content: bytes) -> None:
    """Read an ID3 tag, with both readers."""
    if tag_size(content[:HEADER_SIZE]):
        list(frames_of(content))
    if read := read_tag(content):
        list(check_tag(read, "The lamp", "lamp.mp3"))
        list(check_tag_chapters(read, chapters_of(read), seconds=1, size=len(content), place="lamp.mp3"))


def m4b(content: bytes) -> None:
    """Verify a file that says it is an M4B."""
    _container("m4b", content)


def opus(content: bytes) -> None:
    """Verify a file that says it is Opus in Ogg."""
    _container("opus", content)


def _container(suffix: str, content: bytes) -> None:
    path = _in_file(f"edition.{suffix}", content)
    packed = private_record(path)
    known = unpack_record(packed) if packed else _known()
    verify(path, record=known)


def with_record(packed: bytes) -> bytes:
    """Return the sample's edition with another record."""
    frame = OWNER.encode() + b"\0" + packed
    body = b"PRIV" + struct.pack(">IH", len(frame), 0) + frame
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    content = edition("mp3")
    return b"ID3\3\0\0" + size + body + content[tag_size(content[:HEADER_SIZE]) :]


def record_sample() -> bytes:
    """Return the sample's record as it stands in the file."""
    return pack_record(_known())


@cache
def _known() -> Record:
    return read_record(_in_file("known.mp3", edition("mp3")))


def _in_file(name: str, content: bytes) -> Path:
    path = folder("editions") / name
    path.write_bytes(content)
    return path
