"""The article on its page: its blocks in the order in which they are spoken, inside what they stand in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Literal, TypeAlias, assert_never

from audioed.model import Article, Block, BlockId, Enclosure, ListItem, Note, Script
from audioed.publishing.pages.addresses import anchor, link
from audioed.publishing.pages.blocks import Said, Shown, show
from audioed.publishing.pages.inline import Inline
from audioed.publishing.pages.picture_size import picture_size
from audioed.publishing.pages.timeline import Timeline

ELSEWHERE = frozenset({"said-in-opening", "notes-elsewhere", "empty"})
"""Reasons for which a block that isn't spoken isn't shown either: there is nothing in it that stands nowhere else."""

_DEFINING: Final = {"term": "dt", "definition": "dd"}
"""Markers of the items of a list of definitions, which are elements of their own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """Where an element around blocks begins or ends."""

    kind: Literal["open", "close"]
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)


Shape: TypeAlias = Edge | Shown


@dataclass(frozen=True, slots=True)
class _Placed:
    block: Block
    said: Said
    """Empty: it isn't spoken."""


def body(article: Article, script: Script, timeline: Timeline, pictures: Mapping[str, str]) -> Iterator[Shape]:
    """Yield the article's blocks, each once: where it is first spoken, or else after the one before it.

    Args:
        article: What is written.
        script: What is said of it.
        timeline: Asked for the passages in order, the opening's first; the closing's are left to whoever comes next.
        pictures: Where the page has each picture, by its source as written.
    """
    inline = inline_of(article, pictures)
    stack: list[tuple[Enclosure, str]] = []
    in_notes = False
    for placed in _in_order(article, script, timeline):
        block = placed.block
        if isinstance(block, Note) != in_notes:
            yield from _leave(stack, 0)
            in_notes = not in_notes
            yield Edge(kind="open" if in_notes else "close", tag="div", attributes={"class": "notes"})
        inside = () if isinstance(block, Note) else block.inside
        yield from _enter(stack, inside, block)
        yield show(block, placed.said, inline)
    yield from _leave(stack, 0)
    if in_notes:
        yield Edge(kind="close", tag="div")


def inline_of(article: Article, pictures: Mapping[str, str]) -> Inline:
    """Return what it takes to turn a line of the article into elements."""
    anchors = frozenset(block.id for block in article.blocks)
    notes: dict[str, str] = {}
    for block in article.blocks:
        if isinstance(block, Note):
            notes.setdefault(block.label, anchor(block.id))
    shown = _pictures(article, pictures)
    return Inline(
        language=article.metadata.language,
        link=lambda address: link(address, source=article.metadata.source, anchors=anchors),
        note=lambda label: notes.get(label, ""),
        picture=shown.__getitem__,
    )


def _pictures(article: Article, addresses: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    shown: defaultdict[str, Mapping[str, str]] = defaultdict(dict)
    shown.update({source: {"src": address} for source, address in addresses.items()})
    for picture in article.pictures:
        size = picture_size(picture.content)
        if size and picture.source in addresses:
            shown[picture.source] = {**shown[picture.source], "width": str(size[0]), "height": str(size[1])}
    return shown


def _in_order(article: Article, script: Script, timeline: Timeline) -> Iterator[_Placed]:
    blocks = {block.id: block for block in article.blocks}
    unsaid = _unsaid(article, script)
    for block in unsaid[""]:
        yield _Placed(block, ())
    for name, group in groupby(enumerate(script.passages), key=lambda numbered: numbered[1].block):
        if name not in blocks:
            continue
        yield _Placed(blocks[name], [(passage, timeline.sentences(number)) for number, passage in group])
        for block in unsaid[name]:
            yield _Placed(block, ())


def _unsaid(article: Article, script: Script) -> Mapping[BlockId, Sequence[Block]]:
    """Return the blocks that are shown without being spoken, by the spoken one that they follow; "": none."""
    said = {passage.block for passage in script.passages}
    elsewhere = {skipped.block for skipped in script.skipped if skipped.reason in ELSEWHERE}
    unsaid: dict[BlockId, list[Block]] = defaultdict(list)
    previous = ""
    for block in article.blocks:
        if block.id not in said and block.id not in elsewhere:
            unsaid[previous].append(block)
        elif block.id in said and not isinstance(block, Note):  # notes are said elsewhere than they stand
            previous = block.id
    return unsaid


def _enter(stack: list[tuple[Enclosure, str]], inside: Sequence[Enclosure], block: Block) -> Iterator[Edge]:
    shared = 0
    while shared < min(len(inside), len(stack)) and stack[shared][0].key == inside[shared].key:
        shared += 1
    yield from _leave(stack, shared)
    for depth, enclosure in enumerate(inside[shared:], start=shared):
        is_innermost = depth + 2 >= len(inside)
        edge = _edge(enclosure, block if is_innermost and isinstance(block, ListItem) else None)
        stack.append((enclosure, edge.tag if edge else ""))
        if edge:
            yield edge


def _leave(stack: list[tuple[Enclosure, str]], depth: int) -> Iterator[Edge]:
    while len(stack) > depth:
        _, tag = stack.pop()
        if tag:
            yield Edge(kind="close", tag=tag)


def _edge(enclosure: Enclosure, item: ListItem | None) -> Edge | None:
    """Return the element for what blocks stand in; `item` is the first of a list or an item, if it is one."""
    marker = item.marker if item else "bullet"
    tag, attributes = "", {}
    match enclosure.kind:
        case "quotation":
            tag = "blockquote"
        case "aside":
            tag, attributes = "div", {"class": "aside", "role": "note"}
        case "list":
            tag = "dl" if marker in _DEFINING else "ol" if enclosure.ordered else "ul"
        case "item":
            tag = _DEFINING.get(marker, "li")
            attributes = {"value": str(item.number)} if item and item.number is not None else {}
        case "section":
            return None
        case _:
            assert_never(enclosure.kind)
    return Edge(kind="open", tag=tag, attributes=attributes)
