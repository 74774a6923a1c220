"""The long run begins with our samples, keeps what led to new code, and says how it ended."""

import subprocess
import sys
from pathlib import Path

import pytest


def test_a_border_is_fuzzed_for_a_second(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="install audioed[fuzz] to run this test")
    command = [sys.executable, "-m", "tests.fuzz.run", "ranges", "--seconds", "1", "--corpus", str(tmp_path)]

    ran = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=False, timeout=120)

    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    assert len([*(tmp_path / "ranges").iterdir()]) > 3, "nothing but the samples is left"
    assert [*(tmp_path / "found").iterdir()] == []
