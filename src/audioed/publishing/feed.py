"""The feed that podcast apps subscribe to.

Source: RSS 2.0.11; Apple, "Podcast RSS feed requirements"; the Podcast Standards Project's PSP-1; the namespaces
`podcast` (https://podcastindex.org/namespace/1.0) and `psc` (https://podlove.org/simple-chapters/); RFC 4287 and RFC
5005 for the links.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audioed import __version__
from audioed.model import Episode, Person, Show
from audioed.publishing.escape import to_feed_text
from audioed.publishing.show_notes import LIMIT_BYTES, shorten, show_notes
from audioed.publishing.templates import fill

FEED: Final = "feed.xml"
"""In `public/`; a paged feed goes on in `feed-2.xml` …"""

_TIMED: Final = frozenset({"text/vtt", "application/x-subrip", "application/json"})
"""Transcripts that are captions, too."""

_LONGEST_NAME: Final = 128
"""Characters of a person's name (podcast namespace, "person")."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Item:
    episode: Episode
    notes: str
    author: str
    persons: tuple[Person, ...]


def to_feed(show: Show, episodes: Sequence[Episode], *, page: int = 1, overrides: Path | None = None) -> Iterator[str]:
    """Yield the feed, or one document of a paged one, piece by piece; the newest episode comes first.

    As long as the show has no base URL, addresses are relative and there is no `podcast:guid`.

    Args:
        show: What is said of it.
        episodes: All that are published, in any order.
        page: From 1; the show's `page_size` says how many episodes each has.
        overrides: A show's own templates.

    Raises:
        ShowError: the show's own template can't be filled.
        ValueError: there is no such page.
    """
    listed = _newest_first(show, episodes)
    names = feed_names(show, len(listed))
    if not 1 <= page <= len(names):
        raise ValueError(page)
    size = show.page_size or len(listed)
    return fill(
        FEED,
        overrides=overrides,
        show=show,
        description=shorten(to_feed_text(show.description), LIMIT_BYTES),
        items=(_item(show, episode, overrides) for episode in listed[size * (page - 1) : size * page]),
        newest=listed[0].published if listed else None,
        links=_links(show, names, page),
        timed=_TIMED,
        generator=f"audioed {__version__}",
        longest_name=_LONGEST_NAME,
    )


def feed_names(show: Show, count: int) -> tuple[str, ...]:
    """Return the names of the documents that a feed of so many episodes takes, the one to subscribe to first."""
    count = min(count, show.max_items or count)
    pages = -(-count // show.page_size) if show.page_size else 1
    stem, _, suffix = FEED.rpartition(".")
    return (FEED, *(f"{stem}-{page}.{suffix}" for page in range(2, pages + 1)))


def _newest_first(show: Show, episodes: Sequence[Episode]) -> list[Episode]:
    listed = sorted(episodes, key=lambda episode: (episode.published, episode.number, episode.id), reverse=True)
    return listed[: show.max_items or None]


def _links(show: Show, names: tuple[str, ...], page: int) -> list[tuple[str, str]]:
    """Return relations and addresses, "self" first, since some apps take the first link for it."""
    links = {"self": names[page - 1]}
    if len(names) > 1:
        links |= {"first": names[0], "last": names[-1]}
        links |= {"previous": names[page - 2]} if page > 1 else {}
        links |= {"next": names[page]} if page < len(names) else {}
    return [(relation, show.address(name)) for relation, name in links.items()]


def _item(show: Show, episode: Episode, overrides: Path | None) -> _Item:
    return _Item(
        episode=episode,
        notes=show_notes(show, episode, overrides=overrides),
        author=to_feed_text(", ".join(episode.authors)),
        persons=(
            *(Person(name=name, role="author", group="writing") for name in episode.authors),
            *(Person(name=name, role="narrator", group="cast") for name in episode.narrators),
        ),
    )
