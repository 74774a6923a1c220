"""What a show has beside its episodes: feed, index, accessibility statement, style, cover."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from audioed.config.show import ShowConfig
from audioed.errors import ShowError
from audioed.model import Episode, Media, Show
from audioed.pictures import cover_problems, show_cover
from audioed.publishing import pages
from audioed.publishing.feed import feed_names, to_feed
from audioed.show.planning import hash_of
from audioed.store import Store, write_atomically


def with_cover(show: ShowConfig, store: Store) -> tuple[Show, bytes]:
    """Return the show as its feed has it, and its cover: the given one as it is, else one that is drawn.

    Raises:
        ShowError: the given one can't be read.
    """
    if show.cover is None:
        key = f"{sha256(f'cover 1 {show.show.title}'.encode()).hexdigest()[:40]}.cover"
        drawn = store.get(key)
        if drawn is None:
            drawn = show_cover(show.show.title)
            store.put(key, drawn)
        return show.show, drawn
    try:
        given = show.cover.read_bytes()
    except OSError as error:
        raise ShowError(f"The cover {show.cover} can't be read: {error.strerror}.", hint="Name another.") from error
    name, type_ = ("cover.png", "image/png") if given.startswith(b"\x89PNG") else ("cover.jpg", "image/jpeg")
    return replace(show.show, cover=Media(path=name, type=type_, size=len(given))), given


def cover_findings(show: ShowConfig) -> tuple[str, ...]:
    """Return what directories would refuse of a given cover."""
    return cover_problems(show.cover.read_bytes()) if show.cover is not None else ()


def listing_parts(show: Show, cover: bytes, episodes: Sequence[Episode], common: Mapping[str, str]) -> dict[str, str]:
    """Return what goes into all that belongs to no episode, with a hash of each."""
    return {
        "show": hash_of(show),
        "cover": sha256(cover).hexdigest(),
        "episodes": hash_of(episodes),
        "templates": common["templates"],
        "version": common["version"],
    }


def write_listing(
    show: Show, cover: bytes, episodes: Sequence[Episode], into: Path, *, overrides: Path | None
) -> tuple[str, ...]:
    """Write all that belongs to no episode, and return its paths.

    Args:
        show: With its `podcast:guid`.
        cover: Its picture.
        episodes: Those in the feed.
        into: The folder that will be `public/`.
        overrides: Templates that stand before the bundled ones.

    Raises:
        OutputError: a file can't be written.
    """
    feeds = feed_names(show, len(episodes))
    files: Mapping[str, Iterable[bytes]] = {
        show.cover.path: [cover],
        **{name: [content] for name, content in pages.assets(overrides).items()},
        "accessibility.html": _encoded(pages.to_statement(show, overrides=overrides)),
        "index.html": _encoded(pages.to_index(show, episodes, overrides=overrides)),
        **{
            name: _encoded(to_feed(show, episodes, page=page, overrides=overrides))
            for page, name in enumerate(feeds, 1)
        },
    }
    for name, content in files.items():
        place = into / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(place, content)
    return tuple(files)


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode("utf-8", "replace") for piece in pieces)
