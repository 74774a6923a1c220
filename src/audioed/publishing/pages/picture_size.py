"""How large a published picture is, so that a page leaves room for it: text that one reads or hears doesn't jump.

Sources: Portable Network Graphics, section 11.2.1 (IHDR); ITU-T T.81, B.2.2 (frame header)
"""

_PNG = b"\x89PNG\r\n\x1a\n"

_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers SOF0 to SOF15; the three between them are tables and an extension."""


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG or JPEG; None of anything else."""
    if content.startswith(_PNG) and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker in _FRAME_HEADERS:
            height, width = content[position + 5 : position + 7], content[position + 7 : position + 9]
            return int.from_bytes(width), int.from_bytes(height)
        position += 2 + int.from_bytes(content[position + 2 : position + 4])
    return None
