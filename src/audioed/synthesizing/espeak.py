"""eSpeak NG in this process: 1,000 times faster than speech, with the time of each word."""

import re
from collections.abc import Sequence

from audioed.errors import SynthesisError, VoiceError
from audioed.model import Clip, Sound, Voice
from audioed.sound.pcm import onset
from audioed.synthesizing import espeak_files
from audioed.synthesizing.espeak_library import FASTEST_PLAIN_RATE, SAMPLE_RATE, utter
from audioed.synthesizing.espeak_numbers import in_parts, reading_version
from audioed.synthesizing.espeak_phonemes import with_sounds
from audioed.synthesizing.wording import has_words, word_times
from audioed.units import Hertz

# Control characters are commands to eSpeak NG (translate.c, embedded commands), private ones its own marks, and
# surrogates are no text. A space in the place of each keeps the positions of all others.
_NOT_TEXT = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ue000-\\uf8ff]")
_SLOWEST, _FASTEST = 80, 900
_TIMES_VERSION, _FAST_TIMES_VERSION = "2", "3"
"""Change when the same sound gets other times."""


class EspeakEngine:
    """The default engine; it comes with the package espeakng-loader."""

    name = "espeak"
    slow = False
    sample_rate = Hertz(SAMPLE_RATE)

    def speak(self, text: str, voice: Voice, sounds: Sequence[Sound] = ()) -> Clip:
        """Speak as `Engine.speak` says, at 22,050 Hz."""
        if not _SLOWEST <= voice.rate_wpm <= _FASTEST:
            raise VoiceError(
                f"eSpeak NG speaks {_SLOWEST} to {_FASTEST} words a minute, not {voice.rate_wpm}.",
                hint=f"Choose a rate from {_SLOWEST} to {_FASTEST}.",
            )
        if not has_words(text):
            raise SynthesisError(f"There is no word in {text[:40]!r}.")
        marked, source = with_sounds(_NOT_TEXT.sub(" ", text), sounds, voice.language)
        parted, marked_source = in_parts(marked, voice.language)
        pcm, told = utter(
            parted, variant=voice.variant, rate_wpm=voice.rate_wpm, pitch=voice.pitch, has_phonemes=bool(sounds)
        )
        if not any(pcm):
            raise SynthesisError(f"eSpeak NG said nothing for {text[:40]!r}.")
        # The event of a word that begins with p, t or k comes before the silence in which the mouth is still closed.
        events = [(source(marked_source(place)), onset(pcm, sample, Hertz(SAMPLE_RATE))) for place, sample in told]
        times = word_times(text, events, len(pcm) // 2, sample_rate=SAMPLE_RATE, rate_wpm=voice.rate_wpm)
        return Clip(pcm=pcm, rate=Hertz(SAMPLE_RATE), words=times)

    def fingerprint(self, voice: Voice) -> str:
        """Return a hash of the library, the voice's files, its dictionary and the sounds of all languages."""
        times = _TIMES_VERSION if voice.rate_wpm <= FASTEST_PLAIN_RATE else _FAST_TIMES_VERSION
        return f"{espeak_files.fingerprint(voice.variant)}-{times}{reading_version(voice.language)}"

    def rates(self, _voice: Voice) -> tuple[int, int]:
        """Return what eSpeak NG takes: 80 to 900 words a minute."""
        return _SLOWEST, _FASTEST

    def voices(self) -> tuple[Voice, ...]:
        """Return a voice for each language, named `espeak:CODE`."""
        codes = dict.fromkeys(file.languages[0][0] for file in espeak_files.voice_files() if file.languages)
        return tuple(to_voice(file, code) for code in codes if (file := espeak_files.speaker_of(code)))


def to_voice(file: espeak_files.VoiceFile, language: str) -> Voice:
    """Return a voice file as a voice that is not measured yet."""
    return Voice(
        name=f"espeak:{language}",
        engine=EspeakEngine.name,
        language=language,
        variant=file.variant,
        title=file.title,
        licence="GPL-3.0-or-later",
    )
