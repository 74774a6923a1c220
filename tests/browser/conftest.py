"""A show as its readers get it: built and served by the commands that a publisher types, seen in a real browser."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SAMPLES = Path(__file__).parents[2] / "samples"

RIGHT_TO_LEFT = """---
title: الأفلاج
language: ar
---

قبل الفجر بقليل يخرج رجل إلى ساحة صغيرة في طرف القرية، ويرفع بصره إلى السماء.

## نهر يُصنع باليد

الفلج قناة تحمل الماء من باطن الجبل إلى الحقول بقوة الانحدار وحدها.
"""


def audioed(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "audioed", *arguments], check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="session")
def show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show of two articles, the short one of them written from right to left."""
    folder = tmp_path_factory.mktemp("browser") / "show"
    short = folder.parent / "aflaj.md"
    short.write_text(RIGHT_TO_LEFT, encoding="utf-8")
    settings = {"title": "Rivers, aloud", "author": "Ada Quill", "email": "a@example.org", "category": "News"}
    options = [part for key, value in {**settings, "language": "en-GB"}.items() for part in (f"--{key}", value)]
    audioed("init", str(folder), *options)
    audioed("add", "--show", str(folder), str(SAMPLES / "every-block.md"), str(short))
    audioed("build", str(folder))
    return folder


@contextmanager
def served(show: Path) -> Iterator[str]:
    """Serve a show, and say where: an address without a slash at the end."""
    command = [sys.executable, "-m", "audioed", "serve", str(show), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        try:
            lines = iter(server.stdout.readline, "")
            found = next(word for line in lines for word in line.split() if word.startswith("http://"))
            yield found.partition("/index.html")[0].rstrip("/")
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def address(show: Path) -> Iterator[str]:
    """Where the show is served, without a slash at the end."""
    with served(show) as found:
        yield found


@pytest.fixture(scope="module")
def browser(needs: Callable[..., None]) -> Iterator[Browser]:
    """Debian's Chromium, which may play without having been clicked on.

    It ends with the module: while it lives, Playwright's loop runs in this thread, and no test could run another.
    """
    needs("chromium")
    arguments = ["--no-sandbox", "--mute-audio", "--autoplay-policy=no-user-gesture-required"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=which("chromium"), args=arguments) as opened,
    ):
        yield opened


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page of the show; what goes wrong on it fails the test."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(path: str = "episodes/every-block/index.html", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options})
        contexts.append(context)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(address) else wrong.append(sent.url))
        page.goto(f"{address}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong
