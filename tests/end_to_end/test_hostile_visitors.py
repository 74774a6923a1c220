"""Visitors of `audioed serve` who mean harm: what they say goes to the socket byte for byte as it stands here."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the server is looked at through /proc")

IS_LONG = bool(os.environ.get("AUDIOED_LONG"))
CROWD = 400 if IS_LONG else 40
SOUND = bytes(range(256)) * 4_000
LONG = 16_000_000
"""Bytes: more than all buffers between two programs of one machine hold."""

SERVE = """
import sys
from pathlib import Path
from audioed.serving import Limits, serve
limits = Limits(visitors=int(sys.argv[2]), request_s=float(sys.argv[3]), silence_s=float(sys.argv[4]))
serve(Path(sys.argv[1]), port=0, limits=limits, ready=lambda address: print(address, flush=True))
"""

ABSENT = b"There is nothing at this address.\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A server on loopback."""

    port: int
    process: "subprocess.Popen[bytes]"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def say(self, request: bytes) -> bytes:
        """Return all that is answered until the server hangs up."""
        with self.connect() as connection:
            connection.sendall(request)
            return heard(connection)

    def open_files(self) -> int:
        """Return how many files it holds open, once it has answered somebody."""
        self.say(get("/"))
        return len([*Path(f"/proc/{self.process.pid}/fd").iterdir()])


def heard(connection: socket.socket) -> bytes:
    received = b""
    with suppress(ConnectionResetError):
        while chunk := connection.recv(65_536):
            received += chunk
    return received


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    public = folder / "public"
    (public / "episodes").mkdir(parents=True)
    (public / "episodes" / "one.mp3").write_bytes(SOUND)
    with (public / "episodes" / "long.mp3").open("wb") as long:
        long.truncate(LONG)
    (public / "index.html").write_text("<!DOCTYPE html><title>A show</title>" + "<p>Words." * 100)
    (public / "feed.xml").write_text('<rss version="2.0"><channel><link>index.html</link></channel></rss>')
    (public / ".secret").write_text("secret")
    (public / ".git").mkdir()
    (public / ".git" / "config").write_text("secret")
    (folder / "secret.txt").write_text("secret")
    (folder / "public-2").mkdir()
    (folder / "public-2" / "secret.txt").write_text("secret")
    (public / "out.txt").symlink_to(folder / "secret.txt")
    (public / "up").symlink_to(folder)
    (public / "hidden.txt").symlink_to(".secret")
    (public / "circle").symlink_to("circle")
    return public


@contextmanager
def serving(public: Path, *, visitors: int = 500, request_s: float = 30, silence_s: float = 60) -> Iterator[Server]:
    command = [sys.executable, "-c", SERVE, str(public), str(visitors), str(request_s), str(silence_s)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            yield Server(port=int(process.stdout.readline().rstrip(b"/\n").rpartition(b":")[2]), process=process)
        finally:
            process.terminate()
            _, told = process.communicate(timeout=20)
    assert b"Traceback" not in told


@pytest.fixture(scope="module")
def server(public: Path) -> Iterator[Server]:
    """A server with the usual limits."""
    with serving(public) as server:
        yield server


def get(target: str, *headers: str, method: str = "GET") -> bytes:
    lines = (f"{method} {target} HTTP/1.1", "Host: x", "Connection: close", *headers)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1")


# What is not published. ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/../public-2/secret.txt",
        "/episodes/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/..%2fsecret.txt",
        "/..%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/.%2e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/..;/secret.txt",
        "/./index.html",
        "//index.html",
        "/episodes//one.mp3",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/c:/windows/win.ini",
        "/c:%5cwindows%5cwin.ini",
        "/%5c%5clocalhost%5cc$",
        "/.secret",
        "/%2esecret",
        "/.git/config",
        "/out.txt",
        "/up/secret.txt",
        "/hidden.txt",
        "/circle",
        "/index.html%00.txt",
        "/%00",
        "/index.html/",
        "/index.html::$DATA",
        "/index.html.",
        "/index.html%20",
        "/con",
        "/nul",
        "/aux.txt",
        "/com1",
        "/%ff%fe",
        "/" + "a" * 5000,
        "/" + "a/" * 3000,
        "http://elsewhere.example/secret.txt",
        "http://x/../secret.txt",
        "*",
    ],
)
def test_nothing_but_what_is_published_is_sent(server: Server, target: str) -> None:
    head, _, body = server.say(get(target)).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 404 ")
    assert body == ABSENT


