"""The command in this process, while a visitor in a thread waits for its port and ends it."""

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from audioed.cli.boundary import run


@pytest.fixture
def served() -> Callable[..., int]:
    """Run `audioed serve` until it listens, and return its exit code."""

    def served(*arguments: str) -> int:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        thread = threading.Thread(target=_end_when_it_listens, args=(port,))
        thread.start()
        code = run(["serve", *arguments, "--port", str(port)])
        thread.join()
        return code

    return served


def _end_when_it_listens(port: int) -> None:
    for _ in range(1000):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
                connection.recv(1)  # an answer: from now on it heeds signals
            break
        except OSError:
            time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGINT)


def test_it_says_where_page_and_feed_are_and_who_can_reach_them(
    published: Path, served: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    code = served(str(published))

    said = capsys.readouterr()
    page, feed = said.out.splitlines()
    assert code == 0
    assert page.startswith("Page: http://127.0.0.1:")
    assert feed.removeprefix("Feed: ") == page.removeprefix("Page: ") + "feed.xml"
    assert "only this machine" in said.err
    assert "no base URL" in said.err


def test_a_show_with_a_base_url_says_where_its_feed_leads(
    published: Path, served: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (published / "feed.xml").write_text("<rss><channel><link>https://show.example/</link></channel></rss>")

    code = served(str(published))

    said = capsys.readouterr().err
    assert code == 0
    assert "no base URL" not in said
    assert "downloads from there" in said


def test_a_feed_that_is_broken_is_served_with_a_warning(
    published: Path, served: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (published / "feed.xml").write_text("<rss>")

    code = served(str(published))

    assert code == 0
    assert "is no feed that an app can read" in capsys.readouterr().err


def test_a_folder_without_page_or_feed_is_served_too(
    published: Path, served: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (published / "index.html").unlink()
    (published / "feed.xml").unlink()

    code = served(str(published))

    assert code == 0
    assert capsys.readouterr().out.startswith("Folder: http://127.0.0.1:")


def test_json_is_one_document(published: Path, served: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    code = served(str(published), "--json")

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["page"] == told["address"]
    assert told["feed"] == told["address"] + "feed.xml"


def test_a_phone_gets_a_code_that_is_drawn_beside_the_results(
    published: Path, served: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    code = served(str(published), "--qr")

    said = capsys.readouterr()
    assert code == 0
    assert "█" in said.err
    assert len(said.out.splitlines()) == 2
