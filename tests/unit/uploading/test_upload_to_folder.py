from collections.abc import Callable
from pathlib import Path

from audioed.uploading import upload


def test_a_folder_gets_every_file(public: Path, tmp_path: Path, contents: Callable[[Path], dict[str, bytes]]) -> None:
    done = upload(public, str(tmp_path / "site"))

    assert contents(tmp_path / "site") == contents(public)
    assert done.unchanged == 0
    assert done.sent[-1] == "feed.xml"
    assert done.sent[-2] == "index.html"
