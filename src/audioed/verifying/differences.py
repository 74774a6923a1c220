"""What happened to a sequence: which items are missing, too many, changed or moved."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Missing:
    """An item that should be there."""

    expected: int


@dataclass(frozen=True, slots=True)
class Surplus:
    """An item that should not be there."""

    found: int
    before: int
    """The expected item that it stands before; one more than the last: at the end."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An item in whose place another stands that is not expected anywhere."""

    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that stands somewhere else."""

    expected: int
    found: int


Difference: TypeAlias = Missing | Surplus | Changed | Moved


def differences(expected: Sequence[Hashable], found: Sequence[Hashable]) -> Iterator[Difference]:
    """Yield what makes `found` differ from `expected`, in order; nothing if they are the same."""
    hunks = list(_hunks(expected, found))
    elsewhere: dict[Hashable, deque[int]] = defaultdict(deque)
    for _, there in hunks:
        for index in there:
            elsewhere[found[index]].append(index)
    moved = {
        index: elsewhere[expected[index]].popleft() for here, _ in hunks for index in here if elsewhere[expected[index]]
    }
    arrived = set(moved.values())
    known = set(expected)
    for here, there in hunks:
        strangers = deque(index for index in there if found[index] not in known)
        for index in here:
            if index in moved:
                yield Moved(index, moved[index])
            elif strangers:
                yield Changed(index, strangers.popleft())
            else:
                yield Missing(index)
        left = set(strangers)
        for index in there:
            if index not in arrived and (index in left or found[index] in known):
                yield Surplus(index, here.stop)


def _hunks(expected: Sequence[Hashable], found: Sequence[Hashable]) -> Iterator[tuple[range, range]]:
    """Yield the stretches of both that don't agree, after setting aside how both begin and end."""
    shorter = min(len(expected), len(found))
    start = next((index for index in range(shorter) if expected[index] != found[index]), shorter)
    tail = next(
        (index for index in range(shorter - start) if expected[-1 - index] != found[-1 - index]), shorter - start
    )
    ours, theirs = expected[start : len(expected) - tail], found[start : len(found) - tail]
    for kind, a, b, c, d in SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield range(start + a, start + b), range(start + c, start + d)
