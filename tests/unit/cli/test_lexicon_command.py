import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Cli: TypeAlias = Callable[..., CompletedProcess[str]]

ARTICLE = """---
title: Names
language: en-GB
---
It rained. Then Okello met Niamh, and Okello won.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_an_audit_lists_a_word_with_its_phonemes_and_its_sentence(cli: Cli) -> None:
    told = cli("lexicon", "audit", "a.md")

    assert told.returncode == 0, told.stderr
    word, _, rest = told.stdout.partition(" [")
    assert word == "Okello"
    assert rest.endswith("] (name, 2 times): Then Okello met Niamh, and Okello won.\n")
    assert "1 word to settle" in told.stderr


def test_an_audit_speaks_json_and_lets_words_be_heard(cli: Cli, folder: Path) -> None:
    told = cli("lexicon", "audit", "a.md", "--preview", "-o", "words", "--json")

    (word,) = json.loads(told.stdout)["words"]
    assert (word["written"], word["why"], word["count"], word["voice"]) == ("Okello", "name", 2, "en-gb")
    assert word["phonemes"].startswith("ˈəʊ")
    assert word["preview"] == "words/okello.mp3"
    assert (folder / "words" / "okello.mp3").read_bytes().startswith(b"ID3")


def test_a_voice_that_tells_no_phonemes_is_audited_without_them(cli: Cli) -> None:
    told = cli("lexicon", "audit", "a.md", "--voice", "tone", "--preview")

    assert told.stdout == ("Okello (name, 2 times): Then Okello met Niamh, and Okello won.\n  Preview: okello.mp3\n")


def test_what_is_added_is_said_and_settled(cli: Cli, folder: Path) -> None:
    added = cli("lexicon", "add", "Okello", "oh kello", "--kind", "name")
    (folder / "audioed.toml").write_text('lexicon = "lexicon.tsv"\n')

    audited = cli("lexicon", "audit", "a.md")
    script = cli("script", "a.md")

    assert added.stdout == "lexicon.tsv\n"
    assert 'lexicon = "lexicon.tsv"' in added.stderr
    assert (audited.stdout, audited.stderr) == ("", "All is settled.\n")
    assert "Then oh kello met Neev, and oh kello won." in script.stdout


def test_the_first_lexicon_of_the_settings_takes_what_is_added(cli: Cli, folder: Path) -> None:
    (folder / "names.tsv").write_text("written\tspoken\nOkello\tx\n")
    (folder / "audioed.toml").write_text('lexicon = ["names.tsv"]\n')

    told = cli("lexicon", "add", "Okello", "oh kello", "--any-case", "--json")

    document = json.loads(told.stdout)
    assert (document["file"], document["replaced"], document["entry"]["any_case"]) == ("names.tsv", False, True)
    assert len((folder / "names.tsv").read_text().splitlines()) == 3


def test_a_word_must_be_written(cli: Cli) -> None:
    assert cli("lexicon", "add", " ", "x").returncode == 2


def test_sentences_are_tried(cli: Cli, folder: Path) -> None:
    (folder / "own.tsv").write_text("written\tspoken\tsentence\texpected\nBath\tbarth\tBath is 2.\tBarth is two.\n")

    told = cli("lexicon", "test", "own.tsv")
    document = cli("lexicon", "test", "own.tsv", "--json")

    assert told.returncode == document.returncode == 21
    assert told.stdout.splitlines() == [
        "Bath: Bath is 2.",
        "  expected: Barth is two.",
        "  said:     barth is two.",
        "0 of 1 sentence said as expected.",
    ]
    assert json.loads(document.stdout)["failed"][0]["said"] == "barth is two."


def test_the_general_lexicon_is_tried_without_a_file(cli: Cli) -> None:
    told = cli("lexicon", "test")

    assert told.returncode == 0
    assert told.stdout.endswith("sentences said as expected.\n")


def test_an_entry_shows_what_it_changes(cli: Cli) -> None:
    told = cli("lexicon", "which", "Okello=oh kello", "a.md")

    at, before, after = told.stdout.splitlines()
    assert at.startswith("@ a.md paragraph-")
    assert before == "- Then Okello met Neev, and Okello won."
    assert after == "+ Then oh kello met Neev, and oh kello won."
    assert "1 sentence changed in 1 source." in told.stderr


def test_a_lexicon_shows_what_it_changes_even_where_the_settings_name_it(cli: Cli, folder: Path) -> None:
    (folder / "own.tsv").write_text("written\tspoken\nNiamh\tNeeve\n")
    (folder / "audioed.toml").write_text('lexicon = "own.tsv"\n')

    told = cli("lexicon", "which", "own.tsv", "a.md", "--json")

    (change,) = json.loads(told.stdout)["changes"]
    assert (change["source"], change["before"]) == ("a.md", "Then Okello met Neev, and Okello won.")
    assert change["after"] == "Then Okello met Neeve, and Okello won."


def test_a_rule_that_is_neither_entry_nor_file_is_told(cli: Cli) -> None:
    told = cli("lexicon", "which", "nothing.tsv", "a.md")

    assert told.returncode == 21
    assert "nothing.tsv" in told.stderr


def test_lines_are_normalized_with_a_lexicon_on_request(cli: Cli, folder: Path) -> None:
    (folder / "own.tsv").write_text("written\tspoken\nBath\tbarth\n")

    told = cli("normalize", "--lexicon", "own.tsv", stdin=b"Bath has 2, Niamh said.\n")

    assert told.stdout == "barth has two, Niamh said.\n"


def test_a_changed_lexicon_makes_an_edition_anew_and_an_unchanged_one_does_not(cli: Cli, folder: Path) -> None:
    def synthesized(spoken: str) -> int | None:
        (folder / "own.tsv").write_text(f"written\tspoken\nOkello\t{spoken}\n")
        (result,) = json.loads(cli("convert", "a.md", "--lexicon", "own.tsv", "--json").stdout)["results"]
        return None if result["unchanged"] else result["synthesized"]

    synthesized("oh kello")

    assert synthesized("oh kello") is None
    assert synthesized("oh kelly") == 1


def test_a_lexicon_that_is_not_there_is_told(cli: Cli) -> None:
    told = cli("script", "a.md", "--lexicon", "gone.tsv")

    assert told.returncode == 2
    assert '--lexicon takes files, and there is none at "gone.tsv"' in told.stderr
