"""Archives that come out the same twice."""

import zipfile
from pathlib import Path

import pytest

from audioed.errors import OutputError
from audioed.publishing.archive import write_archive


def test_names_stand_in_order_behind_the_first(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.zip", [("b", b"2"), ("a", b"1"), ("type", b"0")], first="type")

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["type", "a", "b"]
        assert archive.testzip() is None


def test_content_that_comes_in_pieces_is_written_as_one(tmp_path: Path) -> None:
    pieces: list[bytes | memoryview] = [b"ab", memoryview(b"cd")]

    write_archive(tmp_path / "a.zip", [("a.mp3", (4, pieces))])

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("a.mp3") == b"abcd"


def test_where_nothing_can_be_written_an_error_says_where(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"a\.zip can't be written"):
        write_archive(tmp_path / "none" / "a.zip", [])
