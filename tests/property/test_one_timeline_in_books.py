"""Page, captions, transcript, chapters, tag, e-book and audiobook tell the same times, for any small article."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import mutagen
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from audioed.binding import bind
from audioed.config import Config
from audioed.mastering import Master, cues_of, write
from audioed.model import Article, Episode, Media, Show
from audioed.progress import ignore
from audioed.publishing.pages import to_page
from audioed.reading import Source, load, read_source
from audioed.stitching import parts
from audioed.store import Store
from audioed.synthesizing import Workers
from audioed.units import Milliseconds

SETTINGS = Config(language="en-GB", voice="tone", rate_wpm=750)
WITHIN_MS = 1.0

WORDS = (
    "river", "the", "Dr. Smith", "$2.5m", "café", "😀", "—", "U.S.", "at 9.30 a.m.", "…", "**bold**", "`run()`",
    "[a link](#part)", "~~gone~~", "end. Next", "why? Because", "&amp;", "«quoted»", "\u200b", "100%", "<i>i</i>",
)  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    LINES.map("## {}".format),
    LINES.map("### {} {{#part}}".format),
    LINES.map("- {}\n- more. And more".format),
    LINES.map("1. {}\n\n   ## inside".format),
    LINES.map("> {}\n>\n> <footer>Ada</footer>".format),
    LINES.map("    {}".format),
    LINES.map('<p class="verse">a line<br>{}</p>'.format),
    LINES.map("| name | {} |\n|---|---|\n| lamp | 7 |\n| … | |".format),
    LINES.map("{}[^1]\n\n[^1]: a note. It goes on".format),
    LINES.map("<figure><img src='a.png' alt='a lamp'><figcaption>{}</figcaption></figure>".format),
    LINES.map("<aside><p>{}</p><h2>A box</h2><p>it ends</p></aside>".format),
    LINES.map('<iframe src="https://example.org/v" title="{}"></iframe>'.format),
    st.just("$$x^2$$"),
    st.just("***"),
)
ARTICLES = st.lists(BLOCKS, max_size=6).map(lambda blocks: "\n\n".join(["# The *title*", "It begins.", *blocks]))

SHOW = Show(title="By ear", description="Read.", language="en-GB", cover=Media(path="cover.jpg", type="image/jpeg"))
EPISODE = Episode(
    id="a",
    slug="a",
    guid="a",
    number=1,
    title="The title",
    language="en-GB",
    published=datetime(2026, 5, 1, tzinfo=UTC),
    length=Milliseconds(1000),
    sound=Media(path="a/a.mp3", type="audio/mpeg"),
    page=Media(path="a/index.html", type="text/html"),
    image=Media(path="a/cover.jpg", type="image/jpeg"),
)


@dataclass(frozen=True)
class Edition:
    article: Article
    whole: Master
    folder: Path
    store: Store

    def write(self, kind: str) -> Path:
        path = self.folder / f"edition.{kind}"
        with Workers(1, modules=[]) as workers:
            write(kind, self.whole, path, self.store, workers, ignore)
        return path

    def bind(self, kind: str) -> zipfile.ZipFile:
        path = self.folder / f"edition.{kind}"
        bind(kind, self.article, self.whole, path, self.store, ignore)
        return zipfile.ZipFile(path)

    def page(self) -> Any:
        cues, recording = cues_of(self.whole, self.store), self.whole.recording
        pieces = to_page(self.article, self.whole.script, cues, recording, show=SHOW, episode=EPISODE, pictures={})
        return html.document_fromstring("".join(pieces))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def edition_of(mastered: Callable[[Article, Source, Config, Store], Master], store: Store) -> Callable[[str], Edition]:
    def make(text: str) -> Edition:
        source = load("-", stdin=BytesIO(text.encode()))
        article = read_source(source, language=SETTINGS.language)
        return Edition(article, mastered(article, source, SETTINGS, store), store.folder.parent, store)

    return make


def milliseconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + float(seconds) * 1000


def book_times(edition: Edition, book: zipfile.ZipFile) -> dict[str, float]:
    """Return when each element of the e-book begins, in milliseconds of the whole recording."""
    facts = {one.id: fact for one, fact in zip(edition.whole.segments, edition.whole.facts, strict=True)}
    times = {}
    for number, part in enumerate(parts(edition.whole.recording, facts), 1):
        overlay: Any = etree.fromstring(book.read(f"EPUB/chapter-{number:03}.smil"))
        for text, audio in overlay.iter("{*}par"):
            zero = part.zero * 1000 / part.recording.rate
            times[text.get("src").partition("#")[2]] = milliseconds(audio.get("clipBegin")) + zero
    return times


def first_clips(book: zipfile.ZipFile) -> list[str]:
    names = sorted(name for name in book.namelist() if re.search(r"chapter-\d+\.smil$", name))
    overlays: list[Any] = [etree.fromstring(book.read(name)) for name in names]
    firsts = [next(overlay.iter("{*}par")) for overlay in overlays]
    return [first[0].get("src").partition("#")[2] for first in firsts]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ARTICLES)
def test_all_that_is_published_tells_the_same_times(edition_of: Callable[[str], Edition], text: str) -> None:
    edition = edition_of(text)

    vtt = [*map(milliseconds, re.findall(r"^(\S+) -->", edition.write("vtt").read_text("utf-8"), re.MULTILINE))]
    cues = [cue.start * 1000 / edition.whole.recording.rate for cue in cues_of(edition.whole, edition.store)]
    spans = edition.page().xpath("//span[@data-cue][@id]")
    page = {one.get("id"): float(one.get("data-start")) * 1000 for one in spans}
    book = edition.bind("epub")
    heard = book_times(edition, book)

    transcript = json.loads(edition.write("json").read_text("utf-8"))["segments"]

    assert all(any(abs(ours - cue) <= WITHIN_MS for cue in cues) for ours in vtt)
    for told, cue in zip(transcript, cues, strict=True):
        assert abs(told["startTime"] * 1000 - cue) <= WITHIN_MS
    for times in (page, heard):
        shared = [(times[name], cue) for number, cue in enumerate(cues) if (name := f"ed-{number}") in times]
        assert shared
        assert all(abs(ours - cue) <= WITHIN_MS for ours, cue in shared)

    chapters = json.loads(edition.write("chapters").read_text())["chapters"]
    starts = [one["startTime"] * 1000 for one in chapters]
    tagged = sorted(frame.start_time for frame in mutagen.File(edition.write("mp3")).tags.getall("CHAP"))
    booked = [heard[target] for target in first_clips(book)]
    assert len(starts) == len(tagged) == len(booked)
    assert all(max(three) - min(three) <= WITHIN_MS for three in list(zip(starts, tagged, booked, strict=True))[1:])

    audiobook = edition.bind("lpf")
    manifest = json.loads(audiobook.read("publication.json"))
    for part in manifest["readingOrder"]:
        assert audiobook.read(part["url"]) == book.read(f"EPUB/{part['url']}")
