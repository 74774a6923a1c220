import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Cli: TypeAlias = Callable[..., CompletedProcess[str]]


def test_the_doctor_tells_what_works(cli: Cli) -> None:
    told = cli("doctor")

    assert told.returncode == 0, told.stdout
    assert "Voice: works." in told.stdout
    assert "MP3: works." in told.stdout


def test_the_doctor_tells_what_fails_and_what_is_missing(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("AUDIOED_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setenv("PATH", "")

    told = cli("doctor")

    assert told.returncode == 42
    assert "Cache: fails." in told.stdout
    assert "  Hint: Set AUDIOED_CACHE" in told.stdout
    assert "Player: missing." in told.stdout


def test_the_doctor_speaks_json(cli: Cli) -> None:
    told = cli("doctor", "--json")

    findings = json.loads(told.stdout)["findings"]
    assert [finding["part"] for finding in findings] == ["Python", "Voice", "MP3", "M4B and Opus", "Cache", "Player"]
    assert all(finding["works"] for finding in findings[:5])


def test_a_library_that_is_missing_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "audioed.sound.container", None)

    told = cli("doctor")

    assert told.returncode == 1
    assert "M4B and Opus: fails." in told.stdout
    assert "pip install" in told.stdout
