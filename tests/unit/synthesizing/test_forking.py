"""What is said by a process that was to become a worker and didn't."""

import subprocess
import sys

import pytest

_PROGRAM = "import audioed.synthesizing.forking\nraise {}"


@pytest.mark.parametrize(
    ("error", "is_told"),
    [
        ("EOFError('Ran out of input')", False),
        ("FileNotFoundError(2, 'No such file')", False),
        ("ValueError('x')", True),
    ],
)
def test_only_of_half_an_order_nothing_is_said(error: str, *, is_told: bool) -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM.format(error)], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert ("Traceback" in done.stderr) is is_told


def test_the_process_at_work_does_not_import_it() -> None:
    assert "audioed.synthesizing.forking" not in sys.modules
