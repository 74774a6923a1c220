import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from audioed.errors import UploadError, UsageError
from audioed.progress import Advanced, Event, Noticed
from audioed.uploading import upload
from audioed.uploading.published import published_files
from audioed.uploading.target import refusal

Contents: TypeAlias = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def places(folder: Path) -> dict[str, int]:
    """Which files stand there, apart from what is in them."""
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def missing(site: Path) -> list[str]:
    """What the feed that stands there points to, and isn't there."""
    if not (site / "feed.xml").exists():
        return []
    addresses = re.findall(r'<enclosure url="([^"]+)', (site / "feed.xml").read_text())
    paths = [address.removeprefix("https://audio.example.org/") for address in addresses]
    return [path for path in paths if not (site / path).exists()]


@pytest.mark.parametrize("prefix", ["", "file://", "file:"])
def test_a_folder_gets_every_file(prefix: str, public: Path, site: Path, contents: Contents) -> None:
    done = upload(public, f"{prefix}{site}")

    assert contents(site) == contents(public)
    assert (len(done.sent), done.unchanged) == (10, 0)
    assert done.sent_bytes == sum(len(content) for content in contents(public).values())


def test_sound_goes_before_pages_and_the_feed_goes_last(public: Path, site: Path) -> None:
    (public / "feed-2.xml").write_bytes((public / "feed.xml").read_bytes())

    done = upload(public, str(site))

    assert list(done.sent[-5:]) == [
        "episodes/one/index.html",
        "episodes/two/index.html",
        "index.html",
        "feed-2.xml",
        "feed.xml",
    ]


def test_who_looks_meanwhile_finds_all_that_the_feed_names(public: Path, site: Path) -> None:
    gaps: list[list[str]] = []

    upload(public, str(site), report=lambda _: gaps.append(missing(site)))

    assert len(gaps) > 10
    assert not any(gaps)


def test_what_is_there_is_not_sent_again(public: Path, site: Path) -> None:
    upload(public, str(site))
    before = places(site)

    done = upload(public, str(site))

    assert (done.sent, done.unchanged) == ((), 10)
    assert places(site) == before


def test_what_is_there_is_sent_again_when_asked(public: Path, site: Path) -> None:
    upload(public, str(site))

    assert len(upload(public, str(site), everything=True).sent) == 10


def test_only_what_changed_is_sent(public: Path, site: Path, contents: Contents) -> None:
    upload(public, str(site))
    before = places(site)
    (public / "episodes" / "two" / "two.mp3").write_bytes(bytes(76_800))

    done = upload(public, str(site))

    assert done.sent == ("episodes/two/two.mp3",)
    assert contents(site) == contents(public)
    assert [path for path, inode in places(site).items() if before[path] != inode] == ["episodes/two/two.mp3"]


def test_what_somebody_else_changed_is_mended(public: Path, site: Path, contents: Contents) -> None:
    upload(public, str(site))
    theirs = site / "episodes" / "one" / "one.mp3"
    when = theirs.stat()
    theirs.write_bytes(b"\x01" + theirs.read_bytes()[1:])
    os.utime(theirs, ns=(when.st_atime_ns, when.st_mtime_ns))

    done = upload(public, str(site))

    assert done.sent == ("episodes/one/one.mp3",)
    assert contents(site) == contents(public)


def test_a_dry_run_changes_nothing(public: Path, site: Path) -> None:
    done = upload(public, str(site), dry_run=True, delete=True)

    assert len(done.sent) == 10
    assert not site.exists()


def test_nothing_is_deleted_unless_told(public: Path, site: Path) -> None:
    upload(public, str(site))
    (public / "episodes" / "two" / "two.mp3").unlink()

    done = upload(public, str(site))

    assert (done.removed, done.left) == ((), ("episodes/two/two.mp3",))
    assert (site / "episodes" / "two" / "two.mp3").exists()


def test_what_the_show_no_longer_has_is_deleted_when_told(public: Path, site: Path) -> None:
    upload(public, str(site))
    (public / "episodes" / "two" / "two.mp3").unlink()
    (public / "episodes" / "two" / "index.html").unlink()
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    (site / ".nojekyll").touch()
    (site / "linked").symlink_to(public)

    done = upload(public, str(site), delete=True)

    assert done.removed == ("episodes/two/index.html", "episodes/two/two.mp3")
    assert not (site / "episodes" / "two").exists()
    assert (site / ".git" / "HEAD").exists()
    assert (site / ".nojekyll").exists()
    assert (site / "linked").is_symlink()


def test_hidden_files_stay_at_home_unless_a_server_wants_them(public: Path, site: Path) -> None:
    for hidden in (".git", ".DS_Store", ".nojekyll", ".well-known"):
        (public / hidden).mkdir()
        (public / hidden / "file").touch()

    done = upload(public, str(site))

    assert [path for path in done.sent if path.startswith(".")] == [".nojekyll/file", ".well-known/file"]


