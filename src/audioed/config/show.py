"""A show's settings: its `audioed.toml` as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from audioed.config.kinds import MisfitError
from audioed.config.settings import SETTINGS, check, unusable
from audioed.config.show_kinds import Retention, retention
from audioed.config.show_settings import NOT_OF_SHOWS, SHOW_SETTINGS
from audioed.config.toml import read_toml
from audioed.config.values import FILE_NAME, Config
from audioed.errors import ShowError, UsageError
from audioed.model.show import CorrectionPolicy, Media, Show

__all__ = ["Retention", "ShowConfig", "load_show", "parse_retention"]

_COVER = Media(path="cover.jpg", type="image/jpeg")


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowConfig:
    """A show as its folder says it is."""

    folder: Path
    show: Show
    """Without `guid`, which the ledger keeps."""
    config: Config
    """How editions are made; what articles say themselves is left open: language and voice."""
    voices: Mapping[str, str] = field(default_factory=dict)
    """Names of voices by language."""
    editions: tuple[str, ...] = ("mp3",)
    """Of `EDITIONS`, each once."""
    correction: CorrectionPolicy = "silent"
    """What becomes of a published episode whose article changes, unless the article says otherwise."""
    keep: Retention | None = None
    """Which episodes stay in the feed; None: all."""
    cover: Path | None = None
    """A picture; None: a cover is drawn."""
    templates: Path | None = None
    """Stand before the bundled ones of the same name; None: there are none."""

    @property
    def articles(self) -> Path:
        """The folder of the sources."""
        return self.folder / "articles"

    @property
    def public(self) -> Path:
        """The folder that is published."""
        return self.folder / "public"

    def voice_for(self, language: str) -> str:
        """Return the name of the voice for a language: given for exactly it, else for its first part; empty: none.

        Args:
            language: BCP 47.
        """
        by_code = {code.lower(): name for code, name in self.voices.items()}
        wanted = language.lower()
        return by_code.get(wanted) or by_code.get(wanted.partition("-")[0], "")


def load_show(folder: Path) -> ShowConfig:
    """Read a show's settings.

    Args:
        folder: The show's, which holds `audioed.toml`.

    Raises:
        ShowError: there is no show in the folder.
        ConfigError: the file can't be read or doesn't fit; the message lists every problem.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise ShowError(
            f"There is no show in {folder}: it has no {FILE_NAME}",
            hint=f"Name the show's folder, or make a show: audioed init {folder}",
        )
    written = read_toml(path)
    values, problems = check(written, folder, (*SHOW_SETTINGS, *SETTINGS))
    problems += [f"{key} is missing" for key in ("title", "language") if key not in written]
    problems += [f"{key} is not for shows: {instead}" for key, instead in NOT_OF_SHOWS.items() if key in written]
    if problems:
        raise unusable(path, problems)
    language = values.pop("language")
    voices = {**({language: voice} if (voice := values.pop("voice", "")) else {}), **values.pop("voices", {})}
    of_show = {each.name for each in fields(Show)} - {"cover"}
    of_config = {each.name for each in fields(Config)}
    described = {"description": values.get("description") or values["title"], "language": language}
    templates = folder / "templates"
    return ShowConfig(
        folder=folder,
        show=Show(**{**{key: value for key, value in values.items() if key in of_show}, **described}, cover=_COVER),
        config=Config(**{key: value for key, value in values.items() if key in of_config}),
        voices=voices,
        templates=templates if templates.is_dir() else None,
        **{key: values[key] for key in ("editions", "correction", "keep", "cover") if key in values},
    )


def parse_retention(written: str) -> Retention:
    """Return what `--keep` says.

    Raises:
        UsageError: it is neither a number nor an age.
    """
    try:
        return retention(written)
    except MisfitError as misfit:
        raise UsageError(f'--keep {misfit}, not "{written}"') from None
