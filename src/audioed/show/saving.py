"""A page's article as an HTML file of its own, from which our reader makes the same article again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import takewhile
from typing import assert_never

from audioed.model import (
    Article,
    Block,
    Break,
    Cell,
    Code,
    Content,
    Embed,
    Enclosure,
    Figure,
    Heading,
    ListItem,
    Mark,
    MarkKind,
    Maths,
    Metadata,
    Note,
    Paragraph,
    Quotation,
    Table,
    Verse,
)
from audioed.reading import SAVED_BY

_ELEMENTS = {
    MarkKind.CODE: "code",
    MarkKind.DELETED: "del",
    MarkKind.EMPHASIS: "em",
    MarkKind.INSERTED: "ins",
    MarkKind.STRONG: "strong",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.SUPERSCRIPT: "sup",
}
_WITH_VALUE = {
    MarkKind.ABBREVIATION: ("abbr", "title"),
    MarkKind.LANGUAGE: ("span", "lang"),
    MarkKind.LINK: ("a", "href"),
    MarkKind.TIME: ("time", "datetime"),
}

_ALLOWED = "default-src 'none'; img-src 'self' data:"
"""What embedded matter and links of a stranger's page may do in the publisher's browser: nothing but be seen."""

_OUR_ID = re.compile(r"[a-z]+-[0-9a-f]{10}(?:-\d+)?")
"""An id that is made of the block's text, and comes out the same again."""


def to_html(article: Article, pictures: Mapping[str, str]) -> str:
    """Return the article as an HTML document: its metadata and its blocks, and nothing else of the page.

    Args:
        article: As it was read.
        pictures: Where each picture stands now, by its source as the article has it; one that isn't among them is
            described, but not shown.
    """
    writer = _Writer(article, pictures)
    lines = (*_head(article.metadata, pictures), *writer.blocks(), "</article>", "</body>", "</html>", "")
    return "\n".join(lines)


def _head(metadata: Metadata, pictures: Mapping[str, str]) -> Iterator[str]:
    date = metadata.date.isoformat() if metadata.date else ""
    said = (
        ("name", "generator", SAVED_BY),
        ("property", "og:title", metadata.title),
        *(("name", "author", author) for author in metadata.authors),
        ("property", "article:published_time", date),
        ("name", "description", metadata.summary),
        ("property", "og:image", pictures.get(metadata.image, "")),
        ("property", "og:image:alt", metadata.image_alt),
        ("property", "og:site_name", metadata.publisher),
    )
    yield "<!DOCTYPE html>"
    yield _tag("html", lang=metadata.language)
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield _tag("meta", **{"http-equiv": "Content-Security-Policy", "content": _ALLOWED})
    yield f"<title>{_escaped(metadata.title)}</title>"
    for key, name, content in said:
        if content:
            yield _tag("meta", **{key: name, "content": content})
    if metadata.source:
        yield _tag("link", rel="canonical", href=metadata.source)
    yield from ("</head>", "<body>", "<article>")


