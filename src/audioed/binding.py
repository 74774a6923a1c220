"""Books of an edition: chapters of text and sound, bound into one file."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import TypedDict

from audioed.encoding import unpack_frames
from audioed.mastering import Master, cues_of
from audioed.model import Article, Part, Placed, Recording, SpanKind, Voice
from audioed.progress import Began, Report
from audioed.publishing.archive import Pieces, write_archive
from audioed.publishing.audiobook import to_lpf
from audioed.publishing.epub import Headings, to_epub
from audioed.rendering import fetch
from audioed.stitching import excerpts, frames, info_frame, parts
from audioed.store import Store
from audioed.verifying import prove_book

_MIMETYPE = "mimetype"


class _Told(TypedDict):
    """What every kind of book is told besides its text and times."""

    cover: bytes
    voices: Sequence[Voice]
    overrides: Path | None


def bind(
    kind: str,
    article: Article,
    made: Master,
    path: Path,
    store: Store,
    report: Report,
    *,
    overrides: Path | None = None,
) -> None:
    """Write an edition as a book, proven.

    Args:
        kind: One of `audioed.config.BOOKS`.
        article: What is written, with its pictures.
        made: What is said of it, on its timeline.
        path: Replaced if it is there.
        store: Which has the runs.
        report: Told how the work goes on.
        overrides: A show's own templates.

    Raises:
        ShowError: the show's own template can't be filled.
        ProofError: the book has no place for something that is spoken, or the finished file doesn't say all of it.
        OutputError: it can't be written.
    """
    report(Began(stage="binding"))
    facts = {segment.id: fact for segment, fact in zip(made.segments, made.facts, strict=True)}
    chapters = parts(made.recording, facts)
    cues = cues_of(made, store)
    told: _Told = {"cover": made.cover, "voices": made.voices, "overrides": overrides}
    match kind:
        case "epub":
            runs = tuple(_headings(made, chapters))
            heard = any(runs)
            said = Headings(recording=excerpts(made.recording, filter(None, runs), facts), runs=runs) if heard else None
            files = to_epub(article, made.script, cues, chapters, said, **told)
            first = [(_MIMETYPE, b"application/epub+zip")]
        case "lpf":
            files = to_lpf(article, made.script, cues, chapters, **told)
            first = []
        case _:
            raise ValueError(kind)
    orders = made.by_place()

    def frames_of(placed: Placed) -> memoryview:
        return unpack_frames(fetch(orders[placed.kind, placed.id], store))

    laid_out = tuple(files)
    contents = [
        (name, _sound(content, frames_of) if isinstance(content, Recording) else content) for name, content in laid_out
    ]
    begins = write_archive(path, [*first, *contents], first=_MIMETYPE)
    report(Began(stage="proving"))
    sounds = [(begins[name], name, content) for name, content in laid_out if isinstance(content, Recording)]
    prove_book(path, chapters, sounds, [segment.id for segment in made.segments], facts)


def _headings(made: Master, chapters: Sequence[Part]) -> Iterator[tuple[str, ...]]:
    """Yield for each chapter the segments that say its title and nothing else; the first one's is in the opening."""
    passages = {segment.id: segment.passage for segment in made.segments}
    by_passage = {number: tuple(group) for number, group in groupby(passages, key=passages.__getitem__)}
    for part in chapters:
        number = passages[part.recording.placed[0].id]
        passage = made.script.passages[number]
        is_announced = any(span.kind is SpanKind.ANNOUNCED for span in passage.spans)
        is_title = passage.kind == "heading" or (passage.kind == "opening" and not is_announced)
        yield by_passage[number] if is_title else ()


def _sound(recording: Recording, frames_of: Callable[[Placed], memoryview]) -> Pieces:
    """Return a file of sound as its size and its bytes, which are fetched as they are written."""
    header = info_frame(recording)
    return len(header) + recording.placed[-1].byte_end, chain([header], frames(recording, frames_of))
