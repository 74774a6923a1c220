"""How quickly text is put into words: import, first line, lines a second, and long texts that are hard on patterns.

Run: python benchmarks/normalization.py
"""

import time
from collections.abc import Callable
from pathlib import Path

_CASES = Path(__file__).parents[1] / "tests" / "golden" / "normalization"
_HARD = ("1-", "A1", "1x1", "#", "@", "St. ", "5 km ", "a@", "“B. ", "1,111", "plain words here ")
_LENGTH = 100_000


def main() -> None:
    """Print a table of times; they are of the process, so a busy machine does not change them much."""
    imported = _seconds(lambda: __import__("audioed.normalizing"))
    from audioed.normalizing import normalize, normalize_line, split_sentences  # noqa: PLC0415 - its import is measured

    lines = sorted({line.split("\t")[1] for path in _CASES.glob("*.tsv") for line in _cases(path)})
    first = _seconds(lambda: normalize_line("On 5 May 2020 Dr. Lee paid $5.", "en-US"))
    for line in lines:
        normalize_line(line, "en-GB")
    spent = _seconds(lambda: [normalize_line(line, "en-US") for line in lines])

    print(f"import {1000 * imported:.0f} ms, first line {1000 * first:.0f} ms")
    print(f"{len(lines)} distinct lines: {len(lines) / spent:,.0f} a second")
    for piece in _HARD:
        text = (piece * _LENGTH)[:_LENGTH]
        words = _seconds(lambda text=text: normalize(text, "en-GB"))  # type: ignore[misc] # mypy can't infer a default's type
        starts = _seconds(lambda text=text: split_sentences(text, "en-GB"))  # type: ignore[misc] # the same
        print(f"a megabyte of {piece!r}: words {words * 10:.1f} s, sentences {starts * 10:.1f} s")


def _cases(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
