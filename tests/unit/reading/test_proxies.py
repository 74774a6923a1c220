"""A proxy that the environment names is asked in place of the machine itself."""

import socket
from collections.abc import Callable

import pytest

from audioed.errors import ReadingError
from audioed.reading.fetching import fetch
from audioed.reading.proxies import proxy_for

from .conftest import Names, Speaker

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello"

Start = Callable[..., Speaker]


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_proxy_gets_the_whole_address_and_the_password_that_is_its_own(
    speaker: Start, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = speaker(PAGE)
    names.meaning["proxy.example"] = ["127.0.0.1"]
    monkeypatch.setenv("http_proxy", f"http://ada:love%20lace@proxy.example:{proxy.port}/")

    answer = fetch("http://news.example/a?b=c")  # nobody but the proxy knows where that is

    (request,) = proxy.requests
    assert answer.content == b"Hello"
    assert request.startswith(b"GET http://news.example/a?b=c HTTP/1.1\r\nHost: news.example\r\n")
    assert b"\r\nProxy-Authorization: Basic YWRhOmxvdmUgbGFjZQ==\r\n" in request


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://[::1]/", "http://wiki.example/"])
def test_what_is_known_to_be_private_is_not_asked_by_a_proxy_either(
    speaker: Start, names: Names, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    proxy = speaker(PAGE)
    names.meaning |= {"127.0.0.1": ["127.0.0.1"], "::1": ["::1"], "wiki.example": ["10.0.0.7"]}
    monkeypatch.setenv("http_proxy", str(proxy))

    with pytest.raises(ReadingError, match="may not be asked for"):
        fetch(address)

    assert proxy.requests == []


def test_a_host_that_is_excepted_is_asked_itself(speaker: Start, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    server = speaker(PAGE)
    names.meaning["wiki.example"] = ["127.0.0.1"]
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", ".example")

    fetch(f"http://wiki.example:{server.port}/a", private_hosts=("wiki.example",))

    assert server.requests[0].startswith(b"GET /a HTTP/1.1\r\n")


@pytest.mark.parametrize("named", ["socks5://proxy.example:1080", "http://", "http://[::1", "http://a:port"])
def test_a_proxy_that_can_not_be_used_is_told(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("http_proxy", named)

    with pytest.raises(ReadingError, match="The proxy for http ") as caught:
        proxy_for("http", "news.example")

    assert "http_proxy" in caught.value.hint


def test_a_proxy_that_refuses_is_told_with_its_reason(
    speaker: Start, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = speaker(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    names.meaning["proxy.example"] = ["127.0.0.1"]
    monkeypatch.setenv("https_proxy", f"http://proxy.example:{proxy.port}")

    with pytest.raises(ReadingError, match=r"the proxy proxy\.example answered 407"):
        fetch("https://news.example/")


def test_a_proxy_that_is_not_there_is_not_taken_for_the_page(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    names.meaning["proxy.example"] = ["127.0.0.1"]
    monkeypatch.setenv("http_proxy", f"proxy.example:{port}")

    with pytest.raises(ReadingError, match=r"the proxy proxy\.example can't be reached"):
        fetch("http://news.example/")
