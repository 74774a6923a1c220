"""`audioed cache`: the finished work that is kept."""

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag
from audioed.cli.phrases import counted, sized
from audioed.store import Store, default_folder


@click.group(
    invoke_without_command=True,
    epilog=examples("audioed cache", "audioed cache prune --keep 500", "audioed cache clear"),
)
@debug_flag
@click.pass_context
def command(context: click.Context) -> None:
    """Show, shrink or empty the cache of finished work.

    Paragraphs that were spoken once are kept, so that only what changed is spoken anew. AUDIOED_CACHE moves the cache.
    """
    if context.invoked_subcommand is None:
        context.invoke(info)


@command.command(epilog=examples("audioed cache info --json"))
@json_flag
@debug_flag
def info(*, as_json: bool = False) -> None:
    """Say where the cache is and what it holds."""
    store = Store(default_folder())
    found = store.info()
    if as_json:
        terminal.document(
            {
                "folder": str(found.folder),
                "entries": found.entries,
                "bytes": found.bytes,
                "limit_bytes": store.limit_bytes,
            }
        )
        return
    held = f"{counted(found.entries, 'entry', 'entries')}, {sized(found.bytes)} of {sized(store.limit_bytes)}"
    terminal.result(f"{found.folder}: {held}")


@command.command(epilog=examples("audioed cache prune", "audioed cache prune --keep 500"))
@click.option("--keep", "keep_mb", type=click.IntRange(min=0), metavar="MB", help="How much is left.  [default: 2000]")
@json_flag
@debug_flag
def prune(keep_mb: int | None, *, as_json: bool) -> None:
    """Remove what was not used for longest until the rest fits."""
    _tell_freed(Store(default_folder()).prune(None if keep_mb is None else keep_mb * 1_000_000), as_json=as_json)


@command.command(epilog=examples("audioed cache clear"))
@json_flag
@debug_flag
def clear(*, as_json: bool) -> None:
    """Remove everything. It is made again when it is needed."""
    _tell_freed(Store(default_folder()).clear(), as_json=as_json)


def _tell_freed(freed: int, *, as_json: bool) -> None:
    if as_json:
        terminal.document({"freed_bytes": freed})
    else:
        terminal.result(f"{sized(freed)} freed.")
