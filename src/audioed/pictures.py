"""Pictures: decoded within limits, fitted for publishing, and drawn where an article has none. Owns Pillow."""

import math
import warnings
from hashlib import sha256
from io import BytesIO
from typing import Final, TypeAlias

from PIL import Image, ImageDraw, UnidentifiedImageError

from audioed.errors import ReadingError

MOST_PIXELS: Final = 50_000_000
"""A picture with more is refused: decoded, it takes 200 MB."""
_TOO_MANY: Final = f"more than {MOST_PIXELS // 1_000_000} million"

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_BROKEN: Final = (OSError, SyntaxError, ValueError, IndexError, OverflowError, EOFError)
"""What Pillow's decoders raise at damaged pictures."""

_QUALITIES: Final = (88, 80, 70, 60, 50)
_SOFTNESSES: Final = (1, 2, 4, 8)
"""Pixels of a side that become one, where quality alone makes a picture no smaller."""

_MOST_ENLARGED: Final = 3
_FEW_COLOURS: Final = 4096
"""What a drawing with smooth edges has at most, and a photograph of any size has more of."""
_WHITE: Final = (255, 255, 255)

_Colour: TypeAlias = tuple[int, int, int]


def fit(content: bytes, *, longest: int = 1600) -> tuple[bytes, str]:
    """Return a picture as it is published, and its suffix, ".jpg" or ".png".

    It is upright, its longer side is at most `longest` pixels, and it says nothing of camera or place. Photographs
    become JPEG, what has few colours or see-through parts PNG. Of a moving picture the first frame is taken. The same
    content gives the same bytes.

    Raises:
        ReadingError: it is none of JPEG, PNG, WebP and GIF, is damaged, or has more than 50 million pixels.
    """
    picture = _decoded(content)
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
    cover = _hills(id, size) if content is None else _squared(_decoded(content), size)
    for softness in _SOFTNESSES:
        softened = cover if softness == 1 else cover.reduce(softness).resize(cover.size, Image.Resampling.BICUBIC)
        for quality in _QUALITIES:
            jpeg = _to_jpeg(softened, quality)
            if len(jpeg) <= limit_bytes:
                return jpeg
    raise ReadingError(f"A cover of {size} px can't be had in {limit_bytes} bytes")


def _decoded(content: bytes) -> Image.Image:
    """Return a picture, upright and with nothing but its pixels, and with its `format`.

    Raises:
        ReadingError: as for `fit`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes, where our limit is stricter, and of damaged EXIF blocks
        picture = _open(content)
        upright = _upright(picture)
    upright.format = picture.format
    return upright


def _open(content: bytes) -> Image.Image:
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


def _squared(picture: Image.Image, size: int) -> Image.Image:
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, (*_WHITE, 255)), picture)
    picture = picture.convert("RGB")
    scale = min(size / max(picture.size), _MOST_ENLARGED)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    cover = Image.new("RGB", (size, size), _edge_colour(picture))
    cover.paste(picture.resize((width, height), Image.Resampling.LANCZOS), ((size - width) // 2, (size - height) // 2))
    return cover


def _edge_colour(picture: Image.Image) -> _Colour:
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


# The drawn cover: hills behind hills under a sun. --------------------------------------------------------------------

_PALETTES: Final[tuple[tuple[_Colour, ...], ...]] = (
    ((40, 62, 104), (236, 190, 150), (255, 232, 196), (150, 128, 150), (28, 36, 66)),
    ((178, 206, 214), (248, 236, 214), (255, 252, 240), (150, 182, 184), (38, 78, 92)),
    ((32, 44, 74), (120, 140, 170), (244, 240, 220), (88, 108, 142), (14, 22, 44)),
    ((226, 168, 132), (250, 224, 180), (255, 246, 222), (206, 132, 112), (92, 44, 62)),
    ((200, 214, 196), (244, 240, 220), (255, 253, 240), (160, 186, 152), (40, 74, 60)),
    ((92, 78, 128), (232, 172, 168), (255, 226, 206), (156, 112, 148), (46, 32, 74)),
    ((60, 110, 130), (220, 226, 204), (255, 250, 226), (122, 160, 160), (20, 56, 74)),
    ((214, 196, 170), (248, 240, 222), (255, 252, 242), (190, 160, 130), (84, 58, 46)),
)
"""The sky above and at the horizon, the sun, the farthest hills and the nearest."""

_RIDGES: Final = 6
_POINTS: Final = 56
"""Of a ridge, between which it is straight."""


def _hills(id: str, size: int) -> Image.Image:  # noqa: A002 - the article's
    digest = sha256(id.encode("utf-8", "surrogatepass")).digest()
    chances = [byte / 255 for byte in digest[1:]]
    zenith, horizon, sun, far, near = _PALETTES[digest[0] % len(_PALETTES)]
    sky = Image.new("RGB", (1, 64))
    sky.putdata([_between(zenith, horizon, min(1, row / 42)) for row in range(64)])
    cover = sky.resize((1, size), Image.Resampling.BILINEAR).resize((size, size), Image.Resampling.NEAREST)
    _draw_sun(cover, sun, chances)
    depths = [ridge / (_RIDGES - 1) for ridge in range(_RIDGES)]
    ridges = [[size * y for y in _ridge(depth, chances[3 + n :: _RIDGES])] for n, depth in enumerate(depths)]
    floors = [*(math.ceil(max(ridge)) + 1 for ridge in ridges[1:]), size]
    for depth, ridge, floor in zip(depths, ridges, floors, strict=True):
        _draw_ridge(cover, _between(far, near, depth), ridge, floor)
    return cover


def _ridge(depth: float, chances: list[float]) -> list[float]:
    """Return how far below the top a ridge runs, the picture's height being 1: a wave with a smaller one on it."""
    strength, pace, phase, small_phase = chances[:4]
    swell = (0.055 - 0.02 * depth) * (0.6 + strength)
    waves = math.tau * (0.8 + pace)
    return [
        0.50 + 0.42 * depth
        + swell * math.sin(waves * x / _POINTS + math.tau * phase)
        + 0.35 * swell * math.sin(2.3 * waves * x / _POINTS + math.tau * small_phase)
        for x in range(_POINTS + 1)
    ]  # fmt: skip


def _draw_sun(cover: Image.Image, colour: _Colour, chances: list[float]) -> None:
    radius = round(cover.width * (0.09 + 0.05 * chances[0]))
    left = round(cover.width * (0.25 + 0.5 * chances[1])) - radius
    top = round(cover.width * (0.24 + 0.18 * chances[2])) - radius
    mask = Image.new("L", (4 * radius, 4 * radius))
    ImageDraw.Draw(mask).ellipse((0, 0, 4 * radius - 1, 4 * radius - 1), fill=255)
    cover.paste(colour, (left, top), mask.reduce(2))


def _draw_ridge(cover: Image.Image, colour: _Colour, ridge: list[float], floor: int) -> None:
    """Fill what is below a ridge and above `floor`; where it runs, three rows are drawn for one, to be smooth."""
    size, top, bottom = cover.width, math.floor(min(ridge)), math.ceil(max(ridge)) + 1
    mask = Image.new("L", (size, 3 * (bottom - top)))
    line = [(size * x / _POINTS, 3 * (y - top)) for x, y in enumerate(ridge)]
    ImageDraw.Draw(mask).polygon([*line, (size, mask.height), (0, mask.height)], fill=255)
    cover.paste(colour, (0, top), mask.reduce((1, 3)))
    if bottom < floor:
        cover.paste(colour, (0, bottom, size, floor))


def _between(one: _Colour, other: _Colour, share: float) -> _Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
