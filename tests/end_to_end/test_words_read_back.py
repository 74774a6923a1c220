"""Each word of an article is in its MP3, once and in order: found out by a program that shares no code with ours.

The articles are made here, of plain words and every kind of block, together with the words that a reader of
docs/narration.md would expect to hear. The tone engine gives each word one of 64 pitches; ffmpeg decodes the finished
file, and the pitches are read back from what it hears.
"""

import os
import random
import re
import subprocess
import zlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]

COUNT = 1000 if os.environ.get("AUDIOED_LONG") == "1" else 6
AT_ONCE = 12
"""Articles that one command converts."""

RATE_WPM = 600
SAMPLE_RATE = 22050
SLOT = SAMPLE_RATE * 60 // RATE_WPM
TONE = SLOT * 3 // 4
"""Samples of a word, and of its tone."""

SAMPLES_PER_FRAME = 576
FRAME_HEADER = re.compile(rb"\xff\xf3[\x80\x82]")

NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()


def class_of(word: str) -> int:
    return zlib.crc32(word.encode()) % 64


CANDIDATES = """
    river bridge lamp winter orchard market tide keeper letter window harbour garden silver copper morning evening stone
    meadow thunder ladder kitchen feather candle basket blanket mirror pepper pocket ribbon saddle shadow shelter shore
    sparrow summer supper table teacher timber valley velvet village violin wagon walnut willow wonder yellow anchor
    apple autumn barley beacon beaver blossom bottle branch breeze bucket butter button cabin camel carpet castle cedar
    cherry chimney circle clover coffee corner cotton cradle cricket crystal curtain daisy desert dinner dolphin dragon
    eagle engine falcon farmer ferry field finger forest fountain fox ginger glacier goose grape gravel hammer hazel
    heron hollow honey island ivory jacket juniper kettle lantern lemon linen lizard maple marble
""".split()
VOCABULARY = tuple({class_of(word): word for word in CANDIDATES}.values())
"""Each has a pitch of its own, so that none can stand in for another."""


# Articles, and what is to be heard of them. --------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A block as it is written, and as it is heard."""

    written: str
    heard: str = ""
    note: str = ""
    """What is heard of its note, at the end of the section."""


