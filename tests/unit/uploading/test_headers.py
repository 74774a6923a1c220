from pathlib import Path

import pytest

from audioed.uploading.headers import cache_control, content_type
from audioed.uploading.published import File, Wave

HOUR, FIVE_MINUTES = "public, max-age=3600", "public, max-age=300"


def file(path: str, wave: Wave = Wave.MEDIA) -> File:
    return File(path=path, local=Path(path), size=1, stamp=(0, 0, 0), wave=wave)


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("episodes/one/one.mp3", "audio/mpeg", HOUR),
        ("episodes/one/one.m4b", "audio/mp4", HOUR),
        ("episodes/one/one.opus", "audio/ogg", HOUR),
        ("episodes/one/cover.jpg", "image/jpeg", HOUR),
        ("episodes/one/pictures/map.svg", "image/svg+xml; charset=utf-8", HOUR),
        ("episodes/one/pictures/map.gif", "image/gif", HOUR),
        ("episodes/one/one.chapters.json", "application/json+chapters", FIVE_MINUTES),
        ("episodes/one/one.json", "application/json", FIVE_MINUTES),
        ("episodes/one/one.srt", "application/x-subrip; charset=utf-8", FIVE_MINUTES),
        ("episodes/one/one.vtt", "text/vtt; charset=utf-8", FIVE_MINUTES),
        ("episodes/one/one.txt", "text/plain; charset=utf-8", FIVE_MINUTES),
        ("player.js", "text/javascript; charset=utf-8", FIVE_MINUTES),
        ("sitemap.xml", "application/xml; charset=utf-8", FIVE_MINUTES),
        ("PORTRAIT.JPG", "image/jpeg", HOUR),
        ("CNAME", "application/octet-stream", FIVE_MINUTES),
    ],
)
def test_a_files_name_tells_its_type_and_how_long_it_keeps(path: str, kind: str, kept: str) -> None:
    assert (content_type(file(path)), cache_control(file(path))) == (kind, kept)


@pytest.mark.parametrize("wave", [Wave.OLDER_FEED, Wave.FEED])
def test_a_feed_is_rss_whatever_its_name(wave: Wave) -> None:
    assert content_type(file("audio.xml", wave)) == "application/rss+xml; charset=utf-8"
