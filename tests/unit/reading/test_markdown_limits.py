"""How much Markdown is read, and how early more than that is refused."""

import pytest

from audioed.errors import ReadingError
from audioed.reading.markdown import read_markdown

HEADER = "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n"


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ("a\n\n" * 150_001, r"300,002 lines, more than 300,000"),
        ("[" * 150_001, r"150,001 opening brackets, more than 150,000"),
        ("|" + "a|" * 100_001 + "\n|" + "-|" * 100_001, r"more than 100,000 paragraphs"),
        ("a^[b] " * 26_000, r"more than 100,000 paragraphs"),
    ],
    ids=["lines", "brackets", "cells", "notes"],
)
def test_more_than_any_article_has_is_refused_and_the_error_says_what_to_do(markup: str, what: str) -> None:
    with pytest.raises(ReadingError, match=what) as refused:
        read_markdown(markup, name="endless")

    assert "Divide it" in refused.value.hint


def test_a_long_table_is_read_whole() -> None:
    rows = "".join("|" + "|".join(f"{row} {column}" for column in range(8)) + "|\n" for row in range(2000))

    blocks, _ = read_markdown(HEADER + rows, name="long")

    (table,) = blocks
    assert len(getattr(table, "rows", ())) == 2001
