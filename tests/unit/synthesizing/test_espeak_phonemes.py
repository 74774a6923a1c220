from dataclasses import replace

import pytest

from audioed.model import Segment, Sound, Utterance
from audioed.synthesizing import clip_key, engine, find_voice, synthesize, unsayable
from audioed.synthesizing.espeak_phonemes import to_mnemonics, with_sounds
from audioed.units import Hertz

VOICE = find_voice("en-gb")
NEEV = Sound(start=7, end=12, ipa="niːv")


@pytest.mark.parametrize(
    ("ipa", "mnemonics"),
    [
        ("ˈniːv", "n'i:v"),
        ("tʃɑːld", "tSA:ld"),
        ("t͡ʃ", "tS"),
        ("ˈwɪm.ɪn", "w'ImIn"),
        ("/ˌɛdɪnˈbʌrə/", ",EdInb'Vr@"),
        ("ˌɛd.ɪnˈbʌɹə", ",EdInb'Vr@"),
        ("ʃiː dʒɪnˈpɪŋ", "Si:dZInp'IN"),
    ],
)
def test_stress_stands_before_the_vowel_and_the_longest_signs_count(ipa: str, mnemonics: str) -> None:
    assert to_mnemonics(ipa, "en-GB")[0] == mnemonics


@pytest.mark.parametrize(("ipa", "wrong"), [("niːvʘ", "ʘ"), ("ɬan", "ɬ"), (".", ".")])
def test_what_has_no_mnemonic_is_told(ipa: str, wrong: str) -> None:
    assert to_mnemonics(ipa, "en-GB") == ("", wrong)
    assert unsayable(ipa, VOICE) == wrong


def test_a_language_without_a_table_and_an_engine_without_phonemes_say_none() -> None:
    assert to_mnemonics("niːv", "cy") == ("", "niːv")
    assert unsayable("niːv", find_voice("tone")) == "niːv"


def test_a_text_gets_mnemonics_and_places_lead_back() -> None:
    text = "We met Niamh, [[h@l]] and [["

    marked, source = with_sounds(text, [NEEV], "en-GB")

    assert marked == "We met [[ni:v]], [ h@l]] and [ "
    assert [source(place) for place in (3, 7, 9, 11, 15)] == [3, 7, 7, 7, 12]


def test_a_possessive_is_said_with_its_word() -> None:
    marked, source = with_sounds("We met Niamh's cat", [NEEV], "en-GB")

    assert marked == "We met [[ni:vz]] cat"
    assert source(marked.index("cat")) == 15


@pytest.mark.parametrize(("ipa", "ending"), [("pæt", "s]]"), ("dʒæz", "I2z]]"), ("biː", "z]]")])
def test_a_possessive_sounds_as_its_word_ends(ipa: str, ending: str) -> None:
    assert with_sounds("X’s", [Sound(start=0, end=1, ipa=ipa)], "en-GB")[0].endswith(ending)


def test_what_cannot_be_said_stays_as_it_is_written() -> None:
    assert with_sounds("We met Niamh", [replace(NEEV, ipa="ʘ")], "en-GB")[0] == "We met Niamh"


def test_ipa_sounds_as_the_word_that_is_said_so() -> None:
    by_ear = engine("espeak").speak("We met Niamh today.", VOICE, [NEEV, Sound(start=13, end=18, ipa="təˈdeɪ")])
    by_name = engine("espeak").speak("We met Neev today.", VOICE)
    by_spelling = engine("espeak").speak("We met Niamh today.", VOICE)

    assert abs(len(by_ear.pcm) - len(by_name.pcm)) < abs(len(by_spelling.pcm) - len(by_name.pcm))
    assert [word.position for word in by_ear.words] == [0, 3, 7, 13]
    assert by_ear.pcm != by_spelling.pcm


def test_brackets_of_an_article_are_no_phonemes_even_beside_sounds() -> None:
    spoken = engine("espeak").speak("Niamh [[n'i:v]]", VOICE, [Sound(start=0, end=5, ipa="niːv")])

    assert len(spoken.words) > 1


def test_sounds_are_part_of_a_clips_key_and_nothing_else_is_changed() -> None:
    plain = Segment(
        id="a", passage=0, start=0, end=12, utterances=(Utterance(spoken="We met Niamh", voice=VOICE),), offset=0
    )
    sounding = replace(plain, utterances=(replace(plain.utterances[0], sounds=(NEEV,)),))

    assert clip_key(plain, sample_rate=Hertz(22050)) != clip_key(sounding, sample_rate=Hertz(22050))
    assert synthesize(plain).pcm != synthesize(sounding).pcm
