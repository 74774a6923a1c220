"""An episode's page: the article to read, its sound, and all that is known of both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audioed.model import Article, Cue, Episode, Media, Passage, Recording, Script, Show
from audioed.publishing.escape import clean, to_web_address
from audioed.publishing.pages.addresses import anchor
from audioed.publishing.pages.body import body, inline_of
from audioed.publishing.pages.frame import Frame, frame_of
from audioed.publishing.pages.inline import Inline, Nodes, seconds
from audioed.publishing.pages.linked_data import clock, iso_duration, linked_data
from audioed.publishing.pages.pieces import Piece, noting
from audioed.publishing.pages.timeline import Sentence, Timeline
from audioed.publishing.pages.weaving import Line, said_lines
from audioed.publishing.templates import fill
from audioed.units import Milliseconds, to_milliseconds

_SHOWN: Final = 160
"""Characters of what is not read that are quoted."""

_QUOTED: Final = 30
"""Stretches that are quoted for each reason."""

_LONG: Final = Milliseconds(3_600_000)
"""From this length on, browsers are told to lay out only what is seen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What is said before the article."""

    title: Nodes
    """The title as it is spoken; empty: it isn't, by itself."""
    lines: tuple[Nodes, ...]
    """The rest: by whom, of when …"""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownChapter:
    """A chapter in the list of them."""

    title: str
    level: int
    place: str
    """The id of its heading."""
    address: str
    """Of the sound, from where the chapter begins."""
    clock: str
    duration: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """What is not read aloud for one reason."""

    reason: str
    entries: tuple[tuple[str, str], ...]
    """Text and the id of its block; empty where it is none of the article's."""
    more: int
    """How many others there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """A file that the page offers."""

    title: str
    address: str
    type: str
    size: str


def to_page(
    article: Article,
    script: Script,
    cues: Iterable[Cue],
    recording: Recording,
    *,
    show: Show,
    episode: Episode,
    pictures: Mapping[str, str],
    overrides: Path | None = None,
) -> Iterator[str]:
    """Yield an episode's page, in pieces.

    Args:
        article: What is written.
        script: What is said of it.
        cues: In order; read as the page is written.
        recording: Says where the chapters begin.
        show: Which publishes it.
        episode: The episode.
        pictures: Where each picture is, by its source as written: addresses relative to the page.
        overrides: The show's own templates.
    """
    frame = frame_of(show, episode.page.path, episode.language, overrides)
    words = next((frame.to(media) for media in episode.transcripts if media.type == "application/json"), "")
    pieces: list[Piece] = []
    timeline = Timeline(noting(cues, recording.rate, pieces) if words else cues, recording.rate)
    inline = inline_of(article, pictures)
    yield from fill(
        "html/episode.html",
        overrides=overrides,
        **frame.values(),
        article=article,
        episode=episode,
        opening=_opening(script, timeline, inline),
        blocks=body(article, script, timeline, pictures),
        closing=(inline.nodes(line) for line in _framing("closing", script, timeline)),
        chapters=tuple(_chapters(recording, episode, frame)),
        corrections=tuple(one for one in episode.corrections if one.text or one.kind == "reissue"),
        unread=_unread(script, frame),
        outside=sum(not skipped.block for skipped in script.skipped),
        downloads=tuple(_download(media, frame) for media in _files(episode)),
        sound=frame.to(episode.sound),
        words=words,
        pieces=pieces,  # of which there are more after each block, so that the page has them at its end
        image=frame.to(episode.image),
        source=to_web_address(episode.source),
        narrators=frame.phrases.people(tuple(map(frame.phrases.voice, episode.narrators))),
        length=frame.phrases.length(episode.length),
        duration=iso_duration(episode.length),
        is_long=episode.length >= _LONG,
        linked_data=linked_data(article, show, episode, frame.whole),
    )


def _opening(script: Script, timeline: Timeline, inline: Inline) -> Opening:
    lines = list(_framing("opening", script, timeline))
    is_title = bool(lines) and all(piece.manner != "announced" for piece in lines[0])
    return Opening(
        title=inline.nodes(lines[0]) if is_title else (),
        lines=tuple(inline.nodes(line) for line in lines[is_title:]),
    )


def _framing(block: str, script: Script, timeline: Timeline) -> Iterator[Line]:
    """Yield the lines of the opening or the closing."""

    def said() -> Iterator[tuple[Passage, Sequence[Sentence]]]:
        for number, passage in enumerate(script.passages):
            if passage.block == block:
                yield passage, timeline.sentences(number)

    yield from said_lines(said())


def _chapters(recording: Recording, episode: Episode, frame: Frame) -> Iterator[ShownChapter]:
    for chapter in recording.chapters:
        start = to_milliseconds(chapter.start, recording.rate)
        yield ShownChapter(
            title=clean(chapter.title),
            level=chapter.level,
            place=anchor(chapter.block),
            address=f"{frame.to(episode.sound)}#t={seconds(start)}",
            clock=clock(start),
            duration=iso_duration(start),
        )


def _unread(script: Script, frame: Frame) -> tuple[Unread, ...]:
    """Return what of the article is not read, by reason, in the order in which the reasons first arise."""
    reasons: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for skipped in script.skipped:
        if skipped.block:
            text = clean(skipped.text)
            cut = f"{text[:_SHOWN].rstrip()} …" if len(text) > _SHOWN else text
            reasons[skipped.reason][cut, anchor(skipped.block)] = None
    return tuple(
        Unread(
            reason=frame.phrases.reason(reason),
            entries=tuple(entries)[:_QUOTED],
            more=max(len(entries) - _QUOTED, 0),
        )
        for reason, entries in reasons.items()
    )


def _files(episode: Episode) -> tuple[Media, ...]:
    return (episode.sound, *episode.alternates, *episode.downloads, *episode.transcripts)


def _download(media: Media, frame: Frame) -> Download:
    titles: Mapping[str, str] = frame.phrases["files"]
    return Download(
        title=media.title or titles.get(media.type, media.type),
        address=frame.to(media),
        type=media.type,
        size=f"{media.size / 1_000_000:.1f} MB"
        if media.size >= 100_000
        else f"{media.size / 1000:.0f} kB" * bool(media.size),
    )
