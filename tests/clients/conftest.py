"""A small show, served by the program itself, and podcast clients that people really use.

Between the two stands a recorder that passes everything on unchanged: what a client asked for is known from outside,
whatever server answers it.
"""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest

Client: TypeAlias = Callable[[str], list[str]]
"""Subscribes to a feed, or asks it for news if it already has; returns the digests of all it has downloaded."""

ARTICLES = {
    "well.md": "---\ntitle: The well & its “rope”\nauthor: Ida Example\ndate: 2024-03-01\nlanguage: en-GB\n---\n\n"
    "The rope was short.\n\n## Water\n\nIt tasted of iron.\n\n## Stone\n\nThe rim was worn by hands.\n",
    "gate.md": "---\ntitle: The gate\ndate: 2024-03-02\nlanguage: en-GB\n---\n\n"
    "Nobody shut it.\n\n## At night\n\nIt sang.\n",
    "pfad.md": "---\ntitle: Der schöne Pfad\ndate: 2024-03-03\nlanguage: de\n---\n\nEr führt ins Tal.\n",
}


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


# --- the show


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request of a client, and how it was answered."""

    method: str
    path: str
    conditional: bool
    status: int


class Recorder(ThreadingHTTPServer):
    """Passes requests on to whichever server stands behind it at the moment, and writes them down."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _PassOn)
        self.address = f"http://127.0.0.1:{self.server_address[1]}/"
        self.behind = ""
        self.asked: list[Asked] = []


class _PassOn(BaseHTTPRequestHandler):
    server: Recorder

    def do_GET(self) -> None:
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        with closing(HTTPConnection(self.server.behind, timeout=30)) as behind:
            behind.request(self.command, self.path, headers=headers)
            answer = behind.getresponse()
            content = answer.read()
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        self.server.asked.append(
            Asked(method=self.command, path=self.path, conditional=conditional, status=answer.status)
        )
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in {"connection", "transfer-encoding"}:
                self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:
            self.close_connection = True  # the client had enough

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Leave standard error to what is tested."""


@pytest.fixture(scope="session")
def recorder() -> Iterator[Recorder]:
    """Stands at the address at which the show lives for its clients."""
    with Recorder() as recorder:
        thread = threading.Thread(target=recorder.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield recorder
        recorder.shutdown()
        thread.join()


def _run(*arguments: str, cwd: Path) -> str:
    command = [sys.executable, "-m", "audioed", *arguments]
    told = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)
    assert told.returncode == 0, told.stderr
    return told.stdout


@pytest.fixture
def audioed(show: Path) -> Callable[..., str]:
    """Run the program beside the show; it must succeed."""
    return lambda *arguments: _run(*arguments, cwd=show.parent)


def _make_show(folder: Path, *settings: str) -> Path:
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    about = ("--title", "By ear", "--author", "Ada Example", "--email", "ada@example.org", "--category", "Arts")
    _run("init", "show", *about, "--language", "en-GB", *settings, cwd=folder)
    _run("add", *ARTICLES, "--show", "show", cwd=folder)
    _run("build", "show", cwd=folder)
    return folder / "show"


@pytest.fixture(scope="session")
def built(recorder: Recorder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show of three articles that lives at the recorder's address; made once, never changed."""
    return _make_show(tmp_path_factory.mktemp("shows") / "built", "--base-url", recorder.address)


@pytest.fixture
def show(built: Path, tmp_path: Path) -> Path:
    """The test's own copy of the show."""
    return Path(shutil.copytree(built, tmp_path / "show", symlinks=True))


