"""Tags of M4B and Opus files, which stand in the container that the muxer wrote.

Source: the iTunes metadata atoms as mutagen documents them; RFC 7845, section 5.2, and the Vorbis comment header.
"""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but its constructors are not.

import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from mutagen import MutagenError
from mutagen.flac import Picture
from mutagen.id3 import PictureType
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus

from audioed import __version__
from audioed.errors import EncodingError, OutputError
from audioed.model import Metadata, Recording
from audioed.store.atomic import hint_for
from audioed.tagging.tag import RECORD_OWNER, clean
from audioed.units import Milliseconds, to_milliseconds

_ENCODER = f"audioed {__version__}"
_OF_DAMAGE = (ArithmeticError, EOFError, LookupError, RecursionError, TypeError, ValueError, struct.error)
"""What a damaged file makes mutagen's readers raise besides their own, and one whose record is no Base64."""
_MOST_ENTRIES = 10_000
"""Of a tag. FFmpeg, which decodes the file, compares each with all others."""
_FREEFORM_RECORD = f"----:org.audioed:{RECORD_OWNER}"


def tag_m4b(path: Path, metadata: Metadata, *, record: bytes, cover: bytes, album: str = "") -> None:
    """Write title, authors, date, cover and the edition record into an M4B, which has its chapters already.

    Raises:
        EncodingError: it is no such file.
        OutputError: it can't be written to.
    """
    with _translated(path):
        file = MP4(path)
        for atom, text in {
            "\xa9nam": metadata.title,
            "\xa9ART": ", ".join(metadata.authors),
            "\xa9alb": album or metadata.publisher or metadata.title,
            "\xa9day": metadata.date.date().isoformat() if metadata.date else "",
            "\xa9gen": "Podcast",
            "\xa9cmt": metadata.summary,
            "\xa9too": _ENCODER,
        }.items():
            if text:
                file[atom] = [clean(text)]
        file["stik"] = [2]  # an audiobook
        if cover:
            file["covr"] = [MP4Cover(cover, imageformat=MP4Cover.FORMAT_JPEG)]
        file[_FREEFORM_RECORD] = [MP4FreeForm(record)]
        file.save()


def tag_opus(
    path: Path, metadata: Metadata, recording: Recording, *, record: bytes, cover: bytes, album: str = ""
) -> None:
    """Write title, authors, date, chapters, cover and the edition record into an Ogg Opus file.

    Chapters are comments as Xiph's wiki describes them ("Chapter Extension"), which FFmpeg and players read.

    Raises:
        EncodingError: it is no such file.
        OutputError: it can't be written to.
    """
    with _translated(path):
        file = OggOpus(path)
        for key, text in {
            "title": metadata.title,
            "artist": ", ".join(metadata.authors),
            "album": album or metadata.publisher or metadata.title,
            "date": metadata.date.date().isoformat() if metadata.date else "",
            "genre": "Podcast",
            "language": metadata.language,
            "description": metadata.summary,
            "encoder": _ENCODER,
        }.items():
            if text:
                file[key] = [clean(text)]
        for number, chapter in enumerate(recording.chapters):
            file[f"CHAPTER{number:03d}"] = [_clock(to_milliseconds(chapter.start, recording.rate))]
            file[f"CHAPTER{number:03d}NAME"] = [clean(chapter.title)]
        if cover:
            picture = Picture()
            picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, "image/jpeg", cover
            file["metadata_block_picture"] = [b64encode(picture.write()).decode("ascii")]
        file[RECORD_OWNER] = [b64encode(record).decode("ascii")]
        file.save()


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except MutagenError as error:
        reason = error.args[0] if error.args else None
        if isinstance(reason, OSError):
            raise OutputError(f"{path} can't be tagged: {reason.strerror}", hint=hint_for(reason)) from error
        raise EncodingError(f"{path} can't be tagged: {error}") from error


def _clock(milliseconds: Milliseconds) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def private_record(path: Path) -> bytes | None:
    """Return the edition record of an M4B or Opus file; None where it has none.

    Raises:
        EncodingError: it is no such file, or its tag would keep every reader busy.
    """
    is_opus = path.suffix.lower() == ".opus"
    try:
        file = OggOpus(path) if is_opus else MP4(path)
        found = file.get(RECORD_OWNER if is_opus else _FREEFORM_RECORD)
        record = (b64decode(found[0]) if is_opus else bytes(found[0])) if found else None
    except (MutagenError, *_OF_DAMAGE) as error:
        raise EncodingError(f"{path} is no M4B or Opus file: {error}") from error
    entries = len(cast("Sized | None", file.tags) or ())
    if entries > _MOST_ENTRIES:
        raise EncodingError(
            f"{path} has {entries:,} entries in its tag, more than {_MOST_ENTRIES:,}",
            hint="Convert the article again, or look for an undamaged copy.",
        )
    return record
