"""How editions are made, as one frozen value, and what its fields may hold."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from audioed.store import default_folder

FILE_NAME: Final = "audioed.toml"

BOOKS: Final = ("epub", "lpf")
"""Formats that hold the text as well as the sound, each the suffix of its files."""

FORMATS: Final = ("mp3", "m4b", "opus", *BOOKS)
"""What `to` takes, each the suffix of its files."""

COMPANIONS: Final = ("vtt", "srt", "json", "txt", "chapters", "pictures")
"""What `also` takes."""

BIT_RATES: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320)
"""Kilobits a second, of MPEG-1 and MPEG-2 layer III together (ISO/IEC 11172-3 2.4.2.3, 13818-3 2.4.2.3)."""

SAMPLE_RATES: Final = (16000, 22050, 24000, 32000, 44100, 48000)

MOST_JOBS: Final = 61
"""Windows waits for 63 handles at once, so that `concurrent.futures` allows 61 workers there."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Write into this folder, each file named after its source."""

    path: Path


@dataclass(frozen=True, slots=True)
class File:
    """Write this file."""

    path: Path


@dataclass(frozen=True, slots=True)
class StandardOutput:
    """Write the sound to standard output."""


Output: TypeAlias = Folder | File | StandardOutput


def _default_jobs() -> int:
    return min(os.cpu_count() or 1, MOST_JOBS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """How editions are made."""

    language: str = ""
    """BCP 47; empty: what the source says, else what is detected."""
    voice: str = ""
    """A name that `audioed voices` lists; empty: the article's own, else the best for its language."""
    rate_wpm: int | None = None
    """Words a minute; None: the voice's own."""
    pitch: int | None = None
    """0 to 99; None: the voice's own."""
    policy: str = "standard"
    """A narration policy's name, or a path to one."""
    lexicon: tuple[Path, ...] = ()
    """A show's own lexicons, as tables or PLS; a later one stands above those before."""
    opening: str | None = None
    """What is said first; None: the policy's own; empty: nothing."""
    closing: str | None = None
    """What is said last, likewise."""
    chapter_levels: int = 2
    """Headings of levels 1 to this one begin chapters."""
    bit_rate_kbps: int = 64
    sample_rate: int | None = None
    """Hertz; None: the voice's own."""
    formats: tuple[str, ...] = ("mp3",)
    """Formats, of `FORMATS`, each once."""
    also: tuple[str, ...] = ()
    """Companions, of `COMPANIONS`, each once."""
    intro: Path | None = None
    """Sound before the opening."""
    sting: Path | None = None
    """Sound between chapters."""
    outro: Path | None = None
    """Sound after the closing."""
    private_hosts: tuple[str, ...] = ()
    """Names, addresses and networks that pages and pictures may be fetched from though they are not public."""
    jobs: int = field(default_factory=_default_jobs)
    """How many processes work at once. It changes no byte of the result."""
    output: Output = Folder(Path())
    force: bool = False
    """Whether files that are not ours may be replaced."""
    cache: Path = field(default_factory=default_folder)
    """Where finished work is kept."""
