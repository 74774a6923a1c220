"""The settings that a new show begins with, as a file for people."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from audioed.config.schema import SCHEMA_NAME
from audioed.config.settings import SETTINGS, check
from audioed.config.show_settings import SHOW_SETTINGS
from audioed.config.toml import to_value
from audioed.errors import UsageError
from audioed.model.show import Category

_GIVEN: Final = ("title", "description", "language", "author", "email", "base_url", "categories", "copyright")
_EXAMPLES: Final[Mapping[str, object]] = {
    "author": "Ines Halloran",
    "email": "desk@example.org",
    "base_url": "https://audio.example.org/",
    "copyright": "© Ines Halloran",
    "explicit": False,
    "cover": "cover.jpg",
    "cover_alt": "A lighthouse in the evening.",
    "correction": "reissue",
    "correction_policy": "Mistakes are corrected and noted on the episode's page. Tell us: desk@example.org",
    "keep": "2 years",
}
_DEFAULTS: Final[Mapping[str, object]] = {"categories": ["News"], "sample_rate": 44100, "editions": ["mp3"]}

_DESCRIPTIONS: Final = {
    "ar": "مقالات {title} مقروءة بصوت عالٍ.",
    "de": "Artikel von {title}, vorgelesen.",
    "en": "Articles of {title}, read aloud.",
    "es": "Artículos de {title}, leídos en voz alta.",
    "fr": "Les articles de {title}, lus à voix haute.",
    "it": "Gli articoli di {title}, letti ad alta voce.",
    "nl": "Artikelen van {title}, voorgelezen.",
    "pt": "Artigos de {title}, lidos em voz alta.",
}
"""What is true of every show; the editor knows better."""

_HEAD: Final = f"""\
#:schema ./{SCHEMA_NAME}
# What feeds and pages say of the show, and how its editions are made. A line that begins with # is only an example.
"""


def to_settings(given: Mapping[str, object]) -> str:
    """Return the `audioed.toml` of a new show.

    Args:
        given: Values by key of `SHOW_SETTINGS`, as they were typed; `title` and `language` at least. Empty ones count
            as not given.

    Raises:
        UsageError: they don't fit; the message lists every problem.
    """
    typed = {key: value for key, value in given.items() if value not in ("", (), None)}
    checked, problems = check(typed, Path(), SHOW_SETTINGS, name=lambda setting: setting.flag)
    if problems:
        raise UsageError("\n".join(problems), hint="audioed init --help lists every flag.")
    written = {**_DEFAULTS, **{key: _plain(value) for key, value in checked.items()}}
    language = str(written["language"]).partition("-")[0].lower()
    described = _DESCRIPTIONS.get(language, _DESCRIPTIONS["en"]).format(title=written["title"])
    written.setdefault("description", described)
    if "author" in written:
        written.setdefault("copyright", f"© {written['author']}")
    known = {setting.key: setting for setting in (*SETTINGS, *SHOW_SETTINGS)}
    lines = [_HEAD]
    for key in dict.fromkeys((*_GIVEN, *_EXAMPLES, *_DEFAULTS)):
        value = written.get(key, _EXAMPLES.get(key))
        sign = "" if key in written else "# "
        lines += [f"# {known[key].says}", f"{sign}{key} = {to_value(value)}", ""]
    return "\n".join(lines)


def _plain(value: object) -> object:
    """Return a checked value as the file has it."""
    if isinstance(value, tuple):
        return [" > ".join(filter(None, (each.name, each.subcategory))) for each in value if isinstance(each, Category)]
    return value
