import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from audioed.store import Store

Cli: TypeAlias = Callable[..., CompletedProcess[str]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("AUDIOED_CACHE", str(tmp_path / "cache"))
    store = Store(tmp_path / "cache")
    store.put("0123456789abcdef", bytes(1_499_988))
    store.put("fedcba9876543210", bytes(999_988))
    return store


@pytest.mark.parametrize("command", [["cache"], ["cache", "info"]])
def test_it_says_where_the_cache_is_and_what_it_holds(command: list[str], cli: Cli, store: Store) -> None:
    told = cli(*command)

    assert told.stdout == f"{store.folder}: 2 entries, 2.5 MB of 2.0 GB\n"


def test_it_speaks_json(cli: Cli, store: Store) -> None:
    told = cli("cache", "info", "--json")

    assert json.loads(told.stdout) == {
        "folder": str(store.folder),
        "entries": 2,
        "bytes": 2_500_000,
        "limit_bytes": 2_000_000_000,
    }


def test_what_fits_is_not_pruned(cli: Cli, store: Store) -> None:
    told = cli("cache", "prune")

    assert told.stdout == "0 bytes freed.\n"
    assert store.info().entries == 2


def test_what_was_not_used_for_longest_is_pruned(cli: Cli, store: Store) -> None:
    os.utime(store.folder / "fe" / "fedcba9876543210", (1, 1))

    told = cli("cache", "prune", "--keep", "2")

    assert told.stdout == "1.0 MB freed.\n"
    assert store.has("0123456789abcdef")


def test_clearing_leaves_nothing(cli: Cli, store: Store) -> None:
    told = cli("cache", "clear", "--json")

    assert json.loads(told.stdout) == {"freed_bytes": 2_500_000}
    assert store.info().entries == 0


def test_a_folder_that_is_no_cache_is_not_cleared(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOED_CACHE", str(tmp_path))
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")

    told = cli("cache", "clear")

    assert told.returncode == 42
    assert str(tmp_path) in told.stderr
    assert (tmp_path / "letters.txt").exists()
