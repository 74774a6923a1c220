"""What the package says of the book: facts, and the same bytes each time."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ARTICLE = """---
title: The river & the sea
authors: [Ada Example, Ben Example]
date: 2026-05-01
summary: It flows.
source: https://example.org/river
corrections:
  - date: 2026-05-03
    text: It flows north.
---

It rises. ![A map of it.](map.png)

![A map of it.](map.png)

## The mouth

It ends.
"""


@pytest.fixture
def with_map(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "map.png")


def meta(book: Any, name: str) -> list[str]:
    return [str(one) for one in book.find("EPUB/package.opf", f"//o:meta[@property='{name}'][not(@refines)]/text()")]


def test_the_metadata_are_the_articles(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE)

    def said(name: str) -> list[str]:
        return [str(one) for one in book.find("EPUB/package.opf", f"//dc:{name}/text()")]

    assert said("title") == ["The river & the sea"]
    assert said("creator") == ["Ada Example", "Ben Example"]
    assert said("language") == ["en-GB"]
    assert said("source") == ["https://example.org/river"]
    assert said("date") == ["2026-05-01"]
    assert meta(book, "dcterms:modified") == ["2026-05-03T00:00:00Z"]
    assert [name.endswith(" (synthetic voice)") for name in meta(book, "media:narrator")] == [True]


@pytest.mark.usefixtures("with_map")
def test_sound_that_says_the_text_is_no_access_mode_and_nothing_is_claimed(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE)

    assert meta(book, "schema:accessMode") == ["textual", "visual"]
    assert meta(book, "schema:accessModeSufficient") == ["textual", "auditory"]
    assert "alternativeText" in meta(book, "schema:accessibilityFeature")
    assert "synchronizedAudioText" in meta(book, "schema:accessibilityFeature")
    assert meta(book, "schema:accessibilityHazard") == ["none"]
    package = book.read("EPUB/package.opf")
    assert b"conformsTo" not in package
    assert b"certifiedBy" not in package


@pytest.mark.usefixtures("with_map")
def test_a_picture_without_description_takes_eyes(bound: Callable[..., Any]) -> None:
    book = bound('# A\n\nOne.\n\n<figure><img src="map.png"></figure>\n')

    assert meta(book, "schema:accessModeSufficient") == ["textual,visual", "auditory,visual"]
    assert "alternativeText" not in meta(book, "schema:accessibilityFeature")
    assert "no description" in meta(book, "schema:accessibilitySummary")[0]


def test_durations_add_up(bound: Callable[..., Any], seconds: Callable[[str], float]) -> None:
    book = bound(ARTICLE)

    (total,) = meta(book, "media:duration")
    each = book.find("EPUB/package.opf", "//o:meta[@property='media:duration'][@refines]/text()")

    assert len(each) == 3
    assert sum(map(seconds, each)) == pytest.approx(seconds(total), abs=0.0005)
    clips = [*book.all_clips(), *book.clips("EPUB/nav.smil")]
    assert sum(clip.end - clip.begin for clip in clips) == pytest.approx(seconds(total), abs=0.0005)


@pytest.mark.usefixtures("with_map")
def test_the_manifest_lists_every_file_once(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE)

    listed = [f"EPUB/{href}" for href in book.find("EPUB/package.opf", "//o:manifest/o:item/@href")]

    assert sorted(listed) == sorted(set(book.names()) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"})
    assert sum(name.startswith("EPUB/pictures/") for name in listed) == 1


def test_the_same_article_gives_the_same_bytes(bound: Callable[..., Any]) -> None:
    first = bound(ARTICLE).path.read_bytes()

    assert bound(ARTICLE).path.read_bytes() == first


def test_an_article_without_address_and_date_has_an_identifier_and_a_date_all_the_same(
    bound: Callable[..., Any],
) -> None:
    book = bound("# Bare\n\nOnly this.\n")

    (identifier,) = book.find("EPUB/package.opf", "//dc:identifier/text()")
    assert identifier.startswith("urn:uuid:")
    assert meta(book, "dcterms:modified") == ["1980-01-01T00:00:00Z"]


def test_the_archive_begins_with_its_type_as_it_is_and_tells_nothing_of_the_machine(bound: Callable[..., Any]) -> None:
    book = bound(ARTICLE)

    with book.archive as archive:
        entries = archive.infolist()
    assert book.path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    assert [entry.filename for entry in entries[1:]] == sorted(entry.filename for entry in entries[1:])
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries if entry.filename.endswith(".mp3")} == {zipfile.ZIP_STORED}
    assert {entry.create_system for entry in entries} == {3}
