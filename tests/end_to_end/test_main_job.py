"""One article in, one complete and verified edition out."""

import json
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Start: TypeAlias = Callable[..., "subprocess.Popen[bytes]"]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ARTICLES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".md", ".html", ".txt"})
LONG = os.environ.get("AUDIOED_LONG") == "1"


def converted(audioed: Audioed, *arguments: str, **options: Any) -> dict[str, Any]:
    told = audioed("convert", *arguments, "--json", **options)
    assert told.returncode == 0, told.stderr
    (result,) = json.loads(told.stdout)["results"]
    assert isinstance(result, dict)
    return result


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def paragraphs(count: int) -> str:
    chance = random.Random(7)  # noqa: S311 - repeatable is what is wanted
    words = ("river", "bridge", "lamp", "winter", "record", "orchard", "market", "tide", "keeper", "letter", "window")
    text = [" ".join(chance.choices(words, k=40)).capitalize() + "." for _ in range(count)]
    return "# Many paragraphs\n\n" + "\n\n".join(text) + "\n"


@pytest.mark.parametrize("name", ARTICLES)
def test_every_sample_becomes_an_edition_that_verifies(audioed: Audioed, folder: Path, name: str) -> None:
    result = converted(audioed, str(SAMPLES / name))

    told = audioed("verify", result["files"][0], "--source", str(SAMPLES / name))

    assert told.returncode == 0, told.stdout + told.stderr
    assert (folder / f"{Path(name).stem}.mp3").is_file()
    assert result["segments"] > 8


def test_an_edition_of_another_rate_verifies_against_its_source(audioed: Audioed) -> None:
    source = str(SAMPLES / "lighthouses.html")
    assert audioed("convert", source, "--voice", "tone", "--rate", "600", "-o", "fast.mp3").returncode == 0

    told = audioed("verify", "fast.mp3", "--source", source)

    assert told.returncode == 0, told.stdout + told.stderr


