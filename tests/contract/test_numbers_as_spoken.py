"""Numbers 1 to 1,000 and years 1000 to 2100 sound as their words do, in each language that we write numbers out for.

The words are those of `counting.py`. Sounds are compared, not letters, since "vingt-et-un" and "vingt et un" are one
number; stress, length and breaks, which spelling shifts, do not count.
"""

import os
import re

import pytest

from audioed.normalizing import normalize_line
from audioed.synthesizing import find_voice
from audioed.synthesizing.pronouncing import pronunciations

from .counting import LANGUAGES, PARTS, Language, parts

STRIDE = 1 if os.environ.get("AUDIOED_LONG") == "1" else 11
"""Prime to ten, so that all endings come along."""
NUMBERS = (*range(1, 131), *range(131, 1000, STRIDE), 1000)
YEARS = (*range(1000, 2100, STRIDE), 1066, 1100, 1101, 1900, 1901, 1984, 2000, 2001, 2010, 2024, 2099, 2100)

_UNSTRESSED = {"nl": {"en": "ən", "ën": "ən"}}
"""How parts sound that nobody stresses, though alone eSpeak NG does."""
_MET = {
    "de": (("ɾ", "r"),),
    "nl": (("td", "d"), ("dd", "d"), ("tt", "t")),
    "it": (("ɪ", "i"), ("ʊ", "u")),
}
"""Sounds that eSpeak NG says otherwise at the end of a word than inside, and those that meet and are said as one."""
_NO_SOUND = re.compile(r"[ˈˌː\s-]")


def bare(sound: str, locale: str) -> str:
    """Return what is said without stress, length and breaks, and whatever is due to where a word ends."""
    sound = _NO_SOUND.sub("", sound)
    for met, said in _MET[locale]:
        sound = sound.replace(met, said)
    return sound


def differing(language: Language, written: list[str], words: list[str]) -> list[tuple[str, str]]:
    """Return what is said and what should be, where they sound otherwise."""
    said, voice = [normalize_line(text, language.locale) for text in written], find_voice(language.voice)
    assert not any(character.isdigit() for text in said for character in text)
    sounds = ([_NO_SOUND.sub("", sound) for sound in pronunciations(texts, voice)] for texts in (said, words))
    return [
        (ours, theirs)
        for ours, theirs, heard, expected in zip(said, words, *sounds, strict=True)
        if heard != expected or not heard
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.locale)
def test_a_number_sounds_as_its_words(language: Language) -> None:
    written = [language.number_context.format(number) for number in NUMBERS]
    words = [language.number_context.format(language.number(number)) for number in NUMBERS]

    assert differing(language, written, words) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.locale)
def test_a_year_sounds_as_its_words(language: Language) -> None:
    written = [language.year_context.format(year) for year in YEARS]
    words = [language.year_context.format(language.year(year)) for year in YEARS]

    assert differing(language, written, words) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.locale)
def test_no_two_numbers_sound_the_same(language: Language) -> None:
    words = [language.number(number) for number in range(1, 1001)]

    sounds = pronunciations(words, find_voice(language.voice))

    assert len({_NO_SOUND.sub("", sound) for sound in sounds}) == len(words)


@pytest.mark.parametrize(
    "language", [language for language in LANGUAGES if language.locale in PARTS], ids=lambda it: it.locale
)
def test_a_number_in_one_word_sounds_as_its_parts(language: Language) -> None:
    voice, locale = find_voice(language.voice), language.locale
    told = dict(zip(PARTS[locale], pronunciations(PARTS[locale], voice), strict=True)) | _UNSTRESSED.get(locale, {})
    counted = [*map(language.number, NUMBERS), *map(language.year, YEARS)]
    words = sorted({word for number in counted for word in number.split()})

    heard = [bare(sound, locale) for sound in pronunciations(words, voice)]

    expected = [bare("".join(told[part] for part in parts(word, locale)), locale) for word in words]
    assert [row for row in zip(words, heard, expected, strict=True) if row[1] != row[2] or not row[1]] == []
