"""`audioed serve`: a show or a published folder over HTTP."""

from pathlib import Path

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag

_LOOPBACK = ("http://127.", "http://[::1]:", "http://localhost:")
_FEED = "feed.xml"


@click.command(
    short_help="Serve a show, or any published folder, on this machine.",
    epilog=examples("audioed serve", "audioed serve my-show --port 8080", "audioed serve --host 0.0.0.0 --qr"),
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--port", type=click.IntRange(0, 65_535), metavar="N", default=8000, show_default=True, help="0: any free."
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen. The default lets in this machine alone; 0.0.0.0 lets in the whole network.",
)
@click.option("--qr", is_flag=True, help="Show the page's address as a QR code too, for a phone's camera.")
@json_flag
@debug_flag
def command(folder: Path, port: int, host: str, *, qr: bool, as_json: bool) -> None:
    """Serve DIR until Ctrl-C: a show's public/, or any folder that was published.

    A show that is built anew meanwhile is seen at once.
    """
    from audioed.serving import published_folder, serve

    public = published_folder(folder)

    def ready(address: str) -> None:
        page = address if (public / "index.html").is_file() else ""
        feed = address + _FEED if (public / _FEED).is_file() else ""
        if as_json:
            terminal.document({"address": address, "page": page, "feed": feed})
        else:
            _tell(page, feed, address)
        if qr:
            terminal.note(_qr_code(page or feed or address))
        for sentence in _notes(public / _FEED if feed else None, address):
            terminal.note(f"Note: {sentence}")
        terminal.note("Press Ctrl-C to stop.")

    serve(folder, host=host, port=port, ready=ready)


def _tell(page: str, feed: str, address: str) -> None:
    if page:
        terminal.result(f"Page: {page}")
    if feed:
        terminal.result(f"Feed: {feed}")
    if not page and not feed:
        terminal.result(f"Folder: {address}")


def _notes(feed: Path | None, address: str) -> list[str]:
    """Return what a person should know before they subscribe."""
    notes = []
    if address.startswith(_LOOPBACK):
        notes.append("only this machine can reach these addresses. --host 0.0.0.0 lets in the network.")
    return [*notes, _note_on(feed, address)] if feed else notes


def _note_on(feed: Path, address: str) -> str:
    from audioed.errors import ReadingError
    from audioed.markup import absolutize

    content = feed.read_bytes()
    try:
        is_relative = absolutize(content, address) != content
    except ReadingError as error:
        return f"{terminal.shown(feed)} is no feed that an app can read: {error.message}."
    if is_relative:
        return "the show has no base URL, so the feed's addresses are this server's: apps elsewhere can't reach it."
    return "the feed's addresses are those of the show's base URL: an app that subscribes here downloads from there."


def _qr_code(address: str) -> str:
    from io import StringIO

    import segno

    drawn = StringIO()
    segno.make(address, micro=False).terminal(out=drawn, compact=True)
    return drawn.getvalue().rstrip("\n")
