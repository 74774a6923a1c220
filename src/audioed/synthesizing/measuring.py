"""How loud and how fast a voice is, and the gain that brings it to where all voices are."""

import json
from dataclasses import dataclass, replace

from audioed.model import Segment, Utterance, Voice
from audioed.resources import bundled
from audioed.sound import pcm
from audioed.sound.conversion import through_mp3
from audioed.sound.loudness import Loudness, loudness
from audioed.store import Store, default_folder
from audioed.synthesizing.engines import engine
from audioed.synthesizing.speaking import fingerprint, synthesize
from audioed.synthesizing.wording import words
from audioed.units import Decibels, WordsPerMinute

TARGET_LUFS = -18.0
"""As one channel, of the decoded MP3 at 64 kbit/s; half a loudness unit more or less is within it."""
CLOSE_ENOUGH_LUFS = 0.5

_ROUNDS = 4
# Where there is no prose of ours in a language: every voice knows its numbers.
_NUMBERS = "1931, 47 368. 2 509 614, 83. 1756 90 21, 345."


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement:
    """What came out when a voice read prose."""

    loudness: Loudness
    """Of the decoded MP3, at the voice's gain, rate and pitch."""
    slowest_wpm: int
    """Words a minute of sound, at the engine's slowest rate."""
    own_wpm: int
    """At the voice's own rate."""
    fastest_wpm: int
    """At the engine's fastest rate."""


def sample_text(language: str) -> str:
    """Return about a hundred words of prose in a language; numbers where we have none."""
    path = bundled("voices") / "prose" / f"{language.split('-', maxsplit=1)[0].lower()}.txt"
    return path.read_text(encoding="utf-8").strip() if path.exists() else _NUMBERS


def measure(voice: Voice) -> Measurement:
    """Let a voice read prose, and measure it.

    Raises:
        VoiceError, SynthesisError: as `synthesize` does.
    """
    slowest, fastest = engine(voice.engine).rates(voice)
    return Measurement(
        loudness=_loudness(voice),
        slowest_wpm=_words_a_minute(replace(voice, rate_wpm=WordsPerMinute(slowest))),
        own_wpm=_words_a_minute(voice),
        fastest_wpm=_words_a_minute(replace(voice, rate_wpm=WordsPerMinute(fastest))),
    )


def measured_gain(voice: Voice) -> Decibels:
    """Return the gain, in whole tenths of a decibel, that brings a voice to the target.

    The limiter takes loudness away, so the gain is sought in a few rounds.
    """
    gain = 0.0
    for _ in range(_ROUNDS):
        missing = TARGET_LUFS - _loudness(replace(voice, gain_db=Decibels(gain))).integrated_lufs
        if abs(missing) < 0.1:
            break
        gain = round(gain + missing, 1)
    return Decibels(gain)


def with_gain(voice: Voice) -> Voice:
    """Return the voice with its gain; measured at first use and kept in the cache."""
    if voice.gain_db is not None:
        return voice
    key = f"{fingerprint(voice)}.gain"
    store = Store(default_folder())
    kept = store.get(key)
    if kept is None:
        kept = json.dumps(measured_gain(voice)).encode()
        store.put(key, kept)
    return replace(voice, gain_db=Decibels(json.loads(kept)))


def _loudness(voice: Voice) -> Loudness:
    clip = synthesize(_segment(voice))
    return loudness(through_mp3(clip.pcm, clip.rate), clip.rate)


def _words_a_minute(voice: Voice) -> int:
    """Ask the engine itself: at its fastest it may swallow words, which no edition may."""
    text = sample_text(voice.language)
    clip = engine(voice.engine).speak(text, voice)
    sound, _ = pcm.trim(clip.pcm, clip.rate)
    return round(len(words(text)) * 60 * clip.rate * pcm.WIDTH / len(sound))


def _segment(voice: Voice) -> Segment:
    text = sample_text(voice.language)
    utterance = Utterance(spoken=text, voice=voice)
    return Segment(id="sample", passage=0, start=0, end=len(text), utterances=(utterance,))
