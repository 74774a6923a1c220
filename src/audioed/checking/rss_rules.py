"""Rules of RSS 2.0 for channel and items, and of Atom for the feed's own address. Codes F201 to F226.

Source: RSS 2.0 Specification and Best Practices Profile (RSS Advisory Board); RFC 4287, section 4.2.7.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from audioed.checking.catalogue import found
from audioed.checking.dates import read_date
from audioed.checking.feed import Feed, Item, links, text_of
from audioed.checking.findings import Finding
from audioed.checking.namespaces import split
from audioed.checking.site import parts_of

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*")
_WHOLE: Final = re.compile(r"[1-9]\d*")
_OUTSIDE_ADDRESSES: Final = re.compile(r"[^!-~]|[<>\"{}|\\^`]")

_TYPES: Final = {
    ".mp3": {"audio/mpeg"},
    ".m4a": {"audio/x-m4a", "audio/mp4", "audio/m4a"},
    ".m4b": {"audio/mp4", "audio/x-m4b"},
    ".opus": {"audio/ogg", "audio/opus"},
    ".mp4": {"video/mp4"},
    ".m4v": {"video/x-m4v", "video/m4v"},
    ".mov": {"video/quicktime"},
    ".pdf": {"application/pdf"},
}
_HOLDING_ADDRESSES: Final = frozenset({"link", "url", "docs", "comments"})
_ATTRIBUTES: Final = ("href", "url", "src", "uri")
_NEARBY: Final = ("localhost", "127.0.0.1", "::1")


def check_channel(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with the channel."""
    for name in ("title", "link", "description"):
        if not (text_of(feed.channel, name) or "").strip():
            yield found("F201", feed.place, f"<{name}> is missing or empty.")
    language = text_of(feed.channel, "language")
    if language is not None and not _LANGUAGE.fullmatch(language.strip()):
        yield found("F222", feed.place, f'The language is "{language}".')
    yield from _check_own_address(feed)
    image = feed.channel.find("image")
    if image is not None:
        for name in ("title", "link"):
            here, there = text_of(image, name), text_of(feed.channel, name)
            if here != there:
                yield found(
                    "F223", feed.place, f'The image\'s {name} is "{here or ""}", the channel\'s "{there or ""}".'
                )
        if not text_of(image, "url"):
            yield found("F223", feed.place, "The image has no address.")
    if not feed.items:
        yield found("F225", feed.place, "There is no item.")


def _check_own_address(feed: Feed) -> Iterator[Finding]:
    own = links(feed.channel, "self")
    if len(own) != 1:
        yield found("F202", feed.place, f'There are {len(own)} links with rel="self".')
        return
    first = next(child for child in feed.channel if split(str(child.tag))[1] == "link" and child.get("rel"))
    if first is not own[0]:
        yield found("F203", feed.place, f'The first link has rel="{first.get("rel")}".')
    if own[0].get("type") != "application/rss+xml":
        yield found("F204", feed.place, f'The feed\'s own address has the type "{own[0].get("type", "")}".')
    elif PurePosixPath(unquote(parts_of(feed.address).path)).name != feed.path.name:
        yield found("F204", feed.place, f"The feed's own address is {feed.address}, its file {feed.path.name}.")


def check_addresses(feed: Feed) -> Iterator[Finding]:
    """Yield addresses that apps can't use."""
    if feed.is_relative:
        yield found("F226", feed.place, f'The feed calls itself "{feed.address}".')
    for element in feed.root.iter():
        addresses = [value for key in _ATTRIBUTES if (value := element.get(key))]
        if split(str(element.tag))[1] in _HOLDING_ADDRESSES and (element.text or "").strip():
            addresses.append((element.text or "").strip())
        for address in addresses:
            place = f"{feed.name}, line {element.sourceline}"
            yield from _check_address(address, place, may_be_relative=feed.is_relative)


