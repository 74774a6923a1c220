"""Texts as rows of words, and how much of one stands in another."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""A letter of a script that sets no spaces stands for itself."""

_NO_SIGN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_ROW = 3
"""Words in a row that make it no chance that they are found elsewhere."""


def words_of(text: str) -> list[str]:
    """Return the words of a text whatever their case, form and what stands between them."""
    return _WORD.findall(unicodedata.normalize("NFKC", _NO_SIGN.sub("", text)).casefold())


class Words:
    """Texts in which others can be looked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self._words: list[str] = []
        for text in self.texts:
            self._words += words_of(text)
        self._rows = {size: set(_rows(self._words, size)) for size in range(1, _ROW + 1)}

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self._words)

    def found(self, sought: Sequence[str]) -> int:
        """Return how many of the words that are sought stand here in a row with their neighbours."""
        size = min(_ROW, len(sought))
        if not size:
            return 0
        is_found = [False] * len(sought)
        for at, row in enumerate(_rows(sought, size)):
            if row in self._rows[size]:
                is_found[at : at + size] = [True] * size
        return sum(is_found)

    def share(self, text: str) -> float:
        """Return which share of a text's words stands here, 0 to 1; a text without words is all here."""
        sought = words_of(text)
        return self.found(sought) / len(sought) if sought else 1.0


def _rows(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)
