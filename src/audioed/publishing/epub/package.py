"""The files of an e-book: documents, overlays, sound, contents, and the package document that lists them.

Source: EPUB 3.3, sections 4 (Publications), 5 (Package document), 7 (Navigation document) and 9 (Media overlays)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from audioed.model import Article, Cue, Metadata, Part, Recording, Script, Voice
from audioed.publishing.epub.access import access_of
from audioed.publishing.epub.chapters import documents
from audioed.publishing.epub.contents import Headings, contents_overlay, entries
from audioed.publishing.epub.overlay import Seq, clock, total
from audioed.publishing.escape import clean, to_web_address
from audioed.publishing.pages.languages import direction, tag
from audioed.publishing.pages.phrases import Phrases, load_phrases
from audioed.publishing.templates import copied, fill

File: TypeAlias = tuple[str, bytes | Recording]
"""A name in the archive and its content; a recording stands for its frames, behind a header of their own."""

_FOLDER: Final = "EPUB"
_SOUND: Final = "audio/mpeg"
_OVERLAY: Final = "application/smil+xml"
_DOCUMENT: Final = "application/xhtml+xml"

_OURS: Final = UUID("3d4c3f0e-9d0f-5b0c-8f2f-6c6f1d1b7a55")
"""Under which books without a web address are named."""

_UNDATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""When an article without a date was last changed, for want of a better one; archives know no earlier day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A line of the manifest."""

    id: str
    href: str
    type: str
    properties: str = ""
    overlay: str = ""
    duration: int = 0
    """Milliseconds, of an overlay."""


def to_epub(
    article: Article,
    script: Script,
    cues: Iterable[Cue],
    parts: Sequence[Part],
    headings: Headings | None,
    *,
    cover: bytes,
    voices: Sequence[Voice],
    overrides: Path | None = None,
) -> Iterator[File]:
    """Yield the files of an e-book but for its `mimetype`, in no particular order.

    Args:
        article: What is written, with its pictures.
        script: What is said of it.
        cues: The sentences in time, in order.
        parts: The recording's chapters, each in a file of its own.
        headings: The chapters' headings in a file of theirs; None: none is said.
        cover: A square JPEG.
        voices: Who speak.
        overrides: A show's own templates.

    Raises:
        ShowError: the show's own template can't be filled.
        ProofError: a sentence that is spoken stands nowhere in the book.
    """
    metadata = script.metadata
    phrases = load_phrases(metadata.language, overrides, of="epub")
    shared: dict[str, Any] = {
        "language": tag(metadata.language) or "und",
        "direction": direction(metadata.language),
        "clock": clock,
        "overrides": overrides,
    }
    pictures = {picture.source: f"pictures/{picture.name}" for picture in article.pictures}
    items: list[Item] = []
    overlays: list[Seq] = []
    spine: list[str] = []
    starts: list[str] = []
    used: set[str] = set()

    def overlaid(name: str, overlay: Seq, sound: Recording) -> Iterator[File]:
        overlays.append(overlay)
        text, played = f"{name}.xhtml", f"{name}.mp3"
        smil = _filled("overlay.smil", text=text, sound=played, overlay=overlay, **shared)
        yield f"{_FOLDER}/{name}.smil", smil
        yield f"{_FOLDER}/{played}", sound
        items.append(Item(id=f"{name}-overlay", href=f"{name}.smil", type=_OVERLAY, duration=overlay.duration))
        items.append(Item(id=f"{name}-sound", href=played, type=_SOUND))

    chapters = documents(article, script, cues, parts, suffix=".xhtml", pictures=pictures)
    for document, part in zip(chapters, parts, strict=True):
        content = _filled("chapter.xhtml", document=document, **shared)
        yield f"{_FOLDER}/{document.name}.xhtml", content
        used.update(picture for picture in pictures.values() if f'"{picture}"'.encode() in content)
        yield from overlaid(document.name, document.overlay, part.recording)
        overlay = f"{document.name}-overlay"
        items.append(Item(id=document.name, href=f"{document.name}.xhtml", type=_DOCUMENT, overlay=overlay))
        spine.append(document.name)
        starts.append(f"{document.name}.xhtml#{document.overlay.target}")

    tree = entries(parts, starts)
    nav = _filled("nav.xhtml", title=clean(metadata.title), entries=tree, phrases=phrases, **shared)
    yield f"{_FOLDER}/nav.xhtml", nav
    if headings:
        yield from overlaid(
            "nav", contents_overlay(tree, headings, target="toc", list_id="toc-list"), headings.recording
        )
    overlay = "nav-overlay" if headings else ""
    items.append(Item(id="nav", href="nav.xhtml", type=_DOCUMENT, properties="nav", overlay=overlay))

    yield f"{_FOLDER}/style.css", copied("epub/style.css", overrides)
    yield f"{_FOLDER}/cover.jpg", cover
    items.append(Item(id="style", href="style.css", type="text/css"))
    items.append(Item(id="cover", href="cover.jpg", type="image/jpeg", properties="cover-image"))
    contents = {f"pictures/{picture.name}": picture.content for picture in article.pictures}
    for number, place in enumerate(sorted(used), 1):
        yield f"{_FOLDER}/{place}", contents[place]
        kind = "image/png" if contents[place].startswith(b"\x89PNG") else "image/jpeg"
        items.append(Item(id=f"picture-{number}", href=place, type=kind))

    package = _filled(
        "package.opf",
        **shared,
        **about(metadata, script, phrases, voices),
        access=access_of(article, script, phrases),
        items=sorted(items, key=lambda item: item.href),
        overlays=[item for item in sorted(items, key=lambda item: item.href) if item.duration],
        duration=total(overlays),
        spine=spine,
    )
    yield f"{_FOLDER}/package.opf", package
    yield "META-INF/container.xml", "".join(fill("epub/container.xml")).encode()


