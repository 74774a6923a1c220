"""A show is fetched from its server, and the server is looked at, too."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from audioed.checking import check
from audioed.errors import ReadingError

BASE = "https://audio.example.org/show/"
TYPES = {
    ".xml": "application/rss+xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".json": "application/json",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".png": "image/png",
}


class Server(ThreadingHTTPServer):
    """Serves a folder as it should be, or with a fault."""

    daemon_threads = True
    folder: Path
    fault = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def do_HEAD(self) -> None:
        if self.server.fault == "no head":
            self.send_error(405)
        else:
            self.answer(with_body=False)

    def answer(self, *, with_body: bool) -> None:
        fault = self.server.fault
        path = self.server.folder / unquote(self.path).lstrip("/")
        if fault == "broken" and path.suffix == ".vtt":
            self.send_error(500)
            return
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        is_part = bool(self.headers.get("Range")) and fault != "no ranges"
        self.send_response(206 if is_part else 200)
        if is_part:
            self.send_header("Content-Range", f"bytes 0-1/{len(content)}")
            content = content[:2]
        self.send_header("Content-Length", str(len(content)))
        self.send_header(
            "Content-Type", "text/plain" if fault == "types" and path.suffix == ".vtt" else TYPES[path.suffix]
        )
        if fault != "no validators":
            self.send_header("ETag", '"1"')
        if fault != "no cors":
            self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's word
        """Say nothing."""


@pytest.fixture
def server(published: Any) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as server:
        server.folder = published.folder
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def codes(address: str) -> set[str]:
    return {finding.code for finding in check(address, is_listened_to=False, jobs=1)}


@pytest.mark.parametrize("path", ["feed.xml", ""])
def test_nothing_is_found_on_a_server_that_is_as_it_should_be(path: str, server: Server) -> None:
    assert codes(server.address + path) == set()


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("H102", "types"),
        ("H103", "no head"),
        ("H104", "no ranges"),
        ("H105", "no validators"),
        ("H106", "no cors"),
    ],
)
def test_a_rule_for_servers_fires_alone(code: str, fault: str, server: Server) -> None:
    server.fault = fault

    assert codes(server.address) == {code}


def test_a_file_that_the_server_refuses_is_found_with_its_reason(server: Server) -> None:
    server.fault = "broken"

    findings = check(server.address, is_listened_to=False, jobs=1)

    assert {finding.code for finding in findings} == {"H101", "R101"}
    assert "answered 500" in next(finding.message for finding in findings if finding.code == "H101")


def test_a_file_that_is_not_there_is_found_as_in_a_folder(server: Server, published: Any) -> None:
    published.file("harbour-lights.srt").unlink()

    assert codes(server.address) == {"R101"}


def test_a_feed_that_names_no_address_is_looked_at_where_it_is(server: Server, published: Any) -> None:
    published.feed("https://audio.example.org/show/", "", -1)

    assert codes(server.address) == {"F226"}


def test_an_address_without_a_feed_is_told(server: Server, published: Any) -> None:
    (published.folder / "feed.xml").unlink()

    with pytest.raises(ReadingError, match="404"):
        check(server.address)


def test_a_feed_without_a_suffix_is_taken_as_it_is(
    server: Server, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "", TYPES[".xml"])
    (published.folder / "feed.xml").rename(published.folder / "feed")
    published.edit("feed", "show/feed.xml", "show/feed")

    assert codes(f"{server.address}feed") == {"F403", "P103"}


@pytest.mark.parametrize(
    "written",
    ["http://[/", f"{BASE}%00", f"{BASE}..%2f..%2fx", f"{BASE}%2fetc/x", f"{BASE}a%ff", f"{BASE}{'a' * 300}", "://"],
)
def test_an_address_that_is_made_to_do_harm_does_none(server: Server, published: Any, written: str) -> None:
    published.feed(f'url="{BASE}episodes/harbour-lights/harbour-lights.mp3"', f'url="{written}.mp3"')

    found = codes(server.address)

    assert found <= {"F205", "F219", "F220", "H101", "M101", "M103", "P103"}


def test_a_server_that_leads_to_another_private_machine_is_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lead_on(handler: Handler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://127.0.0.2/feed.xml")
        handler.end_headers()

    monkeypatch.setattr(Handler, "do_GET", lead_on)

    with pytest.raises(ReadingError, match=r"127\.0\.0\.2 is this machine itself"):
        check(server.address)
