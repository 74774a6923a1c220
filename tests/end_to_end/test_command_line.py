"""What a person sees who types the commands."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Start: TypeAlias = Callable[..., "subprocess.Popen[bytes]"]

ARTICLE = "# A river\n\nIt rises in the hills.\n\n## The mouth\n\nIt ends in the sea.\n"


@pytest.fixture
def article(folder: Path) -> Path:
    path = folder / "river.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.usefixtures("article")
def test_the_result_is_named_on_standard_output_and_told_on_standard_error(audioed: Audioed, folder: Path) -> None:
    told = audioed("convert", "river.md")

    assert told.returncode == 0, told.stderr
    assert told.stdout == "river.mp3\n"
    assert told.stderr.startswith("river.md is converted: ")
    assert (folder / "river.mp3").exists()


def test_of_two_sources_with_the_same_title_the_second_does_not_replace_the_first(
    audioed: Audioed, folder: Path
) -> None:
    (folder / "a-river.md").write_text("# Another\n\nIt has no mouth.\n", encoding="utf-8")

    told = audioed("convert", "a-river.md", "-", stdin=ARTICLE.encode())

    assert told.returncode == 41
    assert told.stdout == "a-river.mp3\n"
    assert "a-river.mp3 has just been made of another source" in told.stderr
    assert audioed("verify", "a-river.mp3", "--source", "a-river.md").returncode == 0


@pytest.mark.usefixtures("article")
def test_a_second_time_there_is_nothing_to_do(audioed: Audioed, folder: Path) -> None:
    audioed("convert", "river.md")
    before = (folder / "river.mp3").stat()

    told = audioed("convert", "river.md")

    assert told.stdout == "river.mp3\n"
    assert told.stderr.startswith("river.md has not changed since it was converted: ")
    assert (folder / "river.mp3").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.usefixtures("article")
def test_quiet_says_the_result_alone(audioed: Audioed) -> None:
    told = audioed("convert", "river.md", "--quiet")

    assert (told.stdout, told.stderr) == ("river.mp3\n", "")


@pytest.mark.usefixtures("article")
def test_plain_progress_is_sentences(audioed: Audioed) -> None:
    told = audioed("convert", "river.md", "--progress", "plain", "--force")

    lines = told.stderr.splitlines()
    assert lines[0] == "Reading the article."
    assert all(line.endswith(".") and line.isprintable() for line in lines)


@pytest.mark.usefixtures("article")
def test_the_variable_chooses_plain_progress_too(audioed: Audioed) -> None:
    told = audioed("convert", "river.md", "--force", env={"AUDIOED_PROGRESS": "plain"})

    assert told.stderr.startswith("Reading the article.\n")


@pytest.mark.usefixtures("article")
def test_json_is_one_document(audioed: Audioed, folder: Path) -> None:
    told = audioed("convert", "river.md", "-o", "out/", "--to", "mp3,opus", "--also", "vtt,chapters", "--json")

    assert told.returncode == 0, told.stderr
    (result,) = json.loads(told.stdout)["results"]
    assert result["title"] == "A river"
    assert sorted(result["files"]) == ["out/river.chapters.json", "out/river.mp3", "out/river.opus", "out/river.vtt"]
    assert all((folder / name).is_file() for name in result["files"])
    assert result["segments"] >= 4


@pytest.mark.usefixtures("article")
def test_sound_goes_to_standard_output_every_time(start: Start) -> None:
    answers = [start("convert", "river.md", "-o", "-").communicate(timeout=120) for _ in range(2)]

    assert answers[0][0].startswith(b"ID3"), answers[0][1]
    assert len(answers[0][0]) > 30_000
    assert answers[1][0] == answers[0][0]


def test_standard_input_is_an_article(audioed: Audioed, folder: Path) -> None:
    told = audioed("convert", "-", stdin=ARTICLE.encode())

    assert told.returncode == 0, told.stderr
    assert told.stdout == "a-river.mp3\n"
    assert (folder / "a-river.mp3").exists()


@pytest.mark.usefixtures("article")
def test_the_script_says_what_will_be_said(audioed: Audioed) -> None:
    text = audioed("script", "river.md")
    as_json = audioed("script", "river.md", "--json")
    diff = audioed("script", "-", "--format", "diff", stdin=b"It cost $2.5m.\n")

    assert "It rises in the hills." in text.stdout
    assert [p["text"] for p in json.loads(as_json.stdout)["passages"] if p["kind"] == "paragraph"] == [
        "It rises in the hills.",
        "It ends in the sea.",
    ]
    assert "$2.5m" in diff.stdout
    assert "million dollars" in diff.stdout


@pytest.mark.usefixtures("article")
def test_an_edition_proves_itself(audioed: Audioed) -> None:
    audioed("convert", "river.md")

    alone = audioed("verify", "river.mp3")
    with_source = audioed("verify", "river.mp3", "--source", "river.md", "--json")

    assert alone.returncode == 0, alone.stderr
    assert with_source.returncode == 0
    assert json.loads(with_source.stdout)["proven"] is True


def test_an_edition_of_a_changed_source_is_not_proven(audioed: Audioed, article: Path) -> None:
    audioed("convert", "river.md")
    article.write_text(ARTICLE.replace("hills", "mountains"), encoding="utf-8")

    told = audioed("verify", "river.mp3", "--source", "river.md")

    assert told.returncode == 50
    assert "mountains" in told.stdout + told.stderr


def test_a_voice_lets_itself_be_heard(audioed: Audioed, folder: Path) -> None:
    told = audioed("voices", "preview", "en-gb", "--text", "This is how it sounds.")

    assert told.returncode == 0, told.stderr
    assert (folder / "en-gb.mp3").read_bytes().startswith(b"ID3")


def test_normalizing_answers_line_by_line(start: Start) -> None:
    with start("normalize") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"It has 5 rooms.\n")
        process.stdin.flush()

        answer = process.stdout.readline()

        process.stdin.close()
        assert process.wait(timeout=60) == 0
    assert answer == b"It has five rooms.\n"


def test_the_doctor_finds_all_well(audioed: Audioed) -> None:
    told = audioed("doctor", "--json")

    assert told.returncode == 0
    findings = json.loads(told.stdout)["findings"]
    assert [finding["part"] for finding in findings if not finding["works"]] in ([], ["Player"])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_stopped_it_says_what_is_kept_and_leaves_nothing_behind(
    number: signal.Signals, code: int, start: Start, folder: Path, tmp_path: Path
) -> None:
    (folder / "long.txt").write_text("\n\n".join(f"The river has {n} arms." for n in range(3000)), encoding="utf-8")
    cache = tmp_path / "cache"
    process = start("convert", "long.txt", env={"AUDIOED_CACHE": str(cache)}, start_new_session=True)
    while not process.poll() and len(list(cache.glob("??/*"))) < 100:
        time.sleep(0.05)

    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as the terminal does
    else:
        process.send_signal(number)
    _, err = process.communicate(timeout=60)

    said = err.decode()
    assert process.returncode == code, said
    assert "Traceback" not in said
    assert "paragraphs are kept and won't be spoken again." in said
    assert sorted(path.name for path in folder.iterdir()) == ["long.txt"]
    assert all_end(process.pid)


def all_end(group: int) -> bool:
    """Tell whether every process of a group ends within ten seconds; those that wait to be reaped have ended."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(_is_alive_in(group, stat) for stat in Path("/proc").glob("[0-9]*/stat")):
            return True
        time.sleep(0.1)
    return False


def _is_alive_in(group: int, stat: Path) -> bool:
    try:
        state, _, process_group = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
    except (OSError, ValueError):  # it ended meanwhile
        return False
    return state != "Z" and int(process_group) == group
