"""`audioed init`: a new show."""

import os
import re
import sys
from pathlib import Path

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag, quiet_flag

_QUESTIONS = {
    "title": "Title of the show",
    "description": "What it is, in a sentence or two",
    "language": "Language, such as en-GB or de",
    "author": "Who makes it",
    "email": "E-mail of the owner, which the feed will show",
    "categories": "Category of Apple's list, such as News > Politics",
    "base_url": "Address where it will be found, such as https://audio.example.org/",
}


@click.command(
    short_help="Make a new show in DIR.",
    epilog=examples(
        'audioed init my-show --title "The Slow Gazette" --author "Ines Halloran"',
        "audioed init my-show --language en-GB --base-url https://audio.example.org/",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=".")
@click.option("--title", metavar="TEXT", help="The show's name.  [default: made of the folder's]")
@click.option("--description", metavar="TEXT", help="What the show is, in a few sentences.")
@click.option("--author", metavar="NAME", help="Who makes it: a person or a house.")
@click.option("--email", metavar="ADDRESS", help="The owner's, which the feed shows.")
@click.option("--base-url", metavar="URL", help="Where public/ will be found in the web.")
@click.option("--category", "categories", multiple=True, metavar="NAME", help="Of Apple's list.  [default: News]")
@click.option("--language", metavar="CODE", help="Such as en-GB or de.  [default: the system's]")
@quiet_flag
@json_flag
@debug_flag
def command(folder: Path, *, quiet: bool, as_json: bool, **typed: str | tuple[str, ...] | None) -> None:
    """Make a new show: a folder with settings, and room for articles.

    On a terminal, what isn't given is asked for; an empty answer leaves it open.
    """
    from audioed.show.creating import create, refuse_show

    refuse_show(folder)
    given = {key: value for key, value in typed.items() if value}
    defaults = {"title": _title_of(folder), "language": _language_of_system(), "categories": "News"}
    is_conversation = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty() and not as_json
    if is_conversation:
        given |= _answers([key for key in _QUESTIONS if key not in given], defaults)
    files = create(folder, {**{key: defaults[key] for key in ("title", "language")}, **given})
    if as_json:
        terminal.document({"folder": terminal.shown(folder), "files": [terminal.shown(path) for path in files]})
        return
    terminal.result(terminal.shown(files[0]))
    if not quiet:
        _tell(folder, given)


def _answers(missing: list[str], defaults: dict[str, str]) -> dict[str, str]:
    from audioed.config.kinds import MisfitError
    from audioed.config.show_settings import SHOW_SETTINGS

    kinds = {setting.key: setting.kind for setting in SHOW_SETTINGS}

    def ask(key: str) -> str:
        def fitting(answer: str) -> str:
            try:
                kinds[key].check(answer, Path())
            except MisfitError as misfit:
                raise click.BadParameter(f"This {misfit}.") from None
            return answer

        return str(click.prompt(_QUESTIONS[key], default=defaults.get(key, ""), value_proc=fitting, err=True))

    return {key: answer for key in missing if (answer := ask(key))}


def _title_of(folder: Path) -> str:
    words = " ".join(re.split(r"[\s_-]+", folder.resolve().name)).strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _language_of_system() -> str:
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    found = re.match(r"([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@]|\Z)", said)
    return "-".join(filter(None, found.groups())) if found else "en"


def _tell(folder: Path, given: dict[str, str | tuple[str, ...]]) -> None:
    name = terminal.shown(folder)
    terminal.note(f"The show is made: its settings are in {name}/audioed.toml, its articles go into {name}/articles.")
    if "categories" not in given:
        terminal.note('Its category is "News". Directories ask for one of Apple\'s list: change it in the settings.')
    if "email" not in given:
        terminal.note("It has no e-mail address, so that the feed names no owner: directories ask there.")
    if "base_url" not in given:
        terminal.note("It has no address in the web yet: set base_url before you publish it.")
    where = "" if folder.resolve() == Path.cwd() else f" --show {name}"
    terminal.note(f"Next: audioed add{where} ARTICLE")