def identifier_of(metadata: Metadata) -> str:
    """Return a name for an article's books that stays the same as long as its address does, or else its title."""
    address = to_web_address(metadata.source)
    own = f"{metadata.id or metadata.slug} {metadata.title} {metadata.language}"
    return uuid5(NAMESPACE_URL, address).urn if address else uuid5(_OURS, own).urn


def changed(metadata: Metadata) -> datetime:
    """Return when an article was last changed, as far as it says so."""
    days = [datetime.fromisoformat(day) for day, _ in metadata.corrections if _is_day(day)]
    aware = [day if day.tzinfo else day.replace(tzinfo=UTC) for day in days]
    return max([*([metadata.date] if metadata.date else []), *aware], default=_UNDATED).astimezone(UTC)


def narrators_of(voices: Sequence[Voice], phrases: Phrases) -> tuple[str, ...]:
    """Return who speaks, said to be synthetic."""
    return tuple(str(phrases["narrator"]).format(name=voice.title or voice.name) for voice in voices)


def about(metadata: Metadata, script: Script, phrases: Phrases, voices: Sequence[Voice]) -> Mapping[str, Any]:
    """Return what a book says of itself, clean."""
    others = dict.fromkeys(tag(passage.language) for passage in script.passages)
    return {
        "identifier": identifier_of(metadata),
        "title": clean(metadata.title),
        "languages": [other for other in others if other and other != tag(metadata.language)],
        "authors": tuple(filter(None, map(clean, metadata.authors))),
        "publisher": clean(metadata.publisher),
        "summary": clean(metadata.summary),
        "date": metadata.date.date().isoformat() if metadata.date else "",
        "source": to_web_address(metadata.source),
        "modified": f"{changed(metadata):%Y-%m-%dT%H:%M:%SZ}",
        "narrators": narrators_of(voices, phrases),
    }


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _filled(template: str, *, overrides: Path | None, **values: object) -> bytes:
    return "".join(fill(f"epub/{template}", overrides=overrides, **values)).encode()
