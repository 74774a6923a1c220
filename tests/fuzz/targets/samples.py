"""What fuzzing begins with: our own articles, and an edition and a show that are made of them once a process."""

import atexit
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_ROOT = Path(__file__).parents[3]
_GOLDEN = _ROOT / "tests" / "golden"

LAMP = """---
title: The lamp
date: 2024-03-01
---

The keeper climbs at *dusk*.

## Winter

It cost £2.50 on 3/4/2021.[^1]

[^1]: Nobody paid.
"""
"""An article small enough that its edition is verified in a few milliseconds."""

_ABOUT = ("--title", "By ear", "--author", "Ada Example", "--email", "ada@example.org", "--category", "Arts")


def texts(*suffixes: str) -> list[bytes]:
    """Return our articles of these kinds, the smallest first."""
    paths = [path for folder in (_ROOT / "samples", *_GOLDEN.iterdir()) for path in folder.iterdir()]
    return sorted((path.read_bytes() for path in paths if path.suffix in suffixes), key=len)


def golden_lines() -> list[str]:
    """Return the texts whose normalization is known."""
    lines = (line for path in sorted(_GOLDEN.glob("normalization/*.tsv")) for line in _lines(path))
    return [line.split("\t")[1] for line in lines if line.count("\t") >= 1 and not line.startswith("#")]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@cache
def folder(name: str) -> Path:
    """Return a folder of this process, which goes when it ends."""
    made = TemporaryDirectory(prefix=f"audioed-fuzz-{name}-")
    atexit.register(made.cleanup)
    return Path(made.name)


@cache
def edition(suffix: str) -> bytes:
    """Return the sample's edition as a file of this format: mp3, m4b or opus."""
    work = folder("edition")
    if not (work / "lamp.mp3").exists():
        (work / "lamp.md").write_text(LAMP, encoding="utf-8")
        formats = ("--to", "mp3", "--to", "m4b", "--to", "opus")
        _audioed("convert", "lamp.md", "--voice", "tone", *formats, cwd=work)
    return (work / f"lamp.{suffix}").read_bytes()


@cache
def show() -> Path:
    """Return the folder of a show of one article that is built."""
    work = folder("show")
    shutil.rmtree(work / "show", ignore_errors=True)  # of a time before that failed, so that the reason is seen again
    (work / "lamp.md").write_text(LAMP, encoding="utf-8")
    settings = (*_ABOUT, "--language", "en-GB", "--base-url", "https://audio.example.org/")
    _audioed("init", "show", *settings, cwd=work)
    with (work / "show" / "audioed.toml").open("a", encoding="utf-8") as file:
        file.write('\nvoice = "tone"\n')
    _audioed("add", "lamp.md", "--show", "show", cwd=work)
    _audioed("build", "show", cwd=work)
    return work / "show"


def _audioed(*arguments: str, cwd: Path) -> None:
    command = [sys.executable, "-m", "audioed", *arguments]
    ran = subprocess.run(command, cwd=cwd, check=False, capture_output=True, timeout=300)
    if ran.returncode:
        raise RuntimeError(ran.stderr.decode("utf-8", "replace"))
