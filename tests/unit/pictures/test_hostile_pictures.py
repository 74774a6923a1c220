"""Pictures made to harm: bombs, lies, scripts inside, and what their cameras know."""

import os
import struct
import subprocess
import sys
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from audioed.errors import ReadingError
from audioed.pictures import cover_problems, fit

LONG = pytest.mark.skipif(os.environ.get("AUDIOED_LONG") != "1", reason="AUDIOED_LONG=1 runs it")

PNG = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>alert(1)</script>"
SRGB_LIKE = b"\0\0\x02\x0cSECRETPROFILE" + bytes(600)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes, width: int = 8, height: int = 8) -> bytes:
    pixels = chunk(b"IDAT", zlib.compress(bytes((3 * width + 1) * height)))
    return PNG + png_header(width, height) + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def png_header(width: int, height: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def gif(width: int, height: int) -> bytes:
    """Return a GIF that claims a screen of a size, with a frame of one pixel."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return screen + b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0;"


def webp(width: int, height: int) -> bytes:
    """Return a WebP that claims a size without holding its pixels (RFC 9649, section 2.7)."""
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(4) + sizes
    return b"RIFF" + struct.pack("<I", len(body)) + body


BOMB = zlib.compress(bytes(100_000_000), 9)


@pytest.mark.parametrize(
    "extra",
    [
        chunk(b"iCCP", b"profile\0\0" + BOMB),
        chunk(b"zTXt", b"Comment\0\0" + BOMB),
        chunk(b"iTXt", b"Comment\0\1\0\0\0" + BOMB),
        b"".join(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(900_000))) for _ in range(100)),
    ],
    ids=["colour profile", "text", "international text", "many texts"],
)
def test_what_inflates_beside_the_pixels_is_refused_or_left_out(extra: bytes) -> None:
    with suppress(ReadingError):
        content, _ = fit(png(extra))

        assert len(content) < 1000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gif(65_535, 65_535), "more than 50 million"),
        (gif(10_000, 8_000), "more than 50 million"),
        (webp(16_383, 16_383), "more than|it is none of|it is damaged"),
        (webp(6_000, 5_000), "more than 25 million|it is none of|it is damaged"),
        (PNG + png_header(1, 8) + png_header(2_000_000_000, 1), "it is none of"),
        (png()[:-30], "it is none of"),
        (png()[:41] + b"\0" * 8 + png()[49:], "it is damaged"),
    ],
    ids=["GIF screen", "GIF", "WebP", "WebP over its own limit", "two headers", "cut", "zeros in the pixels"],
)
def test_a_picture_that_lies_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        fit(content)


def test_a_webp_has_fewer_pixels_since_its_decoder_takes_more_room() -> None:
    picture = saved(Image.new("RGB", (5_001, 5_000)), "WEBP", lossless=True, method=0)

    with pytest.raises(ReadingError, match="5001 x 5000 pixels, more than 25 million") as refused:
        fit(picture)

    assert "smaller" in refused.value.hint


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xef\xbb\xbf<svg/>",
        b"<!-- a --><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''><svg/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"%PDF-1.7\n",
        b"\0\0\0\x20ftypavif",
        b"II*\0\x08\0\0\0\0\0",
        b"8BPS\0\1",
        b"\0\0\1\0\1\0\x10\x10",
    ],
    ids=["SVG", "SVG with a BOM", "SVG with a comment", "SVG with a DTD", "EPS", "PDF", "AVIF", "TIFF", "PSD", "ICO"],
)
def test_other_formats_are_refused_whatever_pillow_could_read(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"it is none of|it is a drawing"):
        fit(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_page_that_is_a_picture_too_is_only_the_picture_afterwards(kind: str) -> None:
    picture = saved(Image.new("RGB", (8, 6), "teal"), kind) + b"<html>" + SCRIPT

    content, _ = fit(picture)

    assert SCRIPT not in content
    assert opened(content).size == (8, 6)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(8, 6), (2000, 1500)])
def test_place_camera_profile_and_comments_stay_at_home(kind: str, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif[0x013B] = "SECRETAUTHOR"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 28.0, 40.0), 29: "SECRETDAY!"})
    options = {"exif": exif, "icc_profile": SRGB_LIKE, "xmp": b"<x:xmpmeta>SECRETXMP</x:xmpmeta>", "comment": b"SECRET"}
    taken = {"PNG": ("exif", "icc_profile"), "JPEG": tuple(options), "WEBP": ("exif", "icc_profile", "xmp")}[kind]
    picture = saved(Image.new("RGB", size, "teal"), kind, **{key: options[key] for key in taken})

    content, _ = fit(picture)

    assert b"SECRET" in picture
    assert b"SECRET" not in content
    assert not opened(content).getexif()
    assert "icc_profile" not in opened(content).info


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_whichever_way_the_camera_was_held(orientation: int) -> None:
    upright = Image.new("RGB", (64, 32), "white")
    upright.paste("red", (0, 0, 32, 16))
    lying = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    taken = saved(upright.transpose(lying) if lying is not None else upright, "PNG", exif=exif)

    found = opened(fit(taken)[0]).convert("RGB")

    assert found.size == (64, 32)
    assert found.getpixel((4, 4)) == (255, 0, 0)
    assert found.getpixel((60, 28)) == (255, 255, 255)


def test_a_cover_that_bombs_is_a_problem_told_not_an_error() -> None:
    assert cover_problems(gif(65_535, 65_535)) == (
        "It can't be read: it has too many pixels, more than 50 million. Save it as JPEG.",
    )


MEASURED = """
import sys
from pathlib import Path
from audioed.pictures import fit
fit(sys.stdin.buffer.read())
print(int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone says what a process has held at most")
@pytest.mark.parametrize(
    ("kind", "mode", "size", "orientation"),
    [
        ("JPEG", "RGB", (7000, 7000), 6),
        pytest.param("PNG", "RGBA", (7000, 7000), 6, marks=LONG),
        pytest.param("WEBP", "RGBA", (5000, 5000), 6, marks=LONG),
    ],
)
def test_the_largest_pictures_take_less_than_500_mb(
    kind: str, mode: str, size: tuple[int, int], orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    fast = {"lossless": True, "method": 0} if kind == "WEBP" else {}
    picture = saved(Image.new(mode, size, "teal"), kind, exif=exif, **fast)

    told = subprocess.run([sys.executable, "-c", MEASURED], input=picture, capture_output=True, check=True, timeout=60)

    assert int(told.stdout) < 500
