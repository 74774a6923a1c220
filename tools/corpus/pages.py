"""The pages of a folder, each with what is known of its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".mhtml", ".mht", ".md", ".markdown", ".txt"})
_EXPECTED = (".expected.txt", ".expected.html")


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedPage:
    """A file that is to be converted."""

    path: Path
    name: str
    """Its path in the folder, with "/" between."""
    expected: Path | None = None
    """The file with the text that must be said; None: it is estimated."""

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of the page and of what is expected of it."""
        content = self.path.read_bytes()
        return sha256(content + (self.expected.read_bytes() if self.expected else b"")).hexdigest()


def saved_pages(folder: Path) -> Iterator[SavedPage]:
    """Find the pages of a folder and of those in it, in order.

    Left out are hidden files, the files that a browser saves beside a page (`NAME_files`), and expected texts:
    `NAME.expected.txt` or `NAME.expected.html` beside the page, or `expected.html` beside `source.html`.
    """
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.suffix.lower() not in SUFFIXES or not path.is_file() or any(part.startswith(".") for part in parts):
            continue
        if path.name.startswith("expected.") or path.name.endswith(_EXPECTED) or _is_part_of_page(path, folder):
            continue
        yield SavedPage(path=path, name="/".join(parts), expected=_expected(path))


def _is_part_of_page(path: Path, folder: Path) -> bool:
    return any(
        around.name.endswith(("_files", ".files", "-Dateien"))
        for around in path.parents
        if around.is_relative_to(folder)
    )


def _expected(path: Path) -> Path | None:
    candidates = [path.with_name(path.stem + suffix) for suffix in _EXPECTED]
    if path.stem == "source":
        candidates.append(path.with_name("expected.html"))
    return next(filter(Path.is_file, candidates), None)
