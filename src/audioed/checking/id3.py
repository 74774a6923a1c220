"""ID3v2 tags, read strictly and apart from what writes them, so that the one can be held against the other.

Source: ID3 tag version 2.3.0 and 2.4.0 (id3.org); ID3v2 Chapter Frame Addendum 1.0.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_HEADER: Final = 10
_FRAME_ID: Final = re.compile(rb"[A-Z0-9]{4}")
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_TOP_LEVEL, _ORDERED = 2, 1
_ENCODINGS: Final = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}


@dataclass(frozen=True, kw_only=True, slots=True)
class TagFrame:
    """A frame of a tag."""

    id: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A whole tag."""

    version: int
    """2.3 is 3."""
    size: int
    """Bytes in the file, with header and padding."""
    frames: tuple[TagFrame, ...]
    flaws: tuple[str, ...]
    """Sentences about where it breaks its version's rules."""

    def all(self, *ids: str) -> Iterator[TagFrame]:
        """Yield the frames that have one of these ids, in order."""
        return (frame for frame in self.frames if frame.id in ids)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChapterFrame:
    """A CHAP frame."""

    id: str
    start_ms: int
    end_ms: int
    offsets: tuple[int, int]
    """Bytes of its first and last sound; FFFFFFFF: the times are to be used."""
    frames: tuple[TagFrame, ...]
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentsFrame:
    """A CTOC frame."""

    id: str
    is_top: bool
    is_ordered: bool
    children: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureFrame:
    """An APIC frame."""

    kind: int
    """3 is the front cover."""
    mime: str
    content: bytes = field(repr=False)


class FlawError(ValueError):
    """A frame that can't be read; says why."""


def read_tag(content: bytes) -> Tag | None:
    """Read the tag that a file begins with; None: there is none.

    Args:
        content: The file, or as much of its beginning as the tag takes.
    """
    if len(content) < _HEADER or not content.startswith(b"ID3"):
        return None
    version, flags = content[3], content[5]
    if any(byte & 0x80 for byte in content[6:10]):
        return Tag(version=version, size=_HEADER, frames=(), flaws=("its size is not written as it must be",))
    size = _syncsafe(content[6:10])
    body = content[_HEADER : _HEADER + size]
    whole = _HEADER + size + (_HEADER if version == 4 and flags & _FOOTER else 0)
    if version not in {3, 4}:
        return Tag(version=version, size=whole, frames=(), flaws=(f"there is no version 2.{version}",))
    flaws = [] if len(body) == size else ["the file ends inside it"]
    if flags & _UNSYNCHRONISED and version == 3:
        body = body.replace(b"\xff\0", b"\xff")
    if flags & _EXTENDED:
        body = body[_syncsafe(body[:4]) if version == 4 else 4 + int.from_bytes(body[:4], "big") :]
    frames = tuple(_frames(body, version, flaws, "it"))
    return Tag(version=version, size=whole, frames=frames, flaws=tuple(flaws))


def _frames(body: bytes, version: int, flaws: list[str], where: str) -> Iterator[TagFrame]:
    """Yield the frames of a tag or of a frame that holds frames; what is wrong is added to `flaws`."""
    at = 0
    while at + _HEADER <= len(body) and body[at]:
        name, raw_size, flags = body[at : at + 4], body[at + 4 : at + 8], body[at + 9]
        if not _FRAME_ID.fullmatch(name):
            flaws.append(f"{where} has something at byte {at} that is no frame")
            return
        if version == 4 and any(byte & 0x80 for byte in raw_size):
            flaws.append(f"the size of {name.decode()} is written as in version 2.3")
        size = _syncsafe(raw_size) if version == 4 else int.from_bytes(raw_size, "big")
        content = body[at + _HEADER : at + _HEADER + size]
        if len(content) < size or not size:
            flaws.append(f"{where} has only {len(content)} of the {size} bytes of {name.decode()}")
        if len(content) < size:
            return
        if version == 4 and flags & 2:
            content = content.replace(b"\xff\0", b"\xff")
        yield TagFrame(id=name.decode(), content=content[4:] if version == 4 and flags & 1 else content)
        at += _HEADER + size
    if body[at:].strip(b"\0"):
        flaws.append(f"{where} ends with {len(body) - at} bytes that are no frame")


