"""Hold the times of editions against their sound.

usage: python benchmarks/alignment.py [--quick] [--shift MS]

Words: English samples are read by an American voice, and pocketsphinx says of each sentence when its words begin.
Onsets: each voice reads sentences that begin with every word of its prose, and each sentence's time is held against
the first sound after the pause before it. `--shift` adds so much to our times, to see whether it is noticed. The exit
status is 1 where a bar is missed. docs/alignment.md explains the table. Needs ffmpeg and `pip install pocketsphinx`.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib
from array import array
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).parent))
from aligner import FRAME_S, SAMPLE_RATE, Aligner, decoded, sounds_after_pauses

Json: TypeAlias = dict[str, Any]

ROOT = Path(__file__).parent.parent
ARTICLES = ("tides.md", "erie-canal.md", "every-block.md", "lighthouses.html", "night-buses.md", "pencil.txt")
VOICE, LANGUAGE = "en-us", "en-US"

LEAD_S = 0.25
"""Of the pause before a sentence, that the recognizer hears too."""
TAIL_S = 0.05
NEAR_S = 0.3
"""A pause that ends farther from a sentence's beginning is another one's."""
LEAST_ALIGNED = 0.8
LEAST_AFTER_PAUSE = 0.9

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """At most so many milliseconds for so many of the errors."""

    share: float
    most_ms: float


WORD_BARS = (Bar(share=0.5, most_ms=20), Bar(share=0.95, most_ms=80))
ONSET_BARS = (Bar(share=0.99, most_ms=30),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What was found of one kind of time."""

    name: str
    errors_ms: Sequence[float]
    """Sound less our time: positive where we are early."""
    measured: int
    total: int
    """Sentences that could be measured, and all."""
    least: float
    """The share of them that must be."""
    bars: tuple[Bar, ...]

    def within(self, share: float) -> float:
        """Return the milliseconds that so many of the errors don't exceed."""
        sizes = sorted(map(abs, self.errors_ms))
        return sizes[min(int(len(sizes) * share), len(sizes) - 1)]

    @property
    def is_kept(self) -> bool:
        """Tell whether no bar is missed."""
        enough = self.measured >= self.least * self.total
        return enough and all(self.within(bar.share) <= bar.most_ms for bar in self.bars)

    def cells(self) -> tuple[str, ...]:
        """Return the line's texts."""
        return (
            self.name,
            f"{self.measured} of {self.total}",
            str(len(self.errors_ms)),
            f"{statistics.median(self.errors_ms):+.0f}",
            *(f"{self.within(share):.0f}" for share in (0.5, 0.95, 0.99)),
            "yes" if self.is_kept else "NO",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """A finished MP3 and what it says of itself."""

    samples: "array[int]"
    sentences: Sequence[Json]
    """The transcript's."""
    passages: Sequence[Json] = ()
    """The script's, where it is needed."""


def convert(folder: Path, names: Sequence[str], *options: str) -> None:
    """Make editions with transcripts, in an empty cache."""
    audioed("convert", *names, *options, "--also", "json", folder=folder)


def audioed(*arguments: str, folder: Path) -> str:
    """Run the program and return what it says."""
    environment = {**os.environ, "AUDIOED_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "audioed", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True
    ).stdout


def edition(folder: Path, name: str, *, shift_s: float, passages: Sequence[Json] = ()) -> Edition:
    """Read an edition back, its times so much later."""
    made = folder / name
    sentences = json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))["segments"]
    for timed in (part for sentence in sentences for part in (sentence, *sentence["words"])):
        for key in timed.keys() & {"startTime", "endTime", "start", "end"}:
            timed[key] += shift_s
    return Edition(samples=decoded(made.with_suffix(".mp3")), sentences=sentences, passages=passages)


def spoken(passage: Json, start: int, end: int) -> str:
    """Return what is said for characters of a passage: of a token that is read, all of it."""
    parts = []
    for token in passage["tokens"]:
        first, last = max(start, token["start"]), min(end, token["end"])
        if first < last:
            plain = token["kind"] == "plain"
            parts.append(token["spoken"][first - token["start"] : last - token["start"]] if plain else token["spoken"])
    return "".join(parts)


def word_errors(sentence: Json, passage: Json, samples: "array[int]", aligner: Aligner) -> list[float] | None:
    """Return the error of each word's time in milliseconds; None: the recognizer can't align the sentence."""
    words: list[str] = []
    ours: dict[int, float] = {}
    for timed in sentence["words"]:
        ours[len(words)] = timed["start"]
        words += _WORD.findall(spoken(passage, *timed["source"]).lower().replace("’", "'"))
    if not words or not all(map(aligner.knows, words)):
        return None
    # On a grid that isn't ours: frames counted from our own time would hide errors of less than one.
    first = int(max(sentence["startTime"] - LEAD_S, 0) / FRAME_S) * int(FRAME_S * SAMPLE_RATE)
    last = int((sentence["endTime"] + TAIL_S) * SAMPLE_RATE)
    found = aligner.align(words, samples[first:last])
    if found is None:
        return None
    return [(found[index] + first / SAMPLE_RATE - start) * 1000 for index, start in ours.items() if index < len(found)]


