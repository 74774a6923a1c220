"""A show that was built, sent by the program to a folder and to a bucket, and what it says where that can't be done."""

import json
import os
import random
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias
from urllib.request import Request, urlopen

import boto3  # type: ignore[import-untyped] # ships no types
import feedparser
import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]

BASE = "https://audio.example.org/"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """A bucket named "show" in a service on loopback, which the program finds as it would find any."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }.items():
        monkeypatch.setenv(name, value)
    # All servers of a process have one memory.
    urlopen(Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()
    client = boto3.client("s3")
    client.create_bucket(Bucket="show")
    yield client
    server.stop()
    if server._server:
        server._server.server_close()


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def objects(bucket: Any) -> dict[str, bytes]:
    entries = bucket.list_objects_v2(Bucket="show").get("Contents", ())
    return {entry["Key"]: bucket.get_object(Bucket="show", Key=entry["Key"])["Body"].read() for entry in entries}


def change_setting(show: Path, old: str, new: str) -> None:
    settings = show / "audioed.toml"
    text = settings.read_text(encoding="utf-8")
    assert old in text
    settings.write_text(text.replace(old, new), encoding="utf-8")


def test_a_corrected_article_costs_its_own_files_alone(audioed: Audioed, show: Path, folder: Path) -> None:
    first = audioed("publish", "my-show", "site")
    again = audioed("publish", "my-show", "site")
    article = show / "articles" / "gate.md"
    article.write_text(article.read_text(encoding="utf-8").replace("Nobody", "Everybody"), encoding="utf-8")
    audioed("build", "my-show")

    told = audioed("publish", "my-show", "site", "--json")

    done = json.loads(told.stdout)
    assert first.stdout.endswith(f"Feed: {BASE}feed.xml\n")
    assert again.stdout.startswith("Nothing to send: all of it is there.\n")
    assert "episodes/the-gate/the-gate.mp3" in done["sent"]
    assert not [path for path in done["sent"] if path.startswith(("episodes/the-well", "episodes/der-"))]
    assert done["sent"][-1] == "feed.xml"
    assert (done["dry_run"], done["feed"], done["removed"], done["left"]) == (False, f"{BASE}feed.xml", [], [])
    assert tree(folder / "site") == tree(show / "public")


def test_a_bucket_holds_a_show_that_a_podcast_app_understands(audioed: Audioed, show: Path, bucket: Any) -> None:
    told = audioed("publish", "my-show", "s3://show/by-ear")

    assert told.returncode == 0, told.stderr
    arrived = {path.removeprefix("by-ear/"): content for path, content in objects(bucket).items()}
    assert arrived == tree(show / "public")
    feed = feedparser.parse(arrived["feed.xml"])
    sounds = [entry.enclosures[0] for entry in feed.entries]
    assert len(sounds) == 3
    for sound in sounds:
        about = bucket.head_object(Bucket="show", Key=f"by-ear/{sound.href.removeprefix(BASE)}")
        assert (about["ContentLength"], about["ContentType"]) == (int(sound.length), sound.type)


def test_a_dry_run_says_what_would_be_done(audioed: Audioed, show: Path, folder: Path) -> None:
    audioed("publish", "my-show", "site")
    (folder / "site" / "style.css").unlink()
    (folder / "site" / "mine.txt").touch()

    told = audioed("publish", "my-show", "site", "--dry-run", "--delete")

    lines = told.stdout.splitlines()
    size = len((show / "public" / "style.css").read_bytes())
    assert lines[0] == "style.css"
    assert lines[1].startswith("1 file would be sent, ")
    assert lines[1].endswith(f"{size / 1000:.1f} kB.")
    assert lines[2:] == ["Would be removed: mine.txt", f"Feed: {BASE}feed.xml"]
    assert (folder / "site" / "mine.txt").exists()
    assert not (folder / "site" / "style.css").exists()


@pytest.mark.usefixtures("show")
def test_what_the_show_does_not_have_is_told_and_removed_when_asked(audioed: Audioed, folder: Path) -> None:
    audioed("publish", "my-show", "site")
    (folder / "site" / "mine.txt").touch()
    (folder / "site" / "style.css").unlink()

    kept = audioed("publish", "my-show", "site")
    removed = audioed("publish", "my-show", "site", "--delete", "--quiet")

    assert "Unchanged: " in kept.stderr
    assert "Not in the show, but there: 1 file. Remove with --delete." in kept.stderr
    assert "Removed: mine.txt\n" in removed.stdout
    assert removed.stderr == ""
    assert not (folder / "site" / "mine.txt").exists()


def test_a_published_folder_is_enough(audioed: Audioed, show: Path, folder: Path) -> None:
    told = audioed("publish", "my-show/public", "site", "--all", "--progress", "plain")

    assert told.returncode == 0, told.stderr
    assert "Sending.\n" in told.stderr
    assert tree(folder / "site") == tree(show / "public")


def test_the_working_folder_is_published_if_none_is_named(audioed: Audioed, show: Path, folder: Path) -> None:
    shutil.copytree(show, folder, dirs_exist_ok=True)

    told = audioed("publish", "../site")

    assert told.returncode == 0, told.stderr
    assert tree(folder.parent / "site") == tree(show / "public")


def test_a_show_that_moved_is_built_before_it_is_published(audioed: Audioed, show: Path, folder: Path) -> None:
    change_setting(show, BASE, "https://elsewhere.example/")

    told = audioed("publish", "my-show", "site")

    assert told.returncode == 60
    assert f"was built for {BASE}feed.xml" in told.stderr
    assert "audioed build" in told.stderr
    assert not (folder / "site").exists()


def test_a_show_that_was_not_built_is_refused(audioed: Audioed, show: Path) -> None:
    shutil.rmtree(show / "public")

    told = audioed("publish", "my-show", "site")

    assert told.returncode == 60
    assert "Hint: audioed build my-show" in told.stderr


def test_a_show_without_an_address_is_refused(audioed: Audioed, show: Path) -> None:
    change_setting(show, f'base_url = "{BASE}"', "")

    told = audioed("publish", "my-show", "site", "--json")

    assert told.returncode == 60
    error = json.loads(told.stdout)["error"]
    assert (error["kind"], error["exit_code"]) == ("ShowError", 60)
    assert "base_url" in error["message"]


@pytest.mark.usefixtures("show", "bucket")
@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ("s3://none", 62, 'There is no bucket "none"'),
        ("s3:///show", 2, "names no bucket"),
        ("sftp://127.0.0.1:1/www", 62, "can't reach 127.0.0.1"),
        ("sftp://127.0.0.1", 2, "names no machine or no folder"),
        ("ada@example.org:www", 2, "sftp://ada@example.org/www"),
        ("carrier-pigeon://show", 2, "Protocol not known"),
        ("my-show/public", 2, "inside one another"),
        (".", 2, "inside one another"),
        ("file.txt", 62, "Not a directory"),
    ],
)
def test_a_target_that_cannot_be_is_refused(target: str, code: int, said: str, audioed: Audioed, folder: Path) -> None:
    (folder / "file.txt").touch()
    before = tree(folder)

    told = audioed("publish", "my-show", target, env={"HOME": str(folder)})

    assert told.returncode == code, told.stderr
    assert said in told.stderr
    assert "Hint: " in told.stderr
    assert told.stdout == ""
    assert tree(folder) == before


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize(
    ("target", "said"),
    [("sftp://127.0.0.1:{port}/www", "Error reading SSH protocol banner"), ("s3://show", "s3://show failed")],
)
def test_a_server_of_another_kind_is_told_without_a_traceback(target: str, said: str, audioed: Audioed) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def answer() -> None:
            with suppress(OSError):
                while True:
                    visitor, _ = listening.accept()
                    with visitor:
                        visitor.sendall(b"HTTP/1.0 400 No\r\n\r\nNo.\r\n" * 20)

        thread = threading.Thread(target=answer)
        thread.start()
        keys = {
            "AWS_ACCESS_KEY_ID": "A",
            "AWS_SECRET_ACCESS_KEY": "none",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        }

        told = audioed("publish", "my-show", target.format(port=port), env={**keys, "AWS_MAX_ATTEMPTS": "1"})

        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
    assert told.returncode == 62
    assert said in told.stderr


@pytest.mark.usefixtures("show", "bucket")
def test_without_credentials_it_says_where_they_go(audioed: Audioed) -> None:
    told = audioed("publish", "my-show", "s3://show", env={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""})

    assert told.returncode == 62
    assert "no credentials for s3://show" in told.stderr
    assert "AWS_ACCESS_KEY_ID" in told.stderr


@pytest.mark.slow
def test_a_killed_run_touches_nothing_here_and_the_next_one_ends_where_it_would_have(
    audioed: Audioed, start: Callable[..., "subprocess.Popen[bytes]"], show: Path, folder: Path
) -> None:
    built = tree(show / "public")
    chosen = random.Random(11)  # noqa: S311 - nothing to guess
    for moment in range(50 if os.environ.get("AUDIOED_LONG") else 2):
        target = f"site-{moment}"
        with start("publish", "my-show", target, "--progress", "plain") as process:
            assert process.stderr is not None
            for line in process.stderr:
                if line == b"Sending.\n":
                    break
            time.sleep(chosen.uniform(0, 0.05))
            process.kill()

        left = tree(folder / target) if (folder / target).exists() else {}
        again = audioed("publish", "my-show", target)

        assert {path: content for path, content in left.items() if not path.endswith(".part")}.items() <= built.items()
        assert "feed.xml" not in left or left == built
        assert again.returncode == 0, again.stderr
        assert tree(folder / target) == built
    assert tree(show / "public") == built
    assert audioed("check", "site-0").returncode == 0


@pytest.mark.usefixtures("show")
def test_a_full_disk_is_told_and_leaves_the_feed_as_it_was(audioed: Audioed, folder: Path) -> None:
    audioed("publish", "my-show", "site")
    before = (folder / "site" / "feed.xml").read_bytes()
    (folder / "site" / "style.css").unlink()
    (folder / "site" / "style.css").symlink_to("/dev/full")

    told = audioed("publish", "my-show", "site")

    assert told.returncode == 62
    assert "No space left on device" in told.stderr
    assert (folder / "site" / "feed.xml").read_bytes() == before


@pytest.mark.usefixtures("show")
@pytest.mark.skipif(os.geteuid() == 0, reason="who is root may write everywhere")
def test_a_folder_without_rights_is_told(audioed: Audioed, folder: Path) -> None:
    (folder / "site").mkdir(mode=0o500)

    told = audioed("publish", "my-show", "site")

    assert told.returncode == 62
    assert "Permission denied" in told.stderr


@pytest.mark.parametrize("names", [(), ("my-show", "site", "more")])
def test_other_counts_of_names_are_refused(names: tuple[str, ...], audioed: Audioed) -> None:
    told = audioed("publish", *names)

    assert told.returncode == 2
    assert "audioed publish --help" in told.stderr
