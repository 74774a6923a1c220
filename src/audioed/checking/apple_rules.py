"""What Apple Podcasts requires and recommends. Codes F301 to F318.

Source: Apple, "A Podcaster's Guide to RSS" (https://help.apple.com/itc/podcasts_connect/#/itcb54353390) and "Podcast
RSS feed requirements" (https://podcasters.apple.com/support/823-podcast-requirements).
"""

import re
from collections.abc import Iterator
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.feed import Feed, Item, excerpt, text_of
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES
from audioed.config.categories import CATEGORIES

_REQUIRED: Final = ("language", "itunes:category", "itunes:explicit", "itunes:image")
_RECOMMENDED: Final = ("itunes:author", "itunes:type", "copyright")
_MOST_BYTES: Final = 4000
_MOST_CHARACTERS: Final = 255
_LONG_TEXTS: Final = ("description", "itunes:summary")
_SHORT_TEXTS: Final = ("title", "itunes:title", "itunes:author", "itunes:subtitle")
_WHOLE: Final = re.compile(r"\d{1,15}")
_CLOCK: Final = re.compile(r"(?:(?P<hours>\d{1,9}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)")
_NUMBERED: Final = re.compile(r"(?:episode|ep\.?|s\d+\s*e\d+|#)\s*\d+\b", re.IGNORECASE)
_MARKUP: Final = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_SHORTEST_NAME: Final = 7
"""Characters of a show's title that is looked for in those of episodes; a shorter one may be any word."""


def check_apple_channel(feed: Feed) -> Iterator[Finding]:
    """Yield what the channel lacks, or has otherwise than Apple reads it."""
    channel = feed.channel
    for name in _REQUIRED:
        if channel.find(name, NAMESPACES) is None:
            yield found("F301", feed.place, f"<{name}> is missing.")
    for name in _RECOMMENDED:
        if not (text_of(channel, name) or "").strip():
            yield found("F302", feed.place, f"<{name}> is missing or empty.")
    if "@" not in (text_of(channel, "itunes:owner/itunes:email") or ""):
        yield found("F303", feed.place, "<itunes:owner> with an <itunes:email> is missing.")
    yield from _check_categories(feed)
    kind = text_of(channel, "itunes:type")
    if kind not in {None, "episodic", "serial"}:
        yield found("F307", feed.place, f'The type is "{kind}".')


def _check_categories(feed: Feed) -> Iterator[Finding]:
    for category in feed.channel.findall("itunes:category", NAMESPACES):
        name = category.get("text", "")
        if name not in CATEGORIES:
            yield found("F304", feed.place, f'The category is "{name}".')
            continue
        for inner in category.findall("itunes:category", NAMESPACES):
            if inner.get("text", "") not in CATEGORIES[name]:
                yield found("F305", feed.place, f'"{inner.get("text", "")}" does not belong to "{name}".')


def check_apple_texts(feed: Feed) -> Iterator[Finding]:
    """Yield texts that are too long, and values that are neither true nor false."""
    for element, place in feed.parts():
        explicit = text_of(element, "itunes:explicit")
        if explicit not in {None, "true", "false"}:
            yield found("F306", place, f'It is "{explicit}".')
        for name in _LONG_TEXTS:
            size = len((text_of(element, name) or "").encode())
            if size > _MOST_BYTES:
                yield found("F314", place, f"<{name}> has {size:,} bytes.")
        for name in _SHORT_TEXTS:
            length = len(text_of(element, name) or "")
            if length > _MOST_CHARACTERS:
                yield found("F315", place, f"<{name}> has {length} characters.")


def check_apple_items(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with the episodes' titles, numbers and durations."""
    show = (text_of(feed.channel, "title") or "").strip().lower()
    is_serial = text_of(feed.channel, "itunes:type") == "serial"
    numbered: dict[tuple[str | None, str, str], Item] = {}
    for item in feed.items:
        yield from _check_title(item, show)
        yield from _check_duration(item)
        yield from _check_numbers(item, numbered, is_serial=is_serial)


def _check_title(item: Item, show: str) -> Iterator[Finding]:
    if _NUMBERED.match(item.title):
        yield found("F316", item.place, f'The title is "{excerpt(item.title)}".')
    if len(show) >= _SHORTEST_NAME and show in item.title.lower():
        yield found("F317", item.place, f'The title is "{excerpt(item.title)}".')
    if _MARKUP.search(item.title):
        yield found("F318", item.place, f'The title is "{excerpt(item.title)}".')


def seconds_of(duration: str) -> int | None:
    """Return what itunes:duration says, in seconds; None: it can't be read."""
    if _WHOLE.fullmatch(duration):
        return int(duration)
    clock = _CLOCK.fullmatch(duration)
    if clock is None or (clock["hours"] and int(clock["minutes"]) > 59):
        return None
    return (int(clock["hours"] or 0) * 60 + int(clock["minutes"])) * 60 + int(clock["seconds"])


def _check_duration(item: Item) -> Iterator[Finding]:
    duration = text_of(item.element, "itunes:duration")
    if duration is None:
        yield found("F308", item.place, "<itunes:duration> is missing.")
    elif not seconds_of(duration.strip()):
        yield found("F308", item.place, f'The duration is "{duration}".')
    elif not duration.strip().isdecimal():
        yield found("F309", item.place, f'The duration is "{duration}".')


def _check_numbers(
    item: Item, numbered: dict[tuple[str | None, str, str], Item], *, is_serial: bool
) -> Iterator[Finding]:
    kind = text_of(item.element, "itunes:episodeType") or "full"
    season, number = (text_of(item.element, name) for name in ("itunes:season", "itunes:episode"))
    if kind not in {"full", "trailer", "bonus"}:
        yield found("F310", item.place, f'The episode\'s type is "{kind}".')
    for value in (season, number):
        if value is not None and not (_WHOLE.fullmatch(value) and int(value)):
            yield found("F311", item.place, f'The number is "{value}".')
    if number is not None:
        other = numbered.setdefault((season, number, kind), item)
        if other is not item:
            yield found("F312", item.place, f"{other.place} has the number {number}, too.")
    elif is_serial and kind == "full":
        yield found("F313", item.place, "<itunes:episode> is missing.")
