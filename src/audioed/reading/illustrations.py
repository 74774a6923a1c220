"""The pictures of an article: found from where it stands, fitted, and kept beside it."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Literal

from audioed.errors import ReadingError
from audioed.model import (
    Article,
    Block,
    Break,
    Code,
    Content,
    Embed,
    Figure,
    Heading,
    ListItem,
    MarkKind,
    Maths,
    Note,
    Paragraph,
    Picture,
    Quotation,
    Table,
    Verse,
)
from audioed.reading.errand import Errand, short
from audioed.reading.source import Source


def gather_pictures(article: Article, source: Source, *, only: Literal["all", "cover"] = "all") -> Article:
    """Return the article with its pictures: the cover's first, then those of its blocks, each once.

    One that can't be had is left out, and a finding says so; its description stands for it.

    Args:
        article: Made of `source`.
        source: From where it stands, paths and addresses are seen.
        only: "cover" brings the picture that the metadata name, and no other.
    """
    cover = (article.metadata.image,) if article.metadata.image else ()
    wanted = cover if only == "cover" else picture_places(article)
    errand = Errand(source)
    pictures: list[Picture] = []
    findings: list[str] = []
    inputs: list[tuple[str, str]] = []
    for place in wanted:
        stands = "Its description stands for it." if place not in cover else "A cover is drawn instead."
        read = errand.missed(place)
        try:
            address, content = errand.bring(place)
            read = ((address, sha256(content).hexdigest()),) if read else ()
            pictures.append(_fitted(place, content))
        except ReadingError as error:
            findings.append(f"The picture {short(place)} can't be had: {error.message}. {stands}")
        inputs += read
    return replace(
        article,
        pictures=(*article.pictures, *pictures),
        findings=(*article.findings, *findings),
        inputs=(*article.inputs, *inputs),
    )


def picture_places(article: Article) -> tuple[str, ...]:
    """Return where an article's pictures are, as written, each once: the cover's first, then those of its blocks."""
    cover = (article.metadata.image,) if article.metadata.image else ()
    return tuple(dict.fromkeys((*cover, *(place for block in article.blocks for place in _places(block)))))


def _fitted(place: str, content: bytes) -> Picture:
    from audioed.pictures import fit  # noqa: PLC0415 - an article without pictures needs no Pillow

    fitted, suffix = fit(content)
    return Picture(source=place, name=f"{sha256(fitted).hexdigest()[:16]}{suffix}", content=fitted)


def _places(block: Block) -> Iterator[str]:
    """Yield the addresses of a block's pictures, as written."""
    match block:
        case Figure():
            if block.source:
                yield block.source
            yield from _in_lines(block.caption)
        case Heading() | Paragraph() | ListItem() | Note() | Quotation():
            yield from _in_lines(block.content)
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from _in_lines(cell.content)
        case Verse():
            for line in block.lines:
                yield from _in_lines(line)
        case Code() | Maths() | Embed() | Break():
            pass


def _in_lines(content: Content) -> Iterator[str]:
    for text in content:
        for mark in text.marks:
            if mark.kind is MarkKind.IMAGE and mark.value:
                yield mark.value
