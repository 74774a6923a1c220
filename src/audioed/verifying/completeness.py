"""Whether all that was read is to be said or listed as skipped: what must hold before anything is written."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from audioed.errors import ProofError
from audioed.model import Article, Passage, Script, Segment, block_text
from audioed.verifying.findings import Check, Finding, excerpt
from audioed.verifying.record import spoken_text

_WORD = re.compile(r"[^\W_]")


def prove_script(article: Article, script: Script, segments: Sequence[Segment]) -> None:
    """Prove that each block is said in some segment, once and in the script's order, or listed as skipped.

    Raises:
        ProofError: a block is not; the message names it.
    """
    for finding in (*_unread_blocks(article, script), *_unsaid_passages(script, segments)):
        raise ProofError(finding.message, hint=finding.hint)


def _unread_blocks(article: Article, script: Script) -> Iterator[Finding]:
    listed = {passage.block for passage in script.passages} | {skip.block for skip in script.skipped}
    for block in article.blocks:
        if block.id not in listed and _WORD.search(text := block_text(block)):
            yield _unsaid(block.id, text)


def _unsaid_passages(script: Script, segments: Sequence[Segment]) -> Iterator[Finding]:
    said = {index: tuple(parts) for index, parts in groupby(segments, key=lambda segment: segment.passage)}
    if list(said) != sorted(said):
        yield Finding(check=Check.NOT_SPOKEN, block="", message="segments are not in the script's order")
    for index, passage in enumerate(script.passages):
        spoken, position = passage.spoken, 0
        for segment in said.get(index, ()):
            text = spoken_text(segment)
            if segment.offset < position or not spoken.startswith(text, segment.offset):
                yield _unsaid(passage.block, text)
            if _WORD.search(left := spoken[position : segment.offset]):
                yield _unsaid(passage.block, left)
            position = segment.offset + len(text)
        if _WORD.search(left := spoken[position:]):
            yield _unsaid(passage.block, left)
        yield from _unsaid_tokens(passage)


def _unsaid_tokens(passage: Passage) -> Iterator[Finding]:
    """Find words that normalization leaves out although nothing says that they are silent."""
    for token in passage.tokens:
        written = passage.text[token.start : token.end]
        if not token.spoken and token.kind != "silent" and _WORD.search(written):
            yield _unsaid(passage.block, written)


def _unsaid(block: str, text: str) -> Finding:
    message = f'in block {block}, "{excerpt(text)}" is neither said once nor listed as skipped'
    return Finding(check=Check.NOT_SPOKEN, block=block, message=message)
