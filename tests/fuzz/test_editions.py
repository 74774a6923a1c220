"""Finished files that were damaged or forged: `verify` says what is wrong, and never that nothing is."""

import json
import zlib
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.catalogue import BORDERS
from tests.fuzz.strategies import examples, mutations
from tests.fuzz.targets import editions, samples

from audioed.errors import AudioedError
from audioed.verifying import read_record, verify

_quickly: Final = settings(max_examples=examples(60), deadline=None, suppress_health_check=[*HealthCheck])
_heavily: Final = settings(_quickly, max_examples=examples(12))

_ODD: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [None, -1, 0, 1, 2**31, 2**53, 10**30, 1.5, "", "x", "\ud800", [], {}, [[]], True, "A" * 22]
)


@pytest.mark.parametrize("border", ["record", "tag"])
@_quickly
@given(data=st.data())
def test_a_damaged_record_or_tag_is_read_or_refused(border: str, data: st.DataObject) -> None:
    BORDERS[border](data.draw(mutations(BORDERS[border].seeds())))


@pytest.mark.parametrize("border", ["mp3", "m4b", "opus"])
@_heavily
@given(data=st.data())
def test_a_damaged_file_is_judged_or_refused(border: str, data: st.DataObject) -> None:
    whole = samples.edition(border)
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1) | st.integers(0, 4000))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"\xff" * 4, b"\0" * 40])
        )
    end = data.draw(st.just(len(content)) | st.integers(0, len(content)))

    BORDERS[border](bytes(content[:end]))


@_heavily
@given(data=st.data())
def test_whatever_a_record_says_the_file_is_judged_or_the_record_refused(data: st.DataObject) -> None:
    document = json.loads(zlib.decompress(editions.record_sample()))
    for _ in range(data.draw(st.integers(1, 3))):
        _change(data, document)

    BORDERS["record-text"](json.dumps(document).encode())


def _change(data: st.DataObject, document: Any) -> None:
    """Put something odd into one place of a document."""
    while True:
        keys = [*document] if isinstance(document, dict) else [*range(len(document))]
        key = data.draw(st.sampled_from(keys)) if keys else None
        inner = document[key] if key is not None else None
        if isinstance(inner, (dict, list)) and inner and data.draw(st.integers(0, 3)):
            document = inner
        else:
            break
    if key is not None:
        document[key] = data.draw(_ODD)


@_heavily
@given(data=st.data())
def test_no_file_whose_speech_was_damaged_is_proven(data: st.DataObject) -> None:
    whole = samples.edition("mp3")
    path = samples.folder("damaged") / "lamp.mp3"
    path.write_bytes(whole)
    record = read_record(path)
    sound = len(whole) - record.byte_count
    segment = data.draw(st.sampled_from(record.segments))
    first = data.draw(st.integers(segment.byte_start, segment.byte_end - 1))
    last = data.draw(st.integers(first + 1, segment.byte_end))
    new = data.draw(
        st.sampled_from([b"", bytes(last - first), whole[sound + first : sound + last] * 2]) | st.binary(max_size=60)
    )
    content = whole[: sound + first] + new + whole[sound + last :]
    path.write_bytes(content)

    try:
        is_complete = verify(path).is_complete
    except AudioedError:
        return

    assert content == whole or not is_complete
