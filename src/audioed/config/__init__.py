"""Settings: flags over `audioed.toml`, checked together, as frozen values. docs/configuration.md lists them all.

A setting bears the same word as a flag, as a key of the file and as a field. What a show's file says besides is in
`audioed.config.show`, which those who need a show import.
"""

from audioed.config.settings import SETTINGS, Setting, configure
from audioed.config.values import (
    BIT_RATES,
    BOOKS,
    COMPANIONS,
    FILE_NAME,
    FORMATS,
    SAMPLE_RATES,
    Config,
    File,
    Folder,
    Output,
    StandardOutput,
)

__all__ = [
    "BIT_RATES",
    "BOOKS",
    "COMPANIONS",
    "FILE_NAME",
    "FORMATS",
    "SAMPLE_RATES",
    "SETTINGS",
    "Config",
    "File",
    "Folder",
    "Output",
    "Setting",
    "StandardOutput",
    "configure",
]
