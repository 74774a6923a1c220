"""HTML files and fragments as articles."""

from dataclasses import replace
from typing import Literal, TypeAlias

from audioed.markup import Element, parse_fragment
from audioed.model import Article, Block, Metadata, Skipped
from audioed.reading.blocks import read_blocks
from audioed.reading.boxes import boxes
from audioed.reading.bylines import bylines
from audioed.reading.context import Page
from audioed.reading.html_metadata import base_address, main_language
from audioed.reading.identify import identify, rebase, with_title_heading
from audioed.reading.main_text import MainText, outside, prose_outside
from audioed.reading.notes import find_notes
from audioed.reading.paging import next_page
from audioed.reading.surroundings import surroundings

PageOrigin: TypeAlias = Literal["document", "web", "saved"]


def assemble(
    root: Element,
    main: MainText,
    metadata: Metadata,
    *,
    address: str,
    origin: PageOrigin = "document",
    findings: tuple[str, ...] = (),
) -> Article:
    """Make an article of a page's main text; what stands outside is listed, and prose there is reported.

    Args:
        root: The page.
        main: Where its main text stands.
        metadata: What it says of itself.
        address: Where it was fetched from.
        origin: A document is an article throughout but for what is named otherwise, a page of the web holds much else,
            and in what audioed saved everything is the article's.
        findings: What there is to say of the page already.
    """
    metadata = replace(metadata, language=main_language(root, main.element) or metadata.language)
    notes = find_notes(root)
    apart = dict(main.excluded)
    if origin != "saved":
        apart = {**boxes(main.element, metadata.source), **bylines(main.element, metadata), **apart}
    if origin == "web":
        apart.update(surroundings(main.element, apart, {*notes.labels, *notes.lists}, metadata.source))
    page = Page(address=base_address(root, address), language=metadata.language, notes=notes, excluded=apart)
    blocks, skipped = read_blocks(main.element, page)
    if origin == "saved":
        return Article(metadata=metadata, blocks=identify(rebase(blocks, metadata.title)), skipped=skipped)
    following = next_page(root, metadata.source)
    goes_on = f"This is one page of several; the next is {following}" if following else ""
    return Article(
        metadata=metadata,
        blocks=identify(rebase(with_title_heading(blocks, metadata.title), metadata.title)),
        skipped=skipped + outside(root, main),
        findings=tuple(filter(None, (*findings, goes_on, prose_outside(root, main)))),
    )


def read_fragment(markup: str) -> tuple[tuple[Block, ...], tuple[Skipped, ...]]:
    """Read a part of a page, all of which is article.

    Returns:
        The blocks, with their ids, headings of the levels they are written with; and what no reader is meant to read.

    Raises:
        ReadingError: its elements are nested too deep to be read whole.
    """
    root = parse_fragment(markup)
    blocks, skipped = read_blocks(root, Page(notes=find_notes(root)))
    return identify(blocks), skipped
