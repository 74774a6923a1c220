"""One segment to one clip."""

import json
from dataclasses import astuple, replace
from functools import cache
from hashlib import blake2b

from audioed.errors import SynthesisError
from audioed.model import Clip, Segment, Utterance, Voice, WordTime
from audioed.sound import pcm
from audioed.synthesizing.engines import engine
from audioed.synthesizing.espeak_phonemes import SOUNDS_VERSION
from audioed.synthesizing.examining import check_pace, check_sound, check_words
from audioed.synthesizing.wording import has_words
from audioed.units import Decibels, Hertz, Samples


def synthesize(segment: Segment, *, sample_rate: Hertz | None = None) -> Clip:
    """Speak a segment: its utterances joined, levelled and trimmed.

    Args:
        segment: What to say. Utterances without a letter or digit, such as a full stop, are not spoken by themselves.
        sample_rate: The clip's; None: that of the first utterance's engine.

    Returns:
        A clip that begins and ends in silence. The same segment gives the same clip.

    Raises:
        VoiceError: a voice is not there, or can't be opened.
        SynthesisError: an utterance gave no sound or was not said whole, or there is nothing to say.
    """
    clips: list[Clip] = []
    length, position = 0, 0
    for utterance in segment.utterances:
        if has_words(utterance.spoken):
            clip = _speak(utterance, sample_rate or (clips[0].rate if clips else None))
            end = length + len(clip.pcm) // pcm.WIDTH
            if position:  # the first one's words stand where they should
                moved = _moved(clip, characters=position, samples=length, first=length, end=end)
                clip = replace(clip, words=moved)
            clips.append(clip)
            length = end
        position += len(utterance.spoken)
    if not clips:
        raise SynthesisError(f"There is nothing to say in {_excerpt(segment)}.")
    return Clip(
        pcm=b"".join(clip.pcm for clip in clips),
        rate=clips[0].rate,
        words=tuple(word for clip in clips for word in clip.words),
        estimated=any(clip.estimated for clip in clips),
    )


def _speak(utterance: Utterance, sample_rate: Hertz | None) -> Clip:
    """Speak, resample where the engine has another rate, level and trim."""
    voice = utterance.voice
    clip = engine(voice.engine).speak(utterance.spoken, voice, utterance.sounds)
    check_sound(clip, utterance.spoken, voice)
    if sample_rate is not None and clip.rate != sample_rate:
        clip = _resampled(clip, sample_rate)
    levelled = pcm.level(clip.pcm, voice.gain_db or Decibels(0), clip.rate)
    trimmed, cut = pcm.trim(levelled, clip.rate)
    if not trimmed:
        said = f"The voice {voice.name} said nothing for {utterance.spoken[:40]!r}."
        raise SynthesisError(said, hint="Choose another voice: audioed voices list")
    check_words(replace(clip, pcm=levelled), utterance.spoken, voice)
    check_pace(replace(clip, pcm=trimmed), utterance.spoken, voice)
    return replace(clip, pcm=trimmed, words=_moved(clip, samples=-cut, first=0, end=len(trimmed) // pcm.WIDTH))


def _resampled(clip: Clip, rate: Hertz) -> Clip:
    from audioed.sound.conversion import resample  # noqa: PLC0415 - PyAV takes longer to import than to speak

    words = tuple(
        replace(word, start=Samples(word.start * rate // clip.rate), end=Samples(word.end * rate // clip.rate))
        for word in clip.words
    )
    return replace(clip, pcm=resample(clip.pcm, clip.rate, rate), rate=rate, words=words)


def _moved(clip: Clip, *, characters: int = 0, samples: int, first: int, end: int) -> tuple[WordTime, ...]:
    """Move a clip's words in text and time; what would lie outside `first` to `end` is put at its edge."""
    return tuple(
        WordTime(
            position=word.position + characters,
            length=word.length,
            start=Samples(min(max(first, word.start + samples), end)),
            end=Samples(min(max(first, word.end + samples), end)),
        )
        for word in clip.words
    )


@cache
def fingerprint(voice: Voice) -> str:
    """Return a hash of all that shapes a voice's sound: engine, files, settings, limiter. Its names are not in it."""
    shaping = (
        pcm.LIMITER_VERSION,
        voice.engine,
        voice.variant,
        voice.rate_wpm,
        voice.pitch,
        voice.gain_db or 0.0,
        engine(voice.engine).fingerprint(voice),
    )
    return _hash(shaping)


def clip_key(segment: Segment, *, sample_rate: Hertz | None) -> str:
    """Return the key of a segment's clip: a hash of what each voice says, of the voices and of the sample rate.

    The segment's place in the article is not in it.
    """
    said = [(utterance.spoken, fingerprint(utterance.voice), *_sounds(utterance)) for utterance in segment.utterances]
    return _hash((sample_rate, said))


def _sounds(utterance: Utterance) -> tuple[object, ...]:
    return (SOUNDS_VERSION, *map(astuple, utterance.sounds)) if utterance.sounds else ()


def _hash(value: object) -> str:
    return blake2b(json.dumps(value).encode(), digest_size=20).hexdigest()


def _excerpt(segment: Segment) -> str:
    return repr("".join(utterance.spoken for utterance in segment.utterances)[:40])
