"""Whatever is done to a finished file, or to its source, `audioed verify` finds it and names the block."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from audioed.verifying import read_record

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Runs: TypeAlias = list[bytes]
"""The frames of each spoken block and of each pause between two, in turn."""

SOURCE = """# The lamp

The keeper climbs the steps at dusk.

Nobody has seen the lamp go out in forty winters.

In the morning the ships have passed, and the lamp is put out.
"""
OTHER = SOURCE.replace("Nobody has seen the lamp go out", "Everybody has seen the lamp fail")

KEEPER, NOBODY, MORNING = 4, 6, 8
"""Places of the paragraphs: before them come two lines of the opening, after them the closing, and pauses between."""


class Edition:
    """A finished file, and what it takes to forge it."""

    def __init__(self, path: Path) -> None:
        record = read_record(path)
        content = path.read_bytes()
        self.head, sound = content[: -record.byte_count], content[-record.byte_count :]
        self.blocks = [segment.block for segment in record.segments]
        edges = [edge for segment in record.segments for edge in (segment.byte_start, segment.byte_end)]
        self.runs = [sound[start:end] for start, end in zip(edges, [*edges[1:], len(sound)], strict=True)]

    def block(self, place: int) -> str:
        return self.blocks[place // 2]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """What really was said of the source and of the other one, with the voice that a user gets."""
    folder = tmp_path_factory.mktemp("editions")
    (folder / "lamp.md").write_text(SOURCE, encoding="utf-8")
    (folder / "other.md").write_text(OTHER, encoding="utf-8")
    command = [sys.executable, "-m", "audioed", "convert", "lamp.md", "other.md"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return Edition(folder / "lamp.mp3"), Edition(folder / "other.mp3")


def findings(audioed: Audioed, folder: Path, content: bytes, *arguments: str) -> list[tuple[str, str]]:
    """Return what is found, and where, if the file had this content."""
    (folder / "forged.mp3").write_bytes(content)
    told = audioed("verify", "forged.mp3", "--json", *arguments)
    document = json.loads(told.stdout)
    assert (told.returncode == 0) == document["proven"]
    return [(found["number"], found["block"]) for found in document["findings"] if found["block"]]


def silence_like(run: bytes) -> bytes:
    """Return frames that decode to silence, as many and as long as those of a run (64 kbit/s at 22,050 Hz)."""
    silent = bytearray(len(run))
    at = 0
    while at < len(run):
        silent[at : at + 4] = run[at : at + 4]
        at += 209 if run[at + 2] & 2 else 208
    return bytes(silent)


def removed(runs: Runs, _: Runs) -> Runs:
    return runs[:NOBODY] + runs[NOBODY + 2 :]


def doubled(runs: Runs, _: Runs) -> Runs:
    return runs[: NOBODY + 2] + runs[NOBODY:]


def altered(runs: Runs, others: Runs) -> Runs:
    return [*runs[:NOBODY], others[NOBODY], *runs[NOBODY + 1 :]]


def silenced(runs: Runs, _: Runs) -> Runs:
    return [*runs[:NOBODY], silence_like(runs[NOBODY]), *runs[NOBODY + 1 :]]


@pytest.mark.parametrize(
    ("forge", "number"), [(removed, "V202"), (doubled, "V205"), (altered, "V203"), (silenced, "V204")]
)
def test_a_forged_paragraph_is_named(
    forge: Callable[[Runs, Runs], Runs],
    number: str,
    editions: tuple[Edition, Edition],
    audioed: Audioed,
    folder: Path,
) -> None:
    edition, other = editions

    found = findings(audioed, folder, edition.head + b"".join(forge(edition.runs, other.runs)))

    assert found == [(number, edition.block(NOBODY))]


def test_one_of_two_swapped_paragraphs_is_named(
    editions: tuple[Edition, Edition], audioed: Audioed, folder: Path
) -> None:
    edition, _ = editions
    runs = edition.runs.copy()
    runs[KEEPER], runs[NOBODY] = runs[NOBODY], runs[KEEPER]

    ((number, block),) = findings(audioed, folder, edition.head + b"".join(runs))

    assert number == "V206"
    assert block in {edition.block(KEEPER), edition.block(NOBODY)}


def test_the_first_paragraph_is_named_that_a_truncated_file_lacks(
    editions: tuple[Edition, Edition], audioed: Audioed, folder: Path
) -> None:
    edition, _ = editions
    kept = b"".join(edition.runs[:MORNING])

    found = findings(audioed, folder, edition.head + kept + edition.runs[MORNING][:1000])

    assert found == [("V201", edition.block(MORNING))]


def test_a_paragraph_is_named_that_the_source_has_changed_since(
    editions: tuple[Edition, Edition], audioed: Audioed, folder: Path
) -> None:
    edition, _ = editions
    (folder / "lamp.md").write_text(OTHER, encoding="utf-8")

    found = findings(audioed, folder, edition.head + b"".join(edition.runs), "--source", "lamp.md")

    assert ("V401", edition.block(NOBODY)) in found
    assert {block for _, block in found} & set(edition.blocks) == {edition.block(NOBODY)}


def test_what_nobody_touched_is_proven(editions: tuple[Edition, Edition], audioed: Audioed, folder: Path) -> None:
    edition, _ = editions
    (folder / "lamp.md").write_text(SOURCE, encoding="utf-8")

    assert findings(audioed, folder, edition.head + b"".join(edition.runs), "--source", "lamp.md") == []
