"""The drawn cover: hills behind hills under a sun."""

import math
from hashlib import sha256
from typing import Final, TypeAlias

from PIL import Image, ImageDraw

Colour: TypeAlias = tuple[int, int, int]

_PALETTES: Final[tuple[tuple[Colour, ...], ...]] = (
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


def draw_hills(id: str, size: int) -> Image.Image:  # noqa: A002 - the article's
    """Return a square picture of `size` pixels; the same id gives the same one."""
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


def _draw_sun(cover: Image.Image, colour: Colour, chances: list[float]) -> None:
    radius = round(cover.width * (0.09 + 0.05 * chances[0]))
    left = round(cover.width * (0.25 + 0.5 * chances[1])) - radius
    top = round(cover.width * (0.24 + 0.18 * chances[2])) - radius
    mask = Image.new("L", (4 * radius, 4 * radius))
    ImageDraw.Draw(mask).ellipse((0, 0, 4 * radius - 1, 4 * radius - 1), fill=255)
    cover.paste(colour, (left, top), mask.reduce(2))


def _draw_ridge(cover: Image.Image, colour: Colour, ridge: list[float], floor: int) -> None:
    """Fill what is below a ridge and above `floor`; where it runs, three rows are drawn for one, to be smooth."""
    size, top, bottom = cover.width, math.floor(min(ridge)), math.ceil(max(ridge)) + 1
    mask = Image.new("L", (size, 3 * (bottom - top)))
    line = [(size * x / _POINTS, 3 * (y - top)) for x, y in enumerate(ridge)]
    ImageDraw.Draw(mask).polygon([*line, (size, mask.height), (0, mask.height)], fill=255)
    cover.paste(colour, (0, top), mask.reduce((1, 3)))
    if bottom < floor:
        cover.paste(colour, (0, bottom, size, floor))


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
