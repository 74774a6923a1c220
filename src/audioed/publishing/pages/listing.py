"""A show's own pages: the list of its episodes, and its accessibility statement."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from audioed.model import Episode, Show
from audioed.publishing.pages.frame import FEED, INDEX, STATEMENT, frame_of
from audioed.publishing.templates import fill


def to_index(show: Show, episodes: Sequence[Episode], *, overrides: Path | None = None) -> Iterator[str]:
    """Yield the page that lists a show's episodes, the newest first.

    Args:
        show: The show.
        episodes: In any order.
        overrides: The show's own templates.
    """
    frame = frame_of(show, INDEX, show.language, overrides)
    newest_first = sorted(episodes, key=attrgetter("published", "number"), reverse=True)
    yield from fill(
        "html/index.html",
        overrides=overrides,
        **frame.values(),
        episodes=newest_first,
        cover=frame.to(show.cover),
        feed_address=frame.whole(FEED),
    )


def to_statement(show: Show, *, overrides: Path | None = None) -> Iterator[str]:
    """Yield the accessibility statement: what is checked, what isn't, and how to complain.

    Args:
        show: The show.
        overrides: Its own templates.
    """
    frame = frame_of(show, STATEMENT, show.language, overrides)
    yield from fill("html/accessibility.html", overrides=overrides, **frame.values(), contact=frame.contact)
