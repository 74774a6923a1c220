"""What a run found, as a table for people and as JSON."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from judging import VANISHED, Verdict


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Return the lines of the report: a row for each page, what is wrong, and the sums."""
    width = max((len(verdict.name) for verdict in verdicts), default=4)
    yield f"{'page':{width}}  {'outcome':8}  kept/main     blocks  words  boilerplate  seconds   MB"
    for each in verdicts:
        kept = f"{each.kept}/{each.expected}{'' if each.is_known else ' est.'}"
        yield (
            f"{each.name:{width}}  {each.outcome:8}  {kept:12}  {each.blocks:6}  {each.words:5}  {each.boilerplate:11}"
            f"  {each.seconds:7.2f}  {each.megabytes:3.0f}"
        )
    yield ""
    for each in verdicts:
        yield from _details(each)
    yield from _sums(verdicts)


def _details(verdict: Verdict) -> Iterator[str]:
    notes = [f"  {verdict.message}"] if verdict.message else []
    notes += [f"  lost ({lost.reason or 'not listed as skipped'}): {lost.text}" for lost in verdict.lost]
    notes += [f"  said, but no article: {text}" for text in verdict.boilerplate_begins]
    if notes:
        yield f"{verdict.name}: {verdict.outcome}"
        yield from notes
        yield ""


def _sums(verdicts: Sequence[Verdict]) -> Iterator[str]:
    sums = summary(verdicts)
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in sums["outcomes"].items())
    yield f"{sums['pages']} pages: {outcomes}"
    yield f"{sums['kept']} of {sums['expected']} paragraphs of main text kept"
    yield f"{sums['vanished']} other paragraphs said nowhere and listed nowhere"
    yield f"{sums['boilerplate']} words of boilerplate said, of {sums['words']} words"
    yield f"{sums['seconds']:.2f} seconds for the middle page, {sums['seconds_most']:.2f} for the slowest"
    yield f"{sums['megabytes_most']:.0f} MB for the largest"


def summary(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return the sums of a run."""
    seconds = sorted(each.seconds for each in verdicts) or [0.0]
    return {
        "pages": len(verdicts),
        "outcomes": dict(sorted(Counter(each.outcome for each in verdicts).items())),
        "expected": sum(each.expected for each in verdicts),
        "kept": sum(each.kept for each in verdicts),
        "vanished": sum(lost.reason == VANISHED for each in verdicts for lost in each.lost),
        "words": sum(each.words for each in verdicts),
        "boilerplate": sum(each.boilerplate for each in verdicts),
        "seconds": seconds[len(seconds) // 2],
        "seconds_most": seconds[-1],
        "megabytes_most": max((each.megabytes for each in verdicts), default=0.0),
    }


def write(file: Path, verdicts: Sequence[Verdict]) -> None:
    """Write a run's results; whoever reads finds the old file or the new one."""
    document = {"version": 1, "summary": summary(verdicts), "pages": [each.to_json() for each in verdicts]}
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(file)


def read(file: Path) -> list[Verdict]:
    """Return the results that were written; none where there is no file."""
    if not file.is_file():
        return []
    return [Verdict.from_json(each) for each in json.loads(file.read_text("utf-8"))["pages"]]
