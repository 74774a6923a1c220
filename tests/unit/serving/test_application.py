import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audioed.serving import app

_Ask = Callable[..., Any]


def test_a_file_is_sent_whole_with_what_describes_it(ask: _Ask, sound: bytes) -> None:
    answer = ask("/sound.mp3")

    assert answer.status == 200
    assert answer.body == sound
    assert answer.is_whole
    assert answer.headers["content-length"] == str(len(sound))
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["accept-ranges"] == "bytes"
    assert re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["etag"])
    assert answer.headers["last-modified"].endswith(" GMT")
    assert answer.headers["cache-control"] == "no-cache"
    assert "vary" not in answer.headers


@pytest.mark.parametrize("path", ["/sound.mp3", "/", "/feed.xml", "/empty.mp3"])
def test_head_tells_what_get_would_send(ask: _Ask, path: str) -> None:
    got, headed = ask(path), ask(path, "HEAD", range="bytes=0-9")

    assert headed.status == got.status == 200
    assert headed.headers == got.headers
    assert headed.body == b""
    assert headed.is_whole


@pytest.mark.parametrize("path", ["/sound.mp3", "/", "/nothing", "/episodes/one", "/feed.xml"])
def test_every_web_player_may_read_every_answer(ask: _Ask, path: str) -> None:
    answer = ask(path, origin="https://player.example")

    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_web_player_may_ask_for_ranges_of_what_it_has(ask: _Ask) -> None:
    answer = ask("/sound.mp3", "OPTIONS", origin="https://player.example", access_control_request_method="GET")

    assert answer.status == 204
    assert {"Range", "If-Range", "If-None-Match"} <= set(answer.headers["access-control-allow-headers"].split(", "))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_changed(ask: _Ask, method: str) -> None:
    answer = ask("/feed.xml", method)

    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_part_is_sent_as_a_part(ask: _Ask, sound: bytes) -> None:
    answer = ask("/sound.mp3", range="bytes=1000-70000")

    assert answer.status == 206
    assert answer.body == sound[1000:70001]
    assert answer.headers["content-range"] == f"bytes 1000-70000/{len(sound)}"
    assert answer.headers["content-length"] == "69001"


def test_several_parts_are_sent_each_under_its_own_headers(ask: _Ask, sound: bytes) -> None:
    answer = ask("/sound.mp3", range="bytes=0-9,50000-50099,-5")

    boundary = answer.headers["content-type"].partition("multipart/byteranges; boundary=")[2].encode()
    opening, *parts, end = answer.body.split(b"--" + boundary)
    assert answer.status == 206
    assert (opening, end) == (b"", b"--\r\n")
    assert answer.headers["content-length"] == str(len(answer.body))
    assert [part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for part in parts] == [
        sound[:10],
        sound[50_000:50_100],
        sound[-5:],
    ]
    assert f"Content-Range: bytes 50000-50099/{len(sound)}".encode() in parts[1]


def test_what_lies_behind_the_end_is_refused_with_the_length(ask: _Ask, sound: bytes) -> None:
    answer = ask("/sound.mp3", range=f"bytes={len(sound)}-")

    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{len(sound)}"


def test_a_resumed_download_goes_on_while_the_file_is_the_same(ask: _Ask, sound: bytes) -> None:
    first = ask("/sound.mp3")

    by_tag = ask("/sound.mp3", range="bytes=99-", if_range=first.headers["etag"])
    by_date = ask("/sound.mp3", range="bytes=99-", if_range=first.headers["last-modified"])

    assert (by_tag.status, by_tag.body) == (by_date.status, by_date.body) == (206, sound[99:])


def test_a_resumed_download_begins_again_when_the_file_was_corrected(ask: _Ask, published: Path) -> None:
    first = ask("/sound.mp3", range="bytes=0-98")
    (published / "new").write_bytes(b"corrected")
    (published / "new").replace(published / "sound.mp3")

    resumed = ask("/sound.mp3", range="bytes=99-", if_range=first.headers["etag"])

    assert (resumed.status, resumed.body) == (200, b"corrected")


def test_what_a_visitor_has_is_not_sent_again(ask: _Ask) -> None:
    first = ask("/sound.mp3")

    by_tag = ask("/sound.mp3", if_none_match=first.headers["etag"])
    by_date = ask("/sound.mp3", if_modified_since=first.headers["last-modified"])

    assert "content-encoding" not in ask("/", accept_encoding="gzip", if_none_match="*").headers
    for answer in (by_tag, by_date):
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
        assert "content-type" not in answer.headers


def test_what_a_visitor_wants_to_go_on_with_must_still_be_there(ask: _Ask) -> None:
    answer = ask("/sound.mp3", if_match='"another"', range="bytes=99-")

    assert answer.status == 412


