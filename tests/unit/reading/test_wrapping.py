import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.reading.wrapping import join_lines, vocabulary


@pytest.mark.parametrize(
    ("lines", "elsewhere", "joined"),
    [
        (["one two", "  three "], "", "one two three"),
        (["an exam-", "ple"], "", "an example"),
        (["an exam-", "ple"], "the example", "an example"),
        (["a well-", "known man"], "it is well-known", "a well-known man"),
        (["a well-", "known man"], "all is well, and known", "a well-known man"),
        (["a well-", "known man"], "wellknown; well, known", "a wellknown man"),
        (["soft\u00ad", "ware"], "soft ware", "software"),
        (["1914-", "1918"], "", "1914-1918"),
        (["Baden-", "Baden"], "", "Baden-Baden"),
        (["wait -", "no"], "", "wait - no"),
        (["a", "b", "c"], "", "a b c"),
        ([], "", ""),
    ],
)
def test_lines_become_one(lines: list[str], elsewhere: str, joined: str) -> None:
    assert join_lines(lines, vocabulary("\n".join(lines) + "\n\n" + elsewhere)) == joined


@given(st.lists(st.from_regex(r"[a-z ,.]*[a-z]", fullmatch=True), max_size=6))
def test_no_word_is_lost(lines: list[str]) -> None:
    joined = join_lines(lines, frozenset())

    assert joined.split() == " ".join(lines).split()
