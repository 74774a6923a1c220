"""Lexicons as files: a table, or PLS where the name ends in .pls or .xml."""

from dataclasses import replace
from pathlib import Path

from audioed.errors import NormalizationError, OutputError
from audioed.normalizing.lexicon import Entry
from audioed.normalizing.lexicons.table import read_table, with_entry
from audioed.store import write_atomically


def read_entries(path: Path) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return a file's entries, and sentences for the editor.

    Raises:
        NormalizationError: it can't be read, or doesn't fit its form.
    """
    content = _content(path)
    if _is_pls(path):
        from audioed.normalizing.lexicons.pls import read_pls  # noqa: PLC0415 - brings lxml

        return read_pls(content, name=str(path))
    return read_table(_decoded(content, path), name=str(path)), ()


def add_entry(path: Path, entry: Entry) -> bool:
    """Put an entry into a file, in the place of the one for the same written form; the file is made if need be.

    Returns:
        Whether it took another's place.

    Raises:
        NormalizationError: the file can't be read, doesn't fit its form, or has no place for the entry.
        OutputError: it can't be written.
    """
    before = read_entries(path)[0] if path.is_file() else ()
    if _is_pls(path):
        language = before[0].language if before else entry.language
        entry = replace(entry, language=entry.language or language)
        text = _pls_with(before, entry)
    else:
        text = with_entry(_decoded(_content(path), path) if path.is_file() else "", entry, name=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, [text.encode()])
    except OSError as error:
        raise OutputError(f"{path} can't be written: {error.strerror}.", hint="Name another: --file FILE") from error
    return any(one.is_for_the_same(entry) for one in before)


def _pls_with(before: tuple[Entry, ...], entry: Entry) -> str:
    from audioed.normalizing.lexicons.pls import to_pls  # noqa: PLC0415 - brings lxml

    if not entry.language:
        raise NormalizationError("A PLS document needs a language.", hint="Say which: --language en-GB")
    kept = [entry if one.is_for_the_same(entry) else one for one in before]
    language = before[0].language if before else entry.language
    return to_pls(kept if entry in kept else [*kept, entry], language=language)


def _is_pls(path: Path) -> bool:
    return path.suffix.lower() in {".pls", ".xml"}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NormalizationError(
            f"The lexicon {path} can't be read: {error.strerror}.", hint="--lexicon takes a .tsv or .pls file."
        ) from error


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NormalizationError(
            f"The lexicon {path} is not UTF-8: {error.reason}.", hint="Save it as UTF-8."
        ) from error
