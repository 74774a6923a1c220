"""`audioed add`: articles for a show."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from audioed.cli import terminal
from audioed.cli.options import examples, json_flag, quiet_flag
from audioed.cli.phrases import counted
from audioed.errors import AudioedError, UsageError

if TYPE_CHECKING:
    from audioed.config.show import ShowConfig
    from audioed.show.articles import Added

_Outcome: TypeAlias = "Added | AudioedError"


@click.command(
    short_help="Take articles up into a show.",
    epilog=examples(
        "audioed add article.md https://example.org/news/article",
        "audioed add article.md --show my-show --replace",
        "audioed add https://example.org/news/article --id harbour-lights",
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--show", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR", help="The show's folder."
)
@click.option("--id", "own", default="", metavar="ID", help="Of one SOURCE.  [default: its own, else from its title]")
@click.option("--replace", is_flag=True, help="Take the place of the article with the same id.")
@quiet_flag
@json_flag
@click.option("--debug", is_flag=True, help="Show where an error arose, for reporting a defect.")
def command(
    sources: tuple[str, ...],
    folder: Path,
    own: str,
    *,
    replace: bool,
    quiet: bool,
    as_json: bool,
    debug: bool,
) -> int:
    """Copy each SOURCE into a show: a file, a web address, or - for standard input, with its pictures.

    Of a web page the article alone is saved. An article gets its id here, once, and keeps it whatever changes.
    """
    from audioed.config.show import load_show

    if own and len(sources) > 1:
        raise UsageError("--id is for one SOURCE.", hint="Add them one by one, or write ids into their front matter.")
    show = load_show(folder)
    outcomes = []
    for source in sources:
        outcome = _added(show, source, own, replace=replace)
        outcomes.append((source, outcome))
        if isinstance(outcome, AudioedError):
            terminal.failure(outcome, trace=debug)
        elif not as_json:
            _tell(show.folder, outcome, quiet=quiet)
    if as_json:
        told = [{"source": source, **_to_json(show.folder, outcome)} for source, outcome in outcomes]
        terminal.document({"results": told})
    failed = [outcome for _, outcome in outcomes if isinstance(outcome, AudioedError)]
    return failed[0].exit_code if failed else 0


def _added(show: "ShowConfig", source: str, own: str, *, replace: bool) -> _Outcome:
    from audioed.show.articles import add

    stdin = terminal.standard_input() if source == "-" else None
    try:
        return add(show, source, id=own, replace=replace, stdin=stdin)
    except AudioedError as error:
        return error


def _tell(folder: Path, added: "Added", *, quiet: bool) -> None:
    terminal.result(terminal.shown(folder / added.entry.file))
    if quiet:
        return
    done = "replaced" if added.replaced else "added"
    beside = f", with {counted(added.pictures, 'picture')}" if added.pictures else ""
    terminal.note(f"“{added.title}” is {done} as {added.entry.id}{beside}.")
    for finding in added.findings:
        terminal.note(f"Note: {finding}")


def _to_json(folder: Path, outcome: _Outcome) -> dict[str, object]:
    if isinstance(outcome, AudioedError):
        return {"error": terminal.to_json(outcome)}
    return {
        "id": outcome.entry.id,
        "title": outcome.title,
        "file": terminal.shown(folder / outcome.entry.file),
        "slug": outcome.entry.slug,
        "pictures": outcome.pictures,
        "replaced": outcome.replaced,
        "findings": list(outcome.findings),
    }
