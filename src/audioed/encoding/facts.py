"""What the timeline and the proof must know of a run, so that its frames can stay in the store."""

import re
from collections.abc import Sequence
from hashlib import blake2b

from audioed.model import Run, RunFacts, WordTime
from audioed.sound.crc import crc16
from audioed.units import Samples

_WORD = re.compile(r"[^\W_]+")


def facts(run: Run, key: str, spoken: str) -> RunFacts:
    """Sum up a run.

    Args:
        run: The run.
        key: Where the store keeps it.
        spoken: What the segment's utterances say, joined.
    """
    return RunFacts(
        key=key,
        digest=blake2b(run.frames, digest_size=16).hexdigest(),
        crc=crc16(run.frames),
        frame_count=run.frame_count,
        byte_count=len(run.frames),
        samples=run.samples,
        sounding=run.sounding,
        word_events=len(run.words),
        covered=_is_covered(spoken, run.words),
        first_sound=run.words[0].start if run.words else Samples(0),
        estimated=run.estimated,
    )


def _is_covered(spoken: str, words: Sequence[WordTime]) -> bool:
    """Whether every run of letters and digits lies in the stretches that were timed, taken together."""
    stretches = iter(sorted((word.position, word.position + word.length) for word in words))
    start = end = 0
    for match in _WORD.finditer(spoken):
        while end < match.end():
            following = next(stretches, None)
            if following is None:
                return False
            if following[0] > end:
                start = following[0]
            end = max(end, following[1])
        if match.start() < start:
            return False
    return True
