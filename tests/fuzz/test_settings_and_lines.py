"""Files that people write, and lines: they are taken, or every problem in them is named."""

from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.catalogue import BORDERS
from tests.fuzz.strategies import examples, mutations, toml
from tests.fuzz.targets.saying import LOCALES

from audioed.config import SETTINGS
from audioed.errors import AudioedError

_quickly: Final = settings(max_examples=examples(60), deadline=None, suppress_health_check=[*HealthCheck])
_SHOW: Final = "title author email base_url categories persons voices editions correction keep cover funding"
_LEDGER: Final = "podcast_guid article article.id id file slug guid number published source reissues correction at"
_POLICY: Final = "extends opening opening.say opening.template tables.treatment lists phrases phrases.en.image x"
_KEYS: Final = {
    "settings": [setting.key for setting in SETTINGS],
    "show-settings": [*_SHOW.split(), *(setting.key for setting in SETTINGS)],
    "ledger": _LEDGER.split(),
    "policy": _POLICY.split(),
    "voice": "engine language variant title rate_wpm pitch gain_db licence x".split(),
}
_PIECES: Final = st.sampled_from(
    "1 0 00 12 1,234 1.5 .5 1/2 01/2 1/0 ½ 3rd 1st 10: 10:30 24:61 2021 1990s '80s 3/4/2021 31/02/2021 5-6 –5 −5 10^6 "
    "10^-99 m² °C £ $ € % ‰ km mph ft \" ' ′ ″ am p.m. Dr. St. No. IV MMXX e.g. U.S. COVID-19 A4 M25 www.a.b a@b.c "
    "http://x/?y #tag @me +44 (020) 7946 0958 GMT+1 NaN ² ③ ٣ 三 Ⅳ \u0301 \u200d \u202e … — • || ||| 🎉 10x 1e9 v1.2.3 "
    ":30 §5 & AC/DC ½m 2½ 1–2 (a) 1) $1bn £5m10s 5'11\" 12/25 Q4 C#".split(" ")
)
_BETWEEN: Final = st.sampled_from(["", " ", " ", "-", "/", ".", ", ", "\n", "\u00a0"])
_TEXTS: Final = st.lists(st.tuples(_PIECES, _BETWEEN), max_size=10).map(lambda some: "".join(map("".join, some)))


@pytest.mark.parametrize("border", [*_KEYS])
@_quickly
@given(data=st.data())
def test_whatever_a_file_of_settings_says_it_is_taken_or_its_problems_are_named(
    border: str, data: st.DataObject
) -> None:
    content = data.draw(toml(_KEYS[border]) | mutations(BORDERS[border].seeds()))

    BORDERS[border](content)


@pytest.mark.parametrize("border", ["lexicon-table", "lexicon-pls", "opening", "names"])
@_quickly
@given(data=st.data())
def test_a_damaged_lexicon_opening_or_name_is_taken_or_refused(border: str, data: st.DataObject) -> None:
    content = data.draw(mutations(BORDERS[border].seeds()))

    BORDERS[border](content)


@pytest.mark.parametrize("border", ["normalization", "sentences"])
@settings(_quickly, max_examples=examples(400))
@given(text=_TEXTS | st.text(max_size=60), locale=st.integers(0, len(LOCALES) - 1))
def test_whatever_signs_stand_beside_each_other_a_text_is_said_in_full(border: str, text: str, locale: int) -> None:
    BORDERS[border](bytes([locale]) + text.encode())


@pytest.mark.parametrize("border", ["settings", "ledger", "policy", "voice", "lexicon-table", "lexicon-pls"])
def test_a_refusal_names_the_file(border: str) -> None:
    with pytest.raises(AudioedError, match=r"\.(toml|tsv|pls)"):
        BORDERS[border].take(b"= [")
