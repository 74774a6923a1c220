"""Files made to take long to verify: what stands in them is small and comes in thousands, or says more than it is."""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but its constructors are not.

import struct
import zlib
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Final

from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.ogg import OggPage
from tests.fuzz.targets.editions import record_sample, with_record
from tests.fuzz.targets.samples import edition

from audioed.sound.id3 import HEADER_SIZE, tag_size

_SMALLEST: Final = b"\xff\xf3\x14\xc4".ljust(24, b"\0")
"""A frame of MPEG-2, layer III, 8 kbit/s, 24 kHz, one channel."""
_OTHER: Final = b"\xff\xf3\x18\xc4".ljust(36, b"\0")
"""The same at 16 kHz."""
_INFLATED: Final = 12_000_000
"""Bytes of JSON that a file of any size can hold as a record."""


def _sound(unit: bytes) -> Callable[[int], bytes]:
    """Return a file with a record, whose sound is rows."""
    return lambda size: _tag(_known()) + unit * (size // len(unit))


def _tag(body: bytes) -> bytes:
    return b"ID3\3\0\0" + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


def _mp3() -> bytes:
    """Return the sample's sound, without its tag."""
    whole = edition("mp3")
    return whole[tag_size(whole[:HEADER_SIZE]) :]


def _frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">IH", len(content), 0) + content


def _known() -> bytes:
    return _frame(b"PRIV", b"audioed/record\0" + record_sample())


def _tagged(unit: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Return a tag full of frames, before the sample's record and sound."""
    length = len(unit(0))
    return lambda size: _tag(b"".join(map(unit, range(size // length))) + _known()) + _mp3()


def _nested_chapters(size: int) -> bytes:
    """Return chapters in each other, each beginning the next."""
    depth = 1000
    chapter = b""
    for number in range(depth):
        chapter = _frame(b"CHAP", b"%06d\0" % number + bytes(16) + chapter)
    return _tag(chapter * max(1, size // len(chapter)) + _known()) + _mp3()


def _record(unit: bytes, around: bytes = b"[%s]") -> Callable[[int], bytes]:
    """Return a file whose record is no larger than its limit, but made of rows."""
    return lambda _: with_record(zlib.compress(around % (unit * (_INFLATED // len(unit) - 4))[:-1], 9))


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def _nested_boxes(size: int) -> bytes:
    depth = size // 8
    return edition("m4b") + b"".join(struct.pack(">I", 8 * (depth - level)) + b"moov" for level in range(depth))


def _entries(size: int) -> bytes:
    file = BytesIO(edition("m4b"))
    tags = MP4(file)
    for number in range(size // 75):  # bytes of an entry
        tags[f"----:a:{number:07d}"] = [MP4FreeForm(b"x")]
    tags.save(file)
    return file.getvalue()


def _pages(packets: list[bytes]) -> bytes:
    """Return packets as pages of the sample's stream of Ogg, each on its own."""
    serial = OggPage(BytesIO(edition("opus"))).serial
    pages = [page for number, packet in enumerate(packets) for page in OggPage.from_packets([packet], 1 + number)]
    for page in pages:
        page.serial = serial
    return b"".join(page.write() for page in pages)


def _comments(comment: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Return an Opus file whose tags are as many comments as there is room for."""

    def build(size: int) -> bytes:
        count = size // (len(comment(0)) + 4)
        texts = (comment(number) for number in range(count))
        tags = b"OpusTags" + struct.pack("<II", 0, count) + b"".join(struct.pack("<I", len(t)) + t for t in texts)
        head, _, *sound = (b"OggS" + page for page in edition("opus").split(b"OggS")[1:])
        return head + _pages([tags]) + b"".join(sound)

    return build


EDITIONS: Final[dict[str, tuple[str, Callable[[int], bytes]]]] = {
    "MP3: smallest frames": ("mp3", _sound(_SMALLEST)),
    "MP3: alternating headers": ("mp3", _sound(_SMALLEST + _OTHER)),
    "MP3: beginnings of frames": ("mp3", _sound(b"\xff\xf3")),
    "MP3: tags": ("mp3", lambda size: _tag(b"") * (size // 10) + edition("mp3")),
    "MP3: empty frames of tags": ("mp3", _tagged(lambda _: _frame(b"TXXX", b"\0"))),
    "MP3: lying frames of tags": ("mp3", _tagged(lambda _: b"TIT2" + struct.pack(">IH", 2**31, 0) + b"\0")),
    "MP3: comments": ("mp3", _tagged(lambda number: _frame(b"COMM", b"\0eng%06d\0x" % number))),
    "MP3: chapters": ("mp3", _tagged(lambda number: _frame(b"CHAP", b"%06d\0" % number + bytes(16)))),
    "MP3: nested chapters": ("mp3", _nested_chapters),
    "MP3: records": ("mp3", _tagged(lambda _: _frame(b"PRIV", b"audioed/record\0" + zlib.compress(b"{}")))),
    "record: nested": ("mp3", _record(b"[", b"%s")),
    "record: empty rows": ("mp3", _record(b"[],")),
    "record: empty tables": ("mp3", _record(b"{},")),
    "record: numbers": ("mp3", _record(b"1,")),
    "record: keys": ("mp3", _record(b'"a":1,', b"{%s}")),
    "record: a bomb": ("mp3", lambda _: with_record(zlib.compress(b" " * 200_000_000, 9))),
    "M4B: empty boxes": ("m4b", lambda size: edition("m4b") + _box(b"free", b"") * (size // 8)),
    "M4B: nested boxes": ("m4b", _nested_boxes),
    "M4B: first boxes": ("m4b", lambda size: _box(b"ftyp", b"M4B \0\0\0\0") * (size // 16) + edition("m4b")),
    "M4B: boxes of movies": ("m4b", lambda size: edition("m4b") + _box(b"moov", _box(b"trak", b"")) * (size // 16)),
    "M4B: entries": ("m4b", _entries),
    "Opus: smallest pages": ("opus", lambda size: edition("opus") + _pages([b"x"] * (size // 29))),
    "Opus: beginnings of pages": ("opus", lambda size: edition("opus") + b"OggS" * (size // 4)),
    "Opus: comments": ("opus", _comments(lambda number: b"a%06d=b" % number)),
    "Opus: chapters": ("opus", _comments(lambda number: b"CHAPTER%06d=00:00:00.000" % number)),
    "Opus: records": ("opus", _comments(lambda _: b"audioed/record=" + b64encode(zlib.compress(b"{}")))),
}
"""Files of each format that is verified, by what is in them."""
