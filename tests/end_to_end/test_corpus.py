"""The corpus runner converts saved pages, proves each edition, and notices what is lost.

The pages of `corpus/` are our own, in the manner of pages that people save.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import pytest

CORPUS = Path(__file__).with_name("corpus")
RUNNER = Path(__file__).parents[2] / "tools/corpus"

pytestmark = pytest.mark.skipif(not RUNNER.is_dir(), reason="the corpus runner lies in the checkout alone")

Run: TypeAlias = Callable[..., CompletedProcess[str]]

TIDE = (
    "The clock on the pier has a single hand, which goes around once in twelve hours.",
    "It was built by a watchmaker who could not swim, for people who could, and has been right ever since.",
    "When the sea rose in the spring the hand stood at the top, as it should, and then the pier was gone.",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Run:
    """Run the corpus runner on a folder; its results are written to `results.json`."""

    def run(folder: Path, *flags: str) -> CompletedProcess[str]:
        command = [sys.executable, str(RUNNER), str(folder), "--json", str(tmp_path / "results.json"), *flags]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def results(folder: Path) -> dict[str, dict[str, Any]]:
    document = json.loads((folder / "results.json").read_text("utf-8"))
    return {page["name"]: page for page in document["pages"]}


def page_of(*paragraphs: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html lang=en><title>The tide clock</title><body><main>{text}</main></body></html>"


def test_saved_pages_are_said_whole_and_what_is_no_page_is_refused(corpus: Run, tmp_path: Path) -> None:
    done = corpus(CORPUS, "--jobs", "2")

    assert done.returncode == 0, done.stdout
    found = results(tmp_path)
    assert {name: page["outcome"] for name, page in found.items()} == {
        "made-by-scripts.html": "refused",
        "ropes.md": "complete",
        "shelf/die-faehre.htm": "complete",
        "the-bell.txt": "complete",
        "tide-clock.html": "complete",
    }
    tide = found["tide-clock.html"]
    assert (tide["kept"], tide["boilerplate"]) == (7, 0)
    assert min(page["kept"] for name, page in found.items() if name != "made-by-scripts.html") >= 3
    assert "holds nothing to say" in found["made-by-scripts.html"]["message"]

    again = corpus(CORPUS, "--resume")

    assert again.stdout == done.stdout
    assert again.stderr == ""


def test_a_paragraph_that_should_be_said_and_is_not_is_noticed(corpus: Run, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "known.html").write_text(page_of(*TIDE[:2]), "utf-8")
    (pages / "known.expected.txt").write_text("\n\n".join(TIDE), "utf-8")
    (pages / "estimated.html").write_text(page_of(*TIDE).replace("<p>When", "<p role=tooltip>When"), "utf-8")

    done = corpus(pages, "--jobs", "2")

    found = results(tmp_path)
    assert done.returncode == 1
    assert {page["outcome"] for page in found.values()} == {"lost"}
    assert {page["kept"] for page in found.values()} == {2}
    assert [lost["reason"] for lost in found["known.html"]["lost"]] == [""]
    assert [lost["reason"] for lost in found["estimated.html"]["lost"]] == ["control"]
    assert f"lost (control): {TIDE[2]}" in done.stdout


def test_a_name_that_is_cut_out_of_a_long_paragraph_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(RUNNER))
    judging, words = import_module("judging"), import_module("words")
    text = f"We asked Ann One why she rows. {' '.join(TIDE)}"
    said = words.Words([text.replace("Ann One ", "")])

    def lost(skipped: dict[str, list[str]]) -> list[str]:
        return [each.reason for each in judging._lost([text], said, skipped)]

    assert (lost({"byline": ["Ann One"]}), lost({"byline": ["Bo Two"]}), lost({})) == (["byline"], [], [])


def test_links_beside_each_other_are_read_as_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(RUNNER))
    visible = import_module("visible")
    markup = b"<p><a href=/a>One</a><a href=/b>Two</a><b>b</b>oat <a href=/c>th</a>ree"

    assert [each.words for each in visible.visible_paragraphs(markup)] == [["one", "twoboat", "three"]]


def test_a_page_that_takes_too_long_is_a_failure(corpus: Run, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "page.html").write_text(page_of(*TIDE), "utf-8")

    done = corpus(pages, "--seconds", "0.01")

    assert done.returncode == 1
    assert results(tmp_path)["page.html"]["outcome"] == "crash"
    assert "still at work" in done.stdout
