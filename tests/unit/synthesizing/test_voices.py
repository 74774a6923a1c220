from dataclasses import replace
from pathlib import Path

import pytest

from audioed.errors import VoiceError
from audioed.model import Segment, Utterance, Voice
from audioed.sound import pcm
from audioed.sound.conversion import through_mp3
from audioed.sound.loudness import loudness
from audioed.synthesizing import engine, find_voice, load_voices, synthesize, voice_for
from audioed.synthesizing.measuring import CLOSE_ENOUGH_LUFS, TARGET_LUFS, measure, sample_text
from audioed.synthesizing.voices import read_voice


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDIOED_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize("language", ["en-GB", "en-US", "de", "fr", "es", "it", "nl", "pt", "ar"])
def test_each_promised_language_has_two_measured_voices(language: str) -> None:
    voices = [voice for voice in load_voices().values() if voice.language == language]

    assert len(voices) >= 2
    assert all(voice.gain_db is not None and voice.title and voice.licence for voice in voices)


@pytest.mark.parametrize("name", load_voices())
def test_every_voice_reads_prose_at_the_target_loudness(name: str) -> None:
    voice = find_voice(name)
    text = sample_text(voice.language)
    utterance = Utterance(spoken=text, voice=voice)

    clip = synthesize(Segment(id="p", passage=0, start=0, end=len(text), utterances=(utterance,)))
    measured = loudness(through_mp3(clip.pcm, clip.rate), clip.rate)

    assert measured.integrated_lufs == pytest.approx(TARGET_LUFS, abs=CLOSE_ENOUGH_LUFS)
    assert measured.true_peak_db <= -1


def test_a_measurement_says_how_fast_a_voice_can_speak() -> None:
    measured = measure(find_voice("en-gb"))

    assert 80 < measured.slowest_wpm < 120
    assert 175 < measured.own_wpm < 260
    assert 900 < measured.fastest_wpm < 1300
    assert measured.loudness.integrated_lufs == pytest.approx(TARGET_LUFS, abs=CLOSE_ENOUGH_LUFS)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "en-gb"),
        ("en-GB", "en-gb"),
        ("en_us", "en-us"),
        ("en-AU", "en-gb"),
        ("de-AT", "de"),
        ("pt", "pt"),
        ("pt-BR", "pt-br"),
        ("ar-EG", "ar"),
        ("sv", "espeak:sv"),
    ],
)
def test_a_language_gets_its_nearest_voice(language: str, name: str) -> None:
    assert voice_for(language).name == name


def test_a_language_that_nothing_speaks_is_an_error_that_names_it() -> None:
    with pytest.raises(VoiceError, match="'tlh'") as caught:
        voice_for("tlh")

    assert "--voice" in caught.value.hint


def test_any_language_of_espeak_is_measured_once(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_voice("espeak:fi")
    monkeypatch.setattr("audioed.synthesizing.measuring.measured_gain", lambda _voice: pytest.fail("measured twice"))
    second = find_voice("espeak:fi")

    assert first == second
    assert first.gain_db is not None
    assert own_folder.exists()


def test_tones_are_a_voice_too() -> None:
    assert find_voice("tone") == engine("tone").voices()[0]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("en-bg", "en-gb"),
        ("DE", "de"),
        ("germany", "mean de?"),
        ("en_gb", "en-gb"),
        ("espeak:xx", ""),
        ("tone:x", ""),
        ("", ""),
    ],
)
def test_an_unknown_voice_is_an_error_that_suggests_near_names(name: str, near: str) -> None:
    with pytest.raises(VoiceError, match=f"no voice '{name}'") as caught:
        find_voice(name)

    assert near in caught.value.message
    assert "voices list" in caught.value.hint


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(VoiceError, match="'piper'"):
        find_voice("piper:anna")


_GOOD = 'engine = "espeak"\nlanguage = "en"\nvariant = "gmw/en"\n'


def test_a_voice_is_what_its_file_says(tmp_path: Path) -> None:
    path = tmp_path / "anna.toml"
    path.write_text(_GOOD + "rate_wpm = 200\ngain_db = 2\n", encoding="utf-8")

    assert read_voice(path) == replace(
        Voice(name="anna", engine="espeak", language="en", variant="gmw/en"),
        rate_wpm=200,  # type: ignore[arg-type] # a plain number equals one with a unit
        gain_db=2,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('engine = "espeak"\n', "lacks language; it lacks variant"),
        (_GOOD + "speed = 3\n", "unknown key speed"),
        (_GOOD + 'rate_wpm = "fast"\n', "rate_wpm is 'fast'"),
        (_GOOD + "rate_wpm = true\n", "rate_wpm is True"),
        (_GOOD + "pitch = 100\n", "pitch is 100, not 0 to 99"),
        ("engine =", "can't be read"),
        ("engine = '\udcff'", "can't be read"),
    ],
)
def test_a_wrong_file_is_an_error_that_says_what_is_wrong(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "anna.toml"
    path.write_bytes(content.encode(errors="surrogateescape"))

    with pytest.raises(VoiceError, match=r"anna\.toml") as caught:
        read_voice(path)

    assert problem in caught.value.message


def test_the_rate_is_kept_in_the_clip() -> None:
    text = "One two three four five six seven eight nine ten."
    lengths = []
    for rate in (120, 240):
        voice = replace(find_voice("en-us"), rate_wpm=rate)  # type: ignore[arg-type] # a plain number
        utterance = Utterance(spoken=text, voice=voice)
        clip = synthesize(Segment(id="p", passage=0, start=0, end=len(text), utterances=(utterance,)))
        lengths.append(len(clip.pcm) / pcm.WIDTH / clip.rate)

    assert lengths[1] == pytest.approx(lengths[0] / 2, rel=0.25)
