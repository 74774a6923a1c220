"""Faults under `audioed build` and `publish`: each is told, costs nothing that was published, and is made good."""

import ctypes
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Start: TypeAlias = Callable[..., "subprocess.Popen[bytes]"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and permissions are those of POSIX")

LONG = os.environ.get("AUDIOED_LONG") == "1"
BASE = "https://audio.example.org/"

NEW = "---\ntitle: The mill\ndate: 2024-03-04\n---\n\nIt stood.\n\n## Wheels\n\nThey turned, all five of them.\n"

_DROP_FROM_BOUNDING_SET = 24
"""PR_CAPBSET_DROP of prctl(2)."""
_OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7)."""


def without_privileges() -> None:
    """Let permissions hold for what is started, even if that is root."""
    for capability in _OVERRIDES:
        ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def tree(folder: Path) -> dict[str, str]:
    """Return the digest of every file, by its name inside the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def add_article(show: Path) -> None:
    (show / "articles" / "mill.md").write_text(NEW, encoding="utf-8")


def gaps(published: Path) -> list[str]:
    """Return what a feed names that isn't there, or isn't as long as it says."""
    feed = (published / "feed.xml").read_text(encoding="utf-8") if (published / "feed.xml").exists() else ""
    sounds = re.findall(r'<enclosure url="([^"]+)" length="(\d+)"', feed)
    places = {published / address.removeprefix(BASE): int(length) for address, length in sounds}
    return [str(path) for path, length in places.items() if not path.exists() or path.stat().st_size != length]