# Ranges. -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "status", "length"),
    [
        ("bytes=0-0", 206, 1),
        ("bytes=-1", 206, 1),
        ("bytes=-0", 416, None),
        ("bytes=-99999999999999999999999999", 206, len(SOUND)),
        ("bytes=0-99999999999999999999999999", 206, len(SOUND)),
        ("bytes=99999999999999999999999999-", 416, None),
        (f"bytes=0-{'9' * 200}", 200, len(SOUND)),
        ("bytes=5-2", 200, len(SOUND)),
        ("bytes=--5", 200, len(SOUND)),
        ("bytes=-5-", 200, len(SOUND)),
        ("bytes=0x0-0x5", 200, len(SOUND)),
        ("bytes=\xb2-5", 200, len(SOUND)),
        ("bytes= ,, ", 200, len(SOUND)),
        ("lines=0-5", 200, len(SOUND)),
        ("bytes=" + ",".join(["0-"] * 16), 200, len(SOUND)),
        ("bytes=" + ",".join(["0-0"] * 1300), 200, len(SOUND)),
        ("bytes=" + ",".join(f"{at}-{at}" for at in range(16)), 206, None),
    ],
)
def test_a_range_never_costs_more_than_the_file(server: Server, asked: str, status: int, length: int | None) -> None:
    head, _, body = server.say(get("/episodes/one.mp3", f"Range: {asked}")).partition(b"\r\n\r\n")

    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert len(body) < len(SOUND) + 1000
    assert length is None or len(body) == length


# Requests that are none, and what follows them. ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n\r\n\r\n\r\n" * 10_000,
        b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA\0B: c\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \x0bchunked\r\n\r\n",
        b"GET /" + b"a" * 100_000,
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 400_000,
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: a\r\n" * 100_000,
    ],
    ids=lambda _: "request",
)
def test_what_is_no_request_is_refused_and_the_line_is_closed(server: Server, request_: bytes) -> None:
    answer = b""
    with server.connect() as connection, suppress(OSError):  # it may hang up before all is said
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        answer = heard(connection)

    assert not answer or re.match(rb"HTTP/1\.1 (400|431|501|505) ", answer)
    assert server.say(get("/")).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 5\r\n\r\nHello",
        b"Content-Length: 500000\r\n\r\n",
    ],
)
def test_nothing_that_follows_a_body_is_taken_for_a_request(server: Server, method: str, framing: bytes) -> None:
    smuggled = b"GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n"

    answer = server.say(f"{method} / HTTP/1.1\r\nHost: x\r\n".encode() + framing + smuggled)

    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"\r\nconnection: close\r\n" in answer.lower()
    assert b"<rss" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "CONNECT", "get", "A" * 100])
def test_nobody_changes_anything(server: Server, method: str) -> None:
    answer = server.say(get("/", "X-Secret: echo", method=method))

    assert re.match(rb"HTTP/1\.1 (405|404|400) ", answer)
    assert b"echo" not in answer


@pytest.mark.parametrize(
    "target",
    ["/episodes%0d%0aX-Split:%20yes", "/episodes%0d%0a%0d%0aHello", "/?a=%0d%0aX-Split:%20yes", "/\xe9", "/episodes"],
)
def test_no_header_of_an_answer_is_the_visitors(server: Server, target: str) -> None:
    head = server.say(get(target, "X-Split: yes")).partition(b"\r\n\r\n")[0]

    assert b"x-split" not in head.lower()


@pytest.mark.parametrize("host", ['"><script>', "x/y", "x y", "a@b", "x:99999999", "[::1", "x\t", ""])
def test_a_host_that_is_none_is_not_written_into_the_feed(server: Server, host: str) -> None:
    request = f"GET /feed.xml HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()

    answer = server.say(request)

    assert re.match(rb"HTTP/1\.1 (200|400) ", answer)
    assert b"<link>index.html</link>" in answer or b" 400 " in answer or b"<link>http://x/index.html</link>" in answer


