import os
from pathlib import Path

import pytest

from audioed.errors import ServingError
from audioed.serving.finding import AbsentError, MovedError, UnavailableError, find, published_folder


def test_a_folders_address_means_its_index(published: Path) -> None:
    found = find(published, "/episodes/one/")

    assert found == published.resolve() / "episodes/one/index.html"


def test_a_folder_without_its_slash_has_moved(published: Path) -> None:
    with pytest.raises(MovedError) as moved:
        find(published, "/episodes/one")

    assert moved.value.path == "/episodes/one/"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "*",
        "sound.mp3",
        "http://show.example/sound.mp3",
        "/nothing.mp3",
        "/episodes/",
        "/sound.mp3/",
        "/sound.mp3/index.html",
        "//sound.mp3",
        "/episodes//one/",
        "/.hidden",
        "/./sound.mp3",
        "/../outside.txt",
        "/episodes/../../outside.txt",
        "/..\\outside.txt",
        "/sound.mp3\0",
        "/" + "a" * 5000,
    ],
)
def test_no_other_address_means_anything(published: Path, path: str) -> None:
    with pytest.raises(AbsentError):
        find(published, path)


def test_a_folder_that_is_named_like_an_index_is_none(published: Path) -> None:
    (published / "odd" / "index.html").mkdir(parents=True)

    with pytest.raises(AbsentError):
        find(published, "/odd/")


def test_links_are_followed_inside_and_not_outside(published: Path, tmp_path: Path) -> None:
    (published / "again.mp3").symlink_to("sound.mp3")
    (published / "out.txt").symlink_to(tmp_path / "outside.txt")
    (published / "up").symlink_to(tmp_path)
    (published / "secret.txt").symlink_to(".hidden")
    (published / "circle").symlink_to("circle")

    inside = find(published, "/again.mp3")

    assert inside == published.resolve() / "sound.mp3"
    for path in ("/out.txt", "/up/outside.txt", "/secret.txt", "/circle"):
        with pytest.raises(AbsentError):
            find(published, path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_not_opened(published: Path) -> None:
    os.mkfifo(published / "pipe.mp3")

    with pytest.raises(AbsentError):
        find(published, "/pipe.mp3")


def test_a_folder_that_is_gone_for_a_moment_is_said_to_be_unavailable(published: Path) -> None:
    published.rename(published.with_name("elsewhere"))

    with pytest.raises(UnavailableError):
        find(published, "/sound.mp3")


def test_of_a_show_its_public_folder_is_served(tmp_path: Path) -> None:
    (tmp_path / "audioed.toml").touch()
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "feed.xml").touch()

    found = published_folder(tmp_path)

    assert found == tmp_path / "public"


def test_of_any_other_folder_all_is_served(published: Path) -> None:
    found = published_folder(published)

    assert found == published


def test_a_show_that_was_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    show = tmp_path / "my show"
    show.mkdir()
    (show / "audioed.toml").touch()

    with pytest.raises(ServingError, match=r"no public/") as caught:
        published_folder(show)

    assert caught.value.hint == f"audioed build '{show}'"


def test_nothing_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="There is no folder"):
        published_folder(tmp_path / "missing")
    with pytest.raises(ServingError, match="is empty"):
        published_folder(tmp_path)
