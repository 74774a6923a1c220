"""A page's address leads nowhere but to public machines, whatever a server, a name or the page itself says."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable

import pytest

from audioed.errors import ReadingError
from audioed.reading.fetching import Limits, fetch, fetch_page

from .conftest import Names, Speaker

NEAR = ("127.0.0.1",)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = HEAD + b"Content-Length: 5\r\n\r\nHello"
QUICK = Limits(bytes=50_000, silence_s=0.4, total_s=0.8)

Start = Callable[..., Speaker]


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def redirect(target: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST.", "[::ffff:127.0.0.1]", "0.0.0.0"])  # noqa: S104 - it is asked for
def test_this_machine_is_not_asked(speaker: Start, host: str) -> None:
    server = speaker(PAGE)

    with pytest.raises(ReadingError, match="may not be asked for"):
        fetch(f"http://{host}:{server.port}/")

    assert server.requests == []


@pytest.mark.parametrize(
    "target",
    [
        "http://localhost:{port}/secret",
        "//localhost:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://127.1:{port}/",
        "http://127.0.0.1:{port}/",
        "file:///etc/passwd",
        "data:text/html,Hello",
        "ftp://127.0.0.1/",
        "http://ada:secret@news.example:{port}/",
        "http://[",
    ],
)
def test_a_redirect_leads_nowhere_else_than_an_address_may(
    speaker: Start, names: Names, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    secret = speaker(PAGE)
    server = speaker(redirect(target.format(port=secret.port)))
    names.meaning |= {"news.example": ["127.0.0.1"], "localhost": ["127.0.0.1"]}
    names.meaning |= {host: [host] for host in ("127.0.0.1", "169.254.169.254", "::1")}
    monkeypatch.setattr("socket.socket.connect", _connect_unless("169.254.169.254"))

    with pytest.raises(ReadingError):
        fetch(f"http://news.example:{server.port}/", private_hosts=("news.example",))

    assert len(server.requests) == 1
    assert secret.requests == []


def _connect_unless(forbidden: str) -> Callable[[socket.socket, tuple[str, int]], None]:
    connect = socket.socket.connect

    def connect_near(this: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] != forbidden
        connect(this, address)

    return connect_near


def test_a_name_that_means_another_machine_the_second_time_is_not_asked_for_a_second_time(
    speaker: Start, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = speaker(PAGE)
    reached: list[str] = []

    def connect(_: socket.socket, address: tuple[str, int]) -> None:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.socket.connect", connect)
    names.meaning["rebound.example"] = ["8.8.8.8", "127.0.0.1"]

    with pytest.raises(ReadingError, match=r"rebound\.example refuses the connection"):
        fetch(f"http://rebound.example:{server.port}/")

    assert reached == ["8.8.8.8"]
    assert names.asked == ["rebound.example"]


def test_each_redirect_asks_anew_what_a_name_means(speaker: Start, names: Names) -> None:
    server = speaker(redirect("/b"))
    names.meaning["rebound.example"] = ["127.0.0.1", "127.0.0.2"]

    with pytest.raises(ReadingError, match=r"/b may not be asked for: rebound\.example \(127\.0\.0\.2\)"):
        fetch(f"http://rebound.example:{server.port}/a", private_hosts=NEAR)

    assert len(server.requests) == 1


def test_the_server_is_told_its_name_and_nothing_of_us(speaker: Start, names: Names) -> None:
    server = speaker(PAGE)
    names.meaning["news.example"] = ["127.0.0.1"]

    fetch(f"http://news.example:{server.port}/a?b=c#d", private_hosts=NEAR)

    (request,) = server.requests
    line, *headers = request.decode().split("\r\n")
    assert line == "GET /a?b=c HTTP/1.1"
    assert f"Host: news.example:{server.port}" in headers
    assert {header.partition(":")[0] for header in headers if header} == {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    }


def test_a_redirect_takes_nothing_along_to_another_machine(speaker: Start, names: Names) -> None:
    second = speaker(PAGE)
    first = speaker(
        f"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: http://b.example:{second.port}/\r\n\r\n".encode()
    )
    names.meaning |= {"a.example": ["127.0.0.1"], "b.example": ["127.0.0.1"]}

    fetch(f"http://a.example:{first.port}/secret?key=1", private_hosts=NEAR)

    (request,) = second.requests
    assert not any(word in request for word in (b"Cookie", b"Referer", b"Authorization", b"secret", b"a.example"))


def dripping(head: bytes, drop: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def drip(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(head)
        while not over.wait(0.02):
            connection.sendall(drop)

    return drip


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (HEAD + b"\r\n", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: x\r\n"),
    ],
    ids=["status", "header", "headers", "continue", "body", "chunk's length", "chunks", "trailers"],
)
def test_a_server_that_drips_is_left_in_time(speaker: Start, head: bytes, drop: bytes) -> None:
    server = speaker(dripping(head, drop))
    began = time.monotonic()

    with pytest.raises(ReadingError, match=r"takes longer than 0\.8 s|got more than 100 headers"):
        fetch(str(server), QUICK, private_hosts=NEAR)

    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 " + b"x" * 70_000,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 70_000,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nx\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nHe",
        HEAD + b"Content-Length: 10\r\n\r\nHello",
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed(b"Hello")[:-1],
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed(b"Hello") + b"Hello",
        HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"Hello"),
        HEAD + b"Content-Encoding: gzip, gzip\r\n\r\n" + packed(packed(b"Hello")),
        HEAD.replace(b"200", b"206") + b"Content-Length: 5\r\n\r\nHello",
        HEAD.replace(b"200", b"304") + b"\r\n",
        HEAD.replace(b"200", b"103") + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset*0*=%ff''x\r\nContent-Length: 9\r\n\r\nHello",
        b"",
        b"\0" * 100,
    ],
    ids=lambda _: "answer",
)
def test_an_answer_that_is_none_is_told_and_nothing_of_it_is_kept(speaker: Start, answer: bytes) -> None:
    server = speaker(answer)

    with pytest.raises(ReadingError, match=rf"^{server}/ "):
        fetch_page(str(server), QUICK, private_hosts=NEAR)


@pytest.mark.parametrize(
    "bomb",
    [
        packed(bytes(60_000)),
        packed(bytes(30_000)) * 2,
        packed(b"") * 3_000,
        b"x" * 60_000,
    ],
    ids=["one", "several", "empty ones", "unpacked"],
)
def test_a_bomb_stops_at_the_limit(speaker: Start, bomb: bytes) -> None:
    packing = b"" if bomb.startswith(b"x") else b"Content-Encoding: gzip\r\n"
    server = speaker(HEAD + packing + b"\r\n" + bomb)

    with pytest.raises(ReadingError, match=r"larger than 0\.05 MB"):
        fetch(str(server), QUICK, private_hosts=NEAR)


def test_a_page_that_is_packed_in_several_parts_is_read_whole(speaker: Start) -> None:
    server = speaker(HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed(b"He") + packed(b"llo"))

    assert fetch(str(server), private_hosts=NEAR).content == b"Hello"


def test_after_a_stall_the_page_is_read_as_if_there_had_been_none(speaker: Start) -> None:
    stall = threading.Event()

    def answer(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(PAGE[:-2])
        if stall.is_set():
            connection.sendall(PAGE[-2:])
        else:
            stall.set()
            connection.recv(1)  # until the other side hangs up

    server = speaker(answer)
    with pytest.raises(ReadingError, match=r"did not answer within 0\.4 s") as caught:
        fetch(str(server), QUICK, private_hosts=NEAR)

    content = fetch(str(server), QUICK, private_hosts=NEAR).content

    assert caught.value.hint == "Try again later."
    assert content == b"Hello"
