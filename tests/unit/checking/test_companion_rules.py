"""Each rule for chapters, transcripts, pictures and pages fires alone where it alone does not hold."""

import json
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeAlias

import pytest
from PIL import Image

Spoil: TypeAlias = Callable[[Any], object]

CHAPTERS = "harbour-lights.chapters.json"
PAGE = "episodes/harbour-lights/index.html"
BASE = "https://audio.example.org/show/"


def edited(name: str, old: str, new: str, count: int = 1) -> Spoil:
    return lambda published: published.edit(name, old, new, count)


def both(*spoils: Spoil) -> Spoil:
    return lambda published: [spoil(published) for spoil in spoils]


def removed(name: str) -> Spoil:
    return lambda published: (published.folder / name).unlink()


def written(name: str, content: str) -> Spoil:
    return lambda published: published.file(name).write_text(content, encoding="utf-8")


def in_chapters(change: Callable[[dict[str, Any]], object]) -> Spoil:
    def spoil(published: Any) -> None:
        path = published.file(CHAPTERS)
        document = json.loads(path.read_text())
        change(document)
        path.write_text(json.dumps(document))

    return spoil


def in_chapter(index: int, **values: object) -> Spoil:
    return in_chapters(lambda document: document["chapters"][index].update(values))


def cover(width: int, height: int = 0, mode: str = "RGB", kind: str = "PNG", dpi: int = 72) -> Spoil:
    def spoil(published: Any) -> None:
        stream = BytesIO()
        Image.new(mode, (width, height or width)).save(stream, kind, dpi=(dpi, dpi))
        (published.folder / "cover.png").write_bytes(stream.getvalue())

    return spoil


def heavy_cover(published: Any) -> None:
    """Put a chunk of text that viewers skip before the picture's last."""
    path = published.folder / "cover.png"
    content = path.read_bytes()
    chunk = (600_000).to_bytes(4, "big") + b"teSt" + bytes(600_000)
    chunk += zlib.crc32(chunk[4:]).to_bytes(4, "big")
    path.write_bytes(content[:-12] + chunk + content[-12:])


def page(old: str, new: str) -> Spoil:
    return edited(PAGE, old, new)


