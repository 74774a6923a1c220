"""Which voice says what: the edition's own for its language, the best there is for foreign passages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from audioed.config import Config
from audioed.model import Metadata, Segment, Voice
from audioed.synthesizing import engine, find_voice, voice_for
from audioed.units import Hertz, WordsPerMinute


def rate_of(segments: Sequence[Segment], config: Config) -> Hertz:
    """Return the edition's sample rate: the settings', else that of the voice that speaks first."""
    if config.sample_rate is not None:
        return Hertz(config.sample_rate)
    return engine(segments[0].utterances[0].voice.engine).sample_rate


def cast(metadata: Metadata, config: Config) -> Callable[[str], Voice]:
    """Return which voice speaks a language.

    The settings' voice wins over the article's own; rate and pitch hold for every voice of the edition.

    Raises:
        VoiceError: no such voice; or, once it is asked for, none that speaks the language.
    """
    name = config.voice or metadata.voice
    own = find_voice(name) if name else voice_for(metadata.language)

    def set_up(voice: Voice) -> Voice:
        rate = voice.rate_wpm if config.rate_wpm is None else WordsPerMinute(config.rate_wpm)
        return replace(voice, rate_wpm=rate, pitch=voice.pitch if config.pitch is None else config.pitch)

    @cache
    def voice_of(language: str) -> Voice:
        return set_up(own if language == metadata.language else voice_for(language))

    return voice_of
