"""The edition record as bytes: deflated JSON whose segments are columns. The format is described in docs/record.md."""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from audioed.errors import ProofError
from audioed.model import Skipped
from audioed.units import Hertz, Samples, WordsPerMinute
from audioed.verifying.mpeg import SAMPLE_RATES
from audioed.verifying.record import JingleFact, Record, SegmentFact, Source, VoiceFact, digest_text
from audioed.verifying.typed import BadValueError, Table

FORMAT = 1

OWNER = "audioed/record"
"""Of the ID3 frame in which an MP3 holds it (PRIV; ID3v2.3, section 4.28)."""

LIMIT_BYTES = 900_000
"""A player reads the tag before the sound, so the whole of it stays under a megabyte."""

_EXCERPT = 200
"""Characters of a skipped text that are kept."""

_INFLATED_LIMIT = 12_000_000
"""No record is longer: one as JSON takes thirty times its bytes in memory."""


def pack_record(record: Record, *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Return a record as it stands in the tag; the same record gives the same bytes.

    Where it would be longer than `limit_bytes`, or than what is read back, digests take the place of spoken texts, and
    if that doesn't do they are cut to 8 bytes; more is not possible without losing the proof.
    """
    packed = b""
    for has_texts, digest_size in ((True, 16), (False, 16), (False, 8)):
        # A lone surrogate becomes a backslash, "u" and four digits, which is how JSON writes it.
        document = _to_json(record, has_texts=has_texts, digest_size=digest_size)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
        packed = zlib.compress(text, 6)
        if len(packed) <= limit_bytes and len(text) <= _INFLATED_LIMIT:
            break
    return packed


def unpack_record(content: bytes) -> Record:
    """Read a record, trusting nothing.

    Raises:
        ProofError: it is damaged, not a record, or of a later format; the message says where.
    """
    try:
        return _from_json(Table(json.loads(_inflated(content)), ""))
    except BadValueError as error:
        raise _damaged(str(error)) from error
    except (zlib.error, ValueError, RecursionError) as error:
        raise _damaged(f"can't be read: {error}") from error


def _inflated(content: bytes) -> bytes:
    inflating = zlib.decompressobj()
    text = inflating.decompress(content, _INFLATED_LIMIT)
    if not inflating.eof or inflating.unused_data:
        raise BadValueError("", "is cut short, too long, or followed by something else")
    return text


def _damaged(what: str) -> ProofError:
    return ProofError(f"the edition record {what}", hint="Convert the article again, or look for an undamaged copy.")


def _to_json(record: Record, *, has_texts: bool, digest_size: int) -> dict[str, Any]:
    def digests(values: Iterable[bytes]) -> list[str]:
        return [b64encode(value[:digest_size]).rstrip(b"=").decode() for value in values]

    segments = record.segments
    spoken: dict[str, Any] = (
        {"spoken": [segment.spoken for segment in segments]}
        if has_texts and all(segment.spoken is not None for segment in segments)
        else {"spoken_digest": digests(segment.spoken_digest for segment in segments)}
    )
    return {
        "format": FORMAT,
        "generator": record.generator,
        "source": {"name": record.source.name, "sha256": record.source.sha256},
        "title": record.title,
        "language": record.language,
        "policy": record.policy,
        "voices": [
            {
                "name": voice.name,
                "engine": voice.engine,
                "language": voice.language,
                "variant": voice.variant,
                "rate_wpm": voice.rate_wpm,
                "pitch": voice.pitch,
                "fingerprint": voice.fingerprint,
            }
            for voice in record.voices
        ],
        "versions": dict(record.versions),
        "sample_rate": record.sample_rate,
        "bit_rate": record.bit_rate,
        "frames": record.frame_count,
        "bytes": record.byte_count,
        "samples": record.samples,
        "segments": {
            "id": [segment.id for segment in segments],
            "block": [segment.block for segment in segments],
            "voices": [segment.voices for segment in segments],
            "frames_digest": digests(segment.frames_digest for segment in segments),
            "written_digest": digests(segment.written_digest for segment in segments),
            **spoken,
            "start": [segment.start for segment in segments],
            "end": [segment.end for segment in segments],
            "byte_start": [segment.byte_start for segment in segments],
            "byte_end": [segment.byte_end for segment in segments],
            "words": [segment.words for segment in segments],
            "word_events": [segment.word_events for segment in segments],
            "covered": [segment.covered for segment in segments],
            "estimated": [segment.estimated for segment in segments],
            "sounding": [segment.sounding for segment in segments],
        },
        "jingles": [
            {"id": jingle.id, "byte_start": jingle.byte_start, "byte_end": jingle.byte_end} for jingle in record.jingles
        ],
        "skipped": [
            {"block": skip.block, "reason": skip.reason, "text": _excerpt(skip.text)} for skip in record.skipped
        ],
    }


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1]}…"


def _from_json(document: Table) -> Record:
    if document.whole("format") != FORMAT:
        raise BadValueError("format", f"must be {FORMAT}, which this version reads, not {document.whole('format')}")
    source = document.table("source")
    voices = tuple(_voice(voice) for voice in document.tables("voices"))
    return Record(
        generator=document.text("generator"),
        source=Source(name=source.text("name"), sha256=source.text("sha256")),
        title=document.text("title"),
        language=document.text("language"),
        policy=document.text("policy"),
        voices=voices,
        versions=document.table("versions").pairs(),
        sample_rate=_sample_rate(document),
        bit_rate=document.whole("bit_rate", least=1),
        frame_count=document.whole("frames"),
        byte_count=document.whole("bytes"),
        samples=Samples(document.whole("samples")),
        segments=tuple(_segments(document.table("segments"), len(voices))),
        jingles=tuple(
            JingleFact(id=jingle.text("id"), byte_start=jingle.whole("byte_start"), byte_end=jingle.whole("byte_end"))
            for jingle in document.tables("jingles")
        ),
        skipped=tuple(
            Skipped(block=skip.text("block"), reason=skip.text("reason"), text=skip.text("text"))
            for skip in document.tables("skipped")
        ),
    )


def _sample_rate(document: Table) -> Hertz:
    rate = document.whole("sample_rate")
    if rate not in SAMPLE_RATES:
        raise BadValueError("sample_rate", f"must be one that sound has, not {rate}")
    return Hertz(rate)


def _voice(voice: Table) -> VoiceFact:
    return VoiceFact(
        name=voice.text("name"),
        engine=voice.text("engine"),
        language=voice.text("language"),
        variant=voice.text("variant"),
        rate_wpm=WordsPerMinute(voice.whole("rate_wpm", least=1)),
        pitch=voice.whole("pitch"),
        fingerprint=voice.text("fingerprint"),
    )


def _segments(columns: Table, voice_count: int) -> Iterator[SegmentFact]:
    spoken: list[str] | list[None]
    if columns.has("spoken"):
        spoken = columns.texts("spoken")
        spoken_digests = [digest_text(text) for text in spoken]
    else:
        spoken_digests = columns.digests("spoken_digest")
        spoken = [None] * len(spoken_digests)
    named: dict[str, list[Any]] = {
        "id": columns.texts("id"),
        "block": columns.texts("block"),
        "voices": columns.rows_of_wholes("voices"),
        "frames_digest": columns.digests("frames_digest"),
        "written_digest": columns.digests("written_digest"),
        "spoken": spoken,
        "spoken_digest": spoken_digests,
        "start": columns.wholes("start"),
        "end": columns.wholes("end"),
        "byte_start": columns.wholes("byte_start"),
        "byte_end": columns.wholes("byte_end"),
        "words": columns.wholes("words"),
        "word_events": columns.wholes("word_events"),
        "covered": columns.flags("covered"),
        "estimated": columns.flags("estimated"),
        "sounding": columns.wholes("sounding"),
    }
    count = len(named["id"])
    for key, column in named.items():
        if len(column) != count:
            raise BadValueError(f"segments.{key}", f"must have {count} values, as segments.id has, not {len(column)}")
    for index, row in enumerate(zip(*named.values(), strict=True)):
        segment = SegmentFact(**dict(zip(named, row, strict=True)))
        if not all(voice < voice_count for voice in segment.voices):
            raise BadValueError(f"segments.voices[{index}]", f"must count voices below {voice_count}")
        yield segment
