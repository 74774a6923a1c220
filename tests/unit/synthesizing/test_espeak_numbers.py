from dataclasses import replace

import pytest

from audioed.model import Sound
from audioed.synthesizing import engine, find_voice, pronunciations
from audioed.synthesizing.espeak_numbers import in_parts

ARTICLE = "Im Jahr neunzehnhundertvierundachtzig waren es hundertvier, dann achthundert."


@pytest.mark.parametrize(
    ("language", "number", "read"),
    [
        ("de", "hundertvier", "hundert-vier"), ("de-AT", "ACHTHUNDERT", "ACHT-HUNDERT"),
        ("de", "Einundzwanzig", "Einund-zwanzig"), ("de", "dreiunddreissigste", "dreiund-dreissigste"),
        ("de", "hundertundeins", "hundertund-eins"), ("de", "hunderterster", "hundert-erster"),
        ("de", "neunzehnhundertachtziger", "neunzehnhundert-achtziger"), ("de", "zwoundvierzig", "zwo-und-vierzig"),
        ("de", "zweihundertfünfzigtausenddreihundertvier", "zweihundert-fünfzigtausend-dreihundert-vier"),
        ("nl", "honderdzes", "honderd zes"), ("nl", "honderddrie", "honderd-drie"),
        ("nl", "eenentwintig", "één-een-twintig"), ("nl-BE", "drieëntachtigste", "drie-een-tachtigste"),
        ("nl", "achthonderdeen", "acht-honderd één"), ("nl", "tweehonderdduizend", "twee-honderd-duizend"),
        ("nl", "achtendertig", "acht-een-dertig"), ("nl", "eenhonderd", "één-honderd"),
        ("it", "trentasette", "trenta-sette"), ("it", "Seicento", "Sei-cento"), ("it", "duemilauno", "due-mila-uno"),
        ("it", "ventitreesimo", "venti-treesimo"), ("it", "centottantatré", "centottanta-tré"),
        ("it", "l'ottantadue", "l'ottanta-due"), ("it", "duecentesimo", "due-centesimo"),
    ],
)  # fmt: skip
def test_a_long_number_is_read_in_parts(language: str, number: str, read: str) -> None:
    assert in_parts(number, language)[0] == read


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "vier zwanzig dreizehn zweihundert neunzehnhundert Tausende hunderte hundertste Achtung Dreieck einsam"),
        ("de", "Jahrhundert Hundertschaft hundertprozentig Tausendsassa Einhundertmeterlauf hundertvier2 elfen Stunde"),
        ("nl", "zestien zeventig honderden duizendste duizendpoot achten elfen vieren honderdvoud eenheid zevenentwin"),
        (
            "it",
            "sette trentotto ventuno centotto millesimo millefoglie ventenne centinaia trentina ottobre seicentesco",
        ),
        ("en-GB", "hundertvier honderdzes trentasette"),
        ("es", "veintisiete trentasette"),
    ],
)
def test_other_words_are_read_as_they_are_written(language: str, words: str) -> None:
    assert in_parts(words, language)[0] == words


def test_places_lead_back_and_a_number_is_one_place() -> None:
    text = "Es sind hundertvier oder achthundert."

    read, source = in_parts(text, "de")

    assert read == "Es sind hundert-vier oder acht-hundert."
    assert [source(read.index(word)) for word in ("Es", "sind", "hundert", "vier", "oder", "acht", ".")] == [
        text.index(word) for word in ("Es", "sind", "hundert", "hundert", "oder", "acht", ".")
    ]


def test_phonemes_of_a_lexicon_stay_whole() -> None:
    assert in_parts("[[trentadue]] trentadue", "it")[0] == "[[trentadue]] trenta-due"


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        ("de", ARTICLE),
        ("nl", "In negentienhonderdvierentachtig waren het er honderdzes, daarna zesentachtig."),
        ("it", "Nel millenovecentottantaquattro erano trentasette, poi l'ottantadue."),
    ],
)
def test_each_written_word_has_its_time(voice: str, text: str) -> None:
    clip = engine("espeak").speak(text, find_voice(voice))

    begins = [0, *(place + 1 for place, character in enumerate(text) if character == " ")]
    assert [time.position for time in clip.words] == begins
    assert all(time.end > time.start for time in clip.words)


def test_words_after_a_number_keep_their_sounds_and_times() -> None:
    text = "Wir zählen hundertvier Niamh hier"
    sound = Sound(start=23, end=28, ipa="niːv")

    with_sound, plain = (engine("espeak").speak(text, find_voice("de"), sounds) for sounds in ([sound], []))

    assert [time.position for time in with_sound.words] == [0, 4, 11, 23, 29]
    assert with_sound.pcm != plain.pcm


def test_what_is_told_of_a_number_is_what_is_heard() -> None:
    assert pronunciations(["hundertvier"], find_voice("de")) == ["hˈʊndɜtfˈiːɾ"]
    assert pronunciations(["trentasette"], find_voice("it")) == ["trˈentasˈɛtːe"]


def test_only_languages_whose_numbers_are_parted_are_made_anew() -> None:
    german = find_voice("de")

    prints = {engine("espeak").fingerprint(replace(german, language=language)) for language in ("de", "de-AT", "nl")}
    other = {engine("espeak").fingerprint(replace(german, language=language)) for language in ("en-GB", "es", "")}

    assert len(other) == 1
    assert not prints & other
