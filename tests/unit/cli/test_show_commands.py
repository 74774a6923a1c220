"""`audioed init`, `add` and `remove` as they are typed."""

import json
import os
import pty
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from audioed.cli.boundary import run
from audioed.config.schema import SCHEMA_NAME, to_schema
from audioed.config.show import load_show
from audioed.model.show import Category
from audioed.show.ledger import podcast_guid, read_ledger

_Cli = Callable[..., "CompletedProcess[str]"]
SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def show(cli: _Cli, working_folder: Path) -> Path:
    assert cli("init", "my-show").returncode == 0
    return working_folder / "my-show"


# init. ---------------------------------------------------------------------------------------------------------------


def test_a_new_show_is_what_was_typed(cli: _Cli, working_folder: Path) -> None:
    done = cli(
        "init", "my-show", "--title", "Slow", "--author", "Ines", "--email", "desk@example.org", "--language", "de",
        "--base-url", "https://audio.example.org", "--category", "Arts > Books", "--category", "History",
        "--description", "Lang und gut.",
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "my-show/audioed.toml\n")
    assert "Next: audioed add --show my-show ARTICLE" in done.stderr
    show = load_show(working_folder / "my-show").show
    assert (show.title, show.author, show.email, show.language) == ("Slow", "Ines", "desk@example.org", "de")
    assert (show.description, show.base_url) == ("Lang und gut.", "https://audio.example.org/")
    assert show.categories == (Category(name="Arts", subcategory="Books"), Category(name="History"))
    assert read_ledger(working_folder / "my-show").podcast_guid == podcast_guid("https://audio.example.org/feed.xml")


def test_a_new_show_says_what_it_lacks(cli: _Cli, working_folder: Path) -> None:
    done = cli("init", "the_slow-gazette")

    show = load_show(working_folder / "the_slow-gazette").show
    assert (show.title, show.language, show.email) == ("The slow gazette", "en", "")
    assert 'Its category is "News"' in done.stderr
    assert "the feed names no owner" in done.stderr
    assert "no address in the web yet" in done.stderr


def test_the_language_is_the_systems_unless_it_is_typed(
    cli: _Cli, working_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "pt_BR.UTF-8")
    cli("init", "a")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    cli("init", "b")

    assert [load_show(working_folder / name).show.language for name in "ab"] == ["pt-BR", "en"]


def test_the_working_folder_becomes_a_show_and_keeps_what_is_in_it(cli: _Cli, working_folder: Path) -> None:
    (working_folder / ".gitignore").write_text("*.bak\n/public/", encoding="utf-8")

    done = cli("init", "--quiet")

    assert (done.stdout, done.stderr) == ("audioed.toml\n", "")
    assert (working_folder / ".gitignore").read_text(encoding="utf-8") == "*.bak\n/public/\n/.audioed/\n"
    assert (working_folder / SCHEMA_NAME).read_text(encoding="utf-8") == to_schema()
    assert (working_folder / "articles").is_dir()


def test_a_show_is_not_made_twice(cli: _Cli, show: Path) -> None:
    before = (show / "audioed.toml").read_bytes()

    done = cli("init", "my-show", "--title", "Other", "--email", "nonsense")

    assert done.returncode == 60
    assert "There is a show in my-show already" in done.stderr
    assert (show / "audioed.toml").read_bytes() == before


def test_what_does_not_fit_makes_no_folder(cli: _Cli, working_folder: Path) -> None:
    done = cli("init", "my-show", "--email", "nonsense", "--language", "German")

    assert done.returncode == 2
    assert "--email takes an e-mail address" in done.stderr
    assert "did you mean de?" in done.stderr
    assert not (working_folder / "my-show").exists()


def test_init_answers_in_json(cli: _Cli) -> None:
    done = cli("init", "my-show", "--json")

    assert json.loads(done.stdout) == {
        "folder": "my-show",
        "files": ["my-show/audioed.toml", "my-show/audioed.schema.json", "my-show/.gitignore"],
    }
    assert done.stderr == ""


def test_on_a_terminal_what_is_missing_is_asked_for(
    working_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["", "Slow reads.", "en-GB", "Ines", "nonsense", "desk@example.org", "News > Politics", ""]
    ours, theirs = pty.openpty()
    heard: list[bytes] = []
    listening = threading.Thread(target=_listen, args=(ours, heard))
    with os.fdopen(theirs) as reading, os.fdopen(os.dup(theirs), "w") as writing:
        monkeypatch.setattr(sys, "stdin", reading)
        monkeypatch.setattr(sys, "stderr", writing)
        listening.start()
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())

        code = run(["init", "my-show", "--quiet"])

    listening.join(5)
    os.close(ours)
    show = load_show(working_folder / "my-show").show
    assert code == 0
    assert capsys.readouterr().out == "my-show/audioed.toml\n"
    assert (show.title, show.description, show.author) == ("My show", "Slow reads.", "Ines")
    assert (show.email, show.base_url) == ("desk@example.org", "")
    assert show.categories == (Category(name="News", subcategory="Politics"),)
    assert b"This takes an e-mail address" in b"".join(heard)


