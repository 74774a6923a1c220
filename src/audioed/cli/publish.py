"""`audioed publish`: a show, or any published folder, sent to where the world can reach it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag, progress_flag, quiet_flag
from audioed.cli.phrases import counted, sized
from audioed.cli.progress import Mode, open_progress
from audioed.errors import ShowError, UsageError

if TYPE_CHECKING:
    from audioed.uploading import Uploaded

_SETTINGS = "audioed.toml"


@click.command(
    short_help="Send a show to a folder, S3, SFTP …",
    epilog=examples(
        "audioed publish /var/www/show",
        "audioed publish my-show s3://bucket/show",
        "audioed publish sftp://ada@example.org/var/www/show --dry-run",
    ),
)
@click.argument("places", metavar="[DIR] TARGET", nargs=-1, required=True)
@click.option("--delete", is_flag=True, help="Remove at TARGET what the show no longer has; hidden files stay.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--all", "everything", is_flag=True, help="Send also what is there already, with its type.")
@progress_flag
@quiet_flag
@json_flag
@debug_flag
def command(
    places: tuple[str, ...],
    *,
    delete: bool,
    dry_run: bool,
    everything: bool,
    progress: Mode,
    quiet: bool,
    as_json: bool,
) -> None:
    """Send the show in DIR to TARGET: sound first, the feed last, and only what changed.

    DIR is a show that was built, or any published folder.  [default: the working folder] TARGET is a folder,
    s3://BUCKET/FOLDER, sftp://USER@HOST/FOLDER, or another address that fsspec knows.
    """
    from audioed.uploading import feed_address, upload

    if len(places) > 2:
        raise UsageError(
            f"publish takes a show and a target, not {counted(len(places), 'name')}.", hint="audioed publish --help"
        )
    public, base_url = _published(Path(places[0] if len(places) == 2 else "."))
    feed = feed_address(public, base_url=base_url)
    with open_progress(progress, is_quiet=quiet) as report:
        done = upload(public, places[-1], delete=delete, dry_run=dry_run, everything=everything, report=report)
    if as_json:
        terminal.document(_to_json(done, feed, is_dry=dry_run))
    else:
        _tell(done, feed, is_dry=dry_run, is_quiet=quiet)


def _published(folder: Path) -> tuple[Path, str]:
    """Return the folder that is to be sent, and where its show says that it will live; empty where it is no show.

    Raises:
        ShowError: the show doesn't say where it will live, or was not built.
    """
    if not (folder / _SETTINGS).is_file():
        return folder, ""
    from audioed.config.show import load_show

    found = load_show(folder)
    if not found.show.base_url:
        raise ShowError(
            f"The show in {folder} has no base_url, so no app could follow its feed.",
            hint=f"Set base_url in {folder / _SETTINGS} to where it will live, build the show, then publish.",
        )
    if not found.public.is_dir():
        raise ShowError(f"The show in {folder} was not built.", hint=f"audioed build {folder}")
    return found.public, found.show.base_url


def _tell(done: "Uploaded", feed: str, *, is_dry: bool, is_quiet: bool) -> None:
    sending = "would be sent" if is_dry else "sent"
    for path in done.sent if is_dry else ():
        terminal.result(path)
    if done.sent:
        terminal.result(f"{counted(len(done.sent), 'file')} {sending}, {sized(done.sent_bytes)}.")
    else:
        terminal.result("Nothing to send: all of it is there.")
    for path in done.removed:
        terminal.result(f"{'Would be removed' if is_dry else 'Removed'}: {path}")
    if feed:
        terminal.result(f"Feed: {feed}")
    if is_quiet:
        return
    if done.sent and done.unchanged:
        terminal.note(f"Unchanged: {counted(done.unchanged, 'file')}.")
    if done.left:
        terminal.note(f"Not in the show, but there: {counted(len(done.left), 'file')}. Remove with --delete.")


def _to_json(done: "Uploaded", feed: str, *, is_dry: bool) -> dict[str, object]:
    return {
        "feed": feed,
        "dry_run": is_dry,
        "sent": list(done.sent),
        "sent_bytes": done.sent_bytes,
        "unchanged": done.unchanged,
        "removed": list(done.removed),
        "left": list(done.left),
    }
