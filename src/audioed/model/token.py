"""What a stretch of text is, and what is said for it."""

from dataclasses import dataclass
from enum import StrEnum


class SpanKind(StrEnum):
    """What the narration or the markup says of a stretch of a passage."""

    ANNOUNCED = "announced"
    """Spoken but not written by the author."""
    SILENT = "silent"
    """Written but not spoken; `value`: the reason, as in `Skipped`."""
    ABBREVIATION = "abbreviation"
    TIME = "time"
    LANGUAGE = "language"
    CODE = "code"
    """Said as words."""
    LITERAL = "literal"
    """Already as it is to be spoken: the normalizer leaves it alone."""
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Characters `start` to `end` of a passage's text."""

    start: int
    end: int
    kind: SpanKind
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """Characters `start` to `end` of a text and what is said for them.

    The tokens of a text are ordered, disjoint and cover it; their `spoken` joined is what is said.
    """

    start: int
    end: int
    kind: str
    """The semiotic class; "plain" where `spoken` is the text itself."""
    spoken: str