CASES: list[tuple[str, Spoil]] = [
    ("C101", removed(f"episodes/harbour-lights/{CHAPTERS}")),
    ("C102", written(CHAPTERS, "[")),
    ("C102", written(CHAPTERS, "{}")),
    ("C102", written(CHAPTERS, '{"version": "1.2.0", "chapters": []}')),
    ("C102", in_chapters(lambda document: document.update(version=1.2))),
    ("C103", in_chapter(1, startTime="4.1")),
    ("C103", in_chapter(1, startTime=0)),
    ("C103", in_chapter(1, startTime=100)),
    ("C103", in_chapter(1, endTime=1)),
    ("C104", both(in_chapter(1, title=" "), edited("feed.xml", 'title="The keepers"', 'title=" "'))),
    ("C105", in_chapter(1, img="keepers.jpg")),
    ("C105", in_chapter(1, img=f"{BASE}keepers.jpg")),
    ("C106", both(in_chapter(1, title="The keeper"), edited("feed.xml", 'title="The keepers"', 'title="The keeper"'))),
    ("C106", in_chapter(1, startTime=4.5)),
    ("C106", in_chapter(1, endTime=8.5)),
    ("C106", both(
        in_chapter(1, toc=False),
        edited("feed.xml", '<psc:chapter start="00:00:04.163" title="The keepers"/>', ""),
        edited("feed.xml", "&lt;li&gt;00:00:04 The keepers&lt;/li&gt;", ""),
    )),
    ("C107", edited("feed.xml", 'title="The keepers"', 'title="The keeper"')),
    ("C107", edited("feed.xml", "</psc:chapters>", '<psc:chapter start="0:07" title="End"/></psc:chapters>')),
    ("C108", edited("feed.xml", "00:00:04", "00:00:06")),
    ("R101", removed("episodes/harbour-lights/harbour-lights.srt")),
    ("R102", lambda published: published.file("harbour-lights.vtt").write_bytes(b"WEBVTT\n\n\xff")),
    ("R103", edited("harbour-lights.vtt", "WEBVTT\n", "")),
    ("R103", edited("harbour-lights.vtt", "00.000", "00,000")),
    ("R103", edited("harbour-lights.vtt", "&amp;", "&")),
    ("R103", edited("harbour-lights.vtt", "WEBVTT\n", "WEBVTT\n\nlights\n")),
    ("R104", edited("harbour-lights.srt", "2\n00", "7\n00")),
    ("R104", edited("harbour-lights.srt", "00,000", "00.000")),
    ("R105", edited("harbour-lights.json", '"version": "1.0.0", ', "")),
    ("R105", edited("harbour-lights.json", '"startTime": 0.0', '"startTime": "0.0"')),
    ("R105", written("harbour-lights.json", "{")),
    ("R105", written("harbour-lights.json", "{}")),
    ("R106", edited("harbour-lights.vtt", "--> 00:00:04", "--> 00:00:05")),
    ("R106", edited("harbour-lights.vtt", "00.000 --> 00:00:04.163", "02.000 --> 00:00:01.000")),
    ("R107", edited("harbour-lights.vtt", "--> 00:00:07.999", "--> 00:00:09.000")),
    ("R109", edited("harbour-lights.vtt", "This is", f"This{' ' * 60}is")),
    ("R110", edited("harbour-lights.vtt", "--> 00:00:07.999", "--> 00:00:05.000")),
    ("R111", edited("harbour-lights.srt", "This is said", "That is said")),
    ("R112", both(
        lambda published: published.file("harbour-lights.srt").rename(published.file("harbour-lights.sub")),
        edited("feed.xml", "harbour-lights.srt", "harbour-lights.sub"),
    )),
    ("R113", edited("transcript.html", "<h1>Transcript</h1><p>This is said.</p>", "<h1></h1>")),
    ("A101", both(removed("cover.png"), edited("index.html", 'src="cover.png"', ""))),
    ("A102", lambda published: (published.folder / "cover.png").write_bytes(b"GIF89a")),
    ("A103", cover(1400, 1500)),
    ("A104", cover(600)),
    ("A105", cover(1400, mode="RGBA")),
    ("A105", cover(1400, mode="L")),
    ("A106", cover(1400, kind="JPEG")),
    ("A107", heavy_cover),
    ("A108", cover(1400, dpi=300)),
    ("P101", page(' lang="en-GB"', "")),
    ("P102", page("<title>Harbour lights &amp; naïve fog</title>", "")),
    ("P103", edited("index.html", "</main>", '<a href="episodes/9001/">gone</a></main>')),
    ("P103", edited("index.html", "</main>", '<img alt="" srcset="cover.png 1x, large.png 2x"></main>')),
    ("P104", page('rel="alternate"', 'rel="feed"')),
    ("P105", both(removed(PAGE), edited("index.html", PAGE, "", -1))),
    ("P106", edited("index.html", ' alt="A lighthouse"', "")),
    ("P107", edited("index.html", "index.html#main", "index.html#notes")),
    ("P107", edited("index.html", "</main>", '<a href="#nowhere">gone</a></main>')),
    ("P108", page("</main>", '<p id="main"></p></main>')),
    ("P109", page("h1", "h2")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "spoil"), CASES)
def test_a_rule_for_companions_fires_alone(code: str, spoil: Spoil, published: Any) -> None:
    spoil(published)

    assert published.codes() == {code}, published.findings()


def test_a_picture_that_breaks_off_is_found_when_it_is_decoded(published: Any) -> None:
    cover = published.folder / "cover.png"
    cover.write_bytes(cover.read_bytes()[:-2000])

    assert published.codes() == set()
    assert published.codes(is_listened_to=True) == {"A102"}


def test_an_empty_caption_is_found_wherever_it_stands(published: Any) -> None:
    for name in ("harbour-lights.vtt", "harbour-lights.srt", "harbour-lights.json"):
        published.edit(name, "This is said of The keepers", " ")

    assert [finding.code for finding in published.findings()] == ["R108"] * 3


@pytest.mark.parametrize(
    "link", ["https://example.org/gone", "mailto:ann@example.org", "#top", "#:~:text=said", "//cdn.example.org/a.js"]
)
def test_links_that_lead_elsewhere_are_left_alone(link: str, published: Any) -> None:
    published.edit("index.html", "</main>", f'<a href="{link}">there</a></main>')

    assert published.codes() == set()


def test_a_speaker_named_before_every_caption_is_no_word(published: Any) -> None:
    published.edit("harbour-lights.srt", "This is", "Reader: This is", -1)

    assert published.codes() == set()
