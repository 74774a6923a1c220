"""A published folder to send, and those who take it: S3 over real HTTP, an SSH server, both on loopback."""

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.request import Request, urlopen

import boto3  # type: ignore[import-untyped] # ships no types
import paramiko
import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED
from paramiko.sftp import SFTP_FAILURE, SFTP_OK, SFTP_OP_UNSUPPORTED, SFTP_PERMISSION_DENIED
from paramiko.sftp_attr import SFTPAttributes
from paramiko.sftp_handle import SFTPHandle

SITE = "https://audio.example.org/"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A published folder of two episodes."""
    folder = tmp_path / "public"
    write(
        folder,
        {
            "feed.xml": feed("one", "two"),
            "index.html": "<!doctype html><title>A show</title>",
            "style.css": "body { margin: 0 }",
            "cover.jpg": b"\xff\xd8\xff\xe0 cover",
            "episodes/one/index.html": "<!doctype html><title>One</title>",
            "episodes/one/one.mp3": bytes(range(256)) * 300,
            "episodes/one/one.chapters.json": "{}",
            "episodes/one/one.vtt": "WEBVTT\n",
            "episodes/two/index.html": "<!doctype html><title>Two</title>",
            "episodes/two/two.mp3": bytes(range(255, -1, -1)) * 300,
        },
    )
    return folder


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Read a folder's files by path."""

    def read(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return read


def feed(*slugs: str) -> str:
    items = "".join(
        f'<item><enclosure url="{SITE}episodes/{slug}/{slug}.mp3" length="76800" type="audio/mpeg"/></item>'
        for slug in slugs
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f'<atom:link rel="self" href="{SITE}feed.xml" type="application/rss+xml"/>{items}</channel></rss>'
    )


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        local = folder / path
        local.parent.mkdir(parents=True, exist_ok=True)
        local.write_bytes(content if isinstance(content, bytes) else content.encode())


# S3 --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()
    if server._server:
        server._server.server_close()


@pytest.fixture
def s3(service: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    for name, value in {
        "AWS_ENDPOINT_URL": service,
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }.items():
        monkeypatch.setenv(name, value)
    urlopen(Request(f"{service}/moto-api/reset", method="POST")).close()  # noqa: S310 - on loopback
    client = boto3.client("s3")
    client.create_bucket(Bucket="show")
    return client


# SFTP ------------------------------------------------------------------------------------------------------------


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
        return SFTP_OK

    def list_folder(self, path: str) -> list[SFTPAttributes]:
        self.machine.seen.append(f"list {path}")
        return [SFTPAttributes.from_stat(entry.lstat(), entry.name) for entry in self.local(path).iterdir()]

    def stat(self, path: str) -> SFTPAttributes | int:
        try:
            return SFTPAttributes.from_stat(self.local(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: SFTPAttributes) -> SFTPHandle | int:  # noqa: ARG002 - paramiko's signature
        self.machine.seen.append(f"{'write' if flags & os.O_WRONLY else 'read'} {path}")
        try:
            descriptor = os.open(self.local(path), flags, 0o666)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        file = os.fdopen(descriptor, "wb" if flags & os.O_WRONLY else "rb")
        return Handle(self.machine, flags, file)

    def remove(self, path: str) -> int:
        return self.answered(self.local(path).unlink)

    def rename(self, oldpath: str, newpath: str) -> int:
        if self.local(newpath).exists() or self.machine.keeps_name(oldpath, newpath):
            return SFTP_FAILURE
        return self.answered(lambda: self.local(oldpath).rename(self.local(newpath)))

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        if not self.machine.replaces:
            return SFTP_OP_UNSUPPORTED
        return self.answered(lambda: self.local(oldpath).replace(self.local(newpath)))

    def mkdir(self, path: str, attr: SFTPAttributes) -> int:  # noqa: ARG002 - paramiko's signature
        return SFTP_PERMISSION_DENIED if self.machine.forbidden else self.answered(self.local(path).mkdir)

    def rmdir(self, path: str) -> int:
        return self.answered(self.local(path).rmdir)


class Handle(SFTPHandle):
    def __init__(self, machine: "Machine", flags: int, file: IO[bytes]) -> None:
        super().__init__(flags)
        self.machine = machine
        self.readfile = self.writefile = file

    def stat(self) -> SFTPAttributes:
        return SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))

    def write(self, offset: int, data: Any) -> int:
        self.machine.writes += 1
        if self.machine.fails_at == self.machine.writes:
            return self.machine.failing()
        return super().write(offset, data)


class Guard(paramiko.ServerInterface):
    def __init__(self, machine: "Machine") -> None:
        self.machine = machine

    def check_auth_password(self, username: str, password: str) -> int:
        is_ours = (username, password) == ("ada", "a b")
        return AUTH_SUCCESSFUL if is_ours else AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:  # noqa: ARG002 - paramiko's signature
        return AUTH_SUCCESSFUL if key == self.machine.user_key else AUTH_FAILED

    def get_allowed_auths(self, username: str) -> str:  # noqa: ARG002 - paramiko's signature
        return "password,publickey"

    def check_channel_subsystem_request(self, channel: paramiko.Channel, name: str) -> bool:
        if self.machine.stalls_at_the_door:
            self.machine.stall()
        return super().check_channel_subsystem_request(channel, name)

    def check_channel_request(self, kind: str, chanid: int) -> int:  # noqa: ARG002 - paramiko's signature
        return OPEN_SUCCEEDED


@dataclass(kw_only=True)
class Machine:
    """The other side."""

    root: Path
    host_key: paramiko.PKey = field(default_factory=paramiko.ECDSAKey.generate)
    user_key: paramiko.PKey = field(default_factory=paramiko.ECDSAKey.generate)
    replaces: bool = True
    keeps_name: Callable[[str, str], bool] = lambda _old, _new: False
    """Which renames fail."""
    forbidden: bool = False
    writes: int = 0
    fails_at: int = -1
    """Which of the writes fails; a write brings up to 32 KiB."""
    failing: Callable[[], int] = lambda: SFTP_FAILURE
    stalls_at_the_door: bool = False
    over: threading.Event = field(default_factory=threading.Event)
    """Set when nobody need stall any more."""
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

    def stall(self) -> int:
        self.over.wait(20)
        return SFTP_FAILURE

    def hang_up(self) -> int:
        for transport in [*self.transports]:  # the client may connect again meanwhile
            transport.close()
        return SFTP_FAILURE

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
        machine.over.set()
        machine.hang_up()
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
