import io
import os
from pathlib import Path

import pytest

from audioed.errors import ReadingError
from audioed.reading.source import LARGEST_FILE, MediaType, load, sniff


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.md", MediaType.MARKDOWN),
        ("a.MARKDOWN", MediaType.MARKDOWN),
        ("a.html", MediaType.HTML),
        ("a.htm", MediaType.HTML),
        ("a.xhtml", MediaType.HTML),
        ("a.txt", MediaType.PLAIN),
        ("a", MediaType.PLAIN),
    ],
)
def test_a_files_suffix_says_what_it_is(tmp_path: Path, name: str, media_type: MediaType) -> None:
    path = tmp_path / name
    path.write_bytes(b"Hello")

    source = load(str(path))

    assert (source.media_type, source.content, source.name, source.address) == (media_type, b"Hello", name, str(path))
    assert source.digest == "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969"
    assert not source.is_remote


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"<!DOCTYPE html><title>A</title>", MediaType.HTML),
        (b"\xef\xbb\xbf \n<!-- note -->\n<html lang=de>", MediaType.HTML),
        (b'<?xml version="1.0"?>\n<html>', MediaType.HTML),
        (b"<p>Hello", MediaType.HTML),
        (b"---\ntitle: A\n---\nText", MediaType.MARKDOWN),
        (b"Text\n\n## Heading\n", MediaType.MARKDOWN),
        (b"See [this](https://example.org).", MediaType.MARKDOWN),
        (b"```\ncode\n```", MediaType.MARKDOWN),
        (b"Hello, <b>world</b>.", MediaType.PLAIN),
        (b"A TITLE\n\nText #1.", MediaType.PLAIN),
        (b"", MediaType.PLAIN),
    ],
)
def test_standard_input_says_by_its_content_what_it_is(content: bytes, media_type: MediaType) -> None:
    source = load("-", stdin=io.BytesIO(content))

    assert (source.media_type, source.address, source.content) == (media_type, "-", content)
    assert sniff(content) is media_type


def test_a_missing_file_brings_its_near_names_up(tmp_path: Path) -> None:
    (tmp_path / "night-buses.md").write_text("x")
    (tmp_path / "tides.md").write_text("x")

    with pytest.raises(ReadingError, match=r"There is no file .*night-busses\.md") as caught:
        load(str(tmp_path / "night-busses.md"))

    assert caught.value.hint == f"Did you mean {tmp_path / 'night-buses.md'}?"


def test_a_missing_file_brings_up_the_same_name_with_another_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.markdown").write_text("x")

    with pytest.raises(ReadingError) as caught:
        load(str(tmp_path / "a.txt"))

    assert caught.value.hint == f"Did you mean {tmp_path / 'a.markdown'}?"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        load(str(tmp_path / "none" / "a.md"))

    assert caught.value.hint == f"There is no folder {tmp_path / 'none'} either."


def test_a_folder_that_may_not_be_listed_gives_no_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(ReadingError) as caught:
        load(str(tmp_path / "a.md"))

    assert caught.value.hint == ""


def test_nothing_near_gives_no_hint(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        load(str(tmp_path / "a.md"))

    assert caught.value.hint == ""


@pytest.mark.parametrize(("names", "hint"), [(["b.png", "a.md"], "a.md"), ([], "")])
def test_a_folder_is_no_source(tmp_path: Path, names: list[str], hint: str) -> None:
    for name in names:
        (tmp_path / name).write_text("x")

    with pytest.raises(ReadingError, match="is a folder") as caught:
        load(str(tmp_path))

    assert caught.value.hint.endswith(hint or "Name a file.")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    path.chmod(0)

    with pytest.raises(ReadingError, match="permission denied"):
        load(str(path))


def test_permission_denied_is_told_with_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(ReadingError, match="permission denied") as caught:
        load(str(tmp_path / "a.md"))

    assert "chmod u+r" in caught.value.hint


@pytest.mark.parametrize("name", ["a\0b.md", "x" * 300])
def test_a_name_that_no_file_can_have_is_an_error(name: str) -> None:
    with pytest.raises(ReadingError, match="can't be read"):
        load(name)


def test_a_device_is_no_source() -> None:
    with pytest.raises(ReadingError, match="is a device"):
        load("/dev/zero")


def test_a_file_that_no_article_fills_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    with pytest.raises(ReadingError, match="larger than 100 MB"):
        load(str(path))


def test_other_schemes_are_refused() -> None:
    with pytest.raises(ReadingError, match="addresses of ftp are not read"):
        load("ftp://example.org/a.md")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04....word/document.xml", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG picture"),
        (b"{\\rtf1 Hello}", "a Rich Text document"),
        (b"\x00\x00\x00\x20ftypM4A ", "an MP4 file"),
        (b"Hello\x00\x01\x02 world", "a binary file, not a text: byte 6 is NUL"),
    ],
)
def test_binary_files_are_named_and_refused(tmp_path: Path, content: bytes, title: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    with pytest.raises(ReadingError, match=title) as caught:
        load(str(path))

    assert "Markdown, HTML and plain text" in caught.value.hint


def test_a_web_archive_is_refused_with_what_to_save_instead(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n'
    )

    with pytest.raises(ReadingError, match="a web archive") as caught:
        load(str(path))

    assert "HTML only" in caught.value.hint


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_text_in_wide_characters_is_no_binary_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Hello, world.".encode(encoding))

    assert load(str(path)).content
