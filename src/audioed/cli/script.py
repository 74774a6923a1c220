"""`audioed script`: what will be said, before anything is spoken."""

from pathlib import Path

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, given, json_flag, quiet_flag, script_flags
from audioed.cli.progress import open_progress
from audioed.config import configure


@click.command(
    short_help="Show what will be said, what is skipped, and why.",
    epilog=examples(
        "audioed script article.md",
        "audioed script article.md --format diff",
        "audioed script https://example.org/news/article --policy full --format json",
    ),
)
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "diff"]),
    default="text",
    show_default=True,
    help="text: block by block, with what is skipped and why. diff: only what is said otherwise than it is written.",
)
@script_flags
@quiet_flag
@json_flag
@debug_flag
def command(source: str, form: str, settings: Path | None, *, quiet: bool, as_json: bool, **flags: object) -> None:
    """Show what will be said of SOURCE, what is skipped, and why. Nothing is synthesized.

    --json is short for --format json, which docs/script.md describes.
    """
    from audioed.convert import script_of
    from audioed.publishing import script_text
    from audioed.reading import read

    config = configure(given(flags), file=settings)
    stdin = terminal.standard_input() if source == "-" else None
    with open_progress("none", is_quiet=quiet) as report:
        article = read(source, language=config.language, stdin=stdin, private_hosts=config.private_hosts, report=report)
    show = {"text": script_text.to_text, "json": script_text.to_json, "diff": script_text.to_diff}
    terminal.text(show["json" if as_json else form](script_of(article, config)))
