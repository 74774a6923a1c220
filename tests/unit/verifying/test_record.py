import json
import random
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.errors import ProofError
from audioed.model import Skipped
from audioed.units import Hertz, Samples, WordsPerMinute
from audioed.verifying import JingleFact, Record, SegmentFact, Source, VoiceFact, pack_record, unpack_record
from audioed.verifying.record import digest_text

VOICE = VoiceFact(
    name="en-gb",
    engine="espeak",
    language="en-GB",
    variant="gmw/en",
    rate_wpm=WordsPerMinute(175),
    pitch=50,
    fingerprint="00ff",
)


def segment(number: int, spoken: str = "the lamp was lit", **changes: Any) -> SegmentFact:
    fact = SegmentFact(
        id=f"paragraph-{number:010x}",
        block=f"paragraph-{number:010x}",
        voices=(0,),
        frames_digest=digest_text(f"frames {number}"),
        written_digest=digest_text(f"written {number}"),
        spoken_digest=digest_text(spoken),
        spoken=spoken,
        start=Samples(number * 600_000),
        end=Samples(number * 600_000 + 590_000),
        byte_start=number * 215_000,
        byte_end=number * 215_000 + 209_000,
        words=4,
        word_events=4,
        covered=True,
        estimated=False,
        sounding=Samples(430_000),
    )
    return replace(fact, **changes)


def record_of(*segments: SegmentFact, skipped: tuple[Skipped, ...] = ()) -> Record:
    return Record(
        generator="audioed 0.1.0",
        source=Source(name="lighthouse.md", sha256="ab"),
        title="The lighthouse",
        language="en-GB",
        policy="standard",
        voices=(VOICE,),
        versions=(("lameenc", "1.9"),),
        sample_rate=Hertz(22050),
        bit_rate=64,
        frame_count=1000,
        byte_count=209_000,
        samples=Samples(10**6),
        segments=segments,
        jingles=(JingleFact(id="intro", byte_start=0, byte_end=10),),
        skipped=skipped,
    )


