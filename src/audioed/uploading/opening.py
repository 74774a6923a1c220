"""Which place an address means."""

import re
from importlib import import_module

from audioed.errors import UploadError, UsageError
from audioed.uploading.target import Target

_BY_SCHEME = {
    "file": "folder.FolderTarget",
    "local": "folder.FolderTarget",
    "s3": "s3.S3Target",
    "s3a": "s3.S3Target",
    "sftp": "sftp.sftp_target",
    "ssh": "sftp.sftp_target",
}
"""Imported when asked for, since each brings a library of its own."""

_FAR = {"s3.S3Target", "sftp.sftp_target"}
"""Those that can be told how long the other side may be silent."""

_ALL_OTHERS = "other.other_target"

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://.*|(file):/.*", re.IGNORECASE | re.DOTALL)
_AS_FOR_SCP = re.compile(r"(?P<host>[^/:\\\s]{2,}):(?P<path>.*)", re.DOTALL)
"""One letter before the colon is a disk of Windows."""


def open_target(address: str, *, silence_s: float = 60) -> Target:
    """Return the place that an address means: a folder, `file:`, `s3://`, `sftp://`, or what else fsspec knows.

    Args:
        address: Where files are to be sent.
        silence_s: For how many seconds a machine of S3 or SFTP may say and take nothing, each time that it is tried.

    Raises:
        UsageError: there is no such kind of place, or the address is incomplete.
        UploadError: what it takes to get there isn't installed, or it can't be reached.
    """
    if found := _ADDRESS.fullmatch(address):
        scheme = (found[1] or found[2]).lower()
        if scheme in {"http", "https"}:
            raise UsageError(
                f"{address} is where a show is read; a web server takes no files.",
                hint="Name the place behind it: a folder, s3://BUCKET/FOLDER, sftp://USER@HOST/FOLDER …",
            )
        kind = _BY_SCHEME.get(scheme, _ALL_OTHERS)
    elif found := _AS_FOR_SCP.fullmatch(address):
        raise UsageError(
            f'"{address}" is neither a folder nor an address.',
            hint=f"For a folder on another machine: sftp://{found['host']}/{found['path'].lstrip('/')}",
        )
    else:
        kind = _BY_SCHEME["file"]
    module, _, name = kind.partition(".")
    told = {"silence_s": silence_s} if kind in _FAR else {}
    try:
        target: Target = getattr(import_module(f"audioed.uploading.{module}"), name)(address, **told)
    except ModuleNotFoundError as error:
        raise _missing(address, str(error.name), module) from error
    return target


def _missing(address: str, library: str, module: str) -> UploadError:
    wanted = library if module == "other" else f"audioed[{module}]"
    return UploadError(
        f"sending to {address} needs {library}, which is not installed", hint=f'Install it: pip install "{wanted}"'
    )
