"""A published show, looked at area by area."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from audioed.checking.apple_rules import check_apple_channel, check_apple_items, check_apple_texts, seconds_of
from audioed.checking.artwork_rules import check_artwork
from audioed.checking.chapter_rules import check_chapters
from audioed.checking.document_rules import check_encoding, check_structure, parse_feed
from audioed.checking.feed import Feed, Item, own_address, text_of
from audioed.checking.file_rules import check_files, sound_of
from audioed.checking.findings import Finding
from audioed.checking.id3 import read_tag
from audioed.checking.listening import Listening
from audioed.checking.page_rules import check_pages
from audioed.checking.paging_rules import items_of_pages
from audioed.checking.podcast_rules import check_podcast_channel, check_podcast_elements
from audioed.checking.rss_rules import check_addresses, check_channel, check_dates, check_items
from audioed.checking.server_rules import check_server
from audioed.checking.show_rules import Known, check_show, read_known
from audioed.checking.site import Site, find_feed, locate
from audioed.checking.sound_rules import Heard, check_duration
from audioed.checking.tag_chapter_rules import check_tag_chapters
from audioed.checking.tag_rules import chapters_of, check_tag
from audioed.checking.transcript_rules import check_transcripts
from audioed.checking.web import fetched
from audioed.config import FILE_NAME
from audioed.errors import ShowError
from audioed.progress import Report, ignore
from audioed.sound.id3 import HEADER_SIZE, tag_size


def check(
    target: str | Path, *, is_listened_to: bool = True, jobs: int | None = None, report: Report = ignore
) -> tuple[Finding, ...]:
    """Look for what is wrong with a show.

    Args:
        target: The folder of a show, whose `public/` is looked at; any published folder; or the address of a feed, or
            of the folder that holds feed.xml.
        is_listened_to: Whether sounds are decoded and measured, too, and pictures decoded: 14 seconds for an hour.
        jobs: How many processes listen; None: as many as there are processors.
        report: Told how the listening goes on.

    Raises:
        ShowError: there is nothing to look at.
        ReadingError: there is no feed at the address.
        ConfigError: a show's settings can't be read.
        EncodingError: a process ended while it listened.
    """
    listening = Listening(is_wanted=is_listened_to, jobs=jobs or os.cpu_count() or 1, report=report)
    if isinstance(target, str) and target.startswith(("http://", "https://")):
        with fetched(target) as show:
            return (*check_server(show), *_check_folder(show.folder, show.feed, None, listening))
    folder = Path(target)
    if not folder.is_dir():
        raise ShowError(f"There is no folder {folder}.", hint="Name the show's folder, or the published one.")
    known = read_known(folder) if (folder / FILE_NAME).is_file() else None
    published = folder / "public" if known else folder
    if not published.is_dir():
        raise ShowError(f"There is no {published}: the show is not built yet.", hint=f"audioed build {folder}")
    return tuple(_check_folder(published, find_feed(published), known, listening))


def _check_folder(folder: Path, path: Path, known: Known | None, listening: Listening) -> Iterator[Finding]:
    name = path.relative_to(folder).as_posix()
    content = path.read_bytes()
    yield from (flaws := tuple(check_encoding(content, name)))
    if any(flaw.code == "F104" for flaw in flaws):
        return
    root = parse_feed(content, name)
    if isinstance(root, Finding):
        yield root
        return
    yield from check_structure(root, name)
    channel = root.find("channel")
    if channel is None:
        return
    site = locate(folder, path, own_address(channel))
    items, lost = items_of_pages(channel, path, site)
    yield from lost
    feed = Feed(name=name, path=path, root=root, channel=channel, items=items)
    if known:
        yield from check_show(known, feed)
    yield from _check_feed(feed, known.guid if known else "")
    yield from check_files(feed, site)
    sounds = {sound for item in feed.items if (sound := sound_of(item, site)) and sound.is_file()}
    heard = listening.hear(sorted(sounds), site)
    for item in feed.items:
        yield from _check_episode(item, site, heard)
    yield from check_artwork(feed, site, is_decoded=listening.is_wanted)
    yield from check_pages(feed, site)


def _check_feed(feed: Feed, kept_guid: str) -> Iterator[Finding]:
    yield from check_channel(feed)
    yield from check_addresses(feed)
    yield from check_dates(feed)
    yield from check_items(feed)
    yield from check_apple_channel(feed)
    yield from check_apple_texts(feed)
    yield from check_apple_items(feed)
    yield from check_podcast_channel(feed, kept_guid)
    yield from check_podcast_elements(feed)


def _check_episode(item: Item, site: Site, heard: Mapping[Path, Heard]) -> Iterator[Finding]:
    """Yield what is wrong with an episode's own files, which are held against each other."""
    sound = sound_of(item, site)
    if sound is None or sound not in heard:
        yield from check_chapters(item, site, seconds=0, tagged=())
        yield from check_transcripts(item, site, seconds=0)
        return
    place, seconds = site.shown(sound), heard[sound].seconds
    yield from heard[sound].findings
    said = text_of(item.element, "itunes:duration")
    yield from check_duration(seconds_of((said or "").strip()), heard[sound], item.place)
    with sound.open("rb") as file:
        head = file.read(HEADER_SIZE)
        tag = read_tag(head + file.read(max(0, tag_size(head) - HEADER_SIZE)))
    yield from check_tag(tag, item.title, place)
    chapters = chapters_of(tag) if tag else ()
    if tag:
        size = sound.stat().st_size
        yield from check_tag_chapters(tag, chapters, seconds=seconds, size=size, place=place)
    yield from check_chapters(item, site, seconds=seconds, tagged=chapters)
    yield from check_transcripts(item, site, seconds=seconds)
