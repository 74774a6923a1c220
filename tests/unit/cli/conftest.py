"""A command line in this process."""

import io
import sys
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from audioed.cli.boundary import run


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., CompletedProcess[str]]:
    """Run a command line as a shell does, and return what it said."""

    def call(*arguments: str, stdin: bytes = b"") -> CompletedProcess[str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run(arguments)
        told = capsys.readouterr()
        return CompletedProcess(arguments, code, told.out, told.err)

    return call
