"""The values that stages hand on. Each is frozen and knows nothing of the next stage.

Article → Script → Segment → Clip → Run → Recording. A block's id travels the whole way.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audioed.model.article import (
        Article,
        Block,
        BlockId,
        Break,
        Cell,
        Code,
        Content,
        Embed,
        Enclosure,
        Figure,
        Heading,
        ListItem,
        Mark,
        MarkKind,
        Maths,
        Metadata,
        Note,
        Paragraph,
        Picture,
        Quotation,
        Skipped,
        Table,
        Text,
        Verse,
    )
    from audioed.model.script import Passage, PassageKind, Script
    from audioed.model.show import (
        Category,
        ChapterStart,
        Correction,
        CorrectionPolicy,
        Episode,
        Media,
        Person,
        Show,
    )
    from audioed.model.sound import (
        Chapter,
        Clip,
        Cue,
        Part,
        Placed,
        Recording,
        Run,
        RunFacts,
        Segment,
        Sound,
        Utterance,
        Voice,
        Word,
        WordTime,
    )
    from audioed.model.text import block_parts, block_text, content_text, row_content
    from audioed.model.title import is_title, title_content, title_headings, title_paragraph, title_words
    from audioed.model.token import Span, SpanKind, Token

__all__ = [
    "Article",
    "Block",
    "BlockId",
    "Break",
    "Category",
    "Cell",
    "Chapter",
    "ChapterStart",
    "Clip",
    "Code",
    "Content",
    "Correction",
    "CorrectionPolicy",
    "Cue",
    "Embed",
    "Enclosure",
    "Episode",
    "Figure",
    "Heading",
    "ListItem",
    "Mark",
    "MarkKind",
    "Maths",
    "Media",
    "Metadata",
    "Note",
    "Paragraph",
    "Part",
    "Passage",
    "PassageKind",
    "Person",
    "Picture",
    "Placed",
    "Quotation",
    "Recording",
    "Run",
    "RunFacts",
    "Script",
    "Segment",
    "Show",
    "Skipped",
    "Sound",
    "Span",
    "SpanKind",
    "Table",
    "Text",
    "Token",
    "Utterance",
    "Verse",
    "Voice",
    "Word",
    "WordTime",
    "block_parts",
    "block_text",
    "content_text",
    "is_title",
    "row_content",
    "title_content",
    "title_headings",
    "title_paragraph",
    "title_words",
]

_MODULES = ("token", "article", "script", "sound", "text", "title", "show")

if not TYPE_CHECKING:  # it would let the type checker take any name for known

    def __getattr__(name: str) -> object:
        """Load the modules up to the one that has a name: to put a text into words takes the first alone."""
        if name in __all__:
            for module in _MODULES:
                found = vars(import_module(f"{__name__}.{module}"))
                if name in found:
                    return globals().setdefault(name, found[name])
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
