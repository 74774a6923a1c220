"""Pictures of others, decoded within limits."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from audioed.errors import ReadingError

MOST_PIXELS: Final = 50_000_000
"""A picture with more is refused: decoded, it takes 200 MB."""
_TOO_MANY: Final = f"more than {MOST_PIXELS // 1_000_000} million"

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_BROKEN: Final = (OSError, SyntaxError, ValueError, IndexError, OverflowError, EOFError)
"""What Pillow's decoders raise at damaged pictures."""


def decoded(content: bytes) -> Image.Image:
    """Return a picture, upright and with nothing but its pixels, and with its `format`.

    Raises:
        ReadingError: as for `opened`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes, where our limit is stricter, and of damaged EXIF blocks
        picture = opened(content)
        upright = _upright(picture)
    upright.format = picture.format
    return upright


def opened(content: bytes) -> Image.Image:
    """Return a picture as it was saved.

    Raises:
        ReadingError: it is none of JPEG, PNG, WebP and GIF, is damaged, or has more than 50 million pixels.
    """
    head = content[:1000].lstrip().lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise ReadingError("it is a drawing (SVG), which is not read", hint="Save it as PNG.")
    try:
        picture = Image.open(BytesIO(content), formats=_FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise ReadingError(f"it has {picture.width} x {picture.height} pixels, {_TOO_MANY}")
        picture.load()
    except UnidentifiedImageError as error:
        raise ReadingError("it is none of JPEG, PNG, WebP and GIF") from error
    except Image.DecompressionBombError as error:
        raise ReadingError(f"its pixels are {_TOO_MANY}") from error
    except _BROKEN as error:
        raise ReadingError(f"it is damaged: {error}") from error
    return picture


def _has_holes(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _upright(picture: Image.Image) -> Image.Image:
    from PIL import ImageOps  # noqa: PLC0415 - a drawn cover does without

    try:
        turned = ImageOps.exif_transpose(picture)
    except _BROKEN:
        turned = picture  # an EXIF block that is nonsense turns nothing
    wide = turned.mode.startswith("I") or turned.mode == "F"
    plain = turned.point(lambda value: value / 256).convert("L") if wide else turned
    plain = plain.convert("RGBA" if _has_holes(turned) else "RGB")
    plain.info = {}
    return plain
