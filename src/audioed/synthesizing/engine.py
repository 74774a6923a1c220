"""What an engine must do. Engines are found by name in the entry-point group `audioed.engines`."""

from collections.abc import Sequence
from typing import Protocol

from audioed.model import Clip, Sound, Voice
from audioed.units import Hertz


class Engine(Protocol):
    """Something that speaks. One is made in each worker, without arguments; making it is quick."""

    name: str
    """As in the entry-point group and in `Voice.engine`."""
    slow: bool
    """Whether its sound is worth keeping: then clips are stored too, as FLAC."""
    sample_rate: Hertz
    """Of most of what it speaks: an edition's own, unless its settings say otherwise."""

    def speak(self, text: str, voice: Voice, sounds: Sequence[Sound] = ()) -> Clip:
        """Speak `text` at the voice's rate and pitch, at the engine's own sample rate and level.

        Where `sounds` say how a stretch is to sound, that is said if the engine can, else the text.
        The word times' positions count characters of `text`; they are ordered and lie inside the clip.
        The same text and voice give the same samples, whatever was spoken before. An answer that lacks a word, or
        its sound, is refused and asked for once more.

        Raises:
            VoiceError: the voice is not there, or can't be opened.
            SynthesisError: nothing sounded.
        """
        ...

    def fingerprint(self, voice: Voice) -> str:
        """Return a hash of all that shapes the sound beside text and settings: the library's and the voice's files."""
        ...

    def rates(self, voice: Voice) -> tuple[int, int]:
        """Return the slowest and the fastest rate in words a minute."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """Return every voice that the engine has here, unmeasured."""
        ...
