"""Each word of an article is in its MP3, once and in order: found out by a program that shares no code with ours.

`generated_articles.py` makes articles together with the words that are to be heard of them, so that reading, narration,
normalization and sound are all held to it; `hearing_tones.py` reads back from the finished file what was played.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple, TypeAlias

import pytest

from .forged_frames import SAMPLES_PER_FRAME, Forgery, forged
from .generated_articles import Article, Author, PlainAuthor, article, kinds_of
from .hearing_tones import Difference, Tone, ambiguity, differences, tones
from .markups import Html, Markdown, PlainText

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]

LONG = os.environ.get("AUDIOED_LONG") == "1"
COUNT = 1000 if LONG else 4
AT_ONCE = 10
"""Articles that one command converts."""

RATE_WPM = 574
"""At which a word lasts four frames."""
SAMPLE_RATE = 22050
TONES = ("--voice", "tone", "--rate", str(RATE_WPM))
OPENING = ("--opening", "{title}[, by {authors}].")
"""Without the length, which isn't in the source."""


def chunks(count: int) -> Iterator[list[Article]]:
    for first in range(0, count, AT_ONCE):
        yield [article(seed) for seed in range(first, min(first + AT_ONCE, count))]


def convert(audioed: Audioed, folder: Path, articles: list[Article], *flags: str) -> None:
    for each in articles:
        (folder / each.name).write_text(each.text, encoding="utf-8")
    told = audioed("convert", *(each.name for each in articles), *OPENING, *flags)
    assert told.returncode == 0, told.stderr


def verified(audioed: Audioed, sound: Path, source: str) -> str:
    """Return nothing where the program proves the file, else what it says against it."""
    told = audioed("verify", sound.name, "--source", source, *OPENING)
    return told.stdout if told.returncode else ""


def test_every_word_is_in_the_finished_file_once_and_in_order(
    audioed: Audioed, folder: Path, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    wrong: dict[str, list[Difference]] = {}
    unproven: dict[str, str] = {}

    for articles in chunks(COUNT):
        convert(audioed, folder, articles, *TONES)
        for each in articles:
            sound = (folder / each.name).with_suffix(".mp3")
            wrong[each.name] = differences(each.words, tones(sound, RATE_WPM))
            unproven[each.name] = verified(audioed, sound, each.name)
            sound.unlink()

    assert {name: found for name, found in wrong.items() if found} == {}
    assert {name: said for name, said in unproven.items() if said} == {}


def test_pitches_tell_nearly_everything() -> None:
    found = [ambiguity(article(seed).heard) for seed in range(COUNT)]

    assert sum(each.blocks for each in found) == 0
    assert sum(each.neighbours for each in found) < sum(each.words for each in found) / 100


@pytest.mark.parametrize("mark", [Markdown(), Html()])
def test_an_article_has_every_kind_of_block(mark: Html) -> None:
    seed = {"md": 0, "html": 1}[mark.suffix]

    made = article(seed)

    assert made.name == f"{seed}.{mark.suffix}"
    assert made.kinds == {kind.__name__ for kind in kinds_of(Author(seed, mark))}
    assert made.kinds > {kind.__name__ for kind in kinds_of(PlainAuthor(seed, PlainText()))} == article(9).kinds


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_every_word_is_in_other_formats_too(
    kind: str, audioed: Audioed, folder: Path, needs: Callable[..., None]
) -> None:
    needs("ffmpeg")
    whole = article(3)

    convert(audioed, folder, [whole], "--to", kind, *TONES)

    assert differences(whole.words, tones(folder / f"3.{kind}", RATE_WPM)) == []


# What is done to a file is noticed by both. ---------------------------------------------------------------------------


class Places(NamedTuple):
    """Of words: where a stretch begins, where what follows begins, and where that ends."""

    start: int
    end: int
    beyond: int


class Whole(NamedTuple):
    """A converted article, in plain text: in it no other voice puts tones off their words' places."""

    article: Article
    content: bytes
    heard: list[Tone]

    def forged(self, forgery: Forgery, places: Places) -> bytes:
        # A word's sound is in the frame after the one that it begins in, since decoders are late by as much.
        start_s = (self.heard[place].start_s for place in places)
        return forged(self.content, forgery, *(round(at * SAMPLE_RATE / SAMPLES_PER_FRAME) + 1 for at in start_s))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, needs: Callable[..., None]) -> Whole:
    needs("ffmpeg")
    folder, made = tmp_path_factory.mktemp("whole"), article(9)
    (folder / made.name).write_text(made.text, encoding="utf-8")
    command = [sys.executable, "-m", "audioed", "convert", made.name, *OPENING, *TONES]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    sound = folder / "9.mp3"
    return Whole(made, sound.read_bytes(), tones(sound, RATE_WPM))


@pytest.fixture
def sound(folder: Path, whole: Whole) -> Path:
    """Where the forged file goes; its source is beside it."""
    (folder / whole.article.name).write_text(whole.article.text, encoding="utf-8")
    return folder / "9.mp3"


@pytest.mark.parametrize("forgery", ["dropped", "doubled", "swapped"])
def test_a_paragraph_that_is_not_in_its_place_is_heard_and_found(
    forgery: Forgery, whole: Whole, audioed: Audioed, sound: Path
) -> None:
    blocks = whole.article.heard
    firsts = [*accumulate((len(block.split()) for block in blocks), initial=0)]
    chosen = next(index for index, block in enumerate(blocks) if len(block.split()) > 10)
    places = Places(*firsts[chosen : chosen + 3])

    sound.write_bytes(whole.forged(forgery, places))

    found = differences(whole.article.words, tones(sound, RATE_WPM))
    lost, surplus = sum(len(each.words.split()) for each in found), sum(len(each.heard) for each in found)
    count = places.end - places.start
    if forgery == "swapped":
        assert lost == surplus > 0
    else:
        assert (lost, surplus) == {"dropped": (count, 0), "doubled": (0, count)}[forgery]
    assert verified(audioed, sound, whole.article.name) != ""


@pytest.mark.parametrize("forgery", ["dropped", "doubled", "swapped"])
def test_a_word_that_is_not_in_its_place_is_heard_and_found(
    forgery: Forgery, whole: Whole, audioed: Audioed, sound: Path
) -> None:
    blocks = whole.article.heard
    longest = max(range(len(blocks)), key=lambda index: len(blocks[index]))
    word = len(" ".join(blocks[:longest]).split()) + 20
    around = whole.article.words[word - 1 : word + 3]

    sound.write_bytes(whole.forged(forgery, Places(word, word + 1, word + 2)))

    found = differences(whole.article.words, tones(sound, RATE_WPM))
    assert found
    assert set(" ".join(each.words for each in found).split()) <= set(around)
    assert verified(audioed, sound, whole.article.name) != ""
