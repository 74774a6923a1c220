"""Whoever is asked by https shows that it is the one who was asked."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audioed.errors import ReadingError
from audioed.reading.fetching import Limits, fetch

from .conftest import Names

NEAR = ("127.0.0.1",)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for news.example, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(signed.public_bytes(encoding) + key.private_bytes(encoding, form, serialization.NoEncryption()))
    return path


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    """Where a server with that certificate answers."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, context))
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(listener: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with suppress(OSError), connection, context.wrap_socket(connection, server_side=True) as line:
            line.recv(4096)
            line.sendall(PAGE)


@pytest.fixture
def trust(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make the system trust who signed it."""
    return lambda: monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def test_a_page_comes_encrypted_from_who_was_asked(port: int, names: Names, trust: Callable[[], None]) -> None:
    trust()
    names.meaning["news.example"] = ["127.0.0.1"]

    assert fetch(f"https://news.example:{port}/", private_hosts=NEAR).content == b"Hello"


def test_who_shows_the_certificate_of_another_is_not_listened_to(
    port: int, names: Names, trust: Callable[[], None]
) -> None:
    trust()
    names.meaning["other.example"] = ["127.0.0.1"]

    with pytest.raises(ReadingError, match=r"other\.example:\d+/ has no valid certificate"):
        fetch(f"https://other.example:{port}/", private_hosts=NEAR)


def test_who_signs_for_himself_is_not_listened_to(port: int, names: Names) -> None:
    names.meaning["news.example"] = ["127.0.0.1"]

    with pytest.raises(ReadingError, match="has no valid certificate"):
        fetch(f"https://news.example:{port}/", private_hosts=NEAR)


def test_who_never_finishes_the_greeting_is_left(names: Names) -> None:
    names.meaning["news.example"] = ["127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"https://news.example:{listener.getsockname()[1]}/"

        with pytest.raises(ReadingError, match=r"did not answer within 0\.3 s"):
            fetch(address, Limits(silence_s=0.3), private_hosts=NEAR)


def test_the_way_through_a_proxy_is_encrypted_to_the_end(
    port: int, names: Names, trust: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    trust()
    asked: list[bytes] = []
    names.meaning |= {"proxy.example": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        passing = threading.Thread(target=_pass_on, args=(listener, port, asked))
        passing.start()
        monkeypatch.setenv("https_proxy", f"http://ada:lovelace@proxy.example:{listener.getsockname()[1]}")

        content = fetch("https://news.example/").content  # nobody but the proxy knows where that is

        passing.join()
    assert content == b"Hello"
    assert asked[0].startswith(b"CONNECT news.example:443 HTTP/1.1\r\nHost: news.example:443\r\n")
    assert b"\r\nProxy-Authorization: Basic YWRhOmxvdmVsYWNl\r\n" in asked[0]


def _pass_on(listener: socket.socket, port: int, asked: list[bytes]) -> None:
    connection, _ = listener.accept()
    far = socket.socket()
    far.connect(("127.0.0.1", port))
    with connection, far, suppress(OSError):
        asked.append(connection.recv(4096))
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pump, args=(far, connection))
        back.start()
        _pump(connection, far)
        back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(4096):
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
