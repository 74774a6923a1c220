"""ID3v2.3, as players really read it: texts in UTF-16, chapters in order of time.

Source: ID3 tag version 2.3.0; ID3v2 Chapter Frame Addendum 1.0.
"""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but its frames' constructors are not.

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from urllib.parse import quote

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    PCST,
    PRIV,
    TALB,
    TCON,
    TDAT,
    TENC,
    TIT2,
    TLAN,
    TLEN,
    TPE1,
    TRCK,
    TSSE,
    TYER,
    USLT,
    WOAF,
    WXXX,
    CTOCFlags,
    Encoding,
    Frame,
    PictureType,
)

from audioed import __version__
from audioed.errors import EncodingError
from audioed.model import Chapter, Metadata, Recording, Script
from audioed.naming import LONGEST_CHAPTER_TITLE, cut_title, one_line
from audioed.sound.id3 import FRAME_HEADER_SIZE, HEADER_SIZE, frames_of
from audioed.tagging.languages import to_iso_639_2
from audioed.tagging.outline import countable
from audioed.units import to_milliseconds

RECORD_OWNER: Final = "audioed/record"

LIMIT_BYTES: Final = 1_000_000
"""A player reads the tag before the sound."""

_TRANSCRIPT_LIMIT_BYTES: Final = 100_000

_UTF_16: Final = Encoding.UTF16
_CHAPTER_ID: Final = b"chp"
_UNSAID: Final = 0xFFFFFFFF
"""For a chapter's byte offsets: the times are to be used."""

_FORBIDDEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""NUL ends a text in a tag; the rest is not XML, in which feeds and players' libraries repeat what they read."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def tag(
    script: Script,
    recording: Recording,
    *,
    record: bytes = b"",
    cover: bytes = b"",
    transcript: str = "",
    album: str = "",
    track: int = 1,
    genre: str = "Podcast",
) -> bytes:
    """Return the whole tag, which stands before the Info header's frame.

    Args:
        script: Gives title, authors, date, language, summary and address; the title is cut as the feed's is.
        recording: Gives length and chapters.
        record: The edition record.
        cover: A JPEG or PNG picture.
        transcript: Plain text; left out where it takes more than 100,000 bytes.
        album: The show, whose episode this then is; by default the publisher, else the article's title.
        track: The episode's number.
        genre: As text.

    Raises:
        EncodingError: The tag would be a megabyte or longer.
    """
    frames = (
        *_texts(script, recording, album=album, track=track, genre=genre),
        *_addresses(script.metadata.source),
        *([PCST(value=0)] if album else []),
        *_comment(script.metadata, is_episode=bool(album)),
        *_attachments(script.metadata, record=record, cover=cover, transcript=transcript),
        *_chapters(script, recording),
    )
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    file = BytesIO()
    tags.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    content = _in_order_of_time(file.getvalue())
    if len(content) >= LIMIT_BYTES:
        raise EncodingError(
            f"The tag would take {len(content):,} bytes: {len(record):,} of the record, {len(cover):,} of the cover.",
            hint="Take a smaller cover, or divide the article.",
        )
    return content


def clean(text: str) -> str:
    """Return a text that a tag can hold: no character that ends it or that readers choke on."""
    return _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))


def _texts(script: Script, recording: Recording, *, album: str, track: int, genre: str) -> Iterator[Frame]:
    metadata = script.metadata
    texts = [
        (TIT2, cut_title(metadata.title)),
        (TPE1, ", ".join(metadata.authors) or metadata.publisher or album),
        (TALB, album or metadata.publisher or metadata.title),
        (TRCK, str(track)),
        (TCON, genre),
        (TLAN, to_iso_639_2(metadata.language)),
        (TLEN, str(to_milliseconds(recording.samples, recording.rate))),
        (TENC, f"audioed {__version__}"),
        (TSSE, f"LAME 3.100, {recording.bit_rate} kbit/s, {recording.rate} Hz"),
    ]
    if metadata.date:
        # Version 2.3 has the year and the day in a frame each.
        texts += [(TYER, f"{metadata.date.year:04}"), (TDAT, f"{metadata.date:%d%m}")]
    return (kind(encoding=_UTF_16, text=[line]) for kind, text in texts if (line := one_line(text)))


def _addresses(source: str) -> Iterator[Frame]:
    if source.startswith(("https://", "http://")):
        address = quote(clean(source), safe="!#$%&'()*+,/:;=?@[]~")
        yield WOAF(url=address)
        yield WXXX(encoding=_UTF_16, desc="", url=address)


def _comment(metadata: Metadata, *, is_episode: bool) -> Iterator[Frame]:
    comment = clean(metadata.summary).strip()
    if not comment and is_episode:  # podcast apps and directories expect one
        comment = one_line(metadata.source or metadata.title)
    if comment:
        yield COMM(encoding=_UTF_16, lang=to_iso_639_2(metadata.language), desc="", text=[comment])


def _attachments(metadata: Metadata, *, record: bytes, cover: bytes, transcript: str) -> Iterator[Frame]:
    plain = clean(transcript)
    if plain and len(plain.encode("utf-16")) <= _TRANSCRIPT_LIMIT_BYTES:
        yield USLT(encoding=_UTF_16, lang=to_iso_639_2(metadata.language), desc="", text=plain)
    if cover:
        mime = "image/png" if cover.startswith(b"\x89PNG") else "image/jpeg"
        alt = one_line(metadata.image_alt)
        yield APIC(encoding=_UTF_16, mime=mime, type=PictureType.COVER_FRONT, desc=alt, data=cover)
    if record:
        yield PRIV(owner=RECORD_OWNER, data=record)


def _chapters(script: Script, recording: Recording) -> Iterator[Frame]:
    chapters = countable(recording.chapters)
    ids = [f"{_CHAPTER_ID.decode()}{number}" for number in range(len(chapters))]
    yield CTOC(
        element_id="toc",
        flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
        child_element_ids=ids,
        sub_frames=[_title(script.metadata.title)],
    )
    yield from (_chapter(name, chapter, recording) for name, chapter in zip(ids, chapters, strict=True))


def _chapter(name: str, chapter: Chapter, recording: Recording) -> CHAP:
    return CHAP(
        element_id=name,
        start_time=to_milliseconds(chapter.start, recording.rate),
        end_time=to_milliseconds(chapter.end, recording.rate),
        start_offset=_UNSAID,
        end_offset=_UNSAID,
        sub_frames=[_title(chapter.title)],
    )


def _title(text: str) -> TIT2:
    # Never empty: players leave out a chapter without a title.
    return TIT2(encoding=_UTF_16, text=[cut_title(text, LONGEST_CHAPTER_TITLE)])


def _in_order_of_time(tag: bytes) -> bytes:
    """Put the chapters, which mutagen sorts by their length, into the order in which players show them."""
    chapters = {}
    others = []
    offset = HEADER_SIZE
    for name, content in frames_of(tag):
        end = offset + FRAME_HEADER_SIZE + len(content)
        if name == "CHAP":
            number = content.removeprefix(_CHAPTER_ID).partition(b"\0")[0]
            chapters[int(number)] = tag[offset:end]
        else:
            others.append(tag[offset:end])
        offset = end
    return b"".join((tag[:HEADER_SIZE], *others, *(chapters[number] for number in sorted(chapters))))
