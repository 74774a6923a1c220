"""What an e-book says of its accessibility: facts that follow from what is in it, and no claim to conform.

Sources: EPUB Accessibility 1.1, section 2; EPUB Accessibility Techniques 1.1, section 3.1; the a11y-discov-vocab list
"""

from dataclasses import dataclass

from audioed.model import Article, Code, Embed, Figure, Maths, Script
from audioed.publishing.pages.phrases import Phrases

_ANNOUNCED = frozenset({"code", "maths", "embed"})
"""Reasons for which a block is announced instead of read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Accessibility metadata; the hazards are none, since pictures don't move and the sound is a voice."""

    modes: tuple[str, ...]
    """Senses by which what is written comes. Sound that says the text is an extra, and none of them."""
    sufficient: tuple[tuple[str, ...], ...]
    """Sets of senses, each enough for all that is told."""
    features: tuple[str, ...]
    summary: str


def access_of(article: Article, script: Script, phrases: Phrases, *, is_synchronized: bool = True) -> Access:
    """Return what is true of an article's book.

    Args:
        article: What is written, with its pictures.
        script: What is said of it.
        phrases: In which it is told.
        is_synchronized: Whether the book knows which of its elements sounds when.
    """
    sources = {picture.source for picture in article.pictures}
    shown = [block for block in article.blocks if isinstance(block, Figure) and block.source in sources]
    has_pictures = bool(shown)
    is_described = all(block.alt is not None or block.caption for block in shown)
    is_announced = any(isinstance(block, Code | Maths | Embed) for block in article.blocks) and any(
        skipped.reason in _ANNOUNCED for skipped in script.skipped
    )
    seen = () if is_described else ("visual",)
    summary = phrases["summary"]
    sentences = ["synchronized", "navigation", "escapable"] if is_synchronized else ["beside"]
    sentences += ["described" if is_described else "undescribed"] * has_pictures
    sentences += ["announced"] * is_announced
    return Access(
        modes=("textual", *(["visual"] if has_pictures else [])),
        sufficient=(("textual", *seen), ("auditory", *seen)),
        features=(
            *(["alternativeText"] if has_pictures and is_described else []),
            "displayTransformability",
            "readingOrder",
            "structuralNavigation",
            *(["synchronizedAudioText"] if is_synchronized else []),
            "tableOfContents",
            "unlocked",
        ),
        summary=" ".join(summary[name] for name in [*sentences, "unclaimed"]),
    )
