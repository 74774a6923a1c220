"""Whether an engine has said what it was given, before anything is made of it or kept.

Engines are other people's programs. What one gets wrong here would stay in the store and be found only by the proof, at
each build again; so it is refused while the engine can still be asked once more.
"""

import re
from collections.abc import Iterator

from audioed.errors import SynthesisError
from audioed.model import Clip, Voice
from audioed.sound import pcm

_RATES = range(4_000, 192_001)
"""Hertz; beyond them nothing speaks."""
_RUN_OF_LETTERS = re.compile(r"[^\W_]+")
_PROBED_FIRST_MS = 40
"""Most words sound by then."""
_TIMES_TRUE_TO_MS = 20
"""No word is shorter: where one seems to be, its sound is that near. Above 449 words a minute eSpeak NG's times are no
truer."""

# As narrow as the proof's own bounds (verifying/plausible.py) or narrower: what it would refuse must not be kept.
_FEWEST_WORDS = 5
_SLOWEST, _FASTEST = 0.2, 3.0
_HINT = "Choose a slower rate or another voice. If it is neither, tell those who make the voice's engine."


def check_sound(clip: Clip, text: str, voice: Voice) -> None:
    """Make sure that an engine's answer can be sound at all.

    Raises:
        SynthesisError: half a sample, or a sample rate that no sound has.
    """
    if len(clip.pcm) % pcm.WIDTH:
        raise _broken(voice, text, f"left half a sample, {len(clip.pcm)} bytes")
    if clip.rate not in _RATES:
        raise _broken(voice, text, f"claimed {clip.rate} samples a second")


def check_words(clip: Clip, text: str, voice: Voice) -> None:
    """Make sure that each word of a text has its time, and that something sounds then.

    Args:
        clip: With the sound at the edition's level, not trimmed yet.
        text: What was to be said.
        voice: Who was to say it.

    Raises:
        SynthesisError: a word has no time or was not said, or a time is outside of text or sound.
    """
    if _is_out_of_order(clip, text):
        raise _broken(voice, text, "gave times that are not this text's")
    timed = bytearray(len(text))
    for word in clip.words:
        timed[word.position : word.position + word.length] = b"\1" * word.length
    untimed = (run for run in _RUN_OF_LETTERS.finditer(text) if not all(timed[run.start() : run.end()]))
    unsaid = next((run[0] for run in untimed), None) or next(_unheard(clip, text), None)
    if unsaid is not None:
        raise _broken(voice, text, f"did not say {unsaid[:40]!r}")


def check_pace(clip: Clip, text: str, voice: Voice) -> None:
    """Make sure that a text is said in about the time that it takes at the voice's rate.

    Args:
        clip: Trimmed.
        text: What was said.
        voice: Who said it.

    Raises:
        SynthesisError: words are missing, or it is no speech, or its sample rate is not what the engine says.
    """
    count = sum(any(map(str.isalnum, word)) for word in text.split())
    figures = sum(map(str.isdigit, text))  # a voice may say several words for each
    rate = 60 * clip.rate * pcm.WIDTH / len(clip.pcm) / voice.rate_wpm
    if count >= _FEWEST_WORDS and (count * rate > _FASTEST or (count + figures) * rate < _SLOWEST):
        pace = count * rate * voice.rate_wpm
        raise _broken(voice, text, f"spoke at {pace:.0f} words a minute, not about {voice.rate_wpm}")


def _is_out_of_order(clip: Clip, text: str) -> bool:
    position = start = 0
    for word in clip.words:
        if word.position < position or word.length <= 0 or word.start < start or word.end < word.start:
            return True
        position, start = word.position + word.length, word.start
    return position > len(text) or any(word.end * pcm.WIDTH > len(clip.pcm) for word in clip.words)


def _unheard(clip: Clip, text: str) -> Iterator[str]:
    """Yield what the engine timed but did not say. Words that begin at once with the next share its sound."""
    if clip.estimated:
        return
    size = clip.rate * _PROBED_FIRST_MS // 1000 * pcm.WIDTH
    least = clip.rate * _TIMES_TRUE_TO_MS // 1000 * pcm.WIDTH
    for word in clip.words:
        start, end = word.start * pcm.WIDTH, word.end * pcm.WIDTH
        if start >= end and start < len(clip.pcm):  # it begins with the next; at the clip's end there is none
            continue
        if start < end < start + least:
            start, end = max(0, start - least), start + least
        if pcm.is_silent(clip.pcm[start : min(start + size, end)]) and pcm.is_silent(clip.pcm[start:end]):
            yield text[word.position : word.position + word.length]


def _broken(voice: Voice, text: str, what: str) -> SynthesisError:
    return SynthesisError(f"The voice {voice.name} {what}, of {text[:40]!r}.", hint=_HINT)
