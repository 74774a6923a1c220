import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from audioed.errors import OutputError
from audioed.store import atomic, write_atomically


@pytest.fixture(params=["nameless", "hidden"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on a system that has files without names, and on one that hasn't."""
    if request.param == "hidden":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return tmp_path


def test_the_chunks_become_the_file_and_are_digested_and_counted(folder: Path) -> None:
    path = folder / "article.mp3"
    digest = hashlib.sha256()

    written = write_atomically(path, [b"one", b"", b"two"], digest=digest)

    assert path.read_bytes() == b"onetwo"
    assert written == 6
    assert digest.digest() == hashlib.sha256(b"onetwo").digest()
    assert list(folder.iterdir()) == [path]


def test_nothing_has_a_name_until_it_is_whole(tmp_path: Path) -> None:
    if not hasattr(os, "O_TMPFILE"):
        pytest.skip("needs Linux")
    seen: list[Path] = []

    def chunks() -> Iterator[bytes]:
        yield b"one"
        seen.extend(tmp_path.iterdir())
        yield b"two"

    write_atomically(tmp_path / "article.mp3", chunks())

    assert seen == []


def test_an_error_in_the_content_leaves_the_old_file_alone(folder: Path) -> None:
    path = folder / "article.mp3"
    path.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, chunks())

    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_an_error_of_the_systems_in_the_content_is_not_taken_for_one_of_the_file(folder: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        write_atomically(folder / "article.mp3", chunks())


def test_the_file_keeps_its_permissions_and_a_new_one_has_the_usual(folder: Path) -> None:
    kept = folder / "kept.mp3"
    kept.touch()
    kept.chmod(0o640)
    usual = folder / "usual"
    usual.touch()

    write_atomically(kept, [b"new"])
    write_atomically(folder / "new.mp3", [b"new"])

    assert kept.stat().st_mode & 0o777 == 0o640
    assert (folder / "new.mp3").stat().st_mode == usual.stat().st_mode


def test_a_symbolic_link_is_followed(folder: Path) -> None:
    (folder / "link.mp3").symlink_to(folder / "real.mp3")

    write_atomically(folder / "link.mp3", [b"new"])

    assert (folder / "link.mp3").is_symlink()
    assert (folder / "real.mp3").read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    null = Path(os.devnull)

    written = write_atomically(null, [b"into the void"])

    assert written == 13
    assert null.is_char_device()


def test_a_full_disk_is_a_clear_error_that_says_what_to_do() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs Linux's /dev/full")

    with pytest.raises(OutputError, match="can't write /dev/full: No space left") as error:
        write_atomically(full, [b"content"])

    assert "Free some space" in error.value.hint


def test_a_disk_that_fills_up_leaves_the_old_file_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs Linux's /dev/full")
    path = folder / "article.mp3"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic, "_create", lambda _hidden: (os.open("/dev/full", os.O_WRONLY), True))

    with pytest.raises(OutputError, match="No space left"):
        write_atomically(path, [b"content"])

    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing/article.mp3", "No such file"),
        ("file/article.mp3", "Not a directory"),
        ("folder", "Is a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_place_that_can_not_be_written_to_is_a_clear_error(folder: Path, name: str, message: str) -> None:
    (folder / "file").touch()
    (folder / "folder").mkdir()

    with pytest.raises(OutputError, match=message) as error:
        write_atomically(folder / name, [b"content"])

    assert name in error.value.message
    assert error.value.hint
    assert sorted(path.name for path in folder.iterdir()) == ["file", "folder"]


def test_a_folder_without_permission_is_a_clear_error(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("run as an ordinary user: root may write everywhere")
    folder.chmod(0o500)

    with pytest.raises(OutputError, match="Permission denied") as error:
        write_atomically(folder / "article.mp3", [b"content"])

    assert "-o" in error.value.hint