@pytest.fixture(scope="module")
def after(built_show: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What stands in `public/` when the article is added and built with nothing in the way."""
    copy = Path(shutil.copytree(built_show, tmp_path_factory.mktemp("whole") / "my-show", symlinks=True))
    add_article(copy)
    subprocess.run([sys.executable, "-m", "audioed", "build", str(copy)], check=True, capture_output=True, timeout=120)
    return tree(copy / "public")


@pytest.fixture
def disk(folder: Path) -> Iterator[Callable[[int], Path]]:
    """Return a small disk, made or grown to so many bytes."""
    place = folder / "disk"

    def sized(size: int) -> Path:
        again = ["-o", "remount"] if place.is_mount() else []
        place.mkdir(exist_ok=True)
        options = [*again, "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
        made = subprocess.run(["mount", *options], capture_output=True, check=False)
        if made.returncode:
            pytest.skip("run as root, who may mount a disk")
        return place

    yield sized
    if place.is_mount():
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def sizes(least: int, most: int, *, few: int, many: int) -> list[int]:
    """Return sizes from one to the other, each so many times the last."""
    count = many if LONG else few
    return [round(least * (most / least) ** (step / (count - 1))) for step in range(count)]


# A disk that fills --------------------------------------------------------------------------------------------------


def test_a_limit_of_any_size_on_files_is_told_and_costs_nothing(
    audioed: Audioed, show: Path, folder: Path, after: dict[str, str]
) -> None:
    add_article(show)
    before = tree(show / "public")
    codes = set()
    for size in sizes(200, 1_000_000, few=2, many=40):
        for is_cold in (False, True) if LONG else (False,):
            environment = {"AUDIOED_CACHE": str(folder / f"cache-{size}")} if is_cold else {}
            copy = Path(shutil.copytree(show, folder / f"show-{size}-{is_cold}", symlinks=True))

            told = audioed(
                "build",
                copy.name,
                env=environment,
                preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
            )

            assert told.returncode in {0, 41, 42}, told.stderr
            assert told.returncode == 0 or ("File too large" in told.stderr and "Hint: " in told.stderr), told.stderr
            assert tree(copy / "public") in (before, after)
            again = audioed("build", copy.name, env=environment)
            assert again.returncode == 0, again.stderr
            assert tree(copy / "public") == after
            codes.add(told.returncode)
            shutil.rmtree(copy)
    assert {0, 41} <= codes


def test_a_full_disk_under_the_show_is_told_and_the_build_goes_on_when_there_is_room(
    audioed: Audioed, show: Path, disk: Callable[[int], Path], after: dict[str, str]
) -> None:
    add_article(show)
    before = tree(show / "public")
    codes = []
    taken = sum(path.stat().st_size for path in show.rglob("*"))
    for size in sizes(taken + 200_000, taken * 3, few=2, many=30):
        copy = Path(shutil.copytree(show, disk(size) / "show", symlinks=True))

        told = audioed("build", str(copy))

        assert told.returncode in {0, 41}, told.stderr
        if told.returncode:
            assert "No space left on device" in told.stderr
            assert "Free some space, and do it again" in told.stderr
            assert told.stderr.count("Error: ") == 1
        assert tree(copy / "public") in (before, after)
        disk(2**26)
        again = audioed("build", str(copy))
        assert again.returncode == 0, again.stderr
        assert tree(copy / "public") == after
        codes.append(told.returncode)
        shutil.rmtree(copy)
    assert {0, 41} <= set(codes)


def test_a_full_disk_under_the_cache_is_told_and_the_build_goes_on_when_there_is_room(
    audioed: Audioed, show: Path, disk: Callable[[int], Path], after: dict[str, str]
) -> None:
    add_article(show)
    before = tree(show / "public")
    cache = disk(2**26) / "cache"
    for size in sizes(4096, 100_000, few=2, many=20):
        disk(size)

        told = audioed("build", "my-show", env={"AUDIOED_CACHE": str(cache)})

        assert told.returncode in {0, 42}, told.stderr
        assert told.returncode == 0 or "No space left on device" in told.stderr
        assert tree(show / "public") in (before, after)
        disk(2**26)
        shutil.rmtree(cache)
    again = audioed("build", "my-show", env={"AUDIOED_CACHE": str(cache)})
    assert again.returncode == 0, again.stderr
    assert tree(show / "public") == after


@pytest.mark.usefixtures("show")
def test_a_full_disk_at_the_target_keeps_its_feed_whole_and_publishing_goes_on_when_there_is_room(
    audioed: Audioed, show: Path, disk: Callable[[int], Path]
) -> None:
    built = tree(show / "public")
    taken = sum(path.stat().st_size for path in (show / "public").rglob("*"))
    codes = []
    for size in sizes(16_384, taken * 3, few=2, many=30):
        site = disk(size) / "site"

        told = audioed("publish", "my-show", str(site))

        assert told.returncode in {0, 62}, told.stderr
        assert told.returncode == 0 or "Make room there, then run it again" in told.stderr
        assert gaps(site) == []
        assert [path.name for path in site.rglob(".audioed-*")] == []
        disk(2**26)
        again = audioed("publish", "my-show", str(site))
        assert again.returncode == 0, again.stderr
        assert tree(site) == built
        codes.append(told.returncode)
        shutil.rmtree(site)
    assert {0, 62} <= set(codes)


# Folders that are not as they should be -----------------------------------------------------------------------------


@pytest.mark.parametrize("folder_", ["public", ".audioed", "."])
def test_a_folder_that_may_not_be_written_is_told(
    folder_: str, audioed: Audioed, show: Path, after: dict[str, str]
) -> None:
    add_article(show)
    before = tree(show / "public")
    (show / ".audioed" / "lock").unlink()
    (show / folder_).chmod(0o500)

    told = audioed("build", "my-show", preexec_fn=without_privileges)

    (show / folder_).chmod(0o700)
    assert told.returncode == 41, told.stderr
    assert "Permission denied" in told.stderr
    assert "See that you may write there" in told.stderr
    assert tree(show / "public") == before
    assert audioed("build", "my-show").returncode == 0
    assert tree(show / "public") == after


@pytest.mark.parametrize("name", ["public", ".audioed", "public/episodes", "articles", "editions.toml"])
def test_what_is_in_the_way_is_named(name: str, audioed: Audioed, show: Path) -> None:
    add_article(show)
    aside = show.with_name("aside")
    (show / name).rename(aside)
    if aside.is_dir():
        (show / name).write_text("A file where a folder should be.")
    else:
        (show / name).mkdir()

    told = audioed("build", "my-show")

    assert told.returncode in {41, 60}, told.stderr
    assert name in told.stderr
    assert "Hint: " in told.stderr
    assert name != "public/episodes" or (show / name).read_text() == "A file where a folder should be."


def test_a_published_folder_on_another_disk_is_refused_before_anything_is_spoken(audioed: Audioed, show: Path) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == show.stat().st_dev:
        pytest.skip("needs a second disk that everybody may write to: /dev/shm")
    add_article(show)
    with tempfile.TemporaryDirectory(dir=memory) as elsewhere:
        shutil.copytree(show / "public", elsewhere, dirs_exist_ok=True)
        shutil.rmtree(show / "public")
        (show / "public").symlink_to(elsewhere)
        before = tree(Path(elsewhere))

        told = audioed("build", "my-show", "--progress", "plain")

        assert told.returncode == 41
        assert "is on another disk" in told.stderr
        assert "audioed publish" in told.stderr
        assert "Speaking" not in told.stderr
        assert tree(Path(elsewhere)) == before


# Damage -------------------------------------------------------------------------------------------------------------


def test_what_others_did_to_the_published_folder_is_mended_and_what_they_added_stays(
    audioed: Audioed, show: Path
) -> None:
    public = show / "public"
    before = tree(public)
    (public / "feed.xml").write_text("<rss/>")
    (public / "cover.jpg").unlink()
    (public / "episodes/the-gate/the-gate.vtt").unlink()
    sound = public / "episodes/the-well/the-well.mp3"
    sound.write_bytes(sound.read_bytes()[:-5000])
    shutil.rmtree(public / "episodes/der-schone-pfad")
    (public / "CNAME").write_text("audio.example.org")

    told = audioed("build", "my-show")

    assert told.returncode == 0, told.stderr
    assert tree(public) == {**before, "CNAME": sha256(b"audio.example.org").hexdigest()}


def test_a_bit_that_flips_on_the_disk_is_found_by_check_and_mended_by_deleting_the_file(
    audioed: Audioed, show: Path
) -> None:
    before = tree(show / "public")
    sound = show / "public/episodes/the-well/the-well.mp3"
    times = sound.stat()
    content = bytearray(sound.read_bytes())
    content[len(content) // 2] ^= 0x10
    sound.write_bytes(content)
    os.utime(sound, ns=(times.st_atime_ns, times.st_mtime_ns))

    checked = audioed("check", "my-show")
    sound.unlink()
    told = audioed("build", "my-show")

    assert checked.returncode == 60
    assert "the-well.mp3" in checked.stdout
    assert told.returncode == 0, told.stderr
    assert tree(show / "public") == before


def test_a_cache_with_flipped_bits_changes_no_byte(audioed: Audioed, show: Path, folder: Path) -> None:
    before = tree(show / "public")
    cache = {"AUDIOED_CACHE": str(folder / "cache")}
    shutil.rmtree(show / ".audioed")
    audioed("build", "my-show", env=cache)
    chance = random.Random(5)  # noqa: S311 - nothing to guess
    for entry in sorted(path for path in (folder / "cache").glob("??/*") if path.stat().st_size):
        content = bytearray(entry.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        entry.write_bytes(content)
    shutil.rmtree(show / ".audioed")

    told = audioed("build", "my-show", env=cache)

    assert told.returncode == 0, told.stderr
    assert tree(show / "public") == before


def test_a_ledger_with_a_flipped_bit_never_costs_an_episode(audioed: Audioed, show: Path) -> None:
    ledger = show / "editions.toml"
    whole, before = ledger.read_bytes(), tree(show / "public")
    chance = random.Random(8)  # noqa: S311 - nothing to guess
    codes = set()
    for _ in range(40 if LONG else 2):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        ledger.write_bytes(content)

        told = audioed("build", "my-show")

        codes.add(told.returncode)
        assert told.returncode in {0, 60}, told.stderr
        assert told.returncode == 0 or "Take the last good version from your history" in told.stderr
        feed = (show / "public" / "feed.xml").read_text(encoding="utf-8")
        assert feed.count("<item>") == 3
        assert gaps(show / "public") == []
        ledger.write_bytes(whole)
        assert audioed("build", "my-show").returncode == 0
        assert tree(show / "public") == before
    assert codes == {0, 60} or not LONG


# Two at once --------------------------------------------------------------------------------------------------------


def test_while_a_show_is_built_others_are_told_to_wait(start: Start, audioed: Audioed, show: Path) -> None:
    text = "\n\n".join(f"The river has {number} arms." for number in range(3000))
    (show / "articles" / "long.md").write_text(f"---\ntitle: Long\n---\n\n{text}\n", encoding="utf-8")
    (show.parent / "mill.md").write_text(NEW, encoding="utf-8")
    before = tree(show / "public")
    with start("build", "my-show") as first:
        while first.poll() is None and not (show / ".audioed" / "staging").exists():
            time.sleep(0.02)

        told = [
            audioed(*command)
            for command in (
                ("build", "my-show"),
                ("add", "mill.md", "--show", "my-show"),
                ("remove", "the-gate", "--show", "my-show"),
            )
        ]

        first.kill()
        first.communicate(timeout=60)
    assert [one.returncode for one in told] == [60, 60, 60]
    assert all("Wait until it is done" in one.stderr for one in told)
    assert tree(show / "public") == before


def test_a_show_that_is_built_while_it_is_published_arrives_whole(start: Start, audioed: Audioed, show: Path) -> None:
    site = show.with_name("site")
    codes = set()
    for number in range(50 if LONG else 2):
        article = show / "articles" / "mill.md"
        article.write_text(NEW.replace("five", f"{number} and five"), encoding="utf-8")
        both = [start("build", "my-show"), start("publish", "my-show", "site")]
        said = [process.communicate(timeout=120)[1].decode() for process in both]

        codes.add(both[1].returncode)
        assert both[0].returncode == 0, said
        assert both[1].returncode == 0 or "Run it again" in said[1] or "run it again" in said[1], said
        assert gaps(site) == []
    assert codes <= {0, 62}
    assert audioed("publish", "my-show", "site").returncode == 0
    assert tree(site) == tree(show / "public")
