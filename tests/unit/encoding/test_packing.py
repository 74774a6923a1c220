"""Runs as the store keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.encoding import pack, unpack, unpack_frames, unpack_words
from audioed.errors import StoreError
from audioed.model import Run, WordTime
from audioed.units import Hertz, Samples

numbers = st.integers(0, 2**32 - 1)
samples = st.builds(Samples, numbers)
words = st.builds(WordTime, position=numbers, length=numbers, start=samples, end=samples)
runs = st.builds(
    Run,
    frames=st.binary(max_size=50),
    frame_count=numbers,
    samples=samples,
    sounding=samples,
    rate=st.sampled_from([Hertz(16000), Hertz(48000)]),
    words=st.lists(words, max_size=5).map(tuple),
    estimated=st.booleans(),
)


@given(runs)
def test_a_run_comes_back_as_it_was(run: Run) -> None:
    packed = pack(run)

    assert unpack(packed) == run
    assert unpack_frames(packed) == run.frames
    assert unpack_words(packed) == run.words


@pytest.mark.parametrize("content", [b"", b"RUN1", b"RUN0" + bytes(40), b"RUN1" + b"\xff" * 40])
def test_what_is_no_run_is_refused(content: bytes) -> None:
    with pytest.raises(StoreError, match="no run of frames"):
        unpack(content)
