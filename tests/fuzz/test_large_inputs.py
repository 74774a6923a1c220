"""No input of a megabyte makes reading, narrating, normalizing or segmenting take longer than 10 s or 500 MB.

In CI those that once took time with the square of their size have 60 kB; with AUDIOED_LONG=1 each of them and of their
many neighbours has its megabyte.
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
SIZE = 1_000_000 if LONG else 60_000
MEGABYTES = 500
_PROGRAM = Path(__file__).with_name("large_inputs.py")
_LINES = ["a word", "thousands", "decimals", "combining marks", "stops", "spaces", "underscores"]
_FILES = [
    "text: a word",
    "front matter: nested",
    "front matter: aliases",
    "Markdown: nested brackets",
    "Markdown: nested pictures",
    "HTML: nested",
    "HTML: nested lists",
    "HTML: nested tables",
    "HTML: languages",
    "HTML: pull quotes",
]
_GROUPS = [[name] for name in (*TEXTS, *ARTICLES)] if LONG else [_LINES, _FILES]


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
