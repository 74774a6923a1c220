import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Cli: TypeAlias = Callable[..., CompletedProcess[str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with two articles and one that says nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("# A river\n\nIt rises in the hills.\n\n---\n\nIt ends in the sea.\n")
    (tmp_path / "b.md").write_text("# A lake\n\nIt lies there.\n\n```\nx = 1\n```\n")
    (tmp_path / "empty.md").write_text("")
    return tmp_path


def convert(cli: Cli, *arguments: str) -> CompletedProcess[str]:
    return cli("convert", "--voice", "tone", "--jobs", "1", *arguments)


def test_each_source_gives_a_path_and_a_sentence(cli: Cli) -> None:
    told = convert(cli, "a.md", "b.md")

    assert told.returncode == 0, told.stderr
    assert told.stdout == "a.mp3\nb.mp3\n"
    said = [line.partition(":")[0] for line in told.stderr.splitlines()]
    assert [line for line in said if line != "Note"] == ["a.md is converted", "b.md is converted"]
    assert "2 skipped" in told.stderr


def test_what_is_made_is_told_in_json(cli: Cli) -> None:
    told = convert(cli, "b.md", "empty.md", "--json")

    made, failed = json.loads(told.stdout)["results"]
    assert made.keys() == {
        *("source", "title", "files", "unchanged", "duration_ms", "segments", "synthesized", "skipped", "findings")
    }
    assert (made["source"], made["title"], made["files"], made["unchanged"]) == ("b.md", "A lake", ["b.mp3"], False)
    assert made["segments"] >= made["synthesized"] >= 0
    assert made["duration_ms"] > 0
    assert ("code", "x = 1") in [(skipped["reason"], skipped["text"]) for skipped in made["skipped"]]
    assert failed == {"source": "empty.md", "error": failed["error"]}
    assert failed["error"]["exit_code"] == told.returncode == 11


def test_what_has_not_changed_is_told(cli: Cli) -> None:
    convert(cli, "a.md")

    told = convert(cli, "a.md")

    assert told.stderr.startswith("a.md has not changed since it was converted: ")


def test_how_much_was_spoken_anew_is_told(cli: Cli, folder: Path) -> None:
    convert(cli, "a.md", "--no-opening")
    (folder / "a.md").write_text("# A river\n\nIt rises in the hills.\n\n---\n\nIt ends in a lake.\n")

    told = convert(cli, "a.md", "--no-opening")

    assert re.search(r"1 of \d paragraphs spoken anew", told.stderr)


def test_what_an_editor_should_know_is_told(cli: Cli) -> None:
    told = convert(cli, "b.md")

    assert "\nNote: Its language is neither said nor clear" in told.stderr


def test_a_failure_among_several_is_named_at_the_end(cli: Cli) -> None:
    told = convert(cli, "empty.md", "a.md", "--progress", "none")

    assert told.returncode == 11
    assert told.stdout == "a.mp3\n"
    lines = told.stderr.splitlines()
    assert lines[0] == "empty.md is not converted."
    assert lines[-1] == "1 of 2 sources failed: empty.md"


def test_debug_shows_where_a_failure_arose(cli: Cli) -> None:
    told = convert(cli, "empty.md", "--debug")

    assert "Traceback" in told.stderr


def test_sound_and_json_cannot_share_standard_output(cli: Cli) -> None:
    told = convert(cli, "a.md", "-o", "-", "--json")

    assert told.returncode == 2
    assert json.loads(told.stdout)["error"]["message"] == "Sound and JSON can't both go to standard output."


def test_an_article_comes_from_standard_input(cli: Cli, folder: Path) -> None:
    told = cli("convert", "-", "--voice", "tone", "--jobs", "1", stdin=b"# A brook\n\nIt is short.\n")

    assert told.stdout == "a-brook.mp3\n"
    assert (folder / "a-brook.mp3").exists()


def test_a_result_elsewhere_is_named_in_full(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    told = convert(cli, "a.md", "-o", str(elsewhere))

    assert told.stdout == f"{elsewhere / 'a.mp3'}\n"


def test_an_edition_is_proven_with_its_source(cli: Cli) -> None:
    convert(cli, "a.md", "--no-opening")

    told = cli("verify", "a.mp3", "--source", "a.md")

    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("a.mp3 is proven: in ")


def test_without_its_source_the_proof_says_what_it_did_not_look_at(cli: Cli) -> None:
    convert(cli, "b.md")

    told = cli("verify", "b.mp3")
    quiet = cli("verify", "b.mp3", "--quiet")

    assert "and lists 2 as skipped" in told.stdout
    assert told.stderr.startswith("Note: the source was not compared")
    assert quiet.stderr == ""


def test_a_changed_source_is_a_finding_with_its_block(cli: Cli, folder: Path) -> None:
    convert(cli, "a.md")
    (folder / "a.md").write_text("# A river\n\nIt rises in the woods.\n\n---\n\nIt ends in the sea.\n")

    told = cli("verify", "a.mp3", "--source", "a.md")
    as_json = cli("verify", "a.mp3", "--source", "-", "--json", stdin=(folder / "a.md").read_bytes())

    assert told.returncode == as_json.returncode == 50
    assert told.stdout.startswith("V401: ")
    assert told.stderr == "Error: a.mp3 is not proven: 1 finding.\n"
    document = json.loads(as_json.stdout)
    assert document["proven"] is False
    assert "V401" in [finding["number"] for finding in document["findings"]]


def test_a_file_without_a_record_cannot_be_proven(cli: Cli) -> None:
    told = cli("verify", "a.md")

    assert told.returncode == 50
    assert "a.md" in told.stderr


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_other_formats_are_held_against_their_record(kind: str, cli: Cli) -> None:
    convert(cli, "a.md", "--to", kind)

    told = cli("verify", f"a.{kind}", "--source", "a.md")

    assert told.returncode == 0, told.stdout
    assert told.stdout.startswith(f"a.{kind} is proven: ")


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_another_format_without_a_record_cannot_be_proven(kind: str, cli: Cli, folder: Path) -> None:
    (folder / f"a.{kind}").write_bytes(b"no sound")

    told = cli("verify", f"a.{kind}")

    assert told.returncode in {40, 50}
    assert f"a.{kind}" in told.stderr


@pytest.mark.parametrize(("form", "words"), [("text", "It rises in the hills."), ("json", '"passages"')])
def test_a_script_has_several_forms(form: str, words: str, cli: Cli) -> None:
    told = cli("script", "a.md", "--format", form)

    assert told.returncode == 0, told.stderr
    assert words in told.stdout
    assert not told.stdout.endswith("\n\n")


def test_a_script_of_standard_input_shows_what_is_said_otherwise(cli: Cli) -> None:
    told = cli("script", "-", "--format", "diff", "--no-opening", "--no-closing", stdin=b"It has 5 rooms.\n")

    assert "five" in told.stdout


def test_json_is_short_for_the_json_form(cli: Cli) -> None:
    told = cli("script", "a.md", "--json", "--policy", "brief")

    assert json.loads(told.stdout)["policy"] == "brief"
