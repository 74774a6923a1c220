import pytest

from audioed.errors import VoiceError
from audioed.synthesizing import find_voice, is_known, pronunciations
from audioed.synthesizing.espeak_dictionary import dictionary
from audioed.synthesizing.espeak_library import pronounce


def test_words_are_told_in_ipa_as_each_voice_says_them() -> None:
    assert pronunciations(["Leicester", "bath"], find_voice("en-gb")) == ["lˈɛstə", "bˈaθ"]
    assert pronunciations(["bath"], find_voice("en-us")) == ["bˈæθ"]


def test_every_clause_of_a_text_is_told() -> None:
    assert pronunciations(["One. Two, three!", "", "a\x00b\ud800"], find_voice("en-gb"))[:2] == ["wˌɒn tˈuː θɹˈiː", ""]


def test_brackets_are_no_phonemes() -> None:
    (told,) = pronunciations(["[[h@l'oU]]"], find_voice("en-gb"))

    assert told != "həlˈoʊ"


def test_an_engine_that_does_not_tell_gives_nothing() -> None:
    assert pronunciations(["bath"], find_voice("tone")) == [""]


def test_a_voice_that_is_not_there_is_told() -> None:
    with pytest.raises(VoiceError, match="gmw/none"):
        pronounce(["bath"], variant="gmw/none")


@pytest.mark.parametrize(("word", "known"), [("Edinburgh", True), ("naïve", True), ("Okello", False)])
def test_the_voices_dictionary_knows_some_words(word: str, known: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_known(word, find_voice("en-gb")) is known


def test_a_language_without_a_dictionary_has_no_words() -> None:
    assert dictionary("tlh") == frozenset()