@dataclass(slots=True)
class _Writer:
    article: Article
    pictures: Mapping[str, str]
    _open: list[tuple[Enclosure, str]] = field(default_factory=list)
    """What stands around, each with the end tag it waits for."""
    _begun: set[Enclosure] = field(default_factory=set)
    """The items of lists whose first paragraph was written."""

    def blocks(self) -> Iterator[str]:
        """Yield the lines of the body."""
        blocks = self.article.blocks
        labels = {block.label for block in blocks if isinstance(block, Note)}
        note: Note | None = None
        for place, block in enumerate(blocks):
            is_same_note = isinstance(block, Note) and note is not None and _continues(note, block)
            if note is not None and not is_same_note:
                yield "</div>"
                note = None
            yield from self._enclose(block, blocks[place:])
            if isinstance(block, Note) and not is_same_note:
                yield _tag("div", role="doc-footnote", id=_note_id(block.label))
                note = block
            yield from self._block(block)
        if note is not None:
            yield "</div>"
        yield from self._leave(0)
        for label in sorted(_referred(blocks) - labels):
            yield _tag("div", "hidden", role="doc-footnote", id=_note_id(label)) + "</div>"

    def _enclose(self, block: Block, rest: Sequence[Block]) -> Iterator[str]:
        """End what the block doesn't stand in, and begin what it does."""
        pairs = zip(self._open, block.inside, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0][0] == pair[1], pairs))
        yield from self._leave(shared)
        for depth in range(shared, len(block.inside)):
            is_in_terms = bool(self._open) and self._open[-1][1] == "</dl>"
            start, end = _enclosing(block.inside, depth, rest, is_in_terms=is_in_terms)
            self._open.append((block.inside[depth], end))
            yield start

    def _leave(self, depth: int) -> Iterator[str]:
        while len(self._open) > depth:
            yield self._open.pop()[1]

    def _block(self, block: Block) -> Iterator[str]:  # noqa: C901 - a line or two for each class of block
        is_ours = _OUR_ID.fullmatch(block.id) and not isinstance(block, Note)
        own = {"id": "" if is_ours else block.id, "lang": block.language}
        match block:
            case Heading():
                yield self._element(f"h{block.level}", block.content, own)
            case Paragraph() | ListItem() | Note():
                yield self._paragraph(block, own)
            case Quotation():
                yield from self._quotation(block, own)
            case Figure():
                yield from self._figure(block, own)
            case Table():
                yield from self._table(block, own)
            case Code():
                syntax = {"class": f"language-{block.syntax}"} if block.syntax else {}
                yield f"{_tag('pre', **own)}{_tag('code', **syntax)}{escape(block.text, quote=False)}</code></pre>"
            case Maths():
                named = {**own, "class": "math display", "aria-label": block.alt}
                yield f"{_tag('div', **named)}\\[{_escaped(block.source)}\\]</div>"
            case Verse():
                lines = "<br>\n".join(map(self._line, block.lines))
                yield f"{_tag('div', **own, **{'class': 'verse'})}{lines}</div>"
            case Embed():
                yield f"{_tag('iframe', **own, src=block.source, title=block.title)}</iframe>"
            case Break():
                yield _tag("hr", **own)
            case _:
                assert_never(block)

    def _paragraph(self, block: Paragraph | ListItem | Note, own: Mapping[str, str]) -> str:
        around = _around(block)
        if isinstance(block, ListItem) and around:
            self._begun.add(around)
        begins_item = around is not None and around.kind == "item" and around not in self._begun
        if isinstance(block, Paragraph) and around and (around.kind == "quotation" or begins_item):
            # A caption without a picture: the first paragraph here would be read as what it stands in.
            caption = self._element("figcaption", block.content, {})
            return f"{_tag('figure', lang=block.language)}{caption}</figure>"
        return self._element("p", block.content, own)

    def _element(self, name: str, content: Content, own: Mapping[str, str]) -> str:
        return f"{_tag(name, **own)}{self._line(content)}</{name}>"

    def _quotation(self, block: Quotation, own: Mapping[str, str]) -> Iterator[str]:
        paragraph = self._element("p", block.content, own)
        if not block.attribution:
            yield paragraph
        elif block.inside and block.inside[-1].kind == "quotation":
            yield from (paragraph, self._element("footer", block.attribution, {}))
        else:
            yield f"<figure>{paragraph}{self._element('figcaption', block.attribution, {})}</figure>"

    def _figure(self, block: Figure, own: Mapping[str, str]) -> Iterator[str]:
        picture = _image(self.pictures.get(block.source, ""), block.alt, own["id"])
        caption = ""
        if block.caption or block.credit:
            credit = f' <span class="credit">{self._line(block.credit)}</span>' if block.credit else ""
            caption = f"<figcaption>{self._line(block.caption)}{credit}</figcaption>"
        yield f"{_tag('figure', lang=block.language)}{picture}{caption}</figure>"

    def _table(self, block: Table, own: Mapping[str, str]) -> Iterator[str]:
        yield _tag("table", role="table", **own)
        if block.caption:
            yield self._element("caption", block.caption, {})
        for name, rows in (("thead", block.rows[: block.header_rows]), ("tbody", block.rows[block.header_rows :])):
            if rows:
                yield f"<{name}>"
                for row in rows:
                    yield f"<tr>{''.join(map(self._cell, row))}</tr>"
                yield f"</{name}>"
        yield "</table>"

    def _cell(self, cell: Cell) -> str:
        spans = {"colspan": cell.columns, "rowspan": cell.rows}
        own = {key: str(span) for key, span in spans.items() if span > 1}
        return self._element("th" if cell.is_header else "td", cell.content, own)

    def _line(self, content: Content) -> str:
        return "".join(self._run(run.text, run.marks) for run in content)

    def _run(self, text: str, marks: tuple[Mark, ...]) -> str:
        inner = _escaped(text).replace("\n", "<br>\n")
        for mark in reversed(marks):
            inner = self._marked(mark, inner, text)
        return inner

    def _marked(self, mark: Mark, inner: str, text: str) -> str:
        match mark.kind:
            case MarkKind.IMAGE:
                return _image(self.pictures.get(mark.value, ""), text)
            case MarkKind.NOTE_REFERENCE:
                start = _tag("a", **{"class": "footnote-ref", "href": f"#{_note_id(mark.value)}"})
                return f"{start}{inner}</a>"
            case MarkKind.MATHS if mark.value == "alt":
                return _tag("span", **{"class": "math inline", "aria-label": text}) + "</span>"
            case MarkKind.MATHS:
                return f'<span class="math inline">\\({inner}\\)</span>'
            case kind if kind in _WITH_VALUE:
                name, key = _WITH_VALUE[kind]
                return f"{_tag(name, **{key: mark.value})}{inner}</{name}>"
            case kind:
                return f"<{_ELEMENTS[kind]}>{inner}</{_ELEMENTS[kind]}>"


