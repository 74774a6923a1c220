"""Load `audioed serve` with clients that fetch random ranges, and nginx with the same.

usage: python benchmarks/serving.py [--seconds N] [--clients N] [--files N]

Each client keeps its connection and asks for one random range after another of files of 20 MB; each byte is compared.
Servers take turns on the same files, on loopback, and share the machine with the clients. Memory is what a server holds
at most while it is loaded, less what it held after a first visit to each file. nginx is left out where it is missing.
"""

import argparse
import asyncio
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

FILE_SIZE = 20_000_000
READ_SIZE = 256 * 1024

_NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; types {{ audio/mpeg mp3; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


@dataclass(slots=True)
class Load:
    """What the clients saw."""

    sent: int = 0
    """Bytes."""
    ranges: int = 0
    errors: int = 0
    wrong: int = 0
    waits: list[float] = field(default_factory=list)
    """Seconds to the first byte of each answer."""


class Client:
    """One connection that asks for ranges until time is up."""

    def __init__(self, port: int, files: Sequence[bytes], load: Load, seed: int) -> None:
        self._port = port
        self._files = files
        self._load = load
        self._random = random.Random(seed)  # noqa: S311 - the same ranges each time, and no secret
        self._buffer = bytearray(READ_SIZE)

    async def run(self, until: float) -> None:
        """Fetch and compare."""
        loop = asyncio.get_running_loop()
        with socket.socket() as connection:
            connection.setblocking(False)
            await loop.sock_connect(connection, ("127.0.0.1", self._port))
            while time.perf_counter() < until:
                try:
                    await self._fetch(loop, connection)
                except (OSError, ValueError):
                    self._load.errors += 1
                    return

    async def _fetch(self, loop: asyncio.AbstractEventLoop, connection: socket.socket) -> None:
        number = self._random.randrange(len(self._files))
        content = memoryview(self._files[number])
        first, last = sorted(self._random.sample(range(len(content)), 2))
        asked = f"GET /{number}.mp3 HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes={first}-{last}\r\n\r\n"
        began = time.perf_counter()
        await loop.sock_sendall(connection, asked.encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += (received := await loop.sock_recv(connection, READ_SIZE))
            if not received:
                raise ConnectionResetError
        self._load.waits.append(time.perf_counter() - began)
        head, _, body = head.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 206 "):
            raise ValueError(head)
        at = first
        self._compare(content, at, body)
        at += len(body)
        window = memoryview(self._buffer)
        while at <= last:
            count = await loop.sock_recv_into(connection, window)
            if not count:
                raise ConnectionResetError
            self._compare(content, at, window[:count])
            at += count
        self._load.ranges += 1

    def _compare(self, content: memoryview, at: int, received: bytes | memoryview) -> None:
        self._load.sent += len(received)
        self._load.wrong += bytes(content[at : at + len(received)]) != received


async def load(port: int, files: Sequence[bytes], clients: int, seconds: float) -> Load:
    """Let the clients loose."""
    seen = Load()
    until = time.perf_counter() + seconds
    await asyncio.gather(*(Client(port, files, seen, seed).run(until) for seed in range(clients)))
    return seen


@contextmanager
def started(*command: str, port: int) -> Iterator[int]:
    """Start a server, wait until it listens, and give its process id."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield process.pid
        finally:
            process.terminate()


def memory(pid: int, kind: str) -> float:
    """Return a process's resident memory in MB: "VmRSS" now, "VmHWM" its most so far."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) * 1024 / 1e6


def visit(port: int, count: int) -> None:
    """Read a byte of each file."""
    connection = HTTPConnection("127.0.0.1", port)
    for number in range(count):
        connection.request("GET", f"/{number}.mp3", headers={"Range": "bytes=0-0"})
        connection.getresponse().read()
    connection.close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def measure(name: str, command: Sequence[str], port: int, files: Sequence[bytes], options: argparse.Namespace) -> None:
    """Load one server and print its line."""
    with started(*command, port=port) as pid:
        visit(port, len(files))
        before = memory(pid, "VmRSS")
        began = time.perf_counter()
        seen = asyncio.run(load(port, files, options.clients, options.seconds))
        took = time.perf_counter() - began
        grown = memory(pid, "VmHWM") - before
    waits = sorted(seen.waits)
    print(
        f"| {name} | {seen.sent / took / 1e6:.0f} MB/s | {seen.ranges} | {seen.errors} | {seen.wrong} "
        f"| {grown:.1f} MB | {waits[len(waits) // 2] * 1000:.0f} ms | {waits[len(waits) * 99 // 100] * 1000:.0f} ms |"
    )


def main() -> None:
    """Measure each server in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--files", type=int, default=10)
    options = parser.parse_args()
    files = [random.Random(number).randbytes(FILE_SIZE) for number in range(options.files)]  # noqa: S311 - no secret
    print(
        "| server | in total | ranges | errors | wrong bytes | memory growth | first byte, median | 99th percentile |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "published"
        root.mkdir()
        for number, content in enumerate(files):
            (root / f"{number}.mp3").write_bytes(content)
        audioed, port = str(Path(sys.executable).with_name("audioed")), free_port()
        measure("audioed serve", [audioed, "serve", str(root), "--port", str(port)], port, files, options)
        if nginx := shutil.which("nginx"):
            port, settings = free_port(), Path(name) / "nginx.conf"
            settings.write_text(_NGINX.format(folder=name, root=root, port=port))
            measure("nginx", [nginx, "-p", name, "-c", str(settings)], port, files, options)


if __name__ == "__main__":
    main()
