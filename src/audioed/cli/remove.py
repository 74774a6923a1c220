"""`audioed remove`: articles that a show gives up."""

from pathlib import Path

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag, quiet_flag


@click.command(
    short_help="Remove an article from a show.",
    epilog=examples("audioed remove night-buses", "audioed remove night-buses --show my-show"),
)
@click.argument("own", metavar="ID")
@click.option(
    "--show", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR", help="The show's folder."
)
@quiet_flag
@json_flag
@debug_flag
def command(own: str, folder: Path, *, quiet: bool, as_json: bool) -> None:
    """Remove the article with this ID from a show, and the pictures beside it.

    Its episode leaves the feed with the next build. editions.toml lists the ids.
    """
    from audioed.config.show import load_show
    from audioed.show.articles import remove

    show = load_show(folder)
    entry = remove(show, own)
    file = terminal.shown(show.folder / entry.file)
    if as_json:
        terminal.document({"id": entry.id, "file": file, "was_published": entry.published is not None})
        return
    terminal.result(file)
    if not quiet:
        follows = " Its episode leaves the feed with the next build." if entry.published else ""
        terminal.note(f"{entry.id} is removed.{follows}")
