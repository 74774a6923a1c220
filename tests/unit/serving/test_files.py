import asyncio
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from audioed.serving.files import Files, PublishedFile
from audioed.serving.finding import AbsentError, UnavailableError


def _opened(files: Files, path: Path) -> PublishedFile:
    file = asyncio.run(files.open(path))
    file.stream.close()
    return file


def test_equal_bytes_have_the_same_digest_wherever_they_lie(published: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp3"
    shutil.copyfile(published / "sound.mp3", copy)
    files = Files()

    digests = {_opened(files, path).facts.digest for path in (published / "sound.mp3", copy)}

    assert len(digests) == 1


def test_a_file_written_to_in_the_same_instant_gets_another_digest(published: Path) -> None:
    path, files = published / "sound.mp3", Files()
    status = path.stat()
    before = _opened(files, path).facts.digest
    with path.open("r+b") as file:
        file.write(b"other")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    after = _opened(files, path).facts.digest

    assert after != before


def test_an_old_file_is_read_once(published: Path) -> None:
    path, files = published / "sound.mp3", Files()
    time.sleep(0.1)

    first, second = _opened(files, path), _opened(files, path)

    assert first.facts is second.facts


def test_a_date_in_the_future_is_not_told(published: Path) -> None:
    path = published / "sound.mp3"
    now = int(path.stat().st_mtime)
    os.utime(path, (now, now + 1_000_000))

    modified = _opened(Files(), path).modified

    assert now <= modified < now + 1000


def test_an_open_file_stays_what_it_was_when_another_takes_its_place(published: Path, sound: bytes) -> None:
    path, files = published / "sound.mp3", Files()
    file = asyncio.run(files.open(path))
    path.with_name("new").write_bytes(b"new")
    path.with_name("new").replace(path)

    with file.stream:
        content = file.content()

    assert content == sound
    assert _opened(files, path).facts.digest != file.facts.digest


def test_a_file_that_somebody_keeps_writing_to_is_unavailable(published: Path) -> None:
    path = published / "sound.mp3"
    os.truncate(path, 30_000_000)
    is_over = threading.Event()

    def keep_writing() -> None:
        with path.open("ab", buffering=0) as file:
            while not is_over.is_set():
                file.write(bytes(1000))
                os.utime(file.fileno(), (0, file.tell()))

    writer = threading.Thread(target=keep_writing)
    writer.start()

    try:
        with pytest.raises(UnavailableError):
            asyncio.run(Files().open(path))
    finally:
        is_over.set()
        writer.join()


def test_a_file_that_is_gone_is_absent(published: Path) -> None:
    with pytest.raises(AbsentError):
        asyncio.run(Files().open(published / "nothing.mp3"))


def test_a_visitor_who_leaves_while_a_file_is_read_leaves_nothing_open(published: Path) -> None:
    before = _open_files()

    async def leave() -> None:
        task = asyncio.ensure_future(Files().open(published / "sound.mp3"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())

    assert _open_files() <= before


def _open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
