import pytest

from audioed.media_types import CHAPTERS, FEED, UNKNOWN, is_text, media_type


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("one.mp3", b"ID3", "audio/mpeg"),
        ("one.m4b", b"", "audio/mp4"),
        ("one.vtt", b"WEBVTT", "text/vtt; charset=utf-8"),
        ("one.srt", b"1\n", "application/x-subrip; charset=utf-8"),
        ("one.json", b'{"version": "1.0.0", "segments": [', "application/json"),
        ("INDEX.HTML", b"", "text/html; charset=utf-8"),
        ("feed.xml", b"<?xml version='1.0'?>\n<rss version='2.0'>", FEED),
        ("sitemap.xml", b"<urlset>", "application/xml; charset=utf-8"),
        ("one.chapters.json", b"", CHAPTERS),
        ("one.json", b'{"version": "1.2.0", "chapters": [', CHAPTERS),
        ("CNAME", b"show.example", UNKNOWN),
        ("one.mp3.bak", b"", UNKNOWN),
    ],
)
def test_a_files_type_is_known_by_its_name_and_its_beginning(name: str, head: bytes, expected: str) -> None:
    found = media_type(name, head)

    assert found == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FEED, True),
        (CHAPTERS, True),
        ("application/json", True),
        ("application/x-subrip; charset=utf-8", True),
        ("image/svg+xml; charset=utf-8", True),
        ("text/vtt; charset=utf-8", True),
        ("audio/mpeg", False),
        ("image/jpeg", False),
        ("application/epub+zip", False),
        (UNKNOWN, False),
    ],
)
def test_text_is_compressed_and_what_is_compressed_already_is_not(kind: str, expected: bool) -> None:  # noqa: FBT001 - a case's outcome
    found = is_text(kind)

    assert found is expected
