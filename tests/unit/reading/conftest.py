"""Servers that say what a test wants them to, byte for byte."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

import pytest


@dataclass
class Speaker:
    """A server, and what it was asked."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    """Each as far as its first empty line."""
    over: threading.Event = field(default_factory=threading.Event)
    """The test is over: whoever stalls may stop."""

    def __str__(self) -> str:
        return f"http://127.0.0.1:{self.port}"


Saying = bytes | Callable[[socket.socket, threading.Event], None]


@pytest.fixture
def speaker() -> Iterator[Callable[..., Speaker]]:
    """Start a server on loopback that answers every request with the same bytes, or as a function does."""
    with ExitStack() as running:
        yield lambda saying, host="127.0.0.1", port=0: running.enter_context(_speaking(saying, host, port))


@contextmanager
def _speaking(saying: Saying, host: str, port: int) -> Iterator[Speaker]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listener:
        speaker = Speaker(port=listener.getsockname()[1])
        thread = threading.Thread(target=_answer, args=(listener, speaker, saying))
        thread.start()
        try:
            yield speaker
        finally:
            speaker.over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _answer(listener: socket.socket, speaker: Speaker, saying: Saying) -> None:
    while not speaker.over.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request and (more := connection.recv(4096)):
                request += more
            speaker.requests.append(request)
            if isinstance(saying, bytes):
                connection.sendall(saying)
            else:
                saying(connection, speaker.over)


@dataclass
class Names:
    """What names mean: an address for each time that one is asked for, the last for all times after."""

    meaning: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """Stand in for the system's resolver."""
    names = Names()

    def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
        names.asked.append(host)
        found = names.meaning.get(host, [])
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        address = found.pop(0) if len(found) > 1 else found[0]
        return [(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return names
