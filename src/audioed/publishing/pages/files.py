"""The files that all pages of a show share."""

from collections.abc import Mapping
from pathlib import Path

from audioed.errors import ShowError
from audioed.publishing.pages.frame import ICON, SCRIPT, STYLE
from audioed.resources import bundled


def assets(overrides: Path | None = None) -> Mapping[str, bytes]:
    """Return the files that all pages of a show share, by their path inside `public/`.

    Args:
        overrides: The show's own templates, where one of the same name is taken instead.

    Raises:
        ShowError: one of the show's own can't be read.
    """
    return {name: _read(name, overrides) for name in (STYLE, SCRIPT, ICON)}


def _read(name: str, overrides: Path | None) -> bytes:
    own = overrides / "html" / name if overrides else None
    if own is None or not own.is_file():
        return (bundled("templates") / "html" / name).read_bytes()
    try:
        return own.read_bytes()
    except OSError as error:
        raise ShowError(
            f"{own} can't be read: {error.strerror}.", hint="Without it ours is taken: delete it."
        ) from error
