"""A small show that is as it should be, made anew for each test, to be spoilt in one way."""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but its methods are not.

import json
import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from math import pi, sin
from pathlib import Path
from shutil import copytree
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

import pytest
from mutagen.id3 import ID3, TIT2
from PIL import Image

from audioed import encoding, stitching
from audioed.checking import Finding, check
from audioed.encoding import EncodingOptions
from audioed.model import Clip, Metadata, Passage, Run, Script, Segment, Token, Utterance, Voice, WordTime
from audioed.sound.frames import FrameFormat
from audioed.sound.id3 import tag_size
from audioed.tagging import tag
from audioed.units import Hertz, Samples, to_milliseconds
from audioed.verifying import Source, make_record, pack_record

RATE = Hertz(44100)
BASE = "https://audio.example.org/show/"
PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
VOICE = Voice(name="test", engine="tone", language="en", variant="")
TEXTS = (
    ("heading", "Harbour lights"),
    ("paragraph", "A lens begins as glass"),
    ("heading", "The keepers"),
    ("paragraph", "The keepers kept a log"),
)
SLUGS = ("harbour-lights", "the-long-table")
TITLES = ("Harbour lights & naïve fog", "The long table")

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:psc="http://podlove.org/simple-chapters">
<channel>
<atom:link href="{base}feed.xml" rel="self" type="application/rss+xml"/>
<title>Articles, aloud</title>
<link>{base}index.html</link>
<description>Articles, read aloud.</description>
<language>en-gb</language>
<copyright>Ann Author</copyright>
<lastBuildDate>Tue, 14 May 2024 06:30:00 +0000</lastBuildDate>
<image><url>{base}cover.png</url><title>Articles, aloud</title><link>{base}index.html</link></image>
<itunes:image href="{base}cover.png"/>
<itunes:author>Ann Author</itunes:author>
<itunes:owner><itunes:name>Ann Author</itunes:name><itunes:email>ann@example.org</itunes:email></itunes:owner>
<itunes:category text="Society &amp; Culture"><itunes:category text="Documentary"/></itunes:category>
<itunes:explicit>false</itunes:explicit>
<itunes:type>episodic</itunes:type>
<podcast:guid>{guid}</podcast:guid>
<podcast:locked>yes</podcast:locked>
<podcast:medium>podcast</podcast:medium>
<podcast:person role="narrator" group="cast">A voice</podcast:person>
<podcast:location geo="geo:52.37,4.9" osm="R148838">Amsterdam</podcast:location>
<podcast:updateFrequency rrule="FREQ=WEEKLY">Weekly</podcast:updateFrequency>
<podcast:txt purpose="ai-content">true</podcast:txt>
<podcast:image href="{base}cover.png" alt="A lighthouse"/>
{items}
</channel>
</rss>
"""
ITEM = """<item>
<title>{title}</title>
<link>{base}episodes/{slug}/index.html</link>
<guid isPermaLink="false">{guid}</guid>
<pubDate>{date}</pubDate>
<description>&lt;p&gt;Of ships &amp;amp; lamps.&lt;/p&gt;&lt;ul&gt;{times}&lt;/ul&gt;</description>
<enclosure url="{base}episodes/{slug}/{slug}.mp3" length="{size}" type="audio/mpeg"/>
<itunes:duration>{duration}</itunes:duration>
<itunes:image href="{base}cover.png"/>
<itunes:explicit>false</itunes:explicit>
<itunes:episodeType>full</itunes:episodeType>
<itunes:episode>{number}</itunes:episode>
<podcast:chapters url="{base}episodes/{slug}/{slug}.chapters.json" type="application/json+chapters"/>
<podcast:transcript url="{base}episodes/{slug}/{slug}.vtt" type="text/vtt" language="en-gb"/>
<podcast:transcript url="{base}episodes/{slug}/{slug}.srt" type="application/x-subrip" language="en-gb"/>
<podcast:transcript url="{base}episodes/{slug}/{slug}.json" type="application/json" language="en-gb"/>
<podcast:transcript url="{base}episodes/{slug}/transcript.html" type="text/html" language="en-gb"/>
<psc:chapters version="1.2">{simple}</psc:chapters>
</item>"""
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<link rel="alternate" type="application/rss+xml" href="{up}feed.xml" title="Feed"></head>
<body><main id="main"><h1>{title}</h1>{body}</main></body></html>
"""


def clip(text: str) -> Clip:
    """A tone for each word, with silence between."""
    tone = array("h", (round(9000 * sin(2 * pi * 440 * n / RATE)) for n in range(20_000))).tobytes()
    words = list(re.finditer(r"\S+", text))
    times = [
        WordTime(
            position=w.start(), length=len(w[0]), start=Samples(400 + 22_400 * n), end=Samples(20_400 + 22_400 * n)
        )
        for n, w in enumerate(words)
    ]
    return Clip(pcm=(bytes(800) + tone + bytes(4000)) * len(words), rate=RATE, words=tuple(times))


