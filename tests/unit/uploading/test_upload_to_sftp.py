"""Against an SSH server on loopback that serves a folder; its client must know it, as everywhere."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import paramiko
import pytest

from audioed.errors import UploadError, UsageError
from audioed.uploading import upload

Contents: TypeAlias = Callable[[Path], dict[str, bytes]]

NOTES = ".audioed-sent.json"


@pytest.fixture
def visible(machine: Any, contents: Contents) -> Callable[[], dict[str, bytes]]:
    """Read what a visitor of the site can see."""

    def read() -> dict[str, bytes]:
        return {path: content for path, content in contents(machine.root / "www").items() if path != NOTES}

    return read


@pytest.fixture
def www(machine: Any) -> str:
    return f"{machine.address}/www"


def test_a_machine_gets_every_file(www: str, public: Path, visible: Any, contents: Contents) -> None:
    done = upload(public, www)

    assert visible() == contents(public)
    assert done.sent[-1] == "feed.xml"


def test_what_is_there_is_neither_sent_nor_read_again(www: str, machine: Any, public: Path) -> None:
    upload(public, www)
    machine.seen.clear()

    done = upload(public, www)

    assert (done.sent, done.unchanged) == ((), 10)
    assert [seen for seen in machine.seen if not seen.startswith("list")] == [f"read /www/{NOTES}"]


@pytest.mark.parametrize("notes", [None, b"", b"[1]", b'{"feed.xml": 3}', b'{"feed.xml": {}}'])
def test_without_notes_what_arrived_is_read_back_not_sent_again(
    notes: bytes | None, www: str, machine: Any, public: Path
) -> None:
    upload(public, www)
    if notes is None:
        (machine.root / "www" / NOTES).unlink()
    else:
        (machine.root / "www" / NOTES).write_bytes(notes)
    machine.seen.clear()

    done = upload(public, www)

    assert done.sent == ()
    assert "read /www/episodes/one/one.mp3" in machine.seen
    assert b"one.mp3" in (machine.root / "www" / NOTES).read_bytes()


def test_what_somebody_else_changed_is_mended(
    www: str, machine: Any, public: Path, visible: Any, contents: Contents
) -> None:
    upload(public, www)
    theirs = machine.root / "www" / "style.css"
    theirs.write_bytes(theirs.read_bytes().swapcase())
    os.utime(theirs, (1, 1))

    done = upload(public, www)

    assert done.sent == ("style.css",)
    assert visible() == contents(public)


def test_what_changed_here_is_sent(www: str, public: Path, visible: Any, contents: Contents) -> None:
    upload(public, www)
    (public / "style.css").write_text("BODY { margin: 0 }")
    (public / "index.html").write_text("<title>longer</title>")

    done = upload(public, www)

    assert done.sent == ("style.css", "index.html")
    assert visible() == contents(public)


def test_a_dry_run_changes_nothing(www: str, machine: Any, public: Path) -> None:
    done = upload(public, www, dry_run=True)

    assert len(done.sent) == 10
    assert list(machine.root.iterdir()) == []


def test_what_the_show_no_longer_has_is_deleted_when_told(
    www: str, machine: Any, public: Path, visible: Any, contents: Contents
) -> None:
    upload(public, www)
    for gone in ("index.html", "two.mp3"):
        (public / "episodes" / "two" / gone).unlink()
    (machine.root / "www" / ".git").mkdir()

    done = upload(public, www, delete=True)

    assert done.removed == ("episodes/two/index.html", "episodes/two/two.mp3")
    assert visible() == contents(public)
    assert not (machine.root / "www" / "episodes" / "two").exists()
    assert (machine.root / "www" / ".git").exists()
    assert b"two.mp3" not in (machine.root / "www" / NOTES).read_bytes()


def test_what_a_killed_run_left_behind_is_tidied(www: str, machine: Any, public: Path) -> None:
    (machine.root / "www").mkdir()
    left = machine.root / "www" / ".audioed-0123456789abcdef.part"
    left.write_bytes(b"half")

    upload(public, www)

    assert not left.exists()


def test_a_server_that_can_only_rename_to_new_names_will_do(
    www: str, machine: Any, public: Path, visible: Any, contents: Contents
) -> None:
    upload(public, www)
    (public / "feed.xml").write_text("<rss>newer</rss>")
    machine.replaces = False

    upload(public, www)

    assert visible() == contents(public)


def test_a_file_whose_mark_stays_the_same_is_mended_after_a_broken_run(
    www: str, machine: Any, public: Path, visible: Any, contents: Contents
) -> None:
    newer, older = (public / "style.css").read_bytes(), b"BODY { margin: 0 }"
    upload(public, www)
    there = machine.root / "www" / "style.css"
    when = there.stat().st_mtime
    (public / "style.css").write_bytes(older)
    machine.fails_at = machine.writes + 3  # the notes, the style sheet, the notes again

    with pytest.raises(UploadError):
        upload(public, www)
    os.utime(there, (when, when))
    (public / "style.css").write_bytes(newer)

    assert there.read_bytes() == older
    assert upload(public, www).sent == ("style.css",)
    assert visible() == contents(public)


def test_where_a_rename_fails_the_old_file_comes_back(www: str, machine: Any, public: Path, visible: Any) -> None:
    upload(public, www)
    before = visible()
    (public / "feed.xml").write_text("<rss>newer</rss>")
    machine.replaces = False
    machine.keeps_name = lambda old, new: new == "/www/feed.xml" and not old.endswith("00.part")

    with pytest.raises(UploadError, match=r"can't write /www/feed\.xml"):
        upload(public, www)

    assert visible() == before


def test_notes_are_saved_on_the_way(www: str, machine: Any, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audioed.uploading.remembering._EVERY_SECONDS", 0.0)
    machine.fails_at = 12

    with pytest.raises(UploadError):
        upload(public, www)

    assert b"cover.jpg" in (machine.root / "www" / NOTES).read_bytes()


def test_a_full_disk_is_guessed(www: str, machine: Any, public: Path) -> None:
    machine.fails_at = 3

    with pytest.raises(UploadError, match=r"can't write /www/.* on 127\.0\.0\.1: Failure") as told:
        upload(public, www)

    assert "Is the disk full?" in told.value.hint
    assert not list(machine.root.rglob("*.part"))


def test_a_connection_that_breaks_is_named_and_the_next_run_sends_the_rest(
    www: str, machine: Any, public: Path, visible: Any, contents: Contents
) -> None:
    machine.fails_at, machine.failing = 3, machine.hang_up

    with pytest.raises(UploadError, match=r"The connection to 127\.0\.0\.1 broke") as told:
        upload(public, www)

    machine.fails_at = -1
    arrived = {path for path in visible() if not path.endswith(".part")}
    done = upload(public, www)
    assert "Run it again" in told.value.hint
    assert len(arrived) == 2
    assert set(done.sent) == set(contents(public)) - arrived
    assert visible() == contents(public)


def test_a_machine_that_falls_silent_is_left_and_the_next_run_sends_the_rest(
    www: str, machine: Any, public: Path, visible: Any, contents: Contents
) -> None:
    machine.fails_at, machine.failing = 3, machine.stall

    with pytest.raises(UploadError, match=r"127\.0\.0\.1 has been silent for 1 s") as told:
        upload(public, www, silence_s=1)

    machine.fails_at = -1
    machine.over.set()
    arrived = {path for path in visible() if not path.endswith(".part")}
    upload(public, www)
    assert "Run it again" in told.value.hint
    assert len(arrived) == 2
    assert visible() == contents(public)


def test_a_machine_that_falls_silent_at_the_door_is_left(www: str, machine: Any, public: Path) -> None:
    machine.stalls_at_the_door = True

    with pytest.raises(UploadError, match=r"can't reach 127\.0\.0\.1: silent for 1 s"):
        upload(public, www, silence_s=1)


def test_a_folder_that_is_not_allowed_is_named(machine: Any, public: Path) -> None:
    machine.forbidden = True

    with pytest.raises(UploadError, match=r"can't write /www/.*: Permission denied") as told:
        upload(public, f"{machine.address}/www")

    assert "may write" in told.value.hint


def test_a_wrong_password_is_named_and_not_shown(machine: Any, public: Path) -> None:
    with pytest.raises(UploadError, match=r"127\.0\.0\.1 does not let you in") as told:
        upload(public, f"sftp://ada:secret@127.0.0.1:{machine.port}/www")

    assert "secret" not in told.value.message + told.value.hint


def test_a_machine_that_nobody_vouches_for_gets_nothing(home: Path, www: str, machine: Any, public: Path) -> None:
    (home / ".ssh" / "known_hosts").unlink()

    with pytest.raises(UploadError, match="not found in known_hosts") as told:
        upload(public, www)

    assert f"ssh -p {machine.port} ada@127.0.0.1" in told.value.hint


@pytest.mark.usefixtures("home")
def test_a_machine_that_is_not_there_is_named(public: Path) -> None:
    with pytest.raises(UploadError, match=r"can't reach 127\.0\.0\.1"):
        upload(public, "sftp://127.0.0.1:1/www")


def test_a_key_and_a_name_are_taken_from_the_settings_of_ssh(
    home: Path, machine: Any, public: Path, visible: Any, contents: Contents
) -> None:
    machine.user_key.write_private_key_file(str(home / "key"))
    machine_lines = ["HostName 127.0.0.1", f"Port {machine.port}", "User ada", f"IdentityFile {home / 'key'}"]
    (home / ".ssh" / "config").write_text("\n  ".join(["Host site", *machine_lines]))

    upload(public, "sftp://site/www")

    assert visible() == contents(public)


def test_a_tilde_means_ones_home_there(machine: Any, public: Path, visible: Any, contents: Contents) -> None:
    upload(public, f"{machine.address}/~/www")

    assert visible() == contents(public)


@pytest.mark.parametrize("path", ["~/", "~//"])
def test_home_itself_is_a_folder_too(path: str, machine: Any, public: Path, contents: Contents) -> None:
    upload(public, f"{machine.address}/{path}")

    assert contents(machine.root).keys() == contents(public).keys() | {NOTES}


@pytest.mark.parametrize(
    "address", ["sftp://127.0.0.1", "sftp://127.0.0.1/", "sftp:///www", "sftp://127.0.0.1:ssh/www"]
)
def test_an_address_without_machine_or_folder_is_refused(address: str, public: Path) -> None:
    with pytest.raises(UsageError, match=r"names no|can't be read"):
        upload(public, address)


def test_a_broken_answer_is_no_traceback(www: str, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_client: paramiko.SSHClient) -> None:
        raise EOFError

    monkeypatch.setattr(paramiko.SSHClient, "open_sftp", fail)

    with pytest.raises(UploadError, match=r"The connection to 127\.0\.0\.1 failed"):
        upload(public, www)
