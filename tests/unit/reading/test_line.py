"""Lines as they are gathered: white space at the seams."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audioed.model import Mark, MarkKind, Text
from audioed.reading.line import Line, is_blank, joined, plain, stanzas_of, tidy

_BOLD = (Mark(kind=MarkKind.STRONG),)
_pieces = st.lists(
    st.tuples(st.text(alphabet="ab \n", min_size=1, max_size=4), st.sampled_from([(), _BOLD])), max_size=8
)


@given(_pieces)
def test_tidied_content_has_no_white_space_at_its_ends_and_no_neighbours_alike(
    pieces: list[tuple[str, tuple[Mark, ...]]],
) -> None:
    content = tidy(pieces)

    text = plain(content)
    assert text == text.strip(" \n")
    assert text.split() == "".join(piece for piece, _ in pieces).split()
    assert all(run.text for run in content)
    assert all(one.marks != other.marks for one, other in pairwise(content))


@given(_pieces)
def test_text_that_is_added_piece_by_piece_is_collapsed_as_a_whole(
    pieces: list[tuple[str, tuple[Mark, ...]]],
) -> None:
    line = Line()

    for text, marks in pieces:
        line.add(text, marks)

    assert plain(line.content([])) == " ".join("".join(text for text, _ in pieces).split())


def test_contents_are_joined_by_line_breaks_where_there_are_any() -> None:
    one, two = (Text(text="one"),), (Text(text="two", marks=_BOLD),)

    assert plain(joined(one, (), two)) == "one\ntwo"
    assert joined((), two) == two


def test_stanzas_are_parted_by_empty_lines() -> None:
    content = (Text(text="one\n", marks=_BOLD), Text(text="two\n \nthree"))

    assert [[plain(line) for line in stanza] for stanza in stanzas_of(content)] == [["one", "two"], ["three"]]


def test_what_cannot_be_seen_is_blank() -> None:
    assert is_blank(" \u00a0\u200b\u2060\ufeff\u00ad\n")
    assert not is_blank("\u00a0.")
