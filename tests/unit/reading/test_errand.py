"""An article has the pictures of its own folder and those of the public network, and no others."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audioed.errors import ReadingError
from audioed.reading import Errand, MediaType, Source

from .conftest import Names, Speaker

Start = Callable[..., Speaker]


def errand(
    address: str | Path, *, below: Path | None = None, most_bytes: int = 1_000_000, most_seconds: float = 10
) -> Errand:
    source = Source(
        name="a",
        address=str(address),
        media_type=MediaType.HTML,
        content=b"",
        private_hosts=("near.example",),
        pictures_below=below,
    )
    return Errand(source, most_bytes=most_bytes, most_seconds=most_seconds)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article's file, in a folder that is not all there is."""
    folder = tmp_path / "desk" / "article"
    (folder / "pictures").mkdir(parents=True)
    for path in (folder / "a.png", folder / "pictures" / "b.png", folder.parent / "secret.png"):
        path.write_bytes(path.name.encode())
    (folder.parent / "article-2").mkdir()
    (folder.parent / "article-2" / "secret.png").write_bytes(b"secret.png")
    return folder / "a.html"


def test_an_article_of_a_show_has_pictures_of_the_shows_folder_too_and_no_others(article: Path) -> None:
    show = article.parent.parent
    (show.parent / "secret.png").write_bytes(b"secret.png")

    assert errand(article, below=show).bring("../secret.png")[1] == b"secret.png"
    with pytest.raises(ReadingError, match="outside of the show's folder"):
        errand(article, below=show).bring("../../secret.png")


@pytest.mark.parametrize("place", ["a.png", "./a.png", "pictures/../a.png", "%61.png", "a.png?v=2", "a.png#x"])
def test_a_picture_in_the_articles_folder_is_had(article: Path, place: str) -> None:
    assert errand(article).bring(place)[1] == b"a.png"


def test_a_picture_below_the_articles_folder_is_had(article: Path) -> None:
    assert errand(article).bring("pictures/b.png")[1] == b"b.png"


@pytest.mark.parametrize(
    "place",
    [
        "../secret.png",
        "..%2fsecret.png",
        "%2e%2e/secret.png",
        "pictures/../../secret.png",
        "../article-2/secret.png",
        "{outside}",
        "file:{outside}",
        "file://{outside}",
        "FILE:{outside}",
        "//localhost{outside}",
        "%2f{outside}",
        "/etc/passwd",
        "/dev/zero",
        "a\0.png",
        "%00",
        "",
        ".",
        "pictures",
        "//[",
        "http://[",
    ],
)
def test_nothing_else_of_the_disk_is_a_picture_of_the_article(article: Path, place: str) -> None:
    with pytest.raises(ReadingError):
        errand(article).bring(place.format(outside=article.parents[1] / "secret.png"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_may_lead_within_the_folder_but_not_out_of_it(article: Path) -> None:
    (article.parent / "within.png").symlink_to("pictures/b.png")
    (article.parent / "out.png").symlink_to(article.parents[1] / "secret.png")
    (article.parent / "up").symlink_to("..")
    (article.parent / "circle.png").symlink_to("circle.png")

    assert errand(article).bring("within.png")[1] == b"b.png"
    for place in ("out.png", "up/secret.png"):
        with pytest.raises(ReadingError, match="lies outside"):
            errand(article).bring(place)
    with pytest.raises(ReadingError):
        errand(article).bring("circle.png")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name there")
def test_a_pipe_is_not_waited_for(article: Path) -> None:
    os.mkfifo(article.parent / "pipe.png")

    with pytest.raises(ReadingError, match="is no file"):
        errand(article).bring("pipe.png")


def test_the_folder_itself_may_be_a_link(article: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    try:
        linked.symlink_to(article.parent)
    except OSError:
        pytest.skip("links need a right here")

    assert errand(linked / "a.html").bring("a.png")[1] == b"a.png"


@pytest.mark.parametrize("place", ["http://far.example:{port}/a.png", "//far.example:{port}/a.png", "/a.png"])
def test_a_page_of_the_network_has_no_picture_of_a_private_machine(speaker: Start, names: Names, place: str) -> None:
    server = speaker(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
    names.meaning["far.example"] = ["127.0.0.1"]

    with pytest.raises(ReadingError, match="may not be asked for"):
        errand(f"http://far.example:{server.port}/page").bring(place.format(port=server.port))

    assert server.requests == []


def test_a_file_has_pictures_of_a_machine_that_is_allowed(article: Path, speaker: Start, names: Names) -> None:
    server = speaker(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
    names.meaning["near.example"] = ["127.0.0.1"]

    assert errand(article).bring(f"http://near.example:{server.port}/a.png")[1] == b"x"


def test_pictures_cost_no_more_than_a_limit_together(speaker: Start, names: Names) -> None:
    server = speaker(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(400))
    names.meaning["near.example"] = ["127.0.0.1"]
    bring = errand(f"http://near.example:{server.port}/", most_bytes=1000).bring

    assert [len(bring(name)[1]) for name in ("a", "b")] == [400, 400]
    with pytest.raises(ReadingError, match="larger than"):
        bring("c")
    assert len(server.requests) == 3


def test_pictures_take_no_longer_than_a_limit_together(speaker: Start, names: Names) -> None:
    server = speaker(lambda connection, _: connection.recv(1))  # until the other side hangs up
    names.meaning["near.example"] = ["127.0.0.1"]
    bring = errand(f"http://near.example:{server.port}/", most_seconds=0.3).bring

    with pytest.raises(ReadingError, match=r"takes longer than 0\.3 s"):
        bring("a")
    with pytest.raises(ReadingError, match="take too long, together"):
        bring("b")
    assert len(server.requests) == 1
