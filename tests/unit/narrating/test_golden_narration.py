"""Whole pages and what is said of them: `in.html` and `in.POLICY.txt` in the golden folder."""

from pathlib import Path

import pytest

from audioed.narrating import load_policy, narrate
from audioed.publishing.script_text import to_text
from audioed.reading.web_page import read_file

_FOLDER = Path(__file__).parents[2] / "golden" / "narration"
_EXPECTED = sorted(_FOLDER.glob("*.txt"))


def test_there_are_pages_to_compare() -> None:
    assert len(_EXPECTED) >= 3


@pytest.mark.parametrize("expected", _EXPECTED, ids=lambda path: path.stem)
def test_a_page_is_narrated_as_the_golden_file_says(expected: Path) -> None:
    name, policy = expected.stem.rsplit(".", 1)
    article = read_file((_FOLDER / f"{name}.html").read_text(encoding="utf-8"))

    script = narrate(article, load_policy(policy))

    assert to_text(script) == expected.read_text(encoding="utf-8")
