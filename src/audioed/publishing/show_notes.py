"""Show notes: what a podcast app shows of an episode, as the little HTML that all of them know."""

from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import Final

from audioed.errors import ShowError
from audioed.model import Episode, Show
from audioed.publishing.escape import to_feed_text, to_web_address
from audioed.publishing.pages.phrases import Phrases, load_phrases
from audioed.publishing.templates import fill

LIMIT_BYTES: Final = 4000
"""Apple shows no more of a description, in UTF-8 ("Podcast RSS feed requirements")."""

_MOST_CORRECTIONS: Final = 3
"""The newest; the page has all."""
_LONGEST_CORRECTION: Final = 600
"""Bytes, before it is escaped; the page has all of it."""
_LONGEST_ADDRESS: Final = 1000
"""Characters."""


def show_notes(show: Show, episode: Episode, *, overrides: Path | None = None) -> str:
    """Return an episode's show notes as HTML: summary, corrections, chapters with their times, links.

    They have at most 4,000 bytes. Where that is too little, the list of chapters is cut and says how many more there
    are; only where not one of them fits, the summary ends early, and older corrections are left to the page.

    Args:
        show: The episode's.
        episode: Whose notes they are.
        overrides: A show's own templates.

    Raises:
        ShowError: the show's own template can't be filled, or takes more bytes than there are.
    """
    phrases = load_phrases(episode.language or show.language, overrides)
    chapters = episode.starts if len(episode.starts) > 1 else ()
    corrections = _corrections(episode, phrases)
    summary = to_paragraphs(episode.summary)
    values = _values(show, episode, phrases)

    def written(
        *, listed: int = len(chapters), noted: int = len(corrections), paragraphs: tuple[str, ...] = summary
    ) -> str:
        part: dict[str, object] = {
            "paragraphs": paragraphs,
            "corrections": corrections[len(corrections) - noted :],
            "chapters": chapters[:listed],
            "unlisted": len(chapters) - listed,
        }
        return "".join(fill("show_notes.html", overrides=overrides, **values, **part)).strip()

    if _fits(notes := written()):
        return notes
    if chapters and _fits(written(listed=0)):
        return written(listed=_most(len(chapters), lambda listed: _fits(written(listed=listed))))
    noted = _most(len(corrections), lambda noted: _fits(written(listed=0, noted=noted, paragraphs=())))
    text = " ".join(summary)

    def shortened(most: int) -> str:
        return written(listed=0, noted=noted, paragraphs=to_paragraphs(shorten(text, most)))

    notes = shortened(_most(len(text.encode()), lambda most: _fits(shortened(most))))
    if not _fits(notes):
        raise ShowError(
            f"The show notes of {episode.id} take {len(notes.encode()):,} bytes without chapters and summary.",
            hint=f"They may have {LIMIT_BYTES:,}: shorten ai_disclosure, or the show's own template show_notes.html.",
        )
    return notes


def to_paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say anything."""
    return tuple(filter(None, map(to_feed_text, text.splitlines())))


def shorten(text: str, most: int) -> str:
    """Return a text in at most `most` bytes of UTF-8; what is cut ends after a word, with "…"."""
    content = text.encode()
    if len(content) <= most:
        return text
    room = most - len("…".encode())
    if room <= 0:
        return ""
    beginning = content[:room].decode("utf-8", "ignore")
    return f"{(beginning.rpartition(' ')[0] or beginning).rstrip(' ,;:.–—-')}…"


def _fits(notes: str) -> bool:
    return len(notes.encode()) <= LIMIT_BYTES


def _most(count: int, is_possible: Callable[[int], bool]) -> int:
    """Return the largest number up to `count` that is possible; if one is, so are all below, and 0 is."""
    return bisect_right(range(1, count + 1), 0, key=lambda number: int(not is_possible(number)))


def _values(show: Show, episode: Episode, phrases: Phrases) -> dict[str, object]:
    source = to_web_address(episode.source)
    return {
        "show": show,
        "episode": episode,
        "phrases": phrases,
        "source": source if len(source) <= _LONGEST_ADDRESS else "",
        # A relative address means nothing in an app.
        "page": show.address(episode.page.path) if show.base_url else "",
        "voice": to_feed_text(show.ai_disclosure) or phrases["ai_disclosure"],
    }


def _corrections(episode: Episode, phrases: Phrases) -> tuple[str, ...]:
    """Return when and what was corrected; nothing of where the sound alone changed, and nobody said why."""
    said = (
        (correction.at, correction.text or (phrases["reissued"] if correction.kind == "reissue" else ""))
        for correction in episode.corrections
    )
    lines = tuple(
        f"{phrases.date(at)}: {shorten(to_feed_text(text), _LONGEST_CORRECTION)}" for at, text in said if text.strip()
    )
    return lines[-_MOST_CORRECTIONS:]
