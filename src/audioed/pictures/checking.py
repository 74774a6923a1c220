"""A show's cover as podcast directories take it.

Source: Apple Podcasts for Creators, "Artwork requirements"; the same rules hold for an episode's picture.
"""

from collections.abc import Iterator
from typing import Final

from PIL import Image

from audioed.errors import ReadingError
from audioed.pictures.decoding import opened

_FORMATS: Final = ("JPEG", "PNG")
_SMALLEST: Final = 1400
_LARGEST: Final = 3000
_DPI: Final = 72
_LIMIT_BYTES: Final = 512_000

_COLOURS: Final = {
    "1": "black and white",
    "L": "grey",
    "LA": "grey, with see-through parts",
    "P": "a palette",
    "RGBA": "RGB with see-through parts",
}
"""Pillow's names for the ways to keep colours that people save covers in, but should not."""


def cover_problems(content: bytes) -> tuple[str, ...]:
    """Return what directories would refuse of a cover, or scale down: sentences, each with what to do.

    Args:
        content: Of the picture's file.
    """
    try:
        picture = opened(content)
    except ReadingError as error:
        return (f"It can't be read: {error.message}. Save it as JPEG.",)
    return tuple(_problems(picture, len(content)))


def _problems(picture: Image.Image, size_bytes: int) -> Iterator[str]:
    width, height = picture.size
    if picture.format not in _FORMATS:
        yield f"It is {picture.format}. Save it as JPEG or PNG."
    if width != height:
        yield f"It has {width} x {height} pixels. Make it square."
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        yield f"It has {width} x {height} pixels. Make each side {_SMALLEST:,} to {_LARGEST:,}."
    if picture.mode != "RGB":
        yield f"Its colours are {_COLOURS.get(picture.mode, picture.mode)}. Save it as plain RGB."
    if size_bytes > _LIMIT_BYTES:
        yield f"It takes {size_bytes:,} bytes. Save it with a lower quality, in at most {_LIMIT_BYTES:,}."
    dpi = round(picture.info.get("dpi", (_DPI,))[0])
    if dpi != _DPI:
        yield f"It says that it has {dpi} dots an inch. Save it with {_DPI}."
