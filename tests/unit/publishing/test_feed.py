"""The feed as others read it: feedparser, and lxml for what feedparser doesn't know."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import process_time
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from audioed import __version__
from audioed.model import Category, ChapterStart, Correction, Episode, Media, Person, Show
from audioed.naming import cut_title
from audioed.publishing.feed import feed_names, to_feed
from audioed.units import Milliseconds

GOLDEN = Path(__file__).parents[2] / "golden" / "publishing" / "feed.xml"
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}

SHOW = Show(
    title="The Gazette, aloud",
    description="Articles of the Gazette & others, read aloud.",
    language="en-GB",
    base_url="https://audio.example.org/gazette/",
    guid="8d1a1f43-7b8c-5c0b-9f3a-2f2b5f0e7a11",
    author="The Gazette",
    email="audio@example.org",
    link="https://gazette.example.org/",
    cover=Media(path="cover.jpg", type="image/jpeg"),
    cover_alt="Hills under a sun",
    categories=(Category(name="Society & Culture", subcategory="Documentary"), Category(name="News")),
    copyright="© 2024 The Gazette",
    license="cc-by-4.0",
    update_frequency="Weekly on Fridays",
    update_rule="FREQ=WEEKLY;BYDAY=FR",
    persons=(
        Person(
            name="Ann Author",
            role="editor",
            group="writing",
            address="https://ann.example.org/",
            picture="https://ann.example.org/me.jpg",
        ),
    ),
)
BARE = Show(title="Bare", description="Bare", language="en", cover=SHOW.cover)


def episode_of(number: int = 1, **changes: Any) -> Episode:
    slug = f"bees-{number}"
    folder = f"episodes/{slug}"
    episode = Episode(
        id=slug,
        slug=slug,
        guid=f"urn:uuid:00000000-0000-5000-8000-{number:012}",
        number=number,
        title=f"Bees in the City, part {number}",
        language="en-GB",
        published=datetime(2024, 5, 3, 6, 30, tzinfo=UTC) + timedelta(days=7 * number),
        length=Milliseconds(754_321),
        sound=Media(path=f"{folder}/{slug}.mp3", type="audio/mpeg", size=6_034_567, bit_rate_kbps=64),
        page=Media(path=f"{folder}/index.html", type="text/html"),
        image=Media(path=f"{folder}/cover.jpg", type="image/jpeg"),
        image_alt="A bee on a lime tree",
        summary="Why bees like cities.",
        authors=("Ann Author", "Ben Büchner"),
        source="https://gazette.example.org/bees?a=1&b=2",
        alternates=(
            Media(path=f"{folder}/{slug}.opus", type="audio/ogg", size=2_000_000, bit_rate_kbps=32, title="Opus"),
            Media(
                path=f"{folder}/{slug}-fast.mp3", type="audio/mpeg", size=2_500_000, title="Fast, 450 words a minute"
            ),
        ),
        transcripts=(
            Media(path=f"{folder}/{slug}.vtt", type="text/vtt"),
            Media(path=f"{folder}/{slug}.srt", type="application/x-subrip"),
            Media(path=f"{folder}/{slug}.json", type="application/json"),
            Media(path=f"{folder}/transcript.html", type="text/html"),
        ),
        chapters=Media(path=f"{folder}/{slug}.chapters.json", type="application/json+chapters"),
        starts=(
            ChapterStart(title="Bees in the City", start=Milliseconds(0)),
            ChapterStart(title="Roofs & balconies", start=Milliseconds(61_500)),
            ChapterStart(title="What next?", start=Milliseconds(700_001)),
        ),
        narrators=("Eve",),
        corrections=(
            Correction(at=datetime(2024, 6, 1, tzinfo=UTC), text="There are 20,000 kinds, not 200.", kind="reissue"),
        ),
    )
    return replace(episode, **changes)


def written(show: Show = SHOW, *episodes: Episode, **options: Any) -> str:
    return "".join(to_feed(show, episodes or (episode_of(),), **options))


def channel_of(feed: str) -> Any:
    return etree.fromstring(feed.encode()).find("channel")


def texts(element: Any, path: str) -> list[str]:
    return [found.text for found in element.findall(path, NAMESPACES)]


def attributes(element: Any, path: str) -> list[Mapping[str, str]]:
    return [dict(found.attrib) for found in element.findall(path, NAMESPACES)]


def test_a_feed_is_the_one_that_was_looked_at_by_people() -> None:
    feed = written(SHOW, episode_of(1), episode_of(2))

    assert feed.replace(f"audioed {__version__}", "audioed VERSION") == GOLDEN.read_text("utf-8")


def test_feedparser_reads_what_is_said_of_the_show() -> None:
    read = feedparser.parse(written())

    assert not read.bozo
    assert (read.version, read.encoding) == ("rss20", "utf-8")
    assert (read.feed.title, read.feed.subtitle) == (SHOW.title, SHOW.description)
    assert (read.feed.language, read.feed.link, read.feed.rights) == ("en-GB", SHOW.link, SHOW.copyright)
    assert read.feed.image.href == "https://audio.example.org/gazette/cover.jpg"
    assert read.feed.publisher_detail.email == SHOW.email
    assert {tag.term for tag in read.feed.tags} == {"Society & Culture", "Documentary", "News"}


def test_feedparser_reads_what_is_said_of_an_episode() -> None:
    episode = episode_of()

    (entry,) = feedparser.parse(written()).entries

    folder = "https://audio.example.org/gazette/episodes/bees-1/"
    assert (entry.title, entry.id, entry.guidislink) == (episode.title, episode.guid, False)
    assert entry.link == f"{folder}index.html"
    assert parsedate_to_datetime(entry.published) == episode.published
    (enclosure,) = entry.enclosures
    assert (enclosure.href, enclosure.length, enclosure.type) == (f"{folder}bees-1.mp3", "6034567", "audio/mpeg")
    assert (entry.itunes_duration, entry.itunes_episode) == ("754", "1")
    assert entry.image.href == f"{folder}cover.jpg"
    assert entry.author == "Ann Author, Ben Büchner"
    assert "<p>Why bees like cities.</p>" in entry.description


def test_the_link_to_itself_is_the_first_of_all() -> None:
    first = channel_of(written())[0]

    assert first.tag == f"{{{NAMESPACES['atom']}}}link"
    assert dict(first.attrib) == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": "https://audio.example.org/gazette/feed.xml",
    }


def test_who_wrote_and_who_reads_is_named_in_the_taxonomys_words() -> None:
    channel = channel_of(written())

    assert attributes(channel, "item/podcast:person") == [
        {"role": "author", "group": "writing"},
        {"role": "author", "group": "writing"},
        {"role": "narrator", "group": "cast"},
    ]
    assert texts(channel, "item/podcast:person") == ["Ann Author", "Ben Büchner", "Eve"]
    assert attributes(channel, "podcast:person") == [
        {
            "role": "editor",
            "group": "writing",
            "href": "https://ann.example.org/",
            "img": "https://ann.example.org/me.jpg",
        }
    ]


def test_another_encoding_is_grouped_with_the_sound_and_another_rendition_is_not() -> None:
    opus, fast = attributes(channel_of(written()), "item/podcast:alternateEnclosure")

    assert opus == {"type": "audio/ogg", "length": "2000000", "bitrate": "32000", "lang": "en-GB", "title": "Opus"}
    assert (fast["title"], fast["rel"]) == ("Fast, 450 words a minute", "Fast, 450 words a minute")


def test_what_is_not_known_is_not_said() -> None:
    bare = episode_of(
        authors=(),
        narrators=(),
        alternates=(),
        transcripts=(),
        chapters=None,
        starts=(),
        number=0,
        image_alt="",
        summary="",
        source="",
        corrections=(),
    )

    channel = channel_of(written(BARE, bare))

    silent = (
        "copyright", "itunes:author", "itunes:owner", "itunes:category", "itunes:complete", "podcast:guid",
        "podcast:image", "podcast:license", "podcast:person", "podcast:updateFrequency", "item/itunes:author",
        "item/itunes:episode", "item/podcast:chapters", "item/podcast:transcript", "item/podcast:image",
        "item/podcast:person", "item/podcast:alternateEnclosure", "item/psc:chapters",
    )  # fmt: skip
    assert [path for path in silent if channel.find(path, NAMESPACES) is not None] == []
    assert attributes(channel, "podcast:locked") == [{}]


def test_without_a_base_url_addresses_are_relative_and_the_feed_has_no_identity() -> None:
    channel = channel_of(written(replace(SHOW, base_url="", link="")))

    assert attributes(channel, "atom:link")[0]["href"] == "feed.xml"
    assert texts(channel, "link") == ["index.html"]
    assert attributes(channel, "item/enclosure")[0]["url"] == "episodes/bees-1/bees-1.mp3"
    assert channel.find("podcast:guid", NAMESPACES) is None


def test_the_newest_comes_first_whatever_the_order_they_are_given_in() -> None:
    feed = written(SHOW, episode_of(2), episode_of(3), episode_of(1))

    channel = channel_of(feed)
    assert texts(channel, "item/itunes:episode") == ["3", "2", "1"]
    assert texts(channel, "lastBuildDate") == texts(channel, "pubDate") == texts(channel, "item/pubDate")[:1]
    assert feed == written(SHOW, episode_of(1), episode_of(2), episode_of(3))


def test_dates_are_of_utc_with_their_weekday() -> None:
    published = datetime(2024, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))

    channel = channel_of(written(SHOW, episode_of(published=published)))

    assert texts(channel, "item/pubDate") == ["Thu, 29 Feb 2024 22:30:00 +0000"]


@pytest.mark.parametrize(("length", "seconds"), [(0, "1"), (499, "1"), (1500, "2"), (3_600_499, "3600")])
def test_lengths_are_whole_seconds(length: int, seconds: str) -> None:
    channel = channel_of(written(SHOW, episode_of(length=Milliseconds(length))))

    assert texts(channel, "item/itunes:duration") == [seconds]


def test_simple_chapters_have_the_times_and_titles_of_the_others() -> None:
    assert attributes(channel_of(written()), "item/psc:chapters/psc:chapter") == [
        {"start": "00:00:00.000", "title": "Bees in the City"},
        {"start": "00:01:01.500", "title": "Roofs & balconies"},
        {"start": "00:11:40.001", "title": "What next?"},
    ]


def test_a_complete_show_says_that_nothing_comes_any_more() -> None:
    channel = channel_of(written(replace(SHOW, complete=True)))

    assert texts(channel, "itunes:complete") == ["Yes"]
    assert attributes(channel, "podcast:updateFrequency")[0]["complete"] == "true"


def test_a_long_title_is_cut_and_long_descriptions_end_early() -> None:
    long = "Bees & their 蜂蜜 " * 400

    channel = channel_of(written(replace(SHOW, description=long), episode_of(title=long)))

    assert texts(channel, "item/title") == [cut_title(long)]
    (description,) = texts(channel, "description")
    assert 3900 < len(description.encode()) <= 4000
    assert description.endswith("…")


def test_the_same_show_gives_the_same_bytes() -> None:
    assert written() == written()


# Paging and limits ----------------------------------------------------------------------------------------------------


def test_only_so_many_items_are_listed_as_the_show_wants() -> None:
    channel = channel_of(written(replace(SHOW, max_items=2), *map(episode_of, range(1, 6))))

    assert texts(channel, "item/itunes:episode") == ["5", "4"]


def test_a_paged_feed_leads_from_the_newest_to_the_oldest_and_back() -> None:
    show = replace(SHOW, page_size=2, max_items=5)
    episodes = [episode_of(number) for number in range(1, 8)]
    names = feed_names(show, len(episodes))

    pages = [channel_of(written(show, *episodes, page=page)) for page in (1, 2, 3)]

    assert names == ("feed.xml", "feed-2.xml", "feed-3.xml")
    assert [texts(page, "item/itunes:episode") for page in pages] == [["7", "6"], ["5", "4"], ["3"]]
    links = [
        {link["rel"]: link["href"].removeprefix(SHOW.base_url) for link in attributes(page, "atom:link")}
        for page in pages
    ]
    ends = {"first": "feed.xml", "last": "feed-3.xml"}
    assert links == [
        {"self": "feed.xml", "next": "feed-2.xml", **ends},
        {"self": "feed-2.xml", "previous": "feed.xml", "next": "feed-3.xml", **ends},
        {"self": "feed-3.xml", "previous": "feed-2.xml", **ends},
    ]


def test_a_feed_of_one_page_is_not_paged() -> None:
    channel = channel_of(written(replace(SHOW, page_size=10)))

    assert [link["rel"] for link in attributes(channel, "atom:link")] == ["self"]


@pytest.mark.parametrize("page", [0, 2])
def test_there_are_no_other_pages(page: int) -> None:
    with pytest.raises(ValueError, match=str(page)):
        written(page=page)


@pytest.mark.parametrize("page_size", [0, 10])
def test_a_show_without_episodes_has_a_feed_without_items(page_size: int) -> None:
    channel = channel_of("".join(to_feed(replace(SHOW, page_size=page_size), ())))

    assert channel.findall("item") == []
    assert channel.find("lastBuildDate") is None


# Whatever people write ------------------------------------------------------------------------------------------------

ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")
"""ASCII without what an address must not hold as it is (RFC 3986, appendix A)."""


@settings(max_examples=150)
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_survives_and_leaves_the_feed_well_formed(text: str) -> None:
    show = replace(SHOW, title=text, description=text, author=text, cover_alt=text, copyright=text, license=text)
    starts = (ChapterStart(title=text, start=Milliseconds(0)), ChapterStart(title="B", start=Milliseconds(5)))
    episode = episode_of(title=text, authors=(text,), summary=text, image_alt=text, source=text, starts=starts)

    feed = written(show, episode)

    channel = channel_of(feed)
    assert texts(channel, "title") == texts(channel, "item/title") == [cut_title(text)]
    assert attributes(channel, "item/psc:chapters/psc:chapter")[0]["title"] == cut_title(text)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]", feed)
    assert not feedparser.parse(feed).bozo
    for element in channel.iter():
        if len(element) == 0 and element.text:
            assert element.text == element.text.strip()


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://bücher.example/ä b?q=ü&x#é", "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%BC&x#%C3%A9"),
        ("http://example.org/100%/%20", "http://example.org/100%25/%20"),
        ('https://example.org/"<>[]{}|\\^`', "https://example.org/%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60"),
        ("https://[::1]:8000/a", "https://[::1]:8000/a"),
        ("javascript:alert(1)", None),
        ("https://[half", None),
        ("https:///nowhere", None),
        ('https://exa"mple.org/', None),
        ("just words", None),
    ],
)
def test_addresses_are_ascii_or_left_out(address: str, published: str | None) -> None:
    channel = channel_of(written(replace(SHOW, license_url=address)))

    found = attributes(channel, "podcast:license")[0].get("url")
    assert found == published
    assert found is None or ADDRESS.fullmatch(found)


def test_a_thousand_episodes_take_well_under_a_second() -> None:
    episodes = [episode_of(number) for number in range(1, 1001)]
    began = process_time()

    feed = written(SHOW, *episodes)

    assert process_time() - began < 3  # measured: 0.4 s; a busy machine takes longer even in its own time
    assert feed.count("<item>") == 1000
