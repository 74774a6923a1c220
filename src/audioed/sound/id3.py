"""What must be read back from an ID3v2 tag: how long it is, and what a program left in it for itself.

Source: ID3 tag version 2.3.0, sections 3.1 to 3.3 and 4.28; version 2.4.0, sections 3, 4 and 6, in which other tools
rewrite tags.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

HEADER_SIZE: Final = 10
FRAME_HEADER_SIZE: Final = 10

_UNSYNCHRONISED: Final = 0x80
_EXTENDED: Final = 0x40
_FOOTER: Final = 0x10
_FRAME_UNSYNCHRONISED: Final = 0x02
_FRAME_HAS_LENGTH: Final = 0x01


def tag_size(head: bytes) -> int:
    """Return how many bytes the tag at the beginning of a file takes, or 0 where there is none.

    Args:
        head: The file's first ten bytes, or more.
    """
    if len(head) < HEADER_SIZE or head[:3] != b"ID3":
        return 0
    return HEADER_SIZE + _syncsafe(head[6:10]) + (HEADER_SIZE if head[5] & _FOOTER else 0)


def frames_of(tag: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield identifier and content of each frame of a tag of version 2.3 or 2.4, until padding or damage."""
    version, flags = tag[3], tag[5]
    if version not in {3, 4}:
        return
    body = tag[HEADER_SIZE : HEADER_SIZE + _syncsafe(tag[6:10])]
    if version == 3 and flags & _UNSYNCHRONISED:
        body = _synchronise(body)
    offset = 0
    if flags & _EXTENDED:
        # The size counts itself since 2.4.
        offset = _syncsafe(body[:4]) if version == 4 else 4 + int.from_bytes(body[:4], "big")
    while offset + FRAME_HEADER_SIZE <= len(body) and body[offset]:
        header = body[offset : offset + FRAME_HEADER_SIZE]
        size = _syncsafe(header[4:8]) if version == 4 else int.from_bytes(header[4:8], "big")
        offset += FRAME_HEADER_SIZE
        if offset + size > len(body):
            return
        content = body[offset : offset + size]
        if version == 4:
            content = _plain(content, header[9])
        yield header[:4].decode("latin-1"), content
        offset += size


def read_private(path: Path, owner: str) -> bytes:
    """Return what a program left in a file's tag under its name, or nothing at all.

    Raises:
        OSError: The file can't be read.
    """
    mark = owner.encode("latin-1") + b"\0"
    with path.open("rb") as file:
        head = file.read(HEADER_SIZE)
        tag = head + file.read(max(tag_size(head) - HEADER_SIZE, 0))
    if not tag_size(head):
        return b""
    private = (content for name, content in frames_of(tag) if name == "PRIV" and content.startswith(mark))
    return next(private, mark)[len(mark) :]


def _plain(content: bytes, flags: int) -> bytes:
    if flags & _FRAME_HAS_LENGTH:
        content = content[4:]
    return _synchronise(content) if flags & _FRAME_UNSYNCHRONISED else content


def _synchronise(content: bytes) -> bytes:
    return content.replace(b"\xff\0", b"\xff")


def _syncsafe(four: bytes) -> int:
    number = 0
    for byte in four:
        number = number << 7 | byte & 0x7F
    return number