def aligned(editions: Sequence[Edition], aligner: Aligner) -> Iterator[Row]:
    """Yield the line of all words, and the one of the first of each sentence."""
    told = [
        word_errors(sentence, made.passages[sentence["passage"]], made.samples, aligner)
        for made in editions
        for sentence in made.sentences
    ]
    errors = [each for each in told if each]
    for name, chosen in {
        "words": [error for each in errors for error in each],
        "sentences": [each[0] for each in errors],
    }.items():
        yield Row(
            name=f"{name}, {VOICE}",
            errors_ms=chosen,
            measured=len(errors),
            total=len(told),
            least=LEAST_ALIGNED,
            bars=WORD_BARS,
        )


def onsets(name: str, editions: Sequence[Edition]) -> Row:
    """Return the line of the first sounds after pauses."""
    errors = []
    total = 0
    for made in editions:
        sounds = sounds_after_pauses(made.samples)
        for sentence in made.sentences:
            start = sentence["startTime"]
            place = bisect(sounds, start)
            nearest = min(sounds[max(place - 1, 0) : place + 1], key=lambda sound: abs(sound - start), default=None)
            total += 1
            if nearest is not None and abs(nearest - start) <= NEAR_S:
                errors.append((nearest - start) * 1000)
    return Row(
        name=f"onsets, {name}",
        errors_ms=errors,
        measured=len(errors),
        total=total,
        least=LEAST_AFTER_PAUSE,
        bars=ONSET_BARS,
    )


def english(folder: Path, names: Sequence[str], *, shift_s: float) -> list[Edition]:
    """Have samples read by the American voice."""
    for name in names:
        shutil.copy(ROOT / "samples" / name, folder)
    shutil.copytree(ROOT / "samples" / "pictures", folder / "pictures")
    convert(folder, names, "--language", LANGUAGE, "--voice", VOICE)
    scripts = (audioed("script", name, "--language", LANGUAGE, "--format", "json", folder=folder) for name in names)
    return [
        edition(folder, Path(name).stem, shift_s=shift_s, passages=json.loads(script)["passages"])
        for name, script in zip(names, scripts, strict=True)
    ]


def beginnings(prose: str, count: int | None) -> str:
    """Return a text in which each word of another begins a sentence of three words, ten to a paragraph."""
    words = re.findall(r"[^\s.,]+", prose)
    sentences = [f"{' '.join(words[at : at + 3])}." for at in range(len(words) - 2)][:count]
    sentences = [sentence[0].upper() + sentence[1:] for sentence in sentences]
    return "\n\n".join(" ".join(sentences[at : at + 10]) for at in range(0, len(sentences), 10))


def by_voice(folder: Path, *, quick: bool, shift_s: float) -> Iterator[Row]:
    """Yield the line of each voice: of one for each language, and fewer sentences, if it must be quick."""
    names = []
    for path in sorted((ROOT / "voices").glob("*.toml")):
        if quick and path.stem.count("-") and path.stem != VOICE:
            continue
        language = tomllib.loads(path.read_text(encoding="utf-8"))["language"]
        prose = (ROOT / "voices" / "prose" / f"{language[:2]}.txt").read_text(encoding="utf-8")
        head = f"---\ntitle: {path.stem}\nlanguage: {language}\nvoice: {path.stem}\n---\n\n"
        (folder / f"voice-{path.stem}.md").write_text(head + beginnings(prose, 20 if quick else None), encoding="utf-8")
        names.append(path.stem)
    convert(folder, [f"voice-{name}.md" for name in names], "--no-opening", "--no-closing")
    for name in names:
        yield onsets(name, [edition(folder, f"voice-{name}", shift_s=shift_s)])


def measure(folder: Path, *, quick: bool, shift_s: float) -> Iterator[Row]:
    """Yield the table's lines as they are measured."""
    editions = english(folder, ARTICLES[:1] if quick else ARTICLES, shift_s=shift_s)
    yield from aligned(editions, Aligner())
    yield onsets(f"{VOICE}, the articles", editions)
    yield from by_voice(folder, quick=quick, shift_s=shift_s)


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--shift", type=float, default=0.0, metavar="MS")
    asked = parser.parse_args()
    print("| times | sentences measured | times measured | bias, ms | 50 % within | 95 % | 99 % | kept |")
    print("|---|--:|--:|--:|--:|--:|--:|---|")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for row in measure(Path(folder), quick=asked.quick, shift_s=asked.shift / 1000):
            rows.append(row)
            print(f"| {' | '.join(row.cells())} |", flush=True)
    return 0 if all(row.is_kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
