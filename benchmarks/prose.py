"""Plain prose of any length, the same each time: a small grammar, so that no two paragraphs are alike."""

import random
import tomllib
from pathlib import Path

_GRAMMAR = Path(__file__).with_suffix(".toml")


def prose(words: int, *, paragraph: int = 63, seed: int = 1) -> str:
    """Return at least `words` words in paragraphs of about `paragraph` words, with a blank line between them."""
    chance = random.Random(seed)  # noqa: S311 - repeatable is what is wanted
    grammar = tomllib.loads(_GRAMMAR.read_text())
    paragraphs: list[str] = []
    written = 0
    while written < words:
        sentences: list[str] = []
        length = 0
        while length < paragraph:
            parts = [chance.choice(choices) for choices in grammar.values()]
            sentence = f"{parts[0]} {parts[1]} {parts[2]} {parts[3]}, {parts[4]}."
            sentences.append(sentence[0].upper() + sentence[1:])
            length += len(sentence.split())
        paragraphs.append(" ".join(sentences))
        written += length
    return "\n\n".join(paragraphs) + "\n"
