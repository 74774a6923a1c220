"""Promises of segmenting, whatever the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.model import Metadata, Passage, Script, Segment, Span, SpanKind, Token, Voice
from audioed.segmenting import segment


def _voice(language: str) -> Voice:
    return Voice(name=language, engine="tone", language=language, variant=language)


@st.composite
def _passages(draw: st.DrawFn) -> Passage:
    """Passages whose tokens are said as written, otherwise, or not at all."""
    pieces = draw(
        st.lists(st.text(alphabet="ab1, .;\u0301\u200d🎉—", min_size=1, max_size=12), min_size=1, max_size=12)
    )
    tokens = []
    position = 0
    for piece in pieces:
        spoken = draw(st.sampled_from([piece, piece, "", "twenty one", " x "]))
        tokens.append(Token(start=position, end=position + len(piece), kind="plain", spoken=spoken))
        position += len(piece)
    text = "".join(pieces)
    bounds = st.integers(0, len(text))
    spans = []
    for first, second in draw(st.lists(st.tuples(bounds, bounds), max_size=3)):
        if first != second:
            language = draw(st.sampled_from(["fr", "de", "en-US"]))
            spans.append(Span(start=min(first, second), end=max(first, second), kind=SpanKind.LANGUAGE, value=language))
    spans.sort(key=lambda span: (span.start, -span.end))
    starts = {token.start for token in tokens}
    sentences = draw(st.lists(st.sampled_from(sorted(starts)), max_size=4, unique=True))
    return Passage(
        block="p",
        kind="paragraph",
        text=text,
        spans=tuple(spans),
        language="en-GB",
        tokens=tuple(tokens),
        sentences=tuple(sorted({0, *sentences})),
    )


def _segment(passage: Passage, limit: int) -> tuple[Segment, ...]:
    script = Script(metadata=Metadata(title="", language="en-GB"), passages=(passage,))
    return segment(script, _voice, limit=limit)


def _spoken(found: Segment) -> str:
    return "".join(utterance.spoken for utterance in found.utterances)


@given(_passages(), st.integers(1, 30))
@settings(max_examples=100)
def test_segments_cover_all_that_has_words_in_order(passage: Passage, limit: int) -> None:
    position = 0
    for found in _segment(passage, limit):
        between = passage.spoken[position : found.offset]
        assert not any(map(str.isalnum, between))
        assert passage.spoken.startswith(_spoken(found), found.offset)
        position = found.offset + len(_spoken(found))
    assert not any(map(str.isalnum, passage.spoken[position:]))


@given(_passages(), st.integers(1, 30))
@settings(max_examples=100)
def test_no_segment_is_over_the_limit_or_without_a_word(passage: Passage, limit: int) -> None:
    for found in _segment(passage, limit):
        spoken = _spoken(found)
        assert spoken == spoken.strip()
        assert len(spoken) <= limit
        assert all(any(map(str.isalnum, utterance.spoken)) for utterance in found.utterances)


@given(_passages(), st.integers(1, 30))
@settings(max_examples=100)
def test_the_written_ranges_are_in_order_and_say_what_is_spoken(passage: Passage, limit: int) -> None:
    position = 0
    for found in _segment(passage, limit):
        assert position <= found.start or limit < len("twenty one")  # a token longer than the limit lies in both
        assert found.start <= found.end <= len(passage.text)
        said = "".join(_said_between(passage, token, found.start, found.end) for token in passage.tokens)
        assert _spoken(found) in said
        if limit >= len("twenty one"):
            assert said.strip() == _spoken(found)
        position = found.end


def _said_between(passage: Passage, token: Token, start: int, end: int) -> str:
    if token.spoken == passage.text[token.start : token.end]:
        return passage.text[max(token.start, start) : min(token.end, end)]
    return token.spoken if token.start < end and token.end > start else ""


@given(_passages())
def test_ids_are_unique(passage: Passage) -> None:
    ids = [found.id for found in _segment(passage, 5)]

    assert len(ids) == len(set(ids))
