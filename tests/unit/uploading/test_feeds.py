from pathlib import Path

import pytest

from audioed.errors import ShowError
from audioed.uploading import feed_address
from audioed.uploading.feeds import find_feed

SELF = '<atom:link rel="self" href="{}"/>'
ITEM = '<item><enclosure url="{}"/></item>'


def feed(folder: Path, *parts: str, name: str = "feed.xml") -> Path:
    path = folder / name
    path.write_text(f'<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>{"".join(parts)}</channel></rss>')
    return path


def test_a_feed_says_where_it_lives(tmp_path: Path) -> None:
    feed(tmp_path, SELF.format("https://a.example/feed.xml"), ITEM.format("https://b.example/one.mp3"))

    assert feed_address(tmp_path) == "https://a.example/feed.xml"
    assert feed_address(tmp_path, base_url="https://a.example/") == "https://a.example/feed.xml"


def test_a_feed_need_not_say_where_it_lives(tmp_path: Path) -> None:
    feed(tmp_path, ITEM.format("https://b.example/one.mp3"))

    assert feed_address(tmp_path, base_url="https://a.example/") == ""


@pytest.mark.parametrize("address", ["episodes/one/one.mp3", "/one.mp3", "//a.example/one.mp3", "file:///one.mp3", ""])
@pytest.mark.parametrize("part", [SELF, ITEM])
def test_an_address_that_only_works_here_is_refused(part: str, address: str, tmp_path: Path) -> None:
    feed(tmp_path, part.format(address))

    with pytest.raises(ShowError, match="no app elsewhere can follow") as told:
        feed_address(tmp_path)

    assert "base_url" in told.value.hint


def test_a_feed_that_was_built_for_another_place_is_refused(tmp_path: Path) -> None:
    feed(tmp_path, SELF.format("https://old.example/feed.xml"))

    with pytest.raises(ShowError, match=r"built for https://old\.example/feed\.xml") as told:
        feed_address(tmp_path, base_url="https://new.example/")

    assert "audioed build" in told.value.hint


def test_a_feed_that_is_broken_is_refused(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss><channel>")

    with pytest.raises(ShowError, match="can't be read"):
        feed_address(tmp_path)


@pytest.mark.parametrize("folder", ["", "none"])
def test_a_folder_without_a_feed_is_refused(folder: str, tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text("<urlset/>")

    with pytest.raises(ShowError, match="There is no feed"):
        feed_address(tmp_path / folder)


def test_the_feed_is_feed_xml_before_any_other(tmp_path: Path) -> None:
    feed(tmp_path, name="audio.rss")
    first = find_feed(tmp_path)
    feed(tmp_path)

    assert first == tmp_path / "audio.rss"
    assert find_feed(tmp_path) == tmp_path / "feed.xml"
