"""W3C Audiobooks in one file: sound chapter by chapter, its contents, and the text beside it.

Sources: W3C Audiobooks, sections 4 and 5; Publication Manifest; Lightweight Packaging Format (LPF)
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from audioed.model import Article, Cue, Metadata, Part, Script, Voice
from audioed.publishing.epub.access import Access, access_of
from audioed.publishing.epub.chapters import Document, documents
from audioed.publishing.epub.contents import entries
from audioed.publishing.epub.package import File, about
from audioed.publishing.escape import clean
from audioed.publishing.pages.languages import direction, tag
from audioed.publishing.pages.phrases import load_phrases
from audioed.publishing.templates import copied, fill
from audioed.units import Milliseconds, to_milliseconds

_HTML: Final = "text/html"


def to_lpf(
    article: Article,
    script: Script,
    cues: Iterable[Cue],
    parts: Sequence[Part],
    *,
    cover: bytes,
    voices: Sequence[Voice],
    overrides: Path | None = None,
) -> Iterator[File]:
    """Yield the files of an audiobook, in no particular order.

    Args:
        article: What is written, with its pictures.
        script: What is said of it.
        cues: The sentences in time, in order.
        parts: The recording's chapters, each in a file of its own.
        cover: A square JPEG.
        voices: Who speak.
        overrides: A show's own templates.

    Raises:
        ShowError: the show's own template can't be filled.
        ProofError: a sentence that is spoken stands nowhere in the text.
    """
    metadata = script.metadata
    phrases = load_phrases(metadata.language, overrides, of="epub")
    shared: dict[str, Any] = {
        "language": tag(metadata.language) or "und",
        "direction": direction(metadata.language),
        "overrides": overrides,
    }
    pictures = {picture.source: f"pictures/{picture.name}" for picture in article.pictures}
    order: list[dict[str, Any]] = []
    resources = [
        _resource("index.html", _HTML, rel="contents"),
        _resource("cover.jpg", "image/jpeg", rel="cover", name=clean(metadata.image_alt) or clean(metadata.title)),
        _resource("style.css", "text/css"),
    ]
    used: set[str] = set()

    chapters: Iterator[Document] = documents(article, script, cues, parts, suffix=".html", pictures=pictures)
    for document, part in zip(chapters, parts, strict=True):
        page, sound = f"{document.name}.html", f"{document.name}.mp3"
        content = _filled("chapter.html", document=document, sound=sound, **shared)
        yield page, content
        yield sound, part.recording
        used.update(picture for picture in pictures.values() if f'"{picture}"'.encode() in content)
        text = _resource(page, _HTML)
        resources.append(text)
        length = to_milliseconds(part.recording.samples, part.recording.rate)
        name = clean(document.title)
        order.append({**_resource(sound, "audio/mpeg", name=name), "duration": length, "alternate": [text]})

    contents = {f"pictures/{picture.name}": picture.content for picture in article.pictures}
    for place in sorted(used):
        yield place, contents[place]
        resources.append(_resource(place, "image/png" if contents[place].startswith(b"\x89PNG") else "image/jpeg"))
    tree = entries(parts, [str(part["url"]) for part in order])
    yield "index.html", _filled("index.html", title=clean(metadata.title), entries=tree, phrases=phrases, **shared)
    yield "style.css", copied("epub/style.css", overrides)
    yield "cover.jpg", cover

    total = Milliseconds(sum(part["duration"] for part in order))
    facts = about(metadata, script, phrases, voices)
    manifest = {
        **_described(metadata, facts, access_of(article, script, phrases, is_synchronized=False)),
        "duration": duration(total),
        "readingOrder": [{**part, "duration": duration(part["duration"])} for part in order],
        "resources": resources,
    }
    yield "publication.json", f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode()


def duration(milliseconds: Milliseconds) -> str:
    """Return a length as ISO 8601 has it: "PT312.345S"."""
    return f"PT{milliseconds // 1000}.{milliseconds % 1000:03}S"


def _described(metadata: Metadata, facts: Mapping[str, Any], access: Access) -> dict[str, Any]:
    """Return what the manifest says of the publication; what isn't known is left out."""
    language = tag(metadata.language) or "und"
    sufficient = [{"type": "ItemList", "itemListElement": list(senses)} for senses in reversed(access.sufficient)]
    known = {
        "@context": [
            "https://schema.org",
            "https://www.w3.org/ns/pub-context",
            {"language": language, "direction": direction(metadata.language)},
        ],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": facts["identifier"],
        "url": facts["source"],
        "name": facts["title"],
        "author": list(facts["authors"]),
        "readBy": list(facts["narrators"]),
        "publisher": facts["publisher"],
        "description": facts["summary"],
        "inLanguage": language,
        "datePublished": facts["date"],
        "dateModified": facts["modified"] if facts["date"] else "",
        "readingProgression": direction(metadata.language),
        "accessMode": ["auditory", *access.modes],
        "accessModeSufficient": sufficient,
        "accessibilityFeature": list(access.features),
        "accessibilityHazard": ["none"],
        "accessibilitySummary": access.summary,
    }
    return {**{name: value for name, value in known.items() if value}, "abridged": False}


def _resource(address: str, kind: str, *, rel: str = "", name: str = "") -> dict[str, Any]:
    shown = {"name": name} if name else {}
    return {
        "type": "LinkedResource",
        "url": address,
        "encodingFormat": kind,
        **({"rel": [rel]} if rel else {}),
        **shown,
    }


def _filled(template: str, *, overrides: Path | None, **values: object) -> bytes:
    return "".join(fill(f"lpf/{template}", overrides=overrides, **values)).encode()
