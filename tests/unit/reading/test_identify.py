"""Ids that last, and levels of headings without gaps."""

from dataclasses import replace

import pytest

from audioed.model import Block, Break, Embed, Figure, Heading, ListItem, Paragraph, Text
from audioed.reading.html import read_fragment
from audioed.reading.identify import identify, kind_of, rebase, text_of


def _paragraph(text: str, own: str = "") -> Paragraph:
    return Paragraph(id=own, content=(Text(text=text),))


def _heading(level: int, text: str = "x") -> Heading:
    return Heading(id="", level=level, content=(Text(text=text),))


def _ids(*blocks: Block) -> list[str]:
    return [block.id for block in identify(blocks)]


def test_an_id_is_the_kind_and_ten_hex_digits_of_the_text() -> None:
    (first, second) = _ids(_paragraph("one"), _paragraph("two"))

    assert first.startswith("paragraph-")
    assert len(first) == len("paragraph-") + 10
    assert first != second


def test_an_item_is_called_so() -> None:
    assert kind_of(ListItem(id="", content=())) == "item"


def test_an_inserted_paragraph_changes_no_other_id() -> None:
    before = _ids(_paragraph("one"), _paragraph("two"))

    after = _ids(_paragraph("one"), _paragraph("between"), _paragraph("two"))

    assert [after[0], after[2]] == before


def test_repeats_are_numbered() -> None:
    first, second, third = _ids(_paragraph("one"), _paragraph("one"), _paragraph("one"))

    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_the_authors_ids_win_and_their_repeats_are_numbered() -> None:
    assert _ids(_paragraph("one", "a"), _paragraph("two", "a"), _paragraph("three", "a-2")) == ["a", "a-3", "a-2"]


def test_ids_that_the_narration_takes_get_a_number() -> None:
    assert _ids(_paragraph("one", "opening"), _paragraph("two", "closing")) == ["opening-2", "closing-2"]


def test_an_id_that_was_made_gives_way_to_the_authors() -> None:
    (made,) = _ids(_paragraph("one"))

    assert _ids(_paragraph("one"), _paragraph("two", made)) == [f"{made}-2", made]


def test_white_space_in_an_id_becomes_a_hyphen_and_one_that_is_too_long_is_not_used() -> None:
    spaced, long = _ids(_paragraph("one", "a b"), _paragraph("two", "a" * 300))

    assert spaced == "a-b"
    assert long.startswith("paragraph-")


def test_what_has_no_text_is_known_by_its_source() -> None:
    pictures = [Figure(id="", source=source, alt=None) for source in ("a.jpg", "b.jpg")]
    embeds = [Embed(id="", title="", source=source) for source in ("a.html", "b.html")]

    ids = _ids(*pictures, *embeds, Break(id=""))

    assert len({each.rpartition("-")[2] for each in ids}) == 5
    assert all(each.count("-") == 1 for each in ids)


def test_identifying_twice_changes_nothing() -> None:
    once = identify([_paragraph("one"), _paragraph("one"), _paragraph("two", "closing"), Break(id="")])

    assert identify(once) == once


def test_marks_and_enclosures_are_not_part_of_an_id() -> None:
    plain, _ = read_fragment("<p>one two</p>")
    marked, _ = read_fragment("<section><p>one <b>two</b></p></section>")

    assert plain[0].id == marked[0].id


@pytest.mark.parametrize(
    ("levels", "rebased"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([2, 3, 2], [1, 2, 1]),
        ([2, 4, 6, 4, 2], [1, 2, 3, 2, 1]),
        ([3, 2, 1, 2], [1, 1, 1, 2]),
        ([2, 4, 3, 4], [1, 2, 2, 3]),
        ([1, 1], [1, 1]),
    ],
)
def test_levels_are_rebased_so_that_none_is_skipped(levels: list[int], rebased: list[int]) -> None:
    blocks = rebase([_paragraph("p"), *map(_heading, levels)])

    assert [block.level for block in blocks if isinstance(block, Heading)] == rebased


def test_a_first_heading_that_is_the_title_does_not_count() -> None:
    blocks = rebase([_paragraph("p"), _heading(1, "The  Title"), _heading(2), _heading(3), _heading(2)], "the title")

    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 1, 2, 1]


def test_the_title_below_a_sites_name_does_not_count_and_neither_does_the_name() -> None:
    blocks = rebase([_heading(1), _heading(2, "Title"), _heading(3)], "Title")

    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 1, 1]


def test_a_heading_below_prose_that_is_the_title_counts() -> None:
    blocks = rebase([_heading(1), _paragraph("word " * 20), _heading(2, "Title"), _heading(3)], "Title")

    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2, 3]


def test_rebasing_changes_nothing_else() -> None:
    heading = _heading(2)

    assert rebase([heading, _paragraph("p")]) == (replace(heading, level=1), _paragraph("p"))


def test_the_text_of_every_kind_of_block_is_known() -> None:
    blocks, _ = read_fragment(
        "<h1>a</h1><p>b<blockquote>c<footer>d</footer></blockquote><ul><li>e</ul><figure><img alt=f><figcaption>g "
        "<i class=credit>h</i></figcaption></figure><table><caption>i</caption><tr><th>j<td>k</table><pre>l</pre>"
        "<div class='math block'>m</div><pre class=verse>n\no</pre><iframe title=p></iframe><hr><p>q"
    )

    text = "\n".join(map(text_of, blocks))

    assert "".join(text.split()) == "abcdefghijklmnopq"
