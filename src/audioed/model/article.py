"""Article: what is written."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

BlockId: TypeAlias = str


class MarkKind(StrEnum):
    """What the markup says of a stretch of text."""

    LINK = "link"
    """`value`: the address."""
    ABBREVIATION = "abbreviation"
    """`value`: the expansion, if the author gave one."""
    LANGUAGE = "language"
    """`value`: a BCP 47 code."""
    TIME = "time"
    """`value`: the machine-readable date or time."""
    NOTE_REFERENCE = "note-reference"
    """`value`: the label of the note."""
    DELETED = "deleted"
    INSERTED = "inserted"
    CODE = "code"
    MATHS = "maths"
    """The text is the formula's alternative text, or its source where there is none (`value`: "alt" or "source")."""
    IMAGE = "image"
    """The text is the alternative text of a picture in the line; `value`: its address."""
    EMPHASIS = "emphasis"
    STRONG = "strong"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One meaning that the markup gives to text."""

    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    r"""A run of text whose characters all bear the same marks; white space is collapsed, a line break is "\n"."""

    text: str
    marks: tuple[Mark, ...] = ()


Content: TypeAlias = tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """Something that a block stands in; the blocks of one enclosure follow each other."""

    kind: Literal["quotation", "list", "item", "aside", "section"]
    key: int
    """Unique in the article, so that two neighbouring lists stay apart."""
    ordered: bool = False
    """Of a list: whether its items are numbered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    id: BlockId
    """The author's, else the kind and ten hex digits of the text's hash, with -2, -3 … for repeats."""
    inside: tuple[Enclosure, ...] = ()
    """From the outermost in."""
    language: str = ""
    """BCP 47; empty: the article's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading(_Block):
    """A heading; levels are re-based so that the first is 1 and none is skipped on the way down."""

    level: int
    content: Content


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph(_Block):
    """A paragraph, also one that continues a list item."""

    content: Content


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation(_Block):
    """One paragraph of a block quotation; its `inside` names the quotation."""

    content: Content
    attribution: Content = ()
    """On the last paragraph of the quotation: who or what is quoted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListItem(_Block):
    """The first paragraph of a list item; deeper lists are items with a longer `inside`."""

    content: Content
    marker: Literal["bullet", "number", "term", "definition"] = "bullet"
    number: int | None = None
    """The number that a reader of the page sees, in ordered lists."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure(_Block):
    """A picture, with what stands for it."""

    source: str
    """Address or path as written; empty where there is none."""
    alt: str | None
    """None: the author gave none. Empty: the author says it is decoration."""
    caption: Content = ()
    credit: Content = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A table's cell."""

    content: Content
    is_header: bool = False
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Table(_Block):
    """A table; `rows` are in order, header rows first where there are any."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    """How many of the first rows are headers."""
    caption: Content = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Code(_Block):
    """A listing."""

    text: str
    syntax: str = ""
    """The programming language, where it is said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Maths(_Block):
    """A displayed formula."""

    source: str
    alt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verse(_Block):
    """Lines that are lines."""

    lines: tuple[Content, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(_Block):
    """A paragraph of a footnote or endnote."""

    label: str
    """As the reference shows it."""
    content: Content


@dataclass(frozen=True, kw_only=True, slots=True)
class Embed(_Block):
    """Foreign matter: a video, a post, a map."""

    title: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Break(_Block):
    """A change of subject without a heading."""


Block: TypeAlias = (
    Heading | Paragraph | Quotation | ListItem | Figure | Table | Code | Maths | Verse | Note | Embed | Break
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """Text of the source that is not spoken, and why."""

    text: str
    reason: str
    """A slug of the catalogue in docs/narration.md, such as "hidden", "code" or "outside-main-text"."""
    block: BlockId = ""
    """The block it belongs to; empty: none, since it was never article."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What is said of the article; fields bear the names of the front matter."""

    title: str
    language: str
    """BCP 47."""
    authors: tuple[str, ...] = ()
    date: datetime | None = None
    """Aware; a date without a time is 00:00 UTC."""
    summary: str = ""
    image: str = ""
    """Address or path of the article's picture."""
    image_alt: str = ""
    id: str = ""
    slug: str = ""
    source: str = ""
    """Web address of the original."""
    publisher: str = ""
    voice: str = ""
    lexicon: tuple[tuple[str, str], ...] = ()
    """Written form and how to say it."""
    corrections: tuple[tuple[str, str], ...] = ()
    """Date and text."""
    extra: tuple[tuple[str, str], ...] = ()
    """Unknown keys with their values as JSON, kept and ignored."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture of the article as it is published: at most 1,600 px, JPEG or PNG."""

    source: str
    """As written in the article."""
    name: str
    """A file name, made of the content's hash."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An article as its readers find it."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = ()
    """What the source holds that no reader is meant to read, or that is not the article."""
    pictures: tuple[Picture, ...] = ()
    findings: tuple[str, ...] = ()
    """Sentences for the editor: a picture that can't be had, a language that was detected …"""
    inputs: tuple[tuple[str, str], ...] = ()
    """Each file or address that was read, with the SHA-256 of its content in hex; the source itself first."""
