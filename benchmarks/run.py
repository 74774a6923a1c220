"""Time audioed against what one would type instead, as ratios in one run.

usage: python benchmarks/run.py [--quick] [--runs N] [--svg FILE]

The other program is `espeak-ng -f article.txt --stdout | ffmpeg -i - -b:a 64k article.mp3`. FFmpeg is told to read on
beyond the length that eSpeak NG's header claims, which is 13 hours and 32 minutes at most: what is longer would be cut
off there, and nobody told. The two take turns, and each ratio is the median of the pairs: what else the machine does
meanwhile slows down both. The floor is eSpeak NG and LAME alone, in two processes. `--quick` uses a tenth of the words
and one pair of each.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from drawing import drawing
from floor import floor
from prose import prose

_MEASURE = """
import resource, sys
from audioed.__main__ import main
if __name__ == "__main__":
    try:
        main()
    finally:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""

AUDIOED = str(Path(sys.executable).with_name("audioed"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the table."""

    work: str
    measured: float
    unit: str = ""
    """Empty: a share of the other time that the note names."""
    bar: float | None = None
    """The most that is allowed."""
    note: str = ""

    is_share: bool = False
    """Of the other program's time."""

    def cells(self) -> tuple[str, ...]:
        """Return the line's texts."""
        digits = 0 if self.unit == "MB" else 3 if self.measured < 0.1 else 2
        unit = f" {self.unit}" if self.unit else ""
        bar = f"{self.bar:g}{unit}" if self.bar is not None else ""
        kept = "" if self.bar is None else "yes" if self.measured <= self.bar else "no"
        return self.work, f"{self.measured:.{digits}f}{unit}", bar, kept, self.note


def run(command: str, folder: Path) -> tuple[float, str]:
    """Run a command line and return how long it took and what it wrote to standard output."""
    env = {**os.environ, "AUDIOED_CACHE": str(folder / "cache")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # it would have us measure Python's compiler
    began = time.perf_counter()
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        check=True, cwd=folder, capture_output=True, text=True, env=env,
    )  # fmt: skip
    return time.perf_counter() - began, done.stdout + done.stderr


def convert(folder: Path, name: str) -> float:
    """Return the seconds that the whole process takes."""
    return run(f"{AUDIOED} convert {name}.txt", folder)[0]


def forget(folder: Path, name: str) -> None:
    """Leave nothing of earlier runs."""
    shutil.rmtree(folder / "cache", ignore_errors=True)
    (folder / f"{name}.mp3").unlink(missing_ok=True)


def cold(folder: Path, name: str) -> float:
    """Return the seconds of a conversion with an empty cache."""
    forget(folder, name)
    return convert(folder, name)


def cold_with_memory(folder: Path, name: str) -> tuple[float, float]:
    """Return the seconds of a conversion with an empty cache, and the main process' peak of memory in MB."""
    forget(folder, name)
    (folder / "measure.py").write_text(_MEASURE)
    seconds, said = run(f"{sys.executable} measure.py convert {name}.txt", folder)
    return seconds, int(said.split()[-1]) / 1024


def pipeline(folder: Path, name: str) -> float:
    """Return the seconds that the other program takes."""
    encode = f"ffmpeg -v error -y -ignore_length 1 -i - -b:a 64k {name}-other.mp3"
    return run(f"espeak-ng -f {name}.txt --stdout | {encode}", folder)[0]


def paired(ours: Callable[[], float], other: Callable[[], float], runs: int) -> tuple[float, str]:
    """Return the median ratio of so many pairs, after one that isn't counted, and both in seconds."""
    pairs = [(ours(), other()) for _ in range(runs + 1)][1:]
    seconds, others = (statistics.median(values) for values in zip(*pairs, strict=True))
    return statistics.median(a / b for a, b in pairs), against(seconds, others)


def against(seconds: float, other: float) -> str:
    """Say a ratio in seconds."""
    return f"{seconds:.2f} s against {other:.2f} s"


def hours(folder: Path, name: str) -> float:
    """Return the length of an edition."""
    probe = f"ffprobe -v error -show_entries format=duration -of json {name}.mp3"
    return float(json.loads(run(probe, folder)[1])["format"]["duration"]) / 3600


def edit(path: Path) -> None:
    """Change one word of the paragraph in the middle."""
    paragraphs = path.read_text().split("\n\n")
    middle = len(paragraphs) // 2
    paragraphs[middle] = f"Once {paragraphs[middle][0].lower()}{paragraphs[middle][1:]}"
    path.write_text("\n\n".join(paragraphs))


def measure(folder: Path, *, scale: int, runs: int) -> Iterator[Row]:
    """Yield the table's lines as they are measured; what is allowed is said of the whole numbers alone."""
    whole = scale == 1
    words = {"half-hour": 5_600 // scale, "short": 700, "long": 200_000 // scale}
    for name, count in words.items():
        (folder / f"{name}.txt").write_text(prose(count))
    yield from compared(folder, "half-hour", words["half-hour"], bar=0.50 if whole else None, runs=runs)
    yield from compared(folder, "short", words["short"], bar=1.0, runs=runs)
    memory = {}
    _, memory["half-hour"] = cold_with_memory(folder, "half-hour")
    first, memory["long"] = cold_with_memory(folder, "long")
    other = pipeline(folder, "long")
    work = f"{words['long']:,} words, cold"
    note = against(first, other)
    yield Row(work=work, measured=first / other, bar=0.45 if whole else None, note=note, is_share=True)
    least = floor(folder / "long.txt")
    yield Row(work="the floor for it", measured=least / other, note=against(least, other), is_share=True)
    same = statistics.median(convert(folder, "long") for _ in range(runs))
    note = f"{against(same, first)} cold"
    yield Row(work="the same, nothing changed", measured=same / first, bar=0.03 if whole else None, note=note)
    yield edited(folder, first, bar=0.08 if whole else None)
    length = {name: hours(folder, name) for name in (*memory, "long-other")}
    if not 0.9 < length["long-other"] / length["long"] < 1.1:
        raise SystemExit(f"The other program's file lasts {length['long-other']:.1f} h, ours {length['long']:.1f} h.")
    growth = (memory["long"] - memory["half-hour"]) / (length["long"] - length["half-hour"])
    work = f"the main process, {length['long']:.1f} hours of speech"
    yield Row(work=work, measured=memory["long"], unit="MB", bar=250)
    yield Row(work="each hour more", measured=max(growth, 0), unit="MB an hour", bar=6)
    version = statistics.median(run(f"{AUDIOED} --version", folder)[0] for _ in range(2 * runs + 1))
    yield Row(work="`audioed --version`", measured=version, unit="s", bar=0.15)


def compared(folder: Path, name: str, words: int, *, bar: float | None, runs: int) -> Iterator[Row]:
    """Yield what a text takes from cold, and its floor, each as a share of the other program's time."""

    def other() -> float:
        return pipeline(folder, name)

    ratio, note = paired(lambda: cold(folder, name), other, runs)
    yield Row(work=f"{words:,} words, cold", measured=ratio, bar=bar, note=note, is_share=True)
    ratio, note = paired(lambda: floor(folder / f"{name}.txt"), other, runs)
    yield Row(work="the floor for it", measured=ratio, note=note, is_share=True)


def edited(folder: Path, first: float, *, bar: float | None) -> Row:
    """Edit a paragraph and convert again, which must have one segment spoken."""
    edit(folder / "long.txt")
    seconds, said = run(f"{AUDIOED} convert long.txt --json 2>/dev/null", folder)
    spoken = json.loads(said)["results"][0]["synthesized"]
    if spoken != 1:
        raise SystemExit(f"One paragraph was edited, and {spoken} were spoken.")
    note = f"{against(seconds, first)} cold, 1 segment spoken"
    return Row(work="the same, one paragraph edited", measured=seconds / first, bar=bar, note=note)


def main() -> int:
    """Measure, print the table, and draw it if that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--svg", type=Path)
    asked = parser.parse_args()
    print("| work | measured | at most | kept | |\n|---|---|---|---|---|")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for row in measure(Path(folder), scale=10 if asked.quick else 1, runs=1 if asked.quick else asked.runs):
            rows.append(row)
            print(f"| {' | '.join(row.cells())} |", flush=True)
    if asked.svg:
        shares = [(row.work, row.measured, row.note) for row in rows if row.is_share]
        asked.svg.write_text(drawing(shares))
    return 0


if __name__ == "__main__":
    sys.exit(main())
