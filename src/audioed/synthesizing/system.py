"""The voices of the operating system, through pyttsx3's own loop.

They are SAPI5 on Windows, NSSpeech on macOS and eSpeak NG elsewhere. That loop loses sound when it is asked twice, and
prints; so a process of its own speaks each utterance, and the file that it leaves is checked. It gives no word times
that can be relied on: they are estimated.
"""

import json
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from audioed.errors import EncodingError, SynthesisError, VoiceError
from audioed.model import Clip, Sound, Voice
from audioed.sound.pcm import WIDTH
from audioed.synthesizing.espeak_files import library_path
from audioed.synthesizing.estimating import estimated_times
from audioed.synthesizing.wording import words
from audioed.units import Hertz

_SLOWEST, _FASTEST = 80, 450
_OWN_PITCH = 50
_TIME_LIMIT_S = 50
# A word spoken in a quarter of the time that the rate gives it was not spoken.
_SHORTEST_PART = 0.25
_MARKUP = re.compile(r"<|\[(?=\[)")


class SystemEngine:
    """pyttsx3, one process for each utterance."""

    name = "system"
    slow = True
    sample_rate = Hertz(22050)  # of SAPI 5, NSSpeechSynthesizer and eSpeak alike, as they come

    def speak(self, text: str, voice: Voice, sounds: Sequence[Sound] = ()) -> Clip:  # noqa: ARG002 - it has no phonemes
        """Speak as `Engine.speak` says; the times are estimated."""
        from audioed.sound.conversion import decode  # noqa: PLC0415 - takes longer to import than this module is needed

        if not _SLOWEST <= voice.rate_wpm <= _FASTEST:
            raise VoiceError(
                f"The system's voices speak {_SLOWEST} to {_FASTEST} words a minute, not {voice.rate_wpm}.",
                hint=f"Choose a rate from {_SLOWEST} to {_FASTEST}.",
            )
        if voice.pitch != _OWN_PITCH:
            raise VoiceError("The pitch of the system's voices can't be set.", hint="Leave --pitch out.")
        spans = words(text)
        if not spans:
            raise SynthesisError(f"There is no word in {text[:40]!r}.")
        with TemporaryDirectory(prefix="audioed-") as folder:
            file = Path(folder) / ("spoken.aiff" if sys.platform == "darwin" else "spoken.wav")
            _ask({"do": "speak", "text": _plain(text), "voice": voice.variant, "rate_wpm": voice.rate_wpm}, file)
            try:
                pcm, rate = decode(file)
            except EncodingError as error:
                raise SynthesisError(f"The system's voice left no sound for {text[:40]!r}.") from error
        if len(pcm) / WIDTH / rate < len(spans) * 60 / voice.rate_wpm * _SHORTEST_PART:
            raise SynthesisError(f"The system's voice left out a part of {text[:40]!r}.")
        return Clip(pcm=pcm, rate=rate, words=estimated_times(text, pcm, rate), estimated=True)

    def fingerprint(self, voice: Voice) -> str:
        """Return a hash of the system's and pyttsx3's versions, and of the library where that is ours."""
        shaping = (platform.system(), platform.release(), version("pyttsx3"), voice.variant)
        digest = blake2b(" ".join(shaping).encode(), digest_size=16)
        if sys.platform not in ("darwin", "win32"):
            digest.update(Path(library_path()).read_bytes())
        return digest.hexdigest()

    def rates(self, _voice: Voice) -> tuple[int, int]:
        """Return 80 and 450 words a minute; what a voice makes of them is its own."""
        return _SLOWEST, _FASTEST

    def voices(self) -> tuple[Voice, ...]:
        """Return the system's voices, its default voice first."""
        with TemporaryDirectory(prefix="audioed-") as folder:
            file = Path(folder) / "voices.json"
            _ask({"do": "list"}, file)
            found = json.loads(file.read_text(encoding="utf-8"))
        default = Voice(
            name=self.name, engine=self.name, language="und", variant="", title="The system's default voice"
        )
        return default, *(
            Voice(
                name=f"{self.name}:{entry['id']}",
                engine=self.name,
                language=next(iter(entry["languages"]), "und"),
                variant=entry["id"],
                title=entry["title"],
            )
            for entry in found
        )


def _ask(request: dict[str, Any], file: Path) -> None:
    """Let a process of its own do what is requested, and see that it left the file."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "audioed.synthesizing.system_child"],
            input=json.dumps({**request, "file": str(file)}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=_TIME_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SynthesisError(f"The system's voice did not end within {_TIME_LIMIT_S} s.") from error
    if done.returncode != 0 or not file.exists():
        said = done.stderr.strip().rpartition("\n")[2] or f"it ended with {done.returncode} and left no file"
        raise VoiceError(
            f"pyttsx3 can't use the system's voice: {said}", hint="Choose another voice: audioed voices list"
        )


def _plain(text: str) -> str:
    """Take out what is no text, and what is a command instead of text; a space keeps the place.

    SAPI takes what begins with "<" for XML (SpeechVoiceSpeakFlags, SVSFDefault), NSSpeechSynthesizer what stands in
    double brackets for commands (Speech Synthesis Programming Guide, "Embedded Speech Commands").
    """
    printable = "".join(character if character.isprintable() else " " for character in text)
    return _MARKUP.sub(" ", printable)
