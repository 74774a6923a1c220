import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from audioed import __version__
from audioed.errors import ReadingError
from audioed.reading.fetching import Limits, fetch, fetch_page
from audioed.reading.source import MediaType, load

QUICK = Limits(bytes=50_000, silence_s=0.3, total_s=0.6)
NEAR = ("127.0.0.1",)
PAGE = b"<!doctype html><p>Hello"


HTML = {"Content-Type": "text/html"}
PACKED = {**HTML, "Content-Encoding": "gzip"}

ANSWERS: dict[str, tuple[bytes, Mapping[str, str]]] = {
    "page": (PAGE, {"Content-Type": "text/html; charset=windows-1252"}),
    "plain": (b"Hello", {"Content-Type": "text/plain"}),
    "unsaid": (PAGE, {}),
    "octets": (b"# Hello", {"Content-Type": "application/octet-stream"}),
    "pdf": (b"%PDF-1.7", {"Content-Type": "application/pdf"}),
    "json": (b"{}", {"Content-Type": "application/json"}),
    "packed": (gzip.compress(PAGE), PACKED),
    "bomb": (gzip.compress(bytes(10_000_000)), PACKED),
    "half-packed": (gzip.compress(PAGE)[:-9], PACKED),
    "not-packed": (PAGE, PACKED),
    "brotli": (PAGE, {**HTML, "Content-Encoding": "br"}),
    "large": (b"x" * 60_000, HTML),
    "cut": (PAGE, {**HTML, "Content-Length": "5000"}),
}

REDIRECTS: dict[str, Callable[[str], str]] = {
    "to": lambda rest: f"/{rest}",
    "circle": lambda rest: f"/circle/{1 - int(rest)}",
    "further": lambda rest: f"/further/{int(rest) + 1}",
    "to-file": lambda _: "file:///etc/passwd",
    "to-gopher": lambda _: "gopher://localhost/",
    "nowhere": lambda _: "",
}


@dataclass
class Site:
    base: str
    agents: list[str] = field(default_factory=list)
    leave: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.site.agents.append(self.headers["User-Agent"])
        first, _, rest = urlsplit(self.path).path.strip("/").partition("/")
        if first in ANSWERS:
            content, headers = ANSWERS[first]
            self.answer(content, headers)
        elif first in REDIRECTS:
            self.redirect(REDIRECTS[first](rest))
        elif first == "status":
            self.send_error(int(rest))
        elif first == "stall":
            self.site.leave.wait(5)
        elif first == "drip":
            self.drip()
        elif first == "hush":
            self.answer(b"x", {**HTML, "Content-Length": "100"})
            self.site.leave.wait(5)
        else:
            self.send_error(404)

    def answer(self, content: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(200)
        for key, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        if target:
            self.send_header("Location", target)
        self.end_headers()

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while not self.site.leave.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            pass


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    Handler.site = site
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    site.leave.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_read_with_its_address_and_the_charset_of_its_header(site: Site) -> None:
    source = load(f"{site.base}/page/the%20sea.html?a=1#part", private_hosts=NEAR)

    assert source.content == PAGE
    assert source.address == f"{site.base}/page/the%20sea.html?a=1"
    assert (source.name, source.media_type, source.charset) == ("the sea.html", MediaType.HTML, "windows-1252")
    assert source.is_remote


def test_the_program_says_who_it_is(site: Site) -> None:
    fetch(f"{site.base}/page", private_hosts=NEAR)

    assert site.agents[-1] == f"audioed/{__version__}"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("plain/a.txt", MediaType.PLAIN),
        ("plain/a.md", MediaType.MARKDOWN),
        ("unsaid", MediaType.HTML),
        ("octets/a.md", MediaType.MARKDOWN),
        ("octets/a", MediaType.MARKDOWN),
        ("to/page", MediaType.HTML),
    ],
)
def test_the_kind_of_page_is_the_servers_word_else_the_names_else_the_contents(
    site: Site, path: str, media_type: MediaType
) -> None:
    assert fetch_page(f"{site.base}/{path}", private_hosts=NEAR).media_type is media_type


def test_the_host_names_a_page_without_a_path(site: Site) -> None:
    with pytest.raises(ReadingError, match=r"127\.0\.0\.1:\d+/ answered 404"):
        fetch_page(site.base, private_hosts=NEAR)


def test_a_packed_page_is_unpacked(site: Site) -> None:
    assert fetch(f"{site.base}/packed", private_hosts=NEAR).content == PAGE


def test_redirects_are_followed_and_the_last_address_counts(site: Site) -> None:
    answer = fetch(f"{site.base}/to/to/to/to/to/page", private_hosts=NEAR)

    assert answer.address == f"{site.base}/page"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("to/to/to/to/to/to/page", "redirects more than 5 times"),
        ("further/1", "redirects more than 5 times"),
        ("circle/0", "redirects in a circle"),
        ("to-file", "file:///etc/passwd: only http and https"),
        ("to-gopher", "gopher://localhost: only http and https|gopher://localhost/: only http and https"),
        ("nowhere", "redirects without saying where"),
        ("large", r"larger than 0\.05 MB"),
        ("bomb", r"larger than 0\.05 MB"),
        ("cut", "broke off after 23 bytes"),
        ("half-packed", "broke off"),
        ("not-packed", "is damaged"),
        ("brotli", "packed as br"),
        ("pdf", "is a PDF document"),
        ("json", "is not a page but application/json"),
        ("status/404", "answered 404 Not Found"),
        ("status/403", "answered 403 Forbidden"),
        ("status/503", "answered 503 Service Unavailable"),
        ("stall", r"did not answer within 0\.3 s"),
        ("hush", r"did not answer within 0\.3 s"),
        ("drip", r"takes longer than 0\.6 s"),
    ],
)
def test_what_can_not_be_had_is_an_error_that_names_the_address(site: Site, path: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        fetch_page(f"{site.base}/{path}", QUICK, private_hosts=NEAR)


def test_a_refused_page_has_a_hint(site: Site) -> None:
    with pytest.raises(ReadingError) as caught:
        fetch_page(f"{site.base}/status/403", private_hosts=NEAR)

    assert "save the page" in caught.value.hint


def test_a_server_that_is_not_there_is_an_error() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(ReadingError, match=r"127\.0\.0\.1 refuses the connection"):
        fetch(f"http://127.0.0.1:{port}/", private_hosts=NEAR)


def test_a_host_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(ReadingError, match=r"there is no host example\.invalid"):
        fetch("http://example.invalid/")


def test_a_server_without_encryption_has_no_valid_certificate(site: Site) -> None:
    with pytest.raises(ReadingError, match="has no valid certificate"):
        fetch(site.base.replace("http:", "https:"), QUICK, private_hosts=NEAR)


def test_a_server_that_speaks_no_http_is_an_error() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def speak() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"220 ready\r\n")

        thread = threading.Thread(target=speak)
        thread.start()
        with pytest.raises(ReadingError, match="can't be had"):
            fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", QUICK, private_hosts=NEAR)
        thread.join()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://", "names no host"),
        ("http://127.0.0.1:port/", "is no address"),
        ("http://[::1/", "is no address"),
        (f"http://{'ä' * 70}.example/", "is no address"),
    ],
)
def test_what_is_no_address_is_an_error(address: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        fetch(address, QUICK)
