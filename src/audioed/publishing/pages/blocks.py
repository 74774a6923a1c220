"""Blocks as a page shows them: which of their lines stand where. What they look like is the template's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, takewhile
from typing import TypeAlias, assert_never

from audioed.model import (
    Block,
    Break,
    Cell,
    Code,
    Content,
    Embed,
    Figure,
    Heading,
    ListItem,
    Maths,
    Note,
    Paragraph,
    Passage,
    Quotation,
    Table,
    Text,
    Verse,
    content_text,
)
from audioed.publishing.escape import clean
from audioed.publishing.pages.addresses import anchor
from audioed.publishing.pages.inline import Inline, Nodes
from audioed.publishing.pages.languages import direction, tag
from audioed.publishing.pages.timeline import Sentence
from audioed.publishing.pages.weaving import Line, weave

Said: TypeAlias = Sequence[tuple[Passage, Sequence[Sentence]]]
"""The passages of a block, each with its sentences."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownCell:
    """A table's cell."""

    content: Nodes
    attributes: Mapping[str, str]
    is_header: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A block as a page shows it; of what a kind doesn't have, nothing is set."""

    kind: str
    """The name of the template's macro for it."""
    attributes: Mapping[str, str]
    """Its id and, where they are not the article's, its language and direction."""
    announced: Nodes = ()
    """What stands for the block where it can't be read out, or introduces it."""
    content: Nodes = ()
    level: int = 0
    picture: Mapping[str, str] = field(default_factory=dict)
    """Address and size of a figure's picture, as attributes."""
    caption: Nodes = ()
    credit: Nodes = ()
    header: tuple[tuple[ShownCell, ...], ...] = ()
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    after: Nodes = ()
    stanzas: tuple[Nodes, ...] = ()
    link: str = ""
    """Where embedded matter is."""


def show(block: Block, said: Said, inline: Inline) -> Shown:  # noqa: C901, PLR0911  # one for each class of block
    """Return a block with what is said of it.

    Args:
        block: The block.
        said: Its passages; empty for one that is not spoken.
        inline: For lines in the article's language.
    """
    attributes = _attributes(block, inline)
    inline = replace(inline, language=attributes.get("lang", inline.language))
    match block:
        case Heading():
            level = min(block.level + 1, 6)
            content = _one_line(block.content, said, inline)
            return Shown(kind="heading", attributes=attributes, level=level, content=content)
        case Paragraph() | ListItem() | Note():
            kind = "note" if isinstance(block, Note) else "paragraph"
            number = block.number if isinstance(block, ListItem) else None
            return Shown(kind=kind, attributes=attributes, content=_one_line(block.content, said, inline, number))
        case Quotation():
            woven = weave([(block.content, "\n"), (block.attribution, "")], said)
            content = inline.nodes(woven.before, woven.lines[0], woven.after)
            return Shown(kind="quotation", attributes=attributes, content=content, caption=inline.nodes(woven.lines[1]))
        case Figure():
            return _figure(block, said, inline, attributes)
        case Table():
            return _table(block, said, inline, attributes)
        case Code():
            woven = weave([(_plain(block.text), "")], said)
            content = replace(inline, breaks=False).nodes(woven.lines[0])
            announced = inline.nodes(woven.before, woven.after)
            return Shown(kind="code", attributes=attributes, announced=announced, content=content)
        case Maths():
            woven = weave([(_plain(block.alt or block.source), "")], said)
            announced, content = inline.nodes(woven.before, woven.after), inline.nodes(woven.lines[0])
            return Shown(kind="maths", attributes=attributes, announced=announced, content=content)
        case Verse():
            return Shown(kind="verse", attributes=attributes, stanzas=_stanzas(block, said, inline))
        case Embed():
            content = _one_line(_plain(block.title), said, inline)
            return Shown(kind="embed", attributes=attributes, content=content, link=inline.link(block.source))
        case Break():
            return Shown(kind="change", attributes=attributes)
        case _:
            assert_never(block)


def _attributes(block: Block, inline: Inline) -> dict[str, str]:
    attributes = {"id": anchor(block.id)}
    if (language := tag(block.language)) and language != tag(inline.language):
        attributes["lang"] = language
        if direction(language) != direction(inline.language):
            attributes["dir"] = direction(language)
    return attributes


