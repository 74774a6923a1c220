"""A show that is edited, built and killed again and again while it is served: no wrong byte, and nothing only grows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LONG = os.environ.get("AUDIOED_LONG") == "1"
NUMBERS = ("--articles", "300", "--minutes", "20") if LONG else ("--articles", "3", "--minutes", "0.15")

SOAK = Path(__file__).parents[2] / "tools" / "soak"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc for what is left of processes")
@pytest.mark.skipif(not SOAK.is_dir(), reason="tools/soak isn't there")
def test_a_show_that_is_served_while_it_is_edited_built_and_killed_stays_whole() -> None:
    process = subprocess.run([sys.executable, str(SOAK), *NUMBERS], capture_output=True, check=False, timeout=3600)

    assert process.returncode in (0, 1), process.stderr.decode()
    told = json.loads(process.stdout)
    assert told["wrong"] == []
    assert told["counts"]["builds"] > 2
    assert told["counts"]["answers, whole"] > 10
    first, last = told["server"]["first"], told["server"]["last"]
    assert last["kilobytes"] < first["kilobytes"] + 64_000
    assert last["threads"] <= first["threads"] + 4
    assert last["files"] <= first["files"] + 4
