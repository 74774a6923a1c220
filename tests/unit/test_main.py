"""How the program starts."""

import runpy
import sys

import pytest

from audioed import __version__


def test_the_package_can_be_run_and_leaves_with_the_exit_code_of_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["audioed", "--version"])

    with pytest.raises(SystemExit) as left:
        runpy.run_module("audioed", run_name="__main__")

    assert left.value.code == 0
    assert __version__ in capsys.readouterr().out