def _around(block: Block) -> Enclosure | None:
    """Return the innermost enclosure of a block that is more than a section."""
    return next((one for one in reversed(block.inside) if one.kind != "section"), None)


def _enclosing(
    inside: tuple[Enclosure, ...], depth: int, rest: Sequence[Block], *, is_in_terms: bool
) -> tuple[str, str]:
    """Return the tags that begin and end an enclosure of the first of some blocks."""
    enclosure = inside[depth]
    match enclosure.kind:
        case "quotation":
            name = "blockquote"
        case "list":
            name = "dl" if _is_of_terms(enclosure, depth, rest) else "ol" if enclosure.ordered else "ul"
        case "item":
            first = rest[0] if isinstance(rest[0], ListItem) and len(rest[0].inside) == depth + 1 else None
            term = "dt" if first and first.marker == "term" else "dd"
            name = term if is_in_terms else "li"
            if first and first.number is not None:
                return _tag(name, value=str(first.number)), f"</{name}>"
        case "aside" | "section":
            name = enclosure.kind
        case _:
            assert_never(enclosure.kind)
    return f"<{name}>", f"</{name}>"


def _is_of_terms(enclosure: Enclosure, depth: int, rest: Sequence[Block]) -> bool:
    """Tell whether a list, in which the first of some blocks stands, is one of terms and definitions."""
    inner = takewhile(lambda block: len(block.inside) > depth and block.inside[depth] == enclosure, rest)
    own = (block for block in inner if isinstance(block, ListItem) and len(block.inside) == depth + 2)
    return any(block.marker in ("term", "definition") for block in own)


def _continues(note: Note, block: Note) -> bool:
    return (note.label, note.inside) == (block.label, block.inside)


def _note_id(label: str) -> str:
    return f"footnote-{'-'.join(label.split())}"


def _referred(blocks: Sequence[Block]) -> set[str]:
    """Return the labels of all notes that the blocks refer to."""
    contents: list[Content] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph() | ListItem() | Note():
                contents.append(block.content)
            case Quotation():
                contents += (block.content, block.attribution)
            case Figure():
                contents += (block.caption, block.credit)
            case Table():
                contents += (block.caption, *(cell.content for row in block.rows for cell in row))
            case Verse():
                contents += block.lines
            case Code() | Maths() | Embed() | Break():
                pass
            case _:
                assert_never(block)
    marks = (mark for content in contents for run in content for mark in run.marks)
    return {mark.value for mark in marks if mark.kind is MarkKind.NOTE_REFERENCE}


def _image(source: str, alt: str | None, own: str = "") -> str:
    start = _tag("img", id=own, src=source)
    return start if alt is None else f'{start[:-1]} alt="{escape(alt)}">'


def _tag(name: str, /, *flags: str, **attributes: str) -> str:
    written = (f'{key}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{' '.join((name, *flags, *written))}>"


def _escaped(text: str) -> str:
    return escape(text, quote=False)
