"""The files that all pages of a show share."""

from collections.abc import Mapping
from pathlib import Path

from audioed.publishing.pages.frame import ICON, SCRIPT, STYLE
from audioed.publishing.templates import copied


def assets(overrides: Path | None = None) -> Mapping[str, bytes]:
    """Return the files that all pages of a show share, by their path inside `public/`.

    Args:
        overrides: The show's own templates, where one of the same name is taken instead.

    Raises:
        ShowError: one of the show's own can't be read.
    """
    return {name: copied(f"html/{name}", overrides) for name in (STYLE, SCRIPT, ICON)}