def _one_line(content: Content, said: Said, inline: Inline, number: int | None = None) -> Nodes:
    woven = weave([(content, "")], said)
    line = woven.lines[0]
    if number is not None and line and line[0].manner == "announced" and line[0].text.strip(" :.") == str(number):
        line = (replace(line[0], manner="implied"), *line[1:])  # the list numbers its items itself
    return inline.nodes(woven.before, line, woven.after)


def _figure(block: Figure, said: Said, inline: Inline, attributes: Mapping[str, str]) -> Shown:
    woven = weave([(_plain(block.alt or ""), "\n"), (block.caption, "\n"), (block.credit, "")], said)
    alt, caption, credit = woven.lines
    if content_text(block.caption).strip() == (block.alt or "").strip():
        caption = ()
    return Shown(
        kind="figure",
        attributes=attributes,
        picture=inline.picture(block.source),
        announced=inline.nodes(woven.before, alt, woven.after),
        caption=inline.nodes(caption),
        credit=inline.nodes(credit),
    )


def _table(block: Table, said: Said, inline: Inline, attributes: Mapping[str, str]) -> Shown:
    stretches: list[tuple[Content, str]] = [(block.caption, "\n")]
    for row in block.rows:
        filled = [number for number, cell in enumerate(row) if content_text(cell.content).strip()]
        last = filled[-1] if filled else -1
        stretches += [(cell.content, "\n" if number == last else " ") for number, cell in enumerate(row)]
    woven = weave(stretches, said)
    lines, ending = _without_ending(woven.lines)
    starts = accumulate((len(row) for row in block.rows), initial=1)
    rows = [
        tuple(
            _cell(cell, inline.nodes(line), is_top=number < block.header_rows)
            for cell, line in zip(row, lines[start : start + len(row)], strict=True)
        )
        for number, (row, start) in enumerate(zip(block.rows, starts, strict=False))
    ]
    return Shown(
        kind="table",
        attributes=attributes,
        caption=inline.nodes(woven.before, lines[0]),
        header=tuple(rows[: block.header_rows]),
        rows=tuple(rows[block.header_rows :]),
        after=inline.nodes(ending, woven.after),
    )


def _cell(cell: Cell, content: Nodes, *, is_top: bool) -> ShownCell:
    is_header = cell.is_header or is_top
    attributes = {"scope": "col" if is_top else "row"} if is_header else {}
    attributes |= {"colspan": str(min(cell.columns, 1000))} if cell.columns > 1 else {}
    attributes |= {"rowspan": str(min(cell.rows, 65534))} if cell.rows > 1 else {}
    return ShownCell(content=content, attributes=attributes, is_header=is_header)


def _without_ending(lines: Sequence[Line]) -> tuple[Sequence[Line], Line]:
    """Return a table's lines without what is announced after the last cell, and that."""
    last = next((number for number in reversed(range(len(lines))) if lines[number]), 0)
    line = lines[last]
    ending = tuple(reversed([*takewhile(lambda piece: piece.manner == "announced", reversed(line))]))
    if len(ending) == len(line) or not any(map(str.isalnum, "".join(piece.text for piece in ending))):
        return lines, ()
    return (*lines[:last], line[: -len(ending)], *lines[last + 1 :]), ending


def _stanzas(block: Verse, said: Said, inline: Inline) -> tuple[Nodes, ...]:
    stretches = [(line, "\n") for line in block.lines]
    woven = weave(stretches, said)
    stanzas: list[list[Line]] = [[]]
    for line in woven.lines:
        if line and any(piece.text.strip() for piece in line):
            stanzas[-1].append(line)
        elif stanzas[-1]:
            stanzas.append([])
    whole: list[Nodes] = [inline.nodes(sum(stanza, ())) for stanza in stanzas if stanza]
    if woven.before or woven.after:
        whole.insert(0, inline.nodes(woven.before, woven.after))
    return tuple(whole)


def _plain(text: str) -> Content:
    return (Text(text=text),) if clean(text) else ()
