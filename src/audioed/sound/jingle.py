"""Intro, sting and outro: any file of sound, made to fit between spoken words."""

import warnings
from pathlib import Path

from audioed.errors import EncodingError
from audioed.sound.conversion import decode, resample
from audioed.sound.loudness import loudness
from audioed.sound.pcm import WIDTH, level, trim
from audioed.units import Decibels, Hertz

TARGET_LUFS = -18.0
"""As loud as the voices."""

JINGLE_VERSION = "1"
"""Changes when `read_jingle` gives other samples for the same file."""

_LONGEST_S = 120
_FADE_IN_MS = 20
_FADE_OUT_MS = 400
_NOTHING_LUFS = -69.0
_MOST_GAIN_DB = 20.0
"""More would bring up the noise of what was meant to be quiet."""


def read_jingle(path: Path, rate: Hertz) -> bytes:
    """Return a file's sound as one channel of 16-bit PCM at a rate, as loud as the voices, faded from and to silence.

    Raises:
        EncodingError: no such file, no sound in it, nothing but silence, or more than two minutes.
    """
    with warnings.catch_warnings():
        # pydub 0.25.1 warns of audioop's end, of a missing ffmpeg (which it isn't asked for), and of its own patterns.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment  # noqa: PLC0415 - a fifth of a second, for those who have jingles

    if not path.is_file():
        raise EncodingError(f"There is no file {path}.", hint="Name a file of sound, such as an MP3 or a WAV.")
    pcm, source_rate = decode(path)
    seconds = len(pcm) / WIDTH / source_rate
    if seconds > _LONGEST_S:
        raise EncodingError(f"{path} takes {seconds:.0f} seconds.", hint=f"A jingle takes at most {_LONGEST_S}.")
    sound, _ = trim(resample(pcm, source_rate, rate), rate)
    if not sound:
        raise EncodingError(f"{path} is silent from beginning to end.", hint="Choose another file.")
    faded = AudioSegment(sound, sample_width=WIDTH, frame_rate=rate, channels=1)
    faded = faded.fade_in(min(_FADE_IN_MS, len(faded))).fade_out(min(_FADE_OUT_MS, len(faded)))
    return level(faded.raw_data, _gain(sound, rate), rate)


def _gain(sound: bytes, rate: Hertz) -> Decibels:
    measured = loudness(sound, rate).integrated_lufs
    if measured <= _NOTHING_LUFS:  # too short for a measure
        return Decibels(0)
    return Decibels(min(TARGET_LUFS - measured, _MOST_GAIN_DB))
