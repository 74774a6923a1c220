import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from audioed.cli import terminal
from audioed.errors import UsageError

Cli: TypeAlias = Callable[..., CompletedProcess[str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [["voices"], ["voices", "list"]])
def test_voices_are_listed_a_line_each(command: list[str], cli: Cli) -> None:
    told = cli(*command)

    assert told.returncode == 0, told.stderr
    names = [line.split()[0] for line in told.stdout.splitlines()]
    assert {"en-gb", "en-us", "de", "fr", "ar"} <= set(names)
    assert "espeak:cy" not in names


def test_voices_of_a_language_are_listed(cli: Cli) -> None:
    told = cli("voices", "list", "--language", "en", "--json")

    assert {voice["language"].partition("-")[0] for voice in json.loads(told.stdout)["voices"]} == {"en"}


def test_all_that_the_engines_have_is_listed(cli: Cli) -> None:
    told = cli("voices", "list", "--all", "--language", "cy")

    assert told.stdout.startswith("espeak:cy")


def test_a_language_that_nobody_speaks_is_told(cli: Cli) -> None:
    told = cli("voices", "list", "--language", "akk")

    assert told.returncode == 30
    assert "akk" in told.stderr


def test_a_voice_is_shown_in_words(cli: Cli) -> None:
    told = cli("voices", "show", "en-gb")

    lines = dict(line.split(": ", 1) for line in told.stdout.splitlines())
    assert lines["Name"] == "en-gb"
    assert lines["Language"] == "en-GB"
    assert "of 80 to 900" in lines["Rate"]
    assert lines["Gain"].endswith(" dB")


def test_a_voice_is_shown_as_json(cli: Cli) -> None:
    told = cli("voices", "show", "en-gb", "--json")

    shown = json.loads(told.stdout)
    assert (shown["name"], shown["slowest_wpm"], shown["fastest_wpm"]) == ("en-gb", 80, 900)


def test_an_unknown_voice_is_told(cli: Cli) -> None:
    told = cli("voices", "show", "en-bg")

    assert told.returncode == 30
    assert "en-gb" in told.stderr


def test_a_preview_is_a_short_mp3(cli: Cli, folder: Path) -> None:
    told = cli("voices", "preview", "en-gb", "--text", "Here I am.")

    assert told.stdout == "en-gb.mp3\n"
    assert (folder / "en-gb.mp3").read_bytes().startswith(b"ID3")


def test_a_preview_keeps_what_is_not_ours(cli: Cli, folder: Path) -> None:
    (folder / "en-gb.mp3").write_bytes(b"somebody's song")

    told = cli("voices", "preview", "en-gb")

    assert told.returncode == 41
    assert (folder / "en-gb.mp3").read_bytes() == b"somebody's song"


def test_a_voice_is_measured(cli: Cli) -> None:
    told = cli("voices", "measure", "en-gb")
    lines = dict(line.split(": ", 1) for line in told.stdout.splitlines())

    assert -18.5 <= float(lines["Loudness"].split()[0]) <= -17.5
    assert float(lines["True peak"].split()[0]) <= -1


def test_a_measurement_speaks_json(cli: Cli) -> None:
    told = cli("voices", "measure", "tone", "--json")

    measured = json.loads(told.stdout)
    assert -10 < measured["needed_gain_db"] < 0
    assert measured["slowest_wpm"] < measured["own_wpm"] < measured["fastest_wpm"]


class Screen:
    def isatty(self) -> bool:
        return True


def test_sound_is_not_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Screen())

    with pytest.raises(UsageError, match="A terminal can't show sound"):
        terminal.standard_output()


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    with pytest.raises(UsageError, match="Standard input is closed"):
        terminal.standard_input()


def test_a_person_at_the_keyboard_is_told_how_to_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Keyboard(Screen):
        buffer = b""

    monkeypatch.setattr(sys, "stdin", Keyboard())

    terminal.standard_input()

    assert "Ctrl-D" in capsys.readouterr().err