class Author:
    """Writes blocks of plain words, each kind in its own way."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - repeatable is what is wanted
        self.notes: list[str] = []

    def words(self, least: int = 1, most: int = 9) -> str:
        return " ".join(self.chance.choices(VOCABULARY, k=self.chance.randint(least, most)))

    def paragraph(self) -> Part:
        sentences = [self.words(4, 12) for _ in range(self.chance.randint(1, 3))]
        return Part(written=". ".join(sentences) + ".", heard=" ".join(sentences))

    def marked_paragraph(self) -> Part:
        a, b, c, d, e, f = (self.words(1, 4) for _ in range(6))
        written = f"{a} **{b}**, *{c}* `{d}` {e} [{f}](https://example.org/a)"
        return Part(written=written, heard=f"{a} {b} {c} {d} {e} {f}")

    def paragraph_with_a_deletion(self) -> Part:
        before, gone, after = self.words(), self.words(), self.words()
        return Part(written=f"{before} ~~{gone}~~ {after}.", heard=f"{before} {after}")

    def paragraph_with_a_picture(self) -> Part:
        before, picture, after = self.words(), self.words(), self.words()
        return Part(written=f"{before} ![{picture}](a.png) {after}.", heard=f"{before} image {picture} {after}")

    def paragraph_with_a_note(self) -> Part:
        before, after, note, more = self.words(), self.words(), self.words(), self.words()
        number = len(self.notes) + 1
        self.notes.append(f"[^{number}]: {note}.\n\n    {more}.")
        return Part(
            written=f"{before}[^{number}] {after}.",
            heard=f"{before} {after}",
            note=f"note {NUMBERS[number]} {note} {more}",
        )

    def heading(self) -> Part:
        title = self.words(1, 4)
        return Part(written=f"{'#' * self.chance.choice((2, 2, 3, 4))} {title}", heard=title)

    def list(self) -> Part:
        a, b, c, d, e, f = (self.words() for _ in range(6))
        written = f"- {a}\n- {b}\n  - {c}\n\n    {d}\n\n    - {e}\n- {f}"
        return Part(written=written, heard=f"{a} {b} {c} {d} {e} {f}")

    def numbered_list(self) -> Part:
        items = [self.words() for _ in range(self.chance.randint(1, 5))]
        lines = [f"{number}. {item}" for number, item in enumerate(items, 1)]
        return Part(
            written="\n".join(["<!-- or it would go on from a list above -->", "", *lines]),
            heard=" ".join(f"{NUMBERS[number]} {item}" for number, item in enumerate(items, 1)),
        )

    def definition(self) -> Part:
        term, meaning = self.words(1, 2), self.words()
        return Part(written=f"{term}\n: {meaning}", heard=f"{term} {meaning}")

    def quotation(self) -> Part:
        first, second = self.words(), self.words()
        return Part(written=f"> {first}.\n>\n> {second}.", heard=f"quotation {first} {second}")

    def long_quotation(self) -> Part:
        words = self.words(70, 80)
        return Part(written=f"> {words}.", heard=f"quotation {words} end of quotation")

    def attributed_quotation(self) -> Part:
        words, who = self.words(), self.words(1, 2)
        written = f"<blockquote><p>{words}.</p><footer>{who}</footer></blockquote>"
        return Part(written=written, heard=f"quotation {who} {words}")

    def aside(self) -> Part:
        words = self.words()
        return Part(written=f"<aside><p>{words}.</p></aside>", heard=f"aside {words}")

    def figure(self) -> Part:
        alt, caption = self.words(), self.words()
        return Part(written=f'![{alt}](a.png "{caption}")', heard=f"image {alt} caption {caption}")

    def figure_without_description(self) -> Part:
        return Part(written='<figure><img src="a.png"></figure>', heard="image without description")

    def table(self) -> Part:
        columns, rows = self.chance.randint(2, 3), self.chance.randint(1, 3)
        names = [self.words(1, 1) for _ in range(columns)]
        cells = [[self.words(1, 2) for _ in names] for _ in range(rows)]
        lines = [names, ["---"] * columns, *cells]
        heard = [f"{name} {cell}" for row in cells for name, cell in zip(names, row, strict=True)]
        size = f"{NUMBERS[columns]} columns and {NUMBERS[rows]} {'row' if rows == 1 else 'rows'}"
        return Part(
            written="\n".join(f"| {' | '.join(line)} |" for line in lines),
            heard=f"table with {size} columns {' '.join(names)} {' '.join(heard)}",
        )

    def verse(self) -> Part:
        lines = [self.words(2, 5) for _ in range(4)]
        return Part(
            written=f"<p class='verse'>{lines[0]}<br>{lines[1]}<br><br>{lines[2]}<br>{lines[3]}</p>",
            heard=" ".join(lines),
        )

    def code(self) -> Part:
        return Part(written=f"```\n{self.words()}\n```", heard="code example left out")

    def formula(self) -> Part:
        return Part(written="$$\\sum_{n} \\frac{1}{n^2}$$", heard="formula left out")

    def embed(self) -> Part:
        title = self.words(1, 4)
        written = f'<iframe title="{title}" src="https://example.org/film"></iframe>'
        return Part(written=written, heard=f"embedded content left out {title}")

    def change_of_subject(self) -> Part:
        return Part(written="***")

    def hidden(self) -> Part:
        return Part(written=f"<div hidden>{self.words()}</div>\n\n<!-- {self.words()} -->")


KINDS = [kind for name, kind in vars(Author).items() if not name.startswith("_") and name != "words"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    text: str
    heard: tuple[str, ...]
    """Of each block in the order in which they are spoken, from the opening to the closing."""

    @property
    def words(self) -> list[str]:
        return " ".join(self.heard).split()


def article(seed: int) -> Article:
    """Write an article that has every kind of block once and some twice, in any order."""
    author = Author(seed)
    kinds = [*KINDS, *author.chance.choices(KINDS, k=4)]
    author.chance.shuffle(kinds)
    kinds.append(Author.paragraph)  # a heading over nothing but notes would not be said
    parts = [kind(author) for kind in kinds]
    title, names = author.words(2, 4), [author.words(2, 2) for _ in range(author.chance.randint(0, 3))]
    heard: list[str] = []
    waiting: list[str] = []
    for part, kind in zip(parts, kinds, strict=True):
        if kind is Author.heading:
            heard += waiting
            waiting.clear()
        heard.append(part.heard)
        waiting.append(part.note)
    by = f"by {' '.join(names[:-1])}{' and ' if names[1:] else ' '}{names[-1]}" if names else ""
    front = f"---\ntitle: {title}\nauthors: [{', '.join(names)}]\nlanguage: en\n---\n"
    heading = f"# {title}" if author.chance.random() < 0.5 else ""
    return Article(
        text="\n\n".join([front, heading, *(part.written for part in parts), *author.notes]) + "\n",
        heard=tuple(filter(None, (f"{title} {by} about one minute", *heard, *waiting, f"this was {title} {by}"))),
    )


# Hearing. ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Tone:
    number: int | None
    """The word's class; None: it is as no word would sound."""
    start: int
    """In samples."""


def decoded(path: Path) -> "array[int]":
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", str(SAMPLE_RATE), "-"]
    return array("h", subprocess.run(command, check=True, capture_output=True).stdout)


def tones(samples: "array[int]") -> list[Tone]:
    """Return what sounds between silences of 10 ms or more."""
    window = SAMPLE_RATE // 200
    loud = [max(map(abs, samples[at : at + window])) > 1500 for at in range(0, len(samples), window)]
    starts = [index for index, sounds in enumerate(loud) if sounds and not any(loud[max(index - 2, 0) : index])]
    found = []
    for start, beyond in pairwise([*starts, len(loud)]):
        end = max(index for index in range(start, beyond) if loud[index]) + 1
        is_whole = abs((end - start) * window - TONE) < TONE / 5
        pitch = pitch_of(samples[(start + 2) * window : (end - 2) * window]) if is_whole else 0
        number = round((pitch - 300) / 49)
        is_clear = 0 <= number < 64 and abs(pitch - 300 - 49 * number) < 12
        found.append(Tone(number=number if is_clear else None, start=start * window))
    return found


