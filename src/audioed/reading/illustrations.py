"""The pictures of an article: found from where it stands, fitted, and kept beside it."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

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
from audioed.reading.source import Source, is_address, read_path


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
    pictures: list[Picture] = []
    findings: list[str] = []
    inputs: list[tuple[str, str]] = []
    for place in wanted:
        try:
            address, content = bring_picture(place, source)
            picture = _fitted(place, content)
        except ReadingError as error:
            stands = "Its description stands for it." if place not in cover else "A cover is drawn instead."
            findings.append(f"The picture {_short(place)} can't be had: {error.message}. {stands}")
            continue
        pictures.append(picture)
        inputs.append((address, sha256(content).hexdigest()))
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


def bring_picture(place: str, source: Source) -> tuple[str, bytes]:
    """Return where a picture was found, and its content as it is there.

    Args:
        place: As the article has it.
        source: What the article was read from.

    Raises:
        ReadingError: it can't be had from where the source stands.
    """
    if place.lower().startswith("data:"):
        return _short(place), _from_data_address(place)
    address = urljoin(source.address, place) if source.is_remote else place
    if is_address(address):
        from audioed.reading.fetching import fetch  # noqa: PLC0415 - only addresses need the network

        return address, fetch(address).content
    if source.is_remote or "://" in place:
        raise ReadingError("only http and https addresses are read")
    folder = Path() if source.address == "-" else Path(source.address).parent
    path = folder / place
    if not path.is_file():
        path = folder / unquote(urlsplit(place).path)
    return str(path), read_path(path)


def _from_data_address(address: str) -> bytes:
    """Return what a `data:` address holds (RFC 2397).

    Raises:
        ReadingError: it is not what it should be.
    """
    head, comma, body = address.partition(",")
    if not comma:
        raise ReadingError("its data address has no comma")
    content = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return content
    from base64 import b64decode  # noqa: PLC0415 - pictures in the text are rare
    from binascii import Error  # noqa: PLC0415

    try:
        return b64decode(b"".join(content.split()), validate=True)
    except Error as error:
        raise ReadingError(f"its data address is no base64: {error}") from error


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


def _short(place: str) -> str:
    return f"{place[:40]}…" if len(place) > 40 else place
