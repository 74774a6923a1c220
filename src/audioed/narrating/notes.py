"""Where notes are said: at the end of the section that first refers to them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from audioed.model import Block, BlockId, Heading, MarkKind, Note, block_parts


def order_notes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with each note at the end of the section that first refers to it.

    A section ends before the next heading that doesn't stand in a list, quotation or aside. A label that several notes
    bear means the next such note after the reference, as where each chapter counts anew. A note that nothing refers to
    stays where it is.
    """
    notes = _find_notes(blocks)
    if not notes:
        return blocks
    taken: set[int] = set()
    ordered: list[Block] = []
    waiting: list[int] = []
    positions = {position for groups in notes.values() for group in groups for position in group}
    unreferenced = positions - _referenced(blocks, notes)
    for position, block in enumerate(blocks):
        if isinstance(block, Heading) and all(enclosure.kind == "section" for enclosure in block.inside):
            ordered += (blocks[note] for note in waiting)
            waiting.clear()
        if position in unreferenced:
            ordered.append(block)
        elif position not in positions:
            ordered.append(block)
            for group in _references(position, block, notes):
                if group[0] not in taken:
                    taken.update(group)
                    waiting += group
    return (*ordered, *(blocks[note] for note in waiting))


def headings_of_notes(blocks: tuple[Block, ...], ordered: tuple[Block, ...]) -> frozenset[BlockId]:
    """Return the headings that stood over notes alone, which are all said elsewhere.

    Args:
        blocks: As written.
        ordered: As `order_notes` put them.
    """
    over_notes = {block.id for block, after in pairwise(blocks) if isinstance(after, Note)}
    followed: dict[BlockId, Block | None] = {block.id: after for block, after in zip_longest(ordered, ordered[1:])}
    return frozenset(
        heading.id
        for heading in ordered
        if isinstance(heading, Heading) and heading.id in over_notes and _is_empty(heading, followed[heading.id])
    )


def _is_empty(heading: Heading, after: Block | None) -> bool:
    return after is None or (isinstance(after, Heading) and after.level <= heading.level)


def _find_notes(blocks: tuple[Block, ...]) -> dict[str, list[list[int]]]:
    """Return the positions of notes by label; the paragraphs of one note are together."""
    notes: dict[str, list[list[int]]] = defaultdict(list)
    previous = ""
    for position, block in enumerate(blocks):
        if not isinstance(block, Note):
            previous = ""
        elif block.label == previous:
            notes[block.label][-1].append(position)
        else:
            notes[block.label].append([position])
            previous = block.label
    return notes


def _referenced(blocks: tuple[Block, ...], notes: dict[str, list[list[int]]]) -> set[int]:
    return {
        note
        for position, block in enumerate(blocks)
        if not isinstance(block, Note)
        for group in _references(position, block, notes)
        for note in group
    }


def _references(position: int, block: Block, notes: dict[str, list[list[int]]]) -> Iterator[list[int]]:
    for part in block_parts(block):
        for run in part:
            for mark in run.marks:
                groups = notes.get(mark.value) if mark.kind is MarkKind.NOTE_REFERENCE else None
                if groups:
                    yield next((group for group in groups if group[0] > position), groups[-1])
