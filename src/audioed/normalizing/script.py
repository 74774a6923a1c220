"""Normalizing a whole script, passage by passage."""

from dataclasses import replace

from audioed.model import Passage, Script
from audioed.normalizing.lexicon import Lexicon
from audioed.normalizing.normalization import normalize
from audioed.normalizing.sentences import split_sentences


def normalize_script(script: Script, *, lexicon: Lexicon | None = None) -> Script:
    """Fill tokens and sentences of every passage, and append what an editor should settle.

    Args:
        script: From narrating.
        lexicon: The show's; the article's own, in its metadata, stands above it.
    """
    entries = (*(lexicon.entries if lexicon else ()), *script.metadata.lexicon)
    known = Lexicon(entries) if entries else None
    passages: list[Passage] = []
    for passage in script.passages:
        passages.append(
            replace(
                passage,
                tokens=normalize(passage.text, passage.language, spans=passage.spans, lexicon=known),
                sentences=split_sentences(passage.text, passage.language),
            )
        )
    return replace(script, passages=tuple(passages))