def article(words: int, paragraphs: int) -> Record:
    """As many words as English prose would bring, from a vocabulary as wide."""
    chance = random.Random(7)  # noqa: S311 - the same prose each time
    vocabulary = ["".join(chance.choices("etaoinshrdlucmfwypvbgk", k=chance.randint(2, 9))) for _ in range(12_000)]
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    return record_of(
        *(
            segment(number, " ".join(chance.choices(vocabulary, weights, k=words // paragraphs)))
            for number in range(paragraphs)
        )
    )


@settings(max_examples=40, deadline=None)
@given(
    spoken=st.lists(st.text(st.characters(codec=None)), max_size=5),
    reason=st.text(max_size=20),
    numbers=st.integers(0, 2**53),
    flags=st.booleans(),
)
def test_any_record_comes_back_as_it_was_packed(spoken: list[str], reason: str, numbers: int, *, flags: bool) -> None:
    segments = (
        segment(n, text, sounding=Samples(numbers), covered=flags, estimated=not flags) for n, text in enumerate(spoken)
    )
    record = record_of(*segments, skipped=(Skipped(text=reason, reason=reason, block=reason),))

    assert unpack_record(pack_record(record)) == record


def test_the_same_record_gives_the_same_bytes() -> None:
    assert pack_record(record_of(segment(1))) == pack_record(record_of(segment(1)))


def test_a_long_skipped_text_is_shortened() -> None:
    record = record_of(segment(1), skipped=(Skipped(text="x" * 1000, reason="code"),))

    assert unpack_record(pack_record(record)).skipped[0].text == "x" * 199 + "…"


def test_twenty_hours_fit_with_their_texts_below_900_kilobytes_and_quickly() -> None:
    record = article(200_000, 2_700)

    begun = time.perf_counter()
    packed = pack_record(record)
    unpacked = unpack_record(packed)

    assert len(packed) < 900_000
    assert unpacked.segments[0].spoken is not None
    assert time.perf_counter() - begun < 3


def test_where_texts_do_not_fit_their_digests_take_their_place_and_then_become_shorter() -> None:
    record = article(20_000, 400)
    size = len(pack_record(record))

    hashed = unpack_record(pack_record(record, limit_bytes=size - 1))
    shortened = unpack_record(pack_record(record, limit_bytes=10))

    assert [fact.spoken for fact in hashed.segments] == [None] * 400
    assert hashed.segments[5].spoken_digest == record.segments[5].spoken_digest
    assert shortened.segments[5].frames_digest == record.segments[5].frames_digest[:8]
    assert pack_record(hashed) == pack_record(record, limit_bytes=size - 1)


def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(zlib.decompress(pack_record(record_of(segment(1), segment(2)))))
    return loaded


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def apply(found: dict[str, Any]) -> None:
        *outer, last = path.split(".")
        target: Any = found
        for step in outer:
            target = target[int(step)] if isinstance(target, list) else target[step]
        if value is ...:
            del target[last]
        elif isinstance(target, list):
            target[int(last)] = value
        else:
            target[last] = value

    return apply


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("format", 2, "format: it must be 1, which this version reads, not 2"),
        ("title", ..., "title: it is missing"),
        ("title", 5, "title: it must be text, not 5"),
        ("source", "x", "source: it must be a table, not 'x'"),
        ("source.sha256", None, "source.sha256: it must be text"),
        ("sample_rate", 0, "sample_rate: it must be one that sound has, not 0"),
        ("frames", -1, "frames: it must be a whole number from 0 on, not -1"),
        ("frames", 1.5, "frames: it must be a whole number"),
        ("frames", True, "frames: it must be a whole number"),
        ("frames", 2**60, "frames: it must be a whole number"),
        ("voices", {}, "voices: it must be a row, not {}"),
        ("voices.0.pitch", "low", r"voices\[0\].pitch: it must be a whole number"),
        ("versions.lameenc", 5, "versions.lameenc: it must be text"),
        ("segments.start.1", "x" * 100, r"segments.start\[1\]: it must be a whole number from 0 on, not 'xxx.*…"),
        ("segments.voices.1", [0, 7], r"segments.voices\[1\]: it must count voices below 1"),
        ("segments.voices.1", [None], r"segments.voices\[1\]\[0\]: it must be a whole number"),
        ("segments.covered.0", 1, r"segments.covered\[0\]: it must be true or false, not 1"),
        ("segments.frames_digest.0", "ä", r"segments.frames_digest\[0\]: it must be a digest"),
        ("segments.frames_digest.0", "AAAA", r"segments.frames_digest\[0\]: it must be a digest of 8 or 16 bytes"),
        ("segments.words", [1], "segments.words: it must have 2 values, as segments.id has, not 1"),
        ("segments.spoken", ..., "segments.spoken_digest: it is missing"),
        ("skipped.0", [], r"skipped\[0\]: it must be a table, not \[\]"),
    ],
)
def test_each_damage_is_named_with_its_place(path: str, value: Any, message: str) -> None:
    damaged = document()
    damaged["skipped"] = [{"block": "", "reason": "code", "text": "x"}]
    change(path, value)(damaged)

    with pytest.raises(ProofError, match=message) as error:
        unpack_record(zlib.compress(json.dumps(damaged).encode()))

    assert error.value.hint


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        zlib.compress(b""),
        zlib.compress(b"{"),
        zlib.compress(b"\xff"),
        zlib.compress(b"[]"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b'{"format":' + b"9" * 5000 + b"}"),
        zlib.compress(bytes(70_000_000)),
        pack_record(record_of(segment(1)))[:-5],
        pack_record(record_of(segment(1))) + b"more",
    ],
    ids=["empty", "nonsense", "nothing", "open", "not-utf8", "row", "deep", "digits", "bomb", "cut", "longer"],
)
def test_what_is_no_record_is_a_clear_error(content: bytes) -> None:
    with pytest.raises(ProofError, match="the edition record"):
        unpack_record(content)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_record_with_any_changed_bytes_is_read_or_refused_but_never_a_crash(data: st.DataObject) -> None:
    text = bytearray(zlib.decompress(pack_record(record_of(segment(1)))))
    for position in data.draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=4)):
        text[position] = data.draw(st.integers(0, 255))

    try:
        unpack_record(zlib.compress(bytes(text)))
    except ProofError as error:
        assert error.hint  # noqa: PT017 - either is right
