"""The article cut into documents, one for each chapter, in the order in which it is spoken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from audioed.errors import ProofError
from audioed.model import Article, BlockId, Cue, Note, Part, Passage, Script
from audioed.publishing.epub.document import Grid, Marker, fragment
from audioed.publishing.epub.overlay import Seq, timed
from audioed.publishing.pages.addresses import anchor
from audioed.publishing.pages.blocks import Shown
from audioed.publishing.pages.body import ELSEWHERE, Edge, Shape, body, inline_of
from audioed.publishing.pages.inline import Nodes
from audioed.publishing.pages.timeline import Sentence, Timeline
from audioed.publishing.pages.weaving import Line, said_lines
from audioed.units import Samples

ROOT: Final = "ed-chapter"
"""The id of the element around all of a document."""

Piece: TypeAlias = Edge | Shown | Grid
"""Of a document's body."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A chapter to read."""

    name: str
    """Of its files, without their suffixes."""
    title: str
    level: int
    heading: str
    """The id of its heading."""
    head: Nodes
    """The article's title, in the first one; else empty: its heading is the first of the blocks."""
    opening: tuple[Nodes, ...]
    """What is said before the article besides its title: by whom, of when …"""
    blocks: tuple[Piece, ...]
    closing: tuple[Nodes, ...]
    overlay: Seq


def names(count: int) -> tuple[str, ...]:
    """Return the names of a book's documents, which sort as the chapters are read."""
    width = max(3, len(str(count)))
    return tuple(f"chapter-{number:0{width}}" for number in range(1, count + 1))


def documents(
    article: Article,
    script: Script,
    cues: Iterable[Cue],
    parts: Sequence[Part],
    *,
    suffix: str,
    pictures: Mapping[str, str],
) -> Iterator[Document]:
    """Yield the chapters of a book, one for each part of the recording.

    Args:
        article: What is written.
        script: What is said of it.
        cues: The sentences in time, in order.
        parts: The recording's chapters.
        suffix: Of the documents' files.
        pictures: Where each picture is, by its source as written.

    Raises:
        ProofError: a sentence that is spoken stands in none of them.
    """
    return _Cutter(article, script, cues, parts, suffix=suffix, pictures=pictures).documents()