@pytest.mark.parametrize("path", ["/", "/episodes/one.mp3", "/feed.xml", "/nowhere", "/episodes"])
def test_the_head_of_an_answer_is_that_of_the_whole(server: Server, path: str) -> None:
    head, whole = (server.say(get(path, method=method)).partition(b"\r\n\r\n") for method in ("HEAD", "GET"))
    tag = re.search(rb"(?im)^etag: (\S+)", whole[0])
    again = server.say(get(path, f"If-None-Match: {tag[1].decode()}")) if tag else b"HTTP/1.1 304 \r\n\r\n"

    assert lines(head[0]) == lines(whole[0])
    assert head[2] == b""
    assert again.startswith(b"HTTP/1.1 304 ")
    assert again.endswith(b"\r\n\r\n")
    assert {line for line in lines(again) if line.startswith(b"etag")} <= lines(whole[0])


def lines(head: bytes) -> set[bytes]:
    return {line.lower() for line in head.split(b"\r\n") if not line.lower().startswith(b"date:")}


# Who takes their time. -----------------------------------------------------------------------------------------------


def test_a_crowd_that_never_finishes_its_requests_is_sent_home(public: Path) -> None:
    with serving(public, request_s=1) as server, ExitStack() as crowd:
        before = server.open_files()
        visitors = [crowd.enter_context(server.connect()) for _ in range(CROWD)]
        for visitor in visitors:
            visitor.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nA: ")
        for _ in range(100):
            if not visitors_left(visitors, drip=b"a"):
                break
            time.sleep(0.1)

        answer = server.say(get("/"))
        after = settled(server, before)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert after <= before


def visitors_left(visitors: list[socket.socket], *, drip: bytes) -> bool:
    """Send every visitor's next byte, and return whether one of them is still connected."""
    left = False
    for visitor in visitors:
        visitor.setblocking(False)
        try:
            visitor.send(drip)
            left |= visitor.recv(1) != b""
        except BlockingIOError:
            left = True
        except OSError:
            continue
    return left


def settled(server: Server, most: int) -> int:
    for _ in range(100):
        if server.open_files() <= most:
            break
        time.sleep(0.1)
    return server.open_files()


def test_a_crowd_that_says_nothing_after_its_answer_is_sent_home(public: Path) -> None:
    with serving(public, request_s=1) as server, ExitStack() as crowd:
        visitors = [crowd.enter_context(server.connect()) for _ in range(CROWD)]
        for visitor in visitors:
            visitor.sendall(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")

        assert all(heard(visitor).startswith(b"HTTP/1.1 200 ") for visitor in visitors)


@pytest.mark.parametrize("path", ["/episodes/long.mp3", "/"])
def test_a_crowd_that_takes_nothing_is_sent_home(public: Path, path: str) -> None:
    with serving(public, request_s=1, silence_s=1) as server, ExitStack() as crowd:
        before = server.open_files()
        visitors = [crowd.enter_context(server.connect()) for _ in range(CROWD)]
        for visitor in visitors:
            visitor.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.2)

        answer = server.say(get("/"))
        after = settled(server, before)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert after <= before


def test_who_is_slow_but_steady_gets_the_whole(public: Path) -> None:
    with serving(public, request_s=1, silence_s=1) as server, server.connect() as visitor:
        visitor.sendall(get("/episodes/long.mp3"))
        received = bytearray()
        while chunk := visitor.recv(1_000_000):
            received += chunk
            time.sleep(0.1)

    assert len(received.partition(b"\r\n\r\n")[2]) == LONG


def test_one_visitor_too_many_is_told_so_and_the_next_has_a_place(public: Path) -> None:
    with serving(public, visitors=3) as server:
        with ExitStack() as crowd:
            for _ in range(3):
                inside = crowd.enter_context(server.connect())
                inside.sendall(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
                assert inside.recv(4096).startswith(b"HTTP/1.1 200 ")
            with server.connect() as outside:
                refused = heard(outside)
        told = again(server)

    assert refused.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nRetry-After: 5\r\n" in refused
    assert told.startswith(b"HTTP/1.1 200 ")


def again(server: Server) -> bytes:
    """Ask until there is a place: those who left may not have been noticed yet."""
    for _ in range(50):
        if (answer := server.say(get("/"))).startswith(b"HTTP/1.1 200 "):
            return answer
        time.sleep(0.1)
    return b""
