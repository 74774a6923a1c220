"""A transcript as a page of its own, for apps that show HTML: each paragraph with the time at which it begins.

Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audioed.model import Article, Cue, Episode, Recording, Script, Show
from audioed.publishing.pages.frame import frame_of
from audioed.publishing.pages.inline import Inline, Nodes
from audioed.publishing.pages.linked_data import clock, iso_duration
from audioed.publishing.pages.timeline import Timeline
from audioed.publishing.pages.weaving import said_lines
from audioed.publishing.templates import fill
from audioed.units import Milliseconds


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPassage:
    """A paragraph of what is said."""

    content: Nodes
    level: int
    """Of a heading; 0: it is none."""
    language: str
    """Where it is not the article's."""
    clock: str
    duration: str


def to_transcript_html(
    article: Article,
    script: Script,
    cues: Iterable[Cue],
    recording: Recording,
    *,
    show: Show,
    episode: Episode,
    overrides: Path | None = None,
) -> Iterator[str]:
    """Yield what is said as a page to read, in pieces; what is spoken but not written is marked.

    Args:
        article: What is written.
        script: What is said of it.
        cues: In order; read as the page is written.
        recording: In whose rate their times are counted.
        show: Which publishes it.
        episode: The episode; its page is in the same folder.
        overrides: The show's own templates.
    """
    path = f"{episode.page.path.rpartition('/')[0]}/transcript.html"
    frame = frame_of(show, path, episode.language, overrides)
    timeline = Timeline(cues, recording.rate)
    yield from fill(
        "html/transcript.html",
        overrides=overrides,
        **frame.values(),
        article=article,
        episode=episode,
        page=frame.to(episode.page),
        passages=_passages(script, timeline),
    )


def _passages(script: Script, timeline: Timeline) -> Iterator[ShownPassage]:
    inline = Inline(
        language=script.metadata.language,
        link=lambda _: "",
        note=lambda _: "",
        picture=lambda _: {},
    )
    start = Milliseconds(0)
    for number, passage in enumerate(script.passages):
        sentences = timeline.sentences(number)
        start = sentences[0].start if sentences else start
        (line,) = said_lines([(passage, sentences)])
        spoken = tuple(replace(piece, sentence=None) for piece in line if piece.manner != "silent")
        if any(map(str.isalnum, "".join(piece.text for piece in spoken))):
            yield ShownPassage(
                content=inline.nodes(spoken),
                level=min(passage.level + 1, 6) if passage.kind == "heading" else 0,
                language=passage.language if passage.language != inline.language else "",
                clock=clock(start),
                duration=iso_duration(start),
            )
