"""eSpeak NG's library, called through pyttsx3's binding.

The library remembers: the same text gives other samples from call to call, even after Terminate and Initialize. So it
is unloaded and loaded before each utterance, which takes less than a millisecond and gives the same samples always.
It is not safe in threads.
"""

import _ctypes
import ctypes
import sys
from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any

from audioed.errors import SynthesisError, VoiceError
from audioed.synthesizing.espeak_files import initial_path, library_path

if sys.platform == "win32":  # pragma: no cover - no test machine has it
    _unload = _ctypes.FreeLibrary
else:
    _unload = _ctypes.dlclose

SAMPLE_RATE = 22_050
FASTEST_PLAIN_RATE = 449
"""Above it eSpeak NG speeds its sound up by sonic (setlengths.c, SetSpeed)."""

# With it, data that can't be opened is an error code; without it, exit(1). speak_lib.h: espeakINITIALIZE_DONT_EXIT.
_DONT_EXIT = 0x8000
_PHONEMES = 0x100
"""speak_lib.h: espeakPHONEMES."""
_AS_IPA = 0x02
"""speak_lib.h: espeak_TextToPhonemes, phoneme_mode bit 1."""
_BUFFER_MS = 200
# An event's `sample` counts what sonic gave so far plus its place in the buffer before sonic: the shorter the buffer,
# the truer it is.
_SONIC_BUFFER_MS = 20
_SONIC_UNIT_RATE = 450
"""eSpeak NG speaks so many words a minute by itself; sonic speeds that up by the ratio to what is asked for."""


def import_binding() -> ModuleType:
    """Import pyttsx3's binding with the bundled library in place of what it looks for on the system."""
    loader = ctypes.cdll
    loader.LoadLibrary = lambda name: _load()  # type: ignore[method-assign] # noqa: ARG005 - for the import alone
    try:
        from pyttsx3.drivers import _espeak  # noqa: PLC0415 - its import loads the library
    finally:
        del loader.LoadLibrary
    binding: ModuleType = _espeak
    return binding


@cache
def _types() -> ModuleType:
    """Return the binding without its library: only its types and constants are needed."""
    binding = import_binding()
    _unload(binding.dll._handle)  # noqa: SLF001 - ctypes gives the handle no other name
    return binding


def utter(
    text: str, *, variant: str, rate_wpm: int, pitch: int, has_phonemes: bool = False
) -> tuple[bytes, list[tuple[int, int]]]:
    """Speak a text as it is: SSML is not read, nor are phonemes in double brackets unless it has some of ours.

    Args:
        text: Without control characters and surrogates.
        variant: The voice's file, such as "gmw/en" or "gmw/en+f3".
        rate_wpm: 80 to 900 words a minute.
        pitch: 0 to 99; 50 is the voice's own.
        has_phonemes: Whether double brackets hold mnemonics.

    Returns:
        PCM (mono, 16 bits, 22,050 Hz) and, for each word event, the index of its first character and its first sample.

    Raises:
        VoiceError: the library, its data or the voice can't be opened.
        SynthesisError: the library refused the text.
    """
    binding = _types()
    chunks: list[bytes] = []
    events: list[tuple[int, int]] = []
    given = 0
    speed = max(1.0, rate_wpm / _SONIC_UNIT_RATE)

    def listen(sound: Any, count: int, reported: Any) -> int:  # noqa: ANN401 - pointers of ctypes
        nonlocal given
        for event in reported:
            if event.type == binding.EVENT_LIST_TERMINATED:
                break
            if event.type == binding.EVENT_WORD:
                events.append((event.text_position - 1, given + round((event.sample - given) / speed)))
        if count > 0:
            chunks.append(ctypes.string_at(sound, count * 2))
            given += count
        return 0

    listener = binding.t_espeak_callback(listen)
    library = _load()
    try:
        _open(library, binding, _BUFFER_MS if rate_wpm <= FASTEST_PLAIN_RATE else _SONIC_BUFFER_MS)
        library.espeak_SetSynthCallback(listener)
        _choose(library, binding, variant)
        library.espeak_SetParameter(binding.RATE, rate_wpm, 0)
        library.espeak_SetParameter(binding.PITCH, pitch, 0)
        content = text.encode() + b"\0"
        flags = binding.CHARS_UTF8 | (_PHONEMES if has_phonemes else 0)
        answer = library.espeak_Synth(
            content, ctypes.c_size_t(len(content)), 0, binding.POS_CHARACTER, 0, flags, None, None
        )
        library.espeak_Terminate()
    finally:
        _unload(library._handle)  # noqa: SLF001 - ctypes gives the handle no other name
    if answer != binding.EE_OK:
        raise SynthesisError(f"eSpeak NG answered {answer} to {text[:40]!r}.")
    return b"".join(chunks), events


