"""The plain form of a lexicon: a table with tabs between its columns, for people and spreadsheets.

docs/lexicons.md describes it. Lines that begin with "#" are remarks.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from audioed.errors import NormalizationError
from audioed.normalizing.lexicon import Entry

COLUMNS: Final = ("written", "spoken", "kind", "language", "case", "ipa", "sentence", "expected")
"""All that a table may have; the first line that is no remark names those it has."""

_CASES: Final = {"": False, "exact": False, "any": True}


def read_table(text: str, *, name: str) -> tuple[Entry, ...]:
    """Return the entries of a table.

    Raises:
        NormalizationError: the table doesn't fit; the message lists every problem with its line.
    """
    lines = [(number, line) for number, line in _lines(text) if not _is_remark(line)]
    if not lines:
        return ()
    head = [field.strip().lower() for field in lines[0][1].split("\t")]
    problems = _problems_of_head(head, lines[0][0])
    entries = []
    for number, line in lines[1:]:
        fields = [field.strip() for field in line.split("\t")]
        row = dict(zip(head, fields, strict=False))
        problem = _problem_of_row(row, len(fields), len(head))
        if problem:
            problems.append(f"line {number}: {problem}")
        elif not problems:
            entries.append(_entry(row))
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise NormalizationError(
            f"{name} can't be used as a lexicon:\n{listed}", hint="docs/lexicons.md shows how it is written."
        )
    return tuple(entries)


def with_entry(text: str, entry: Entry, *, name: str) -> str:
    """Return a table with an entry in the place of the one for the same written form, or else at its end.

    All other lines stay as they are. Where the table lacks a column that the entry needs, it gets one.

    Raises:
        NormalizationError: as `read_table`; or the entry can't stand in a table.
    """
    if any("\t" in value or "\n" in value for value in _row(entry).values()):
        raise NormalizationError(f"An entry takes no tab and no line break: {entry.written!r}.", hint="Leave it out.")
    known = read_table(text, name=name)
    lines = text.splitlines()
    places = [index for index, line in enumerate(lines) if not _is_remark(line)]
    row = _row(entry)
    if not places:
        head = [column for column in COLUMNS if row[column] or column in ("written", "spoken", "kind")]
        return "\n".join([*lines, "\t".join(head), _line(row, head), ""])
    head = [field.strip().lower() for field in lines[places[0]].split("\t")]
    head += (lacking := [column for column in COLUMNS if row[column] and column not in head])
    lines[places[0]] += "".join(f"\t{column}" for column in lacking)
    same = [index for index, one in zip(places[1:], known, strict=True) if one.is_for_the_same(entry)]
    if same:
        lines[same[-1]] = _line(row, head)
    else:
        lines.append(_line(row, head))
    return "\n".join([*lines, ""])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(text.splitlines(), start=1)


def _is_remark(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def _problems_of_head(head: Sequence[str], number: int) -> list[str]:
    problems = [f'line {number}: there is no column "{name}"' for name in head if name not in COLUMNS]
    if "written" not in head or not {"spoken", "ipa"} & {*head}:
        problems.append(f'line {number}: the columns must be named, among them "written", and "spoken" or "ipa"')
    if len(set(head)) < len(head):
        problems.append(f"line {number}: a column is named twice")
    return problems


def _problem_of_row(row: dict[str, str], fields: int, columns: int) -> str:
    if fields > columns:
        return f"it has {fields} fields, but there are {columns} columns"
    if not row.get("written"):
        return "nothing is written"
    if not row.get("spoken") and not row.get("ipa"):
        return f'"{row["written"]}" has neither a spoken form nor its IPA'
    if row.get("case", "") not in _CASES:
        return f'case takes "exact" or "any", not "{row["case"]}"'
    return ""


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        written=row["written"],
        spoken=row.get("spoken", ""),
        ipa=row.get("ipa", ""),
        language=row.get("language", ""),
        kind=row.get("kind", ""),
        any_case=_CASES[row.get("case", "")],
        sentence=row.get("sentence", ""),
        expected=row.get("expected", ""),
    )


def _row(entry: Entry) -> dict[str, str]:
    values = {column: str(getattr(entry, column)) for column in COLUMNS if column != "case"}
    return values | {"case": "any" if entry.any_case else ""}


def _line(row: dict[str, str], head: Sequence[str]) -> str:
    return "\t".join(row[column] for column in head).rstrip("\t")
