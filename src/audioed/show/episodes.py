"""One article of a show: its edition in all the renditions that the show wants, and what the feed says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from audioed.binding import bind
from audioed.config import BOOKS
from audioed.config.show import ShowConfig
from audioed.convert import produce, script_of
from audioed.mastering import Master, cues_of, write
from audioed.media_types import media_type
from audioed.model import Article, ChapterStart, Episode, Media, Metadata, Script, Show, block_text
from audioed.progress import Report
from audioed.publishing import chapter_pictures, pages, to_chapters, to_json, to_srt, to_vtt
from audioed.reading import Source, gather_pictures, read_source
from audioed.reading.source import load
from audioed.show.ledger import Entry
from audioed.store import Store, write_atomically
from audioed.synthesizing import Workers
from audioed.units import to_milliseconds

FAST_WPM: Final = 450
"""Words a minute of the fast rendition: the most that eSpeak NG says without being compressed (`espeakRATE_MAXIMUM`),
about two and a half times the usual."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """An article of the show, as it was read."""

    source: Source
    article: Article

    @property
    def metadata(self) -> Metadata:
        """What is said of the article."""
        return self.article.metadata

    @property
    def text(self) -> str:
        """Hash of what is written in it: once it is published, a change here is a correction."""
        written = (self.metadata.title, self.metadata.corrections, tuple(map(block_text, self.article.blocks)))
        return sha256(repr(written).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """An article's edition, spoken and, if it is published, written."""

    title: str
    episode: Episode | None
    """None: it was only spoken."""
    inputs: tuple[tuple[str, str], ...]
    """Files and addresses beside the article that were read, with the SHA-256 of each."""
    voices: tuple[str, ...]
    findings: tuple[str, ...]
    synthesized: int
    """How many segments were spoken."""
    segments: int


def read_article(file: str, show: ShowConfig) -> Read:
    """Read an article of a show.

    Args:
        file: Seen from the show's folder.
        show: Whose language it is read in, unless it says or is plainly in another.

    Raises:
        ReadingError: it can't be read.
    """
    source = load(str(show.folder / file), private_hosts=show.config.private_hosts, pictures_below=show.folder)
    article = read_source(source, language=show.config.language, usual_language=show.show.language)
    return Read(source=source, article=article)


