"""Where sentences begin."""

import re

_END = re.compile(r"[.!?…。؟۔]+[\"'”’»)\]]*\s+")


def split_sentences(text: str, locale: str) -> tuple[int, ...]:
    """Return where each sentence of a text begins; the first is 0, and an empty text has none."""
    del locale
    if not text:
        return ()
    return (0, *(match.end() for match in _END.finditer(text) if match.end() < len(text)))


def sentences_line(line: str, locale: str) -> str:
    """Return a line's sentences, unchanged, separated by " ||| "."""
    starts = (*split_sentences(line, locale), len(line))
    pieces = (line[start:end].strip() for start, end in zip(starts, starts[1:], strict=False))
    return " ||| ".join(pieces)
