"""Normalizing a whole script, passage by passage."""

from dataclasses import replace

from audioed.model import Passage, Script
from audioed.normalizing.lexicon import Lexicon
from audioed.normalizing.normalization import Doubt, normalize_with_doubts
from audioed.normalizing.sentences import split_sentences


def normalize_script(script: Script, *, lexicon: Lexicon | None = None) -> Script:
    """Fill tokens and sentences of every passage, and append what an editor should settle.

    Args:
        script: From narrating.
        lexicon: The show's; the article's own, in its metadata, stands above it.
    """
    known = (lexicon or Lexicon(())).under(script.metadata.lexicon)
    passages: list[Passage] = []
    findings: list[str] = []
    for passage in script.passages:
        tokens, doubts = normalize_with_doubts(passage.text, passage.language, spans=passage.spans, lexicon=known)
        passages.append(replace(passage, tokens=tokens, sentences=split_sentences(passage.text, passage.language)))
        findings.extend(_finding(doubt, passage) for doubt in doubts)
    return replace(script, passages=tuple(passages), findings=(*script.findings, *known.findings, *findings))


def _finding(doubt: Doubt, passage: Passage) -> str:
    return (
        f"{passage.block}: “{doubt.written}” can be read in two ways; in {passage.language} it is read as "
        f"“{doubt.spoken}”. Write the month in letters, or give a <time datetime>, to settle it."
    )
