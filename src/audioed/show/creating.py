"""A new show: its settings, its folders, and what stays out of version control."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from audioed.config import FILE_NAME
from audioed.config.new_show import to_settings
from audioed.config.schema import SCHEMA_NAME, to_schema
from audioed.config.show import load_show
from audioed.errors import ShowError
from audioed.show.articles import FOLDER as ARTICLES
from audioed.show.ledger import read_ledger, with_address, write_ledger
from audioed.show.workplace import FOLDER, PUBLIC, translated
from audioed.store import write_atomically

_IGNORED: Final = (f"/{PUBLIC}/", f"/{FOLDER}/")


def create(folder: Path, given: Mapping[str, object]) -> tuple[Path, ...]:
    """Make a show.

    Args:
        folder: Made if it isn't there; other files in it stay.
        given: Settings by key, as they were typed; `title` and `language` at least.

    Returns:
        The files that were written; the settings are the first.

    Raises:
        ShowError: there is a show in the folder.
        UsageError: settings don't fit; the message lists every problem.
        OutputError: the folder can't be written.
    """
    refuse_show(folder)
    settings = folder / FILE_NAME
    content = to_settings(given)
    with translated(folder):
        (folder / ARTICLES).mkdir(parents=True, exist_ok=True)
    schema, ignoring = folder / SCHEMA_NAME, folder / ".gitignore"
    write_atomically(schema, [to_schema().encode()])
    write_atomically(ignoring, [_ignoring(ignoring).encode()])
    write_atomically(settings, [content.encode()])
    write_ledger(folder, with_address(read_ledger(folder), load_show(folder).show.base_url))
    return settings, schema, ignoring


def refuse_show(folder: Path) -> None:
    """Stop where a show is already.

    Raises:
        ShowError: it is.
    """
    settings = folder / FILE_NAME
    if settings.exists():
        raise ShowError(
            f"There is a show in {folder} already", hint=f"Its settings are in {settings}: change them there."
        )


def _ignoring(path: Path) -> str:
    """Return what version control is to leave out: what it did so far, and what builds make."""
    with translated(path):
        before = path.read_text(encoding="utf-8", errors="surrogateescape") if path.is_file() else ""
    missing = [line for line in _IGNORED if line not in before.splitlines()]
    apart = "" if not before or before.endswith("\n") else "\n"
    return before + apart + "".join(f"{line}\n" for line in missing)
