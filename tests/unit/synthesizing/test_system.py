"""What the contract test does not ask: lost sound, and a system that fails. The child runs here in process, too."""

import io
import json
import subprocess
import sys
import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audioed.errors import SynthesisError, VoiceError
from audioed.synthesizing import engine, find_voice, system_child
from audioed.synthesizing.system import SystemEngine
from audioed.units import Decibels

_VOICE = replace(engine("tone").voices()[0], name="system", engine="system", gain_db=Decibels(0))
_LONG = "A rather long sentence that takes the voice several seconds to say, so that a lost half would be noticed. " * 3


def _instead_of_pyttsx3(
    monkeypatch: pytest.MonkeyPatch, seconds: float | None, code: int = 0, stderr: str = ""
) -> None:
    """Leave a file of silence, or none, in place of what pyttsx3 would."""

    def run(_command: Any, **options: Any) -> "subprocess.CompletedProcess[str]":
        if seconds is not None:
            with wave.open(json.loads(options["input"])["file"], "wb") as file:
                file.setparams((1, 2, 22_050, 0, "NONE", ""))
                file.writeframes(bytes(int(seconds * 22_050) * 2))
        return subprocess.CompletedProcess([], code, stderr=stderr)

    monkeypatch.setattr(subprocess, "run", run)


def test_the_system_voice_says_as_much_as_the_default_engine() -> None:
    own = replace(find_voice("en-gb"), gain_db=Decibels(0))

    system = engine("system").speak(_LONG, replace(own, engine="system"))
    direct = engine("espeak").speak(_LONG, own)

    assert system.estimated
    assert len(system.pcm) == pytest.approx(len(direct.pcm), rel=0.05)


def test_estimated_words_are_near_where_they_are_said() -> None:
    own = replace(find_voice("en-gb"), gain_db=Decibels(0))
    said = {word.position: word.start for word in engine("espeak").speak(_LONG, own).words}

    guessed = {word.position: word.start for word in engine("system").speak(_LONG, replace(own, engine="system")).words}

    both = said.keys() & guessed.keys()
    assert len(both) > 40
    assert sum(abs(said[each] - guessed[each]) for each in both) / len(both) / 22_050 < 0.25


def test_a_lost_part_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    _instead_of_pyttsx3(monkeypatch, seconds=1)

    with pytest.raises(SynthesisError, match="left out a part"):
        SystemEngine().speak(_LONG, _VOICE)


def test_no_file_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    _instead_of_pyttsx3(monkeypatch, seconds=None)

    with pytest.raises(VoiceError, match="left no file"):
        SystemEngine().speak(_LONG, _VOICE)


def test_a_file_that_is_no_sound_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_command: Any, **options: Any) -> "subprocess.CompletedProcess[str]":
        Path(json.loads(options["input"])["file"]).write_bytes(b"nothing")
        return subprocess.CompletedProcess([], 0, stderr="")

    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(SynthesisError, match="left no sound"):
        SystemEngine().speak(_LONG, _VOICE)


def test_what_pyttsx3_says_of_a_failure_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    _instead_of_pyttsx3(monkeypatch, seconds=None, code=1, stderr="Traceback\nOSError: no sound card")

    with pytest.raises(VoiceError, match="OSError: no sound card"):
        SystemEngine().voices()


def test_a_system_that_hangs_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: Any, **_: Any) -> None:
        raise subprocess.TimeoutExpired(command, 50)

    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(SynthesisError, match="did not end"):
        SystemEngine().speak(_LONG, _VOICE)


def test_a_voice_that_is_not_there_is_an_error_not_the_default_voice() -> None:
    with pytest.raises(VoiceError, match="nobody"):
        SystemEngine().speak("Hello", replace(_VOICE, variant="nobody"))


def test_a_pitch_can_not_be_set() -> None:
    with pytest.raises(VoiceError, match="pitch"):
        SystemEngine().speak("Hello", replace(_VOICE, pitch=60))


class _Loop:
    """What pyttsx3's engine looks like from outside."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def connect(self, _topic: str, listener: Any) -> None:
        self.listener = listener

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802 - pyttsx3's name
        self.asked.append((name, value))
        if value == "nobody":
            self.listener(name=None, exception=ValueError("unknown voice"))

    def getProperty(self, _name: str) -> list[Any]:  # noqa: N802 - pyttsx3's name
        return [type("Voice", (), {"id": "a", "name": "Anna", "languages": None})]

    def save_to_file(self, text: str, _file: str) -> None:
        self.asked.append(text)

    def startLoop(self) -> None:  # noqa: N802 - pyttsx3's name
        self.asked.append("startLoop")

    def runAndWait(self) -> None:  # noqa: N802 - pyttsx3's name
        self.asked.append("runAndWait")


@pytest.mark.parametrize(
    ("platform", "loop"), [("linux", "startLoop"), ("darwin", "runAndWait"), ("win32", "runAndWait")]
)
def test_the_child_uses_the_loop_that_ends_when_the_utterance_does(
    monkeypatch: pytest.MonkeyPatch, platform: str, loop: str
) -> None:
    made = _Loop()
    request = {"do": "speak", "text": "Hello", "voice": "", "rate_wpm": 200, "file": "hello.wav"}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(request)))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("pyttsx3.init", lambda: made)
    monkeypatch.setenv("ESPEAK_DATA_PATH", "")

    system_child.main()

    assert made.asked == [("rate", 200), "Hello", loop]


def test_the_child_fails_where_pyttsx3_would_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    request = {"do": "speak", "text": "Hello", "voice": "nobody", "rate_wpm": 200, "file": "hello.wav"}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(request)))
    monkeypatch.setattr("pyttsx3.init", _Loop)
    monkeypatch.setenv("ESPEAK_DATA_PATH", "")

    with pytest.raises(SystemExit, match="unknown voice"):
        system_child.main()


def test_the_child_lists_voices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"do": "list", "file": str(tmp_path / "voices.json")})))
    monkeypatch.setattr("pyttsx3.init", _Loop)
    monkeypatch.setenv("ESPEAK_DATA_PATH", "")

    system_child.main()

    assert json.loads((tmp_path / "voices.json").read_text()) == [{"id": "a", "title": "Anna", "languages": []}]
