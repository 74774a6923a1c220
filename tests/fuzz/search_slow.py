"""Looks for short texts that take long when they are repeated: every row of a few classes of characters.

    python -m tests.fuzz.search_slow --longest 2 --size 32000

It prints a line for each row that takes more than 10 µs a byte, or more than its share of a row that is a quarter as
long. Units of two classes take ten minutes at 32 kB, of three classes hours; `--share 20` takes each twentieth.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice, product
from typing import Final

from audioed.errors import AudioedError
from audioed.normalizing import normalize, split_sentences
from audioed.reading.markdown import read_markdown

CLASSES: Final = (*"aA1 .,:;–'\"([)]*_`#>|&</@$%½²éب漢", "\n", "-", "👩", "\u0301")
"""A character of each class that rules or markup tell apart."""

MICROSECONDS_PER_BYTE: Final = 10
_GROWTH: Final = 1.6
"""Times the seconds a byte of a row that is a quarter as long: noise stays below, a square is 4."""
_LEAST_SECONDS: Final = 0.02
"""Less is measured too badly to be compared."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slow:
    """A row that takes long."""

    unit: str
    step: str
    microseconds_per_byte: float
    growth: float
    """Times the seconds a byte of a row that is a quarter as long."""


def _read(text: str) -> None:
    try:
        read_markdown(text, name="row")
    except AudioedError:
        return


STEPS: Final[dict[str, Callable[[str], object]]] = {
    "normalizing en-GB": partial(normalize, locale="en-GB"),
    "normalizing de": partial(normalize, locale="de"),
    "splitting en-GB": partial(split_sentences, locale="en-GB"),
    "reading": _read,
}


def units(longest: int) -> Iterator[str]:
    """Yield every row of up to so many classes."""
    for length in range(1, longest + 1):
        yield from map("".join, product(CLASSES, repeat=length))


def search(rows: Iterable[str], size: int, steps: Mapping[str, Callable[[str], object]] = STEPS) -> Iterator[Slow]:
    """Yield the units whose rows of about `size` bytes take long, with the step that takes it."""
    for unit in rows:
        for step, take in steps.items():
            found = _measure(unit, step, take, size)
            if _is_slow(found):
                again = _measure(unit, step, take, size)
                if _is_slow(again):
                    yield again


def _is_slow(found: Slow) -> bool:
    return found.microseconds_per_byte > MICROSECONDS_PER_BYTE or found.growth > _GROWTH


def _measure(unit: str, step: str, take: Callable[[str], object], size: int) -> Slow:
    count = max(4, size // len(unit.encode()))
    whole = _seconds(take, unit * count)
    quarter = _seconds(take, unit * (count // 4)) if whole > _LEAST_SECONDS else whole / 4
    return Slow(
        unit=unit,
        step=step,
        microseconds_per_byte=round(whole / (count * len(unit.encode())) * 1e6, 1),
        growth=round(whole / 4 / quarter, 1),
    )


def _seconds(take: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    take(text)
    return max(time.process_time() - start, 1e-6)


def main() -> None:
    """Search as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--longest", type=int, default=2, help="classes in a unit")
    parser.add_argument("--size", type=int, default=16_000, help="bytes of a row")
    parser.add_argument("--share", type=int, default=1, help="take each so-manieth unit")
    asked = parser.parse_args()
    for slow in search(islice(units(asked.longest), 0, None, asked.share), asked.size):
        line = f"{slow.unit!r}: {slow.step}, {slow.microseconds_per_byte} µs a byte, {slow.growth} times a quarter's"
        print(line, flush=True)  # noqa: T201 - this program's answer


if __name__ == "__main__":
    main()
