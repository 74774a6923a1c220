"""A title is one text wherever a podcast app shows it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from audioed.model import Chapter, Episode, Media, Metadata, Placed, Recording, Script, Show
from audioed.publishing.feed import to_feed
from audioed.sound.id3 import frames_of
from audioed.tagging import tag
from audioed.units import Hertz, Milliseconds, Samples

SECOND = Samples(22050)


def recording_of(title: str) -> Recording:
    placed = Placed(
        kind="speech", id="b", first_frame=0, frame_count=39, byte_start=0, byte_end=0, start=Samples(0), end=SECOND
    )
    chapter = Chapter(title=title, block="opening", level=0, start=Samples(0), end=SECOND)
    return Recording(
        rate=Hertz(22050), bit_rate=64, samples=SECOND, frame_count=39, crc=0, placed=(placed,), chapters=(chapter,)
    )


def feed_of(title: str) -> str:
    episode = Episode(
        id="a",
        slug="a",
        guid="a",
        number=1,
        title=title,
        language="en",
        published=datetime(2024, 5, 3, tzinfo=UTC),
        length=Milliseconds(1000),
        sound=Media(path="a.mp3", type="audio/mpeg"),
        page=Media(path="a.html", type="text/html"),
        image=Media(path="a.jpg", type="image/jpeg"),
    )
    show = Show(title="A show", description="A show", language="en", cover=Media(path="a.jpg", type="image/jpeg"))
    return "".join(to_feed(show, [episode]))


@given(st.text(st.characters(), max_size=40).map(lambda text: text * 9))
def test_the_tags_title_is_the_feeds(title: str) -> None:
    script = Script(metadata=Metadata(title=title, language="en"), passages=())

    content = tag(script, recording_of(title), album="A show")

    (tagged,) = (inner[1:].decode("utf-16").rstrip("\0") for name, inner in frames_of(content) if name == "TIT2")
    published = etree.fromstring(feed_of(title).encode()).findtext("channel/item/title")
    assert tagged == published
