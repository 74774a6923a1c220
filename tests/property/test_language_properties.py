"""Whatever the text, in every language that has a grammar."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.normalizing import normalize, normalize_line

LANGUAGES = ("de", "es", "fr", "it", "nl", "pt", "pt-PT", "de-CH")
_PIECES = st.sampled_from(
    "1 2 3 12 21 100 1.234 1,5 12,50 14:30 2021 1990 2020/21 3. 1er 2.º IV XIX § € $ £ % °C km h Uhr Mai mayo de am "
    "der - – − + 1/2 -5 (3 «7 l'8 '80 Mio. mln M. S. p. siècle siglo Louis 10–12 0 030 5€ 3% 5-jährige "
    "& ½ 2½ • 🎉".split()
)
_ENDINGS = st.sampled_from(["", "", "", ",", ".", ")", ":", " "])
_NUMERIC = st.lists(st.tuples(_PIECES, _ENDINGS), max_size=9).map(lambda parts: " ".join(map("".join, parts)))


@pytest.mark.parametrize("locale", LANGUAGES)
@given(text=st.one_of(st.text(max_size=60), _NUMERIC))
@settings(max_examples=120, deadline=None)
def test_raw_parts_rebuild_the_source(locale: str, text: str) -> None:
    tokens = normalize(text, locale)

    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert all(one.end == two.start for one, two in pairwise(tokens))


@pytest.mark.parametrize("locale", LANGUAGES)
@given(text=_NUMERIC)
@settings(max_examples=200, deadline=None)
def test_normalizing_twice_changes_nothing(locale: str, text: str) -> None:
    once = normalize_line(text, locale)

    assert normalize_line(once, locale) == once
