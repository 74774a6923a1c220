"""TOML in and out. The standard library reads; tomlkit, which this module owns, writes."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from audioed.errors import ConfigError

Table: TypeAlias = Mapping[str, object]


def read_toml(path: Path, *, hint: str = "") -> dict[str, object]:
    """Return what a TOML file holds.

    Args:
        path: The file.
        hint: What to do if it isn't there.

    Raises:
        ConfigError: it can't be read, is not UTF-8, or no TOML; the message names the place.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        repr(tables)  # raises here what would break a message: a hexadecimal number of thousands of figures
    except OSError as error:
        raise ConfigError(f"{path} can't be read: {error.strerror}", hint=hint) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8: {error.reason}", hint="Save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:  # tomllib's own, or a number or a nesting that Python can't take
        raise ConfigError(
            f"{path} is not TOML: {error}", hint="docs/configuration.md shows how it is written."
        ) from error
    return tables


def to_toml(tables: Mapping[str, object | Sequence[Table]], *, comment: str = "") -> str:
    """Return a TOML document: plain values first, then an array of tables for each list of mappings.

    Keys stay in the order given, so that the same content always gives the same text and a change of one value changes
    one line.

    Args:
        tables: Values are texts, numbers, booleans, aware dates and times, or lists of tables.
        comment: Stands at the top.
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    _write_table(tables, "", lines)
    return "\n".join(lines) + "\n"


def to_value(value: object) -> str:
    """Return a value as TOML writes it."""
    import tomlkit  # noqa: PLC0415 - reading settings needs none of it

    return tomlkit.item(value).as_string()


def _write_table(table: Table, path: str, lines: list[str]) -> None:
    arrays = {key: value for key, value in table.items() if _is_tables(value)}
    plain = [f"{key} = {to_value(value)}" for key, value in table.items() if key not in arrays]
    if plain and not path and lines:
        lines.append("")
    lines += plain
    for key, rows in arrays.items():
        name = f"{path}.{key}" if path else key
        for row in rows if isinstance(rows, Sequence) else ():
            lines += ["", f"[[{name}]]"]
            _write_table(row, name, lines)


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(each, Mapping) for each in value)
