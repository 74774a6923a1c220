"""A published show, looked at area by area."""

from collections.abc import Iterator
from pathlib import Path

from audioed.checking.document_rules import check_encoding, check_structure, parse_feed
from audioed.checking.feed import Feed, items_of
from audioed.checking.file_rules import check_files
from audioed.checking.findings import Finding
from audioed.checking.rss_rules import check_addresses, check_channel, check_dates, check_items
from audioed.checking.site import Site, base_of, find_feed
from audioed.errors import ShowError


def check(target: str | Path) -> tuple[Finding, ...]:
    """Look for what is wrong with a show.

    Args:
        target: The folder of a show, whose `public/` is looked at, or any published folder.

    Raises:
        ShowError: there is nothing to look at.
    """
    folder = Path(target)
    if not folder.is_dir():
        raise ShowError(f"There is no folder {folder}.", hint="Name the show's folder, or the published one.")
    if (folder / "audioed.toml").is_file():
        folder /= "public"
        if not folder.is_dir():
            raise ShowError(f"There is no {folder}: the show is not built yet.", hint=f"audioed build {target}")
    return tuple(_check_folder(folder))


def _check_folder(folder: Path) -> Iterator[Finding]:
    path = find_feed(folder)
    name = path.relative_to(folder).as_posix()
    content = path.read_bytes()
    yield from check_encoding(content, name)
    root = parse_feed(content, name)
    if isinstance(root, Finding):
        yield root
        return
    yield from check_structure(root, name)
    channel = root.find("channel")
    if channel is None:
        return
    feed = Feed(name=name, path=path, root=root, channel=channel, items=tuple(items_of(channel, path, name)))
    site = Site(folder=folder, base=base_of(feed.address, name))
    yield from check_channel(feed)
    yield from check_addresses(feed)
    yield from check_dates(feed)
    yield from check_items(feed)
    yield from check_files(feed, site)
