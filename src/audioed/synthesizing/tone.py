"""Tones in place of speech, from which a program can read the words back: for tests of all that comes after.

Each word takes 60 / rate seconds, at 175 words a minute 7,560 samples: three quarters of them a tone, then silence. The
tone is one of 64, by the CRC-32 of the word (UTF-8, NFC, case folded) modulo 64: class n sounds at 300 + 49 n
hertz, 300 to 3,387, which MP3 keeps apart. Its ends are ramps of 64 samples. A sentence has no other pauses, and
punctuation is not heard.
"""

import math
import sys
import unicodedata
import zlib
from array import array
from collections.abc import Sequence
from functools import lru_cache

from audioed.errors import SynthesisError, VoiceError
from audioed.model import Clip, Sound, Voice, WordTime
from audioed.synthesizing.wording import words
from audioed.units import Decibels, Hertz, Samples

SAMPLE_RATE = 22_050
_CLASSES = 64
_LOWEST_HZ, _STEP_HZ = 300, 49
_AMPLITUDE = 10_000
_RAMP = 64
# 60 ms of tone and 20 ms of silence, the least that a decoder needs after MP3; and two seconds a word.
_FASTEST, _SLOWEST = 750, 30


class ToneEngine:
    """A deterministic engine without a language."""

    name = "tone"
    slow = False
    sample_rate = Hertz(SAMPLE_RATE)

    def speak(self, text: str, voice: Voice, sounds: Sequence[Sound] = ()) -> Clip:  # noqa: ARG002 - it has no phonemes
        """Play a tone for each word, at 22,050 Hz."""
        if not _SLOWEST <= voice.rate_wpm <= _FASTEST:
            raise VoiceError(
                f"Tones come {_SLOWEST} to {_FASTEST} a minute, not {voice.rate_wpm}.",
                hint=f"Choose a rate from {_SLOWEST} to {_FASTEST}.",
            )
        spans = words(text)
        if not spans:
            raise SynthesisError(f"There is no word in {text[:40]!r}.")
        slot = round(SAMPLE_RATE * 60 / voice.rate_wpm)
        sounding = slot * 3 // 4
        pause = bytes((slot - sounding) * 2)
        times = tuple(
            WordTime(
                position=start,
                length=end - start,
                start=Samples(number * slot),
                end=Samples(number * slot + sounding),
            )
            for number, (start, end) in enumerate(spans)
        )
        pcm = b"".join(_tone(_class_of(text[start:end]), sounding) + pause for start, end in spans)
        return Clip(pcm=pcm, rate=Hertz(SAMPLE_RATE), words=times)

    def fingerprint(self, _voice: Voice) -> str:
        """Return the version of the code that this module describes."""
        return "tone-1"

    def rates(self, _voice: Voice) -> tuple[int, int]:
        """Return 30 and 750 words a minute."""
        return _SLOWEST, _FASTEST

    def voices(self) -> tuple[Voice, ...]:
        """Return the one voice that there is."""
        return (
            Voice(
                name="tone",
                engine=self.name,
                language="zxx",  # ISO 639-2: no linguistic content
                variant="",
                title="Tones in place of words, for tests",
                gain_db=Decibels(0),
            ),
        )


def _class_of(word: str) -> int:
    return zlib.crc32(unicodedata.normalize("NFC", word).casefold().encode(errors="replace")) % _CLASSES


@lru_cache(maxsize=_CLASSES)
def _tone(number: int, count: int) -> bytes:
    step = 2 * math.pi * (_LOWEST_HZ + _STEP_HZ * number) / SAMPLE_RATE
    samples = array("h", (round(_AMPLITUDE * _swell(at, count) * math.sin(step * at)) for at in range(count)))
    if sys.byteorder == "big":  # pragma: no cover - no test machine is
        samples.byteswap()
    return samples.tobytes()


def _swell(at: int, count: int) -> float:
    return min(1, at / _RAMP, (count - at) / _RAMP)
