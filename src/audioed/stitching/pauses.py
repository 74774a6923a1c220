"""How long the voice rests between one segment and the next."""

from typing import Final

from audioed.model import Passage, Script, Segment

JINGLE_PAUSE_MS: Final = 400
"""Before and after a jingle, which is faded already."""

_SENTENCE_PAUSE_MS: Final = 300
_CLAUSE_PAUSE_MS: Final = 150
"""Where a passage is too long for one segment: what eSpeak NG leaves there by itself at its own rate."""


def pause_ms(script: Script, before: Segment, after: Segment) -> int:
    """Return the pause between two segments that follow each other.

    Between passages it is the longer of the one's `pause_after_ms` and the other's `pause_before_ms`; a passage between
    them that says nothing, such as a break, can only lengthen it.
    """
    if before.passage == after.passage:
        return _pause_inside_ms(script.passages[after.passage], after.start)
    silent = script.passages[before.passage + 1 : after.passage]
    return max(
        script.passages[before.passage].pause_after_ms,
        *(max(passage.pause_before_ms, passage.pause_after_ms) for passage in silent),
        script.passages[after.passage].pause_before_ms,
    )


def _pause_inside_ms(passage: Passage, position: int) -> int:
    """Return the pause where a passage was cut: none between words that no sign parts."""
    if position in passage.sentences:
        return _SENTENCE_PAUSE_MS
    return 0 if passage.text[:position].rstrip()[-1:].isalnum() else _CLAUSE_PAUSE_MS