@dataclass(frozen=True, kw_only=True, slots=True)
class Studio:
    """What every episode of a build is made with."""

    show: ShowConfig
    store: Store
    workers: Workers
    report: Report

    def speak_ahead(self, read: Read, entry: Entry) -> Finished:
        """Have an article spoken that is published later, so that little but the writing is left to do then."""
        read = self._illustrated(read, entry)
        script, made = self._produced(read)
        return _finished(read, script, made, None)

    def make(self, read: Read, entry: Entry, into: Path) -> Finished:
        """Make an article's edition and write all its files.

        Args:
            read: The article.
            entry: What the show remembers of it, with its number and its date of publication.
            into: The folder that will be `public/`.

        Raises:
            AudioedError: as `produce` and `write` do.
        """
        read = self._illustrated(read, entry)
        script, made = self._produced(read)
        made = replace(made, album=self.show.show.title, track=entry.number)
        folder = _Folder(into=into, path=f"episodes/{entry.slug}", studio=self)
        pictures = {}
        for picture in read.article.pictures:
            pictures[picture.source] = f"pictures/{picture.name}"
            folder.put(pictures[picture.source], "", picture.content)
        episode = self._sounding(folder, read, script, made, entry, pictures)
        folder.render("index.html", "text/html", self._page(read, script, made, episode, pictures))
        folder.render("transcript.html", "text/html", self._transcript(read, script, made, episode))
        return _finished(read, script, made, episode)

    def _illustrated(self, read: Read, entry: Entry) -> Read:
        told = [text for _, text in read.metadata.corrections]
        notes = tuple(
            (one.at.date().isoformat(), one.text)
            for one in entry.corrections
            if one.kind == "reissue" and not any(text in one.text for text in told)
        )
        metadata = replace(
            read.metadata, id=entry.id, slug=entry.slug, corrections=(*read.metadata.corrections, *notes)
        )
        article = gather_pictures(replace(read.article, metadata=metadata), read.source)
        return replace(read, article=article)

    def _produced(self, read: Read, *, rate_wpm: int | None = None) -> tuple[Script, Master]:
        config = self.show.config
        metadata = read.metadata
        if not (config.voice or metadata.voice):
            config = replace(config, voice=self.show.voice_for(metadata.language))
        if rate_wpm is not None:
            config = replace(config, rate_wpm=rate_wpm)
        script = script_of(read.article, config)
        made = produce(
            read.article, script, read.source, config, store=self.store, workers=self.workers, report=self.report
        )
        return script, made

    def _sounding(
        self,
        folder: "_Folder",
        read: Read,
        script: Script,
        made: Master,
        entry: Entry,
        pictures: Mapping[str, str],
    ) -> Episode:
        """Write all that is made of the sound and its times, and return what the feed says of it."""
        published = entry.published
        if published is None:
            raise ValueError(entry.id)
        metadata, rate = script.metadata, made.recording.rate
        # What the tag can't do without comes from the show; the opening says only what is the author's.
        told = replace(metadata, date=metadata.date or published, authors=metadata.authors or _author(self.show.show))
        made = replace(made, script=replace(script, metadata=told))
        name = entry.slug if not entry.reissues else f"{entry.slug}-{entry.reissues + 1}"
        return Episode(
            id=entry.id,
            slug=entry.slug,
            guid=entry.guid,
            number=entry.number,
            title=metadata.title,
            language=metadata.language,
            published=published,
            length=to_milliseconds(made.recording.samples, rate),
            sound=folder.write(made, "mp3", f"{name}.mp3"),
            page=Media(path=f"{folder.path}/index.html", type="text/html"),
            image=folder.put("cover.jpg", "image/jpeg", made.cover),
            image_alt=metadata.image_alt,
            summary=metadata.summary,
            authors=metadata.authors,
            source=metadata.source,
            alternates=tuple(self._alternates(folder, read, made, name)),
            downloads=tuple(self._downloads(folder, read, made, name)),
            transcripts=(
                *self._transcripts(folder, made, entry),
                Media(path=f"{folder.path}/transcript.html", type="text/html"),
            ),
            chapters=self._chapters(folder, read, made, entry, pictures),
            starts=tuple(
                ChapterStart(title=one.title, start=to_milliseconds(one.start, rate), level=one.level)
                for one in made.recording.chapters
            ),
            narrators=tuple(voice.title or voice.name for voice in made.voices[:1]),
            corrections=entry.corrections,
        )

    def _alternates(self, folder: "_Folder", read: Read, made: Master, name: str) -> Iterable[Media]:
        if "opus" in self.show.editions:
            yield folder.write(made, "opus", f"{name}.opus", title="Opus")
        if "fast" in self.show.editions:
            _, fast = self._produced(read, rate_wpm=FAST_WPM)
            as_told = replace(fast.script, metadata=made.script.metadata)
            fast = replace(fast, script=as_told, album=made.album, track=made.track)
            title = f"Fast, {FAST_WPM} words a minute"
            yield folder.write(fast, "mp3", f"{name}-fast.mp3", title=title)

    def _downloads(self, folder: "_Folder", read: Read, made: Master, name: str) -> Iterable[Media]:
        if "m4b" in self.show.editions:
            yield folder.write(made, "m4b", f"{name}.m4b")
        for kind in BOOKS:
            if kind in self.show.editions:
                yield folder.bind(read.article, made, kind, f"{name}.{kind}")

    def _transcripts(self, folder: "_Folder", made: Master, entry: Entry) -> Iterable[Media]:
        rate, language, overrides = made.recording.rate, made.script.metadata.language, self.show.templates
        cues = partial(cues_of, made, self.store)
        vtt = to_vtt(cues(), rate, language=language, overrides=overrides)
        yield folder.render(f"{entry.slug}.vtt", "text/vtt", vtt)
        yield folder.render(f"{entry.slug}.srt", "application/x-subrip", to_srt(cues(), rate, overrides=overrides))
        yield folder.render(f"{entry.slug}.json", "application/json", to_json(cues(), rate))

    def _chapters(
        self, folder: "_Folder", read: Read, made: Master, entry: Entry, pictures: Mapping[str, str]
    ) -> Media:
        """Write the chapters; pictures and links are whole addresses there, so there are none without a base URL."""
        show = self.show.show
        shown = chapter_pictures(read.article, made.script, made.recording) if show.base_url else {}
        pieces = to_chapters(
            made.recording,
            made.script.metadata,
            page=show.address(f"{folder.path}/") if show.base_url else "",
            pictures={
                block: show.address(f"{folder.path}/{pictures[source]}")
                for block, source in shown.items()
                if source in pictures
            },
        )
        return folder.render(f"{entry.slug}.chapters.json", "application/json+chapters", pieces)

    def _page(
        self, read: Read, script: Script, made: Master, episode: Episode, pictures: dict[str, str]
    ) -> Iterable[str]:
        return pages.to_page(
            read.article,
            script,
            cues_of(made, self.store),
            made.recording,
            show=self.show.show,
            episode=episode,
            pictures=pictures,
            overrides=self.show.templates,
        )

    def _transcript(self, read: Read, script: Script, made: Master, episode: Episode) -> Iterable[str]:
        return pages.to_transcript_html(
            read.article,
            script,
            cues_of(made, self.store),
            made.recording,
            show=self.show.show,
            episode=episode,
            overrides=self.show.templates,
        )


