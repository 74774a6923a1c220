from dataclasses import replace
from pathlib import Path

import pytest

from audioed.model import Segment, Sound, Utterance
from audioed.synthesizing import clip_key, engine, espeak_phonemes, find_voice, synthesize, unsayable
from audioed.synthesizing.espeak_library import pronounce
from audioed.synthesizing.espeak_phonemes import to_mnemonics, with_sounds
from audioed.units import Hertz

_TABLES = sorted((Path(espeak_phonemes.__file__).parent / "mnemonics").glob("*.tsv"))
VOICE = find_voice("en-gb")
NEEV = Sound(start=7, end=12, ipa="niːv")


@pytest.mark.parametrize(
    ("ipa", "mnemonics"),
    [
        ("ˈniːv", "n'i:v"),
        ("tʃɑːld", "tS'A:ld"),
        ("t͡ʃ", "tS"),
        ("ənˈlʊk əˈnʌð.ə", "@nl'Uk@n'VD@"),
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

    assert marked == "We met [[n'i:v]], [ h@l]] and [ "
    assert [source(place) for place in (3, 7, 9, 11, 16)] == [3, 7, 7, 7, 12]


def test_a_possessive_is_said_with_its_word() -> None:
    marked, source = with_sounds("We met Niamh's cat", [NEEV], "en-GB")

    assert marked == "We met [[n'i:vz]] cat"
    assert source(marked.index("cat")) == 15


@pytest.mark.parametrize(("ipa", "ending"), [("pæt", "s]]"), ("dʒæz", "I2z]]"), ("biː", "z]]")])
def test_a_possessive_sounds_as_its_word_ends(ipa: str, ending: str) -> None:
    assert with_sounds("X’s", [Sound(start=0, end=1, ipa=ipa)], "en-GB")[0].endswith(ending)


def test_what_cannot_be_said_stays_as_it_is_written() -> None:
    assert with_sounds("We met Niamh", [replace(NEEV, ipa="ʘ")], "en-GB")[0] == "We met Niamh"


@pytest.mark.parametrize(
    ("voice", "word", "ipa"),
    [
        ("de", "Tschechen", "ˈtʃɛçən"), ("de", "Zeitungen", "ˈt͡saɪ̯ˌtʊŋən"), ("de", "schön", "ʃøːn"),
        ("de", "Buch", "buːx"), ("de", "Haus", "haʊ̯s"), ("de", "Ring", "ʁɪŋ"), ("de", "Quarz", "kvaʁt͡s"),
        ("de", "Leute", "ˈlɔʏ̯tə"),
        ("fr", "montagne", "mɔ̃taɲ"), ("fr", "feuille", "fœj"), ("fr", "chambre", "ʃɑ̃bʁ"), ("fr", "bonjour", "bɔ̃ʒuʁ"),
        ("fr", "bien", "bjɛ̃"), ("fr", "un", "œ̃"), ("fr", "peu", "pø"), ("fr", "roi", "ʁwa"),
        ("es", "chico", "ˈt͡ʃiko"), ("es", "perro", "ˈpero"), ("es", "pero", "ˈpeɾo"), ("es", "llamar", "ʎaˈmaɾ"),
        ("es", "jamón", "xaˈmon"), ("es", "niño", "ˈniɲo"), ("es", "zapato", "θaˈpato"), ("es", "agua", "ˈaɣ̞wa"),
        ("it", "città", "t͡ʃitˈta"), ("it", "pesce", "ˈpeʃe"), ("it", "famiglia", "faˈmiʎa"), ("it", "chiesa", "ˈkjɛza"),
        ("it", "ragazzo", "raˈɡat.tso"), ("it", "perché", "perˈke"),
        ("nl", "huis", "ɦœys"), ("nl", "school", "sxoːl"), ("nl", "vrouw", "vrʌu̯"), ("nl", "gracht", "ɣrɑxt"),
        ("nl", "lijn", "lɛi̯n"), ("nl", "water", "ˈʋaːtər"), ("nl", "deur", "døːr"),
        ("pt", "vinho", "ˈviɲʊ"), ("pt", "rua", "ˈʁuɐ"), ("pt", "filho", "ˈfiʎʊ"), ("pt", "chave", "ˈʃavɨ"),
        ("pt", "mãe", "mɐ̃j̃"), ("pt", "não", "nɐ̃w̃"), ("pt-br", "tia", "ˈtʃiɐ"), ("pt-br", "não", "nɐ̃w̃"),
    ],
)  # fmt: skip
def test_ipa_of_a_word_gives_the_phonemes_with_which_the_voice_says_it(voice: str, word: str, ipa: str) -> None:
    variant = find_voice(voice).variant
    mnemonics, wrong = to_mnemonics(ipa, voice)

    by_ear, by_spelling = pronounce([f"[[{mnemonics}]]", word], variant=variant, has_phonemes=True)

    assert not wrong
    assert by_ear == by_spelling


@pytest.mark.parametrize("path", _TABLES, ids=lambda path: path.stem)
def test_every_mnemonic_of_a_table_is_a_sound_of_its_voice(path: Path) -> None:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    signs = [sign for row in rows for sign in row[0].split(" ")]
    tried = [f"[[t'{mnemonic}t]]" if kind == "vowel" else f"[['a{mnemonic}a]]" for _, mnemonic, kind in rows]

    said = pronounce(tried, variant=find_voice({"en": "en-gb"}.get(path.stem, path.stem)).variant, has_phonemes=True)

    assert len(signs) == len(set(signs))
    silent = [row for row, sounds in zip(rows, said, strict=True) if len(sounds.replace("ˈ", "")) < 3]
    assert silent == []


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
