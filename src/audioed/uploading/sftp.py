"""A folder on another machine, reached by SFTP."""

import logging
import os
import posixpath
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from threading import Event, Timer
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import unquote, urlsplit

import paramiko

from audioed.errors import UploadError, UsageError
from audioed.uploading.remembering import Remembering
from audioed.uploading.target import AGAIN, Held, refusal

_CHUNK = 1 << 18

_NOWHERE = logging.NullHandler()
"""Where paramiko logs its tracebacks: what they mean is told by our errors."""

_EXAMPLE = "Write sftp://USER@HOST/FOLDER; sftp://USER@HOST/~/ is your home there."


def sftp_target(address: str, *, silence_s: float) -> Remembering:
    """Return the folder that `sftp://user@host:22/var/www/show` means; `/~/` begins at one's home."""
    return Remembering(SftpShelf(address, silence_s=silence_s))


class SftpShelf:
    """A folder on another machine.

    Who that machine is must be known to `~/.ssh/known_hosts`; `~/.ssh/config` may say how it is reached. Keys come from
    the agent, from the usual files or from that config.
    """

    def __init__(self, address: str, *, silence_s: float) -> None:
        self._silence_s = silence_s
        self._has_hung_up = False
        try:
            parts = urlsplit(address)
            self._port = parts.port
        except ValueError as error:
            raise UsageError(f"The address of the target can't be read: {error}", hint=_EXAMPLE) from error
        if not parts.hostname or parts.path in {"", "/"}:
            raise UsageError("The address of the target names no machine or no folder.", hint=_EXAMPLE)
        self._name = parts.hostname
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._top = _folder(unquote(parts.path))
        self._made: set[str] = set()

    def __enter__(self) -> Self:
        logging.getLogger("paramiko").addHandler(_NOWHERE)
        self._client = paramiko.SSHClient()
        self._client.load_system_host_keys()
        self._client.set_missing_host_key_policy(paramiko.RejectPolicy())
        try:
            self._sftp = self._connected()
        except UploadError:
            self._client.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        self._client.close()

    def listing(self) -> Mapping[str, Held]:
        """Return the files, without those in hidden folders."""
        with self._translated(self._top, doing="read"):
            try:
                self._sftp.stat(self._top)
            except FileNotFoundError:
                return {}
            return dict(self._held(self._top, ""))

    def read(self, path: str) -> Iterator[bytes]:
        """Return a file's content, asked for ahead."""
        remote = self._remote(path)
        with self._translated(remote, doing="read"), self._sftp.open(remote) as file:
            file.prefetch()
            while chunk := file.read(_CHUNK):
                yield chunk

    def write(self, path: str, content: BinaryIO) -> Held:
        """Write a file beside its place and move it there, when all of it has arrived."""
        remote = self._remote(path)
        folder = posixpath.dirname(remote)
        hidden = f"{folder}/.audioed-{os.urandom(8).hex()}.part"
        with self._translated(remote, doing="write"):
            self._make(folder)
            try:
                self._fill(hidden, content)
                self._replace(hidden, remote)
            except TimeoutError:  # it won't answer now either
                raise
            except OSError:
                with suppress(OSError, EOFError, paramiko.SSHException):
                    self._sftp.remove(hidden)
                raise
            return _as_held(self._sftp.stat(remote))

    def remove(self, path: str) -> None:
        """Remove a file, and folders that it leaves empty."""
        remote = self._remote(path)
        with self._translated(remote, doing="remove"), suppress(FileNotFoundError):
            self._sftp.remove(remote)
        with suppress(OSError):  # it isn't empty
            for parent in PurePosixPath(path).parents:
                self._sftp.rmdir(self._remote(str(parent)))

    def _connected(self) -> paramiko.SFTPClient:
        configured = _configured(self._name)
        try:
            self._client.connect(
                configured.get("hostname", self._name),
                port=self._port or int(configured.get("port", "22")),
                username=self._user or configured.get("user"),
                password=self._password,
                key_filename=configured.get("identityfile"),
                timeout=self._silence_s,
                banner_timeout=self._silence_s,
                auth_timeout=self._silence_s,
                channel_timeout=self._silence_s,
            )
            with self._watched():
                sftp = self._client.open_sftp()
            if channel := sftp.get_channel():
                channel.settimeout(self._silence_s)
        except paramiko.AuthenticationException as error:
            raise UploadError(
                f"{self._name} does not let you in: {error}",
                hint=f"Add your key to the agent with ssh-add, and see that this lets you in: {self._by_hand()}",
            ) from error
        except (paramiko.SSHException, EOFError) as error:
            raise UploadError(
                f"The connection to {self._name} failed: {error}",
                hint=f"Connect once by hand, and look at the key that it shows: {self._by_hand()}",
            ) from error
        except OSError as error:
            raise UploadError(
                f"can't reach {self._name}: {error.strerror or error}", hint="Look at the address and the network."
            ) from error
        return sftp

    def _by_hand(self) -> str:
        port = f"-p {self._port} " if self._port else ""
        return f"ssh {port}{f'{self._user}@' if self._user else ''}{self._name}"

    def _held(self, remote: str, path: str) -> Iterator[tuple[str, Held]]:
        for entry in self._sftp.listdir_attr(remote):
            inside = f"{path}{entry.filename}"
            if not stat.S_ISDIR(entry.st_mode or 0):
                yield inside, _as_held(entry)
            elif not entry.filename.startswith("."):
                yield from self._held(f"{remote}/{entry.filename}", f"{inside}/")

    def _fill(self, hidden: str, content: BinaryIO) -> None:
        with self._sftp.open(hidden, "wb") as file:
            file.set_pipelined(True)
            chunk = content.read(_CHUNK)
            while following := content.read(_CHUNK):
                with self._watched():
                    file.write(chunk)
                chunk = following
            # The answers to all that was written are looked at with the last of it; paramiko's own put() leaves them.
            file.set_pipelined(False)
            with self._watched():
                file.write(chunk)

    def _replace(self, hidden: str, remote: str) -> None:
        try:
            self._sftp.posix_rename(hidden, remote)
        except OSError as error:
            if error.errno is not None:
                raise
            self._replace_in_steps(hidden, remote)

    def _replace_in_steps(self, hidden: str, remote: str) -> None:
        """Put the old file aside first: SFTP's own rename replaces nothing (draft-ietf-secsh-filexfer-02 §6.5)."""
        aside = hidden.replace(".part", "00.part")
        with suppress(FileNotFoundError):
            self._sftp.rename(remote, aside)
        try:
            self._sftp.rename(hidden, remote)
        except OSError:
            with suppress(OSError):
                self._sftp.rename(aside, remote)
            raise
        with suppress(OSError):
            self._sftp.remove(aside)

    def _make(self, folder: str) -> None:
        if folder in self._made or folder in {"", "/"}:
            return
        try:
            self._sftp.stat(folder)
        except FileNotFoundError:
            self._make(posixpath.dirname(folder))
            self._sftp.mkdir(folder)
        self._made.add(folder)

    def _remote(self, path: str) -> str:
        return posixpath.join(self._top, path)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Hang up when it takes too long: with some of what it sends, paramiko would wait for ever.

        Raises:
            TimeoutError: it took too long.
        """
        is_over = Event()

        def hang_up() -> None:
            is_over.set()
            self._has_hung_up = True  # what is closed after that complains of the connection, not of the silence
            self._client.close()

        watch = Timer(self._silence_s, hang_up)
        watch.daemon = True
        watch.start()
        try:
            yield
        except (paramiko.SSHException, EOFError, OSError) as error:
            if is_over.is_set():
                raise TimeoutError(f"silent for {self._silence_s:g} s") from error
            raise
        finally:
            watch.cancel()

    @contextmanager
    def _translated(self, remote: str, *, doing: str) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise self._silent() from error
        except (paramiko.SSHException, EOFError, ConnectionError) as error:
            if self._has_hung_up:
                raise self._silent() from error
            raise UploadError(
                f"The connection to {self._name} broke: {str(error) or type(error).__name__}", hint=AGAIN
            ) from error
        except OSError as error:
            raise self._refusal(remote, error, doing) from error

    def _silent(self) -> UploadError:
        return UploadError(f"{self._name} has been silent for {self._silence_s:g} s", hint=AGAIN)

    def _refusal(self, remote: str, error: OSError, doing: str) -> UploadError:
        where = f"{remote} on {self._name}"
        if error.errno is not None:
            return refusal(where, error, doing=doing)
        if not ((transport := self._client.get_transport()) and transport.is_active()):
            return UploadError(f"The connection to {self._name} broke: {error}", hint=AGAIN)
        # SFTP has no code for a full disk: it says "Failure" (§7).
        return UploadError(
            f"can't {doing} {where}: {error}", hint=f"Is the disk full? Otherwise: {AGAIN[0].lower()}{AGAIN[1:]}"
        )


def _folder(path: str) -> str:
    """Return a folder's path as the server has it: relative paths begin at one's home."""
    home, separator, inside = path.partition("~/")
    return inside.rstrip("/") or "." if home == "/" and separator else path.rstrip("/")


def _as_held(facts: paramiko.SFTPAttributes) -> Held:
    return Held(size=facts.st_size or 0, mark=f"{facts.st_size}-{facts.st_mtime}")


def _configured(name: str) -> Mapping[str, Any]:
    """Return what ~/.ssh/config says of a machine."""
    path = Path.home() / ".ssh" / "config"
    return paramiko.SSHConfig.from_path(str(path)).lookup(name) if path.is_file() else {}
