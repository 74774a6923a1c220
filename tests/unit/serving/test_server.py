"""A server in this process, and a visitor in a thread who ends it as Ctrl-C or the system would."""

import errno
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from audioed.errors import ServingError
from audioed.serving import serve
from audioed.serving.server import own_address, refusal


class Visit:
    """One request, and the signal that ends the server after it."""

    def __init__(self, path: str = "/sound.mp3", *, ending: signal.Signals = signal.SIGINT) -> None:
        self.address = ""
        self.status = 0
        self.body = b""
        self._path = path
        self._ending = ending
        self._thread = threading.Thread(target=self._come)

    def ready(self, address: str) -> None:
        self.address = address
        self._thread.start()

    def _come(self) -> None:
        try:
            connection = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
            connection.request("GET", self._path)
            answer = connection.getresponse()
            self.status, self.body = answer.status, answer.read()
            connection.close()
        finally:
            os.kill(os.getpid(), self._ending)

    def join(self) -> None:
        self._thread.join()


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end_and_leaves_signals_as_they_were(
    published: Path, sound: bytes, ending: signal.Signals
) -> None:
    before = signal.getsignal(ending)
    visit = Visit(ending=ending)

    serve(published, port=0, ready=visit.ready)

    visit.join()
    assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/", visit.address)
    assert (visit.status, visit.body) == (200, sound)
    assert signal.getsignal(ending) is before


def test_a_server_for_every_machine_tells_an_address_that_leads_to_it(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the address is this machine's own, and asking the system for it sends nothing
    visit = Visit()

    serve(published, host="0.0.0.0", port=0, ready=visit.ready)  # noqa: S104 - what is tested

    visit.join()
    assert visit.status == 200


def test_an_address_of_version_6_stands_in_brackets(published: Path) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    visit = Visit()

    serve(published, host="::1", port=0, ready=visit.ready)

    visit.join()
    assert visit.address.startswith("http://[::1]:")
    assert visit.status == 200


def test_a_port_that_is_taken_names_the_next_that_is_free(published: Path, taken: int) -> None:
    with pytest.raises(ServingError, match=f"Port {taken} .*is taken") as caught:
        serve(published, port=taken, ready=pytest.fail)

    named = re.fullmatch(rf"audioed serve {re.escape(str(published))} --port ([0-9]+)", caught.value.hint)
    assert named is not None
    assert int(named[1]) > taken


def test_a_host_that_is_none_of_ours_says_what_to_name(published: Path) -> None:
    with pytest.raises(ServingError, match=r"192\.0\.2\.1") as caught:
        serve(published, host="192.0.2.1", ready=pytest.fail)

    assert "--host" in caught.value.hint


def test_a_port_of_the_systems_says_which_to_name(published: Path) -> None:
    error = PermissionError(errno.EACCES, "Permission denied")

    told = refusal(error, host="127.0.0.1", port=80, folder=published)

    assert told.message == "Port 80 is not allowed to you."
    assert "--port 8000" in told.hint


def test_the_next_port_is_looked_for_on_the_same_host(published: Path) -> None:
    error = OSError(errno.EADDRINUSE, "Address already in use")

    told = refusal(error, host="localhost", port=65_535, folder=published)

    assert told.hint == f"audioed serve {published} --host localhost --port 0"


def test_a_machine_without_a_network_has_no_address_for_others() -> None:
    class Unreachable(socket.socket):
        def connect(self, _address: object) -> None:
            raise OSError(errno.ENETUNREACH, "Network is unreachable")

    with Unreachable(type=socket.SOCK_DGRAM) as probe:
        found = own_address(probe)

    assert found == ""
