"""The README shows what really comes out."""

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

_ROOT = Path(__file__).parents[2]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


def _shape(text: str) -> str:
    """Return a text with any number in place of its numbers, which change with every improvement of what is said."""
    return re.sub(r"\d+", "0", text.replace(f"{_ROOT}/", ""))


def test_the_readme_shows_what_the_main_job_says(audioed: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    command = _README.partition("<!-- convert -->")[2].partition("```\n")[2].partition("\n```")[0]
    shown = _README.partition("What comes out:")[2].partition("```\n")[2].partition("```")[0]
    source = command.rpartition(" ")[2]

    told = audioed("convert", str(_ROOT / source), env={"AUDIOED_CACHE": str(tmp_path / "cold")})

    assert told.returncode == 0
    assert _shape(told.stdout + told.stderr) == _shape(shown)
