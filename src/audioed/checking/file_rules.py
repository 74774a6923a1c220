"""Rules for the files that the feed names. Codes M101 to M104."""

from collections.abc import Iterator
from pathlib import Path

from audioed.checking.catalogue import found
from audioed.checking.feed import Feed, Item
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES
from audioed.checking.site import Site


def check_files(feed: Feed, site: Site) -> Iterator[Finding]:
    """Yield sounds that aren't there, or that have another length than the feed says."""
    for item in feed.items:
        if sound := sound_of(item, site):
            if not sound.is_file():
                yield found("M101", item.place, f"There is no {site.shown(sound)}.")
            else:
                said = item.length
                if _differs(said, size := sound.stat().st_size):
                    yield found("M102", item.place, f"The feed says {said} bytes, {site.shown(sound)} has {size}.")
                if not site.shown(sound).isascii():
                    yield found("M103", item.place, f"The file is {site.shown(sound)}.")
        yield from _check_alternates(item, site)


def sound_of(item: Item, site: Site) -> Path | None:
    """Return an episode's file, whether it is there or not; None: it has none, or it is published elsewhere."""
    return site.path(item.sound, item.document) if item.sound else None


def _check_alternates(item: Item, site: Site) -> Iterator[Finding]:
    for alternate in item.element.findall("podcast:alternateEnclosure", NAMESPACES):
        for source in alternate.findall("podcast:source", NAMESPACES):
            path = site.path(source.get("uri", ""), item.document)
            if path is None:
                continue
            said = alternate.get("length", "")
            if not path.is_file():
                yield found("M104", item.place, f"There is no {site.shown(path)}.")
            elif _differs(said, size := path.stat().st_size):
                yield found("M104", item.place, f"The feed says {said} bytes, {site.shown(path)} has {size}.")


def _differs(said: str, size: int) -> bool:
    """Return whether a length is another than a file's; one that is no length is told elsewhere."""
    return said.isdecimal() and said.lstrip("0") not in {"", str(size)}
