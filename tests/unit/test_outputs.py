"""Where files go, and whose they are."""

import errno
import os
from io import BytesIO
from pathlib import Path

import pytest

from audioed.config import Config, File, Folder, StandardOutput
from audioed.errors import OutputError, ProofError
from audioed.outputs import STDOUT, claim, is_ours, path_of, remember, staged
from audioed.receipt import written
from audioed.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.mark.parametrize(
    ("kind", "name", "output", "path"),
    [
        ("mp3", "tides", Folder(Path("out")), Path("out/tides.mp3")),
        ("mp3", "", Folder(Path("out")), Path("out/the-tides-at-dover.mp3")),
        ("chapters", "tides", Folder(Path()), Path("tides.chapters.json")),
        ("json", "tides", Folder(Path()), Path("tides.json")),
        ("mp3", "tides", File(Path("a/b.mp3")), Path("a/b.mp3")),
        ("vtt", "tides", File(Path("a/b.mp3")), Path("a/b.vtt")),
        ("chapters", "tides", File(Path("a/b.mp3")), Path("a/b.chapters.json")),
        ("mp3", "tides", StandardOutput(), STDOUT),
    ],
)
def test_files_are_named_after_their_source_or_title(
    kind: str, name: str, output: Folder | File | StandardOutput, path: Path
) -> None:
    assert path_of(kind, name, "The tides at Dover", Config(output=output)) == path


def test_a_place_that_is_free_may_be_written(tmp_path: Path, store: Store) -> None:
    claim(tmp_path / "new.mp3", store, force=False)


def test_a_file_whose_name_is_a_hyphen_does_not_bar_standard_output(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_text("a letter")

    claim(STDOUT, store, force=False)

    assert (tmp_path / "-").read_text() == "a letter"


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path, store: Store) -> None:
    with pytest.raises(OutputError, match="missing is no folder"):
        claim(tmp_path / "missing" / "a.mp3", store, force=False)


def test_somebody_elses_file_is_kept(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(b"ID3 a song")

    with pytest.raises(OutputError, match="audioed did not make it") as caught:
        claim(path, store, force=False)

    assert caught.value.hint == "Replace it: --force"


def test_somebody_elses_file_is_replaced_on_request(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(b"ID3 a song")

    claim(path, store, force=True)


def test_a_folder_is_never_replaced(tmp_path: Path, store: Store) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        claim(tmp_path, store, force=True)


def test_what_is_no_file_is_neither_read_nor_replaced(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "pipe.mp3"
    os.mkfifo(path)

    with pytest.raises(OutputError, match=r"pipe\.mp3 is no file"):
        claim(path, store, force=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "secret.mp3"
    path.touch(mode=0)

    with pytest.raises(OutputError, match=r"secret\.mp3 can't be read"):
        claim(path, store, force=False)


def test_a_file_with_our_record_is_ours(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3...PRIV audioed/record\0...")

    assert is_ours(path, store)


def test_a_file_that_cannot_say_it_is_ours_is_remembered_until_it_changes(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n")
    remember(written(path, path), store)

    before = is_ours(path, store)
    path.write_text("edited by hand\n")

    assert before
    assert not is_ours(path, store)


def test_what_is_staged_appears_whole_once_all_is_well(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")

    with staged(path) as beside:
        beside.write_bytes(b"new")
        meanwhile = path.read_bytes()

    assert meanwhile == b"old"
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp3"]


def test_what_is_staged_disappears_when_something_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")

    def fail_half_way() -> None:
        with staged(path) as beside:
            beside.write_bytes(b"half")
            raise ProofError("unproven")

    with pytest.raises(ProofError, match="unproven"):
        fail_half_way()

    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp3"]


def test_a_place_that_cannot_be_had_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "taken"

    def take_the_place() -> None:
        with staged(path) as beside:
            beside.write_bytes(b"new")
            path.mkdir()
            (path / "full").touch()

    with pytest.raises(OutputError, match="taken can't be written") as caught:
        take_the_place()

    assert caught.value.hint


def test_what_killed_builds_left_is_removed_and_what_others_are_writing_is_not(tmp_path: Path) -> None:
    abandoned = (".a[1].mp3.77.unproven", ".b.mp3.77.unproven", ".audioed-0123456789abcdef.part")
    recent, foreign = (".a[1].mp3.78.unproven", ".audioed-fedcba9876543210.part"), (".b.mp3.part", "b.unproven")
    for name in (*abandoned, *recent, *foreign):
        (tmp_path / name).touch()
    for name in (*abandoned, *foreign):
        os.utime(tmp_path / name, (0, 0))

    with staged(tmp_path / "a[1].mp3") as beside:
        beside.write_bytes(b"new")

    assert {path.name for path in tmp_path.iterdir()} == {*recent, *foreign, "a[1].mp3"}


def test_a_symbolic_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    real, link = tmp_path / "shelf" / "real.mp3", tmp_path / "a.mp3"
    real.write_bytes(b"old")
    link.symlink_to(real)

    with staged(link) as beside:
        beside.write_bytes(b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert [path.name for path in real.parent.iterdir()] == ["real.mp3"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")
    path.chmod(0o600)

    with staged(path) as beside:
        beside.write_bytes(b"new")

    assert path.stat().st_mode & 0o777 == 0o600


class Refusing(BytesIO):
    """Standard output that takes nothing."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, _content: object) -> int:
        raise OSError(self.number, os.strerror(self.number))


def send_to(stdout: BytesIO) -> None:
    with staged(STDOUT, stdout) as beside:
        beside.write_bytes(b"sound")


def test_a_full_standard_output_is_an_error() -> None:
    with pytest.raises(OutputError, match="No space left"):
        send_to(Refusing(errno.ENOSPC))


def test_whoever_stops_listening_is_told_apart_from_an_error() -> None:
    with pytest.raises(BrokenPipeError):
        send_to(Refusing(errno.EPIPE))


def test_standard_output_gets_the_whole_and_nothing_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stdout = BytesIO()

    with staged(STDOUT, stdout) as beside:
        beside.write_bytes(b"sound")
        meanwhile = stdout.getvalue()

    assert meanwhile == b""
    assert stdout.getvalue() == b"sound"
    assert list(tmp_path.iterdir()) == []
