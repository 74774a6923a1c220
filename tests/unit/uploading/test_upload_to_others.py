"""Places that fsspec brings: its own memory, which appears whole, and its local files, which can be renamed."""

import errno
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import fsspec
import pytest

from audioed.errors import UploadError, UsageError
from audioed.uploading import upload
from audioed.uploading.opening import open_target
from audioed.uploading.other import OtherShelf
from audioed.uploading.published import published_files
from audioed.uploading.remembering import Remembering

Contents: TypeAlias = Callable[[Path], dict[str, bytes]]

NOTES = ".audioed-sent.json"


@pytest.fixture
def memory() -> Iterator[Any]:
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def held(memory: Any) -> dict[str, bytes]:
    return {path.removeprefix("/show/"): memory.cat_file(path) for path in memory.find("/show")}


@pytest.mark.parametrize("address", ["memory://show", "memory://show/"])
def test_it_gets_every_file(address: str, memory: Any, public: Path, contents: Contents) -> None:
    done = upload(public, address)

    assert {path: content for path, content in held(memory).items() if path != NOTES} == contents(public)
    assert done.sent[-1] == "feed.xml"


def test_only_what_changed_is_sent_and_only_what_is_gone_is_deleted(memory: Any, public: Path) -> None:
    upload(public, "memory://show")
    (public / "style.css").write_text("BODY { margin: 0 }")
    (public / "cover.jpg").unlink()
    memory.pipe_file("/show/index.html", memory.cat_file("/show/index.html").swapcase())

    done = upload(public, "memory://show", delete=True)

    assert done.sent == ("style.css", "index.html")
    assert done.removed == ("cover.jpg",)
    assert "cover.jpg" not in held(memory)


def test_where_there_is_a_rename_a_file_is_moved_into_place(
    public: Path, tmp_path: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = fsspec.filesystem("file", skip_instance_cache=True)
    moved: list[str] = []
    rename = files.mv

    def move(old: str, new: str) -> None:
        moved.append(Path(new).name)
        rename(old, new)

    monkeypatch.setattr(files, "mv", move)
    found, _ = published_files(public)

    with Remembering(OtherShelf(files, str(tmp_path / "site"))) as place:
        for file in found:
            place.send(file)
        place.finish()

    arrived = contents(tmp_path / "site")
    assert arrived.pop(NOTES)
    assert arrived == contents(public)
    assert moved == [*(Path(file.path).name for file in found), NOTES]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "can't write cover.jpg: No space left on device"),
        (NotImplementedError(), "can't write cover.jpg: its file system can't do that"),
    ],
)
def test_what_it_refuses_is_named(
    error: Exception, said: str, memory: Any, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(memory, "open", refuse)

    with pytest.raises(UploadError) as told:
        upload(public, "memory://show")

    assert told.value.message == said


def test_what_bears_no_mark_is_read_back(memory: Any, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audioed.uploading.other._MARKS", ())
    upload(public, "memory://show")
    memory.pipe_file("/show/index.html", memory.cat_file("/show/index.html").swapcase())

    done = upload(public, "memory://show")

    assert done.sent == ("index.html",)


def test_the_address_of_the_web_is_no_target(public: Path) -> None:
    with pytest.raises(UsageError, match="is where a show is read") as told:
        upload(public, "https://audio.example.org/")

    assert "s3://" in told.value.hint


def test_a_kind_of_place_that_nobody_knows_is_refused(public: Path) -> None:
    with pytest.raises(UsageError, match="Protocol not known: carrier-pigeon"):
        upload(public, "carrier-pigeon://show")


@pytest.mark.parametrize(
    ("address", "missing", "install"),
    [
        ("s3://show", "s3fs", "audioed[s3]"),
        ("sftp://example.org/show", "paramiko", "audioed[sftp]"),
        ("gs://show", "gcsfs", "gcsfs"),
    ],
)
def test_a_library_that_is_missing_is_named(
    address: str, missing: str, install: str, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("audioed.uploading.s3", "audioed.uploading.sftp"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(UploadError, match=missing) as told:
        upload(public, address)

    assert install in told.value.message + told.value.hint


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("ada@example.org:www", "sftp://ada@example.org/www"),
        ("example.org:/var/www", "sftp://example.org/var/www"),
        ("file://example.org/www", "file:///example.org/www"),
    ],
)
def test_an_address_that_is_none_is_refused_with_what_was_meant(address: str, hint: str) -> None:
    with pytest.raises(UsageError) as told:
        open_target(address)

    assert told.value.hint.endswith(hint)
