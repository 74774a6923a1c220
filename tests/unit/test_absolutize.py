import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from audioed.errors import ReadingError
from audioed.markup import absolutize

_BASE = "http://127.0.0.1:8000/feed.xml"

_RELATIVE = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel>
<!-- kept -->
<atom:link rel="self" type="application/rss+xml" href="feed.xml"/>
<title>A &amp; B</title>
<link>index.html</link>
<image><url>cover.jpg</url><title>A</title><link>https://elsewhere.example/</link></image>
<itunes:image href="cover.jpg"/>
<item>
<itunes:summary>The href of a link, or its src, is an address.</itunes:summary>
<comments>http://[broken</comments>
<guid isPermaLink="false">an-id</guid>
<guid>episodes/one/</guid>
<title>link</title>
<link>episodes/one/index.html?a=1&amp;b=2</link>
<description><![CDATA[<p>Read <a href="episodes/one/">it</a> &amp; <a href="https://a.example/">more</a>.</p>]]></description>
<content:encoded>&lt;p&gt;&lt;img src="cover.jpg"&gt; Tail&lt;/p&gt; and more</content:encoded>
<enclosure url="episodes/one/one.mp3" length="5" type="audio/mpeg"/>
<podcast:chapters url="episodes/one/one.chapters.json" type="application/json+chapters"/>
<podcast:alternateEnclosure type="audio/ogg"><podcast:source uri="episodes/one/one.opus"/></podcast:alternateEnclosure>
<podcast:person href="" img="//cdn.example/face.jpg">A</podcast:person>
</item>
</channel>
</rss>
"""


def test_every_address_that_a_feed_reader_follows_becomes_absolute() -> None:
    feed = absolutize(_RELATIVE.encode(), _BASE)

    parsed = feedparser.parse(feed)
    item = parsed.entries[0]
    assert parsed.feed.link == "http://127.0.0.1:8000/index.html"
    assert parsed.feed.links[0].href == _BASE
    assert parsed.feed.image.href == "http://127.0.0.1:8000/cover.jpg"
    assert item.link == "http://127.0.0.1:8000/episodes/one/index.html?a=1&b=2"
    assert item.enclosures[0].href == "http://127.0.0.1:8000/episodes/one/one.mp3"
    assert b'uri="http://127.0.0.1:8000/episodes/one/one.opus"' in feed
    assert b'url="http://127.0.0.1:8000/episodes/one/one.chapters.json"' in feed
    assert b"<guid>http://127.0.0.1:8000/episodes/one/</guid>" in feed


def test_show_notes_keep_their_form_and_what_is_absolute_already() -> None:
    feed = absolutize(_RELATIVE.encode(), _BASE).decode()

    assert (
        '<description><![CDATA[<p>Read <a href="http://127.0.0.1:8000/episodes/one/">it</a> &amp; '
        '<a href="https://a.example/">more</a>.</p>]]></description>'
    ) in feed
    assert '&lt;img src="http://127.0.0.1:8000/cover.jpg"&gt; Tail&lt;/p&gt; and more' in feed


def test_what_is_no_address_stays() -> None:
    feed = absolutize(_RELATIVE.encode(), _BASE).decode()

    for kept in (
        "an-id</guid>",
        "<title>link</title>",
        "<!-- kept -->",
        'href=""',
        "A &amp; B",
        "https://elsewhere.example/<",
    ):
        assert kept in feed
    assert 'img="http://cdn.example/face.jpg"' in feed


def test_a_second_time_changes_nothing() -> None:
    once = absolutize(_RELATIVE.encode(), _BASE)

    assert absolutize(once, "https://another.example/") == once


def test_a_feed_that_is_absolute_already_is_returned_as_it_is() -> None:
    feed = b"<?xml version='1.0'?><rss><channel><link>https://show.example/</link><guid>tag:1</guid></channel></rss>"

    assert absolutize(feed, _BASE) is feed


def test_notes_that_would_end_their_section_early_are_escaped() -> None:
    feed = '<rss><description><![CDATA[<a href="x">]]]]><![CDATA[></a>]]></description></rss>'

    absolute = absolutize(feed.encode(), _BASE)

    notes = etree.fromstring(absolute).findtext("description") or ""
    assert notes.startswith('<a href="http://127.0.0.1:8000/x">')
    assert "]]" in notes


@pytest.mark.parametrize(
    "feed", [b"", b"<rss><channel>", b'<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss>&e;</rss>']
)
def test_what_is_not_well_formed_or_has_entities_of_its_own_is_refused(feed: bytes) -> None:
    with pytest.raises(ReadingError):
        absolutize(feed, _BASE)


@given(address=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))
def test_whatever_stands_in_a_link_the_feed_stays_well_formed(address: str) -> None:
    root = etree.Element("rss")
    etree.SubElement(root, "link").text = "".join(char for char in address if char not in "\ufffe\uffff")

    absolute = absolutize(etree.tostring(root), _BASE)

    assert etree.fromstring(absolute).tag == "rss"
