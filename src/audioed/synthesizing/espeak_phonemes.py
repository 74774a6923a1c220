"""The International Phonetic Alphabet as eSpeak NG takes it: in mnemonics of its own, between double brackets.

Its phoneme input is open only for texts that have such sounds, and then every other pair of brackets is broken up: an
article can't give phonemes. A table for each language, below `mnemonics`, says which signs are which mnemonics.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from audioed.model import Sound
from audioed.synthesizing.rewriting import Rewriting

SOUNDS_VERSION = 2
"""Changes with the tables and with what is made of them."""

_FOLDER = Path(__file__).parent / "mnemonics"
_STRESS = {"ˈ": "'", "'": "'", "ˌ": ","}
_SILENT = " .ʔ‿|‖/[]()\u032f\u0329\u032a\u031e"
"""Breaks between words and syllables, brackets; that a sound is no syllable or one, dental, lowered: left out."""
_TIES = dict.fromkeys(map(ord, "\u0361\u035c"))
_PARTED = re.compile(r"([^\W\d_])([.ˈˌ])\1")
"""A long consonant in two syllables: "tˈt"."""
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_SIBILANT, _VOICELESS = ("s", "z", "S", "Z"), ("p", "t", "k", "f", "T")


def to_mnemonics(ipa: str, language: str) -> tuple[str, str]:
    """Return the mnemonics for sounds, and what of them can't be said; one of the two is empty.

    Args:
        ipa: Stress before its syllable, as in IPA; eSpeak NG has it before its vowel. Where none is written, a word of
            one syllable has it, and a French one on its last.
        language: BCP 47.
    """
    table = _table(language.partition("-")[0].lower())
    if not table:
        return "", ipa
    ipa = _PARTED.sub(r"\2\1\1", unicodedata.normalize("NFD", ipa).translate(_TIES))
    longest = max(map(len, table))
    said, stress, place = "", "", 0
    vowels: list[int] = []
    while place < len(ipa):
        if ipa[place] in _STRESS:
            stress, place = _STRESS[ipa[place]], place + 1
            continue
        if ipa[place] in _SILENT:
            place += 1
            continue
        length = next((size for size in range(longest, 0, -1) if ipa[place : place + size] in table), 0)
        if not length:
            return "", ipa[place]
        mnemonic, is_vowel = table[ipa[place : place + length]]
        vowels += [len(said)] * is_vowel
        said += stress * is_vowel + mnemonic
        stress = "" if is_vowel else stress
        place += length
    if not said:
        return "", ipa
    if "'" not in said and vowels and (len(vowels) == 1 or language.lower().startswith("fr")):
        said = f"{said[: vowels[-1]]}'{said[vowels[-1] :]}"
    return said, ""


def with_sounds(text: str, sounds: Sequence[Sound], language: str) -> tuple[str, Callable[[int], int]]:
    """Return a text for eSpeak NG's phoneme input, and where in the text a place of it stands.

    What can't be said in mnemonics stays as it is written. An English possessive is said with the word before it.
    """
    if not sounds:
        return text, int
    rewriting, position = Rewriting(), 0
    for sound in sounds:
        mnemonics, _ = to_mnemonics(sound.ipa, language)
        if not mnemonics:
            continue
        end = sound.end
        if _POSSESSIVE.match(text, end) and language.lower().startswith("en"):
            mnemonics, end = mnemonics + _possessive(mnemonics), end + 2
        rewriting.keep(_plain(text[position : sound.start]), position)
        rewriting.replace(f"[[{mnemonics}]]", sound.start)
        position = end
    rewriting.keep(_plain(text[position:]), position)
    return rewriting.text(), rewriting.source


def _plain(piece: str) -> str:
    """Return a piece, as long as it was, that opens no phonemes, nor does so with those that follow it."""
    closed = piece.replace("[[", "[ ")
    return f"{closed[:-1]} " if closed.endswith("[") else closed


def _possessive(mnemonics: str) -> str:
    if mnemonics.endswith(_SIBILANT):
        return "I2z"
    return "s" if mnemonics.endswith(_VOICELESS) else "z"


@cache
def _table(language: str) -> dict[str, tuple[str, bool]]:
    path = _FOLDER / f"{language}.tsv"
    if not path.is_file():
        return {}
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {
        sign: (mnemonic, kind == "vowel")
        for signs, mnemonic, kind in lines
        for sign in unicodedata.normalize("NFD", signs).split(" ")
    }
