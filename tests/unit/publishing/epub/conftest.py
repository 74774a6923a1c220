"""Articles as books, spoken by the tone engine, and read back by nothing of ours."""

import json
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from audioed.binding import bind
from audioed.config import Config
from audioed.mastering import Master, cues_of
from audioed.model import Article, Cue
from audioed.progress import ignore
from audioed.reading import Source, gather_pictures, load, read_source
from audioed.store import Store

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "s": "http://www.w3.org/ns/SMIL",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}
TYPE = f"{{{NAMES['epub']}}}type"
TEXTREF = f"{{{NAMES['epub']}}}textref"


@dataclass(frozen=True, kw_only=True)
class Clip:
    """A `par`."""

    overlay: str
    target: str
    """As in the overlay: a document and an id."""
    sound: str
    begin: float
    end: float
    types: tuple[str, ...]
    """`epub:type` of it and of all that it is in, from the outermost in."""
    element: Any


@dataclass(frozen=True, kw_only=True)
class Book:
    """A book as it was written."""

    path: Path
    article: Article
    made: Master
    cues: tuple[Cue, ...]

    @property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.path)

    def read(self, name: str) -> bytes:
        with self.archive as archive:
            return archive.read(name)

    def names(self) -> list[str]:
        with self.archive as archive:
            return archive.namelist()

    def tree(self, name: str) -> Any:
        return etree.fromstring(self.read(name))

    def manifest(self) -> Any:
        return json.loads(self.read("publication.json"))

    def find(self, name: str, path: str) -> list[Any]:
        return list(self.tree(name).xpath(path, namespaces=NAMES))

    def documents(self) -> list[str]:
        return sorted(name for name in self.names() if name.startswith("EPUB/chapter") and name.endswith(".xhtml"))

    def clips(self, overlay: str) -> Iterator[Clip]:
        for par in self.find(overlay, "//s:par"):
            text, audio = par
            document, _, fragment = text.get("src").partition("#")
            (element,) = self.find(posixpath.join("EPUB", unquote(urlsplit(document).path)), f"//*[@id='{fragment}']")
            around = [one.get(TYPE, "") for one in reversed([par, *par.iterancestors()])]
            yield Clip(
                overlay=overlay,
                target=text.get("src"),
                sound=audio.get("src"),
                begin=seconds(audio.get("clipBegin")),
                end=seconds(audio.get("clipEnd")),
                types=tuple(filter(None, around)),
                element=element,
            )

    def all_clips(self) -> list[Clip]:
        return [clip for name in self.documents() for clip in self.clips(name.replace(".xhtml", ".smil"))]


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


Bound = Callable[..., Book]
Mastered = Callable[[Article, Source, Config, Store], Master]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture
def bound(mastered: Mastered, store: Store, tmp_path: Path) -> Bound:
    """Make a book of an article in Markdown."""

    def book(markdown: str, *, kind: str = "epub", language: str = "en-GB", **settings: Any) -> Book:
        path = tmp_path / "article.md"
        path.write_text(markdown, encoding="utf-8")
        config = Config(voice="tone", language=language, rate_wpm=600, **settings)
        source = load(str(path), stdin=BytesIO())
        article = gather_pictures(read_source(source, language=language), source)
        made = mastered(article, source, config, store)
        file = tmp_path / f"article.{kind}"
        bind(kind, article, made, file, store, ignore)
        return Book(path=file, article=article, made=made, cues=tuple(cues_of(made, store)))

    return book


@pytest.fixture(name="text_of")
def text_of_fixture() -> Callable[[Any], str]:
    """Return the function that gives an element's text on one line."""
    return text_of


@pytest.fixture(name="seconds")
def seconds_fixture() -> Callable[[str], float]:
    """Return the function that reads a clock value."""
    return seconds