def pronounce(texts: Sequence[str], *, variant: str, has_phonemes: bool = False) -> list[str]:
    """Return how texts are said, in the International Phonetic Alphabet, a space between clauses.

    Args:
        texts: Without control characters and surrogates.
        variant: The voice's file.
        has_phonemes: Whether double brackets hold mnemonics.

    Raises:
        VoiceError: the library, its data or the voice can't be opened.
    """
    binding = _types()
    library = _load()
    try:
        _open(library, binding, _BUFFER_MS)
        _choose(library, binding, variant)
        if has_phonemes:
            _open_phoneme_input(library, binding)
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        told = [_phonemes(library, binding, text) for text in texts]
        library.espeak_Terminate()
    finally:
        _unload(library._handle)  # noqa: SLF001 - ctypes gives the handle no other name
    return told


def _open_phoneme_input(library: ctypes.CDLL, binding: ModuleType) -> None:
    """Say a word for nobody: what a text's flags open stays open for what comes after it."""
    listener = binding.t_espeak_callback(lambda *_: 0)
    library.espeak_SetSynthCallback(listener)
    flags = binding.CHARS_UTF8 | _PHONEMES
    library.espeak_Synth(b"a\0", ctypes.c_size_t(2), 0, binding.POS_CHARACTER, 0, flags, None, None)


def _phonemes(library: ctypes.CDLL, binding: ModuleType, text: str) -> str:
    content = ctypes.create_string_buffer(text.encode())
    place = ctypes.c_void_p(ctypes.addressof(content))
    clauses = []
    while place.value:  # each call reads a clause, and leaves a null pointer after the last
        said = library.espeak_TextToPhonemes(ctypes.byref(place), binding.CHARS_UTF8, _AS_IPA)
        clauses.append((said or b"").decode().strip())
    return " ".join(filter(None, clauses))


def _choose(library: ctypes.CDLL, binding: ModuleType, variant: str) -> None:
    if library.espeak_SetVoiceByName(variant.encode()) != binding.EE_OK:  # it would speak with its default voice
        raise VoiceError(f"eSpeak NG has no voice {variant!r}.", hint="List the voices: audioed voices list")


def _load() -> ctypes.CDLL:
    try:
        return ctypes.CDLL(library_path())
    except OSError as error:
        raise VoiceError(
            f"eSpeak NG can't be loaded: {error}", hint="Reinstall it: pip install --force-reinstall espeakng-loader"
        ) from error


def _open(library: ctypes.CDLL, binding: ModuleType, buffer_ms: int) -> None:
    answer = library.espeak_Initialize(binding.AUDIO_OUTPUT_SYNCHRONOUS, buffer_ms, initial_path(), _DONT_EXIT)
    if answer != SAMPLE_RATE:
        raise VoiceError(
            f"eSpeak NG can't open its data in {initial_path().decode()} (it answered {answer}).",
            hint="Reinstall it: pip install --force-reinstall espeakng-loader",
        )