def test_text_is_compressed_for_those_who_can_take_it_under_a_validator_of_its_own(ask: _Ask) -> None:
    plain, packed = ask("/"), ask("/", accept_encoding="br, gzip;q=0.8")

    again = ask("/", accept_encoding="gzip", if_none_match=packed.headers["etag"])
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(packed.body))
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert again.status == 304


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/", {"accept_encoding": "br"}),
        ("/", {"accept_encoding": "gzip;q=0"}),
        ("/", {"accept_encoding": "gzip; q=0.000, br"}),
        ("/", {"accept_encoding": "notgzip"}),
        ("/sound.mp3", {"accept_encoding": "gzip"}),
        ("/episodes/one/", {"accept_encoding": "gzip"}),
        ("/", {"accept_encoding": "gzip", "range": "bytes=0-"}),
        ("/", {"accept_encoding": "gzip", "range": "bytes=0-9", "if_range": '"another"'}),
    ],
)
def test_sound_little_texts_and_ranges_are_never_compressed(ask: _Ask, path: str, headers: dict[str, str]) -> None:
    answer = ask(path, **headers)

    assert answer.status in {200, 206}
    assert "content-encoding" not in answer.headers


def test_a_relative_feed_names_the_address_that_the_visitor_came_by(ask: _Ask, published: Path) -> None:
    feed = (published / "feed.xml").read_bytes()

    near, far = ask("/feed.xml", host="127.0.0.1:8000"), ask("/feed.xml", host="192.168.1.5")

    assert b"<link>http://127.0.0.1:8000/index.html</link>" in near.body
    assert b"<link>http://192.168.1.5/index.html</link>" in far.body
    assert near.headers["etag"] != far.headers["etag"]
    assert ask("/feed.xml", host="127.0.0.1:8000", if_none_match=near.headers["etag"]).status == 304
    assert ask("/feed.xml", host='"><script>').body == feed


def test_a_feed_of_a_folder_below_starts_from_there(ask: _Ask, published: Path) -> None:
    (published / "feed.xml").rename(published / "episodes" / "feed.xml")

    answer = ask("/episodes/feed.xml")

    assert b"<link>http://show.example:8000/episodes/index.html</link>" in answer.body


def test_an_absolute_feed_and_a_broken_one_are_sent_as_they_are(ask: _Ask, published: Path) -> None:
    contents = [b"<rss><channel><link>https://show.example/</link></channel></rss>", b"<rss><channel>"]

    for content in contents:
        (published / "feed.xml").write_bytes(content)
        answer = ask("/feed.xml")

        assert (answer.status, answer.body) == (200, content)


def test_a_base_that_is_given_comes_before_what_a_visitor_says(ask: _Ask, published: Path) -> None:
    application = app(published, base="https://given.example/")

    answer = ask("/feed.xml", application=application)

    assert b"<link>https://given.example/index.html</link>" in answer.body


def test_a_folder_without_its_slash_sends_the_visitor_there(ask: _Ask) -> None:
    answer = ask("/episodes/one")

    assert (answer.status, answer.headers["location"]) == (301, "/episodes/one/")
    assert ask("/episodes/one/").status == 200


def test_nothing_is_told_of_what_is_not_published(ask: _Ask, published: Path) -> None:
    answers = [ask(path) for path in ("/nothing", "/.hidden", "/../outside.txt", "/episodes/", "*")]

    assert {answer.status for answer in answers} == {404}
    assert {answer.body for answer in answers} == {b"There is nothing at this address.\n"}
    assert str(published) not in answers[0].body.decode()


def test_a_show_that_is_exchanged_is_seen_at_once(ask: _Ask, published: Path, sound: bytes) -> None:
    assert ask("/sound.mp3").body == sound
    published.rename(published.with_name("before"))

    missing = ask("/sound.mp3")
    published.mkdir()
    (published / "sound.mp3").write_bytes(b"new")
    found = ask("/sound.mp3")

    assert (missing.status, missing.headers["retry-after"]) == (503, "1")
    assert (found.status, found.body) == (200, b"new")


def test_nothing_stays_open(ask: _Ask) -> None:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("this system does not list open files")
    ask("/")
    before = len(list(folder.iterdir()))

    for headers in ({}, {"range": "bytes=0-9"}, {"range": "bytes=999999-"}, {"if_none_match": "*"}):
        ask("/sound.mp3", **headers)
        ask("/", accept_encoding="gzip", **headers)

    assert len(list(folder.iterdir())) <= before


def test_a_defect_of_ours_is_told_to_us_and_not_to_the_visitor(
    ask: _Ask, defect: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise defect

    monkeypatch.setattr("audioed.serving.application.find", fail)

    answer = ask("/sound.mp3")

    assert (answer.status, answer.body) == (500, b"Something is wrong with this server.\n")
    assert "a secret" in caplog.text
