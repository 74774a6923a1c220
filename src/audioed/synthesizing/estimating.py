"""Word times for engines that give none: from the pauses that can be heard and the length of the words."""

import re
from itertools import pairwise

from audioed.model import WordTime
from audioed.sound.pcm import stretches
from audioed.synthesizing.wording import words
from audioed.units import Hertz, Samples

_CLAUSE_END = re.compile(r"[.,;:!?…،؛؟。、！？—–][\s\"'”’»)]")
_PAUSE_MS = 60


def estimated_times(text: str, pcm: bytes, rate: Hertz) -> tuple[WordTime, ...]:
    """Spread the words of a text over its sound.

    The longest pauses in the sound are taken for the ends of clauses, as many as there are in the text. Inside a
    clause each word gets time in proportion to its characters.

    Returns:
        Ordered stretches, one for each word; none where nothing sounds.
    """
    sounding = stretches(pcm, rate, gap_ms=_PAUSE_MS)
    clauses = _clauses(text)
    if not sounding or not clauses:
        return ()
    return tuple(
        time
        for clause, (start, end) in zip(*_matched(clauses, sounding), strict=True)
        for time in _spread(clause, start, end)
    )


def _clauses(text: str) -> list[list[tuple[int, int]]]:
    """Return the words of each clause that has any."""
    ends = [match.start() for match in _CLAUSE_END.finditer(text)]
    clauses: list[list[tuple[int, int]]] = [[]]
    for span in words(text):
        while ends and ends[0] < span[1]:
            if ends.pop(0) <= span[0] and clauses[-1]:
                clauses.append([])
        clauses[-1].append(span)
    return [clause for clause in clauses if clause]


def _matched(
    clauses: list[list[tuple[int, int]]], sounding: list[tuple[int, int]]
) -> tuple[list[list[tuple[int, int]]], list[tuple[int, int]]]:
    """Join stretches over their shortest pauses until there are as many as clauses; with too few, all is one clause."""
    if len(sounding) < len(clauses):
        return [[span for clause in clauses for span in clause]], [(sounding[0][0], sounding[-1][1])]
    pauses = sorted(range(1, len(sounding)), key=lambda index: sounding[index][0] - sounding[index - 1][1])
    firsts = [0, *sorted(pauses[len(pauses) - len(clauses) + 1 :]), len(sounding)]
    return clauses, [(sounding[first][0], sounding[beyond - 1][1]) for first, beyond in pairwise(firsts)]


def _spread(clause: list[tuple[int, int]], start: int, end: int) -> list[WordTime]:
    total = sum(beyond - first for first, beyond in clause)
    times, passed = [], 0
    for first, beyond in clause:
        begins = start + (end - start) * passed // total
        passed += beyond - first
        ends = start + (end - start) * passed // total
        times.append(WordTime(position=first, length=beyond - first, start=Samples(begins), end=Samples(ends)))
    return times