class _Cutter:
    """Walks through blocks and sentences once, and holds no more than one chapter of either."""

    def __init__(
        self,
        article: Article,
        script: Script,
        cues: Iterable[Cue],
        parts: Sequence[Part],
        *,
        suffix: str,
        pictures: Mapping[str, str],
    ) -> None:
        self._script = script
        self._parts = parts
        self._names = names(len(parts))
        self._suffix = suffix
        self._inline = inline_of(article, pictures)
        self._notes = {anchor(block.id): block.label for block in article.blocks if isinstance(block, Note)}
        self._places = _places(article, script, parts)
        self._cues: dict[int, Cue] = {}
        self._timeline = Timeline(self._kept(cues), parts[0].recording.rate)
        self._shapes = body(article, script, self._timeline, pictures)

    def documents(self) -> Iterator[Document]:
        marker = self._marker(0)
        lines = [*self._framing("opening")]
        is_title = bool(lines) and all(piece.manner != "announced" for piece in lines[0])
        head = marker.nodes(self._inline.nodes(lines[0])) if is_title else (self._script.metadata.title,)
        opening = tuple(marker.nodes(self._inline.nodes(line)) for line in lines[is_title:])
        blocks: list[Piece] = []
        walk = _Walk(marker, self._notes)
        number = 0
        begins = {anchor(part.chapter.block): index for index, part in enumerate(self._parts) if index}
        for shape in self._shapes:
            if isinstance(shape, Shown) and begins.get(shape.attributes["id"]) == number + 1:
                blocks += walk.leave()
                yield self._document(number, marker, head, opening, blocks, ())
                number, head, opening = number + 1, (), ()
                marker = self._marker(number)
                blocks = [*walk.enter(marker)]
            blocks += walk.shape(shape)
        blocks += walk.leave()
        closing = tuple(marker.nodes(self._inline.nodes(line)) for line in self._framing("closing"))
        yield self._document(number, marker, head, opening, blocks, closing)
        self._timeline.sentences(len(self._script.passages))
        if number + 1 < len(self._parts) or any(cue.words for cue in self._cues.values()):
            lost = next((cue.text for cue in self._cues.values() if cue.words), self._parts[-1].chapter.title)
            raise ProofError(f"The e-book has no place for what is spoken: {lost[:80]!r}", hint="Report it: a defect.")

    def _document(
        self,
        number: int,
        marker: Marker,
        head: Nodes,
        opening: tuple[Nodes, ...],
        blocks: Sequence[Piece],
        closing: tuple[Nodes, ...],
    ) -> Document:
        part = self._parts[number]
        recording = part.recording
        overlay = timed(
            marker.structure("subchapter" if part.chapter.level > 1 else "chapter", ROOT),
            self._cues,
            recording.rate,
            zero=part.zero,
            end=Samples(part.zero + recording.samples),
        )
        for cue in marker.cues:
            del self._cues[cue]
        return Document(
            name=self._names[number],
            title=part.chapter.title,
            level=part.chapter.level,
            heading="ed-title" if number == 0 else fragment(anchor(part.chapter.block)),
            head=head,
            opening=opening,
            blocks=tuple(blocks),
            closing=closing,
            overlay=overlay,
        )

    def _marker(self, number: int) -> Marker:
        def locate(name: str) -> str:
            place = self._places.get(name)
            if place is None:
                return ""
            document = "" if place == number else f"{self._names[place]}{self._suffix}"
            return f"{document}#{fragment(name)}"

        return Marker(locate=locate, is_xml=self._suffix == ".xhtml")

    def _framing(self, block: str) -> Iterator[Line]:
        """Yield the lines of the opening or the closing."""

        def said() -> Iterator[tuple[Passage, Sequence[Sentence]]]:
            for number, passage in enumerate(self._script.passages):
                if passage.block == block:
                    yield passage, self._timeline.sentences(number)

        yield from said_lines(said())

    def _kept(self, cues: Iterable[Cue]) -> Iterator[Cue]:
        for number, cue in enumerate(cues):
            self._cues[number] = cue
            yield cue


class _Walk:
    """Turns shapes into what stands in a document; where the next document begins, what is open goes on there."""

    def __init__(self, marker: Marker, notes: Mapping[BlockId, str]) -> None:
        self._marker = marker
        self._notes = notes
        self._open: list[Edge] = []
        self._note: str | None = None

    def shape(self, shape: Shape) -> Iterator[Piece]:
        """Yield what stands for one shape."""
        if isinstance(shape, Edge):
            yield from self._end_note()
            if shape.kind == "open":
                self._open.append(shape)
            else:
                self._open.pop()
            yield self._marker.edge(shape)
            return
        label = self._notes.get(shape.attributes["id"])
        if label == self._note:
            yield self._marker.block(shape)
            return
        yield from self._end_note()
        if label is not None:
            yield self._marker.note(shape.attributes["id"])
            self._note = label
        yield self._marker.block(shape, is_named=label is None)

    def leave(self) -> Iterator[Piece]:
        """Yield the ends of all that is open."""
        yield from self._end_note()
        for edge in reversed(self._open):
            yield self._marker.edge(Edge(kind="close", tag=edge.tag))

    def enter(self, marker: Marker) -> Iterator[Piece]:
        """Yield the beginnings of all that is open, in a new document."""
        self._marker = marker
        for edge in self._open:
            yield marker.edge(edge)

    def _end_note(self) -> Iterator[Piece]:
        if self._note is not None:
            self._note = None
            yield self._marker.end_note()


def _places(article: Article, script: Script, parts: Sequence[Part]) -> Mapping[str, int]:
    """Return in which document each id stands that a link can lead to."""
    begins = {part.chapter.block: number for number, part in enumerate(parts) if number}
    said: dict[BlockId, int] = {}
    number = 0
    for passage in script.passages:
        number = max(number, begins.get(passage.block, 0))
        said.setdefault(passage.block, number)
    elsewhere = {skipped.block for skipped in script.skipped if skipped.reason in ELSEWHERE}
    places = {}
    number = 0
    for block in article.blocks:
        if block.id not in said and block.id in elsewhere:
            continue
        number = said.get(block.id, number)
        places[anchor(block.id)] = number
    return places
