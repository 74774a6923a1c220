"""The program as a user starts it, in an empty folder of its own."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The working folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def start(folder: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Start the program with pipes on all sides."""

    def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        environment = {**os.environ, "PYTHONWARNINGS": "error", **options.pop("env", {})}
        return subprocess.Popen(
            [sys.executable, "-m", "audioed", *arguments], cwd=folder, env=environment, **{**pipes, **options}
        )

    return start


@pytest.fixture
def audioed(start: Callable[..., subprocess.Popen[bytes]]) -> Callable[..., CompletedProcess[str]]:
    """Run the program and return what it said. What no run may do fails here."""

    def run(*arguments: str, stdin: bytes = b"", **options: Any) -> CompletedProcess[str]:
        with start(*arguments, **options) as process:
            try:
                out, err = process.communicate(stdin, timeout=120)
            except subprocess.TimeoutExpired:
                process.kill()  # else it is waited for
                raise
        said = err.decode("utf-8")
        assert "Traceback" not in said, said
        assert "audioed failed as it never should" not in said, said
        return CompletedProcess(arguments, process.returncode, (out or b"").decode("utf-8", "replace"), said)

    return run


_ARTICLES = {
    "well.md": "---\ntitle: The well\ndate: 2024-03-01\n---\n\nThe rope was short.\n\n## Water\n\nIt tasted of iron.\n",
    "gate.md": "---\ntitle: The gate\ndate: 2024-03-02\n---\n\nNobody shut it.\n",
    "pfad.md": "---\ntitle: Der schöne Pfad\ndate: 2024-03-03\nlanguage: de\n---\n\nEr führt ins Tal.\n",
}
_ABOUT = ("--title", "By ear", "--author", "Ada Example", "--email", "ada@example.org", "--category", "Arts")


@pytest.fixture(scope="session")
def built_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show of three articles as its publisher has it after the first build; made once, never changed."""
    folder = tmp_path_factory.mktemp("shows")
    for name, text in _ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    init = ("init", "my-show", *_ABOUT, "--language", "en-GB", "--base-url", "https://audio.example.org/")
    for command in (init, ("add", *_ARTICLES, "--show", "my-show"), ("build", "my-show")):
        subprocess.run([sys.executable, "-m", "audioed", *command], cwd=folder, check=True, timeout=120)
    return folder / "my-show"


@pytest.fixture
def show(built_show: Path, folder: Path) -> Path:
    """The test's own copy of that show, `my-show` in the working folder."""
    return Path(shutil.copytree(built_show, folder / "my-show", symlinks=True))


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What a path of the site answers."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    content: bytes = b""


@pytest.fixture
def site() -> Iterator[Callable[..., str]]:
    """Serve pages on loopback: called with a path and a page's fields, it returns the address."""
    pages: dict[str, Page] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path, Page(status=404))
            self.send_response(page.status)
            for name, value in page.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(page.content)))
            self.end_headers()
            try:
                self.wfile.write(page.content)
            except OSError:
                self.close_connection = True  # the reader had enough

        def log_message(self, *_: object) -> None:
            """Leave standard error to what is tested."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def add(path: str, **fields: Any) -> str:
        pages[path] = Page(**fields)
        return f"http://127.0.0.1:{server.server_address[1]}{path}"

    yield add
    server.shutdown()
    thread.join()
    server.server_close()
