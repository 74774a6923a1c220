"""Which words eSpeak NG's dictionary of a language has: somebody has settled how these are said."""

from collections.abc import Iterator
from functools import cache

from audioed.synthesizing.espeak_files import data_folder

_BUCKETS = 1024
"""Of the hash table of words (translate.h, N_HASH_DICT)."""
_PACKED = 0x40
"""Flags a word of six bits a letter, 1 for "a" (dictionary.c, TransposeAlphabet)."""


@cache
def dictionary(code: str) -> frozenset[str]:
    """Return the words of a compiled dictionary in small letters; none where there is no such dictionary.

    Of packed words only those of the letters a to z are known; other letters differ by language.

    Args:
        code: Its name, such as "en", which en-GB and en-US share.
    """
    path = data_folder() / f"{code}_dict"
    content = path.read_bytes() if path.is_file() else b""
    if int.from_bytes(content[:4], "little") != _BUCKETS:
        return frozenset()
    return frozenset(_words(content))


def _words(content: bytes) -> Iterator[str]:
    place = 8  # after the table's size and the place of the rules
    for _ in range(_BUCKETS):
        # An entry: its length, its word's length with two flags above it, the word, its phonemes and flags.
        while length := content[place]:
            size = content[place + 1]
            word = content[place + 2 : place + 2 + (size & 0x3F)]
            yield _unpacked(word) if size & _PACKED else word.decode("utf-8", "replace")
            place += length
        place += 1


def _unpacked(packed: bytes) -> str:
    bits = int.from_bytes(packed)
    count = len(packed) * 8 // 6
    bits >>= len(packed) * 8 - count * 6
    letters = [bits >> 6 * place & 0x3F for place in reversed(range(count))]
    return "".join(chr(ord("a") - 1 + letter) if 1 <= letter <= 26 else "?" for letter in letters if letter)
