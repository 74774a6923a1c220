"""Script: what will be said, in order, and what will not."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, TypeAlias

from audioed.model.article import BlockId, Metadata, Skipped
from audioed.model.token import Span, SpanKind, Token

PassageKind: TypeAlias = Literal[
    "heading", "paragraph", "quotation", "item", "figure", "table", "code", "maths", "verse", "note", "embed", "break",
    "opening", "closing",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One paragraph's worth of narration: the author's characters with announcements put in.

    Without its announced spans, the text is the block's own, character for character, or a part of it.
    """

    block: BlockId
    """`opening` and `closing` are ids too."""
    kind: PassageKind
    text: str
    spans: tuple[Span, ...] = ()
    language: str
    level: int = 0
    """Of a heading: 1 to 6; the opening is 0 but begins the first chapter."""
    pause_before_ms: int = 0
    pause_after_ms: int = 0
    """The longer of one passage's `after` and the next one's `before` is kept."""
    tokens: tuple[Token, ...] = ()
    """Empty until the script is normalized."""
    sentences: tuple[int, ...] = ()
    """Where each sentence begins in `text`; the first is 0. Empty until the script is normalized."""

    def without(self, *kinds: SpanKind) -> str:
        """Return the text without the spans of these kinds."""
        pieces = []
        position = 0
        for span in sorted(self.spans, key=attrgetter("start")):
            if span.kind in kinds:
                pieces.append(self.text[position : span.start])
                position = max(position, span.end)
        return "".join([*pieces, self.text[position:]])

    @property
    def spoken(self) -> str:
        """What the voice gets."""
        return "".join(token.spoken for token in self.tokens)


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """What will be said, in order, and what won't."""

    metadata: Metadata
    passages: tuple[Passage, ...]
    skipped: tuple[Skipped, ...] = ()
    policy: str = "standard"
    findings: tuple[str, ...] = ()
    """Sentences for the editor: an ambiguous date, a block without a phrase …"""
