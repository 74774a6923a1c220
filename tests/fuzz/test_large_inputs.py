"""No input of a megabyte makes a stage or `verify` take longer than 10 s or 500 MB.

In CI articles and lines that once took time with the square of their size have 60 kB; with AUDIOED_LONG=1 each of them
and of their many neighbours has its megabyte.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="limits of a process are POSIX's")

from tests.fuzz.large_editions import EDITIONS
from tests.fuzz.large_inputs import ARTICLES, TEXTS

LONG = os.environ.get("AUDIOED_LONG") == "1"
MEGABYTES = 500
_ROOT = Path(__file__).parents[2]
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
    "page: nested",
    "page: boxes",
]
_EDITIONS = [
    "MP3: alternating headers",
    "MP3: comments",
    "record: empty rows",
    "record: a bomb",
    "M4B: nested boxes",
    "M4B: entries",
    "Opus: comments",
]
_SHORT = [*((60_000, names) for names in (_LINES, _FILES)), (1_000_000, _EDITIONS)]
_LONG = [(1_000_000, [name]) for name in (*TEXTS, *ARTICLES, *EDITIONS)]


@pytest.mark.parametrize(
    ("size", "names"), _LONG if LONG else _SHORT, ids=lambda value: value[0] if isinstance(value, list) else str(value)
)
def test_no_input_takes_more_time_or_memory_than_its_size_allows(size: int, names: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.large_inputs", str(size), *names],
        cwd=_ROOT,
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
