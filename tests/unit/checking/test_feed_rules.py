"""Each rule for the feed fires alone where it alone doesn't hold."""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

Spoil: TypeAlias = Callable[[Any], object]

AGAIN = "<podcast:locked>yes</podcast:locked>"
GUID = "urn:uuid:0b5b1f5e-2f8a-5c59-9d50-5f1f5a0f2a00"
OTHER_GUID = "urn:uuid:0b5b1f5e-2f8a-5c59-9d50-5f1f5a0f2a01"
SOUND = "https://audio.example.org/show/episodes/harbour-lights/harbour-lights.mp3"
NEWER, OLDER = "Tue, 14 May 2024 06:30:00 +0000", "Tue, 07 May 2024 06:30:00 +0000"


def rewrite(change: Callable[[bytes], bytes]) -> Spoil:
    def spoil(published: Any) -> None:
        path = published.folder / "feed.xml"
        before = path.read_bytes()
        path.write_bytes(change(before))
        assert path.read_bytes() != before

    return spoil


def replaced(pattern: str, new: str) -> Spoil:
    return rewrite(lambda feed: re.sub(pattern, new, feed.decode(), count=1, flags=re.DOTALL).encode())


def exchanged(old: str, new: str, count: int = 1) -> Spoil:
    return lambda published: published.feed(old, new, count)


def in_channel(element: str) -> Spoil:
    return lambda published: published.channel(element)


def in_item(element: str) -> Spoil:
    return lambda published: published.item(element)


def swap_dates(published: Any) -> None:
    published.feed(f"<pubDate>{NEWER}", "<pubDate>?")
    published.feed(f"<pubDate>{OLDER}", f"<pubDate>{NEWER}")
    published.feed("<pubDate>?", f"<pubDate>{OLDER}")


def make_relative(published: Any) -> None:
    published.feed("https://audio.example.org/show/", "", -1)
    replaced("<podcast:guid>.*?</podcast:guid>", "")(published)


def share_the_sound(published: Any) -> None:
    """Let both items have the sound of the newer one; all else of the older is that of the newer, too."""
    feed = (published.folder / "feed.xml").read_text()
    first, second = re.findall("<item>.*?</item>", feed, re.DOTALL)
    copy = first.replace(GUID, OTHER_GUID).replace(NEWER, OLDER).replace("<itunes:episode>2", "<itunes:episode>1")
    published.feed(second, copy)


def add_pages(target: str) -> Spoil:
    return in_channel(f'<atom:link href="https://audio.example.org/show/{target}" rel="next"/>')