def test_a_symbolic_link_stays_at_home(public: Path, site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("key")
    (public / "notes.txt").symlink_to(tmp_path / "secret")
    told: list[Event] = []

    upload(public, str(site), report=told.append)

    assert not (site / "notes.txt").exists()
    assert [event.message for event in told if isinstance(event, Noticed)] == [
        "notes.txt is a symbolic link and is not sent."
    ]


def test_what_a_killed_run_left_behind_is_tidied(public: Path, site: Path) -> None:
    (site / "episodes" / "one").mkdir(parents=True)
    left = site / "episodes" / "one" / ".audioed-0123456789abcdef.part"
    left.write_bytes(b"half")

    upload(public, str(site))

    assert not left.exists()


def test_a_folder_that_is_built_anew_meanwhile_keeps_its_feed(public: Path, site: Path) -> None:
    def build(event: Event) -> None:
        if isinstance(event, Advanced) and event.saying == "index.html" and event.stage == "sending":
            (public / "feed.xml").write_text("<rss>newer</rss>")

    with pytest.raises(UploadError, match="built again"):
        upload(public, str(site), report=build)

    assert not (site / "feed.xml").exists()


def test_a_sound_that_is_replaced_meanwhile_holds_the_feed_back(public: Path, site: Path) -> None:
    def build(event: Event) -> None:
        if isinstance(event, Advanced) and event.saying == "cover.jpg" and event.stage == "sending":
            newer = public / "newer"
            newer.write_bytes(b"another sound")
            newer.replace(public / "episodes/one/one.mp3")

    with pytest.raises(UploadError, match="built again"):
        upload(public, str(site), report=build)

    assert not (site / "episodes/one/one.mp3").exists()
    assert not (site / "feed.xml").exists()


def test_a_feed_that_is_replaced_at_the_last_moment_is_not_sent(public: Path) -> None:
    files, _ = published_files(public)
    (public / "newer").write_text("<rss>newer</rss>")
    (public / "newer").replace(public / "feed.xml")

    with pytest.raises(UploadError, match="built again"), files[-1].open():
        pass


def test_a_file_that_goes_meanwhile_is_named(public: Path, site: Path) -> None:
    def remove(event: Event) -> None:
        if isinstance(event, Advanced) and event.stage == "comparing":
            (public / "index.html").unlink(missing_ok=True)

    with pytest.raises(UploadError, match=r"can't read .*index\.html"):
        upload(public, str(site), report=remove)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, site: Path) -> None:
    with pytest.raises(UploadError, match="can't read"):
        upload(tmp_path / "none", str(site))


@pytest.mark.parametrize("target", [".", "episodes", ".."])
def test_a_folder_is_not_sent_into_itself_nor_over_what_it_stands_in(target: str, public: Path) -> None:
    with pytest.raises(UsageError, match="inside"):
        upload(public, str(public / target), delete=True)


def test_a_full_disk_is_named(public: Path, site: Path) -> None:
    site.mkdir()
    (site / "style.css").symlink_to("/dev/full")

    with pytest.raises(UploadError, match=r"can't write .*style\.css: No space left on device") as told:
        upload(public, str(site))

    assert "Make room" in told.value.hint
    assert not (site / "feed.xml").exists()


def test_a_file_in_the_way_of_a_folder_is_named(public: Path, site: Path) -> None:
    site.mkdir()
    (site / "episodes").write_text("mine")

    with pytest.raises(UploadError, match=r"File exists|Not a directory") as told:
        upload(public, str(site))

    assert "in the way" in told.value.hint


def test_a_target_that_is_a_file_is_an_error(public: Path, site: Path) -> None:
    site.write_text("mine")

    with pytest.raises(UploadError, match=r"can't read .*site: Not a directory"):
        upload(public, str(site))


def test_a_file_that_cannot_be_removed_is_named(public: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(public, str(site))
    (site / "mine.txt").touch()

    def refuse(path: Path, *, missing_ok: bool) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path), missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)

    with pytest.raises(UploadError, match=r"can't remove .*mine\.txt: Read-only file system"):
        upload(public, str(site), delete=True)


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "Make room"),
        (errno.EDQUOT, "Make room"),
        (errno.EACCES, "may write"),
        (errno.EROFS, "may write"),
        (errno.ENOTDIR, "in the way"),
        (errno.ENOENT, "Look at the target"),
        (errno.EIO, "not sent again"),
    ],
)
def test_a_refusal_says_what_to_do(number: int, hint: str) -> None:
    error = refusal("site/feed.xml", OSError(number, os.strerror(number)))

    assert error.message == f"can't write site/feed.xml: {os.strerror(number)}"
    assert hint in error.hint
