from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from audioed.pictures import cover_problems, show_cover


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def plain(width: int = 1400, height: int = 1400, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height))


def test_a_drawn_cover_is_as_large_as_may_be_and_keeps_every_rule() -> None:
    cover = show_cover("The Gazette, aloud")

    picture = Image.open(BytesIO(cover))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (3000, 3000))
    assert len(cover) <= 512_000
    assert cover_problems(cover) == ()


def test_each_show_has_a_cover_of_its_own_and_always_the_same() -> None:
    assert show_cover("One") == show_cover("One")
    assert show_cover("One") != show_cover("Two")


@pytest.mark.parametrize(
    "cover",
    [
        saved(plain()),
        saved(plain(3000, 3000)),
        saved(plain(), "PNG"),
        saved(plain(), dpi=(72, 72)),
        saved(plain(), "PNG", dpi=(72, 72)),
    ],
    ids=["smallest", "largest", "PNG", "72 dpi", "PNG of 72 dpi"],
)
def test_nothing_is_said_of_a_cover_that_keeps_the_rules(cover: bytes) -> None:
    assert cover_problems(cover) == ()


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        (b"GIF89a", "It can't be read: it is "),
        (b"<svg/>", "It can't be read: it is a drawing"),
        (saved(plain(), "WEBP"), "It is WEBP. Save it as JPEG or PNG."),
        (saved(plain(1400, 1500)), "It has 1400 x 1500 pixels. Make it square."),
        (saved(plain(1399, 1399)), "It has 1399 x 1399 pixels. Make each side 1,400 to 3,000."),
        (saved(plain(3001, 3001)), "It has 3001 x 3001 pixels. Make each side 1,400 to 3,000."),
        (saved(plain(mode="CMYK")), "Its colours are CMYK. Save it as plain RGB."),
        (saved(plain(mode="L")), "Its colours are grey. Save it as plain RGB."),
        (saved(plain(mode="RGBA"), "PNG"), "Its colours are RGB with see-through parts. Save it as plain RGB."),
        (saved(plain(mode="P"), "PNG"), "Its colours are a palette. Save it as plain RGB."),
        (saved(plain()) + bytes(512_000), "bytes. Save it with a lower quality, in at most 512,000."),
        (saved(plain(), dpi=(300, 300)), "It says that it has 300 dots an inch. Save it with 72."),
    ],
    ids=[
        "cut off", "SVG", "WebP", "not square", "small", "large", "CMYK", "grey", "see-through", "palette", "heavy",
        "dpi",
    ],
)  # fmt: skip
def test_each_rule_that_a_cover_breaks_is_said_alone(cover: bytes, said: str) -> None:
    (problem,) = cover_problems(cover)

    assert said in problem


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert len(cover_problems(saved(plain(600, 500, "CMYK"), dpi=(300, 300)))) == 4
