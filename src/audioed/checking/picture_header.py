"""What a JPEG or PNG says of itself, read from its header.

Source: ITU-T T.81, annex B; JFIF 1.02; PNG (W3C Recommendation, third edition), section 11.
"""

import struct
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Colours: TypeAlias = Literal["RGB", "grey", "CMYK", "palette", "transparent"]

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_COLOURS: Final[dict[int, Colours]] = {0: "grey", 2: "RGB", 3: "palette", 4: "transparent", 6: "transparent"}
_JPEG_COLOURS: Final[dict[int, Colours]] = {1: "grey", 3: "RGB", 4: "CMYK"}
_FRAME_MARKERS: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_DOTS_PER_INCH: Final = {1: 1.0, 2: 2.54}
"""By JFIF's unit, which is an inch or a centimetre."""
_METRE_IN_INCHES: Final = 0.0254


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureHeader:
    """A picture as it says it is."""

    mime: str
    """image/jpeg or image/png."""
    width: int
    height: int
    colours: Colours
    dpi: float
    """Dots an inch; 0: not said."""


def read_picture_header(content: bytes) -> PictureHeader | None:
    """Read a picture's header; None: it is neither JPEG nor PNG, or ends too early."""
    try:
        if content.startswith(_PNG):
            return _png(content)
        return _jpeg(content) if content.startswith(b"\xff\xd8") else None
    except (struct.error, IndexError, KeyError):
        return None


def _png(content: bytes) -> PictureHeader:
    width, height, _depth, colour = struct.unpack_from(">IIBB", content, 16)
    dpi, colours = 0.0, _PNG_COLOURS[colour]
    at = 8
    while at + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        if kind == b"pHYs" and content[at + 16] == 1:
            dpi = struct.unpack_from(">I", content, at + 8)[0] * _METRE_IN_INCHES
        if kind == b"tRNS":
            colours = "transparent"
        if kind == b"IDAT":
            break
        at += 12 + size
    return PictureHeader(mime="image/png", width=width, height=height, colours=colours, dpi=dpi)


def _jpeg(content: bytes) -> PictureHeader | None:
    dpi = 0.0
    at = 2
    while content[at] == 0xFF:
        marker, size = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        if marker == 0xE0 and content[at + 4 : at + 9] == b"JFIF\0":
            unit, across = struct.unpack_from(">BH", content, at + 11)
            dpi = across * _DOTS_PER_INCH.get(unit, 0.0)
        if marker in _FRAME_MARKERS:
            height, width, parts = struct.unpack_from(">HHB", content, at + 5)
            return PictureHeader(mime="image/jpeg", width=width, height=height, colours=_JPEG_COLOURS[parts], dpi=dpi)
        at += 2 + size
    return None
