"""What every test may ask for."""

import os
from collections.abc import Callable
from shutil import which

import pytest


@pytest.fixture
def needs() -> Callable[..., None]:
    """Skip where a tool is missing, saying what to install; in CI a missing tool is a failure."""

    def check(*tools: str) -> None:
        missing = [tool for tool in tools if which(tool) is None]
        if missing and os.environ.get("CI"):
            pytest.fail(f"missing in CI: {', '.join(missing)}")
        if missing:
            pytest.skip(f"install {', '.join(missing)} to run this test")

    return check
