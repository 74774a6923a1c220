"""Tables of data; a table that only lays out the page is no table."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import TypeAlias

from audioed.markup import (
    Element,
    Node,
    attribute,
    beginning,
    children,
    descendants,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
)
from audioed.model import Cell, Content, MarkKind, Text
from audioed.reading.elements import HEADINGS
from audioed.reading.line import joined, plain

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_SIGNS_OF_DATA = ("caption", "thead", "tfoot", "th", "colgroup", "col")
_MOST_COLUMNS = 1000
_MOST_ROWS = 65534
_PROSE = 12
"""Words."""
_LONGEST_BEGINNING = 1000
"""Characters in which they are looked for."""
_MARK = re.compile(
    r"[‘’“„«\"]?[(\[]?(?:\d{1,3}[a-z]?(?:\.\d{1,3})*|[a-z]{1,2}|[ivxlc]{1,6})[)\].]{1,2}|[•‣◦▪·*–—-]", re.IGNORECASE
)
"""What stands before a clause or an item: “(1)”, “b)”, “2.1.”, “•”."""
_LONGEST_MARK = 1000
"""Characters, with the white space of the source."""
_CLAUSE = 2
"""Cells."""
_DIGITS = 9
"""Of a number that are read: what is longer is over any limit, and there are numbers too long for Python."""


Rows: TypeAlias = tuple[tuple[Cell, ...], ...]
Reader: TypeAlias = Callable[[Element], Content | None]
"""Returns an element's content as one line; None if it is not to be read."""


def is_layout(table: Element) -> bool:
    """Return whether a table is there for the look of the page alone.

    Source: the signs that browsers go by when they tell screen readers; Core Accessibility API Mappings leaves it to
    them.
    """
    own = list(descendants(table, *_SIGNS_OF_DATA, "tr", "td", "table", *HEADINGS))
    if attribute(table, "role") in ("table", "grid", "treegrid"):
        return False
    if _holds_clauses(table):
        return True
    inner = next((element for element in own if name(element) == "table"), None)
    signs = own if inner is None else own[: own.index(inner)]
    if any(name(element) in _SIGNS_OF_DATA for element in signs):
        return False
    rows = sum(name(element) == "tr" for element in own)
    cells = sum(name(element) == "td" for element in own)
    if inner is not None or rows <= 1 or cells <= rows or any(name(element) in HEADINGS for element in own):
        return True
    return _holds_paragraphs(table) or _is_column(element for element in own if name(element) == "td")


def _holds_clauses(table: Element) -> bool:
    """Return whether each row is the mark of a clause, such as “(1)”, and its words, as acts of law are laid out."""
    groups = [each for each in children(table) if name(each) not in ("colgroup", "col")]
    rows = [row for group in groups for row in (children(group) if name(group) == "tbody" else (group,))]
    return bool(rows) and all(map(_is_clause, rows))


def _is_clause(row: Element) -> bool:
    cells = [*children(row)]
    if name(row) != "tr" or len(cells) != _CLAUSE or any(name(cell) != "td" for cell in cells):
        return False
    mark, words = cells
    if is_longer(mark, _LONGEST_MARK) or not is_longer(words, 0):
        return False
    return bool(_MARK.fullmatch(plain_text(mark)))


def _holds_paragraphs(table: Element) -> bool:
    """Return whether a cell holds several paragraphs of prose, which no table of data does."""
    prose = Counter(
        parent(each)
        for each in descendants(table, "p", "blockquote")
        if len(beginning(each, _LONGEST_BEGINNING).split()) >= _PROSE
    )
    return any(number > 1 for number in prose.values())


def _is_column(cells: Iterable[Element]) -> bool:
    """Return whether no row has more than one cell with a letter or figure in it."""
    rows = [parent(cell) for cell in cells if any(map(str.isalnum, plain_text(cell)))]
    return len(set(rows)) == len(rows)


