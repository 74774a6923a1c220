"""Against an SSH server on loopback that serves a folder; its client must know it, as everywhere."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import paramiko
import pytest
from paramiko.sftp_attr import SFTPAttributes
from paramiko.sftp_handle import SFTPHandle

from audioed.errors import UploadError, UsageError
from audioed.uploading import upload

READ_AS_FOLDER = Callable[[Path], dict[str, bytes]]


class Files(paramiko.SFTPServerInterface):
    """A folder of this machine, with the faults that a test asks for."""

    def __init__(self, server: "Guard", *_: object) -> None:
        self.machine = server.machine

    def local(self, path: str) -> Path:
        return self.machine.root / self.canonicalize(path).lstrip("/")

    def answered(self, act: Callable[[], object]) -> int:
        try:
            act()
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return paramiko.SFTP_OK

    def list_folder(self, path: str) -> list[SFTPAttributes]:
        self.machine.seen.append(f"list {path}")
        return [SFTPAttributes.from_stat(entry.lstat(), entry.name) for entry in self.local(path).iterdir()]

    def stat(self, path: str) -> SFTPAttributes | int:
        try:
            return SFTPAttributes.from_stat(self.local(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: SFTPAttributes) -> SFTPHandle | int:
        self.machine.seen.append(f"{'write' if flags & os.O_WRONLY else 'read'} {path}")
        try:
            descriptor = os.open(self.local(path), flags, 0o666)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        file = os.fdopen(descriptor, "wb" if flags & os.O_WRONLY else "rb")
        handle = Handle(self.machine, flags)
        handle.readfile = handle.writefile = file  # type: ignore[attr-defined] # set from outside by design of paramiko
        return handle

    def remove(self, path: str) -> int:
        return self.answered(self.local(path).unlink)

    def rename(self, oldpath: str, newpath: str) -> int:
        if self.local(newpath).exists():
            return paramiko.SFTP_FAILURE
        return self.answered(lambda: self.local(oldpath).rename(self.local(newpath)))

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        if not self.machine.replaces:
            return paramiko.SFTP_OP_UNSUPPORTED
        return self.answered(lambda: self.local(oldpath).replace(self.local(newpath)))

    def mkdir(self, path: str, attr: SFTPAttributes) -> int:
        return self.answered(self.local(path).mkdir)

    def rmdir(self, path: str) -> int:
        return self.answered(self.local(path).rmdir)


class Handle(SFTPHandle):
    def __init__(self, machine: "Machine", flags: int) -> None:
        super().__init__(flags)
        self.machine = machine

    def write(self, offset: int, data: bytes) -> int:
        if self.machine.writes_left == 0:
            return self.machine.then()
        self.machine.writes_left -= 1
        return super().write(offset, data)


class Guard(paramiko.ServerInterface):
    def __init__(self, machine: "Machine") -> None:
        self.machine = machine

    def check_auth_password(self, username: str, password: str) -> int:
        is_ours = (username, password) == ("ada", "a b")
        return paramiko.AUTH_SUCCESSFUL if is_ours else paramiko.AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return paramiko.AUTH_SUCCESSFUL if key == self.machine.user_key else paramiko.AUTH_FAILED

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


@dataclass(kw_only=True)
class Machine:
    """The other side."""

    root: Path
    host_key: paramiko.PKey = field(default_factory=paramiko.ECDSAKey.generate)
    user_key: paramiko.PKey = field(default_factory=paramiko.ECDSAKey.generate)
    replaces: bool = True
    writes_left: int = -1
    then: Callable[[], int] = lambda: paramiko.SFTP_FAILURE
    seen: list[str] = field(default_factory=list)
    transports: list[paramiko.Transport] = field(default_factory=list)
    port: int = 0

    def answer(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                transport = paramiko.Transport(connection)
                transport.add_server_key(self.host_key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
                self.transports.append(transport)
                with suppress(paramiko.SSHException, EOFError):
                    transport.start_server(server=Guard(self))

    def hang_up(self) -> int:
        for transport in self.transports:
            transport.close()
        return paramiko.SFTP_FAILURE

    @property
    def address(self) -> str:
        return f"sftp://ada:a%20b@127.0.0.1:{self.port}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    (folder / ".ssh").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return folder


@pytest.fixture
def machine(tmp_path: Path, home: Path) -> Iterator[Machine]:
    root = tmp_path / "machine"
    root.mkdir()
    machine = Machine(root=root)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        machine.port = listening.getsockname()[1]
        key = f"{machine.host_key.get_name()} {machine.host_key.get_base64()}"
        (home / ".ssh" / "known_hosts").write_text(f"[127.0.0.1]:{machine.port} {key}\n")
        thread = threading.Thread(target=machine.answer, args=[listening])
        thread.start()
        yield machine
        machine.hang_up()
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def site(machine: Machine, contents: READ_AS_FOLDER) -> dict[str, bytes]:
    """What a visitor can see."""
    return {path: content for path, content in contents(machine.root / "www").items() if not path.startswith(".")}


def test_a_machine_gets_every_file(machine: Machine, public: Path, contents: READ_AS_FOLDER) -> None:
    done = upload(public, f"{machine.address}/www")

    assert site(machine, contents) == contents(public)
    assert done.sent[-1] == "feed.xml"
