"""Sound: voices, clips, runs of frames, and the timeline on which they stand."""

from dataclasses import dataclass, field
from typing import Literal

from audioed.model.article import BlockId
from audioed.units import Decibels, Hertz, Samples, WordsPerMinute

_PLAIN_RATE = WordsPerMinute(175)


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A voice and how it is set; one TOML file of `voices/`."""

    name: str
    """Such as "en-gb"; the file's name."""
    engine: str
    """A name of the entry-point group `audioed.engines`."""
    language: str
    """BCP 47."""
    variant: str
    """What the engine calls it: "gmw/en+f3"."""
    title: str = ""
    """For people: "English (Britain), male"."""
    rate_wpm: WordsPerMinute = _PLAIN_RATE
    pitch: int = 50
    """0 to 99; 50 is the voice's own."""
    gain_db: Decibels | None = None
    """Brings prose to -18 LUFS at the voice's own rate; None: not measured yet."""
    licence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """How characters `start` to `end` of a text are to sound."""

    start: int
    end: int
    ipa: str
    """The International Phonetic Alphabet's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """Words that one voice says in one go."""

    spoken: str
    voice: Voice
    sounds: tuple[Sound, ...] = ()
    """Of `spoken`, in order and disjoint. An engine that can't say them says the text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """The unit of synthesis, cache and proof: a passage, or a part of one that is too long."""

    id: str
    """Unique in the edition: the block's id, with ".2", ".3" … for its further segments."""
    passage: int
    """Index in the script."""
    start: int
    end: int
    """Characters of the passage's text."""
    utterances: tuple[Utterance, ...]
    """Their `spoken`, joined, is what the passage's tokens say between `start` and `end`, stripped."""
    offset: int = 0
    """Where the joined `spoken` begins in the passage's spoken text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordTime:
    """When a stretch of a segment's spoken text sounds."""

    position: int
    length: int
    """Characters of the utterances' `spoken`, joined."""
    start: Samples
    end: Samples
    """From the clip's first sample."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """The sound of a segment."""

    pcm: bytes = field(repr=False)
    """Mono, 16 bits, little-endian; begins and ends in silence."""
    rate: Hertz
    words: tuple[WordTime, ...]
    estimated: bool = False
    """Whether word times were estimated, for want of the engine's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A clip as encoded frames that borrow nothing from their neighbours."""

    frames: bytes = field(repr=False)
    frame_count: int
    samples: Samples
    """Of the clip."""
    sounding: Samples
    """Samples in granules whose frames hold any sound; encoded silence holds none."""
    rate: Hertz
    words: tuple[WordTime, ...] = ()
    estimated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RunFacts:
    """What is known of a run without its frames: what a worker answers, and what the timeline is made of."""

    key: str
    """Under which the store keeps it."""
    digest: str
    """BLAKE2b of the frames, 16 bytes, in hex."""
    crc: int
    """CRC-16 of the frames; LAME's header has that of all of them joined."""
    frame_count: int
    byte_count: int
    samples: Samples
    """Of the clip."""
    sounding: Samples
    word_events: int
    """How many stretches of text the engine timed."""
    covered: bool
    """Whether every spoken word lies in a timed stretch."""
    first_sound: Samples
    """Where the first word begins in the clip."""
    estimated: bool = False


# Where it all stands. -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A run where it stands in the recording."""

    kind: Literal["speech", "pause", "jingle"]
    id: str = ""
    """The segment's id; of a jingle "intro", "sting" or "outro"; a pause has none."""
    first_frame: int
    frame_count: int
    byte_start: int
    """From the first audio frame after the Info header's own."""
    byte_end: int
    start: Samples
    """The clip's first sample, from the recording's zero."""
    end: Samples
    """After the clip's last sample."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A stretch of the recording with a title; chapters cover all of it without gap or overlap."""

    title: str
    block: BlockId
    level: int
    start: Samples
    end: Samples


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """The one timeline: what stands where, in samples from the first clip's first."""

    rate: Hertz
    bit_rate: int
    """Kilobits a second."""
    samples: Samples
    """The whole length."""
    frame_count: int
    """Without the Info header's own frame."""
    crc: int
    """CRC-16 of all those frames."""
    placed: tuple[Placed, ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A chapter of a recording in a file of its own."""

    chapter: Chapter
    """In the whole recording."""
    recording: Recording
    """The file: with the pause at its end that parts it from the next chapter, and without jingles."""
    zero: Samples
    """Where the file's first sample stands in the whole recording."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word, or a few that the voice runs together, as written."""

    start: Samples
    end: Samples
    text: str
    """As the author wrote it: "$2.5m"."""
    spoken: str
    source: tuple[int, int]
    """Characters of the passage's text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """A sentence in time."""

    block: BlockId
    segment: str
    passage: int
    source: tuple[int, int]
    """Characters of the passage's text."""
    start: Samples
    end: Samples
    text: str
    """As the author wrote it, without silent spans."""
    announced: bool
    """Whether all of it is spoken but not written."""
    announcements: tuple[tuple[int, int], ...] = ()
    """Stretches of `text` that are spoken but not written, in order and disjoint.

    Each begins with a letter or figure: signs that only part the author's words are no announcement.
    """
    language: str
    words: tuple[Word, ...]