def test_ffprobe_finds_the_chapters_of_the_headings(audioed: Audioed, folder: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")
    source = SAMPLES / "night-buses.md"
    headings = re.findall(r"^#+ (.+)$", source.read_text(encoding="utf-8"), flags=re.MULTILINE)

    converted(audioed, str(source))

    answer = subprocess.run(
        ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-of", "json", folder / "night-buses.mp3"],
        check=True,
        capture_output=True,
    )
    found = json.loads(answer.stdout.decode("utf-8", "replace"))
    titles = [chapter["tags"]["title"] for chapter in found["chapters"]]
    ends = [chapter["end_time"] for chapter in found["chapters"]]
    assert [title for title in titles[1:] if title in headings] == titles[1:]
    assert len(titles) > 2
    assert [chapter["start_time"] for chapter in found["chapters"]] == ["0.000000", *ends[:-1]]


def test_the_second_time_nothing_is_done_and_no_byte_changes(audioed: Audioed, folder: Path) -> None:
    (folder / "many.md").write_text(paragraphs(8), encoding="utf-8")
    first = converted(audioed, "many.md")
    before = digest(folder / "many.mp3")

    second = converted(audioed, "many.md")

    assert not first["unchanged"]
    assert second["unchanged"]
    assert second["synthesized"] == 0
    assert digest(folder / "many.mp3") == before


def test_the_same_bytes_come_out_with_any_number_of_jobs_and_a_cold_or_warm_cache(
    audioed: Audioed, folder: Path, tmp_path: Path
) -> None:
    (folder / "many.md").write_text(paragraphs(12), encoding="utf-8")
    digests = set()

    for number, jobs in enumerate(("1", "2", "3")):
        cache = {"AUDIOED_CACHE": str(tmp_path / f"cache{number}")}
        converted(audioed, "many.md", "--jobs", jobs, env=cache)
        digests.add(digest(folder / "many.mp3"))
        (folder / "many.mp3").unlink()
        assert converted(audioed, "many.md", "--jobs", jobs, env=cache)["synthesized"] == 0
        digests.add(digest(folder / "many.mp3"))

    assert len(digests) == 1


def test_an_edited_paragraph_costs_one_segment(audioed: Audioed, folder: Path) -> None:
    text = paragraphs(10)
    (folder / "many.md").write_text(text, encoding="utf-8")
    converted(audioed, "many.md")
    last = text.rstrip().rpartition("\n\n")[2]

    (folder / "many.md").write_text(text.replace(last, f"Once {last}"), encoding="utf-8")
    result = converted(audioed, "many.md")

    assert result["synthesized"] == 1
    assert audioed("verify", "many.mp3", "--source", "many.md").returncode == 0


def test_a_damaged_cache_is_made_anew(audioed: Audioed, folder: Path, tmp_path: Path) -> None:
    (folder / "many.md").write_text(paragraphs(6), encoding="utf-8")
    cache = {"AUDIOED_CACHE": str(tmp_path / "cache")}
    converted(audioed, "many.md", env=cache)
    before = digest(folder / "many.mp3")
    (folder / "many.mp3").unlink()
    for entry in sorted((tmp_path / "cache").rglob("*")):
        if entry.is_file() and entry.stat().st_size > 1000:
            content = bytearray(entry.read_bytes())
            content[len(content) // 2] ^= 0xFF
            entry.write_bytes(content)

    converted(audioed, "many.md", env=cache)

    assert digest(folder / "many.mp3") == before


def test_a_build_killed_at_any_moment_leaves_nothing_half_done(
    audioed: Audioed, start: Start, folder: Path, tmp_path: Path
) -> None:
    (folder / "many.md").write_text(paragraphs(60), encoding="utf-8")
    cache = {"AUDIOED_CACHE": str(tmp_path / "cache")}
    converted(audioed, "many.md", env={"AUDIOED_CACHE": str(tmp_path / "undisturbed")})
    undisturbed = digest(folder / "many.mp3")
    (folder / "many.mp3").unlink()
    chance = random.Random(5)  # noqa: S311 - repeatable is what is wanted

    for _ in range(200 if LONG else 6):
        with start("convert", "many.md", env=cache, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0, 1.5))
            process.send_signal(signal.SIGKILL)
        seen = [path for path in folder.iterdir() if not path.name.startswith(".")]
        assert {path.name for path in seen} <= {"many.md", "many.mp3"}
        if (folder / "many.mp3").exists():
            assert digest(folder / "many.mp3") == undisturbed
            (folder / "many.mp3").unlink()

    converted(audioed, "many.md", env=cache)

    assert digest(folder / "many.mp3") == undisturbed


def test_two_builds_at_once_do_not_disturb_each_other(start: Start, folder: Path) -> None:
    (folder / "many.md").write_text(paragraphs(15), encoding="utf-8")

    running = [start("convert", "many.md", "-o", f"{name}.mp3") for name in ("one", "two")]
    codes = [process.wait(timeout=120) for process in running]
    for process in running:
        process.communicate()

    assert codes == [0, 0]
    assert digest(folder / "one.mp3") == digest(folder / "two.mp3")


def test_every_format_and_companion_is_written_and_the_same_twice(
    audioed: Audioed, folder: Path, tmp_path: Path
) -> None:
    (folder / "many.md").write_text(paragraphs(4), encoding="utf-8")
    asked = ("many.md", "--to", "mp3,m4b,opus", "--also", "vtt,srt,json,txt,chapters")
    names = ["many.mp3", "many.m4b", "many.opus", "many.vtt", "many.srt", "many.json", "many.txt", "many.chapters.json"]

    first = converted(audioed, *asked)
    before = {name: digest(folder / name) for name in names}
    converted(audioed, *asked, "--force", env={"AUDIOED_CACHE": str(tmp_path / "cold")})

    assert first["files"] == names
    assert {name: digest(folder / name) for name in names} == before
    for name in ("many.m4b", "many.opus"):
        assert audioed("verify", name).returncode == 0


def test_all_formats_last_as_long_and_have_the_same_chapters(
    audioed: Audioed, folder: Path, needs: Callable[..., None]
) -> None:
    needs("ffprobe")
    (folder / "many.md").write_text(paragraphs(3) + "\n## Second\n\nMore words are here.\n", encoding="utf-8")

    converted(audioed, "many.md", "--to", "mp3,m4b,opus")

    answers = [
        subprocess.run(
            ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", folder / f"many.{suffix}"],
            check=True,
            capture_output=True,
        )
        for suffix in ("mp3", "m4b", "opus")
    ]
    chapters = [
        [
            (chapter["tags"]["title"], round(float(chapter["start_time"]), 2))
            for chapter in json.loads(answer.stdout)["chapters"]
        ]
        for answer in answers
    ]
    assert chapters[0] == chapters[1] == chapters[2]
    assert [title for title, _ in chapters[0]] == ["Many paragraphs", "Second"]


def test_jingles_are_put_in_and_verify(audioed: Audioed, folder: Path, needs: Callable[..., None]) -> None:
    needs("ffmpeg")
    sine = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1.5:sample_rate=44100", "-ac", "2"]
    subprocess.run(["ffmpeg", "-v", "error", *sine, folder / "tune.wav"], check=True)
    (folder / "many.md").write_text("# Tunes\n\nWords are said.\n\n## Next\n\nAnd more.\n", encoding="utf-8")
    plain = converted(audioed, "many.md")

    tuned = converted(audioed, "many.md", "--intro", "tune.wav", "--sting", "tune.wav", "--outro", "tune.wav")

    assert tuned["synthesized"] == 0
    assert 3 * 1500 <= tuned["duration_ms"] - plain["duration_ms"] <= 3 * 3000
    assert audioed("verify", "many.mp3").returncode == 0


def test_sound_goes_to_standard_output(start: Start, folder: Path) -> None:
    (folder / "many.md").write_text(paragraphs(2), encoding="utf-8")

    with start("convert", "many.md", "-o", "-") as process:
        out, err = process.communicate(timeout=120)

    assert process.returncode == 0, err
    assert out.startswith(b"ID3")
    assert sorted(path.name for path in folder.iterdir()) == ["many.md"]