@pytest.fixture(scope="session")
def homeless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show that doesn't know yet where it will live; never changed."""
    return _make_show(tmp_path_factory.mktemp("shows") / "homeless")


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Serve a show on a free port; the context's value is the address that the program tells."""
    command = [sys.executable, "-m", "audioed", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        label, _, address = process.stdout.readline().strip().partition(" ")
        try:
            assert label == "Page:"
            yield address
        finally:
            process.send_signal(signal.SIGINT)


@pytest.fixture
def feed(show: Path, recorder: Recorder) -> Iterator[str]:
    """The address of the feed of the show, which is served."""
    with _serving(show) as address:
        recorder.behind = urlsplit(address).netloc
        recorder.asked.clear()
        yield recorder.address + "feed.xml"


@pytest.fixture
def homeless_feed(homeless: Path) -> Iterator[str]:
    """The address at which a show without address is served for the time being."""
    with _serving(homeless) as address:
        yield f"{address}feed.xml"


@pytest.fixture
def asked(recorder: Recorder) -> Callable[[str], list[Asked]]:
    """Return, and forget, what clients asked for since the last call, where the path ends in this."""

    def asked(suffix: str) -> list[Asked]:
        requests, recorder.asked[:] = list(recorder.asked), []
        return [request for request in requests if request.path.endswith(suffix)]

    return asked


@pytest.fixture
def published() -> Callable[[Path], dict[str, str]]:
    """Return the digest of each MP3 in a show's `public/`, by name."""
    return lambda show: {path.name: digest(path.read_bytes()) for path in (show / "public").rglob("*.mp3")}


# --- the clients


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """A client's own place, in which it finds no settings of whoever runs the tests."""

    folder: Path

    @property
    def downloads(self) -> Path:
        return self.folder / "downloads"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.folder),
            "GPODDER_HOME": str(self.folder / "gpodder"),
            "GPODDER_DOWNLOAD_DIR": str(self.downloads),
            "NO_PROXY": "127.0.0.1",
            "TERM": "xterm",
        }

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, check=False, timeout=120
        )
        return (done.stdout + done.stderr).decode("utf-8", "replace")

    def digests(self) -> list[str]:
        return sorted(digest(path.read_bytes()) for path in self.downloads.rglob("*.mp3"))


def _home(folder: Path) -> Home:
    home = Home(folder=folder)
    home.downloads.mkdir(parents=True)
    return home


@pytest.fixture
def gpo(tmp_path: Path, needs: Callable[..., None]) -> Client:
    """gPodder's command line."""
    needs("gpo")
    home = _home(tmp_path / "gpo")

    def gpo(address: str) -> list[str]:
        if not (home.folder / "gpodder").exists():
            home.run("gpo", "subscribe", address)
        home.run("gpo", "update")
        home.run("gpo", "download")
        return home.digests()

    return gpo


@pytest.fixture
def podboat(tmp_path: Path, needs: Callable[..., None]) -> Client:
    """Newsboat, which finds what is new, and podboat, which downloads it."""
    needs("newsboat", "podboat")
    home = _home(tmp_path / "podboat")
    settings = f'podcast-auto-enqueue yes\ndownload-path "{home.downloads}/"\ndownload-filename-format "%F-%t.%e"\n'
    (home.folder / "config").write_text(settings, encoding="utf-8")

    def podboat(address: str) -> list[str]:
        (home.folder / "urls").write_text(f"{address}\n", encoding="utf-8")
        own = ("-C", "config", "-u", "urls", "-c", "cache.db")
        home.run("newsboat", "-q", *own, "-x", "reload")
        queue = home.folder / ".newsboat" / "queue"
        waiting = [line for line in queue.read_text(encoding="utf-8").splitlines() if "downloaded" not in line]
        _in_terminal(["podboat", "-C", "config", "-q", str(queue), "-a"], home, len(home.digests()) + len(waiting))
        return home.digests()

    return podboat


def _in_terminal(command: Sequence[str], home: Home, files: int) -> None:
    """Run a program that wants a terminal until there are so many files, then leave it by its own key."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        command, env=home.environment, cwd=home.folder, stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as process:
        os.close(its)
        deadline = time.monotonic() + 90
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([ours], [], [], 0.1)[0]:
                _drain(ours)
            if len(home.digests()) >= files:
                os.write(ours, b"q")
        process.kill()
    os.close(ours)


def _drain(terminal: int) -> None:
    try:
        os.read(terminal, 65536)
    except OSError:  # the program has closed its side
        time.sleep(0.05)


@pytest.fixture
def podget(tmp_path: Path, needs: Callable[..., None]) -> Client:
    """Podget, a shell script around wget for cron."""
    needs("podget")
    home = _home(tmp_path / "podget")
    own = ("-d", str(home.folder / "podget"), "--dir_session", str(home.folder / "session"))

    def podget(address: str) -> list[str]:
        home.run("podget", *own, "--create-config", "podgetrc")  # a first run without settings fetches the newest alone
        (home.folder / "podget" / "serverlist").write_text(f"{address} Shows By-ear\n", encoding="utf-8")
        home.run("podget", *own, "-l", str(home.downloads))
        return home.digests()

    return podget


@pytest.fixture(params=["gpo", "podboat"])
def client(request: pytest.FixtureRequest) -> Client:
    """Clients that remember episodes by their guids."""
    client: Client = request.getfixturevalue(request.param)
    return client