def pitch_of(samples: "array[int]") -> float:
    """Return the hertz of a tone, from the times at which it rises through zero."""
    rises = [
        at - before / (after - before) for at, (before, after) in enumerate(pairwise(samples)) if before < 0 <= after
    ]
    return SAMPLE_RATE * (len(rises) - 1) / (rises[-1] - rises[0])


def differences(expected: list[str], heard: list[Tone]) -> list[tuple[str, str, int]]:
    """Return where what is heard isn't what is expected: how, the words, and how many tones stand there instead."""
    matcher = SequenceMatcher(None, list(map(class_of, expected)), [tone.number for tone in heard], autojunk=False)
    return [
        (how, " ".join(expected[from_word:to_word]), to_tone - from_tone)
        for how, from_word, to_word, from_tone, to_tone in matcher.get_opcodes()
        if how != "equal"
    ]


# Forging. ------------------------------------------------------------------------------------------------------------


def frames_of(content: bytes) -> Iterator[bytes]:
    """Yield the frames of an MP3 at 22,050 Hz and 64 kbit/s, then what follows the last (ISO/IEC 13818-3 2.4.2.3)."""
    at = 0
    while FRAME_HEADER.match(content, at):
        length = 209 if content[at + 2] & 2 else 208
        yield content[at : at + length]
        at += length
    yield content[at:]


def without_tag(content: bytes) -> bytes:
    size = content[6] << 21 | content[7] << 14 | content[8] << 7 | content[9]
    return content[10 + size :]


# The tests. ----------------------------------------------------------------------------------------------------------


def test_every_word_is_in_the_finished_file_once_and_in_order(
    audioed: Audioed, folder: Path, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    articles = [article(seed) for seed in range(COUNT)]
    wrong = {}

    for first in range(0, COUNT, AT_ONCE):
        seeds = range(first, min(first + AT_ONCE, COUNT))
        for seed in seeds:
            (folder / f"{seed}.md").write_text(articles[seed].text, encoding="utf-8")
        told = audioed("convert", *(f"{seed}.md" for seed in seeds), "--voice", "tone", "--rate", str(RATE_WPM))
        assert told.returncode == 0, told.stderr
        for seed in seeds:
            wrong[seed] = differences(articles[seed].words, tones(decoded(folder / f"{seed}.mp3")))
            (folder / f"{seed}.mp3").unlink()

    assert {seed: found for seed, found in wrong.items() if found} == {}


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_every_word_is_in_other_formats_too(
    kind: str, audioed: Audioed, folder: Path, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    whole = article(3)
    (folder / "whole.md").write_text(whole.text, encoding="utf-8")

    told = audioed("convert", "whole.md", "--to", kind, "--voice", "tone", "--rate", str(RATE_WPM))

    assert told.returncode == 0, told.stderr
    assert differences(whole.words, tones(decoded(folder / f"whole.{kind}"))) == []


@pytest.mark.parametrize("forgery", ["removed", "doubled", "swapped"])
def test_a_paragraph_that_is_not_in_its_place_is_heard(
    forgery: str, audioed: Audioed, folder: Path, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    whole = article(1)
    (folder / "whole.md").write_text(whole.text, encoding="utf-8")
    told = audioed("convert", "whole.md", "--voice", "tone", "--rate", str(RATE_WPM))
    assert told.returncode == 0, told.stderr
    heard = tones(decoded(folder / "whole.mp3"))
    info, *frames = frames_of(without_tag((folder / "whole.mp3").read_bytes()))
    # A clip begins at the sample of its first frame.
    firsts = accumulate((len(part.split()) for part in whole.heard[:-1]), initial=0)
    places = [round(heard[first].start / SAMPLES_PER_FRAME) for first in firsts]
    chosen = next(index for index, part in enumerate(whole.heard) if len(part.split()) > 20)
    start, end, beyond = places[chosen : chosen + 3]
    block, following = frames[start:end], frames[end:beyond]

    instead = {"removed": following, "doubled": [*block, *block, *following], "swapped": [*following, *block]}[forgery]
    (folder / "forged.mp3").write_bytes(b"".join([info, *frames[:start], *instead, *frames[beyond:]]))
    found = differences(whole.words, tones(decoded(folder / "forged.mp3")))

    words = whole.heard[chosen]
    next_words = whole.heard[chosen + 1]
    assert (
        found
        == {
            "removed": [("delete", words, 0)],
            "doubled": [("insert", "", len(words.split()))],
            "swapped": [("insert", "", len(next_words.split())), ("delete", next_words, 0)],
        }[forgery]
    )
