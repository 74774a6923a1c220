"""Whatever is in a file, something is found or nothing, but nothing breaks."""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but its methods are not.

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TIT2, TXXX, CTOCFlags
from PIL import Image

from audioed.checking.captions import read_json, read_srt, read_vtt
from audioed.checking.document_rules import check_encoding, check_structure, parse_feed
from audioed.checking.findings import Finding
from audioed.checking.id3 import read_tag
from audioed.checking.picture_header import PictureHeader, read_picture_header
from audioed.checking.site import Site, find_feed
from audioed.checking.tag_chapter_rules import check_tag_chapters
from audioed.checking.tag_rules import chapters_of, check_tag


def tag(version: int) -> bytes:
    tags = ID3()
    tags.add(TIT2(encoding=1, text="Harbour lights"))
    tags.add(TXXX(encoding=1, desc="what", text="is said"))
    tags.add(COMM(encoding=1, lang="eng", desc="", text="Of lamps"))
    tags.add(APIC(encoding=0, mime="image/png", type=3, desc="", data=b"\x89PNG"))
    title, unsaid = TIT2(encoding=1, text="One"), 2**32 - 1
    times = {"start_time": 0, "end_time": 1000, "start_offset": unsaid, "end_offset": unsaid}
    tags.add(CHAP(element_id="chp0", sub_frames=[title], **times))
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=["chp0"], sub_frames=[]))
    stream = BytesIO()
    tags.save(stream, v1=0, v2_version=version, padding=lambda _: 16)
    return stream.getvalue()


def png() -> bytes:
    stream = BytesIO()
    Image.new("P", (20, 20)).save(stream, "PNG", dpi=(72, 72), transparency=0)
    return stream.getvalue()


TAGS = (tag(3), tag(4))
VTT = (
    "WEBVTT\n\nNOTE so\n\n1\n00:00.000 --> 00:01.000 align:start\n<v A>Said &amp; done\n\n"
    "00:01.000 --> 00:02.000\nMore\n"
)
SRT = "1\n00:00:00,000 --> 00:00:01,000\nSaid\n\n2\n00:00:01,000 --> 00:00:02,000\nMore\n"
JSON = json.dumps({"version": "1.0.0", "segments": [{"startTime": 0, "endTime": 1, "body": "Said"}]})
FEED = b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>A &amp; B</title></channel></rss>'

changes = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=6)
endings = st.integers(0, 2000)


def damaged(content: bytes, changed: list[tuple[int, int]], end: int) -> bytes:
    """Change some bytes, and cut the rest off."""
    whole = bytearray(content)
    for at, byte in changed:
        whole[at % len(whole)] = byte
    return bytes(whole[: end % len(whole) + 1])


@given(content=st.sampled_from(TAGS), changed=changes, end=endings)
def test_no_damage_to_a_tag_breaks_its_reading(content: bytes, changed: list[tuple[int, int]], end: int) -> None:
    read = read_tag(damaged(content, changed, end))

    findings = list(check_tag(read, "Harbour lights", "a.mp3"))

    if read:
        chapters = chapters_of(read)
        findings += check_tag_chapters(read, chapters, seconds=1, size=len(content), place="a.mp3")
    assert all(finding.message for finding in findings)


@given(changed=changes, end=endings, document=st.sampled_from([VTT, SRT, JSON]))
def test_no_damage_to_a_transcript_breaks_its_reading(changed: list[tuple[int, int]], end: int, document: str) -> None:
    text = damaged(document.encode(), changed, end).decode("utf-8", "replace")

    for read in (read_vtt, read_srt, read_json):
        transcript = read(text)
        assert transcript.captions or transcript.flaws or not text.strip() or read is not read_srt


@given(changed=changes, end=endings)
def test_no_damage_to_a_feed_breaks_its_reading(changed: list[tuple[int, int]], end: int) -> None:
    content = damaged(FEED, changed, end)

    findings = list(check_encoding(content, "feed.xml"))
    root = parse_feed(content, "feed.xml")

    findings += [root] if isinstance(root, Finding) else list(check_structure(root, "feed.xml"))
    assert all(finding.place.startswith("feed.xml") for finding in findings)


@given(changed=changes, end=endings)
def test_no_damage_to_a_picture_breaks_its_reading(changed: list[tuple[int, int]], end: int) -> None:
    header = read_picture_header(damaged(png(), changed, end))

    assert header is None or isinstance(header, PictureHeader)


@pytest.mark.parametrize(
    ("mode", "kind", "colours"),
    [
        ("RGB", "JPEG", "RGB"),
        ("L", "JPEG", "grey"),
        ("CMYK", "JPEG", "CMYK"),
        ("RGB", "PNG", "RGB"),
        ("L", "PNG", "grey"),
        ("LA", "PNG", "transparent"),
        ("P", "PNG", "palette"),
    ],
)
def test_a_picture_says_what_it_is(mode: str, kind: str, colours: str) -> None:
    stream = BytesIO()
    Image.new(mode, (30, 20)).save(stream, kind, dpi=(72, 72))

    header = read_picture_header(stream.getvalue())

    assert header is not None
    assert (header.mime, header.width, header.height) == (f"image/{kind.lower()}", 30, 20)
    assert header.colours == colours
    assert round(header.dpi) == 72


def test_both_versions_of_tags_are_read() -> None:
    for content in TAGS:
        read = read_tag(content)

        assert read is not None
        assert read.flaws == ()
        assert [chapter.title for chapter in chapters_of(read)] == ["One"]


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"ID3\x03\0\0\xff\xff\xff\xff", "its size is not written as it must be"),
        (b"ID3\x02\0\0\0\0\0\0", "there is no version 2.2"),
        (b"ID3\x03\0\0\0\0\0\x20", "the file ends inside it"),
        (b"ID3\x03\0\0\0\0\0\x0aTIT2\0\0\0\x05\0\0", "it has only 0 of the 5 bytes of TIT2"),
        (b"ID3\x03\0\0\0\0\0\x0atit2\0\0\0\x05\0\0", "it has something at byte 0 that is no frame"),
        (b"ID3\x04\0\0\0\0\0\x0bTIT2\0\0\0\x81\0\0\0", "the size of TIT2 is written as in version 2.3"),
    ],
)
def test_what_breaks_a_tag_is_said(content: bytes, flaw: str) -> None:
    read = read_tag(content)

    assert read is not None
    assert flaw in read.flaws


@pytest.mark.parametrize(
    "address",
    ["http://[", "../outside.mp3", "https://audio.example.org/%2e%2e/a", "/a.mp3", "a%00b", "a" * 300, "", "//x/a"],
)
def test_addresses_that_lead_nowhere_are_left_alone(address: str, tmp_path: Path) -> None:
    site = Site(folder=tmp_path, base="https://audio.example.org/")

    assert site.path(address, tmp_path / "feed.xml") is None


def test_a_feed_deeper_inside_is_found(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "feed.xml").write_bytes(FEED)
    (tmp_path / "a" / "podcast.rss").write_bytes(FEED)

    assert find_feed(tmp_path) == tmp_path / "a" / "podcast.rss"
