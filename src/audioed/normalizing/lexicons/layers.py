"""Which lexicons hold for a text: the general one of its language, and above it the show's own."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from audioed.normalizing.lexicon import Entry, Lexicon
from audioed.normalizing.lexicons.files import read_entries
from audioed.resources import bundled


def general_files() -> tuple[Path, ...]:
    """Return the files that are shipped, one for each language that has one, such as en.tsv."""
    return tuple(sorted((bundled("voices") / "lexicons").glob("*.tsv")))


@cache
def general_entries(language: str) -> tuple[Entry, ...]:
    """Return the entries that are shipped for a language (BCP 47); none where there is no file."""
    base = language.partition("-")[0].lower()
    for path in general_files():
        if path.stem == base:
            return tuple(replace(entry, language=entry.language or base) for entry in read_entries(path)[0])
    return ()


def lexicon_for(language: str, own: Sequence[Path] = ()) -> Lexicon:
    """Return the lexicon of texts in a language.

    Args:
        language: BCP 47.
        own: A show's files; a later one stands above those before, and all above the general one.

    Raises:
        NormalizationError: a file can't be read, or doesn't fit its form.
    """
    entries = [*general_entries(language)]
    findings: list[str] = []
    for path in own:
        found, told = read_entries(path)
        entries += found
        findings += told
    return Lexicon(entries, findings=tuple(findings))
