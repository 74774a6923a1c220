"""Pictures of others, decoded within limits."""

import warnings
from contextlib import suppress
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from audioed.errors import ReadingError

MOST_PIXELS: Final = 50_000_000
"""A picture with more is refused: decoded, it takes 200 MB, and twice that while it is turned."""
_MOST_PIXELS_OF: Final = {"WEBP": 25_000_000}
"""Its decoder takes four times the picture."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_BROKEN: Final = (OSError, SyntaxError, ValueError, IndexError, OverflowError, EOFError)
"""What Pillow's decoders raise at damaged pictures."""


def decoded(content: bytes) -> Image.Image:
    """Return a picture, upright and with nothing but its pixels, and with its `format`.

    Raises:
        ReadingError: as for `opened`.
    """
    picture = opened(content)
    kind = picture.format
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged EXIF blocks
        upright = _upright(picture)
    upright.format = kind
    return upright


def opened(content: bytes) -> Image.Image:
    """Return a picture as it was saved.

    Raises:
        ReadingError: it is none of JPEG, PNG, WebP and GIF, is damaged, or has more than 50 million pixels (a WebP 25).
    """
    head = content[:1000].lstrip().lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise ReadingError("it is a drawing (SVG), which is not read", hint="Save it as PNG.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged EXIF blocks
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(BytesIO(content), formats=_FORMATS)
            _refuse_huge(picture)
            picture.load()
        except UnidentifiedImageError as error:
            raise ReadingError("it is none of JPEG, PNG, WebP and GIF") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ReadingError(f"it has too many pixels, more than {MOST_PIXELS // 1_000_000} million") from error
        except _BROKEN as error:
            raise ReadingError(f"it is damaged: {error}") from error
    return picture


def _refuse_huge(picture: Image.Image) -> None:
    most = _MOST_PIXELS_OF.get(str(picture.format), MOST_PIXELS)
    if picture.width * picture.height > most:
        raise ReadingError(
            f"it has {picture.width} x {picture.height} pixels, more than {most // 1_000_000} million",
            hint="Save it smaller: it is published with 1,600 pixels at most.",
        )


def _has_holes(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture in its place: a copy of a large one takes 200 MB more."""
    from PIL import ImageOps  # noqa: PLC0415 - a drawn cover does without

    with suppress(*_BROKEN):  # an EXIF block that is nonsense turns nothing
        ImageOps.exif_transpose(picture, in_place=True)
    mode = "RGBA" if _has_holes(picture) else "RGB"
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = picture.point(lambda value: value / 256).convert("L")
    plain = picture if picture.mode == mode else picture.convert(mode)
    plain.info = {}
    return plain
