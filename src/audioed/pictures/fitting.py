"""Pictures fitted for publishing."""

from io import BytesIO
from typing import Final

from PIL import Image

from audioed.errors import ReadingError
from audioed.pictures.decoding import decoded
from audioed.pictures.drawing import Colour, draw_hills

_QUALITIES: Final = (88, 80, 70, 60, 50)
_SOFTNESSES: Final = (1, 2, 4, 8)
"""Pixels of a side that become one, where quality alone makes a picture no smaller."""

_SHOW_SIZE: Final = 3000
_SHOW_LIMIT_BYTES: Final = 512_000
"""Both are the most that Apple takes ("Artwork requirements")."""

_MOST_ENLARGED: Final = 3
_FEW_COLOURS: Final = 4096
"""What a drawing with smooth edges has at most, and a photograph of any size has more of."""
_WHITE: Final = (255, 255, 255)


def fit(content: bytes, *, longest: int = 1600) -> tuple[bytes, str]:
    """Return a picture as it is published, and its suffix, ".jpg" or ".png".

    It is upright, its longer side is at most `longest` pixels, and it says nothing of camera or place. Photographs
    become JPEG, what has few colours or see-through parts PNG. Of a moving picture the first frame is taken. The same
    content gives the same bytes.

    Raises:
        ReadingError: it is none of JPEG, PNG, WebP and GIF, is damaged, or has more than 50 million pixels (a WebP 25).
    """
    picture = decoded(content)
    is_photograph = picture.mode == "RGB" and (
        picture.format in {"JPEG", "WEBP"} or not picture.getcolors(_FEW_COLOURS)
    )
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    if is_photograph:
        return _to_jpeg(picture, 85), ".jpg"
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue(), ".png"


def square_cover(content: bytes | None, *, id: str, size: int = 1400, limit_bytes: int = 200_000) -> bytes:  # noqa: A002 - the article's
    """Return a cover: a square JPEG of `size` pixels and at most `limit_bytes`.

    A picture is fitted in whole, on the colour of its own edge. Where there is none, hills under a sun are drawn,
    without letters; the same id gives the same ones.

    Args:
        content: The article's picture; None: it has none.
        id: Of the article.
        size: Of the square's side, in pixels.
        limit_bytes: The JPEG's quality is lowered, then its detail, until it is no larger.

    Raises:
        ReadingError: as for `fit`, or the limit can't be kept.
    """
    cover = draw_hills(id, size) if content is None else _squared(decoded(content), size)
    return _light(cover, limit_bytes)


def show_cover(title: str) -> bytes:
    """Return a cover for a show that has none: a drawn JPEG of 3,000 pixels and at most 512,000 bytes.

    It has no letters, since there is no one font for all languages; the same title gives the same bytes.
    """
    return _light(draw_hills(title, _SHOW_SIZE), _SHOW_LIMIT_BYTES)


def _light(cover: Image.Image, limit_bytes: int) -> bytes:
    for softness in _SOFTNESSES:
        softened = cover if softness == 1 else cover.reduce(softness).resize(cover.size, Image.Resampling.BICUBIC)
        for quality in _QUALITIES:
            jpeg = _to_jpeg(softened, quality)
            if len(jpeg) <= limit_bytes:
                return jpeg
    raise ReadingError(f"A cover of {cover.width} px can't be had in {limit_bytes} bytes")


def _squared(picture: Image.Image, size: int) -> Image.Image:
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, (*_WHITE, 255)), picture)
    picture = picture.convert("RGB")
    scale = min(size / max(picture.size), _MOST_ENLARGED)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    cover = Image.new("RGB", (size, size), _edge_colour(picture))
    cover.paste(picture.resize((width, height), Image.Resampling.LANCZOS), ((size - width) // 2, (size - height) // 2))
    return cover


def _edge_colour(picture: Image.Image) -> Colour:
    """Return the average of the two edges that the square goes on from."""
    width, height = picture.size
    if width >= height:
        edges = (0, 0, width, 1), (0, height - 1, width, height)
    else:
        edges = (0, 0, 1, height), (width - 1, 0, width, height)
    first, second = (picture.crop(edge).resize((1, 1), Image.Resampling.BOX).tobytes() for edge in edges)
    red, green, blue = ((one + other) // 2 for one, other in zip(first, second, strict=True))
    return red, green, blue


def _to_jpeg(picture: Image.Image, quality: int) -> bytes:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()
