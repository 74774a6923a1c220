"""A published folder, and what its application answers without a server around it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from audioed.serving import app

SOUND = bytes(range(256)) * 400
"""Longer than what is sent at once, and no two places of it alike nearby."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an application sent."""

    status: int
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes
    is_whole: bool
    """Whether it was finished."""


@pytest.fixture
def sound() -> bytes:
    """What is in `sound.mp3`."""
    return SOUND


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder as a show publishes it."""
    folder = tmp_path / "published"
    (folder / "episodes" / "one").mkdir(parents=True)
    (folder / "index.html").write_text("<!DOCTYPE html><title>The show</title>" + "<p>Words.</p>" * 100)
    (folder / "episodes" / "one" / "index.html").write_text("<title>One</title>")
    (folder / "sound.mp3").write_bytes(SOUND)
    (folder / "empty.mp3").touch()
    (folder / "feed.xml").write_text('<rss version="2.0"><channel><link>index.html</link></channel></rss>')
    (folder / ".hidden").write_text("secret")
    (tmp_path / "outside.txt").write_text("secret")
    return folder


@pytest.fixture
def ask(published: Path) -> Callable[..., Answer]:
    """Send a request to an application of the published folder. Names of headers are written with "_"."""
    ours = app(published)

    def ask(path: str, method: str = "GET", *, application: Starlette = ours, **headers: str) -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b""}

        async def send(message: Message) -> None:
            sent.append(message)
            await asyncio.sleep(0)

        given = {"host": "show.example:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "path": path,
            "root_path": "",
            "query_string": b"",
            "scheme": "http",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
        }
        with suppress(DefectError):  # as a server does, once it is answered
            asyncio.run(application(scope, receive, send))
        start, *rest = sent
        return Answer(
            status=start["status"],
            headers={name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]},
            body=b"".join(message["body"] for message in rest),
            is_whole=bool(rest) and not rest[-1].get("more_body", False),
        )

    return ask


class DefectError(Exception):
    """What should never happen."""


@pytest.fixture
def defect() -> DefectError:
    """An error that nobody expects."""
    return DefectError("a secret")
