"""Normalizing a whole script, passage by passage."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audioed.model import Passage, Script, Skipped, Span, SpanKind, Token
from audioed.normalizing.lexicon import Lexicon
from audioed.normalizing.normalization import Doubt, normalize_with_doubts
from audioed.normalizing.sentences import split_sentences

_NOTE_MARK = "note-reference"
"""The reason that narration gives for the marks which the markup knows."""


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
        sentences = split_sentences(passage.text, passage.language)
        passages.append(_with_marks_silent(replace(passage, tokens=tokens, sentences=sentences)))
        findings.extend(_finding(doubt, passage) for doubt in doubts)
    return replace(
        script,
        passages=tuple(passages),
        skipped=(*script.skipped, *_marks(script.passages, passages)),
        findings=(*script.findings, *known.findings, *findings),
    )


def _with_marks_silent(passage: Passage) -> Passage:
    """Say of each mark of a note that the rules found, and for which nothing is said, that it is silent."""
    marks = {token.start for token in passage.tokens if _is_mark(token, passage.text)}
    if not marks:
        return passage
    found = [token for token in passage.tokens if token.start in marks]
    spans = [Span(start=each.start, end=each.end, kind=SpanKind.SILENT, value=_NOTE_MARK) for each in found]
    return replace(
        passage,
        spans=tuple(sorted((*passage.spans, *spans), key=lambda span: (span.start, -span.end))),
        tokens=tuple(replace(each, kind="silent") if each.start in marks else each for each in passage.tokens),
    )


def _is_mark(token: Token, text: str) -> bool:
    return not token.spoken and token.kind != "silent" and any(map(str.isalnum, text[token.start : token.end]))


def _marks(before: Iterable[Passage], after: Iterable[Passage]) -> Iterator[Skipped]:
    """Return what only normalization left unsaid."""
    for narrated, normalized in zip(before, after, strict=True):
        if narrated.spans is not normalized.spans:
            known = set(narrated.spans)
            for span in normalized.spans:
                if span.kind is SpanKind.SILENT and span not in known:
                    text = normalized.text[span.start : span.end]
                    yield Skipped(block=normalized.block, reason=_NOTE_MARK, text=text)


def _finding(doubt: Doubt, passage: Passage) -> str:
    return (
        f"{passage.block}: “{doubt.written}” can be read in two ways; in {passage.language} it is read as "
        f"“{doubt.spoken}”. Write the month in letters, or give a <time datetime>, to settle it."
    )
