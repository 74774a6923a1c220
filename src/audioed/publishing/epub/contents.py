"""The navigation document: the chapters as a tree, and the sound of their headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audioed.model import Part, Recording
from audioed.publishing.epub.overlay import Par, Seq
from audioed.units import Milliseconds, Samples, to_milliseconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """The headings of a book's chapters, spoken one after the other."""

    recording: Recording
    runs: tuple[tuple[str, ...], ...]
    """For each chapter the ids of its heading's runs; empty: its title is said nowhere by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A chapter in the contents, with those inside it."""

    id: str
    title: str
    href: str
    inner: "tuple[Entry, ...]" = ()


def entries(parts: Sequence[Part], addresses: Sequence[str]) -> tuple[Entry, ...]:
    """Return a book's chapters as a tree by their levels.

    Args:
        parts: The chapters.
        addresses: Where each begins.
    """
    rows = [
        (part.chapter.level, Entry(id=f"toc-{number}", title=part.chapter.title, href=address))
        for number, (part, address) in enumerate(zip(parts, addresses, strict=True), 1)
    ]
    return tuple(_nested(rows))


def contents_overlay(tree: Sequence[Entry], headings: Headings, *, target: str, list_id: str) -> Seq:
    """Return when each entry of the contents is heard in the file of headings."""
    starts = {placed.id: placed.start for placed in headings.recording.placed if placed.kind == "speech"}
    rate = headings.recording.rate
    clips: dict[str, tuple[Milliseconds, Milliseconds]] = {}
    until = to_milliseconds(Samples(headings.recording.samples), rate)
    for number, runs in reversed([*enumerate(headings.runs, 1)]):
        if runs:
            begin = to_milliseconds(starts[runs[0]], rate)
            clips[f"toc-{number}"] = (begin, until)
            until = begin

    def listed(inner: Sequence[Entry], name: str) -> Iterator[Seq]:
        items = tuple(item for entry in inner for item in spoken(entry))
        if items:
            yield Seq(target=name, kind="list", parts=items)

    def spoken(entry: Entry) -> Iterator[Seq]:
        clip = clips.get(entry.id)
        own = (Par(target=entry.id, kind="", begin=clip[0], end=clip[1]),) if clip else ()
        parts = (*own, *listed(entry.inner, f"{entry.id}-list"))
        if parts:
            yield Seq(target=f"{entry.id}-item", kind="list-item", parts=parts)

    return Seq(target=target, kind="toc", parts=tuple(listed(tree, list_id)))


def _nested(rows: Sequence[tuple[int, Entry]]) -> Iterator[Entry]:
    position = 0
    while position < len(rows):
        level, entry = rows[position]
        following = position + 1
        while following < len(rows) and rows[following][0] > level:
            following += 1
        inner = tuple(_nested(rows[position + 1 : following]))
        yield Entry(id=entry.id, title=entry.title, href=entry.href, inner=inner)
        position = following