def read_table(table: Element, read: Reader, skips: Callable[[Element], bool]) -> tuple[Rows, int, Content]:
    """Return a table's rows, how many of the first are headers, and its caption.

    Text that stands outside of cells, where HTML allows none, gets a row of its own.

    Args:
        table: The table's element.
        read: Reads a cell or a caption.
        skips: Whether a row or a group of rows is not to be read.
    """
    found: list[tuple[tuple[Cell, ...], str]] = []
    caption: Content = ()
    for row_nodes, group in _rows(table, skips):
        only = row_nodes[0] if len(row_nodes) == 1 else ""
        if not isinstance(only, str) and name(only) == "caption":
            caption = joined(caption, read(only) or ())
        elif row := _row(row_nodes, read, is_header=group == "thead"):
            found.append((row, group))
    titles = _titles([row for row, _ in found])
    caption = joined(caption, *(row[0].content for row, _ in found[:titles]))
    del found[:titles]
    header_rows = 0
    for row, group in found:
        if group != "thead" and not all(cell.is_header for cell in row):
            break
        header_rows += 1
    if header_rows == len(found) and not any(name(group) == "thead" for group in children(table)):
        header_rows = 0  # every cell is a header: then none heads another
    return tuple(row for row, _ in found), header_rows, caption


def _titles(rows: list[tuple[Cell, ...]]) -> int:
    """Return how many of the first rows are a heading over all columns, which else would be said before each cell."""
    leading = [*takewhile(_is_title, rows)]
    width = max((sum(cell.columns for cell in row) for row in rows[len(leading) :]), default=0)
    if width < 2 or any(row[0].columns < width for row in leading):
        return 0
    return len(leading)


def _is_title(row: tuple[Cell, ...]) -> bool:
    cell, *others = row
    if others or cell.columns == 1 or cell.rows > 1 or not cell.content:
        return False
    if any(mark.kind is MarkKind.IMAGE for text in cell.content for mark in text.marks):
        return False
    return cell.is_header or len(plain(cell.content).split()) < _PROSE


def _rows(table: Element, skips: Callable[[Element], bool]) -> Iterator[tuple[Sequence[Node], str]]:
    """Return what stands in each row, and the name of the group that the row is in."""
    for is_group, run in groupby(nodes(table), key=_is_group):
        if not is_group:
            yield from ((row, "") for row in _rows_of(run, skips))
            continue
        for group in run:
            if not isinstance(group, str) and not skips(group):
                yield from ((row, name(group)) for row in _rows_of(nodes(group), skips))


def _rows_of(group: Iterable[Node], skips: Callable[[Element], bool]) -> Iterator[Sequence[Node]]:
    """Return what stands in each row of a group; cells without a row make one, as in browsers.

    Source: HTML Standard, section 13.2.6.4.13, "in table body".
    """
    for is_cell, run in groupby(filter(_is_written, group), key=_is_cell):
        if is_cell:
            yield tuple(run)
            continue
        for node in run:
            if isinstance(node, str) or name(node) != "tr":
                yield (node,)
            elif not skips(node):
                yield tuple(nodes(node))


def _is_written(node: Node) -> bool:
    return not isinstance(node, str) or bool(node.strip())


def _is_group(node: Node) -> bool:
    return not isinstance(node, str) and name(node) in _GROUPS


def _is_cell(node: Node) -> bool:
    return not isinstance(node, str) and name(node) in ("td", "th")


def _row(row_nodes: Iterable[Node], read: Reader, *, is_header: bool) -> tuple[Cell, ...]:
    row: list[Cell] = []
    for inner in row_nodes:
        if isinstance(inner, str):
            row.extend(_stray(inner))
        elif _is_cell(inner):
            if (content := read(inner)) is not None:
                row.append(_cell(inner, content, is_header=is_header or name(inner) == "th"))
        elif content := read(inner):
            row.append(Cell(content=content))
    return tuple(row)


def _stray(text: str) -> tuple[Cell, ...]:
    collapsed = " ".join(text.split())
    return (Cell(content=(Text(text=collapsed),)),) if collapsed else ()


def _cell(element: Element, content: Content, *, is_header: bool) -> Cell:
    return Cell(
        content=content,
        is_header=is_header,
        columns=_span(element, "colspan", _MOST_COLUMNS),
        rows=_span(element, "rowspan", _MOST_ROWS),
    )


def _span(element: Element, key: str, most: int) -> int:
    """Return how far a cell reaches. Source: HTML Standard, section 4.9.11."""
    value = attribute(element, key)
    return min(max(int(value[:_DIGITS]), 1), most) if value.isascii() and value.isdigit() else 1
