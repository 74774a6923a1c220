"""What the podcast namespace says of feeds, and the Podcast Standards Project. Codes F401 to F420.

Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md and
https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final
from uuid import UUID, uuid5

from audioed.checking.catalogue import found
from audioed.checking.feed import Feed, Item, text_of
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES, split
from audioed.checking.podcast_elements import check_element
from audioed.markup import XmlElement

_GUIDS: Final = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace's own, in which feeds' addresses become UUIDs."""

_IN_CHANNEL: Final = frozenset(
    "locked funding person location trailer license guid value medium liveItem contentLink block txt remoteItem podroll"
    " updateFrequency podping chat publisher image images".split()
)
_IN_ITEM: Final = frozenset(
    "transcript chapters soundbite person location season episode license alternateEnclosure value contentLink"
    " socialInteract txt funding image images chat".split()
)
_ONCE_IN_CHANNEL: Final = frozenset({"locked", "guid", "medium", "updateFrequency", "podping", "podroll"})
_ONCE_IN_ITEM: Final = frozenset({"chapters", "season", "episode"})

_BASE_MEDIUMS: Final = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
_MEDIUMS: Final = frozenset({"mixed", *_BASE_MEDIUMS, *(f"{medium}L" for medium in _BASE_MEDIUMS)})
"""A list of remote items of a medium bears its name and an L."""

_RECOMMENDED: Final = ("link", "description", "itunes:image", "itunes:explicit")


def check_podcast_channel(feed: Feed, kept_guid: str) -> Iterator[Finding]:
    """Yield what is wrong with what the podcast namespace says of the show.

    Args:
        feed: To look at.
        kept_guid: What the show knows its guid to be, wherever it may have lived before; empty: nothing is known.
    """
    yield from _check_guid(feed, kept_guid)
    locked = text_of(feed.channel, "podcast:locked")
    if locked is None:
        yield found("F420", feed.place, "<podcast:locked> is missing.")
    elif locked not in {"yes", "no"}:
        yield found("F404", feed.place, f'It is "{locked}".')
    medium = text_of(feed.channel, "podcast:medium")
    if medium is not None and medium not in _MEDIUMS:
        yield found("F405", feed.place, f'The medium is "{medium}".')
    texts = feed.channel.iter(f"{{{NAMESPACES['podcast']}}}txt")
    if all(text.get("purpose") != "ai-content" for text in texts):
        yield found("F418", feed.place, '<podcast:txt purpose="ai-content"> is missing.')


def _check_guid(feed: Feed, kept_guid: str) -> Iterator[Finding]:
    guid = text_of(feed.channel, "podcast:guid")
    if guid is None:
        if not feed.is_relative:
            yield found("F401", feed.place, "<podcast:guid> is missing.")
        return
    try:
        uuid = UUID(guid)
    except ValueError:
        yield found("F402", feed.place, f'It is "{guid}".')
        return
    address = feed.address.partition("://")[2].rstrip("/")
    if uuid.version != 5:
        yield found("F402", feed.place, f"{guid} is of version {uuid.version}.")
    elif guid != kept_guid and address and uuid != (expected := uuid5(_GUIDS, address)):
        yield found("F403", feed.place, f"It is {guid}; from {address} comes {expected}.")


def check_podcast_elements(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with single elements of the podcast namespace, and with what of it episodes lack."""
    yield from _check_children(feed.channel, feed.place, _IN_CHANNEL, _ONCE_IN_CHANNEL)
    for item in feed.items:
        yield from _check_children(item.element, item.place, _IN_ITEM, _ONCE_IN_ITEM)
        yield from _check_companions(item)
        for name in _RECOMMENDED:
            if item.element.find(name, NAMESPACES) is None:
                yield found("F420", item.place, f"<{name}> is missing.")


def _check_children(parent: XmlElement, place: str, allowed: frozenset[str], once: frozenset[str]) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for element in parent:
        namespace, name = split(str(element.tag))
        if namespace != NAMESPACES["podcast"]:
            continue
        counts[name] += 1
        if name in allowed:
            yield from check_element(element, name, place)
        else:
            yield found("F413", place, f"<podcast:{name}> is unknown here.")
    for name in sorted(once):
        if counts[name] > 1:
            yield found("F412", place, f"<podcast:{name}> stands {counts[name]} times.")


def _check_companions(item: Item) -> Iterator[Finding]:
    if item.element.find("podcast:chapters", NAMESPACES) is None:
        yield found("F414", item.place, "<podcast:chapters> is missing.")
    types = [element.get("type", "") for element in item.element.findall("podcast:transcript", NAMESPACES)]
    if not types:
        yield found("F415", item.place, "<podcast:transcript> is missing.")
    elif "text/vtt" not in types:
        yield found("F416", item.place, f"The transcripts are {', '.join(types)}.")
