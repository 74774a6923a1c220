"""Whole pages as the web has them, and what of them is said.

In the golden folder, `page.html` is read from a server on loopback, which must give `page.txt`, and as a file, which
must give the same or, where there is one, `page.file.txt`. What numbers and dates become is tested elsewhere.
"""

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from audioed.markup import descendants, name, nodes, parse
from audioed.model import Article, block_text
from audioed.narrating import load_policy, narrate
from audioed.publishing.script_text import to_text
from audioed.reading import read

_FOLDER = Path(__file__).parents[1] / "golden" / "reading"
_PAGES = sorted(_FOLDER.glob("*.html"))
_NEAR = ("127.0.0.1",)
_WORD = re.compile(r"\w+")
_UNSEEN = {"script", "style", "title", "textarea", "annotation"}


def _said(article: Article) -> str:
    return to_text(narrate(article, load_policy("standard")))


def _expected(page: Path, *, of_file: bool) -> str:
    of_page, own = page.with_suffix(".txt"), page.with_suffix(".file.txt")
    return (own if of_file and own.exists() else of_page).read_text(encoding="utf-8")


def test_there_are_pages_to_compare() -> None:
    assert len(_PAGES) >= 5


@pytest.mark.parametrize("page", _PAGES, ids=lambda path: path.stem)
def test_a_page_of_the_web_is_said_as_the_golden_file_says(page: Path, site: Callable[..., str]) -> None:
    address = site(f"/{page.name}", content=page.read_bytes())

    article = read(address, private_hosts=_NEAR)

    assert _said(article) == _expected(page, of_file=False)


@pytest.mark.parametrize("page", _PAGES, ids=lambda path: path.stem)
def test_a_page_in_a_file_is_said_as_the_golden_file_says(page: Path) -> None:
    article = read(str(page))

    assert _said(article) == _expected(page, of_file=True)


@pytest.mark.parametrize("page", _PAGES, ids=lambda path: path.stem)
def test_every_word_that_a_reader_sees_is_in_a_block_or_listed(page: Path, site: Callable[..., str]) -> None:
    article = read(site(f"/{page.name}", content=page.read_bytes()), private_hosts=_NEAR)

    kept = " ".join([*map(block_text, article.blocks), *(each.text for each in article.skipped)])
    missing = {word for word in _seen(page.read_text(encoding="utf-8")) if word not in kept}

    assert missing == set()


def _seen(markup: str) -> set[str]:
    root = parse(markup)
    elements = (each for each in (root, *descendants(root)) if name(each) not in _UNSEEN)
    return {word for each in elements for node in nodes(each) if isinstance(node, str) for word in _WORD.findall(node)}


def test_the_program_says_a_page_from_its_address(
    site: Callable[..., str], audioed: Callable[..., CompletedProcess[str]]
) -> None:
    page = _FOLDER / "news.html"

    told = audioed("script", site("/news.html", content=page.read_bytes()), "--private-host", *_NEAR)

    assert told.returncode == 0, told.stderr
    assert "\nSalters Reach will keep its ferry. " in told.stdout
    assert "\nNot said (navigation): Share Post Email Copy link\n" in told.stdout