def script_of(title: str) -> Script:
    passages = tuple(
        Passage(
            block=f"block-{number}",
            kind=kind,  # type: ignore[arg-type] # a text among the kinds that there are
            text=text,
            language="en",
            level=2 if kind == "heading" else 0,
            pause_after_ms=300,
            tokens=(Token(start=0, end=len(text), kind="plain", spoken=text),),
            sentences=(0,),
        )
        for number, (kind, text) in enumerate(TEXTS)
    )
    date = datetime(2024, 5, 14, tzinfo=UTC)
    metadata = Metadata(title=title, language="en", authors=("Ann Author",), date=date, summary="Of lamps.")
    return Script(metadata=metadata, passages=passages)


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A sound that can be tagged in many ways."""

    script: Script
    record: bytes
    frames: bytes
    seconds: float
    chapters: tuple[tuple[str, float, float], ...]
    tagged: Callable[[Script, bytes], bytes]
    """From the script and the record to the whole tag."""


def sound_of(runs: Sequence[Run], script: Script) -> Sound:
    """Put runs together as an edition of ours is."""
    segments = tuple(
        Segment(
            id=passage.block,
            passage=index,
            start=0,
            end=len(passage.text),
            utterances=(Utterance(spoken=passage.spoken, voice=VOICE),),
        )
        for index, passage in enumerate(script.passages)
    )
    facts = [
        encoding.facts(run, f"{n:032x}", passage.text)
        for n, (run, passage) in enumerate(zip(runs, script.passages, strict=True))
    ]
    frame_format = FrameFormat(rate=RATE, bit_rate=64)
    recording = stitching.stitch(script, segments, facts, frame_format=frame_format)
    source = Source(name="article.md", sha256="00")
    record = make_record(script, segments, facts, recording, source=source, fingerprints={"test": "1"}, versions={})
    spoken = iter(runs)
    frames = [
        next(spoken).frames if p.kind == "speech" else frame_format.silence(p.frame_count) for p in recording.placed
    ]
    return Sound(
        script=script,
        record=pack_record(record),
        frames=stitching.info_frame(recording) + b"".join(frames),
        seconds=recording.samples / RATE,
        chapters=tuple(
            (c.title, to_milliseconds(c.start, RATE) / 1000, to_milliseconds(c.end, RATE) / 1000)
            for c in recording.chapters
        ),
        tagged=lambda script, record: tag(script, recording, record=record, cover=picture(600), track=1),
    )


def picture(size: int, *, height: int = 0, mode: str = "RGB", kind: str = "PNG", dpi: int = 72) -> bytes:
    stream = BytesIO()
    Image.new(mode, (size, height or size)).save(stream, kind, dpi=(dpi, dpi))
    return stream.getvalue()


def stamp(seconds: float, mark: str = ".") -> str:
    thousandths = round(seconds * 1000)
    return f"00:00:{thousandths // 1000:02}{mark}{thousandths % 1000:03}"


@dataclass(frozen=True, kw_only=True)
class Published:
    """The show in its folder."""

    folder: Path
    sounds: tuple[Sound, Sound]

    @property
    def sound(self) -> Path:
        """The newer episode's."""
        return self.file("harbour-lights.mp3")

    def file(self, name: str) -> Path:
        """A file of the newer episode."""
        return self.folder / "episodes" / "harbour-lights" / name

    def edit(self, name: str, old: str, new: str, count: int = 1) -> None:
        """Replace a text, which must be there, in a file of the folder or of the newer episode."""
        path = self.folder / name if (self.folder / name).exists() else self.file(name)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    def feed(self, old: str, new: str, count: int = 1) -> None:
        """Replace a text in the feed."""
        self.edit("feed.xml", old, new, count)

    def channel(self, element: str) -> None:
        """Add an element to the channel."""
        self.feed("<itunes:explicit>", f"{element}<itunes:explicit>")

    def item(self, element: str) -> None:
        """Add an element to the newer item."""
        self.feed("</item>", f"{element}</item>")

    def write_sound(self, content: bytes) -> None:
        """Replace the newer episode's file, and its length in the feed."""
        before = self.sound.stat().st_size
        self.sound.write_bytes(content)
        if len(content) != before:
            self.feed(f'length="{before}"', f'length="{len(content)}"')

    def write_frames(self, frames: bytes) -> None:
        """Replace the sound behind the tag, which loses its record."""
        one = self.sounds[0]
        self.write_sound(one.tagged(one.script, b"") + frames)

    def retitle(self, title: str, escaped: str = "") -> None:
        """Give the newer episode another title in feed and tag."""
        self.retag(lambda tags: tags.setall("TIT2", [TIT2(encoding=1, text=title)]))
        self.feed("Harbour lights &amp; naïve fog</title>", f"{escaped or title}</title>")

    def retag(self, change: Callable[[ID3], object], *, version: int = 3) -> None:
        """Change the tag of the newer episode, chapters staying in the order of time."""
        content = self.sound.read_bytes()
        tags = ID3(BytesIO(content))
        change(tags)
        stream = BytesIO()
        tags.save(stream, v1=0, v2_version=version, padding=lambda _: 0)
        self.write_sound(in_order(stream.getvalue(), version) + content[tag_size(content) :])

    def codes(self, *, is_listened_to: bool = False) -> set[str]:
        """What is found."""
        return {finding.code for finding in self.findings(is_listened_to=is_listened_to)}

    def findings(self, *, is_listened_to: bool = False) -> tuple[Finding, ...]:
        return check(self.folder, is_listened_to=is_listened_to, jobs=1)


