import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Cli: TypeAlias = Callable[..., CompletedProcess[str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("---\ntitle: T\nlanguage: en-GB\n---\nIt rained.\n\nThen Okello ran.\n")
    return tmp_path


def test_ipa_of_a_lexicon_is_spoken(cli: Cli, folder: Path) -> None:
    cli("convert", "a.md", "-o", "plain.mp3")
    (folder / "own.tsv").write_text("written\tipa\nOkello\tˈkɛləʊ\n")

    told = cli("convert", "a.md", "-o", "sounding.mp3", "--lexicon", "own.tsv", "--json")

    (result,) = json.loads(told.stdout)["results"]
    assert (result["synthesized"], result["findings"]) == (1, [])
    assert (folder / "plain.mp3").read_bytes() != (folder / "sounding.mp3").read_bytes()
    assert cli("verify", "sounding.mp3", "--source", "a.md", "--lexicon", "own.tsv").returncode == 0


def test_ipa_that_cannot_be_said_is_a_finding_and_its_alias_is_said(cli: Cli, folder: Path) -> None:
    (folder / "own.tsv").write_text("written\tspoken\tipa\nOkello\toh kello\tɬɛ\nBlank\tx\tɬɛ\n")

    told = cli("script", "a.md", "--lexicon", "own.tsv")

    assert "Then oh kello ran." in told.stdout
    assert told.stdout.count("can't be said") == 1
    assert "The IPA of “Okello” can't be said by the voice en-gb (“ɬ”): it says “oh kello”." in told.stdout
