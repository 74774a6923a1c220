"""Folders that are shipped with the package and stand at the top of a checkout."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: Literal["templates", "voices"]) -> Path:
    """Return a shipped folder: beside the package in a wheel, at the top in a checkout or an editable install."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
