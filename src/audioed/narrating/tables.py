"""Tables as speech: the header once, then row after row, each cell after its column's header."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audioed.model import Cell, Table, content_text, row_content
from audioed.narrating.draft import Draft
from audioed.narrating.inline import say, write
from audioed.narrating.narration import Narration
from audioed.narrating.reasons import Reason
from audioed.narrating.template import Value

_MOST_COLUMNS: Final = 1000
"""HTML's own limit of a cell's span (HTML Living Standard, 4.9.11)."""

_STOPS: Final = (".", "?", "!", "…", "؟")


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell where it stands in the grid."""

    cell: Cell
    column: int
    begins_here: bool
    """False in the further rows that it spans."""


def narrate_table(narration: Narration, table: Table) -> None:
    """Say, summarize or leave out a table."""
    policy = narration.policy
    if policy.tables.treatment == "skip":
        narration.skip_block(table, Reason.TABLE)
        return
    grid = [*_lay_out(table.rows)]
    columns = max((place.column + place.cell.columns for row in grid for place in row), default=0)
    fields: dict[str, Value] = {
        "columns": narration.phrases.count("columns", columns),
        "rows": narration.phrases.count("rows", len(table.rows) - table.header_rows),
        "caption": table.caption,
    }
    is_summary = policy.tables.treatment == "summarize"
    phrase = narration.phrase("table_summary" if is_summary else "table")
    first = len(narration.drafts)
    if phrase or content_text(table.caption).strip():
        say(narration, narration.open(table, "table", policy.pauses.table), phrase, fields)
    if is_summary:
        rows = "\n".join(filter(None, (content_text(row_content(row)) for row in table.rows)))
        narration.skip(table.id, rows, Reason.TABLE_SUMMARIZED)
        return
    headers = _headers(grid[: table.header_rows])
    for number, row in enumerate(grid):
        if any(content_text(place.cell.content).strip() for place in row if place.begins_here):
            draft = narration.open(table, "table", policy.pauses.row)
            _RowWriter(narration, draft, headers, is_header=number < table.header_rows).write(row)
    said = narration.drafts[first:]
    words = sum(len(draft.audible().split()) for draft in said)
    if said:
        is_long = 0 < policy.tables.end_from_words <= words
        narration.trail(narration.phrase("table_end") if is_long else "", policy.pauses.table.after_ms)


class _RowWriter:
    """Writes one row: between the cells stand a space of the table's own text and announced punctuation."""

    def __init__(self, narration: Narration, draft: Draft, headers: dict[int, str], *, is_header: bool) -> None:
        self._narration = narration
        self._draft = draft
        self._headers = headers if not is_header and narration.policy.tables.headers == "repeat" else {}
        self._is_header = is_header
        self._has_cell = False
        self._has_own_text = False

    def write(self, row: list[_Place]) -> None:
        if self._is_header:
            self._draft.announce(self._narration.phrase("table_header"))
        for place in row:
            is_empty = not content_text(place.cell.content).strip()
            if place.begins_here and not is_empty:
                self._begin_cell(" " if self._has_own_text else "")
                self._announce_header(place)
                write(self._narration, self._draft, place.cell.content)
                self._has_own_text = True
            elif not place.begins_here and not is_empty and not self._is_header:
                self._begin_cell("")
                self._announce_header(place)
                self._draft.announce(content_text(place.cell.content))
            elif is_empty and place.begins_here and self._narration.policy.tables.empty_cells == "announce":
                self._begin_cell("")
                self._announce_header(place)
                self._draft.announce(self._narration.phrase("empty_cell"))

    def _begin_cell(self, own_space: str) -> None:
        if self._has_cell:
            self._draft.announce(self._narration.phrase("comma" if self._is_header else "semicolon"))
            self._draft.write(own_space)
            self._draft.announce("" if own_space else " ")
        self._has_cell = True

    def _announce_header(self, place: _Place) -> None:
        spanned = range(place.column, place.column + place.cell.columns)
        header = ", ".join(dict.fromkeys(self._headers[column] for column in spanned if column in self._headers))
        if header and not place.cell.is_header:
            self._draft.announce(f"{header} " if header.endswith(_STOPS) else f"{header}: ")


def _headers(rows: list[list[_Place]]) -> dict[int, str]:
    """Return the header of each column that has one: its header rows' texts from the top down."""
    texts: dict[int, dict[str, None]] = {}
    for row in rows:
        for place in row:
            text = " ".join(content_text(place.cell.content).split()).rstrip(":")
            for column in range(place.column, place.column + place.cell.columns) if text else ():
                texts.setdefault(column, {})[text] = None
    return {column: ", ".join(found) for column, found in texts.items()}


def _lay_out(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[list[_Place]]:
    """Yield each row's cells from left to right, those that reach down from rows above among them."""
    reaching: dict[int, tuple[_Place, int]] = {}
    for row in rows:
        places: list[_Place] = []
        occupied: set[int] = set()
        still: dict[int, tuple[_Place, int]] = {}
        for column, (place, rows_left) in reaching.items():
            places.append(_Place(place.cell, column, begins_here=False))
            occupied.update(range(column, column + _width(place.cell)))
            if rows_left > 1:
                still[column] = (place, rows_left - 1)
        column = 0
        for cell in row:
            while column in occupied:
                column += 1
            place = _Place(cell, column, begins_here=True)
            places.append(place)
            if cell.rows > 1:
                still[column] = (place, cell.rows - 1)
            column += _width(cell)
        reaching = still
        yield sorted(places, key=lambda place: place.column)


def _width(cell: Cell) -> int:
    return min(max(cell.columns, 1), _MOST_COLUMNS)