def _author(show: Show) -> tuple[str, ...]:
    return (show.author,) if show.author else ()


def _finished(read: Read, script: Script, made: Master, episode: Episode | None) -> Finished:
    return Finished(
        title=script.metadata.title,
        episode=episode,
        inputs=read.article.inputs[1:],
        voices=tuple(voice.name for voice in made.voices),
        findings=tuple(dict.fromkeys((*read.article.findings, *script.findings))),
        synthesized=made.synthesized,
        segments=len(made.segments),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Folder:
    """Where an episode's files go."""

    into: Path
    path: str
    """Inside `public/`."""
    studio: Studio

    def write(self, made: Master, kind: str, name: str, *, title: str = "") -> Media:
        """Write a format of an edition, proven."""
        place = self._place(name)
        write(kind, made, place, self.studio.store, self.studio.workers, self.studio.report)
        return Media(
            path=f"{self.path}/{name}",
            type=media_type(name),
            size=place.stat().st_size,
            bit_rate_kbps=made.recording.bit_rate,
            title=title,
        )

    def bind(self, article: Article, made: Master, kind: str, name: str) -> Media:
        """Write an edition as a book."""
        place = self._place(name)
        bind(
            kind,
            article,
            made,
            place,
            self.studio.store,
            self.studio.report,
            overrides=self.studio.show.templates,
        )
        return Media(path=f"{self.path}/{name}", type=media_type(name), size=place.stat().st_size)

    def put(self, name: str, type_: str, content: bytes) -> Media:
        """Write a file that is there already in another place."""
        write_atomically(self._place(name), [content])
        return Media(path=f"{self.path}/{name}", type=type_, size=len(content))

    def render(self, name: str, type_: str, pieces: Iterable[str]) -> Media:
        """Write a text."""
        size = write_atomically(self._place(name), (piece.encode("utf-8", "replace") for piece in pieces))
        return Media(path=f"{self.path}/{name}", type=type_, size=size)

    def _place(self, name: str) -> Path:
        place = self.into / self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return place