def _check_address(address: str, place: str, *, may_be_relative: bool) -> Iterator[Finding]:
    try:
        parts = urlsplit(address)
    except ValueError:
        yield found("F205", place, f'"{address}" can\'t be read.')
        return
    if parts.scheme == "mailto":
        return
    if outside := _OUTSIDE_ADDRESSES.search(address):
        yield found("F205", place, f'"{address}" holds "{outside[0]}".')
    elif parts.scheme not in {"http", "https"} or not parts.hostname:
        if parts.scheme or not may_be_relative:
            yield found("F205", place, f'"{address}" is no whole address of the web.')
    elif parts.scheme == "http" and parts.hostname not in _NEARBY:
        yield found("F206", place, f'"{address}" is not https.')


def check_dates(feed: Feed, now: datetime | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the dates of channel and items.

    Args:
        feed: To look at.
        now: What is later lies in the future; None: this moment.
    """
    for name in ("pubDate", "lastBuildDate"):
        if (text := text_of(feed.channel, name)) is not None:
            yield from _check_date(text, feed.place)
    dated = []
    for item in feed.items:
        text = text_of(item.element, "pubDate")
        if text is None:
            yield found("F212", item.place, "There is no <pubDate>.")
            continue
        yield from _check_date(text, item.place)
        if date := read_date(text):
            dated.append((date.moment, item))
            if date.moment > (now or datetime.now(UTC)):
                yield found("F209", item.place, f"The date is {text}.")
    for (one, _), (other, item) in pairwise(dated):
        if one == other:
            yield found("F211", item.place, "The item before it has the same date.")
        elif one < other:
            yield found("F210", item.place, "It is newer than the item before it.")


def _check_date(text: str, place: str) -> Iterator[Finding]:
    date = read_date(text)
    if date is None:
        yield found("F207", place, f'The date is "{text}".')
    elif not date.is_right_weekday:
        yield found("F208", place, f"{text} was a {date.moment:%A}.")


def check_items(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with titles, guids and enclosures."""
    guids: dict[str, Item] = {}
    sounds: dict[str, Item] = {}
    for item in feed.items:
        if not item.title.strip():
            yield found("F224", item.place, "There is no title.")
        yield from _check_guid(item, guids)
        yield from _check_enclosure(item, sounds)


def _check_guid(item: Item, known: dict[str, Item]) -> Iterator[Finding]:
    guids = item.element.findall("guid")
    guid = guids[0].text or "" if len(guids) == 1 else ""
    if not guid.strip():
        yield found("F213", item.place, f"There are {len(guids)} guids." if len(guids) != 1 else "The guid is empty.")
        return
    if guid in known:
        yield found("F214", item.place, f'"{guid}" is the guid of {known[guid].place}, too.')
    known.setdefault(guid, item)
    if re.search(r"\s", guid):
        yield found("F215", item.place, f'The guid is "{guid}".')
    if guids[0].get("isPermaLink", "true") != "false" and not guid.startswith(("http://", "https://")):
        yield found("F216", item.place, f'The guid is "{guid}".')
    if guid == item.sound:
        yield found("F217", item.place, f'The guid is "{guid}".')


def _check_enclosure(item: Item, known: dict[str, Item]) -> Iterator[Finding]:
    enclosures = item.element.findall("enclosure")
    if len(enclosures) != 1:
        yield found("F218", item.place, f"There are {len(enclosures)} enclosures.")
        return
    address, length, kind = (enclosures[0].get(key, "") for key in ("url", "length", "type"))
    if not address or not _WHOLE.fullmatch(length):
        yield found("F219", item.place, f'The enclosure\'s address is "{address}", its length "{length}".')
    if address and address in known:
        yield found("F221", item.place, f"{address} is the sound of {known[address].place}, too.")
    known.setdefault(address, item)
    suffix = PurePosixPath(parts_of(address).path).suffix.lower()
    if address and kind not in _TYPES.get(suffix, set()):
        yield found("F220", item.place, f'The type is "{kind}", the suffix "{suffix}".')
