import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.serving.ranges import MOST, UnsatisfiableError, requested


@pytest.mark.parametrize(
    ("header", "ranges"),
    [
        ("bytes=0-99", (range(100),)),
        ("bytes=0-0", (range(1),)),
        ("bytes=500-", (range(500, 1000),)),
        ("bytes=-200", (range(800, 1000),)),
        ("bytes=-5000", (range(1000),)),
        ("bytes=990-2000", (range(990, 1000),)),
        ("bytes=0-99999999999999999999999999", (range(1000),)),
        ("Bytes=0-9", (range(10),)),
        ("bytes = 0-9", (range(10),)),
        ("bytes=0-1, 5-6 ,-1", (range(2), range(5, 7), range(999, 1000))),
        ("bytes=,0-1,,", (range(2),)),
        ("bytes=0-1,2000-", (range(2),)),
    ],
)
def test_ranges_are_those_that_exist_in_the_order_in_which_they_are_asked_for(
    header: str, ranges: tuple[range, ...]
) -> None:
    found = requested(header, 1000)

    assert found == ranges


@pytest.mark.parametrize(
    "header",
    ["", "bytes", "bytes=", "bytes=abc", "bytes=5-2", "bytes=-", "lines=0-9", "bytes=0-9;", "bytes=0-1,x", "bytes=٣-٤"],
)
def test_what_is_no_range_of_bytes_is_not_heeded(header: str) -> None:
    found = requested(header, 1000)

    assert found == ()


def test_numbers_longer_than_any_file_are_not_read() -> None:
    found = requested(f"bytes={'9' * 5000}-", 1000)

    assert found == ()


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0", "bytes=1000-,-0"])
def test_ranges_behind_the_end_are_refused(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        requested(header, 1000)


def test_an_empty_file_has_no_ranges_and_is_sent_whole() -> None:
    found = requested("bytes=0-", 0)

    assert found == ()


@pytest.mark.parametrize("header", ["bytes=" + "0-0," * (MOST + 1), "bytes=0-,0-"])
def test_more_work_than_the_whole_file_is_not_done(header: str) -> None:
    found = requested(header, 1000)

    assert found == ()


_NUMBERS = st.one_of(st.just(""), st.integers(0, 300).map(str))
_SPECS = st.lists(st.tuples(_NUMBERS, _NUMBERS).map("-".join), min_size=1, max_size=20)


@given(specs=_SPECS, size=st.integers(0, 200))
def test_every_range_lies_inside_and_together_they_are_no_longer_than_the_file(specs: list[str], size: int) -> None:
    """RFC 9110, section 14.2: a server may refuse what looks like an attack."""
    try:
        found = requested("bytes=" + ",".join(specs), size)
    except UnsatisfiableError:
        found = ()

    assert all(0 <= one.start < one.stop <= size for one in found)
    assert sum(map(len, found)) <= size
