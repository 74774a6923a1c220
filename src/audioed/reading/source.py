"""Sources: a path, an address or standard input become bytes of a known kind."""

import os
import re
import stat
import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from audioed.errors import ReadingError

LARGEST_FILE: Final = 100_000_000
"""Bytes. Far more than any article; a device that never ends is refused by it."""


class MediaType(StrEnum):
    """The kinds of source that are read."""

    HTML = "text/html"
    MARKDOWN = "text/markdown"
    PLAIN = "text/plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What was read, before anything is made of it."""

    name: str
    """A file's name, the last part of an address, or "standard input"."""
    address: str
    """The path as given, the address as it was finally answered, or "-"."""
    media_type: MediaType
    content: bytes = field(repr=False)
    charset: str = ""
    """What the server said of the encoding."""
    private_hosts: tuple[str, ...] = ()
    """Names, addresses and networks that its pictures may be fetched from though they are not public."""
    pictures_below: Path | None = None
    """The folder in which, at any depth, its pictures may lie; None: the one in which it stands."""

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hex."""
        return sha256(self.content).hexdigest()

    @property
    def is_remote(self) -> bool:
        """Whether it came over the network."""
        return is_address(self.address)


_SUFFIXES: Final = {
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".mdown": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".xht": MediaType.HTML,
}

_MAGIC: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (such as a Word or OpenDocument text, or an e-book)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (a WebP picture or sound)"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an XZ archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)

_WEB_ARCHIVE: Final = re.compile(
    rb"(?:From|MIME-Version|Subject|Date|Content-Type|Snapshot-Content-Location):", re.IGNORECASE
)
"""How MHTML begins, with a header of mail. Source: RFC 2557."""

_LOOKS_LIKE_HTML: Final = re.compile(
    r"(?:\s|<!--.*?-->|<\?xml.*?\?>)*<(?:!doctype\s+html|html|head|body|main|article|section|header|div|h1|h2|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOOKS_LIKE_MARKDOWN: Final = re.compile(
    r"\A---[ \t]*\r?\n|^#{1,6}[ \t]+\S|^(?:```|~~~)|\[[^\]\n]+\]\([^)\s]+\)|^\[\^?[^\]\n]+\]:[ \t]", re.MULTILINE
)
_HEAD_BYTES: Final = 20_000


_SAVE_AS_HTML: Final = "Open it in a browser, save it as “Web page, HTML only”, and name that file."


def is_address(source: str) -> bool:
    """Tell whether `source` is a web address."""
    return source.lower().startswith(("http://", "https://"))


def load(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    private_hosts: Collection[str] = (),
    pictures_below: Path | None = None,
) -> Source:
    """Read a source whole, without making anything of it.

    Args:
        source: A path, an address (http or https), or "-" for standard input.
        stdin: What to read for "-"; None: the process's own.
        private_hosts: Names, addresses and networks that may be asked, for its pictures too, though they are not
            public.
        pictures_below: The folder in which a file's pictures may lie; None: its own.

    Raises:
        ReadingError: there is nothing, it can't be had, or it is no text.
    """
    if is_address(source):
        from audioed.reading.fetching import fetch_page  # noqa: PLC0415 - only addresses need the network

        return fetch_page(source, private_hosts=private_hosts)
    if source == "-":
        content = _read(stdin or sys.stdin.buffer, "standard input")
        refuse_binary(content, "standard input")
        return Source(
            name="standard input",
            address="-",
            content=content,
            media_type=sniff(content),
            private_hosts=tuple(private_hosts),
        )
    scheme = re.match(r"([a-z][a-z0-9+.-]+)://", source, re.IGNORECASE)
    if scheme:
        raise ReadingError(f"{source}: addresses of {scheme[1]} are not read", hint="Save the page, and name the file.")
    path = Path(source)
    content = read_path(path)
    refuse_binary(content, source)
    media_type = _SUFFIXES.get(path.suffix.lower(), MediaType.PLAIN)
    return Source(
        name=path.name,
        address=source,
        content=content,
        media_type=media_type,
        private_hosts=tuple(private_hosts),
        pictures_below=pictures_below,
    )


def read_path(path: Path) -> bytes:
    """Return a file's content.

    Raises:
        ReadingError: it is missing, a folder, not readable, or larger than an article can be.
    """
    try:
        with path.open("rb") as file:
            if stat.S_ISCHR(os.fstat(file.fileno()).st_mode):
                raise ReadingError(f"{path} is a device, not a file")
            return _read(file, str(path))
    except FileNotFoundError as error:
        raise ReadingError(f"There is no file {path}", hint=_near_names(path)) from error
    except IsADirectoryError as error:
        raise ReadingError(f"{path} is a folder", hint=_inside(path)) from error
    except PermissionError as error:
        hint = _inside(path) if path.is_dir() else f"Make it readable, such as by: chmod u+r {path}"
        raise ReadingError(f"{path} may not be read: permission denied", hint=hint) from error
    except (OSError, ValueError) as error:  # such as a name that is too long or holds a NUL
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadingError(f"{str(path)!r} can't be read: {reason.lower()}") from error


def media_type_of(name: str) -> MediaType | None:
    """Return what a file name's suffix says; None where it says nothing."""
    return _SUFFIXES.get(PurePosixPath(name).suffix.lower())


def sniff(content: bytes) -> MediaType:
    """Tell from the content what kind of text it is."""
    head = content[:_HEAD_BYTES].decode("utf-8-sig", "replace")
    if _LOOKS_LIKE_HTML.match(head):
        return MediaType.HTML
    return MediaType.MARKDOWN if _LOOKS_LIKE_MARKDOWN.search(head) else MediaType.PLAIN


def refuse_binary(content: bytes, name: str) -> None:
    """Stop at content that is no text, saying what it is if that can be told.

    Raises:
        ReadingError: it is no text.
    """
    hint = "audioed reads Markdown, HTML and plain text: export it as one of them."
    for magic, title in _MAGIC:
        if content.startswith(magic):
            raise ReadingError(f"{name} is {title}, not a text", hint=hint)
    if _WEB_ARCHIVE.match(content) and b"multipart/related" in content[:_HEAD_BYTES].lower():
        raise ReadingError(f"{name} is a web archive (MHTML), not a page", hint=_SAVE_AS_HTML)
    if content[4:8] == b"ftyp":
        raise ReadingError(f"{name} is an MP4 file, not a text", hint=hint)
    if b"\0" in content and not _may_be_wide(content):
        where = content.index(b"\0") + 1
        raise ReadingError(f"{name} is a binary file, not a text: byte {where} is NUL", hint=hint)


def _may_be_wide(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    even, odd = content[::2].count(0), content[1::2].count(0)
    return max(even, odd) * 3 >= len(content) // 2 and min(even, odd) * 20 <= max(even, odd)


def _read(file: BinaryIO, name: str) -> bytes:
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ReadingError(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB: that is no article")
    return content


def _near_names(path: Path) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only who has mistyped waits for it

    if not path.parent.is_dir():
        return f"There is no folder {path.parent} either."
    names = _names(path.parent)
    near = get_close_matches(path.name, names, n=3) or [name for name in names if Path(name).stem == path.stem][:3]
    return "Did you mean " + " or ".join(str(path.parent / name) for name in near) + "?" if near else ""


def _inside(folder: Path) -> str:
    names = [name for name in _names(folder) if media_type_of(name) or name.endswith(".txt")]
    return f"Name a file in it, such as {folder / names[0]}" if names else "Name a file."


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    except PermissionError:  # then there are no names to suggest
        return []