def in_order(whole: bytes, version: int) -> bytes:
    """Put a tag's CHAP frames, which mutagen sorts by size, into the order of time."""
    frames = []
    at = 10
    while at < len(whole):
        raw = whole[at + 4 : at + 8]
        size = (
            sum((b & 127) << s for b, s in zip(raw, (21, 14, 7, 0), strict=True))
            if version == 4
            else int.from_bytes(raw, "big")
        )
        frames.append(whole[at : at + 10 + size])
        at += 10 + size

    ordered = sorted(frames, key=start_of)
    return whole[:10] + b"".join(ordered)


def start_of(frame: bytes) -> int:
    """When a chapter begins; before all of them, whatever is no chapter."""
    return int.from_bytes(frame[10:].split(b"\0", 1)[1][:4], "big") if frame.startswith(b"CHAP") else -1


@pytest.fixture(scope="session")
def made_sounds() -> tuple[Sound, Sound]:
    runs = [encoding.encode(clip(text), EncodingOptions(sample_rate=RATE)) for _, text in TEXTS]
    one, other = (sound_of(runs, script_of(title)) for title in TITLES)
    return one, other


@pytest.fixture(scope="session")
def made_show(made_sounds: tuple[Sound, Sound], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show with two episodes in which there is nothing to find; made once, never changed."""
    folder = tmp_path_factory.mktemp("shows") / "public"
    items = []
    for number, (slug, title, sound) in enumerate(zip(SLUGS, TITLES, made_sounds, strict=True)):
        episode = folder / "episodes" / slug
        episode.mkdir(parents=True)
        content = sound.tagged(sound.script, sound.record) + sound.frames
        (episode / f"{slug}.mp3").write_bytes(content)
        write_companions(episode, slug, title, sound)
        items.append(item(slug, title, sound, len(content), number))
    (folder / "cover.png").write_bytes(picture(1400))
    links = "".join(f'<a href="episodes/{slug}/index.html#main">{slug}</a>' for slug in SLUGS)
    body = f'<img src="cover.png" alt="A lighthouse">{links}'
    (folder / "index.html").write_text(PAGE.format(title="Articles", up="", body=body), encoding="utf-8")
    feed = FEED.format(
        base=BASE, items="\n".join(items), guid=uuid5(PODCASTS, f"{BASE}feed.xml".removeprefix("https://"))
    )
    (folder / "feed.xml").write_text(feed, encoding="utf-8")
    return folder


@pytest.fixture
def published(made_show: Path, made_sounds: tuple[Sound, Sound], tmp_path: Path) -> Published:
    """The test's own copy of that show."""
    return Published(folder=Path(copytree(made_show, tmp_path / "public")), sounds=made_sounds)


def item(slug: str, title: str, sound: Sound, size: int, number: int) -> str:
    return ITEM.format(
        base=BASE,
        slug=slug,
        title=escape(title),
        guid=f"urn:uuid:0b5b1f5e-2f8a-5c59-9d50-5f1f5a0f2a0{number}",
        date=("Tue, 14 May 2024 06:30:00 +0000", "Tue, 07 May 2024 06:30:00 +0000")[number],
        times="".join(
            f"&lt;li&gt;{stamp(start)[:8]} {escape(escape(name))}&lt;/li&gt;" for name, start, _ in sound.chapters
        ),
        size=size,
        duration=round(sound.seconds),
        number=2 - number,
        simple="".join(
            f'<psc:chapter start="{stamp(start)}" title="{escape(name)}"/>' for name, start, _ in sound.chapters
        ),
    )


def write_companions(folder: Path, slug: str, title: str, sound: Sound) -> None:
    cues = [(start, end, f"This is said of {name}") for name, start, end in sound.chapters]
    chapters = [{"startTime": start, "endTime": end, "title": name} for name, start, end in sound.chapters]
    files = {
        f"{slug}.chapters.json": json.dumps({"version": "1.2.0", "chapters": chapters}, indent=1),
        f"{slug}.vtt": "WEBVTT\n\n"
        + "\n".join(f"{stamp(start)} --> {stamp(end)}\n<v A voice>{escape(text)}\n" for start, end, text in cues),
        f"{slug}.srt": "\n".join(
            f"{n}\n{stamp(start, ',')} --> {stamp(end, ',')}\n{text}\n" for n, (start, end, text) in enumerate(cues, 1)
        ),
        f"{slug}.json": json.dumps(
            {"version": "1.0.0", "segments": [{"startTime": s, "endTime": e, "body": t} for s, e, t in cues]}
        ),
        "transcript.html": PAGE.format(title="Transcript", up="../../", body="<p>This is said.</p>"),
        "index.html": PAGE.format(title=escape(title), up="../../", body=f'<audio src="{slug}.mp3"></audio>'),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
