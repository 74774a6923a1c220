"""A cache may be damaged in any way: what can't be used is made anew, with the same bytes."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

LONG = os.environ.get("AUDIOED_LONG") == "1"


class Bench(Protocol):
    """As the fixture gives it."""

    folder: Path
    cache: Path
    convert: Callable[..., CompletedProcess[str]]
    check_all_is_there: Callable[[], None]
    check_the_next_run: Callable[[], None]


def flip(entry: Path) -> None:
    """Change one bit in the middle."""
    content = bytearray(entry.read_bytes())
    content[len(content) // 2] ^= 4
    entry.write_bytes(content)


def cut(entry: Path) -> None:
    """Leave the first half."""
    content = entry.read_bytes()
    entry.write_bytes(content[: len(content) // 2])


def empty(entry: Path) -> None:
    """Leave nothing, as some file systems do after a power cut."""
    entry.write_bytes(b"")


def fill(entry: Path) -> None:
    """Put zeros in place of the content, as other file systems do."""
    entry.write_bytes(bytes(entry.stat().st_size))


DAMAGES = (flip, cut, empty, fill, Path.unlink)
KINDS = ("", ".facts", ".cover", ".written", ".flac", ".words")
"""Suffixes of entries; runs and receipts have none."""


@pytest.fixture
def kept(bench: Bench) -> Bench:
    """The bench after a conversion whose clips were kept too, and after its files were removed."""
    assert bench.convert(env={"AUDIOED_TEST_SLOW": "1"}).returncode == 0
    for path in bench.folder.iterdir():
        if path.suffix != ".md":
            path.unlink()
    return bench


def entries(cache: Path, suffix: str) -> list[Path]:
    return [path for path in sorted(cache.glob("??/*")) if path.suffix == suffix]


@pytest.mark.parametrize("damage", DAMAGES if LONG else DAMAGES[:2], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("kinds", [(kind,) for kind in KINDS] if LONG else [KINDS], ids=" ".join)
def test_damaged_entries_of_every_kind_are_made_anew(
    kept: Bench, damage: Callable[[Path], None], kinds: Sequence[str]
) -> None:
    damaged = [entry for kind in kinds for entry in entries(kept.cache, kind)]
    for entry in damaged:
        damage(entry)

    told = kept.convert(env={"AUDIOED_TEST_SLOW": "1"})

    assert damaged
    assert told.returncode == 0, told.stderr
    kept.check_all_is_there()


def test_a_damaged_run_whose_clip_is_damaged_too_is_spoken_again(kept: Bench) -> None:
    for suffix in ("", ".flac"):
        for entry in entries(kept.cache, suffix):
            flip(entry)

    told = kept.convert(env={"AUDIOED_TEST_SLOW": "1"})

    assert told.returncode == 0, told.stderr
    kept.check_all_is_there()


def test_an_empty_folder_in_place_of_an_entry_is_removed(kept: Bench) -> None:
    for entry in entries(kept.cache, ""):
        entry.unlink()
        entry.mkdir()

    kept.check_the_next_run()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_entry_that_may_not_be_read_is_made_anew(kept: Bench) -> None:
    for entry in entries(kept.cache, ""):
        entry.chmod(0)

    told = kept.convert()

    assert told.returncode == 0, told.stderr


def test_a_cache_that_is_gone_is_filled_again(kept: Bench) -> None:
    shutil.rmtree(kept.cache)

    kept.check_the_next_run()
