"""Articles as pages, spoken by the tone engine: their times are real, and quick to make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html

from audioed.casting import cast
from audioed.config import Config
from audioed.convert import script_of
from audioed.cueing import cues
from audioed.encoding import EncodingOptions, unpack_words
from audioed.model import Article, ChapterStart, Cue, Episode, Media, Recording, Script, Show
from audioed.publishing import pages
from audioed.reading import load, read_source
from audioed.rendering import fetch, kept, order, render
from audioed.segmenting import segment
from audioed.stitching import stitch
from audioed.store import Store
from audioed.units import Hertz, Milliseconds, to_milliseconds

OPTIONS = EncodingOptions(sample_rate=Hertz(22050))

FOLDER = "episodes/river"


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """An article with all that its page is made from."""

    article: Article
    script: Script
    cues: tuple[Cue, ...]
    recording: Recording
    show: Show
    episode: Episode

    def page(self, pictures: Mapping[str, str] | None = None, overrides: Path | None = None) -> str:
        return "".join(
            pages.to_page(
                self.article,
                self.script,
                iter(self.cues),
                self.recording,
                show=self.show,
                episode=self.episode,
                pictures=pictures or {},
                overrides=overrides,
            )
        )

    def tree(self, pictures: Mapping[str, str] | None = None) -> html.HtmlElement:
        return html.document_fromstring(self.page(pictures))

    def text(self, pictures: Mapping[str, str] | None = None) -> html.HtmlElement:
        """The section that holds the article."""
        return self.tree(pictures).get_element_by_id("ed-text")

    def transcript(self) -> str:
        return "".join(
            pages.to_transcript_html(
                self.article, self.script, iter(self.cues), self.recording, show=self.show, episode=self.episode
            )
        )


Speak = Callable[..., Spoken]


@pytest.fixture
def show() -> Show:
    return Show(
        title="Rivers, aloud",
        description="Every river, read aloud.",
        language="en-GB",
        base_url="https://audio.example.org/",
        author="The Example Review",
        email="desk@example.org",
        cover=Media(path="cover.jpg", type="image/jpeg"),
        license="cc-by-4.0",
        license_url="https://creativecommons.org/licenses/by/4.0/",
    )


@pytest.fixture
def episode() -> Episode:
    return Episode(
        id="river",
        slug="river",
        guid="0",
        number=1,
        title="A river",
        language="en-GB",
        published=datetime(2026, 5, 1, 8, tzinfo=UTC),
        length=Milliseconds(65_000),
        sound=Media(path=f"{FOLDER}/river.mp3", type="audio/mpeg", size=1_234_567),
        page=Media(path=f"{FOLDER}/index.html", type="text/html"),
        image=Media(path=f"{FOLDER}/cover.jpg", type="image/jpeg"),
        summary="It flows.",
        transcripts=(
            Media(path=f"{FOLDER}/river.json", type="application/json", size=900),
            Media(path=f"{FOLDER}/transcript.html", type="text/html"),
        ),
    )


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture
def speak(show: Show, episode: Episode, store: Store, tmp_path: Path) -> Speak:
    def spoken(markdown: str, *, language: str = "en-GB", policy: str = "standard", suffix: str = ".md") -> Spoken:
        path = tmp_path / f"article{suffix}"
        path.write_text(markdown, encoding="utf-8")
        return of_source(str(path), language=language, policy=policy)

    def of_source(source: str, *, language: str = "", policy: str = "standard") -> Spoken:
        config = Config(voice="tone", language=language, rate_wpm=600, policy=policy)
        article = read_source(load(source, stdin=BytesIO()), language=language)
        script = script_of(article, config)
        segments = segment(script, cast(script.metadata, config))
        orders = [order(part, OPTIONS, store) for part in segments]
        recording = stitch(
            script, segments, [kept(one, store) or render(one) for one in orders], frame_format=OPTIONS.frame_format
        )
        found = cues(script, segments, recording, lambda index: unpack_words(fetch(orders[index], store)))
        starts = tuple(
            ChapterStart(title=one.title, start=to_milliseconds(one.start, recording.rate), level=one.level)
            for one in recording.chapters
        )
        metadata = article.metadata
        told = replace(
            episode,
            title=metadata.title,
            language=metadata.language,
            authors=metadata.authors,
            source=metadata.source,
            starts=starts,
        )
        return Spoken(article=article, script=script, cues=tuple(found), recording=recording, show=show, episode=told)

    spoken.of_source = of_source  # type: ignore[attr-defined]  # the same, for a file that is there
    return spoken
