import os
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audioed.errors import VoiceError
from audioed.model import Voice
from audioed.store import Store, default_folder
from audioed.synthesizing import engine, espeak_files, espeak_library
from audioed.synthesizing.examining import check_words
from audioed.units import WordsPerMinute

_VOICE = Voice(name="plain", engine="espeak", language="en-GB", variant="gmw/en")


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget what was found out about the files, before and after."""
    caches = (espeak_files.data_folder, espeak_files.initial_path, espeak_files.voice_files, espeak_files.fingerprint)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize("rate_wpm", [80, 449, 450, 600, 900])
def test_words_stand_where_they_are_said_at_every_rate(rate_wpm: int) -> None:
    """Above 449 words a minute eSpeak NG speeds its sound up after it has counted its events."""
    text = "Hello world, this is a sentence; here comes another thing. And this is one more."

    usual, other = (
        engine("espeak").speak(text, replace(_VOICE, rate_wpm=WordsPerMinute(rate))) for rate in (175, rate_wpm)
    )

    assert [word.position for word in other.words] == [word.position for word in usual.words]
    for there, here in zip(usual.words, other.words, strict=True):
        assert here.start / len(other.pcm) == pytest.approx(there.start / len(usual.pcm), abs=0.04)


@pytest.mark.parametrize("rate_wpm", [450, 550, 700, 800, 900])
def test_short_words_are_heard_in_their_time_at_every_rate(rate_wpm: int) -> None:
    """Experts listen so fast; a word that seems unsaid would end the build."""
    text = "The clock cost more than it saved, since the council had promised it. " + "And the river ran on. " * 20
    voice = replace(_VOICE, rate_wpm=WordsPerMinute(rate_wpm))

    clip = engine("espeak").speak(text, voice)

    check_words(clip, text, voice)
    assert min(word.end - word.start for word in clip.words) > clip.rate // 200


@pytest.mark.parametrize(("language", "variant"), [("en-GB", "gmw/en"), ("es", "roa/es"), ("ar", "sem/ar")])
def test_after_a_full_stop_a_word_begins_with_its_sound(language: str, variant: str) -> None:
    """Before p, t and k the mouth is closed for 40 to 70 ms, which is still the pause."""
    voice = replace(_VOICE, language=language, variant=variant)
    text = "Papa. Papa. Tata. Kaka. Mama." if language != "ar" else "تاتا. تاتا. كاكا. قاقا. ماما."

    clip = engine("espeak").speak(text, voice)

    samples = array("h", clip.pcm)
    for word in clip.words[1:]:
        silent = next(count for count, sample in enumerate(samples[word.start :]) if abs(sample) > 32)
        assert silent <= clip.rate * 15 // 1000


def test_a_pitch_changes_the_sound() -> None:
    low, high = (engine("espeak").speak("Hello", replace(_VOICE, pitch=pitch)).pcm for pitch in (10, 90))

    assert low != high


def test_mark_up_and_commands_are_said_as_characters() -> None:
    plain, marked = (len(engine("espeak").speak(text, _VOICE).pcm) for text in ("x", "<b>x</b> [[x]]"))

    assert marked > plain


def test_a_voice_that_is_not_there_is_an_error_not_the_default_voice() -> None:
    with pytest.raises(VoiceError, match="'en-gb'"):
        engine("espeak").speak("Hello", replace(_VOICE, variant="en-gb"))


@pytest.mark.parametrize("variant", ["gmw/nobody", "gmw/en+nobody", "../en"])
def test_there_is_no_fingerprint_of_a_voice_without_a_file(variant: str) -> None:
    with pytest.raises(VoiceError, match="no voice"):
        engine("espeak").fingerprint(replace(_VOICE, variant=variant))


def test_fingerprints_differ_by_voice_and_timbre() -> None:
    prints = {
        engine("espeak").fingerprint(replace(_VOICE, variant=variant))
        for variant in ("gmw/en", "gmw/en-US", "gmw/en+f2", "gmw/de", "sit/cmn", "art/io")
    }

    assert len(prints) == 6


@pytest.mark.parametrize(
    ("language", "variant"),
    [
        ("en-gb", "gmw/en"),
        ("en", "gmw/en"),
        ("EN_us", "gmw/en-US"),
        ("fr", "roa/fr"),
        ("pt-BR", "roa/pt-BR"),
        ("sv-FI", "gmq/sv"),
    ],
)
def test_a_language_finds_the_file_that_speaks_it_best(language: str, variant: str) -> None:
    file = espeak_files.speaker_of(language)

    assert file is not None
    assert file.variant == variant


def test_a_language_that_nobody_speaks_has_no_file() -> None:
    assert espeak_files.speaker_of("tlh") is None


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("links", [True, False])
def test_data_below_a_long_path_is_reached_through_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, *, links: bool
) -> None:
    there = espeak_files.data_folder()
    long = tmp_path / ("deep" * 30)
    long.mkdir()
    (long / "espeak-ng-data").symlink_to(there)
    espeak_files.data_folder.cache_clear()
    monkeypatch.setattr("espeakng_loader.get_data_path", lambda: str(long / "espeak-ng-data"))
    near = tmp_path_factory.mktemp("near")
    monkeypatch.setenv("AUDIOED_CACHE", str(near))
    if not links:

        def refuse(*_: object, **__: object) -> None:
            raise OSError("no links here")

        monkeypatch.setattr(Path, "symlink_to", refuse)

    first = espeak_files.initial_path()
    espeak_files.initial_path.cache_clear()
    second = espeak_files.initial_path()

    assert first == second
    Store(default_folder()).put("abcd1234", b"still a cache")
    assert first.startswith(os.fsencode(near))
    assert (Path(os.fsdecode(first)) / "espeak-ng-data" / "phontab").exists()
    assert engine("espeak").speak("Hello", _VOICE).words


@pytest.mark.usefixtures("fresh")
def test_a_cache_with_a_long_path_can_not_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("deep" * 30)
    long.mkdir()
    (long / "espeak-ng-data").symlink_to(espeak_files.data_folder())
    espeak_files.data_folder.cache_clear()
    monkeypatch.setattr("espeakng_loader.get_data_path", lambda: str(long / "espeak-ng-data"))
    monkeypatch.setenv("AUDIOED_CACHE", str(long))

    with pytest.raises(VoiceError, match="more than 111 bytes") as caught:
        espeak_files.initial_path()

    assert "AUDIOED_CACHE" in caught.value.hint


@pytest.mark.usefixtures("fresh")
def test_missing_data_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise RuntimeError("data path not exists")

    monkeypatch.setattr("espeakng_loader.get_data_path", missing)

    with pytest.raises(VoiceError, match="missing") as caught:
        espeak_files.data_folder()

    assert "pip install" in caught.value.hint


def test_data_that_can_not_be_opened_is_an_error_not_the_end_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeak_library, "initial_path", lambda: os.fsencode(tmp_path))

    with pytest.raises(VoiceError, match="can't open its data"):
        engine("espeak").speak("Hello", _VOICE)


def test_a_library_that_can_not_be_loaded_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine("espeak").speak("Hello", _VOICE)
    monkeypatch.setattr(espeak_library, "library_path", lambda: str(tmp_path / "none.so"))

    with pytest.raises(VoiceError, match="can't be loaded"):
        engine("espeak").speak("Hello", _VOICE)
