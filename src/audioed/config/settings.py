"""The settings that both the command line and the file take, and how they are put together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from audioed.config.kinds import (
    FILES,
    HOSTS,
    LANGUAGE,
    POLICY,
    TEXT,
    Kind,
    MisfitError,
    file,
    near,
    number,
    some_of,
)
from audioed.config.toml import read_toml
from audioed.config.values import (
    BIT_RATES,
    COMPANIONS,
    FILE_NAME,
    FORMATS,
    MOST_JOBS,
    SAMPLE_RATES,
    Config,
    Folder,
    Output,
)
from audioed.errors import ConfigError, UsageError

Values: TypeAlias = dict[str, Any]
"""Checked values by the name of their field: what they are, their kinds have seen to."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting."""

    key: str
    """Of the file."""
    flag: str
    """Empty: the file alone takes it."""
    kind: Kind
    says: str
    """What it is, in a sentence that an editor shows."""
    field: str = ""
    """Of the value it ends in; empty: as the key."""


SETTINGS: Final = (
    Setting("language", "--language", LANGUAGE, "The language of what is read, as a BCP 47 code."),
    Setting("voice", "--voice", TEXT, "A name that `audioed voices` lists."),
    Setting("rate_wpm", "--rate", number(range(20, 1001)), "Words a minute."),
    Setting("pitch", "--pitch", number(range(100)), "The voice's pitch, 0 to 99."),
    Setting("policy", "--policy", POLICY, "What is said of tables, code …: standard, full, brief, or a file."),
    Setting("lexicon", "--lexicon", FILES, "How to say given words: tables or PLS; the last stands above the others."),
    Setting("opening", "--opening", TEXT, "Said first; empty: nothing."),
    Setting("closing", "--closing", TEXT, "Said last; empty: nothing."),
    Setting("chapter_levels", "--chapter-levels", number(range(1, 7)), "Headings of levels 1 to this begin chapters."),
    Setting("bit_rate_kbps", "--bit-rate", number(BIT_RATES), "Kilobits a second."),
    Setting("sample_rate", "--sample-rate", number(SAMPLE_RATES), "Samples a second. Apple asks for 44100."),
    Setting("to", "--to", some_of(FORMATS, least=1), "Formats that `audioed convert` writes.", "formats"),
    Setting("also", "--also", some_of(COMPANIONS), "Files that `audioed convert` writes beside the sound."),
    Setting("intro", "--intro", file("sound file"), "Sound before the opening."),
    Setting("sting", "--sting", file("sound file"), "Sound between chapters."),
    Setting("outro", "--outro", file("sound file"), "Sound after the closing."),
    Setting("private_hosts", "--private-host", HOSTS, "Machines that may be asked for pages though not public."),
    Setting("jobs", "--jobs", number(range(1, MOST_JOBS + 1)), "Processes at work at once; the result is the same."),
)


def configure(flags: Mapping[str, object], *, file: Path | None = None, output: Output | None = None) -> Config:
    """Return the settings: flags before the file, the file before the defaults.

    The file may be a show's. What it says of the show is checked as well; the show's language, which holds for its
    feed and its pages, decides nothing about an article's.

    Args:
        flags: Values by key of `SETTINGS`, and `force`; those that are None were not given.
        file: The settings file; None: `audioed.toml` of the working folder, if there is one.
        output: Where to write; None: into the working folder.

    Raises:
        ConfigError: the file can't be read or doesn't fit; the message lists every problem, those of flags too.
        UsageError: flags alone don't fit.
    """
    path = file or Path(FILE_NAME)
    written = read_toml(path, hint="--config takes a settings file.") if file or path.is_file() else {}
    given = {key: value for key, value in flags.items() if value is not None}
    force = bool(given.pop("force", False))
    settings, wrong_in_file = _read(written, path.parent)
    overrides, wrong_flags = check(given, Path(), SETTINGS, name=lambda setting: setting.flag)
    if wrong_in_file:
        raise unusable(path, [*wrong_in_file, *wrong_flags])
    if wrong_flags:
        raise UsageError("\n".join(wrong_flags), hint="audioed convert --help lists every flag.")
    return Config(**{**settings, **overrides}, force=force, output=output or Folder(Path()))


def _read(written: Mapping[str, object], base: Path) -> tuple[Values, list[str]]:
    if written.keys() <= {setting.key for setting in SETTINGS}:
        return check(written, base, SETTINGS)
    from audioed.config.show_settings import SHOW_SETTINGS  # noqa: PLC0415 - most files are no show's

    of_show, wrong = check(written, base, (*SHOW_SETTINGS, *SETTINGS))
    kept = [setting.field or setting.key for setting in SETTINGS if "title" not in written or setting.key != "language"]
    return {name: value for name, value in of_show.items() if name in kept}, wrong


def check(
    values: Mapping[str, object],
    base: Path,
    settings: Iterable[Setting],
    *,
    name: Callable[[Setting], str] = lambda setting: setting.key,
) -> tuple[Values, list[str]]:
    """Return the values that fit, by field, and a sentence for each that doesn't.

    Args:
        values: As written, by key.
        base: The folder that paths are relative to.
        settings: Those there are; of two with one key the first holds.
        name: What a sentence calls a setting.
    """
    known = {setting.key: setting for setting in reversed([*settings])}
    fitting: Values = {}
    problems = []
    for key, value in values.items():
        if key not in known:
            problems.append(f"{key}: there is no such setting{near(key, known)}")
            continue
        try:
            fitting[known[key].field or key] = known[key].kind.check(value, base)
        except MisfitError as misfit:
            offending = "" if isinstance(value, list | tuple | dict) else f", not {_shown(value)}"
            problems.append(f"{name(known[key])} {misfit}{offending}")
    return fitting, problems


def unusable(path: Path, problems: Iterable[str]) -> ConfigError:
    """Return the error that lists all that is wrong with a settings file."""
    listed = "\n".join(f"  {problem}" for problem in problems)
    return ConfigError(f"{path} can't be used:\n{listed}", hint="docs/configuration.md lists every setting.")


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
