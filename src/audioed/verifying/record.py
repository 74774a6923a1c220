"""The edition record: what a finished file says of itself, so that it can be proven alone. See docs/record.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import zip_longest

from audioed import __version__
from audioed.errors import ProofError
from audioed.model import Placed, Recording, RunFacts, Script, Segment, Skipped, Voice
from audioed.units import Hertz, Samples, WordsPerMinute


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What an edition was made from."""

    name: str
    """As the user named it."""
    sha256: str
    """Of its content, in hex."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceFact:
    """A voice as it was when it spoke."""

    name: str
    engine: str
    language: str
    variant: str
    rate_wpm: WordsPerMinute
    pitch: int
    fingerprint: str
    """Of the engine's library and the voice's files."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SegmentFact:
    """A segment as it was spoken and where it stands."""

    id: str
    block: str
    voices: tuple[int, ...]
    """Indices into the record's voices, in the order in which they first speak."""
    frames_digest: bytes
    written_digest: bytes
    """Of the passage's characters that it says."""
    spoken_digest: bytes
    spoken: str | None
    """None: the record of a very long edition holds the digest alone."""
    start: Samples
    end: Samples
    byte_start: int
    """From the first audio frame, which follows the Info header's."""
    byte_end: int
    words: int
    """Spoken."""
    word_events: int
    covered: bool
    """Whether every spoken word lies in a stretch that the engine timed."""
    estimated: bool
    sounding: Samples
    """How many of the decoded samples are above silence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JingleFact:
    """A stretch of sound without words."""

    id: str
    byte_start: int
    byte_end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """All that is recorded of an edition; between segments and jingles there is silence."""

    generator: str
    source: Source
    title: str
    language: str
    policy: str
    voices: tuple[VoiceFact, ...]
    versions: tuple[tuple[str, str], ...]
    sample_rate: Hertz
    bit_rate: int
    """Kilobits a second."""
    frame_count: int
    """Without the Info header's own."""
    byte_count: int
    """Of these frames."""
    samples: Samples
    segments: tuple[SegmentFact, ...] = field(repr=False)
    jingles: tuple[JingleFact, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=(), repr=False)


def make_record(
    script: Script,
    segments: Sequence[Segment],
    facts: Sequence[RunFacts],
    recording: Recording,
    *,
    source: Source,
    fingerprints: Mapping[str, str],
    versions: Mapping[str, str],
) -> Record:
    """Record an edition.

    Args:
        script: What is said and what isn't.
        segments: Of the script, in order.
        facts: Of each segment's run.
        recording: In which each segment stands once and in order.
        source: What was read.
        fingerprints: By the voice's name.
        versions: Of the engine's library, the encoder and whatever else shapes the sound.

    Raises:
        ProofError: the recording doesn't hold each segment once and in order; the message names the block.
    """
    voices = {voice: None for segment in segments for voice in _voices(segment)}
    numbers = {voice: number for number, voice in enumerate(voices)}
    return Record(
        generator=f"audioed {__version__}",
        source=source,
        title=script.metadata.title,
        language=script.metadata.language,
        policy=script.policy,
        voices=tuple(_voice_fact(voice, fingerprints.get(voice.name, "")) for voice in voices),
        versions=tuple(sorted(versions.items())),
        sample_rate=recording.rate,
        bit_rate=recording.bit_rate,
        frame_count=recording.frame_count,
        byte_count=max((placed.byte_end for placed in recording.placed), default=0),
        samples=recording.samples,
        segments=tuple(
            _segment_fact(script, segment, fact, placed, tuple(numbers[voice] for voice in _voices(segment)))
            for segment, fact, placed in zip(segments, facts, _placed_speech(segments, recording), strict=True)
        ),
        jingles=tuple(
            JingleFact(id=placed.id, byte_start=placed.byte_start, byte_end=placed.byte_end)
            for placed in recording.placed
            if placed.kind == "jingle"
        ),
        skipped=script.skipped,
    )


def digest_text(text: str) -> bytes:
    """Return the 16 bytes by which a record knows a text."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


def spoken_text(segment: Segment) -> str:
    """Return what is said in a segment."""
    return "".join(utterance.spoken for utterance in segment.utterances)


def written_text(script: Script, segment: Segment) -> str:
    """Return the passage's characters that a segment says, announcements among them."""
    return script.passages[segment.passage].text[segment.start : segment.end]


def _voices(segment: Segment) -> tuple[Voice, ...]:
    return tuple(dict.fromkeys(utterance.voice for utterance in segment.utterances))


def _voice_fact(voice: Voice, fingerprint: str) -> VoiceFact:
    return VoiceFact(
        name=voice.name,
        engine=voice.engine,
        language=voice.language,
        variant=voice.variant,
        rate_wpm=voice.rate_wpm,
        pitch=voice.pitch,
        fingerprint=fingerprint,
    )


def _segment_fact(
    script: Script, segment: Segment, facts: RunFacts, placed: Placed, voices: tuple[int, ...]
) -> SegmentFact:
    spoken = spoken_text(segment)
    return SegmentFact(
        id=segment.id,
        block=script.passages[segment.passage].block,
        voices=voices,
        frames_digest=bytes.fromhex(facts.digest),
        written_digest=digest_text(written_text(script, segment)),
        spoken_digest=digest_text(spoken),
        spoken=spoken,
        start=placed.start,
        end=placed.end,
        byte_start=placed.byte_start,
        byte_end=placed.byte_end,
        words=sum(any(map(str.isalnum, word)) for word in spoken.split()),
        word_events=facts.word_events,
        covered=facts.covered,
        estimated=facts.estimated,
        sounding=facts.sounding,
    )


def _placed_speech(segments: Sequence[Segment], recording: Recording) -> tuple[Placed, ...]:
    speech = tuple(placed for placed in recording.placed if placed.kind == "speech")
    for segment, placed in zip_longest(segments, speech):
        if segment is None or placed is None or segment.id != placed.id:
            wanted = f"block {segment.id}" if segment else "nothing more"
            found = placed.id if placed else "nothing"
            raise ProofError(
                f"the recording has {found} where {wanted} should stand", hint="Please report this as a defect."
            )
    return speech
