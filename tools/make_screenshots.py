"""Make the README's pictures of a show's pages again.

    python tools/make_screenshots.py

It builds a show of samples, serves it on this machine and photographs it in Debian's Chromium while it speaks, with
playwright, which is needed here and by the tests alone. The pictures depend on the fonts of the machine.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs/screenshots"
ARTICLES = ("tides.md", "erie-canal.md", "lighthouses.html", "night-buses.md")
EPISODE = "episodes/night-buses/index.html"
COLOURS = 128
"""Enough for text and a drawing, at a third of the bytes."""
SECOND = 12.3
"""In the middle of a sentence that the window shows."""
WIDE: ViewportSize = {"width": 1280, "height": 860}
NARROW: ViewportSize = {"width": 390, "height": 844}


def audioed(*arguments: str) -> None:
    """Run a command of ours."""
    subprocess.run([sys.executable, "-m", "audioed", *arguments], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a show while the block runs, and give its address."""
    command = [sys.executable, "-m", "audioed", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            words = (word for line in server.stdout or () for word in line.split())
            yield next(word for word in words if word.startswith("http://")).partition("index.html")[0]
        finally:
            server.terminate()


def photograph(
    browser: Browser,
    address: str,
    name: str,
    *,
    window: ViewportSize = WIDE,
    scheme: Literal["light", "dark"] = "light",
    second: float | None = None,
) -> None:
    """Write one picture.

    Args:
        browser: Where.
        address: Of the page.
        name: Of the picture.
        window: Its size in pixels.
        scheme: Of colours.
        second: What is spoken then is highlighted; None: nothing is.
    """
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", viewport=window, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    if second is not None:
        speak(page, second)
    page.evaluate("() => document.fonts.ready")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(TARGET / f"{name}.png", optimize=True)
    context.close()


def speak(page: Page, second: float) -> None:
    """Bring a page to a moment, as if it had been listened to until then."""
    page.wait_for_function("() => document.querySelector('audio').readyState >= 1")
    page.evaluate("second => { document.querySelector('audio').currentTime = second }", second)
    page.wait_for_function("() => CSS.highlights.get('word').size")
    page.mouse.move(0, 0)


def main() -> None:
    """Build, serve, photograph."""
    TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as temporary:
        show = Path(temporary) / "show"
        told = {"title": "Night Reading", "author": "Ines Halloran", "category": "News", "language": "en-GB"}
        audioed("init", str(show), *(part for key, value in told.items() for part in (f"--{key}", value)))
        audioed("add", "--show", str(show), *(str(ROOT / "samples" / name) for name in ARTICLES))
        audioed("build", str(show))
        with (
            served(show) as address,
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"]) as browser,
        ):
            page = address + EPISODE
            photograph(browser, page, "page-light", second=SECOND)
            photograph(browser, page, "page-dark", second=SECOND, scheme="dark")
            photograph(browser, page, "page-narrow", second=SECOND, window=NARROW)
            photograph(browser, address + "index.html", "index-light")


if __name__ == "__main__":
    main()
