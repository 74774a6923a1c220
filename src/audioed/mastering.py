"""From one timeline to the files of an edition."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from audioed.cueing import cues
from audioed.encoding import unpack_frames, unpack_words
from audioed.errors import EncodingError
from audioed.model import Article, Cue, Placed, Recording, RunFacts, Script, Segment, SpanKind, Voice
from audioed.naming import slug
from audioed.progress import Began, Report
from audioed.reading import Source
from audioed.rendering import JingleOrder, Order, fetch, pcm_of
from audioed.stitching import frames, info_frame
from audioed.store import Store, write_atomically
from audioed.synthesizing import Workers, fingerprint, run_all
from audioed.tagging import tag
from audioed.verifying import Record, make_record, pack_record, prove, prove_container
from audioed.verifying import Source as RecordedSource

_SHAPING = ("espeakng-loader", "lameenc")
"""Packages whose version is part of an edition's record."""


_RECORD_LIMIT = 650_000
"""Bytes, so that with cover, transcript and chapters the tag stays under a megabyte."""

_COVER_VERSION = "1"
"""Changes when the same picture or name gives another cover."""

_SPOKEN_AT_ONCE = 32
"""Segments whose sound is held while formats other than MP3 are written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Master:
    """All that the files of an edition are made from."""

    script: Script
    segments: tuple[Segment, ...]
    orders: tuple[Order, ...]
    jingles: tuple[JingleOrder, ...]
    facts: tuple[RunFacts, ...]
    recording: Recording
    record: Record
    cover: bytes
    synthesized: int = 0
    """How many segments were spoken for it, rather than found in the store."""
    album: str = ""
    """The show; empty: the publisher, else the article's title."""
    track: int = 1
    """The episode's number."""

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Every voice that speaks, once, in the order in which they first do."""
        return voices_of(self.segments)

    def by_place(self) -> dict[tuple[str, str], Order | JingleOrder]:
        """Return the orders by kind and id of what they made."""
        speech = {("speech", order.id): order for order in self.orders}
        return {**speech, **{("jingle", order.id): order for order in self.jingles}}


def master(
    source: Source,
    script: Script,
    segments: Sequence[Segment],
    orders: Sequence[Order],
    jingles: Sequence[JingleOrder],
    facts: Sequence[RunFacts],
    recording: Recording,
    *,
    cover: bytes,
) -> Master:
    """Put together what an edition is made from, with its record."""
    record = make_record(
        script,
        segments,
        facts,
        recording,
        source=RecordedSource(name=source.name, sha256=source.digest),
        fingerprints={voice.name: fingerprint(voice) for voice in voices_of(segments)},
        versions={package: version(package) for package in _SHAPING},
    )
    return Master(
        script=script,
        segments=tuple(segments),
        orders=tuple(orders),
        jingles=tuple(jingles),
        facts=tuple(facts),
        recording=recording,
        record=record,
        cover=cover,
    )


def write(kind: str, made: Master, path: Path, store: Store, workers: Workers, report: Report) -> None:
    """Write one file of the edition and prove it, as far as it can be proven.

    Args:
        kind: A format or a companion of `audioed.config`.
        made: What it is made from.
        path: Replaced if it is there.
        store: Which has the runs.
        workers: Speak again for what is not made of runs.
        report: Told how the work goes on.

    Raises:
        ProofError: the finished file doesn't say the whole article.
        OutputError: it can't be written.
    """
    write_unproven(kind, made, path, store, workers)
    prove_file(kind, made, path, report)


def write_unproven(kind: str, made: Master, path: Path, store: Store, workers: Workers) -> None:
    """Write one file of the edition as `write` does, and leave its proof to the caller.

    Raises:
        OutputError: it can't be written.
    """
    match kind:
        case "mp3":
            _write_mp3(made, path, store)
        case "m4b" | "opus":
            _write_container(kind, made, path, workers)
        case _:
            write_atomically(path, (piece.encode() for piece in _companion(kind, made, store)))


def prove_file(kind: str, made: Master, path: Path, report: Report) -> None:
    """Prove a file that was written; a book is proven where it is bound, and of a companion there is nothing to prove.

    Raises:
        ProofError: it doesn't say the whole article.
    """
    match kind:
        case "mp3":
            report(Began(stage="proving"))
            prove(path, made.record)
        case "m4b" | "opus":
            report(Began(stage="proving"))
            prove_container(path, made.record)


def cover_of(article: Article, store: Store) -> bytes:
    """Return the cover, from the article's picture or else drawn: a square JPEG, kept in the store."""
    shown = next((picture for picture in article.pictures if picture.source == article.metadata.image), None)
    name = shown.name if shown else article.metadata.id or slug(article.metadata.title)
    key = f"{blake2b(f'{_COVER_VERSION} {name}'.encode(), digest_size=20).hexdigest()}.cover"
    cover = store.get(key)
    if cover is None:
        from audioed.pictures import square_cover  # noqa: PLC0415 - brings Pillow

        cover = square_cover(shown.content if shown else None, id=name)
        store.put(key, cover)
    return cover


def voices_of(segments: Sequence[Segment]) -> tuple[Voice, ...]:
    """Return every voice that speaks, once, in the order in which they first do."""
    return tuple(dict.fromkeys(utterance.voice for segment in segments for utterance in segment.utterances))


def _write_mp3(made: Master, path: Path, store: Store) -> None:
    orders = made.by_place()

    def frames_of(placed: Placed) -> memoryview:
        return unpack_frames(fetch(orders[placed.kind, placed.id], store))

    head = tag(
        made.script,
        made.recording,
        record=pack_record(made.record, limit_bytes=_RECORD_LIMIT),
        cover=made.cover,
        transcript=transcript_of(made.script),
        album=made.album,
        track=made.track,
    )
    write_atomically(path, chain((head, info_frame(made.recording)), frames(made.recording, frames_of)))


def _write_container(kind: Literal["m4b", "opus"], made: Master, path: Path, workers: Workers) -> None:
    # These bring PyAV, which takes longer to load than a short article to speak.
    from audioed.sound.container import write_container  # noqa: PLC0415
    from audioed.tagging.containers import tag_m4b, tag_opus  # noqa: PLC0415

    write_container(
        path,
        _sound(made, workers),
        kind=kind,
        rate=made.recording.rate,
        bit_rate_kbps=made.recording.bit_rate,
        chapters=[(chapter.title, chapter.start, chapter.end) for chapter in made.recording.chapters],
    )
    metadata, record = made.script.metadata, pack_record(made.record, limit_bytes=_RECORD_LIMIT)
    if kind == "m4b":
        tag_m4b(path, metadata, record=record, cover=made.cover, album=made.album)
    else:
        tag_opus(path, metadata, made.recording, record=record, cover=made.cover, album=made.album)


def _sound(made: Master, workers: Workers) -> Iterator[bytes]:
    """Yield the recording's samples, spoken again a few segments at a time and put where the timeline has them."""
    orders = made.by_place()
    placed = (placed for placed in made.recording.placed if placed.kind != "pause")
    position = 0
    while batch := tuple(islice(placed, _SPOKEN_AT_ONCE)):
        clips = dict(run_all(pcm_of, [orders[one.kind, one.id] for one in batch], workers))
        for index, one in enumerate(batch):
            if len(clips[index]) != (one.end - one.start) * 2:
                hint = "Its engine doesn't say the same twice. Make an MP3 of it, or type: audioed cache clear"
                raise EncodingError(f"{one.id} was spoken otherwise the second time.", hint=hint)
            yield bytes((one.start - position) * 2)
            yield clips[index]
            position = one.end


def transcript_of(script: Script) -> str:
    """Return the plain text of all that is said, as it is written, a passage a line."""
    return "\n".join(filter(None, (passage.without(SpanKind.SILENT).strip() for passage in script.passages)))


def _companion(kind: str, made: Master, store: Store) -> Iterable[str]:
    # Templates take longer to load than a short article to speak.
    from audioed import publishing  # noqa: PLC0415

    rate, metadata = made.recording.rate, made.script.metadata
    match kind:
        case "vtt":
            return publishing.to_vtt(cues_of(made, store), rate, language=metadata.language)
        case "srt":
            return publishing.to_srt(cues_of(made, store), rate)
        case "json":
            return publishing.to_json(cues_of(made, store), rate)
        case "txt":
            return publishing.to_txt(made.script)
        case "chapters":
            return publishing.to_chapters(made.recording, metadata)
        case _:
            raise ValueError(kind)


def cues_of(made: Master, store: Store) -> Iterator[Cue]:
    """Yield the sentences in time, from the words that the store keeps with each run."""
    return cues(
        made.script,
        made.segments,
        made.recording,
        lambda index: unpack_words(fetch(made.orders[index], store)),
    )
