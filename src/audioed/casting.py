"""Which voice says what: the edition's own for its language, the best there is for foreign passages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from audioed.config import Config
from audioed.model import Metadata, Script, Segment, Sound, Utterance, Voice
from audioed.normalizing import Lexicon
from audioed.synthesizing import engine, find_voice, unsayable, voice_for
from audioed.units import Hertz, WordsPerMinute


def rate_of(segments: Sequence[Segment], config: Config) -> Hertz:
    """Return the edition's sample rate: the settings', else that of the voice that speaks first."""
    if config.sample_rate is not None:
        return Hertz(config.sample_rate)
    return engine(segments[0].utterances[0].voice.engine).sample_rate


def sounding(segments: Sequence[Segment], lexicon: Lexicon) -> tuple[Segment, ...]:
    """Return segments with the sounds of those words whose entry gives their IPA."""
    with_ipa = [replace(entry, written=entry.said) for entry in lexicon.entries if entry.ipa]
    if not with_ipa:
        return tuple(segments)
    known = Lexicon(with_ipa)

    def heard(utterance: Utterance) -> Utterance:
        found = known.find_entries(utterance.spoken, utterance.voice.language)
        return replace(utterance, sounds=tuple(Sound(start=start, end=end, ipa=one.ipa) for start, end, one in found))

    return tuple(replace(part, utterances=tuple(map(heard, part.utterances))) for part in segments)


def unsaid(script: Script, lexicon: Lexicon, voice: Voice) -> tuple[str, ...]:
    """Return a sentence for each entry whose IPA a voice can't say, among those that the script says."""
    return tuple(
        f"The IPA of “{entry.written}” can't be said by the voice {voice.name} (“{wrong}”): it says “{entry.said}”."
        for entry in lexicon.entries
        if entry.ipa
        and entry.holds_for(script.metadata.language)
        and any(entry.said in passage.spoken for passage in script.passages)
        and (wrong := unsayable(entry.ipa, voice))
    )


def cast(metadata: Metadata, config: Config) -> Callable[[str], Voice]:
    """Return which voice speaks a language.

    The settings' voice wins over the article's own, which can be none of another engine than eSpeak NG; rate and pitch
    hold for every voice of the edition.

    Raises:
        VoiceError: no such voice; or, once it is asked for, none that speaks the language.
    """
    name = config.voice or metadata.voice
    own = find_voice(name, of_any_engine=bool(config.voice)) if name else voice_for(metadata.language)

    def set_up(voice: Voice) -> Voice:
        rate = voice.rate_wpm if config.rate_wpm is None else WordsPerMinute(config.rate_wpm)
        return replace(voice, rate_wpm=rate, pitch=voice.pitch if config.pitch is None else config.pitch)

    @cache
    def voice_of(language: str) -> Voice:
        return set_up(own if language == metadata.language else voice_for(language))

    return voice_of
