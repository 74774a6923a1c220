"""Where `-o` says that editions go."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from audioed.config import FORMATS, Config, File, Folder, StandardOutput
from audioed.errors import UsageError

_STANDARD = "-"

_OTHER_SOUND = ("wav", "flac", "ogg", "aac", "m4a", "wma", "aiff")
"""Suffixes that promise what audioed does not make."""


def destined(config: Config, output: str | None, sources: Sequence[str], *, is_format_given: bool) -> Config:
    """Return the settings with the place that `output` means for these sources.

    One source in one format goes to a file, unless `output` is a folder or ends as one; the file's suffix chooses the
    format where no flag does.

    Raises:
        UsageError: the place doesn't fit the sources, the formats or the companions.
    """
    _require_names_apart(sources)
    if output is None:
        return config
    if output == _STANDARD:
        return _to_standard_output(config, sources)
    path = Path(output)
    if path.is_dir() or output.endswith(("/", "\\")):
        return replace(config, output=Folder(path))
    suffix = path.suffix.removeprefix(".").lower()
    if suffix in FORMATS and not is_format_given:
        config = replace(config, formats=(suffix,))
    if len(sources) == 1 and len(config.formats) == 1:
        if suffix in (*FORMATS, *_OTHER_SOUND) and suffix != config.formats[0]:
            hint = f"Name it {path.with_suffix('.' + config.formats[0]).name}, or choose among {', '.join(FORMATS)}."
            raise UsageError(f"{output} would hold {config.formats[0]}, not {suffix}.", hint=hint)
        return replace(config, output=File(path))
    if suffix in (*FORMATS, *_OTHER_SOUND):
        count = len(sources) * len(config.formats)
        raise UsageError(f"{output} is one file, but {count} are to be written.", hint="Name a folder: -o editions/")
    return replace(config, output=Folder(path))


def _to_standard_output(config: Config, sources: Sequence[str]) -> Config:
    if len(sources) > 1 or len(config.formats) > 1 or config.also:
        raise UsageError(
            "Standard output takes one source in one format, without companions.", hint="Name a folder: -o editions/"
        )
    return replace(config, output=StandardOutput())


def _require_names_apart(sources: Sequence[str]) -> None:
    """Refuse sources that would be written to the same name: the second edition would replace the first.

    Windows and macOS take names for the same that differ in case alone, macOS those in different forms of Unicode too.
    """
    by_name: dict[str, str] = {}
    for source in sources:
        is_address = "://" in source
        name = source if is_address or source == _STANDARD else normalize("NFC", Path(source).stem.casefold())
        if name in by_name:
            raise UsageError(
                f"{by_name[name]} and {source} would be written under the same name.",
                hint="Convert them one by one, each with its own -o.",
            )
        by_name[name] = source
