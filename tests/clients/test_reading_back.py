"""What a client has downloaded says what it is: tags and chapters, read back by programs that did not write them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import eyed3
import feedparser
import pytest

Client: TypeAlias = Callable[[str], list[str]]

TITLE = "The well & its “rope”"


@pytest.fixture
def downloaded(gpo: Client, feed: str, tmp_path: Path) -> Path:
    """The episode about the well as gPodder has it."""
    gpo(feed)
    (path,) = (path for path in (tmp_path / "gpo" / "downloads").rglob("*.mp3") if "well" in path.name)
    return path


def _chapters(show: Path) -> list[dict[str, Any]]:
    listing = show / "public" / "episodes" / "the-well-and-its-rope" / "the-well-and-its-rope.chapters.json"
    chapters: list[dict[str, Any]] = json.loads(listing.read_text(encoding="utf-8"))["chapters"]
    return chapters


def test_eyed3_reads_the_episode_and_its_chapters(downloaded: Path, show: Path) -> None:
    tag = eyed3.load(downloaded).tag

    assert (tag.title, tag.artist, tag.album) == (TITLE, "Ida Example", "By ear")
    assert tag.track_num[0] == 1
    assert tag.getBestDate().year == 2024  # the day of ID3v2.3 is beyond eyeD3
    assert [image.mime_type for image in tag.images] == ["image/jpeg"]
    (contents,) = tag.table_of_contents
    listed = [(tag.chapters[name].title, tag.chapters[name].times.start) for name in contents.child_ids]
    assert [title for title, _ in listed] == [TITLE, "Water", "Stone"]
    assert [start for _, start in listed] == [round(chapter["startTime"] * 1000) for chapter in _chapters(show)]


def test_ffprobe_reads_the_episode_and_its_chapters(downloaded: Path, show: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_format", str(downloaded)]
    probed = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    feed = feedparser.parse((show / "public" / "feed.xml").read_bytes())
    (entry,) = (entry for entry in feed.entries if entry.title == TITLE)

    assert probed["format"]["tags"]["title"] == TITLE
    assert probed["format"]["tags"]["album"] == "By ear"
    assert probed["format"]["tags"]["date"].startswith("2024-03-01")
    assert int(probed["format"]["size"]) == int(entry.enclosures[0].length)
    assert float(probed["format"]["duration"]) == pytest.approx(float(entry.itunes_duration), abs=1)
    assert [chapter["tags"]["title"] for chapter in probed["chapters"]] == [TITLE, "Water", "Stone"]
    starts = [float(chapter["start_time"]) for chapter in probed["chapters"]]
    assert starts == pytest.approx([chapter["startTime"] for chapter in _chapters(show)], abs=0.001)
