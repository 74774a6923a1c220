"""W3C Audiobooks: chapter by chapter, the text beside the sound, and lengths that add up."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import html
from PIL import Image

ARTICLE = """---
title: The river
date: 2026-05-01
---

It rises.[^1] ![A map.](map.png)

[^1]: Somewhere.

![A map.](map.png)

## The mouth

### The bar

It ends. See [the beginning](#start) or [the mouth](#mouth).
"""


def length(duration: str) -> float:
    return float(duration.removeprefix("PT").removesuffix("S"))


def test_each_chapter_is_a_whole_file_with_its_text_beside_it(bound: Callable[..., Any]) -> None:
    manifest = bound(ARTICLE, kind="lpf").manifest()

    assert [part["name"] for part in manifest["readingOrder"]] == ["The river", "The mouth", "The bar"]
    assert [part["url"] for part in manifest["readingOrder"]] == [f"chapter-00{number}.mp3" for number in (1, 2, 3)]
    assert [part["alternate"][0]["url"] for part in manifest["readingOrder"]] == [
        f"chapter-00{number}.html" for number in (1, 2, 3)
    ]


def test_the_lengths_add_up_to_the_whole(bound: Callable[..., Any]) -> None:
    manifest = bound(ARTICLE, kind="lpf").manifest()

    each = [length(part["duration"]) for part in manifest["readingOrder"]]
    assert sum(each) == pytest.approx(length(manifest["duration"]), abs=0.0005)


def test_every_file_is_listed(bound: Callable[..., Any], tmp_path: Any) -> None:
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "map.png")
    book = bound(ARTICLE, kind="lpf")
    manifest = book.manifest()

    listed = {part["url"] for part in [*manifest["readingOrder"], *manifest["resources"]]}

    assert listed == set(book.names()) - {"publication.json"}
    assert any(name.startswith("pictures/") for name in listed)


def test_the_contents_are_the_page_to_begin_with(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE, kind="lpf")

    page = html.document_fromstring(book.read("index.html"))

    links = page.xpath("//nav[@role='doc-toc']//a")
    assert [link.text for link in links] == ["The river", "The mouth", "The bar"]
    assert [link.get("href") for link in links] == [part["url"] for part in book.manifest()["readingOrder"]]
    assert page.xpath("//link[@rel='publication']/@href") == ["publication.json"]


def test_the_text_is_plain_html(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE, kind="lpf")

    page = book.read("chapter-001.html")

    assert b"epub:type" not in page
    assert b"xml:lang" not in page
    assert html.document_fromstring(page).xpath("//aside/@role") == ["doc-footnote"]


def test_what_is_not_known_is_left_out_and_nothing_is_synchronized(bound: Callable[..., Any]) -> None:
    manifest = bound(ARTICLE, kind="lpf").manifest()

    assert "url" not in manifest
    assert "author" not in manifest
    assert manifest["abridged"] is False
    assert "synchronizedAudioText" not in manifest["accessibilityFeature"]
    assert manifest["accessMode"][0] == "auditory"


def test_the_sound_is_that_of_the_e_book(bound: Callable[..., Any]) -> None:
    epub = bound(ARTICLE)
    lpf = bound(ARTICLE, kind="lpf")

    for number in (1, 2, 3):
        assert lpf.read(f"chapter-00{number}.mp3") == epub.read(f"EPUB/chapter-00{number}.mp3")


def test_no_other_kind_of_book_is_made(bound: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="azw3"):
        bound(ARTICLE, kind="azw3")
