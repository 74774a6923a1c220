"""Tags of M4B and Opus as ffprobe reads them."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from audioed.errors import EncodingError, OutputError
from audioed.model import Chapter, Metadata, Recording
from audioed.sound.container import ContainerFormat, write_container
from audioed.tagging.containers import private_record, tag_m4b, tag_opus
from audioed.units import Hertz, Samples

RATE = Hertz(22050)
LENGTH = Samples(2 * RATE)
METADATA = Metadata(
    title="Bees in the City",
    language="en-GB",
    authors=("Ann Author", "Ben Büchner"),
    date=datetime(2024, 5, 6, tzinfo=UTC),
    summary="Why bees like cities.",
    publisher="The Gazette",
)
RECORDING = Recording(
    rate=RATE,
    bit_rate=64,
    samples=LENGTH,
    frame_count=0,
    crc=0,
    placed=(),
    chapters=(
        Chapter(title="Bees", block="b1", level=1, start=Samples(0), end=Samples(RATE)),
        Chapter(title="Ω – כותרת", block="b2", level=1, start=Samples(RATE), end=LENGTH),
    ),
)
RECORD = bytes(range(256)) * 4


def jpeg() -> bytes:
    content = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, "JPEG")
    return content.getvalue()


def untagged(folder: Path, kind: str) -> Path:
    path = folder / f"bees.{kind}"
    container: ContainerFormat = "m4b" if kind == "m4b" else "opus"
    write_container(path, [bytes(2 * LENGTH)], kind=container, rate=RATE, bit_rate_kbps=64, chapters=[])
    return path


def put_tags(path: Path, metadata: Metadata = METADATA, *, cover: bytes = b"") -> None:
    if path.suffix == ".m4b":
        tag_m4b(path, metadata, record=RECORD, cover=cover)
    else:
        tag_opus(path, metadata, RECORDING, record=RECORD, cover=cover)


def tagged(folder: Path, kind: str, metadata: Metadata = METADATA, *, cover: bytes = b"") -> Path:
    path = untagged(folder, kind)
    put_tags(path, metadata, cover=cover)
    return path


def probed(path: Path) -> tuple[dict[str, str], Any]:
    """Return the tags, which Ogg has on its stream, and all that ffprobe says."""
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_streams", "-show_format", "-of", "json", str(path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    tags = {**answer["streams"][0].get("tags", {}), **answer["format"].get("tags", {})}
    return {name.lower(): text for name, text in tags.items()}, answer


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_what_is_known_of_the_article_is_read_by_others(kind: str, tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")

    tags, _ = probed(tagged(tmp_path, kind))

    assert (tags["title"], tags["artist"]) == ("Bees in the City", "Ann Author, Ben Büchner")
    assert (tags["album"], tags["date"], tags["genre"]) == ("The Gazette", "2024-05-06", "Podcast")
    assert tags["comment"] == "Why bees like cities."


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_what_is_not_known_is_not_in_the_tags(kind: str, tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")

    tags, answer = probed(tagged(tmp_path, kind, Metadata(title="Bees", language="en")))

    assert tags["album"] == "Bees"
    assert not {"artist", "date", "comment"} & set(tags)
    assert not [stream for stream in answer["streams"] if stream["codec_type"] == "video"]


@pytest.mark.parametrize("kind", ["m4b", "opus"])
@pytest.mark.parametrize("title", ["x", "בית – Ω", "𝔅ees 😀 e\u0301", 'a "b" <c> & d', "=;#\\", "\ufeffx", "é" * 300])
def test_any_title_survives(kind: str, title: str, tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")

    tags, _ = probed(tagged(tmp_path, kind, replace(METADATA, title=title)))

    assert tags["title"] == title


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_the_cover_is_a_picture_in_the_file(kind: str, tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")

    _, answer = probed(tagged(tmp_path, kind, cover=jpeg()))

    (picture,) = [stream for stream in answer["streams"] if stream["codec_type"] == "video"]
    assert picture["disposition"]["attached_pic"] == 1
    assert (picture["codec_name"], picture["width"]) == ("mjpeg", 8)


def test_an_opus_file_has_its_chapters_among_its_comments(tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")

    _, answer = probed(tagged(tmp_path, "opus"))

    assert [
        (chapter["tags"]["title"], float(chapter["start_time"]), float(chapter["end_time"]))
        for chapter in answer["chapters"]
    ] == [("Bees", 0, 1), ("Ω – כותרת", 1, pytest.approx(2, abs=0.03))]


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_the_record_comes_back_as_it_was_given(kind: str, tmp_path: Path) -> None:
    assert private_record(tagged(tmp_path, kind)) == RECORD


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_a_file_of_somebody_else_has_no_record(kind: str, tmp_path: Path) -> None:
    assert private_record(untagged(tmp_path, kind)) is None


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_what_the_system_refuses_is_told_with_what_to_do(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"gone.{kind}"

    with pytest.raises(OutputError, match=f"gone.{kind} can't be tagged: No such file or directory") as caught:
        put_tags(path)

    assert caught.value.hint


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_what_is_no_such_file_is_an_error_that_names_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"letter.{kind}"
    path.write_bytes(b"Dear Sir or Madam")

    with pytest.raises(EncodingError, match=f"letter.{kind} can't be tagged"):
        put_tags(path)
    with pytest.raises(EncodingError, match=f"letter.{kind} is no M4B or Opus file"):
        private_record(path)


def test_a_record_that_was_damaged_is_an_error(tmp_path: Path) -> None:
    path = tagged(tmp_path, "opus")
    content = path.read_bytes()
    packed = content.index(b"audioed/record=") + len("audioed/record=")
    path.write_bytes(content[:packed] + b"!" + content[packed + 1 :])

    with pytest.raises(EncodingError, match="is no M4B or Opus file"):
        private_record(path)
