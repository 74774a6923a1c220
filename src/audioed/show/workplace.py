"""Where a build works: a folder of the show's own that is locked, and from which a whole tree takes its place."""

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import time

from audioed.errors import OutputError, ShowError
from audioed.store import exchange, held, restore

FOLDER = ".audioed"
"""In the show; not meant to be committed."""

PUBLIC = "public"

ABANDONED = ".audioed-*.part"
ABANDONED_S = 60
"""How old such a file is that nobody is about to put in its place: another program may write beside the show."""

_STAGING = "staging"

_BY_ITSELF = "To have it elsewhere, leave public/ to the show and send it there: audioed publish"

_HINTS = {
    errno.ENOSPC: "Free some space",
    errno.EDQUOT: "Free some of your quota",
    errno.EFBIG: "Raise the limit on the size of files (ulimit -f)",
    errno.EACCES: "See that you may write there",
    errno.EPERM: "See that you may write there",
    errno.EROFS: "See that you may write there",
    errno.EEXIST: "Move away what is in the way of the folder",
    errno.ENOTDIR: "Move away what is in the way of the folder",
    errno.EISDIR: "Move away the folder that is in the way of the file",
}


@contextmanager
def alone(show: Path, *, refusal: ShowError) -> Iterator[Path]:
    """Keep away whoever else would change a show; yield the show's own folder for its work.

    The lock is the system's, so it goes with the process, however that ends.

    Raises:
        ShowError: the refusal: somebody else is at work.
        OutputError: there is no room for the folder, or no right to make it.
    """
    own = show / FOLDER
    with ExitStack() as stack:
        with translated(own):
            own.mkdir(exist_ok=True)
            is_ours = stack.enter_context(held(own / "lock"))
        if not is_ours:
            raise refusal
        for folder in (show, own):
            _clear_abandoned(folder)
        yield own


def _clear_abandoned(folder: Path) -> None:
    """Remove files that a killed process had written, but not yet put in their place."""
    for left in folder.glob(ABANDONED):
        with suppress(OSError):
            if time() - left.stat().st_mtime > ABANDONED_S:
                left.unlink()


@contextmanager
def staging(show: Path) -> Iterator[Path]:
    """Yield an empty folder on the show's own disk, which no other build of the show has; it is gone afterwards.

    Raises:
        ShowError: another build of this show is running.
        OutputError: there is no room for it, or no right to make it; or `public/` is on another disk.
    """
    running = ShowError(f"Another build of {show} is running.", hint="Wait until it is done, and build again.")
    with alone(show, refusal=running) as own:
        folder = own / _STAGING
        public = (show / PUBLIC).resolve()
        with translated(folder):
            restore(_whole(folder / PUBLIC), public)
            _remove(folder)  # of a build that was killed
            folder.mkdir()
            if public.exists() and public.stat().st_dev != folder.stat().st_dev:
                raise OutputError(
                    f"{public} is on another disk than {show}, so it can't be replaced at once.", hint=_BY_ITSELF
                )
        try:
            yield folder
        finally:
            _remove(folder)


def take_place(fresh: Path, public: Path, *, without: Collection[str]) -> tuple[str, ...]:
    """Let what stands in `public`, with what is fresh put over it, take its place at once.

    What is unchanged keeps its inode and time. At every moment, and after a crash at any, a reader sees all of the old
    files or all of the new ones. Files that no build made stay.

    Args:
        fresh: New files, as they are to stand in `public`; they are moved from there.
        public: The published folder; made if it isn't there.
        without: Files of `public` that go unless they are fresh; paths inside it.

    Returns:
        Files that changed, came or went; empty: nothing was touched.

    Raises:
        OutputError: the disk is full, or the folder can't be replaced.
    """
    public = public.resolve()
    with translated(public):
        public.mkdir(parents=True, exist_ok=True)
        standing = set(files_in(public))
        coming = set(files_in(fresh))
        _refuse_to_cover(public, standing.difference(without), coming)
        changed = {path for path in coming if path not in standing or not _same(fresh / path, public / path)}
        going = standing & set(without) - coming
        if not changed and not going:
            return ()
        whole = _whole(fresh)
        _remove(whole)
        _lay_out(whole, {*standing, *coming})
        for path in sorted((standing | coming) - going):
            if path in changed:
                (fresh / path).replace(whole / path)
            else:
                _link(public / path, whole / path)
        _drop_empty_folders(whole)
        shutil.copystat(public, whole)
        exchange(whole, public)
    _remove(whole)
    return tuple(sorted(changed | going))


def files_in(folder: Path) -> Iterator[str]:
    """Yield the paths of all files in a folder, seen from there, with "/" between folders."""
    pending = [(folder, "")]
    while pending:
        inside, prefix = pending.pop()
        with os.scandir(inside) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append((Path(entry.path), f"{prefix}{entry.name}/"))
                else:
                    yield prefix + entry.name


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """Say what the system complains of as an error that a user can act upon."""
    try:
        yield
    except OSError as error:
        where = error.filename or place
        raise OutputError(f"{where} can't be written: {error.strerror}.", hint=_hint(error)) from error


@contextmanager
def telling_how_to_go_on() -> Iterator[None]:
    """Give errors of writing the hint that holds for a show: not another place, but the next build."""
    try:
        yield
    except OutputError as error:
        if not isinstance(cause := error.__cause__, OSError):
            raise
        raise OutputError(error.message, hint=_hint(cause)) from cause


def _hint(error: OSError) -> str:
    if error.errno in {errno.EXDEV, errno.EBUSY}:
        return f"public/ must be a folder on the show's own disk. {_BY_ITSELF}"
    return f"{_HINTS.get(error.errno or 0, 'Mend this')}, and do it again: what was spoken is kept."


def _whole(fresh: Path) -> Path:
    """Return where a tree is laid out that is to take its place."""
    return fresh.with_name(f"{fresh.name}.whole")


def _refuse_to_cover(public: Path, standing: set[str], coming: set[str]) -> None:
    """Stop at a file of somebody's where a folder must be, and at a folder where a file must be."""
    for path in sorted(standing & _folders(coming) | _folders(standing) & coming):
        raise OutputError(f"{public / path} is in the way of what is published.", hint="Move it away, and build again.")


def _folders(paths: Collection[str]) -> set[str]:
    """Return all folders that the paths lead through."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and not other.is_symlink() and filecmp.cmp(one, other, shallow=False)


def _lay_out(whole: Path, paths: Collection[str]) -> None:
    whole.mkdir()
    for folder in sorted(_folders(paths)):
        (whole / folder).mkdir()


def _link(one: Path, other: Path) -> None:
    try:
        os.link(one, other, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a file system without hard links
        shutil.copy2(one, other, follow_symlinks=False)


def _drop_empty_folders(folder: Path) -> None:
    for inside, _, _ in os.walk(folder, topdown=False):
        if Path(inside) != folder:
            with suppress(OSError):
                Path(inside).rmdir()


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
