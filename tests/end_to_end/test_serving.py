"""`audioed serve` as a user starts it, and visitors as they come: in crowds, slowly, and with bad intentions."""

import json
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import feedparser
import pytest

SOUND = bytes(range(256)) * 40_000

_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<atom:link rel="self" type="application/rss+xml" href="feed.xml"/><title>A show</title><link>index.html</link>
<item><title>One</title><guid isPermaLink="false">one</guid>
<enclosure url="episodes/one/one.mp3" length="10240000" type="audio/mpeg"/></item>
</channel></rss>
"""

_Start = Callable[..., subprocess.Popen[bytes]]


def _publish(folder: Path, sound: bytes) -> Path:
    (folder / "episodes" / "one").mkdir(parents=True)
    (folder / "episodes" / "one" / "one.mp3").write_bytes(sound)
    (folder / "index.html").write_text("<!DOCTYPE html><title>A show</title>")
    (folder / "feed.xml").write_text(_FEED)
    return folder


@pytest.fixture
def show(folder: Path) -> Path:
    """A show that was built."""
    show = folder / "show"
    _publish(show / "public", SOUND)
    (show / "audioed.toml").write_text('title = "A show"\n')
    (show / "secret.txt").write_text("secret")
    (show / "public" / ".secret").write_text("secret")
    (show / "public" / "linked.txt").symlink_to(show / "secret.txt")
    return show


@pytest.fixture
def address(show: Path, start: _Start) -> Iterator[str]:
    """Where the show is served."""
    with start("serve", str(show), "--port", "0", "--json") as process:
        try:
            yield _told(process)["address"]
        finally:
            process.terminate()


def _told(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """Return the document that the program has written."""
    assert process.stdout is not None
    written = b""
    while not written.endswith(b"}\n"):
        line = process.stdout.readline()
        assert line, "it ended before it served"
        written += line
    told: dict[str, Any] = json.loads(written)
    return told


def _connect(address: str) -> HTTPConnection:
    return HTTPConnection(urlsplit(address).netloc, timeout=20)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_end_is_how_it_ends(show: Path, start: _Start, number: signal.Signals) -> None:
    with start("serve", str(show), "--port", "0") as process:
        assert process.stdout is not None
        page = process.stdout.readline().decode()
        urlopen(page.removeprefix("Page: ").strip()).close()  # noqa: S310 - our own, on loopback

        process.send_signal(number)
        _, err = process.communicate(timeout=20)

    assert process.returncode == 0
    assert b"Traceback" not in err


def test_nothing_is_said_of_visitors_who_leave_in_the_middle(show: Path, start: _Start) -> None:
    with start("serve", str(show), "--port", "0", "--json") as process:
        address = _told(process)["address"]
        for _ in range(20):
            with closing(_connect(address)) as visitor:
                visitor.request("GET", "/episodes/one/one.mp3")
                visitor.getresponse().read(100)
        urlopen(address, timeout=20).close()  # noqa: S310 - our own, on loopback
        process.terminate()
        _, err = process.communicate(timeout=20)

    assert b"exception" not in err


def test_a_feed_without_a_base_leads_to_the_very_bytes(address: str) -> None:
    with urlopen(f"{address}feed.xml") as answer:  # noqa: S310 - our own, on loopback
        parsed = feedparser.parse(answer.read())

    [enclosure] = parsed.entries[0].enclosures
    with urlopen(enclosure.href) as answer:  # noqa: S310 - as above
        content = answer.read()
    assert parsed.feed.link == f"{address}index.html"
    assert enclosure.href.startswith(address)
    assert content == SOUND


def test_a_port_that_is_taken_is_said_and_the_hint_works(
    show: Path, address: str, audioed: Callable[..., CompletedProcess[str]], start: _Start
) -> None:
    port = urlsplit(address).port

    refused = audioed("serve", str(show), "--port", str(port))

    hint = re.search(r"Hint: audioed (serve \S+ --port [0-9]+)", refused.stderr)
    assert refused.returncode == 61
    assert f"Port {port}" in refused.stderr
    assert hint is not None
    with start(*hint[1].split(), "--json") as process:
        told = _told(process)
        process.terminate()
    assert told["feed"].endswith("/feed.xml")


def test_a_folder_that_is_not_there_has_an_exit_code_of_its_own(
    audioed: Callable[..., CompletedProcess[str]],
) -> None:
    refused = audioed("serve", "nowhere")

    assert refused.returncode == 61
    assert "There is no folder nowhere" in refused.stderr


def test_no_target_leads_out_of_what_is_published(address: str) -> None:
    targets = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/episodes/../../secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/.secret",
        "/%2esecret",
        "/linked.txt",
        "/%00",
        "/%ff%fe",
        "http://elsewhere.example/secret.txt",
        "*",
    ]

    answers = {
        target: _raw(address, f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        for target in targets
    }

    assert {target for target, answer in answers.items() if not answer.startswith(b"HTTP/1.1 404 ")} == set()
    assert {answer.partition(b"\r\n\r\n")[2] for answer in answers.values()} == {b"There is nothing at this address.\n"}


def test_junk_is_answered_with_no_word_of_our_insides_and_the_next_visitor_is_served(address: str) -> None:
    for junk in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET " + b"a" * 100_000, b"\r\n\r\n"):
        answer = _raw(address, junk)

        assert b"Traceback" not in answer
        with urlopen(address) as page:  # noqa: S310 - our own, on loopback
            assert page.status == 200


def _raw(address: str, request: bytes) -> bytes:
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 80), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except ConnectionResetError:
            pass
        return received


def test_a_visitor_who_stalls_or_goes_away_keeps_nobody_waiting(address: str) -> None:
    stalled = [_connect(address) for _ in range(20)]
    for connection in stalled:
        connection.request("GET", "/episodes/one/one.mp3")
    began = time.monotonic()

    with closing(_connect(address)) as connection:
        connection.request("GET", "/episodes/one/one.mp3", headers={"Range": "bytes=-100"})
        content = connection.getresponse().read()

    waited = time.monotonic() - began
    for connection in stalled:
        connection.close()
    with urlopen(address) as page:  # noqa: S310 - our own, on loopback
        assert page.status == 200
    assert content == SOUND[-100:]
    assert waited < 5


def test_a_show_that_is_built_anew_while_it_is_served_is_always_seen_whole(show: Path, address: str) -> None:
    versions = {size: bytes([size % 256]) * size for size in (3_000_000, 3_000_001)}
    answers: list[tuple[int, bytes, str]] = []
    is_over = threading.Event()

    def keep_fetching() -> None:
        with closing(_connect(address)) as connection:
            while not is_over.is_set():
                connection.request("GET", "/episodes/one/one.mp3")
                answer = connection.getresponse()
                answers.append((answer.status, answer.read(), answer.headers["ETag"]))

    visitors = [threading.Thread(target=keep_fetching) for _ in range(4)]
    public, before = show / "public", show / "before"
    for size in [*versions] * 5:
        fresh = _publish(show / f"fresh-{time.monotonic_ns()}", versions[size])
        public.rename(before)
        fresh.rename(public)
        before.rename(show / f"old-{time.monotonic_ns()}")
        if not visitors[0].is_alive() and not is_over.is_set():
            for visitor in visitors:
                visitor.start()
        time.sleep(0.1)
    is_over.set()
    for visitor in visitors:
        visitor.join()

    whole = [(content, tag) for status, content, tag in answers if status == 200]
    assert {status for status, _, _ in answers} <= {200, 404, 503}
    assert {len(content) for content, _ in whole} == set(versions)
    assert all(content == versions[len(content)] for content, _ in whole)
    assert len({(len(content), tag) for content, tag in whole}) == 2


@pytest.mark.parametrize(
    "command", [["curl", "-s", "-S", "-f", "-C", "-", "-o"], ["wget", "-q", "-c", "-O"]], ids=["curl", "wget"]
)
def test_real_clients_resume_to_the_same_bytes(
    address: str, folder: Path, needs: Callable[..., None], command: list[str]
) -> None:
    needs(command[0])
    target = folder / "one.mp3"
    target.write_bytes(SOUND[:4_000_000])

    done = subprocess.run([*command, str(target), f"{address}episodes/one/one.mp3"], check=False, timeout=60)

    assert done.returncode == 0
    assert target.read_bytes() == SOUND
