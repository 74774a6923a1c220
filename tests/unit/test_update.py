"""The pipeline in this process, with workers of its own."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from audioed.config import Config, File, Folder, StandardOutput
from audioed.errors import AudioedError, EmptyArticleError, OutputError
from audioed.progress import Advanced, Began, Event
from audioed.receipt import Edition
from audioed.sound.id3 import read_private
from audioed.update import open_workers, update

ARTICLE = """# A river

It rises in the hills, 40 km from the sea.

## The mouth

It ends in the sea. It carried $2.5m of gold.

```
flow = 3
```
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "river.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def config(folder: Path, **fields: object) -> Config:
    settings = {"cache": folder / "cache", "voice": "tone", "jobs": 1, "output": Folder(folder), **fields}
    return Config(**settings)  # type: ignore[arg-type] # fields are each checked where they are used


def convert(source: str, settings: Config, **options: Any) -> Edition:
    with open_workers(settings) as workers:
        return update(source, settings, workers=workers, **options)


def test_an_article_becomes_an_mp3_with_its_record(source: Path, tmp_path: Path) -> None:
    events: list[Event] = []

    edition = convert(str(source), config(tmp_path), report=events.append)

    assert edition.files == (tmp_path / "river.mp3",)
    assert read_private(tmp_path / "river.mp3", "audioed/record")
    assert (edition.title, edition.synthesized, edition.unchanged) == ("A river", edition.segments, False)
    assert "flow = 3" in [skip.text for skip in edition.skipped]
    assert [event.stage for event in events if isinstance(event, Began)] == [
        "reading", "speaking", "stitching", "proving",
    ]  # fmt: skip
    assert [event.done for event in events if isinstance(event, Advanced)] == list(range(1, edition.segments + 1))


def test_an_unchanged_article_is_told_from_its_receipt(source: Path, tmp_path: Path) -> None:
    first = convert(str(source), config(tmp_path))

    second = convert(str(source), config(tmp_path))

    assert second.unchanged
    assert second.synthesized == 0
    assert (second.files, second.samples, second.skipped) == (first.files, first.samples, first.skipped)


def test_an_edition_that_was_deleted_is_joined_again_from_what_is_kept(source: Path, tmp_path: Path) -> None:
    convert(str(source), config(tmp_path))
    before = (tmp_path / "river.mp3").read_bytes()
    (tmp_path / "river.mp3").unlink()

    again = convert(str(source), config(tmp_path))

    assert again.synthesized == 0
    assert (tmp_path / "river.mp3").read_bytes() == before


def test_every_format_and_companion_comes_from_the_one_timeline(source: Path, tmp_path: Path) -> None:
    kinds = ("vtt", "srt", "json", "txt", "chapters")

    edition = convert(str(source), config(tmp_path, formats=("mp3", "m4b", "opus"), also=kinds))

    suffixes = ["mp3", "m4b", "opus", "vtt", "srt", "json", "txt", "chapters.json"]
    assert [path.name for path in edition.files] == [f"river.{suffix}" for suffix in suffixes]
    assert all(path.stat().st_size for path in edition.files)
    assert "$2.5m" in (tmp_path / "river.vtt").read_text(encoding="utf-8")


def test_pictures_are_copied_beside_the_article_and_one_that_is_missing_is_reported(
    source: Path, tmp_path: Path
) -> None:
    sample = Path(__file__).resolve().parents[2] / "samples" / "pictures"
    picture = next(path for path in sorted(sample.iterdir()) if path.suffix == ".png")
    (source.parent / "drawing.png").write_bytes(picture.read_bytes())
    source.write_text(f"{ARTICLE}\n![A drawing](drawing.png)\n\n![A map](gone.png)\n", encoding="utf-8")

    edition = convert(str(source), config(tmp_path, also=("pictures",)))

    (kept,) = (tmp_path / "river.pictures").iterdir()
    assert kept in edition.files
    assert kept.read_bytes().startswith(b"\x89PNG")
    assert any("gone.png can't be had" in finding for finding in edition.findings)


def test_standard_input_may_go_to_standard_output(tmp_path: Path) -> None:
    stdout = BytesIO()

    edition = convert("-", config(tmp_path, output=StandardOutput()), stdin=BytesIO(ARTICLE.encode()), stdout=stdout)

    assert edition.files == ()
    assert stdout.getvalue().startswith(b"ID3")


def test_jingles_are_runs_like_any_other(source: Path, tmp_path: Path) -> None:
    plain = convert(str(source), config(tmp_path, output=File(tmp_path / "plain.mp3")))
    tune = tmp_path / "plain.mp3"

    tuned = convert(str(source), config(tmp_path, intro=tune, outro=tune))

    assert tuned.synthesized == 0
    assert tuned.samples > 2 * plain.samples


def test_another_sample_rate_is_the_whole_editions(source: Path, tmp_path: Path) -> None:
    edition = convert(str(source), config(tmp_path, sample_rate=44100, bit_rate_kbps=96))

    assert edition.rate == 44100


def test_nothing_is_spoken_when_the_file_may_not_be_written(source: Path, tmp_path: Path) -> None:
    (tmp_path / "river.mp3").write_bytes(b"somebody's song")
    events: list[Event] = []

    with pytest.raises(OutputError):
        convert(str(source), config(tmp_path), report=events.append)

    assert "speaking" not in [event.stage for event in events if isinstance(event, Began)]
    assert (tmp_path / "river.mp3").read_bytes() == b"somebody's song"


def test_a_folder_that_cannot_be_made_is_an_error(source: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"river\.md/editions can't be made"):
        convert(str(source), config(tmp_path, output=Folder(source / "editions")))


@pytest.mark.parametrize(
    "text",
    ["😀 😀\n", "<p><del>All of it was deleted.</del></p>\n", "<article><aside><p>By the way.</p></aside></article>"],
)
def test_an_article_of_which_nothing_can_be_said_is_an_error(text: str, tmp_path: Path) -> None:
    unframed = config(tmp_path, opening="", closing="", policy="brief")

    with pytest.raises(EmptyArticleError):
        convert("-", unframed, stdin=BytesIO(text.encode()))


def test_an_error_leaves_no_file_behind(source: Path, tmp_path: Path) -> None:
    with pytest.raises(AudioedError):
        convert(str(source), config(tmp_path, sting=tmp_path / "missing.wav"))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "river.md"]
