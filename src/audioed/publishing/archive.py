"""Zip archives that come out the same twice: names in order, one date, and nothing of the machine that wrote them.

Source: EPUB 3.3, section 4.2 (OCF ZIP container): what names the archive's type comes first, as it is.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from audioed.errors import OutputError
from audioed.store.atomic import hint_for

Pieces: TypeAlias = tuple[int, Iterable[bytes | memoryview]]
"""How many bytes there are, and those bytes."""

_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16
_UNIX: Final = 3

_COMPRESSED: Final = (".mp3", ".jpg", ".jpeg", ".png")
"""What is small already."""


def write_archive(path: Path, files: Sequence[tuple[str, bytes | Pieces]], *, first: str = "") -> dict[str, int]:
    """Write files into an archive, sorted by name.

    Args:
        path: Replaced if it is there.
        files: Names and contents.
        first: The name of one that comes before all others and isn't compressed.

    Returns:
        At which byte the content of each file begins that isn't compressed.

    Raises:
        OutputError: it can't be written.
    """
    begins: dict[str, int] = {}
    try:
        with ZipFile(path, "w") as archive:
            for name, content in sorted(files, key=lambda file: (file[0] != first, file[0])):
                size, pieces = (len(content), [content]) if isinstance(content, bytes) else content
                info = ZipInfo(name, _NO_DATE)
                info.create_system, info.external_attr, info.file_size = _UNIX, _READABLE, size
                is_stored = name == first or name.endswith(_COMPRESSED)
                info.compress_type = ZIP_STORED if is_stored else ZIP_DEFLATED
                with archive.open(info, "w") as entry:
                    if is_stored and archive.fp:
                        begins[name] = archive.fp.tell()
                    for piece in pieces:
                        entry.write(piece)
    except OSError as error:
        raise OutputError(f"{path} can't be written: {error.strerror}.", hint=hint_for(error)) from error
    return begins