CASES: list[tuple[str, Spoil]] = [
    ("F101", exchanged("lights &amp; na", "lights & na")),
    ("F102", exchanged("<rss ", "<!DOCTYPE rss><rss ")),
    ("F103", replaced('<\\?xml version="1.0" encoding="UTF-8"\\?>\n', "")),
    ("F104", rewrite(lambda feed: feed.decode().encode("latin-1"))),
    ("F105", rewrite(lambda feed: b"\xef\xbb\xbf" + feed)),
    ("F106", exchanged("Articles, read", "Articles\ufffd read")),
    ("F107", exchanged("Articles, read", "Articles naÃ¯vely read")),
    ("F108", exchanged("<copyright>", "<copyright>Lights &amp;amp; Co, ")),
    ("F109", exchanged("podlove.org/simple-chapters", "podlove.org/Simple-Chapters/")),
    ("F110", lambda published: (published.feed("psc:", "simple:", -1), published.feed("xmlns:psc", "xmlns:simple"))),
    ("F111", exchanged("<copyright>", "<copyright> ")),
    ("F112", exchanged("<language>", "<lang>en</lang><language>")),
    ("F113", in_channel(f"<podcast:block>{'no ' * 700_000}no</podcast:block>")),
    ("F114", exchanged('version="2.0"', 'version="0.92"')),
    ("F201", replaced("<description>Articles.*?</description>", "<description></description>")),
    ("F202", replaced("<atom:link [^>]*/>", "")),
    ("F203", exchanged("<atom:link ", '<atom:link href="https://example.org/hub" rel="hub"/><atom:link ')),
    ("F204", exchanged("application/rss+xml", "text/xml")),
    ("F205", exchanged("<link>https://audio.example.org/show/index.html", "<link>index.html", 2)),
    ("F205", in_channel('<podcast:funding url="https://[">Give</podcast:funding>')),
    ("F205", in_channel('<podcast:funding url="https://example.org/na ïve">Give</podcast:funding>')),
    ("F206", in_channel('<podcast:funding url="http://example.org/">Give</podcast:funding>')),
    ("F207", exchanged(f"<pubDate>{NEWER}", "<pubDate>2024-05-14T06:30:00Z")),
    ("F207", exchanged(f"<pubDate>{NEWER}", "<pubDate>31 Feb 2024 06:30:00 +0000")),
    ("F208", exchanged("<pubDate>Tue, 14", "<pubDate>Mon, 14")),
    ("F209", exchanged(f"<pubDate>{NEWER}", "<pubDate>Wed, 01 Jan 2200 06:30:00 +0000")),
    ("F210", swap_dates),
    ("F211", exchanged(OLDER, NEWER)),
    ("F212", exchanged(f"<pubDate>{NEWER}</pubDate>", "")),
    ("F213", replaced("<guid .*?</guid>", "")),
    ("F214", exchanged(GUID, OTHER_GUID)),
    ("F215", exchanged(GUID, "urn:uuid: 0b5b1f5e")),
    ("F216", exchanged(' isPermaLink="false"', "")),
    ("F217", exchanged(GUID, SOUND)),
    ("F218", in_item('<enclosure url="https://example.org/a.mp3" length="1" type="audio/mpeg"/>')),
    ("F219", replaced('length="\\d+"', 'length="0"')),
    ("F220", exchanged('type="audio/mpeg"', 'type="audio/mp3"')),
    ("F221", share_the_sound),
    ("F222", exchanged("<language>en-gb", "<language>English (British)")),
    ("F223", exchanged("<title>Articles, aloud</title><link>", "<title>Articles</title><link>")),
    ("F224", exchanged("Harbour lights &amp; naïve fog", "")),
    ("F223", replaced("<image><url>[^<]*</url>", "<image>")),
    ("F225", replaced("<item>.*</item>", "")),
    ("F226", make_relative),
    ("F231", add_pages("feed-2.xml")),
    ("F232", add_pages("feed.xml")),
    ("F301", replaced("<itunes:image [^>]*/>", "")),
    ("F302", exchanged("<itunes:author>Ann Author</itunes:author>", "")),
    ("F303", replaced("<itunes:owner>.*</itunes:owner>", "")),
    ("F304", exchanged("Society &amp; Culture", "Society &amp; culture")),
    ("F305", exchanged("Documentary", "Food")),
    ("F306", exchanged("<itunes:explicit>false", "<itunes:explicit>clean")),
    ("F307", exchanged("<itunes:type>episodic", "<itunes:type>daily")),
    ("F308", replaced("<itunes:duration>.*?</itunes:duration>", "")),
    ("F308", exchanged("<itunes:duration>", "<itunes:duration>7.")),
    ("F309", exchanged("<itunes:duration>8", "<itunes:duration>0:08")),
    ("F310", exchanged("<itunes:episodeType>full", "<itunes:episodeType>whole")),
    ("F311", exchanged("<itunes:episode>2", "<itunes:episode>two")),
    ("F312", exchanged("<itunes:episode>2", "<itunes:episode>1")),
    (
        "F313",
        lambda published: (
            published.feed("episodic", "serial"),
            published.feed("<itunes:episode>2</itunes:episode>", ""),
        ),
    ),
    ("F314", exchanged("Articles, read aloud.", "word " * 801)),
    ("F315", exchanged("<itunes:author>", "<itunes:author>" + "A" * 250)),
    ("F401", replaced("<podcast:guid>.*?</podcast:guid>", "")),
    ("F402", replaced("<podcast:guid>.*?<", "<podcast:guid>0e7d9d46-2b6b-4c3a-9a53-6b1a3c2f9d01<")),
    ("F402", replaced("<podcast:guid>.*?<", "<podcast:guid>articles<")),
    ("F403", replaced("<podcast:guid>.*?<", "<podcast:guid>fdad8227-cd45-5e31-a1cd-01ec7b32a4e6<")),
    ("F404", exchanged(AGAIN, "<podcast:locked>true</podcast:locked>")),
    ("F405", exchanged("<podcast:medium>podcast", "<podcast:medium>article")),
    ("F406", exchanged('group="cast"', 'group="speakers"')),
    ("F406", in_channel("<podcast:person/>")),
    ("F407", exchanged("geo:52.37,4.9", "52.37 4.9")),
    ("F407", in_channel("<podcast:location/>")),
    ("F408", exchanged("FREQ=WEEKLY", "weekly")),
    ("F408", exchanged(">Weekly<", "><")),
    ("F409", in_channel("<podcast:funding>Give</podcast:funding>")),
    ("F409", in_item('<podcast:alternateEnclosure type="audio/ogg"/>')),
    ("F410", exchanged("application/x-subrip", "text/srt")),
    ("F411", exchanged("application/json+chapters", "application/json")),
    ("F412", exchanged(AGAIN, AGAIN * 2)),
    ("F413", in_channel("<podcast:narrator>A voice</podcast:narrator>")),
    ("F414", replaced("<podcast:chapters [^>]*/>", "")),
    ("F415", replaced("<podcast:transcript .*?(?=<psc)", "")),
    ("F416", replaced("<podcast:transcript [^>]*vtt[^>]*/>", "")),
    ("F417", exchanged(' alt="A lighthouse"', "")),
    ("F418", replaced("<podcast:txt .*</podcast:txt>", "")),
    ("F419", exchanged('"ai-content">true', '"ai-content">partly')),
    ("F420", exchanged(AGAIN, "")),
]


@pytest.mark.parametrize(("code", "spoil"), CASES)
def test_a_rule_for_the_feed_fires_alone(code: str, spoil: Spoil, published: Any) -> None:
    spoil(published)

    assert published.codes() == {code}, published.findings()


@pytest.mark.parametrize(
    ("code", "title", "escaped"),
    [
        ("F316", "Episode 12: lights", ""),
        ("F317", "Lights, from Articles, aloud", ""),
        ("F318", "The <b>lights</b>", "The &lt;b&gt;lights&lt;/b&gt;"),
    ],
)
def test_a_rule_for_titles_fires_alone(code: str, title: str, escaped: str, published: Any) -> None:
    published.retitle(title, escaped)

    assert published.codes() == {code}, published.findings()


def test_items_of_all_pages_are_looked_at(published: Any) -> None:
    feed = (published.folder / "feed.xml").read_text()
    older = feed[feed.rindex("<item>") : feed.rindex("</item>") + len("</item>")]
    published.feed(older, "")
    (published.folder / "feed-2.xml").write_text(feed.replace(feed[feed.index("<item>") : feed.index(older)], ""))
    add_pages("feed-2.xml")(published)

    assert published.codes() == set()

    (published.folder / "episodes" / "the-long-table" / "the-long-table.srt").unlink()

    assert [finding.place for finding in published.findings()] == ['feed-2.xml, item 1 ("The long table")']
