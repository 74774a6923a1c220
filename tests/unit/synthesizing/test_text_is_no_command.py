"""Text for a voice is said: it can't become mark-up, phonemes or commands of the engine that says it."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audioed.errors import VoiceError
from audioed.model import Sound
from audioed.synthesizing import engine, find_voice
from audioed.synthesizing.espeak_library import pronounce
from audioed.synthesizing.espeak_phonemes import with_sounds
from audioed.synthesizing.system import SystemEngine
from audioed.units import Decibels

VOICE = find_voice("en-gb")
PHONEMES = "[[h@l'oU]]"
HELLO = "həlˈəʊ"


def told(text: str, sounds: tuple[Sound, ...] = ()) -> str:
    """What eSpeak NG says of a text, in the International Phonetic Alphabet."""
    marked, _ = with_sounds(text, sounds, "en-GB")
    (said,) = pronounce([marked], variant=VOICE.variant, has_phonemes=bool(sounds))
    return said


def length(text: str) -> int:
    """Samples that the default engine takes for a text."""
    return len(engine("espeak").speak(text, VOICE).pcm) // 2


def test_phonemes_in_brackets_are_the_voices_own_language_where_they_are_open() -> None:
    """What the other tests forbid is possible: without this one they could not fail."""
    assert pronounce([PHONEMES], variant=VOICE.variant, has_phonemes=True) == [HELLO]


@pytest.mark.parametrize("text", [f"Say {PHONEMES} now", f"Say [{PHONEMES}] now", f"Say [[{PHONEMES}]] now"])
def test_phonemes_of_an_article_are_said_as_letters(text: str) -> None:
    said = told(text)

    assert HELLO not in said
    assert said.startswith("sˈeɪ")
    assert said.endswith("nˈaʊ")


@pytest.mark.parametrize("brackets", [PHONEMES, f"[{PHONEMES}]", f"[[{PHONEMES}]]", f"]]{PHONEMES}"])
def test_phonemes_of_an_article_are_letters_beside_words_that_a_lexicon_gives_sounds(brackets: str) -> None:
    text = f"Niamh, {brackets} and more"

    said = told(text, (Sound(start=0, end=5, ipa="niːv"),))

    assert said.startswith("nˈiːv")
    assert HELLO not in said
    assert said.endswith("mˈɔː")


def test_a_bracket_before_a_word_that_has_sounds_takes_none_of_them() -> None:
    said = told("We met [Niamh] there", (Sound(start=8, end=13, ipa="niːv"),))

    assert "nˈiːv" in said


@pytest.mark.parametrize(
    "text",
    ["<speak><break time='9s'/>{}</speak>", "<prosody rate='x-slow'>{}</prosody>", "<audio src='/etc/passwd'/>{}"],
)
def test_ssml_is_said_sign_by_sign(text: str) -> None:
    said = told(text.format("hello there"))

    assert "ˈiːkwəlz" in said
    assert "həlˈəʊ" in said
    assert length(text.format("hello there")) > length("hello there")


@pytest.mark.parametrize("command", ["50S", "+99V", "5F", "9000P", "0A", "2I", "1H", "8Y", "30B"])
def test_commands_embedded_by_control_characters_are_letters(command: str) -> None:
    speak = engine("espeak").speak

    assert speak(f"One \x01{command} two", VOICE).pcm == speak(f"One  {command} two", VOICE).pcm


@pytest.mark.parametrize("text", ["-w/tmp/x.wav", "--stdout", "--path=/tmp", "-f /etc/passwd", "`id`", "$(id)", "; id"])
def test_what_a_command_would_take_for_an_option_is_text(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = replace(VOICE, gain_db=Decibels(0))

    clips = [engine(name).speak(f"{text} here", replace(own, engine=name)) for name in ("espeak", "system")]

    assert all(any(clip.pcm) for clip in clips)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("text", "handed"),
    [
        ("<speak>Hello</speak>", " speak>Hello /speak>"),
        (" <audio src='x'/>Hello", "  audio src='x'/>Hello"),
        ("[[volm 0.1]] Hello [[slnc 9]]", " [volm 0.1]] Hello  [slnc 9]]"),
        ("[[[rset 0]]] Hello", "  [rset 0]]] Hello"),
        ("2 > 1 [sic] Hello", "2 > 1 [sic] Hello"),
        ("\x01Hello\x00\u2028", " Hello  "),
    ],
)
def test_a_systems_voice_is_handed_no_markup_of_sapi_or_nsspeech(
    text: str, handed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def run(command: list[str], **options: Any) -> "subprocess.CompletedProcess[str]":
        asked.append((command, json.loads(options["input"])["text"]))
        return subprocess.CompletedProcess(command, 1, stderr="stop here")

    monkeypatch.setattr(subprocess, "run", run)
    voice = replace(VOICE, engine="system", gain_db=Decibels(0))

    with pytest.raises(VoiceError, match="stop here"):
        SystemEngine().speak(text, voice)

    ((command, said),) = asked
    assert said == handed
    assert len(said) == len(text)
    assert "Hello" not in " ".join(command)
