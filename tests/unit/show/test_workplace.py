"""A tree that takes its place at once."""

import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from audioed.errors import OutputError, ShowError
from audioed.show.workplace import files_in, staging, take_place
from audioed.store import exchange


def put(folder: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in files_in(folder)}


def test_what_is_fresh_stands_over_what_was_there_and_the_rest_stays(tmp_path: Path) -> None:
    public = put(tmp_path / "public", {"feed.xml": "old", "episodes/a/a.mp3": "sound", "CNAME": "example.org"})
    fresh = put(tmp_path / "fresh", {"feed.xml": "new", "episodes/b/b.mp3": "more"})

    changed = take_place(fresh, public, without=())

    assert changed == ("episodes/b/b.mp3", "feed.xml")
    assert contents(public) == {
        "feed.xml": "new",
        "episodes/a/a.mp3": "sound",
        "episodes/b/b.mp3": "more",
        "CNAME": "example.org",
    }


def test_a_file_that_is_unchanged_keeps_its_inode_and_time(tmp_path: Path) -> None:
    public = put(tmp_path / "public", {"a.mp3": "sound", "b.mp3": "same", "c.mp3": "old"})
    before = {name: (public / name).stat() for name in ("a.mp3", "b.mp3")}
    fresh = put(tmp_path / "fresh", {"b.mp3": "same", "c.mp3": "new"})

    take_place(fresh, public, without=())

    for name, was in before.items():
        now = (public / name).stat()
        assert (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)


def test_what_is_to_go_goes_with_the_folder_that_it_leaves_empty(tmp_path: Path) -> None:
    public = put(tmp_path / "public", {"feed.xml": "feed", "episodes/a/a.mp3": "sound"})
    (tmp_path / "fresh").mkdir()

    changed = take_place(tmp_path / "fresh", public, without=["episodes/a/a.mp3", "never/there"])

    assert changed == ("episodes/a/a.mp3",)
    assert not (public / "episodes").exists()


@pytest.mark.parametrize(("theirs", "ours"), [("episodes", "episodes/a.mp3"), ("a.mp3/theirs", "a.mp3")])
def test_what_is_in_the_way_is_named_and_stays(theirs: str, ours: str, tmp_path: Path) -> None:
    public = put(tmp_path / "public", {theirs: "theirs"})
    fresh = put(tmp_path / "fresh", {ours: "ours"})

    with pytest.raises(OutputError, match="is in the way"):
        take_place(fresh, public, without=())

    assert contents(public) == {theirs: "theirs"}


def test_nothing_is_touched_where_nothing_would_change(tmp_path: Path) -> None:
    public = put(tmp_path / "public", {"feed.xml": "feed"})
    was = public.stat()
    fresh = put(tmp_path / "fresh", {"feed.xml": "feed"})

    changed = take_place(fresh, public, without=())

    assert changed == ()
    assert public.stat().st_ino == was.st_ino


def test_a_reader_sees_all_of_the_old_or_all_of_the_new(tmp_path: Path) -> None:
    public = put(tmp_path / "public", {"feed.xml": "0", "sound.mp3": "0"})
    torn: list[tuple[bytes, bytes]] = []
    done = threading.Event()

    def content(name: str, folder: int) -> bytes:
        file = os.open(name, os.O_RDONLY, dir_fd=folder)
        try:
            return os.read(file, 9)
        finally:
            os.close(file)

    def read() -> None:
        while not done.is_set():
            folder = os.open(public, os.O_RDONLY)
            with suppress(FileNotFoundError):  # the tree that was opened is gone, and a server would open the next
                pair = content("feed.xml", folder), content("sound.mp3", folder)
                if pair[0] != pair[1]:
                    torn.append(pair)
            os.close(folder)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 100):
        take_place(put(tmp_path / "fresh", {"feed.xml": f"{number}", "sound.mp3": f"{number}"}), public, without=())
        assert public.is_dir()
    done.set()
    reader.join()

    assert torn == []


def test_a_published_folder_that_is_a_link_stays_one(tmp_path: Path) -> None:
    real = put(tmp_path / "elsewhere", {"feed.xml": "old"})
    (tmp_path / "public").symlink_to(real)
    fresh = put(tmp_path / "fresh", {"feed.xml": "new"})

    take_place(fresh, tmp_path / "public", without=())

    assert (tmp_path / "public").is_symlink()
    assert contents(tmp_path / "public") == {"feed.xml": "new"}


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    public = put(tmp_path / "public", {"a.mp3": "sound"})

    take_place(put(tmp_path / "fresh", {"feed.xml": "new"}), public, without=())

    assert contents(public) == {"a.mp3": "sound", "feed.xml": "new"}


def test_without_a_way_to_swap_two_renames_do_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audioed.store.swap._swap", lambda: None)
    one, other = put(tmp_path / "one", {"a": "1"}), put(tmp_path / "other", {"a": "2"})

    exchange(one, other)

    assert contents(one) == {"a": "2"}
    assert contents(other) == {"a": "1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]


def test_an_exchange_that_fails_half_way_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audioed.store.swap._swap", lambda: None)
    public = put(tmp_path / "public", {"feed.xml": "old"})

    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "never made", public)

    assert contents(public) == {"feed.xml": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_what_an_exchange_that_was_killed_took_away_is_put_back_by_the_next_build(tmp_path: Path) -> None:
    own = tmp_path / ".audioed" / "staging"
    put(own / "public.whole", {"feed.xml": "new"})
    put(own / "public.whole.aside", {"feed.xml": "old", "CNAME": "example.org"})

    with staging(tmp_path):
        back = contents(tmp_path / "public")

    assert back == {"feed.xml": "old", "CNAME": "example.org"}


def test_a_second_build_of_the_show_is_told_to_wait(tmp_path: Path) -> None:
    with staging(tmp_path), pytest.raises(ShowError, match="Another build"), staging(tmp_path):
        pass


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    put(tmp_path / ".audioed" / "staging" / "public", {"half.mp3": "ha"})

    with staging(tmp_path) as folder:
        left = list(folder.iterdir())

    assert left == []
    assert not folder.exists()


def test_a_show_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / ".audioed").write_text("a file where a folder should be")

    with pytest.raises(OutputError, match=r"\.audioed can't be written") as refused, staging(tmp_path):
        pass

    assert refused.value.hint.startswith("Move away what is in the way")


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / ".audioed" / "lock").mkdir(parents=True)

    with pytest.raises(OutputError, match=r"lock can't be written: Is a directory"), staging(tmp_path):
        pass
