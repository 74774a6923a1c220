"""Properties that hold for any text: "A token keeps its raw text; joined raw parts give back the source exactly"."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from audioed.model import Span, SpanKind
from audioed.normalizing import normalize, split_sentences

_FOLDER = Path(__file__).parents[1] / "golden" / "normalization"
_PIECES = sorted(
    {
        piece
        for path in _FOLDER.glob("*.tsv")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for piece in line.split("\t")[1].split()
    }
)
_LIKELY = st.lists(st.sampled_from(_PIECES), max_size=8).flatmap(
    lambda pieces: st.sampled_from([" ", "", ", ", "\n", "-"]).map(lambda between: between.join(pieces))
)
_ANY = st.text(max_size=60)
_TEXTS = st.one_of(_LIKELY, _ANY)
_LOCALES = st.sampled_from(["en-GB", "en-US", "de", "fr", "ar", "sv"])


@st.composite
def _spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        kind = draw(st.sampled_from(SpanKind))
        found.append(Span(start=start, end=end, kind=kind, value=draw(st.sampled_from(["", "de", "2021-03-04", "x"]))))
    return tuple(found)


@given(data=st.data(), text=_TEXTS, locale=_LOCALES)
def test_raw_parts_joined_are_the_source_and_plain_ones_are_said_as_written(
    data: st.DataObject, text: str, locale: str
) -> None:
    spans = data.draw(_spans(text))

    tokens = normalize(text, locale, spans=spans)

    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert all(token.start < token.end for token in tokens)
    assert all(token.spoken == text[token.start : token.end] for token in tokens if token.kind == "plain")
    assert all(token.spoken == "" for token in tokens if token.kind == "silent")


@given(text=_TEXTS)
def test_no_figure_is_left_for_a_voice_to_skip(text: str) -> None:
    tokens = normalize(text, "en-GB")

    assert not any(figure in token.spoken for token in tokens for figure in "0123456789")


@given(text=_TEXTS, locale=_LOCALES)
def test_sentences_begin_in_order_inside_the_text_the_first_at_its_start(text: str, locale: str) -> None:
    starts = split_sentences(text, locale)

    assert list(starts) == sorted(set(starts))
    assert (starts[0] == 0 and starts[-1] < len(text)) if text else starts == ()
    assert all(not text[start].isspace() for start in starts[1:])


@given(letters=st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,.", max_size=80))
def test_normalizing_twice_changes_nothing_more(letters: str) -> None:
    once = "".join(token.spoken for token in normalize(letters, "en-GB"))

    twice = "".join(token.spoken for token in normalize(once, "en-GB"))

    assert twice == once
