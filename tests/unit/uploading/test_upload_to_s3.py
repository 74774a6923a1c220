"""Against a server that speaks S3 over real HTTP on loopback; what arrived is read with boto3."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import boto3  # type: ignore[import-untyped] # ships no types
import pytest
from moto import settings

from audioed.errors import UploadError, UsageError
from audioed.uploading import upload

Contents: TypeAlias = Callable[[Path], dict[str, bytes]]


def objects(s3: Any) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket="show"):
        for entry in page.get("Contents", ()):
            found[entry["Key"]] = s3.get_object(Bucket="show", Key=entry["Key"])["Body"].read()
    return found


def test_a_bucket_gets_every_file(s3: Any, public: Path, contents: Contents) -> None:
    done = upload(public, "s3://show")

    assert objects(s3) == contents(public)
    assert len(done.sent) == 10
    assert done.sent[-1] == "feed.xml"


def test_a_folder_in_a_bucket_leaves_the_rest_alone(s3: Any, public: Path, contents: Contents) -> None:
    s3.put_object(Bucket="show", Key="other.txt", Body=b"mine")
    s3.put_object(Bucket="show", Key="shows/", Body=b"")

    upload(public, "s3://show/shows/", delete=True)

    expected = {f"shows/{path}": content for path, content in contents(public).items()}
    assert objects(s3) == {"other.txt": b"mine", "shows/": b"", **expected}


def test_a_file_has_its_type_and_says_how_long_it_keeps(s3: Any, public: Path) -> None:
    upload(public, "s3://show")

    told = {path: s3.head_object(Bucket="show", Key=path) for path in objects(s3)}
    assert {path: (each["ContentType"], each["CacheControl"]) for path, each in told.items()} == {
        "cover.jpg": ("image/jpeg", "public, max-age=3600"),
        "episodes/one/index.html": ("text/html; charset=utf-8", "public, max-age=300"),
        "episodes/one/one.chapters.json": ("application/json+chapters", "public, max-age=300"),
        "episodes/one/one.mp3": ("audio/mpeg", "public, max-age=3600"),
        "episodes/one/one.vtt": ("text/vtt; charset=utf-8", "public, max-age=300"),
        "episodes/two/index.html": ("text/html; charset=utf-8", "public, max-age=300"),
        "episodes/two/two.mp3": ("audio/mpeg", "public, max-age=3600"),
        "feed.xml": ("application/rss+xml; charset=utf-8", "public, max-age=300"),
        "index.html": ("text/html; charset=utf-8", "public, max-age=300"),
        "style.css": ("text/css; charset=utf-8", "public, max-age=300"),
    }


def test_what_is_there_is_not_sent_again(s3: Any, public: Path) -> None:
    upload(public, "s3://show")
    before = s3.head_object(Bucket="show", Key="feed.xml")["LastModified"]

    done = upload(public, "s3://show")

    assert (done.sent, done.unchanged) == ((), 10)
    assert s3.head_object(Bucket="show", Key="feed.xml")["LastModified"] == before


def test_what_somebody_else_changed_is_mended(s3: Any, public: Path, contents: Contents) -> None:
    upload(public, "s3://show")
    s3.put_object(Bucket="show", Key="style.css", Body=b"BODY { margin: 0 }")
    s3.delete_object(Bucket="show", Key="cover.jpg")

    done = upload(public, "s3://show")

    assert done.sent == ("cover.jpg", "style.css")
    assert objects(s3) == contents(public)


@pytest.mark.parametrize(("noted", "sent"), [("ours", 0), ("another", 1), ("", 1)])
def test_where_the_etag_says_nothing_the_hash_that_was_sent_along_does(
    noted: str,
    sent: int,
    s3: Any,
    public: Path,
) -> None:
    upload(public, "s3://show")
    sound = (public / "episodes" / "one" / "one.mp3").read_bytes()
    digest = sha256(sound).hexdigest() if noted == "ours" else noted
    in_parts(s3, "episodes/one/one.mp3", sound, {"audioed-sha256": digest} if digest else {})

    done = upload(public, "s3://show")

    assert done.sent == ("episodes/one/one.mp3",) * sent


def in_parts(s3: Any, key: str, content: bytes, metadata: dict[str, str]) -> None:
    """Put an object in parts: its ETag is no MD5 of its content."""
    names = {"Bucket": "show", "Key": key}
    number = s3.create_multipart_upload(**names, Metadata=metadata)["UploadId"]
    part = s3.upload_part(**names, UploadId=number, PartNumber=1, Body=content)
    parts = {"Parts": [{"ETag": part["ETag"], "PartNumber": 1}]}
    s3.complete_multipart_upload(**names, UploadId=number, MultipartUpload=parts)


def test_a_long_listing_comes_in_pages(s3: Any, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "3")
    upload(public, "s3://show")

    done = upload(public, "s3://show")

    assert (done.sent, done.unchanged) == ((), 10)
    assert s3.list_objects_v2(Bucket="show")["IsTruncated"]


def test_a_dry_run_changes_nothing(s3: Any, public: Path) -> None:
    done = upload(public, "s3://show", dry_run=True)

    assert len(done.sent) == 10
    assert objects(s3) == {}


def test_what_the_show_no_longer_has_is_deleted_when_told(s3: Any, public: Path, contents: Contents) -> None:
    upload(public, "s3://show")
    (public / "episodes" / "two" / "two.mp3").unlink()

    kept = upload(public, "s3://show")
    done = upload(public, "s3://show", delete=True)

    assert kept.left == done.removed == ("episodes/two/two.mp3",)
    assert objects(s3) == contents(public)


def test_an_address_without_a_bucket_is_refused(public: Path) -> None:
    with pytest.raises(UsageError, match="names no bucket"):
        upload(public, "s3:///folder")


def test_an_address_that_is_none_is_refused(public: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        upload(public, "s3://[")


@pytest.mark.usefixtures("s3")
def test_a_bucket_that_is_not_there_is_named(public: Path) -> None:
    with pytest.raises(UploadError, match='There is no bucket "none"') as told:
        upload(public, "s3://none")

    assert "s3://BUCKET/FOLDER" in told.value.hint


@pytest.mark.usefixtures("s3")
@pytest.mark.parametrize("name", ["no such name", "A"])
def test_a_name_that_no_bucket_can_have_is_refused(name: str, public: Path) -> None:
    with pytest.raises(UploadError) as told:
        upload(public, f"s3://{name}")

    assert "name" in told.value.hint or "Make it" in told.value.hint


@pytest.mark.usefixtures("s3")
def test_settings_that_make_no_sense_are_named(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "example")

    with pytest.raises(UploadError, match=r"can't be asked: Invalid endpoint: example") as told:
        upload(public, "s3://show")

    assert "AWS_" in told.value.hint


@pytest.mark.usefixtures("s3")
def test_without_credentials_it_says_where_they_go(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    with pytest.raises(UploadError, match="no credentials for s3://show") as told:
        upload(public, "s3://show")

    assert "AWS_ACCESS_KEY_ID" in told.value.hint


@pytest.mark.usefixtures("s3")
def test_keys_that_nobody_knows_are_refused(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0)

    with pytest.raises(UploadError, match="does not accept the keys") as told:
        upload(public, "s3://show")

    assert "AWS_ACCESS_KEY_ID" in told.value.hint


@pytest.mark.usefixtures("s3")
def test_keys_without_rights_are_refused(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    users = boto3.client("iam")
    users.create_user(UserName="ada")
    key = users.create_access_key(UserName="ada")["AccessKey"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
    monkeypatch.setattr(settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0)

    with pytest.raises(UploadError, match="does not allow it") as told:
        upload(public, "s3://show")

    assert "s3:PutObject" in told.value.hint


@pytest.fixture
def line(service: str, monkeypatch: pytest.MonkeyPatch) -> Iterator["Line"]:
    """A line to the service that breaks when told."""
    line = Line(urlsplit(service).port or 0)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{line.port}")
    yield line
    line.close()


class Line:
    def __init__(self, beyond: int) -> None:
        self.breaks = 0
        """How many more requests it breaks at."""
        self.at = b"PUT "
        """How those begin."""
        self.stalls = False
        """Whether it says nothing from then on, instead of breaking."""
        self._over = threading.Event()
        self._beyond = beyond
        self._ends = [socket.create_server(("127.0.0.1", 0))]
        self.port: int = self._ends[0].getsockname()[1]
        self._threads = [threading.Thread(target=self._answer)]
        self._threads[0].start()

    def close(self) -> None:
        self._over.set()
        for end in self._ends:
            _hang_up(end)
        for thread in self._threads:
            thread.join()
        for end in self._ends:
            end.close()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._ends[0].accept()
                far = socket.create_connection(("127.0.0.1", self._beyond))
                self._ends += [near, far]
                for pair in ((near, far), (far, near)):
                    thread = threading.Thread(target=self._carry, args=pair)
                    thread.start()
                    self._threads.append(thread)

    def _carry(self, start: socket.socket, end: socket.socket) -> None:
        with suppress(OSError):
            while data := start.recv(1 << 16):
                if data.startswith(self.at) and self.breaks:
                    self.breaks -= 1
                    if self.stalls:
                        self._over.wait(20)
                    break
                end.sendall(data)
        _hang_up(start)
        _hang_up(end)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


def test_a_connection_that_breaks_is_tried_again_with_the_whole_file(
    s3: Any, line: Line, public: Path, contents: Contents
) -> None:
    line.breaks = 2

    upload(public, "s3://show")

    assert line.breaks == 0
    assert objects(s3) == contents(public)


def test_a_connection_that_stays_broken_ends_it_and_the_next_run_sends_the_rest(
    s3: Any, line: Line, public: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    line.at, line.breaks = b"PUT /show/index.html", 1000

    with pytest.raises(UploadError, match="The connection to s3://show failed") as told:
        upload(public, "s3://show")

    line.breaks = 0
    arrived = objects(s3)
    done = upload(public, "s3://show")
    assert "Run it again" in told.value.hint
    assert len(arrived) == 8
    assert done.sent == ("index.html", "feed.xml")
    assert objects(s3) == contents(public)


def test_a_service_that_falls_silent_is_left_and_the_next_run_sends_the_rest(
    s3: Any, line: Line, public: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    line.at, line.breaks, line.stalls = b"PUT /show/episodes/one/one.mp3", 1, True
    (public / "episodes" / "one" / "one.mp3").write_bytes(bytes(16_000_000))  # more than all buffers on the way

    with pytest.raises(UploadError, match="The connection to s3://show failed") as told:
        upload(public, "s3://show", silence_s=1)

    arrived = objects(s3)
    upload(public, "s3://show")
    assert "Run it again" in told.value.hint
    assert not arrived.keys() & {"episodes/one/one.mp3", "index.html", "feed.xml"}
    assert objects(s3) == contents(public)
