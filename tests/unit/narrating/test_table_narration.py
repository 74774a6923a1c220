"""Tables as speech."""

from collections.abc import Callable

from audioed.model import Cell, Script, Skipped, Table, Text, block_text

Narrate = Callable[..., Script]
Strings = Callable[[Script], list[str]]


def _cell(text: str, *, is_header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
    content = (Text(text=text),) if text else ()
    return Cell(content=content, is_header=is_header, columns=columns, rows=rows)


def _head(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    return _cell(text, is_header=True, columns=columns, rows=rows)


def _table(*rows: tuple[Cell, ...], header_rows: int = 1, caption: str = "", language: str = "") -> Table:
    return Table(
        id="t",
        rows=rows,
        header_rows=header_rows,
        caption=(Text(text=caption),) if caption else (),
        language=language,
    )


_LAMPS = _table(
    (_head("Year"), _head("Fuel"), _head("Range")),
    (_head("1823"), _cell("Whale oil"), _cell("14 miles")),
    (_head("1901"), _cell("Paraffin"), _cell("")),
    caption="Lamps",
)


def test_the_header_is_said_once_and_then_each_cell_after_its_header(
    narrated: Narrate, heard: Strings, own: Strings
) -> None:
    script = narrated(_LAMPS)

    assert heard(script) == [
        "Table with 3 columns and 2 rows: Lamps.",
        "Columns: Year, Fuel, Range",
        "1823; Fuel: Whale oil; Range: 14 miles",
        "1901; Fuel: Paraffin",
    ]
    assert own(script) == ["Lamps", "Year Fuel Range", "1823 Whale oil 14 miles", "1901 Paraffin"]
    assert "\n".join(own(script)) == block_text(_LAMPS)


def test_rows_have_pauses_and_so_has_the_whole(narrated: Narrate) -> None:
    pauses = [(passage.pause_before_ms, passage.pause_after_ms) for passage in narrated(_LAMPS).passages]

    assert pauses == [(700, 800), (400, 400), (400, 400), (400, 800)]


def test_empty_cells_can_be_announced_and_headers_said_once(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_LAMPS, tables={"empty_cells": "announce", "headers": "once"})

    assert heard(script)[3] == "1901; Paraffin; empty"


def test_a_cell_that_ends_in_a_full_stop_needs_no_semicolon(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_table((_cell("It burns."), _cell("It stops.")), header_rows=0))

    assert heard(script) == ["Table with 2 columns and 1 row.", "It burns. It stops."]


def test_a_cell_below_two_rows_of_headers_comes_after_both(narrated: Narrate, heard: Strings) -> None:
    script = narrated(
        _table(
            (_head("Place", rows=2), _head("Visitors:", columns=2)),
            (_head("2020"), _head("2021")),
            (_cell("Tower"), _cell("4"), _cell("5")),
            (_cell("Museum"), _cell("6", columns=2)),
            header_rows=2,
        )
    )

    assert heard(script)[1:] == [
        "Columns: Place, Visitors:",
        "Columns: 2020, 2021",
        "Place: Tower; Visitors, 2020: 4; Visitors, 2021: 5",
        "Place: Museum; Visitors, 2020, Visitors, 2021: 6",
    ]


def test_a_cell_that_reaches_down_is_announced_again_in_each_row(
    narrated: Narrate, heard: Strings, own: Strings
) -> None:
    script = narrated(
        _table(
            (_head("Country"), _head("City")),
            (_cell("Spain", rows=3), _cell("Cádiz")),
            (_cell("Vigo"),),
            (_cell("Gijón"),),
        )
    )

    assert heard(script)[2:] == [
        "Country: Spain; City: Cádiz",
        "Country: Spain; City: Vigo",
        "Country: Spain; City: Gijón",
    ]
    assert own(script)[2:] == ["Spain Cádiz", "Vigo", "Gijón"]


def test_a_header_that_asks_needs_no_colon(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_table((_head("Leap year?"),), (_cell("yes"),)))

    assert heard(script)[2] == "Leap year? yes"


def test_an_empty_row_is_no_passage(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_table((_cell("a"),), (_cell(""),), (_cell("b"),), header_rows=0))

    assert heard(script)[1:] == ["a", "b"]


def test_the_end_of_a_long_table_is_announced(narrated: Narrate, heard: Strings) -> None:
    assert heard(narrated(_LAMPS, tables={"end_from_words": 5}))[-1] == "1901; Fuel: Paraffin. End of table."


def test_a_summary_tells_size_and_caption_and_records_the_rest(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_LAMPS, tables={"treatment": "summarize"})

    assert heard(script) == ["A table with 3 columns and 2 rows: Lamps."]
    rows = "Year Fuel Range\n1823 Whale oil 14 miles\n1901 Paraffin"
    assert script.skipped == (Skipped(text=rows, reason="table-summarized", block="t"),)


def test_a_table_that_is_left_out_is_recorded(narrated: Narrate) -> None:
    script = narrated(_LAMPS, tables={"treatment": "skip"})

    assert script.passages == ()
    assert script.skipped == (Skipped(text=block_text(_LAMPS), reason="table", block="t"),)


def test_without_phrases_a_table_is_its_caption_and_rows(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_LAMPS, language="sv")

    assert heard(script)[0] == "Lamps"
    assert heard(script)[2] == "1823; Fuel: Whale oil; Range: 14 miles"


def test_without_phrases_and_caption_a_table_is_its_rows(narrated: Narrate, heard: Strings) -> None:
    script = narrated(_table((_cell("a"), _cell("b")), header_rows=0), language="sv")

    assert heard(script) == ["a; b"]
