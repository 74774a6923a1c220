"""What fuzzing has found stays found: each input once made another exception than ours, or broke a promise."""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but its methods are not.

import json
import zlib
from typing import Final

import pytest
from mutagen.oggopus import OggOpus
from tests.fuzz.catalogue import BORDERS
from tests.fuzz.targets import samples
from tests.fuzz.targets.editions import record_sample
from tests.fuzz.targets.published import files

_MANY: Final = b"9" * 5000
"""Figures that Python makes no number of."""
_DEEP: Final = b"[" * 5000
_REDIRECT: Final = b"HTTP/1.1 302 Found\r\nLocation: %s\r\n\r\n"

FOUND: Final = {
    "a YAML escape beyond Unicode": ("markdown", b'---\ntitle: "\\UFFFFFFFF"\n---\ntext'),
    "a YAML escape of half a character": ("markdown", b'---\ntitle: "\\uD800 x"\n---\ntext'),
    "a YAML escape of a control": ("plain-text", b'---\nslug: "a\\0b"\n---\ntext'),
    "a date that is none in UTC": ("markdown", b"---\ndate: 0001-01-01T00:00:00+14:00\n---\ntext"),
    "a page's date that is none in UTC": (
        "html-document",
        b'<meta name="date" content="9999-12-31T23:59:59-14:00"><p>text</p>',
    ),
    "half a character in JSON-LD": (
        "html-document",
        b'<script type="application/ld+json">{"@type": "Article", "headline": "\\ud800 x"}</script><p>text</p>',
    ),
    "an encoding that is an escape": ("web-page", b"unicode_escape\n<p>\\ud800 \\q text</p>"),
    "an encoding that halves characters": ("web-page", b"utf-7 text/plain\n+2AA- text"),
    "an encoding of host names": ("web-page", b"punycode\n<p>te-xt-99999999</p>"),
    "an encoding that always fails": ("web-page", b"undefined\n<p>text</p>"),
    "an encoding with a NUL": ("web-page", b"a\0b\n<p>text</p>"),
    "a heading's endless level": ("html-document", b"<div role=heading aria-level=%s>x</div>" % _MANY),
    "a cell's endless reach": ("html-fragment", b"<table><tr><th>a<td colspan=%s>b<tr><td>c</table>" % _MANY),
    "a lone underscore": ("markdown", b"a[^1]\n\n[^1]: `_`"),
    "a mixed number that is none": ("normalization", b'\0It takes a 1 01/2" nail.'),
    "a fraction of a unit that is none": ("normalization", b"\0after 5/0 km of"),
    "a number that is none in settings": ("settings", b"rate_wpm = " + _MANY),
    "a hexadecimal number that can't be shown": ("settings", b"rate_wpm = 0x" + _MANY),
    "a hexadecimal number in a policy": ("policy", b"extends = 0x" + _MANY),
    "a hexadecimal number in a voice": ("voice", b"title = 0x" + _MANY),
    "a name that is too long for a file": ("names", b"x" * 5000),
    "a home that nobody has": ("names", b"~nobody-of-this-name/x"),
    "a sound in a home that nobody has": ("settings", b'intro = "~nobody-of-this-name/x"'),
    "a lexicon of a name that is too long": ("settings", b'lexicon = ["' + b"x" * 5000 + b'"]'),
    "a picture of a name that is too long": ("markdown", b"text ![x](%s.png)" % (b"x" * 300)),
    "a picture whose path is too long": ("html-document", b"<p>text <img alt=x src=%s>" % (b"x/" * 3000)),
    "an Ogg page without packets": ("opus", b"OggS\0\2" + bytes(21)),
    "a feed of half a host": ("feed", b'<rss><channel><item><enclosure url="http://["/></item></channel></rss>'),
    "brackets in settings": ("settings", b"a = " + _DEEP),
    "brackets in a show's settings": ("show-settings", b"a = " + _DEEP),
    "brackets in a ledger": ("ledger", b"a = " + _DEEP),
    "a ledger's date that is none in UTC": (
        "ledger",
        b'[[article]]\nid="a"\nfile="articles/a"\nslug="a"\nguid="g"\nnumber=1\npublished=0001-01-01T00:00:00+14:00',
    ),
    "brackets in a policy": ("policy", b"a = " + _DEEP),
    "brackets in a voice": ("voice", b"a = " + _DEEP),
    "brackets in an opening": ("opening", b"[" * 3000 + b"]" * 3000),
    "brackets in what was sent": ("sent-notes", _DEEP * 20),
    "brackets in a build's memory": ("built", _DEEP * 20),
    "a path that is none": ("request", b"GET\n"),
    "a host with nothing between its dots": ("address", b"a..b/"),
    "a host of a long name": ("address", b"a" * 64 + b".com/"),
    "a redirect to half a host": ("answer", _REDIRECT % b"http://["),
    "a redirect to a host of a long name": ("answer", _REDIRECT % (b"http://" + b"a" * 64)),
    "an endless length": ("answer", b"HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n<p>x" % _MANY),
}


@pytest.mark.parametrize(("border", "content"), FOUND.values(), ids=FOUND)
def test_what_once_broke_a_border_is_now_taken_or_refused(border: str, content: bytes) -> None:
    BORDERS[border](content)


def test_no_sample_rate_of_a_record_breaks_what_listens() -> None:
    known = json.loads(zlib.decompress(record_sample()))

    for rate in (0, 1, 49, 8000, 2**53):
        BORDERS["record-text"](json.dumps(known | {"sample_rate": rate}).encode())


def test_no_time_in_a_transcript_of_strangers_is_too_large_to_be_looked_at() -> None:
    number = next(at for at, path in enumerate(files()) if path.name == "the-lamp.json")

    for time in (10**400, -(10**400), float("inf"), float("nan")):
        segments = [{"startTime": time, "endTime": time, "body": "x"}, {"startTime": 0, "endTime": time, "body": "x"}]
        document = json.dumps({"version": "1.0.0", "segments": segments})
        BORDERS["published"](bytes([number]) + document.encode())


def test_a_record_that_is_no_base64_is_refused() -> None:
    path = samples.folder("opus") / "lamp.opus"
    for written in ("é", "A", "====", "\0"):
        path.write_bytes(samples.edition("opus"))
        file = OggOpus(path)
        file["audioed/record"] = [written]
        file.save()
        BORDERS["opus"](path.read_bytes())
