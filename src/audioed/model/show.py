"""Show and episodes: what a feed, its pages and its listings are made from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from audioed.units import Milliseconds

CorrectionPolicy: TypeAlias = Literal["silent", "reissue"]
"""What becomes of a published episode whose article changes: its sound alone, or a new item in its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Media:
    """A published file."""

    path: str
    """Inside `public/`, with "/" between folders, in ASCII."""
    type: str
    """Media type, such as "audio/mpeg"."""
    size: int = 0
    """Bytes; 0 where nobody needs to know."""
    bit_rate_kbps: int = 0
    """Of sound."""
    title: str = ""
    """Of a rendition beside the main one: "Fast, 400 words a minute"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChapterStart:
    """A chapter's title and where it begins."""

    title: str
    start: Milliseconds
    level: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody, or a voice, who took part; role and group are of the Podcast Taxonomy Project's list."""

    name: str
    role: str
    """Such as "author" or "narrator"."""
    group: str
    """Such as "writing" or "cast"."""
    address: str = ""
    picture: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A change to an article after its publication."""

    at: datetime
    """Aware."""
    text: str
    """What changed, in the article's language; empty where nobody said."""
    kind: CorrectionPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """An article's edition as the show publishes it."""

    id: str
    """The article's, for good."""
    slug: str
    guid: str
    number: int
    """From 1, in the order of publication."""
    title: str
    """Whole, as the page has it; feed and tag cut it at 255 characters."""
    language: str
    published: datetime
    """Aware."""
    length: Milliseconds
    sound: Media
    page: Media
    image: Media
    """A square JPEG of 1,400 to 3,000 px."""
    image_alt: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    """Web address of the original article; empty where there is none."""
    alternates: tuple[Media, ...] = ()
    """Other renditions of the sound: Opus, fast."""
    downloads: tuple[Media, ...] = ()
    """What else the page offers: M4B, e-books."""
    transcripts: tuple[Media, ...] = ()
    chapters: Media | None = None
    starts: tuple[ChapterStart, ...] = ()
    """Of the chapters."""
    narrators: tuple[str, ...] = ()
    """Names of the voices, for people."""
    corrections: tuple[Correction, ...] = ()
    """The oldest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """Of Apple's list."""

    name: str
    subcategory: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Show:
    """What is published of the show itself; fields bear the names of keys of `audioed.toml`."""

    title: str
    description: str
    language: str
    """BCP 47."""
    base_url: str = ""
    """Ends in "/"; empty: it isn't known yet where the show will live, and addresses stay relative."""
    guid: str = ""
    """`podcast:guid`; empty until the base URL is first set."""
    author: str = ""
    email: str = ""
    """The owner's; empty: there is no owner element."""
    link: str = ""
    """The show's own web page; empty: the index in `public/`."""
    cover: Media
    cover_alt: str = ""
    categories: tuple[Category, ...] = ()
    explicit: bool = False
    copyright: str = ""
    license: str = ""
    """SPDX identifier in lower case, or a name with `license_url`."""
    license_url: str = ""
    ai_disclosure: str = ""
    """A sentence for pages; empty: the one in the show's language."""
    correction_policy: str = ""
    """A sentence or two for pages: how the show corrects itself and how to complain."""
    contact: str = ""
    """An address, e-mail or web, to report barriers to; empty: `email`."""
    type: Literal["episodic", "serial"] = "episodic"
    medium: str = "podcast"
    locked: bool = True
    update_frequency: str = ""
    """For people: "Weekly on Fridays"."""
    update_rule: str = ""
    """The same as an RFC 5545 rule: "FREQ=WEEKLY;BYDAY=FR"."""
    persons: tuple[Person, ...] = ()
    complete: bool = False
    """Whether no episode will come any more."""
    max_items: int = 0
    """Items in the feed, the newest; 0: all."""
    page_size: int = 0
    """Items in each document of a feed that is paged (RFC 5005); 0: it is not paged."""

    def address(self, path: str) -> str:
        """Return the address of a file in `public/`; relative as long as there is no base URL."""
        from urllib.parse import quote  # noqa: PLC0415 - the model is imported by all, and few make addresses

        return self.base_url + quote(path, safe="/-._~")
