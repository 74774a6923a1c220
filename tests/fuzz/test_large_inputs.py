"""No input of a megabyte makes reading, narrating, normalizing or segmenting take longer than 10 s or 500 MB.

In CI each input has 20 kB, and time that is generous for what grows with the size and too short for what grows with its
square; with AUDIOED_LONG=1 it has its megabyte.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="limits of a process are POSIX's")

from tests.fuzz.large_inputs import ARTICLES, TEXTS

LONG = os.environ.get("AUDIOED_LONG") == "1"
SIZE = 1_000_000 if LONG else 20_000
MEGABYTES = 500
_PROGRAM = Path(__file__).with_name("large_inputs.py")
_NAMES = [*TEXTS, *ARTICLES]
_GROUPS = [[name] for name in _NAMES] if LONG else [_NAMES[start::4] for start in range(4)]


@pytest.mark.parametrize("names", _GROUPS, ids=lambda names: names[0])
def test_no_input_takes_more_time_or_memory_than_its_size_allows(names: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, str(_PROGRAM), str(SIZE), *names],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"{lines[-1] if lines else 'nothing'} … {done.stderr[-500:]}"
    results = [line for line in lines if "steps" in line]
    assert [result["name"] for result in results] == names
    assert not [result for result in results if result["megabytes"] > MEGABYTES]
