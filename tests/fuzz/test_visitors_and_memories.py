"""What visitors and servers send, and what is left from one run to the next: it is answered, refused or made anew."""

from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.catalogue import BORDERS
from tests.fuzz.strategies import examples, mutations

_quickly: Final = settings(max_examples=examples(60), deadline=None, suppress_health_check=[*HealthCheck])

_NUMBERS: Final = st.sampled_from(
    ["", "0", "5", "2047", "2048", "99999999999999999999", "-1", "9" * 200, "x", " 1", "1_0", "١"]
)
_SPECS: Final = st.lists(st.builds("{}-{}".format, _NUMBERS, _NUMBERS), max_size=20).map(",".join)
_RANGES: Final = st.builds(
    "{}{}".format, st.sampled_from(["bytes=", "bytes =", "Bytes=", "items=", "bytes", ""]), _SPECS
)
_DATES: Final = st.sampled_from(
    ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "06 Nov 99999 1:1 +9999", "0",
     "Sun Nov  6 08:49:37 1994", "31 Feb 2024 25:61:61", "1 Jan 0001 0:0 +1400", "31 Dec 9999 23:59 -1400", "\x00",
     "Thu, 01 Jan 1970 00:00:00 GMT"]
)  # fmt: skip
_TAGS: Final = st.sampled_from(['"a"', 'W/"a"', "*", '"a", W/"b"', '"', "", '"é"', "W/"])
_PATHS: Final = st.lists(
    st.sampled_from(
        [
            "",
            ".",
            "..",
            "episodes",
            "one",
            "sound.mp3",
            ".hidden",
            "outside.txt",
            "%2e%2e",
            "\\..",
            "CON",
            "a" * 300,
            "\0",
            "é",
        ]
    ),
    max_size=5,
).map("/".join)
_HEADERS: Final = st.one_of(
    st.builds("range: {}".format, _RANGES),
    st.builds("if-range: {}".format, _TAGS | _DATES),
    st.builds("if-none-match: {}".format, _TAGS),
    st.builds("if-match: {}".format, _TAGS),
    st.builds("if-modified-since: {}".format, _DATES),
    st.builds("if-unmodified-since: {}".format, _DATES),
    st.builds("host: {}".format, st.sampled_from(["a.example", "[::1]:80", "a b", "", "evil\\x", "é"])),
    st.builds(
        "accept-encoding: {}".format,
        st.sampled_from(["gzip", "gzip;q=0", "gzip;q=..", "*", "identity, x-gzip ; q = 1"]),
    ),
)
_REQUESTS: Final = st.builds(
    lambda method, path, headers: "\n".join([method, f"/{path}", *headers]).encode("utf-8"),
    st.sampled_from(["GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "X"]),
    _PATHS,
    st.lists(_HEADERS, max_size=4),
)
_ANSWER_HEADERS: Final = st.sampled_from(
    ["Content-Type: text/html", 'Content-Type: text/html; charset="utf-7"', "Content-Type: ;;;",
     "Content-Type: image/png", "Content-Type: text/html; charset*=x''%ff", "Content-Length: 5", "Content-Length: -1",
     "Content-Length: " + "9" * 5000, "Content-Encoding: gzip", "Content-Encoding: br", "Transfer-Encoding: chunked",
     "Transfer-Encoding: x", "Location: http://[", "Location: //", "Location: javascript:1", "Location: \x00",
     "Location: /é", "Set-Cookie: a=b", "X: \x80", ": x", "x", " folded"]
)  # fmt: skip
_ANSWERS: Final = st.builds(
    lambda status, headers, body: "\r\n".join([f"HTTP/1.1 {status}", *headers, "", body]).encode("utf-8"),
    st.sampled_from(
        ["200 OK", "200", "204 No", "206 P", "301 M", "302 F", "304 N", "401 U", "100 C", "999 X", "abc", ""]
    ),
    st.lists(_ANSWER_HEADERS, max_size=5),
    st.sampled_from(["", "<p>A lamp.", "5\r\n<p>x.\r\n0\r\n\r\n", "zz\r\n", "%PDF-", "\x1f\x8b\x08"]),
)
_HOSTS: Final = st.lists(
    st.sampled_from(
        [
            "a",
            "..",
            "[",
            "]",
            "::1",
            "@",
            ":",
            "80",
            "99999",
            "/",
            "?",
            "#",
            "%",
            "%zz",
            "é",
            "。",
            "①",
            " ",
            "\t",
            "\\",
            "xn--",
            "a" * 64,
        ]
    ),
    max_size=6,
).map("".join)


@settings(_quickly, max_examples=examples(300))
@given(header=_RANGES | st.text(max_size=40))
def test_whatever_ranges_are_asked_for_they_lie_in_the_file(header: str) -> None:
    BORDERS["ranges"](header.encode("latin-1", "replace"))


@settings(_quickly, max_examples=examples(200))
@given(lines=st.lists(_TAGS | _DATES | st.text(max_size=20), min_size=1, max_size=4))
def test_whatever_preconditions_a_request_has_they_come_to_a_verdict(lines: list[str]) -> None:
    BORDERS["preconditions"]("\n".join(lines).encode("latin-1", "replace"))


@settings(_quickly, max_examples=examples(150))
@given(content=_REQUESTS)
def test_whatever_a_visitor_asks_for_nothing_but_what_is_published_is_sent(content: bytes) -> None:
    BORDERS["request"](content)


@_quickly
@given(content=_ANSWERS | mutations(BORDERS["answer"].seeds()))
def test_whatever_a_server_answers_it_is_a_page_or_an_error_with_a_reason(content: bytes) -> None:
    BORDERS["answer"](content)


@settings(_quickly, max_examples=examples(150))
@given(address=_HOSTS)
def test_whatever_is_given_as_an_address_nothing_else_is_asked_for(address: str) -> None:
    BORDERS["address"](address.encode())


@pytest.mark.parametrize("border", ["built", "store-entry", "run", "sent-notes"])
@_quickly
@given(data=st.data())
def test_a_damaged_memory_is_understood_or_made_anew(border: str, data: st.DataObject) -> None:
    BORDERS[border](data.draw(mutations(BORDERS[border].seeds())))


@pytest.mark.parametrize("border", ["published", "feed", "notes"])
@settings(_quickly, max_examples=examples(40))
@given(data=st.data())
def test_a_damaged_show_of_strangers_is_checked_sent_and_cleaned(border: str, data: st.DataObject) -> None:
    BORDERS[border](data.draw(mutations(BORDERS[border].seeds())))
