"""How a voice would say words, and which words it knows: what an editor wants to see before anything is spoken."""

import re
from collections.abc import Sequence

from audioed.model import Voice
from audioed.synthesizing.espeak import EspeakEngine
from audioed.synthesizing.espeak_numbers import in_parts
from audioed.synthesizing.espeak_phonemes import to_mnemonics

_NOT_TEXT = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ue000-\\uf8ff]")


def pronunciations(texts: Sequence[str], voice: Voice) -> list[str]:
    """Return texts in the International Phonetic Alphabet as a voice says them; empty where its engine doesn't tell.

    Raises:
        VoiceError: the voice can't be opened.
    """
    if voice.engine != EspeakEngine.name:
        return [""] * len(texts)
    from audioed.synthesizing.espeak_library import pronounce  # noqa: PLC0415 - loads the library

    read = [in_parts(_NOT_TEXT.sub(" ", text), voice.language)[0] for text in texts]
    return pronounce(read, variant=voice.variant)


def is_known(word: str, voice: Voice) -> bool:
    """Return whether the dictionary of a voice's language has a word, so that how it is said is no guess."""
    from audioed.synthesizing.espeak_dictionary import dictionary  # noqa: PLC0415 - only an audit reads it

    return word.lower() in dictionary(voice.language.partition("-")[0].lower())


def unsayable(ipa: str, voice: Voice) -> str:
    """Return what of the International Phonetic Alphabet a voice can't say; empty where it can say all."""
    return to_mnemonics(ipa, voice.language)[1] if voice.engine == EspeakEngine.name else ipa