def _listen(terminal: int, heard: list[bytes]) -> None:
    try:
        while said := os.read(terminal, 1000):
            heard.append(said)
    except OSError:
        pass  # the other end is closed


# add and remove. -----------------------------------------------------------------------------------------------------


def test_articles_are_added_one_after_the_other(cli: _Cli, show: Path) -> None:
    done = cli("add", str(SAMPLES / "night-buses.md"), "gone.md", str(SAMPLES / "tides.md"), "--show", "my-show")

    assert done.returncode == 10
    assert done.stdout == "my-show/articles/night-buses.md\nmy-show/articles/tides.md\n"
    assert "“What the night bus knows” is added as night-buses, with 2 pictures." in done.stderr
    assert "Error: There is no file gone.md" in done.stderr
    assert [entry.id for entry in read_ledger(show).entries] == ["night-buses", "why-the-sea-comes-late"]


def test_the_same_article_is_added_again_only_to_replace_it(
    cli: _Cli, show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(show)
    cli("add", str(SAMPLES / "tides.md"))

    again = cli("add", str(SAMPLES / "tides.md"))
    replaced = cli("add", str(SAMPLES / "tides.md"), "--replace")

    assert (again.returncode, replaced.returncode) == (60, 0)
    assert "Add it with --replace" in again.stderr
    assert "“Why the sea comes late” is replaced as why-the-sea-comes-late." in replaced.stderr


def test_findings_are_told_unless_quiet_is_wanted(cli: _Cli, show: Path) -> None:
    text = b"Der Graben wurde von Hand gegraben, und alle sagten, dass er nicht das war, was sie wollten."

    told = cli("add", "-", "--id", "ditch", "--show", str(show), stdin=text)
    quiet = cli("add", "-", "--id", "ditch", "--replace", "--quiet", "--show", str(show), stdin=text)

    assert 'Note: It doesn\'t say its language; "de" was told' in told.stderr
    assert (quiet.stdout, quiet.stderr) == ("my-show/articles/ditch.txt\n", "")


def test_an_id_is_for_one_article(cli: _Cli, show: Path) -> None:
    done = cli("add", "a.md", "b.md", "--id", "x", "--show", str(show))

    assert (done.returncode, "--id is for one SOURCE." in done.stderr) == (2, True)


def test_add_and_remove_answer_in_json(cli: _Cli, show: Path) -> None:
    added = cli("add", str(SAMPLES / "tides.md"), "gone.md", "--json", "--show", str(show))
    removed = cli("remove", "why-the-sea-comes-late", "--json", "--show", str(show))

    tides, gone = json.loads(added.stdout)["results"]
    assert tides == {
        "source": str(SAMPLES / "tides.md"), "id": "why-the-sea-comes-late", "title": "Why the sea comes late",
        "file": "my-show/articles/tides.md", "slug": "why-the-sea-comes-late", "pictures": 0, "replaced": False,
        "findings": [],
    }  # fmt: skip
    assert gone["error"]["exit_code"] == 10
    assert json.loads(removed.stdout) == {
        "id": "why-the-sea-comes-late", "file": "my-show/articles/tides.md", "was_published": False,
    }  # fmt: skip


def test_what_is_removed_is_named(cli: _Cli, show: Path) -> None:
    cli("add", str(SAMPLES / "tides.md"), "--show", str(show))

    done = cli("remove", "why-the-sea-comes-late", "--show", str(show))
    cli("add", str(SAMPLES / "tides.md"), "--show", str(show))
    quiet = cli("remove", "why-the-sea-comes-late", "--show", str(show), "--quiet")

    assert (quiet.stdout, quiet.stderr) == ("my-show/articles/tides.md\n", "")
    assert (done.stdout, done.stderr) == ("my-show/articles/tides.md\n", "why-the-sea-comes-late is removed.\n")
    assert not (show / "articles" / "tides.md").exists()


@pytest.mark.parametrize("command", [("add", "a.md"), ("remove", "a")])
def test_without_a_show_there_is_nothing_to_do(cli: _Cli, command: tuple[str, ...]) -> None:
    done = cli(*command)

    assert done.returncode == 60
    assert "There is no show in ." in done.stderr