def read_text(content: bytes, version: int) -> str:
    """Return what a text says that begins with the byte of its encoding.

    Raises:
        FlawError: the version has no such encoding, or the text doesn't decode by it.
    """
    return _decoded(content[1:], content[0] if content else 0, version).rstrip("\0")


def _decoded(content: bytes, encoding: int, version: int) -> str:
    if encoding not in _ENCODINGS or (version == 3 and encoding > 1):
        raise FlawError(f"has the encoding {encoding}, which version 2.{version} does not have")
    if encoding == 1 and content and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise FlawError("is UTF-16 without a byte-order mark")
    try:
        return content.decode(_ENCODINGS[encoding])
    except UnicodeDecodeError as error:
        raise FlawError(f"is not {_ENCODINGS[encoding].upper()}") from error


def _divided(content: bytes, encoding: int) -> tuple[bytes, bytes]:
    """Part a text from what follows its end."""
    if encoding not in {1, 2}:
        text, _, rest = content.partition(b"\0")
        return text, rest
    for at in range(0, len(content) - 1, 2):
        if content[at : at + 2] == b"\0\0":
            return content[:at], content[at + 2 :]
    return content, b""


def read_described(content: bytes, version: int, *, skip: int = 0) -> str:
    """Return the text of a frame in which a description comes first: COMM with its language skipped, TXXX, USLT.

    Raises:
        FlawError: as for `read_text`.
    """
    encoding = content[0] if content else 0
    text = _divided(content[1 + skip :], encoding)[1]
    return _decoded(text, encoding, version).rstrip("\0")


def read_chapter(frame: TagFrame, version: int, flaws: list[str]) -> ChapterFrame | None:
    """Return a CHAP frame; what is wrong is added to `flaws`, and None is returned where nothing can be read."""
    name, _, rest = frame.content.partition(b"\0")
    shown = name.decode("latin-1")
    if len(rest) < 16:
        flaws.append(f"chapter {shown} is cut short")
        return None
    start, end, *offsets = struct.unpack_from(">4I", rest)
    frames = tuple(_frames(rest[16:], version, flaws, f"chapter {shown}"))
    title = ""
    for inner in frames:
        if inner.id == "TIT2":
            try:
                title = read_text(inner.content, version)
            except FlawError as flaw:
                flaws.append(f"the title of chapter {shown} {flaw}")
                title = "?"
    return ChapterFrame(
        id=shown, start_ms=start, end_ms=end, offsets=(offsets[0], offsets[1]), frames=frames, title=title
    )


def read_contents(frame: TagFrame) -> ContentsFrame | None:
    """Return a CTOC frame; None: it is cut short."""
    name, _, rest = frame.content.partition(b"\0")
    if len(rest) < 2:
        return None
    children = rest[2:].split(b"\0", rest[1])
    if len(children) <= rest[1]:
        return None
    return ContentsFrame(
        id=name.decode("latin-1"),
        is_top=bool(rest[0] & _TOP_LEVEL),
        is_ordered=bool(rest[0] & _ORDERED),
        children=tuple(child.decode("latin-1") for child in children[: rest[1]]),
    )


def read_picture(frame: TagFrame) -> PictureFrame:
    """Return an APIC frame; a damaged one has an empty picture."""
    encoding = frame.content[0] if frame.content else 0
    mime, _, rest = frame.content[1:].partition(b"\0")
    content = _divided(rest[1:], encoding)[1]
    return PictureFrame(kind=rest[0] if rest else 0, mime=mime.decode("latin-1"), content=content)


def _syncsafe(four: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=False))
