"""Where an edition's files go, and whether what stands there may be replaced."""

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from stat import S_IMODE
from tempfile import TemporaryDirectory
from time import time
from typing import BinaryIO

from audioed.config import Config, File, Folder
from audioed.errors import AudioedError, OutputError
from audioed.model import Picture, Script
from audioed.naming import slug
from audioed.reading import Source
from audioed.receipt import Output, digest_of
from audioed.store import Store, write_atomically
from audioed.store.atomic import UNFINISHED, hint_for

STDOUT = Path("-")

PICTURES = "pictures"
"""The companion that is a folder."""

_SUFFIXES = {"json": ".json", "chapters": ".chapters.json"}
"""Of companions whose suffix is not their name."""

_HEAD_BYTES = 2_000_000
"""Where a file of ours says that it is: in an MP3's or Opus' tag, or in an M4B's index."""

_UNPROVEN = ".unproven"

_LEFT = (f".*{_UNPROVEN}", f".audioed-*{UNFINISHED}")

_ABANDONED_S = 3600
"""Nobody takes so long to prove a file that is written."""

_OURS = b"audioed/record"


def claimed(
    source: Source, script: Script, config: Config, store: Store, *, taken: Collection[Path] = ()
) -> dict[str, Path]:
    """Return where each file of an edition goes, once we know that we may write them all: no build fails at its end.

    Args:
        source: What the edition is of.
        script: Whose title it is named after, where the source has no name.
        config: Says where files go.
        store: What remembers our files.
        taken: Files of other editions of the same command.

    Raises:
        OutputError: one is there already and is not ours, or is another edition's.
    """
    has_name = not source.is_remote and source.address != "-"
    name = Path(source.address).stem if has_name else ""
    paths = {kind: path_of(kind, name, script.metadata.title, config) for kind in (*config.formats, *config.also)}
    for kind, path in paths.items():
        if path in taken:
            raise OutputError(
                f"{path} has just been made of another source, which has the same title.",
                hint="Convert them one by one, each with its own -o.",
            )
        if isinstance(config.output, Folder):
            _make(path.parent)
        if kind == PICTURES:
            _make(path)
        else:
            claim(path, store, force=config.force)
    return paths


def put_pictures(pictures: Sequence[Picture], folder: Path) -> tuple[Path, ...]:
    """Put an article's pictures into a folder, each under the name of its content, and return where they are.

    Raises:
        OutputError: one can't be written.
    """
    paths = tuple(folder / picture.name for picture in pictures)
    for path, picture in zip(paths, pictures, strict=True):
        write_atomically(path, [picture.content])
    return paths


def path_of(kind: str, name: str, title: str, config: Config) -> Path:
    """Return where one file of an edition goes.

    Args:
        kind: A format or a companion.
        name: Of the source; empty where it has none that a person gave it.
        title: Of the article, used where the source has no name.
        config: Says where files go.
    """
    suffix = _SUFFIXES.get(kind, f".{kind}")
    match config.output:
        case File(path):
            return path if kind in config.formats else path.with_suffix(suffix)
        case Folder(folder):
            return folder / f"{name or slug(title)}{suffix}"
        case _:
            return STDOUT


def claim(path: Path, store: Store, *, force: bool) -> None:
    """Make sure that we may write a file: it isn't there, it is one of ours, or the user insists.

    Raises:
        OutputError: it is somebody else's, or is no file, or there is no such folder.
    """
    if path == STDOUT:
        return
    if not path.parent.is_dir():
        raise OutputError(f"{path} can't be written: {path.parent} is no folder.", hint="Choose another with -o.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", hint=f"Write into it: -o {path}/")
    if path.exists() and not path.is_file():  # a pipe would never answer, and a device would be replaced
        raise OutputError(f"{path} is no file that could be replaced.", hint="To standard output: -o -")
    if force or not path.exists() or is_ours(path, store):
        return
    raise OutputError(f"{path} is there already, and audioed did not make it.", hint="Replace it: --force")


def is_ours(path: Path, store: Store) -> bool:
    """Tell whether we wrote a file, by its own mark, or because the store remembers that we wrote just this.

    Raises:
        OutputError: it can't be read.
    """
    try:
        with path.open("rb") as file:
            return _OURS in file.read(_HEAD_BYTES) or store.has(_memory_of(digest_of(path)))
    except OSError as error:
        raise OutputError(f"{path} can't be read: {error.strerror}.", hint="Choose another with -o.") from error


def remember(output: Output, store: Store) -> Output:
    """Remember that we wrote a file, for those that can't say it themselves, and return what was given.

    To be ours even if we are killed, it is remembered before it is in place.

    Raises:
        StoreError: the store can't be written to.
    """
    store.put(_memory_of(output.digest), b"")
    return output


def _memory_of(digest: str) -> str:
    return f"{digest}.written"


@contextmanager
def staged(path: Path, stdout: BinaryIO | None = None) -> Iterator[Path]:
    """Give a name beside a file to write to, and move what was written there into place once the context ends well.

    Args:
        path: The file; "-" is standard output. One that is replaced keeps its permissions, and a symbolic link is
            followed.
        stdout: What standard output is.

    Raises:
        OutputError: it can't be moved there.
    """
    if path == STDOUT:
        with _temporary_folder() as folder:
            yield (whole := Path(folder) / "edition")
            _send(whole, stdout or sys.stdout.buffer)
        return
    target = Path(os.path.realpath(path))  # a symbolic link stays one
    _clear_abandoned(target.parent)
    beside = target.with_name(f".{target.name}.{os.getpid()}{_UNPROVEN}")
    try:
        yield beside
        if target.exists():
            beside.chmod(S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except AudioedError as error:  # nobody knows the file by the name that it has meanwhile
        raise type(error)(error.message.replace(str(beside), str(path)), hint=error.hint) from error
    except OSError as error:
        raise OutputError(f"{path} can't be written: {error.strerror}", hint=hint_for(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def _clear_abandoned(folder: Path) -> None:
    """Remove what builds that were killed before they were done have left in a folder."""
    for left in (path for pattern in _LEFT for path in folder.glob(pattern)):
        with suppress(OSError):
            if time() - left.stat().st_mtime > _ABANDONED_S:
                left.unlink()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "Choose another with -o."
        raise OutputError(f"The folder {folder} can't be made: {error.strerror}.", hint=hint) from error


def _temporary_folder() -> "TemporaryDirectory[str]":
    try:
        return TemporaryDirectory()
    except OSError as error:
        hint = "Set TMPDIR to a folder that you may write to."
        raise OutputError(f"There is no place for a file until it is proven: {error.strerror}.", hint=hint) from error


def _send(whole: Path, stdout: BinaryIO) -> None:
    try:
        with whole.open("rb") as file:
            copyfileobj(file, stdout)
        stdout.flush()
    except BrokenPipeError:  # whoever listened had enough, which is no error of ours
        raise
    except OSError as error:
        raise OutputError(f"Standard output can't be written: {error.strerror}.") from error
