"""Which file an address means. Nothing outside the published folder is ever one, and no hidden file."""

import errno
from pathlib import Path
from shlex import quote

from audioed.errors import ServingError

INDEX = "index.html"

_NOTHING_THERE = {
    errno.EACCES,
    errno.EINVAL,
    errno.EISDIR,
    errno.ELOOP,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EPERM,
}


class AbsentError(Exception):
    """The address means nothing that is published."""


class MovedError(Exception):
    """The address means a folder, whose own ends in a slash.

    Args:
        path: The folder's address, as a path that is not percent-encoded.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class UnavailableError(Exception):
    """What is published can't be read at this moment."""


def published_folder(folder: Path) -> Path:
    """Return what is served of `folder`: of a show its `public/`, else the folder itself.

    Raises:
        ServingError: it is no folder, nothing is in it, or it is a show that was not built.
    """
    if not folder.is_dir():
        raise ServingError(f"There is no folder {folder}.", hint="Name a show, or a folder that was published.")
    is_show = (folder / "audioed.toml").is_file() or (
        (folder / "public" / "feed.xml").is_file() and not (folder / "feed.xml").is_file()
    )
    public = folder / "public" if is_show else folder
    if public != folder and not public.is_dir():
        raise ServingError(f"The show in {folder} has no public/ to serve.", hint=f"audioed build {quote(str(folder))}")
    if not any(public.iterdir()):
        raise ServingError(f"{public} is empty.", hint="Name a show that was built, or a folder that was published.")
    return public


def find(folder: Path, path: str) -> Path:
    """Return the file that an address means.

    The folder is looked up anew each time, so that a show that is exchanged as a whole is seen at once.

    Args:
        folder: What is served.
        path: An address's path, percent-decoded; a folder's own ends in "/" and means the index in it.

    Raises:
        AbsentError: there is no such file, or it is hidden or lies outside.
        MovedError: it is a folder, named without its "/".
        UnavailableError: the folder that is served is not there, as for a moment while it is exchanged.
    """
    if not path.startswith("/"):
        raise AbsentError(path)
    *parents, last = path[1:].split("/")
    parts = [*parents, last or INDEX]
    if any(_is_closed(part) for part in parts):
        raise AbsentError(path)
    try:
        root = folder.resolve(strict=True)
    except OSError as error:
        raise UnavailableError(str(folder)) from error
    try:
        found = root.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 raise RuntimeError for links in a circle
        raise translated(error) from error
    if not found.is_relative_to(root) or any(_is_closed(part) for part in found.relative_to(root).parts):
        raise AbsentError(path)
    if found.is_dir():
        raise MovedError(f"{path}/") if last else AbsentError(path)
    if not found.is_file():
        raise AbsentError(path)
    return found


def translated(error: Exception) -> Exception:
    """Return what it means for a visitor that a file can't be opened."""
    if isinstance(error, OSError) and error.errno not in _NOTHING_THERE:
        return UnavailableError(str(error))
    return AbsentError(str(error))


def _is_closed(part: str) -> bool:
    """Return whether a name is hidden, leads upwards, or means something else than a name on some system."""
    return not part or part.startswith(".") or "\\" in part or "\0" in part
