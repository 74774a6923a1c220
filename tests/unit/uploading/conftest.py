"""A published folder to send, and what is at the other end."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

SITE = "https://audio.example.org/"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A published folder of two episodes."""
    folder = tmp_path / "public"
    write(
        folder,
        {
            "feed.xml": feed("one", "two"),
            "index.html": "<!doctype html><title>A show</title>",
            "style.css": "body { margin: 0 }",
            "cover.jpg": b"\xff\xd8\xff\xe0 cover",
            "episodes/one/index.html": "<!doctype html><title>One</title>",
            "episodes/one/one.mp3": bytes(range(256)) * 300,
            "episodes/one/one.chapters.json": "{}",
            "episodes/one/one.vtt": "WEBVTT\n",
            "episodes/two/index.html": "<!doctype html><title>Two</title>",
            "episodes/two/two.mp3": bytes(range(255, -1, -1)) * 300,
        },
    )
    return folder


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Read a folder's files by path."""

    def read(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return read


def feed(*slugs: str) -> str:
    items = "".join(
        f'<item><enclosure url="{SITE}episodes/{slug}/{slug}.mp3" length="76800" type="audio/mpeg"/></item>'
        for slug in slugs
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f'<atom:link rel="self" href="{SITE}feed.xml" type="application/rss+xml"/>{items}</channel></rss>'
    )


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        local = folder / path
        local.parent.mkdir(parents=True, exist_ok=True)
        local.write_bytes(content if isinstance(content, bytes) else content.encode())
