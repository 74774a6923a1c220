"""What is read back from tags, also from those that other programs have rewritten."""

from pathlib import Path

import pytest
from mutagen.id3 import APIC, CHAP, ID3, PRIV, TIT2

from audioed.sound.id3 import frames_of, read_private, tag_size

RECORD = bytes(range(256)) + b"\xff\x00\xff\xe0\xff\x00\x00" * 3


def written(path: Path, version: int) -> Path:
    """A file whose tag mutagen wrote."""
    tags = ID3()  # type: ignore[no-untyped-call] # mutagen's constructors have no types
    frames = [
        TIT2(encoding=1, text=["A title"]),  # type: ignore[no-untyped-call] # as above
        APIC(encoding=0, mime="image/png", type=3, desc="", data=bytes(9000)),  # type: ignore[no-untyped-call] # as above
        CHAP(element_id="chp0", start_time=0, end_time=9, sub_frames=[]),  # type: ignore[no-untyped-call] # as above
        PRIV(owner="another/owner", data=b"not this"),  # type: ignore[no-untyped-call] # as above
        PRIV(owner="audioed/record", data=RECORD),  # type: ignore[no-untyped-call] # as above
    ]
    for frame in frames:
        tags.add(frame)  # type: ignore[no-untyped-call] # as above
    path.write_bytes(b"sound")
    tags.save(path, v2_version=version)
    return path


def syncsafe(size: int) -> bytes:
    return bytes(size >> shift & 127 for shift in (21, 14, 7, 0))


def tag_of(version: int, flags: int, body: bytes) -> bytes:
    return b"ID3" + bytes([version, 0, flags]) + syncsafe(len(body)) + body


@pytest.mark.parametrize("version", [3, 4])
def test_what_was_left_in_a_tag_is_found(version: int, tmp_path: Path) -> None:
    path = written(tmp_path / "a.mp3", version)

    assert read_private(path, "audioed/record") == RECORD
    assert read_private(path, "another/owner") == b"not this"
    assert read_private(path, "audioed") == b""


@pytest.mark.parametrize("version", [3, 4])
def test_the_sound_begins_after_the_tag(version: int, tmp_path: Path) -> None:
    content = written(tmp_path / "a.mp3", version).read_bytes()

    assert content[tag_size(content[:10]) :] == b"sound"


@pytest.mark.parametrize("head", [b"", b"ID3\3\0\0\0\0\0", b"\xff\xf3\x80\xc0" + bytes(20), b"RIFF" + bytes(20)])
def test_a_file_without_a_tag_holds_nothing(head: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(head)

    assert tag_size(head) == 0
    assert read_private(path, "audioed/record") == b""


def test_a_footer_is_part_of_the_tag() -> None:
    assert tag_size(tag_of(4, 0x10, bytes(300))) == 320


def test_unsynchronised_tags_are_read() -> None:
    frame = b"PRIV" + (9 + len(RECORD)).to_bytes(4, "big") + b"\0\0" + b"audioed/\0" + RECORD
    unsynchronised = tag_of(3, 0x80, frame.replace(b"\xff\0", b"\xff\0\0").replace(b"\xff\xe0", b"\xff\0\xe0"))

    assert list(frames_of(unsynchronised)) == [("PRIV", b"audioed/\0" + RECORD)]


def test_unsynchronised_frames_with_their_length_are_read() -> None:
    content = b"owner\0a\xff\0b"
    stored = syncsafe(len(content)) + content.replace(b"\xff\0", b"\xff\0\0")
    frame = b"PRIV" + syncsafe(len(stored)) + b"\0\x03" + stored

    assert list(frames_of(tag_of(4, 0, frame + bytes(30)))) == [("PRIV", content)]


@pytest.mark.parametrize(("version", "header"), [(3, b"\0\0\0\6" + bytes(6)), (4, b"\0\0\0\6\1\0")])
def test_an_extended_header_is_passed_over(version: int, header: bytes) -> None:
    frame = b"TIT2\0\0\0\2\0\0\0A"

    assert list(frames_of(tag_of(version, 0x40, header + frame))) == [("TIT2", b"\0A")]


def test_a_frame_that_is_cut_short_ends_the_tag() -> None:
    good, cut = b"TIT2\0\0\0\2\0\0\0A", b"TALB\0\0\0\x40\0\0\0A"

    assert list(frames_of(tag_of(3, 0, good + cut))) == [("TIT2", b"\0A")]


def test_an_older_version_is_not_read() -> None:
    assert list(frames_of(tag_of(2, 0, b"TT2\0\0\2\0A"))) == []
