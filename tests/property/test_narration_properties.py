"""Promises of narration, whatever the article."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.model import (
    Article,
    Block,
    Break,
    Cell,
    Code,
    Content,
    Embed,
    Enclosure,
    Figure,
    Heading,
    ListItem,
    Mark,
    MarkKind,
    Maths,
    Metadata,
    Note,
    Paragraph,
    Passage,
    Quotation,
    Script,
    SpanKind,
    Table,
    Text,
    Verse,
    block_parts,
    block_text,
    content_text,
)
from audioed.narrating import load_policy, narrate, policy_names

_POLICIES = {name: load_policy(name) for name in policy_names()}

_texts = st.text(alphabet="aZé1 .,-\n—🎉ع", max_size=12) | st.sampled_from(
    ["https://www.example.org/a", "One two three.", "example.org/x", "“Yes.”"]
)
_marks = st.builds(
    Mark, kind=st.sampled_from(MarkKind), value=st.sampled_from(["", "1", "2", "fr", "alt", "https://example.org/x"])
)
_contents: st.SearchStrategy[Content] = st.lists(
    st.builds(Text, text=_texts, marks=st.lists(_marks, max_size=2).map(tuple)), max_size=4
).map(tuple)
_enclosures = st.lists(
    st.builds(
        Enclosure,
        kind=st.sampled_from(["quotation", "list", "item", "aside", "section"]),
        key=st.integers(1, 4),
    ),
    max_size=2,
    unique_by=lambda enclosure: enclosure.key,
).map(tuple)
_cells = st.builds(
    Cell,
    content=_contents,
    is_header=st.booleans(),
    columns=st.integers(1, 3),
    rows=st.integers(1, 3),
)
_common = {"id": st.just(""), "inside": _enclosures, "language": st.sampled_from(["", "fr", "en-US"])}
_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, **_common, level=st.integers(1, 3), content=_contents),
    st.builds(Paragraph, **_common, content=_contents),
    st.builds(Quotation, **_common, content=_contents, attribution=_contents),
    st.builds(
        ListItem,
        **_common,
        content=_contents,
        marker=st.sampled_from(["bullet", "number", "term", "definition"]),
        number=st.none() | st.integers(1, 9),
    ),
    st.builds(Figure, **_common, source=st.just("a.png"), alt=st.none() | _texts, caption=_contents, credit=_contents),
    st.builds(
        Table,
        **_common,
        rows=st.lists(st.lists(_cells, max_size=3).map(tuple), max_size=3).map(tuple),
        header_rows=st.integers(0, 2),
        caption=_contents,
    ),
    st.builds(Code, **_common, text=_texts),
    st.builds(Maths, **_common, source=_texts, alt=_texts),
    st.builds(Verse, **_common, lines=st.lists(_contents, max_size=4).map(tuple)),
    st.builds(Note, **_common, label=st.sampled_from(["1", "2"]), content=_contents),
    st.builds(Embed, **_common, title=_texts, source=st.just("https://a.example")),
    st.builds(Break, **_common),
)


@st.composite
def _scripts(draw: st.DrawFn) -> tuple[Article, Script]:
    blocks = tuple(replace(block, id=f"b{number}") for number, block in enumerate(draw(st.lists(_blocks, max_size=6))))
    article = Article(
        metadata=Metadata(title=draw(_texts), language=draw(st.sampled_from(["en-GB", "ar", "sv"]))), blocks=blocks
    )
    return article, narrate(article, _POLICIES[draw(st.sampled_from(sorted(_POLICIES)))])


def _own(passage: Passage) -> str:
    announced = {
        position
        for span in passage.spans
        if span.kind is SpanKind.ANNOUNCED
        for position in range(span.start, span.end)
    }
    return "".join(character for position, character in enumerate(passage.text) if position not in announced)


@given(_scripts())
@settings(max_examples=60)
def test_every_part_of_a_block_is_in_a_passage_or_skipped_with_a_reason(made: tuple[Article, Script]) -> None:
    article, script = made

    for block in article.blocks:
        own = "\n".join(_own(passage) for passage in script.passages if passage.block == block.id)
        skipped = "\n".join(part.text for part in script.skipped if part.block == block.id)
        for part in filter(str.strip, map(content_text, block_parts(block))):
            assert part in own or part in skipped


@given(_scripts())
@settings(max_examples=60)
def test_without_announcements_a_passage_is_the_blocks_own_text_or_a_part_of_it(made: tuple[Article, Script]) -> None:
    article, script = made
    texts = {block.id: block_text(block) for block in article.blocks}

    for passage in script.passages:
        if passage.block in texts:
            assert _own(passage) in texts[passage.block]


@given(_scripts())
@settings(max_examples=60)
def test_nothing_of_a_block_is_said_twice(made: tuple[Article, Script]) -> None:
    article, script = made

    for block in article.blocks:
        own = [_own(passage) for passage in script.passages if passage.block == block.id]
        assert sum(len("".join(text.split())) for text in own) <= len("".join(block_text(block).split()))


@given(_scripts())
@settings(max_examples=60)
def test_every_block_has_a_passage_or_a_reason(made: tuple[Article, Script]) -> None:
    article, script = made
    known = {passage.block for passage in script.passages} | {part.block for part in script.skipped}

    assert {block.id for block in article.blocks} <= known


@given(_scripts())
@settings(max_examples=60)
def test_spans_are_in_order_and_inside_and_silent_ones_are_recorded(made: tuple[Article, Script]) -> None:
    _, script = made
    reasons = {(part.block, part.reason) for part in script.skipped}

    for passage in script.passages:
        starts = [(span.start, -span.end) for span in passage.spans]
        assert starts == sorted(starts)
        for span in passage.spans:
            assert 0 <= span.start < span.end <= len(passage.text)
            assert span.kind is not SpanKind.SILENT or (passage.block, span.value) in reasons


@given(_scripts())
@settings(max_examples=60)
def test_the_passages_of_a_block_follow_each_other(made: tuple[Article, Script]) -> None:
    _, script = made
    order = [passage.block for passage in script.passages]
    runs = [block for number, block in enumerate(order) if not number or order[number - 1] != block]

    assert len(runs) == len(set(runs))
