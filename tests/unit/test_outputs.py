"""Where files go, and whose they are."""

from io import BytesIO
from pathlib import Path

import pytest

from audioed.config import Config, File, Folder, StandardOutput
from audioed.errors import OutputError, ProofError
from audioed.outputs import STDOUT, claim, is_ours, path_of, remember, staged
from audioed.receipt import digest_of
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
    claim(STDOUT, store, force=False)


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


def test_a_file_with_our_record_is_ours(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3...PRIV audioed/record\0...")

    assert is_ours(path, store)


def test_a_file_that_cannot_say_it_is_ours_is_remembered_until_it_changes(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n")
    remember(digest_of(path), store)

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

    with pytest.raises(OutputError, match="taken can't be written"):
        take_the_place()


def test_standard_output_gets_the_whole_and_nothing_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stdout = BytesIO()

    with staged(STDOUT, stdout) as beside:
        beside.write_bytes(b"sound")
        meanwhile = stdout.getvalue()

    assert meanwhile == b""
    assert stdout.getvalue() == b"sound"
    assert list(tmp_path.iterdir()) == []
