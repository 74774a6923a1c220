import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from audioed.errors import ReadingError
from audioed.pictures import fit, square_cover


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


@pytest.mark.parametrize(
    ("kind", "mode", "suffix"),
    [
        ("JPEG", "RGB", ".jpg"),
        ("JPEG", "L", ".jpg"),
        ("JPEG", "CMYK", ".jpg"),
        ("WEBP", "RGB", ".jpg"),
        ("WEBP", "RGBA", ".png"),
        ("PNG", "RGB", ".png"),
        ("PNG", "RGBA", ".png"),
        ("PNG", "P", ".png"),
        ("PNG", "1", ".png"),
        ("PNG", "I;16", ".png"),
        ("GIF", "P", ".png"),
    ],
)
def test_every_kind_of_picture_becomes_jpeg_or_png(kind: str, mode: str, suffix: str) -> None:
    content, found = fit(saved(Image.new(mode, (8, 6)), kind))

    assert found == suffix
    assert opened(content).size == (8, 6)
    assert opened(content).format == {".jpg": "JPEG", ".png": "PNG"}[suffix]


@pytest.mark.parametrize(
    ("size", "fitted"), [((3200, 800), (1600, 400)), ((10, 2000), (8, 1600)), ((20, 10), (20, 10))]
)
def test_the_longer_side_is_at_most_1600(size: tuple[int, int], fitted: tuple[int, int]) -> None:
    assert opened(fit(saved(Image.new("RGB", size), "PNG"))[0]).size == fitted


def test_a_picture_is_turned_as_its_camera_says_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: turn clockwise
    exif[0x010F] = "A camera"
    picture = saved(Image.new("RGB", (8, 4), "red"), "JPEG", exif=exif, comment=b"secret")

    content, _ = fit(picture)

    assert opened(content).size == (4, 8)
    assert dict(opened(content).getexif()) == {}
    assert b"secret" not in content
    assert b"camera" not in content


@pytest.mark.parametrize("exif", [b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0II*\0\xff\xff\xff\xff", b"nonsense"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_exif_block_turns_nothing(kind: str, exif: bytes) -> None:
    assert opened(fit(saved(Image.new("RGB", (8, 4)), kind, exif=exif))[0]).size == (8, 4)


def test_a_png_says_nothing_but_its_pixels() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "secret")

    assert b"secret" not in fit(saved(Image.new("RGB", (4, 4)), "PNG", pnginfo=info))[0]


def test_of_a_moving_picture_the_first_frame_is_taken() -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert opened(fit(moving)[0]).convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_16_bits_of_grey_become_8() -> None:
    picture = Image.new("I;16", (4, 4), 32768)

    assert opened(fit(saved(picture, "PNG"))[0]).convert("L").getpixel((0, 0)) == 128


def test_a_photograph_is_no_png_whatever_it_was() -> None:
    photograph = Image.merge("RGB", [Image.effect_noise((200, 200), 90) for _ in range(3)])

    assert fit(saved(photograph, "PNG"))[1] == ".jpg"


def test_the_same_content_gives_the_same_bytes() -> None:
    picture = saved(noise(300, 200), "PNG")

    assert fit(picture) == fit(picture)
    assert square_cover(picture, id="a") == square_cover(picture, id="b")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge(width: int, height: int) -> bytes:
    """Return a PNG that claims a size without holding its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (huge(10_000, 5_001), "10000 x 5001 pixels, more than 50 million"),
        (huge(10_000, 10_000), "pixels, more than 50 million"),
        (huge(60_000, 60_000), "more than 50 million"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing"),
        (b"", "it is none of"),
        (b"Hello", "it is none of"),
        (saved(Image.new("RGB", (4, 4)), "BMP"), "it is none of"),
        (saved(noise(50, 50), "JPEG")[:900], "it is damaged"),
        (saved(noise(50, 50), "PNG")[:900], "it is damaged"),
    ],
    ids=["50 million", "100 million", "3,600 million", "SVG", "empty", "text", "BMP", "cut JPEG", "cut PNG"],
)
def test_what_can_not_be_decoded_is_an_error_that_says_why(content: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        fit(content)


@given(st.binary(max_size=60), st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF"]))
def test_any_bytes_are_a_picture_or_an_error(content: bytes, magic: bytes) -> None:
    with suppress(ReadingError):
        assert opened(fit(magic + content)[0]).size


@pytest.mark.parametrize("size", [(800, 400), (400, 800), (500, 500), (20, 10)])
def test_a_cover_is_a_square_jpeg_within_its_limit(size: tuple[int, int]) -> None:
    cover = square_cover(saved(noise(*size), "PNG"), id="a")

    assert opened(cover).size == (1400, 1400)
    assert opened(cover).format == "JPEG"
    assert len(cover) <= 200_000


def test_a_picture_is_fitted_in_whole_on_the_colour_of_its_edge() -> None:
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste("navy", (0, 0, 400, 2))
    picture.paste("navy", (0, 198, 400, 200))

    cover = opened(square_cover(saved(picture, "PNG"), id="a", size=400))

    top, middle = cover.getpixel((200, 10)), cover.getpixel((200, 200))
    assert isinstance(top, tuple)
    assert isinstance(middle, tuple)
    assert max(abs(a - b) for a, b in zip(top, (0, 0, 128), strict=True)) < 12
    assert max(abs(a - b) for a, b in zip(middle, (255, 255, 255), strict=True)) < 12


def test_holes_in_a_cover_are_white() -> None:
    cover = opened(square_cover(saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG"), id="a", size=90))

    assert cover.getpixel((45, 45)) == (255, 255, 255)


def test_a_drawn_cover_follows_from_the_id_alone() -> None:
    assert square_cover(None, id="sea") == square_cover(None, id="sea")
    assert square_cover(None, id="sea") != square_cover(None, id="land")
    assert len(square_cover(None, id="\ud800")) <= 200_000
    assert opened(square_cover(None, id="sea", size=300)).size == (300, 300)


def test_a_limit_that_can_not_be_kept_is_an_error() -> None:
    with pytest.raises(ReadingError, match="can't be had in 100 bytes"):
        square_cover(None, id="a", limit_bytes=100)
