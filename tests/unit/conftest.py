"""Unit tests reach neither the network nor other programs, save those that ask `needs` for one.

A second Python of ours may be started: what several processes do to one folder can't be seen otherwise.
"""

import socket
import subprocess
import sys
from typing import Any

import pytest

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def nothing_outside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make what a unit test must not do fail."""
    connect = socket.socket.connect

    def connect_near(this: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            pytest.fail(f"a unit test reached for the network: {address}")
        connect(this, address)

    monkeypatch.setattr(socket.socket, "connect", connect_near)
    if "needs" in request.fixturenames:
        return
    start = subprocess.Popen.__init__

    def start_ours(this: Any, command: Any, *args: Any, **options: Any) -> None:
        if isinstance(command, str) or command[0] != sys.executable:
            pytest.fail(f"a unit test started a program: {command}")
        start(this, command, *args, **options)

    monkeypatch.setattr(subprocess.Popen, "__init__", start_ours)
