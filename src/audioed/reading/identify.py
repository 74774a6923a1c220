"""Names that blocks keep while the article around them changes, and levels of headings without gaps."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import assert_never

from audioed.model import (
    Block,
    BlockId,
    Break,
    Code,
    Embed,
    Figure,
    Heading,
    ListItem,
    Maths,
    Note,
    Paragraph,
    Quotation,
    Table,
    Verse,
    title_headings,
    title_paragraph,
)
from audioed.reading.line import plain

_RESERVED = ("opening", "closing")
_LONGEST = 200
_SPACE = re.compile(r"\s+")


def identify(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give each block an id of its own; blocks that have one keep it unless it is taken.

    An id is the author's, else the kind and ten hex digits of the text's BLAKE2b; repeats get -2, -3 …, and so does
    what would be called `opening` or `closing`, which the narration adds. Doing it twice changes nothing.
    """
    wanted = [(block, _SPACE.sub("-", block.id) if len(block.id) <= _LONGEST else "") for block in blocks]
    taken = {*_RESERVED, *(own for _, own in wanted)}
    used: set[BlockId] = set(_RESERVED)
    counts: Counter[BlockId] = Counter()
    identified: list[Block] = []
    for block, own in wanted:
        base = own or f"{kind_of(block)}-{_digest(text_of(block) or _source_of(block))}"
        identity = base
        while identity in used or (identity != own and identity in taken):
            counts[base] += 1
            identity = f"{base}-{counts[base] + 1}"
        used.add(identity)
        identified.append(block if block.id == identity else replace(block, id=identity))
    return tuple(identified)


def kind_of(block: Block) -> str:
    """Return the word for the kind of block with which ids begin."""
    match block:
        case ListItem():
            return "item"
        case _:
            return type(block).__name__.lower()


def text_of(block: Block) -> str:
    """Return all that is written in a block, a line for each of its parts."""
    return "\n".join(filter(None, _parts(block)))


def _parts(block: Block) -> Sequence[str]:
    parts: Sequence[str] = ()
    match block:
        case Heading() | Paragraph() | ListItem() | Note():
            parts = (plain(block.content),)
        case Quotation():
            parts = (plain(block.content), plain(block.attribution))
        case Figure():
            parts = (block.alt or "", plain(block.caption), plain(block.credit))
        case Table():
            parts = (plain(block.caption), *(plain(cell.content) for row in block.rows for cell in row))
        case Code():
            parts = (block.text,)
        case Maths():
            parts = (block.source, block.alt)
        case Verse():
            parts = tuple(map(plain, block.lines))
        case Embed():
            parts = (block.title,)
        case Break():
            pass
        case _:
            assert_never(block)
    return parts


def _source_of(block: Block) -> str:
    return block.source if isinstance(block, Figure | Embed) else ""


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def rebase(blocks: Iterable[Block], title: str = "") -> tuple[Block, ...]:
    """Give headings levels of which the first is 1 and none is skipped on the way down.

    A heading that is the article's title stays, with level 1, but doesn't count: the chapters under it get level 1 too.
    """
    blocks = tuple(blocks)
    titling = {id(heading) for heading in title_headings(blocks, title)}
    path: list[int] = []
    rebased: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            rebased.append(block)
            continue
        if id(block) in titling:
            level = 1
            path.clear()
        else:
            while path and path[-1] >= block.level:
                path.pop()
            path.append(block.level)
            level = len(path)
        rebased.append(block if block.level == level else replace(block, level=level))
    return tuple(rebased)


def with_title_heading(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """Make a heading of the first paragraph that is the title, where no heading is: some pages mark it by its size."""
    paragraph = None if title_headings(blocks, title) else title_paragraph(blocks, title)
    return tuple(
        Heading(level=1, content=block.content, id=block.id, inside=block.inside, language=block.language)
        if block is paragraph and isinstance(block, Paragraph)
        else block
        for block in blocks
    )
