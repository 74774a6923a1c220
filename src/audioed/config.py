"""Settings: the flags of the command line over `audioed.toml`, checked together, as one frozen value.

A setting bears the same word as a flag and as a key of the file. docs/configuration.md lists them all.
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from audioed.errors import ConfigError, UsageError
from audioed.store import default_folder

FILE_NAME: Final = "audioed.toml"

FORMATS: Final = ("mp3", "m4b", "opus")
"""What `to` takes, each the suffix of its files."""

COMPANIONS: Final = ("vtt", "srt", "json", "txt", "chapters", "pictures")
"""What `also` takes."""

BIT_RATES: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320)
"""Kilobits a second, of MPEG-1 and MPEG-2 layer III together (ISO/IEC 11172-3 2.4.2.3, 13818-3 2.4.2.3)."""

SAMPLE_RATES: Final = (16000, 22050, 24000, 32000, 44100, 48000)

_MOST_JOBS = 61
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
    return min(os.cpu_count() or 1, _MOST_JOBS)


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
    jobs: int = field(default_factory=_default_jobs)
    """How many processes work at once. It changes no byte of the result."""
    output: Output = Folder(Path())
    force: bool = False
    """Whether files that are not ours may be replaced."""
    cache: Path = field(default_factory=default_folder)
    """Where finished work is kept."""


class _MisfitError(ValueError):
    """A value that a setting doesn't take; says what it takes."""


_Check: TypeAlias = Callable[[object, Path], object]
"""Takes a value as written and the folder its paths are relative to, and returns the field's value."""


_Values: TypeAlias = dict[str, Any]
"""Checked values by the name of their field: what they are, their checks have seen to."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that both the command line and the file take."""

    key: str
    """Of the file."""
    flag: str
    check: _Check
    field: str = ""
    """Of `Config`; empty: as the key."""


def _listed(choices: tuple[object, ...]) -> str:
    return ", ".join(map(str, choices))


def _near(word: str, choices: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only who has mistyped waits for it

    near = get_close_matches(word, list(choices), n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""


def _text(value: object, _base: Path) -> str:
    if not isinstance(value, str):
        raise _MisfitError("takes a text")
    return value


def _language(value: object, _base: Path) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*", value):
        from audioed.synthesizing.voices import languages_named  # noqa: PLC0415 - only who has mistyped waits for it

        near = languages_named(value) if isinstance(value, str) else []
        meant = f" (did you mean {_listed(tuple(near))}?)" if near else ""
        raise _MisfitError(f'takes a language code, such as "en-GB", "de" or "pt-BR"{meant}')
    return value.replace("_", "-")


def _number(allowed: range | tuple[int, ...]) -> _Check:
    choice = f"from {allowed[0]} to {allowed[-1]}" if isinstance(allowed, range) else f"of {_listed(allowed)}"

    def check(value: object, _base: Path) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            raise _MisfitError(f"takes a whole number {choice}")
        return value

    return check


def _some_of(choices: tuple[str, ...], *, least: int = 0) -> _Check:
    def check(value: object, _base: Path) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
            raise _MisfitError(f"takes a list of {_listed(choices)}")
        names = [part.strip().lower() for name in given for part in name.split(",") if part.strip()]
        for name in names:
            if name not in choices:
                raise _MisfitError(f'has no "{name}"{_near(name, choices)}; it takes {_listed(choices)}')
        if len(names) < least:
            raise _MisfitError(f"takes at least one of {_listed(choices)}")
        return tuple(dict.fromkeys(names))

    return check


def _policy(value: object, base: Path) -> str:
    name = _text(value, base)
    return str(base / name) if name.endswith(".toml") else name


def _file(value: object, base: Path) -> Path:
    path = base / Path(_text(value, base)).expanduser()
    if not path.is_file():
        raise _MisfitError("takes a sound file, and there is none at this path")
    return path


def _files(value: object, base: Path) -> tuple[Path, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise _MisfitError("takes a path or a list of paths")
    paths = tuple(base / Path(name).expanduser() for name in given)
    for path in paths:
        if not path.is_file():
            raise _MisfitError(f'takes files, and there is none at "{path}"')
    return paths


SETTINGS: Final = (
    Setting("language", "--language", _language),
    Setting("voice", "--voice", _text),
    Setting("rate_wpm", "--rate", _number(range(20, 1001))),
    Setting("pitch", "--pitch", _number(range(100))),
    Setting("policy", "--policy", _policy),
    Setting("lexicon", "--lexicon", _files),
    Setting("opening", "--opening", _text),
    Setting("closing", "--closing", _text),
    Setting("chapter_levels", "--chapter-levels", _number(range(1, 7))),
    Setting("bit_rate_kbps", "--bit-rate", _number(BIT_RATES)),
    Setting("sample_rate", "--sample-rate", _number(SAMPLE_RATES)),
    Setting("to", "--to", _some_of(FORMATS, least=1), "formats"),
    Setting("also", "--also", _some_of(COMPANIONS)),
    Setting("intro", "--intro", _file),
    Setting("sting", "--sting", _file),
    Setting("outro", "--outro", _file),
    Setting("jobs", "--jobs", _number(range(1, _MOST_JOBS + 1))),
)


def configure(flags: Mapping[str, object], *, file: Path | None = None, output: Output | None = None) -> Config:
    """Return the settings: flags before the file, the file before the defaults.

    Args:
        flags: Values by key of `SETTINGS`, and `force`; those that are None were not given.
        file: The settings file; None: `audioed.toml` of the working folder, if there is one.
        output: Where to write; None: into the working folder.

    Raises:
        ConfigError: the file can't be read or doesn't fit; the message lists every problem, those of flags too.
        UsageError: flags alone don't fit.
    """
    path = file or Path(FILE_NAME)
    written = _read(path) if file or path.is_file() else {}
    given = {key: value for key, value in flags.items() if value is not None}
    force = bool(given.pop("force", False))
    settings, wrong_in_file = _check(written, path.parent, name=lambda setting: setting.key)
    overrides, wrong_flags = _check(given, Path(), name=lambda setting: setting.flag)
    if wrong_in_file:
        listed = "\n".join(f"  {problem}" for problem in [*wrong_in_file, *wrong_flags])
        raise ConfigError(f"{path} can't be used:\n{listed}", hint="docs/configuration.md lists every setting.")
    if wrong_flags:
        raise UsageError("\n".join(wrong_flags), hint="audioed convert --help lists every flag.")
    return Config(**{**settings, **overrides}, force=force, output=output or Folder(Path()))


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} can't be read: {error.strerror}", hint="--config takes a settings file.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8: {error.reason}", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} is not TOML: {error}", hint="docs/configuration.md shows how it is written."
        ) from error


def _check(values: Mapping[str, object], base: Path, *, name: Callable[[Setting], str]) -> tuple[_Values, list[str]]:
    """Return the values that fit, by field, and a sentence for each that doesn't."""
    known = {setting.key: setting for setting in SETTINGS}
    fitting: _Values = {}
    problems = []
    for key, value in values.items():
        if key not in known:
            problems.append(f"{key}: there is no such setting{_near(key, known)}")
            continue
        try:
            fitting[known[key].field or key] = known[key].check(value, base)
        except _MisfitError as misfit:
            offending = "" if isinstance(value, list | tuple) else f", not {_shown(value)}"
            problems.append(f"{name(known[key])} {misfit}{offending}")
    return fitting, problems


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
