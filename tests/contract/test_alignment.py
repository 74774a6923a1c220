"""The times of a finished edition against what ffmpeg and a recognizer hear of it; docs/alignment.md tells how."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

_PROGRAM = Path(__file__).parents[2] / "benchmarks" / "alignment.py"
_SIZE = () if os.environ.get("AUDIOED_LONG") == "1" else ("--quick",)
_LATE = "40"

pytestmark = [
    pytest.mark.skipif(find_spec("pocketsphinx") is None, reason="install pocketsphinx to run this test"),
    pytest.mark.skipif(not _PROGRAM.exists(), reason="needs the folder benchmarks of the repository"),
]


def test_words_and_sentences_stand_where_they_are_heard(needs: Callable[..., None]) -> None:
    needs("ffmpeg")

    run = _measured(*_SIZE)

    assert run.returncode == 0, run.stdout + run.stderr
    assert _kept(run.stdout) >= {"words", "sentences", "onsets"}


def test_times_that_are_late_are_noticed_of_each_kind(needs: Callable[..., None]) -> None:
    needs("ffmpeg")

    run = _measured("--quick", "--shift", _LATE)

    assert run.returncode == 1, run.stdout + run.stderr
    assert not _kept(run.stdout)


def _measured(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(_PROGRAM), *options], capture_output=True, text=True, check=False)


def _kept(table: str) -> set[str]:
    """Return the kinds of times of which a line says that its bars are kept."""
    return {line.removeprefix("| ").partition(",")[0] for line in table.splitlines() if line.endswith("| yes |")}
