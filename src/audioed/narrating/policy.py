"""What is said, announced, summarized or skipped, class by class: the values of a policy file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Framing:
    """The opening or the closing."""

    say: bool
    template: str
    """Empty: the language's own phrase. Fields in braces; a part in square brackets goes when a field in it is empty;
    each line is a passage."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """Headings."""

    treatment: Literal["say", "announce"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotations:
    """Block quotations."""

    treatment: Literal["say", "announce"]
    """Announced, the attribution comes first; else after the words."""
    end_from_words: int
    """From how many words on the end is announced; 0: never."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asides:
    """Boxes beside the text."""

    treatment: Literal["say", "announce", "skip"]
    end_from_words: int
    """From how many words on the end is announced; 0: never."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lists:
    """Lists and their items."""

    size: Literal["announce", "skip"]
    numbers: Literal["announce", "skip"]
    bullets: Literal["announce", "skip"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Pictures with what stands for them."""

    alt: Literal["announce", "say", "skip"]
    caption: Literal["announce", "say", "skip"]
    credit: Literal["announce", "say", "skip"]
    without_alt: Literal["name", "skip"]
    """Where there is neither alternative text nor caption."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """Tables."""

    treatment: Literal["say", "summarize", "skip"]
    headers: Literal["repeat", "once"]
    """Whether each cell comes after its column's header."""
    empty_cells: Literal["announce", "skip"]
    end_from_words: int
    """From how many words on the end is announced; 0: never."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Code and maths; maths with alternative text is always said."""

    treatment: Literal["say", "name", "skip"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """Footnotes and endnotes."""

    treatment: Literal["announce", "say", "skip"]
    place: Literal["section", "as-written"]
    """At the end of the section that first refers to them, or where they stand."""
    references: Literal["announce", "skip"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Embeds:
    """Videos, posts, maps."""

    treatment: Literal["name", "skip"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Links and web addresses."""

    addresses: Literal["announce", "skip"]
    """Where a link leads, after its text."""
    bare: Literal["host", "say", "skip"]
    """An address that is itself the text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """Stretches in the line."""

    code: Literal["say", "skip"]
    maths: Literal["say", "name", "skip"]
    """Without alternative text; letters and digits alone are always said."""
    images: Literal["announce", "say", "skip"]
    deleted: Literal["announce", "skip"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """Silence around a passage; of two that meet, the longer is kept."""

    before_ms: int
    after_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Pauses:
    """Silences by kind."""

    opening: Pause
    closing: Pause
    section: Pause
    """Around a section, and before a heading of level 1 or 2."""
    heading: Pause
    paragraph: Pause
    quotation: Pause
    """Around the whole."""
    aside: Pause
    """Around the whole."""
    list: Pause
    """Around the whole."""
    item: Pause
    figure: Pause
    table: Pause
    """Around the whole."""
    row: Pause
    code: Pause
    maths: Pause
    verse: Pause
    note: Pause
    embed: Pause
    change: Pause
    """For a change of subject without a heading."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """How an article becomes a script; one TOML file."""

    name: str
    opening: Framing
    closing: Framing
    headings: Headings
    quotations: Quotations
    asides: Asides
    lists: Lists
    figures: Figures
    tables: Tables
    code: LeftOut
    maths: LeftOut
    notes: Notes
    embeds: Embeds
    links: Links
    inline: Inline
    pauses: Pauses
    phrases: Mapping[str, Mapping[str, str]]
    """A user's own wording: by language, then by the phrase's name."""
