"""What `--also` writes beside real speech: the author's own text, at the times of the voice."""

import json
import sys
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from subprocess import run
from typing import Any, TypeAlias

import pytest
import webvtt

SOURCE = """---
title: The bridge of 2021
authors: [Dr. Ann Smith]
language: en-GB
---

The bridge cost $2.5m, and on 5 May 2021 Dr. Smith opened it at 9.30 a.m. before 1,204 guests; nobody, not even the
mayor of the town on the other bank, had believed that it would ever be finished within the year.

## Later

It took ~~12~~ 14 years. About 40% of the cost was <i lang="fr">le prix de la vie</i>, says https://example.org/page.

![A bridge of 10 m](bridge.png)

| year | cars |
|------|-------|
| 2020 | 1,500 |
"""

READ_OTHERWISE = {
    "$2.5m": "two point five million dollars",
    "1,204": "one thousand two hundred and four",
    "14": "fourteen",
    "40%": "forty per cent",
    "1,500": "one thousand five hundred",
}
"""What the author wrote, and what the voice says for it."""


Words: TypeAlias = list[tuple[dict[str, Any], dict[str, Any]]]
"""Each word of the JSON transcript, after the passage of the script in which it stands."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands were typed."""
    folder = tmp_path_factory.mktemp("bridge")
    (folder / "bridge.md").write_text(SOURCE, encoding="utf-8")
    typed(folder, "convert", "bridge.md", "--also", "vtt,srt,json,txt,chapters")
    return folder


def typed(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "audioed", *arguments]
    return run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sentences(folder: Path) -> list[dict[str, Any]]:
    transcript: dict[str, list[dict[str, Any]]] = read_json(folder / "bridge.json")
    return transcript["segments"]


@pytest.fixture(scope="module")
def words(folder: Path, sentences: list[dict[str, Any]]) -> Words:
    passages = json.loads(typed(folder, "script", "bridge.md", "--format", "json"))["passages"]
    return [(passages[sentence["passage"]], word) for sentence in sentences for word in sentence["words"]]


@pytest.fixture(scope="module")
def captions(folder: Path) -> list[Any]:
    return list(webvtt.read(str(folder / "bridge.vtt")).captions)


def test_words_point_to_the_characters_that_the_author_wrote(words: Words) -> None:
    spoken = {}

    for passage, word in words:
        first, last = word["source"]
        assert passage["text"][first:last] == word["text"]
        spoken[word["text"]] = " ".join(
            token["spoken"]
            for token in passage["tokens"]
            if first <= token["start"] < last and token["kind"] != "plain"
        )

    assert {written: spoken.get(written) for written in READ_OTHERWISE} == READ_OTHERWISE
    assert "12" not in spoken


def test_words_follow_each_other_and_none_is_left_out(words: Words, sentences: list[dict[str, Any]]) -> None:
    for (passage, before), (next_passage, after) in pairwise(words):
        assert before["start"] < before["end"] <= after["start"]
        assert passage is not next_passage or before["source"][1] <= after["source"][0]

    timed = "".join(word["text"] for _, word in words)
    assert letters(timed) == letters("".join(sentence["body"] for sentence in sentences))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_no_line_of_a_caption_is_longer_than_65_characters_and_none_of_its_words_is_lost(
    folder: Path, captions: list[Any], sentences: list[dict[str, Any]]
) -> None:
    srt = (folder / "bridge.srt").read_text(encoding="utf-8").splitlines()
    vtt = [line for caption in captions for line in caption.text.splitlines()]

    assert max(map(len, [*vtt, *srt])) <= 65
    assert "".join(vtt).replace(" ", "") == "".join(sentence["body"] for sentence in sentences).replace(" ", "")


def test_captions_sentences_and_chapters_agree_on_the_time(
    folder: Path, captions: list[Any], sentences: list[dict[str, Any]]
) -> None:
    starts = [round(1000 * seconds(caption.start)) for caption in captions]
    chapters = read_json(folder / "bridge.chapters.json")["chapters"]
    heading = next(sentence for sentence in sentences if sentence["block"].startswith("heading-"))

    assert [chapter["title"] for chapter in chapters] == ["The bridge of 2021", "Later"]
    assert abs(chapters[1]["startTime"] - heading["startTime"]) < 0.0015
    for sentence in sentences:
        assert min(abs(start - round(1000 * sentence["startTime"])) for start in starts) <= 1


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_it_sounds_while_a_word_is_said(folder: Path, words: Words, needs: Callable[..., None]) -> None:
    needs("ffmpeg")
    command = ["ffmpeg", "-v", "error", "-i", str(folder / "bridge.mp3"), "-f", "s16le", "-ac", "1", "-"]
    sound = array("h", run(command, check=True, capture_output=True).stdout)

    for _, word in words:
        assert max(map(abs, sound[round(word["start"] * 22050) : round(word["end"] * 22050)])) > 1000, word


def test_the_text_shows_what_is_announced_in_brackets_and_leaves_out_what_is_not_said(folder: Path) -> None:
    lines = (folder / "bridge.txt").read_text(encoding="utf-8").splitlines()

    assert "[Image:] A bridge of 10 m" in lines
    assert "It took 14 years." in " ".join(lines)
