"""A run that is killed leaves a whole show, old or new, and the next run ends where an undisturbed one would have."""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from audioed.uploading import upload

Contents: TypeAlias = Callable[[Path], dict[str, bytes]]

pytestmark = pytest.mark.slow

SITE = "https://audio.example.org/"
MOMENTS = 200 if os.environ.get("AUDIOED_LONG") else 2
EPISODES = 10


@pytest.fixture
def older(tmp_path: Path) -> Path:
    return show(tmp_path / "older", EPISODES // 2, b"older")


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A show in which all that was there has changed, but keeps its size, and half of all is new."""
    return show(tmp_path / "newer", EPISODES, b"newer")


def show(folder: Path, episodes: int, content: bytes) -> Path:
    folder.mkdir()
    slugs = [f"episode-{number}" for number in range(episodes)]
    for slug in slugs:
        (folder / f"{slug}.mp3").write_bytes((content + slug.encode()) * 10_000)
        (folder / f"{slug}.html").write_bytes(content)
    items = "".join(f'<item><enclosure url="{SITE}{slug}.mp3"/></item>' for slug in slugs)
    (folder / "feed.xml").write_text(f"<rss><channel><title>{content.decode()}</title>{items}</channel></rss>")
    return folder


def publish(folder: Path, target: str, *, killed_after: float | None = None) -> float:
    """Run the program, and kill it some seconds after it begins to send; return how long it sent."""
    command = [sys.executable, "-m", "audioed", "publish", str(folder), target, "--progress", "plain"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line == b"Sending.\n":
                break
        began = time.monotonic()
        if killed_after is not None:
            time.sleep(killed_after)
            process.kill()
        process.wait(timeout=60)
        return time.monotonic() - began


def survive_kills(older: Path, newer: Path, target: str, contents: Contents, visible: Callable[[], Any]) -> None:
    before, after = contents(older), contents(newer)
    upload(older, target)
    whole = publish(newer, target)
    expected = visible()
    chosen = random.Random(7)  # noqa: S311 - nothing to guess
    cut_short = 0
    for _ in range(MOMENTS):
        upload(older, target, delete=True)

        publish(newer, target, killed_after=chosen.uniform(0, whole))

        found = visible()
        assert not [path for path, content in found.items() if content not in (before.get(path), after.get(path))]
        named = re.findall(rb'url="([^"]+)"', found["feed.xml"])
        wanted = before if found["feed.xml"] == before["feed.xml"] else after
        assert {address.removeprefix(SITE.encode()).decode() for address in named} <= found.keys()
        assert wanted is before or found == after
        cut_short += found != after
        upload(newer, target)
        assert visible() == expected
    assert expected == after
    assert cut_short > 0


def test_a_folder_is_whole_after_a_kill(older: Path, newer: Path, tmp_path: Path, contents: Contents) -> None:
    site = tmp_path / "site"

    def visible() -> dict[str, bytes]:
        return {path: content for path, content in contents(site).items() if not path.startswith(".audioed")}

    survive_kills(older, newer, str(site), contents, visible)

    assert not list(site.rglob(".*"))


def test_a_bucket_is_whole_after_a_kill(older: Path, newer: Path, s3: Any, contents: Contents) -> None:
    def visible() -> dict[str, bytes]:
        entries = s3.list_objects_v2(Bucket="show")["Contents"]
        return {entry["Key"]: s3.get_object(Bucket="show", Key=entry["Key"])["Body"].read() for entry in entries}

    survive_kills(older, newer, "s3://show", contents, visible)


def test_a_machine_is_whole_after_a_kill(older: Path, newer: Path, machine: Any, contents: Contents) -> None:
    www = machine.root / "www"

    def visible() -> dict[str, bytes]:
        return {path: content for path, content in contents(www).items() if not path.startswith(".audioed")}

    survive_kills(older, newer, f"{machine.address}/www", contents, visible)

    assert [path.name for path in www.rglob(".*")] == [".audioed-sent.json"]
