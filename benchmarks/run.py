"""Time audioed against what one would type instead, as ratios in one run.

usage: python benchmarks/run.py [--quick] [--runs N] [--svg FILE]

The other program is `espeak-ng -f article.txt --stdout | ffmpeg -i - -b:a 64k article.mp3`. The two take turns, and
each ratio is the median of the pairs. The floor is eSpeak NG and LAME alone, in two processes. `--quick` uses a tenth
of the words.
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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
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
    """A line of the table: seconds of both, and the median of the ratios."""

    work: str
    seconds: float
    other: float
    ratio: float
    bar: float | None
    note: str = ""


def timed(command: str, folder: Path, cache: Path) -> float:
    began = time.perf_counter()
    subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "AUDIOED_CACHE": str(cache)},
    )  # fmt: skip
    return time.perf_counter() - began


def pipeline(name: str) -> str:
    return f"espeak-ng -f {name}.txt --stdout | ffmpeg -v error -y -i - -b:a 64k {name}-other.mp3"


def paired(work: str, ours: Callable[[], float], other: Callable[[], float], *, runs: int, bar: float | None) -> Row:
    pairs = [(ours(), other()) for _ in range(runs + 1)][1:]
    seconds, others = (statistics.median(values) for values in zip(*pairs, strict=True))
    return Row(work=work, seconds=seconds, other=others, ratio=statistics.median(a / b for a, b in pairs), bar=bar)


def cold(folder: Path, name: str) -> float:
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    (folder / f"{name}.mp3").unlink(missing_ok=True)
    return timed(f"{AUDIOED} convert {name}.txt", folder, cache)


def again(folder: Path, name: str) -> float:
    return timed(f"{AUDIOED} convert {name}.txt", folder, folder / "cache")


def peak_megabytes(folder: Path, name: str) -> float:
    """Return the peak memory of a cold run's main process, which the run itself reports when it ends."""
    script = folder / "measure.py"
    script.write_text(_MEASURE)
    shutil.rmtree(folder / "cache", ignore_errors=True)
    answer = subprocess.run(
        [sys.executable, script, "convert", "--force", f"{name}.txt"],
        check=True,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "AUDIOED_CACHE": str(folder / "cache")},
    )
    return int(answer.stderr.split()[-1]) / 1024


def hours(folder: Path, name: str) -> float:
    answer = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "json", f"{name}.mp3"],
        check=True, cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    return float(json.loads(answer.stdout)["format"]["duration"]) / 3600


def edit(path: Path) -> None:
    """Change one word of the paragraph in the middle."""
    paragraphs = path.read_text().split("\n\n")
    middle = len(paragraphs) // 2
    paragraphs[middle] = f"Once {paragraphs[middle][0].lower()}{paragraphs[middle][1:]}"
    path.write_text("\n\n".join(paragraphs))


def measure(folder: Path, *, scale: int, runs: int) -> list[Row]:
    words = {"short": 700, "half-hour": 5_600 // scale, "long": 200_000 // scale}
    for name, count in words.items():
        (folder / f"{name}.txt").write_text(prose(count))
    rows = [
        paired(f"{words['half-hour']:,} words, cold", lambda: cold(folder, "half-hour"),
               lambda: timed(pipeline("half-hour"), folder, folder), runs=runs, bar=0.50),
        paired("the floor for it: eSpeak NG and LAME alone, two processes", lambda: floor(folder / "half-hour.txt"),
               lambda: timed(pipeline("half-hour"), folder, folder), runs=runs, bar=None),
        paired("700 words, cold, whole process", lambda: cold(folder, "short"),
               lambda: timed(pipeline("short"), folder, folder), runs=runs, bar=1.0),
        paired("the floor for it", lambda: floor(folder / "short.txt"),
               lambda: timed(pipeline("short"), folder, folder), runs=runs, bar=None),
    ]  # fmt: skip
    first = cold(folder, "long")
    other = timed(pipeline("long"), folder, folder)
    rows.append(Row(work=f"{words['long']:,} words, cold", seconds=first, other=other, ratio=first / other, bar=0.45))
    same = statistics.median(again(folder, "long") for _ in range(runs))
    rows.append(Row(work="the same, nothing changed (against our cold time)", seconds=same, other=first,
                    ratio=same / first, bar=0.03))  # fmt: skip
    edit(folder / "long.txt")
    edited = again(folder, "long")
    rows.append(Row(work="the same, one paragraph edited (against our cold time)", seconds=edited, other=first,
                    ratio=edited / first, bar=0.08))  # fmt: skip
    rows.append(
        paired("audioed --version, against python -c pass", lambda: timed(f"{AUDIOED} --version", folder, folder),
               lambda: timed(f"{sys.executable} -c pass", folder, folder), runs=runs, bar=None)
    )  # fmt: skip
    length = hours(folder, "long")
    print(f"main process, {length:.1f} hours: {peak_megabytes(folder, 'long'):.0f} MB at its peak", end="")
    print(f"; {peak_megabytes(folder, 'short'):.0f} MB for {hours(folder, 'short') * 60:.0f} minutes")
    return rows


def table(rows: list[Row]) -> str:
    lines = ["| work | seconds | other's seconds | ratio | bar |", "|---|---|---|---|---|"]
    for row in rows:
        bar = f"≤ {row.bar:.2f}" if row.bar is not None else ""
        lines.append(f"| {row.work} | {row.seconds:.2f} | {row.other:.2f} | {row.ratio:.3f} | {bar} |")
    return "\n".join(lines)


def drawing(rows: list[Row]) -> str:
    """Return the ratios as an SVG that says in words what it shows."""
    shown = [row for row in rows if row.bar is not None]
    told = "; ".join(f"{row.work}: {row.ratio:.2f}, where at most {row.bar:.2f} is wanted" for row in shown)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {44 * len(shown) + 16}" role="img"',
        '  aria-labelledby="t d" font-family="sans-serif" font-size="14">',
        f'<title id="t">Time taken, as a share of the other program\'s</title><desc id="d">{told}</desc>',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for index, row in enumerate(shown):
        top = 44 * index + 12
        parts += [
            f'<text x="8" y="{top + 12}" fill="#1a1a1a">{row.work}</text>',
            f'<rect x="8" y="{top + 18}" width="{min(row.ratio, 1) * 600:.1f}" height="12" fill="#1f5f8b"/>',
            f'<rect x="{8 + (row.bar or 0) * 600:.1f}" y="{top + 15}" width="2" height="18" fill="#b3261e"/>',
            f'<text x="{16 + max(min(row.ratio, 1), row.bar or 0) * 600:.1f}" y="{top + 29}">{row.ratio:.2f}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--svg", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder), scale=10 if asked.quick else 1, runs=1 if asked.quick else asked.runs)
    print(table(rows))
    if asked.svg:
        asked.svg.write_text(drawing(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
