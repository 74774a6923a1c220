"""An engine that speaks as `tone` does, until it meets the word "stumble": then it goes wrong.

`AUDIOED_TEST_ENGINE` says how. With `AUDIOED_TEST_ONCE`, a file's name, it does so the first time alone.
"""

import os
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from audioed.errors import SynthesisError
from audioed.model import Clip, Sound, Voice, WordTime
from audioed.synthesizing.tone import ToneEngine
from audioed.units import Hertz, Samples


class FaultEngine(ToneEngine):
    """Speaks well unless it is told not to."""

    name = "fault"
    slow = "AUDIOED_TEST_SLOW" in os.environ

    def speak(self, text: str, voice: Voice, sounds: Sequence[Sound] = ()) -> Clip:
        """Speak as `Engine.speak` says, or not."""
        clip = super().speak(text, voice, sounds)
        fault = os.environ.get("AUDIOED_TEST_ENGINE")
        if not fault or "stumble" not in text or _is_over():
            return clip
        return _FAULTS[fault](clip)

    def fingerprint(self, _voice: Voice) -> str:
        """Return what doesn't tell of the fault: it is the same engine as without."""
        return "fault-1"

    def voices(self) -> tuple[Voice, ...]:
        """Return the one voice that there is."""
        return (replace(super().voices()[0], name="fault:plain", engine=self.name),)


def _is_over() -> bool:
    once = os.environ.get("AUDIOED_TEST_ONCE")
    if once is None:
        return False
    try:
        Path(once).touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


def _crash(clip: Clip) -> Clip:
    os.kill(os.getpid(), signal.SIGSEGV)
    return clip


def _leave(_clip: Clip) -> Clip:
    os._exit(0)


def _hang(clip: Clip) -> Clip:
    time.sleep(1000)
    return clip


def _refuse(_clip: Clip) -> Clip:
    raise SynthesisError("The voice has a sore throat.", hint="Let it rest.")


def _half(clip: Clip) -> Clip:
    """Leave the second half silent, and say that it was spoken."""
    kept = len(clip.pcm) // 4 * 2
    return replace(clip, pcm=clip.pcm[:kept] + bytes(len(clip.pcm) - kept))


def _half_and_say_so(clip: Clip) -> Clip:
    words = clip.words[: len(clip.words) // 2]
    return replace(clip, pcm=clip.pcm[: words[-1].end * 2], words=words)


def _hurried(clip: Clip) -> Clip:
    """Say everything four times too fast."""
    return _timed(clip, 4, replace(clip, pcm=b"".join(clip.pcm[at : at + 2] for at in range(0, len(clip.pcm), 8))))


def _drawled(clip: Clip) -> Clip:
    """Hold the last word for as long again as all of it takes."""
    last = replace(clip.words[-1], end=Samples(len(clip.pcm)))
    return replace(clip, pcm=clip.pcm + clip.pcm, words=(*clip.words[:-1], last))


def _timed(clip: Clip, factor: int, made: Clip) -> Clip:
    words = tuple(
        replace(word, start=Samples(word.start // factor), end=Samples(word.end // factor)) for word in clip.words
    )
    return replace(made, words=words)


def _of_another_text(clip: Clip) -> Clip:
    moved = (replace(word, position=word.position + 1000) for word in clip.words)
    return replace(clip, words=tuple[WordTime, ...](moved))


def _rewrite(clip: Clip) -> Clip:
    """Change a file, as its author may at any moment."""
    path, content = os.environ["AUDIOED_TEST_REWRITE"].split("=", 1)
    Path(path).write_text(content, encoding="utf-8")
    return clip


def _forget(clip: Clip) -> Clip:
    """Remove the cache, as its owner may at any moment."""
    shutil.rmtree(os.environ["AUDIOED_CACHE"], ignore_errors=True)  # another worker writes there
    return clip


_FAULTS: dict[str, Callable[[Clip], Clip]] = {
    "crash": _crash,
    "leave": _leave,
    "hang": _hang,
    "refuse": _refuse,
    "silence": lambda clip: replace(clip, pcm=bytes(len(clip.pcm))),
    "nothing": lambda clip: replace(clip, pcm=b"", words=()),
    "half": _half,
    "half and say so": _half_and_say_so,
    "no times": lambda clip: replace(clip, words=()),
    "times of another text": _of_another_text,
    "odd bytes": lambda clip: replace(clip, pcm=clip.pcm + b"\0"),
    "rate of zero": lambda clip: replace(clip, rate=Hertz(0)),
    "rate four times too high": lambda clip: replace(clip, rate=Hertz(clip.rate * 4)),
    "four times too fast": _hurried,
    "drawl": _drawled,
    "rewrite": _rewrite,
    "forget": _forget,
}
