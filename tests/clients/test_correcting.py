"""What a subscriber's client does when the show goes on: it fetches what is new, and nothing else."""

from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Client: TypeAlias = Callable[[str], list[str]]
Asked: TypeAlias = Callable[[str], list[Any]]
Published: TypeAlias = Callable[[Path], dict[str, str]]
Audioed: TypeAlias = Callable[..., str]


def _edit(article: Path, old: str, new: str) -> None:
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def test_after_a_rebuild_of_the_same_nothing_is_fetched(gpo: Client, feed: str, asked: Asked, audioed: Audioed) -> None:
    gpo(feed)
    asked("")

    audioed("build", "show")
    gpo(feed)

    assert [(request.path, request.status) for request in asked("")] == [("/feed.xml", 304)]


def test_a_silent_correction_is_fetched_by_nobody_who_had_the_episode(
    client: Client, feed: str, show: Path, published: Published, asked: Asked, audioed: Audioed
) -> None:
    before, original = client(feed), published(show)
    asked("")

    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    audioed("build", "show")
    after = client(feed)

    assert published(show) != original
    assert asked(".mp3") == []
    assert after == before


def test_a_newcomer_gets_the_corrected_sound(
    gpo: Client, feed: str, show: Path, published: Published, audioed: Audioed
) -> None:
    original = published(show)

    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    audioed("build", "show")

    assert original.keys() == published(show).keys()
    assert gpo(feed) == sorted(published(show).values())


def test_a_new_title_is_no_new_episode(gpo: Client, feed: str, show: Path, asked: Asked, audioed: Audioed) -> None:
    gpo(feed)
    asked("")

    _edit(show / "articles" / "gate.md", "title: The gate", "title: The gate that sang")
    audioed("build", "show")
    gpo(feed)

    assert "The gate that sang" in (show / "public" / "feed.xml").read_text(encoding="utf-8")
    assert asked(".mp3") == []


def test_a_new_article_is_one_fetch(
    client: Client, feed: str, show: Path, published: Published, asked: Asked, audioed: Audioed
) -> None:
    client(feed)
    asked("")
    article = show.parent / "mill.md"
    article.write_text("---\ntitle: The mill\ndate: 2024-03-04\nlanguage: en-GB\n---\n\nIt stood.\n", encoding="utf-8")

    audioed("add", "mill.md", "--show", "show")
    audioed("build", "show")
    downloaded = client(feed)

    assert [request.path.rpartition("/")[2] for request in asked(".mp3")] == ["the-mill.mp3"]
    assert downloaded == sorted(published(show).values())


def test_a_reissue_is_exactly_one_fetch(
    gpo: Client, feed: str, show: Path, published: Published, asked: Asked, audioed: Audioed
) -> None:
    before = gpo(feed)
    asked("")

    _edit(show / "articles" / "gate.md", "language: en-GB", "language: en-GB\ncorrection: reissue")
    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    audioed("build", "show")
    after = gpo(feed)
    fetched = asked(".mp3")
    gpo(feed)

    assert [request.path.rpartition("/")[2] for request in fetched] == ["the-gate-2.mp3"]
    assert set(after) - set(before) == {published(show)["the-gate-2.mp3"]}
    assert asked(".mp3") == []


def test_a_download_that_is_resumed_after_a_correction_does_not_mix_the_two(
    feed: str, show: Path, audioed: Audioed
) -> None:
    place = urlsplit(feed)
    sound = show / "public" / "episodes" / "the-gate" / "the-gate.mp3"
    address = "/episodes/the-gate/the-gate.mp3"
    connection = HTTPConnection(place.netloc, timeout=30)
    connection.request("GET", address, headers={"Range": "bytes=0-9999"})
    answer = connection.getresponse()
    tag, part = answer.headers["ETag"], answer.read()
    connection.close()

    _edit(show / "articles" / "gate.md", "Nobody shut it.", "Hardly anybody shut it, as it happens.")
    audioed("build", "show")
    connection.request("GET", address, headers={"Range": f"bytes={len(part)}-", "If-Range": tag})
    resumed = connection.getresponse()
    content = resumed.read()
    connection.close()

    assert (answer.status, len(part)) == (206, 10_000)
    assert resumed.status == 200
    assert content == sound.read_bytes()
