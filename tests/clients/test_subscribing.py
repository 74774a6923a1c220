"""Podcast clients that people really use subscribe to a show and get what was published, byte for byte."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias
from urllib.request import urlopen

import feedparser
import pytest

Client: TypeAlias = Callable[[str], list[str]]
Asked: TypeAlias = Callable[[str], list[Any]]
Published: TypeAlias = Callable[[Path], dict[str, str]]


@pytest.mark.parametrize("name", ["gpo", "podboat", "podget"])
def test_a_client_downloads_every_episode_as_it_was_published_and_none_twice(
    name: str, request: pytest.FixtureRequest, feed: str, show: Path, published: Published, asked: Asked
) -> None:
    client: Client = request.getfixturevalue(name)

    downloaded = client(feed)
    first = asked(".mp3")
    client(feed)

    assert downloaded == sorted(published(show).values())
    assert len(downloaded) == len({request.path for request in first}) == 3
    assert asked(".mp3") == []


def test_a_feed_that_has_not_changed_is_not_sent_again(gpo: Client, feed: str, asked: Asked) -> None:
    gpo(feed)
    asked("feed.xml")

    gpo(feed)

    assert [(request.conditional, request.status) for request in asked("feed.xml")] == [(True, 304)]


def test_a_show_without_an_address_can_be_subscribed_to_where_it_is_served(
    gpo: Client, homeless_feed: str, homeless: Path, published: Published
) -> None:
    downloaded = gpo(homeless_feed)

    assert downloaded == sorted(published(homeless).values())
    assert len(downloaded) == 3


def test_gpodder_follows_a_feed_of_several_pages(
    gpo: Client, feed: str, show: Path, published: Published, asked: Asked, audioed: Callable[..., str]
) -> None:
    with (show / "audioed.toml").open("a", encoding="utf-8") as settings:
        settings.write("page_size = 2\n")
    audioed("build", "show")

    downloaded = gpo(feed)

    assert downloaded == sorted(published(show).values())
    assert asked("feed-2.xml") != []


def test_feedparser_reads_every_episode(feed: str, show: Path) -> None:
    with urlopen(feed) as answer:  # noqa: S310 - an address of ours on loopback
        parsed = feedparser.parse(answer.read())

    assert not parsed.bozo
    assert parsed.feed.title == "By ear"
    assert [entry.title for entry in parsed.entries] == ["Der schöne Pfad", "The gate", "The well & its “rope”"]
    assert [entry.published_parsed[:6] for entry in parsed.entries] == [(2024, 3, day, 0, 0, 0) for day in (3, 2, 1)]
    assert len({entry.id for entry in parsed.entries}) == 3
    for entry in parsed.entries:
        (enclosure,) = entry.enclosures
        with urlopen(enclosure.href) as answer:  # noqa: S310 - an address of ours on loopback
            assert (answer.headers["Content-Type"], len(answer.read())) == (enclosure.type, int(enclosure.length))
    assert (show / "public" / "feed.xml").is_file()


def test_a_player_jumps_into_an_episode_without_fetching_all_of_it(
    feed: str, asked: Asked, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    with urlopen(feed) as answer:  # noqa: S310 - an address of ours on loopback
        address = feedparser.parse(answer.read()).entries[-1].enclosures[0].href
    asked("")

    jump = ["ffmpeg", "-nostdin", "-v", "error", "-ss", "5", "-i", address, "-t", "1", "-f", "s16le", "-"]
    played = subprocess.run(jump, capture_output=True, check=False, timeout=60)

    assert (played.returncode, played.stderr) == (0, b"")
    assert len(played.stdout) == 2 * 44100
    assert 206 in {request.status for request in asked(".mp3")}


def test_the_listings_beside_an_episode_have_their_types(feed: str) -> None:
    with urlopen(feed) as answer:  # noqa: S310 - an address of ours on loopback
        entry = feedparser.parse(answer.read()).entries[0]

    with urlopen(entry.podcast_chapters["url"]) as answer:  # noqa: S310 - an address of ours on loopback
        chapters = json.loads(answer.read())
        kind = answer.headers.get_content_type()

    assert kind == entry.podcast_chapters["type"] == "application/json+chapters"
    assert [chapter["title"] for chapter in chapters["chapters"]] == ["Der schöne Pfad"]
