"""The tag as others read it: an own reader made from the standard's text, ffprobe, eyeD3."""

import json
import subprocess
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.errors import EncodingError
from audioed.model import Chapter, Metadata, Placed, Recording, Script
from audioed.naming import cut_title
from audioed.sound.frames import FrameFormat
from audioed.tagging import RECORD_OWNER, tag
from audioed.units import Hertz, Samples

BRACKETS = str.maketrans("‹›", "<>")
"""What looks like markup stands between the single ones."""
RATE = Hertz(22050)
FRAMES = 400
METADATA = Metadata(
    title="Bees in the City",
    language="en-GB",
    authors=("Ann Author", "Ben Büchner"),
    date=datetime(2024, 5, 6, tzinfo=UTC),
    summary="Why bees like cities.\nAnd gardens.",
    source="https://example.org/bienen/ä?x=1&y=%20",
    publisher="The Gazette",
    image_alt="A bee on a lime tree",
)
JPEG = b"\xff\xd8\xff\xe0 a picture"


def script_of(metadata: Metadata = METADATA) -> Script:
    return Script(metadata=metadata, passages=())


def recording_of(*titles: str, levels: tuple[int, ...] = ()) -> Recording:
    """A silent recording whose chapters are of one length."""
    frame_format = FrameFormat(rate=RATE, bit_rate=64)
    samples = 576 * FRAMES
    bounds = [Samples(samples * number // len(titles)) for number in range(len(titles) + 1)]
    chapters = tuple(
        Chapter(
            title=title,
            block=f"b{number}",
            level=levels[number] if levels else 1,
            start=bounds[number],
            end=bounds[number + 1],
        )
        for number, title in enumerate(titles)
    )
    placed = Placed(
        kind="speech",
        id="b0",
        first_frame=0,
        frame_count=FRAMES,
        byte_start=0,
        byte_end=frame_format.byte_count(FRAMES),
        start=Samples(0),
        end=Samples(samples),
    )
    return Recording(
        rate=RATE,
        bit_rate=64,
        samples=Samples(samples),
        frame_count=FRAMES,
        crc=0,
        placed=(placed,),
        chapters=chapters,
    )


def file_of(content: bytes, folder: Path) -> Path:
    """A file with the tag and as much silence as the chapters last."""
    path = folder / "article.mp3"
    path.write_bytes(content + FrameFormat(rate=RATE, bit_rate=64).silence(FRAMES))
    return path


# A reader of version 2.3 made from its text, for what our tags hold. -----------------------------------------


def read_frames(content: bytes) -> Iterator[tuple[str, bytes]]:
    while content:
        size = int.from_bytes(content[4:8], "big")
        assert content[8:10] == b"\0\0"
        yield content[:4].decode("ascii"), content[10 : 10 + size]
        content = content[10 + size :]


def read_tag(content: bytes) -> list[tuple[str, bytes]]:
    assert content[:6] == b"ID3\3\0\0"
    size = 0
    for byte in content[6:10]:
        assert byte < 128
        size = size * 128 + byte
    assert len(content) == 10 + size
    return list(read_frames(content[10:]))


def read_text(content: bytes) -> str:
    """A text frame: the number of the encoding, then UTF-16 with its byte order mark."""
    assert content[:3] in {b"\x01\xff\xfe", b"\x01\xfe\xff"}
    return content[1:].decode("utf-16").rstrip("\0")


def read_chapter(content: bytes) -> tuple[str, int, int, str]:
    name, _, rest = content.partition(b"\0")
    start, end, *offsets = (int.from_bytes(rest[at : at + 4], "big") for at in range(0, 16, 4))
    assert offsets == [0xFFFFFFFF] * 2
    titles = [read_text(inner) for kind, inner in read_frames(rest[16:]) if kind == "TIT2"]
    assert len(titles) == 1
    return name.decode("ascii"), start, end, titles[0]


def texts_of(content: bytes) -> dict[str, str]:
    return {name: read_text(inner) for name, inner in read_tag(content) if name[0] == "T"}


def chapters_of(content: bytes) -> list[tuple[str, int, int, str]]:
    return [read_chapter(inner) for name, inner in read_tag(content) if name == "CHAP"]


# ----------------------------------------------------------------------------------------------------------------------


def test_what_is_known_of_the_article_is_in_the_tag() -> None:
    content = tag(script_of(), recording_of("Bees in the City"))

    texts = texts_of(content)

    assert texts.pop("TENC").startswith("audioed ")
    assert texts == {
        "TIT2": "Bees in the City",
        "TPE1": "Ann Author, Ben Büchner",
        "TALB": "The Gazette",
        "TRCK": "1",
        "TCON": "Podcast",
        "TLAN": "eng",
        "TLEN": "10449",
        "TYER": "2024",
        "TDAT": "0605",
        "TSSE": "LAME 3.100, 64 kbit/s, 22050 Hz",
    }


def test_what_is_not_known_is_left_out() -> None:
    bare = Metadata(title="Bare", language="")

    names = [name for name, _ in read_tag(tag(script_of(bare), recording_of("Bare")))]

    assert not {"TPE1", "TYER", "TDAT", "COMM", "USLT", "APIC", "PRIV", "WOAF", "WXXX"} & set(names)
    assert texts_of(tag(script_of(bare), recording_of("Bare")))["TALB"] == "Bare"


def test_a_show_names_album_track_and_genre() -> None:
    texts = texts_of(tag(script_of(), recording_of("One"), album="The Show", track=12, genre="Speech"))

    assert (texts["TALB"], texts["TRCK"], texts["TCON"]) == ("The Show", "12", "Speech")


def test_an_episode_always_has_an_artist_and_a_comment_and_says_that_it_is_one() -> None:
    bare = Metadata(title="Bare", language="")

    content = tag(script_of(bare), recording_of("Bare"), album="The Show")

    frames = dict(read_tag(content))
    assert texts_of(content)["TPE1"] == "The Show"
    assert "Bare".encode("utf-16-le") in frames["COMM"]
    assert frames["PCST"] == bytes(4)


def test_a_comment_is_the_source_where_there_is_no_summary() -> None:
    metadata = Metadata(title="Bare", language="", source="https://example.org/")

    content = tag(script_of(metadata), recording_of("Bare"), album="The Show")

    assert metadata.source.encode("utf-16-le") in dict(read_tag(content))["COMM"]


def test_a_long_title_is_cut_as_in_the_feed() -> None:
    title = "Bees, and what they do all day long, " * 20

    content = tag(script_of(replace(METADATA, title=title)), recording_of("One"))

    assert texts_of(content)["TIT2"] == cut_title(title)


def test_attachments_are_as_they_were_given() -> None:
    record = bytes(range(256)) * 4
    content = tag(script_of(), recording_of("One"), record=record, cover=JPEG, transcript="First.\nSecond.")

    frames = dict(read_tag(content))

    assert frames["PRIV"] == b"audioed/record\0" + record
    assert frames["USLT"][:4] == frames["COMM"][:4] == b"\x01eng"
    assert frames["USLT"].endswith("First.\nSecond.\0".encode("utf-16-le"))
    assert METADATA.summary.encode("utf-16-le") in frames["COMM"]
    assert frames["APIC"].startswith(b"\x01image/jpeg\0\x03")
    assert METADATA.image_alt.encode("utf-16-le") in frames["APIC"]
    assert frames["APIC"].endswith(JPEG)
    assert RECORD_OWNER == "audioed/record"


def test_a_png_is_called_one() -> None:
    content = tag(script_of(), recording_of("One"), cover=b"\x89PNG\r\n\x1a\n a picture")

    assert dict(read_tag(content))["APIC"].startswith(b"\x01image/png\0\x03")


def test_the_address_is_ascii_and_nothing_in_it_is_escaped_twice() -> None:
    frames = dict(read_tag(tag(script_of(), recording_of("One"))))

    assert frames["WOAF"].rstrip(b"\0") == b"https://example.org/bienen/%C3%A4?x=1&y=%20"
    assert frames["WXXX"].rstrip(b"\0").endswith(frames["WOAF"].rstrip(b"\0"))


def test_a_source_that_is_no_web_address_is_left_out() -> None:
    metadata = replace(METADATA, source="/home/ann/bees.md")

    names = [name for name, _ in read_tag(tag(script_of(metadata), recording_of("One")))]

    assert "WOAF" not in names
    assert b"/home/ann" not in tag(script_of(metadata), recording_of("One"))


@pytest.mark.parametrize(("length", "is_kept"), [(49_999, True), (50_001, False)])
def test_a_transcript_above_100_000_bytes_is_left_out(length: int, *, is_kept: bool) -> None:
    content = tag(script_of(), recording_of("One"), transcript="a" * length)

    assert ("USLT" in dict(read_tag(content))) is is_kept


def test_a_tag_of_a_megabyte_is_refused() -> None:
    with pytest.raises(EncodingError, match="999,000 of the record"):
        tag(script_of(), recording_of("One"), record=bytes(999_000), cover=bytes(2000))


def test_chapters_come_in_order_of_time_and_cover_the_recording() -> None:
    titles = ["A rather long title of a chapter", "B", "A middling title", "C", "D" * 60, "E"]

    chapters = chapters_of(tag(script_of(), recording_of(*titles)))

    assert [title for *_, title in chapters] == titles
    assert chapters[0][1] == 0
    assert [end for _, _, end, _ in chapters[:-1]] == [start for _, start, _, _ in chapters[1:]]
    assert chapters[-1][2] == 10449


def test_one_ordered_top_level_table_with_a_title_lists_all_chapters() -> None:
    content = tag(script_of(), recording_of("One", "Two", "Three"))

    tables = [inner for name, inner in read_tag(content) if name == "CTOC"]

    assert len(tables) == 1
    name, _, rest = tables[0].partition(b"\0")
    assert name == b"toc"
    assert rest[0] == 0b11
    assert rest[1] == 3
    *ids, sub_frames = rest[2:].split(b"\0", 3)
    assert [listed.decode() for listed in ids] == [name for name, *_ in chapters_of(content)]
    assert [(kind, read_text(inner)) for kind, inner in read_frames(sub_frames)] == [("TIT2", "Bees in the City")]


def test_more_chapters_than_a_byte_counts_become_those_of_the_first_level() -> None:
    titles = [f"Chapter {number}" for number in range(300)]
    levels = tuple(1 if number % 3 == 0 else 2 for number in range(300))

    chapters = chapters_of(tag(script_of(), recording_of(*titles, levels=levels)))

    assert [title for *_, title in chapters] == titles[::3]
    assert [end for _, _, end, _ in chapters[:-1]] == [start for _, start, _, _ in chapters[1:]]
    assert (chapters[0][1], chapters[-1][2]) == (0, 10449)


@pytest.mark.parametrize("count", [256, 509, 510, 511, 1000])
def test_more_of_the_first_level_than_a_byte_counts_become_groups(count: int) -> None:
    titles = [f"Chapter {number}" for number in range(count)]

    chapters = chapters_of(tag(script_of(), recording_of(*titles)))

    assert len(chapters) <= 255
    assert len({name for name, *_ in chapters}) == len(chapters)
    assert chapters[0][3].startswith("Chapter 0 – Chapter ")
    assert chapters[-1][3].endswith(f"Chapter {count - 1}")
    assert [end for _, _, end, _ in chapters[:-1]] == [start for _, start, _, _ in chapters[1:]]
    assert (chapters[0][1], chapters[-1][2]) == (0, 10449)


def test_a_chapter_whose_title_holds_nothing_is_not_left_untitled() -> None:
    assert chapters_of(tag(script_of(), recording_of("One", "\0 \n")))[1][3] == "…"


def test_a_chapter_whose_title_is_a_paragraph_shows_its_beginning() -> None:
    long = "Bees, and what they do all day long, " * 20

    chapters = chapters_of(tag(script_of(), recording_of("One", long)))

    assert chapters[1][3] == cut_title(long, 200)


def test_the_same_input_gives_the_same_bytes() -> None:
    def made() -> bytes:
        return tag(script_of(), recording_of("One", "Two"), record=b"r", cover=JPEG, transcript="t")

    assert made() == made()


def is_kept(character: str) -> bool:
    """Whether XML 1.0 allows the character and doesn't discourage it (section 2.2), and it says something."""
    number = ord(character)
    is_xml = 0x20 <= number <= 0xD7FF or 0xE000 <= number < 0xFFFD or number >= 0x10000
    is_discouraged = 0x7F <= number <= 0x9F or 0xFDD0 <= number <= 0xFDEF or number == 0xFEFF
    return is_xml and not is_discouraged and not character.isspace()


@settings(max_examples=200)
@given(st.text(st.characters(), min_size=1, max_size=80))
def test_any_title_survives(title: str) -> None:
    script = script_of(replace(METADATA, title=title, authors=(title,), summary=title, image_alt=title))

    content = tag(script, recording_of(title), cover=JPEG, transcript=title)

    survived = "".join(filter(is_kept, title)) or "…"
    written = texts_of(content)["TIT2"]
    assert "".join(written.split()).translate(BRACKETS) == survived.translate(BRACKETS)
    assert chapters_of(content)[0][3] == written


def test_ffprobe_reads_texts_and_chapters(tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")
    titles = ["Ein ziemlich langer Titel", "𝔅ees", "כותרת", "Ω"]
    path = file_of(tag(script_of(), recording_of(*titles), record=b"r", cover=JPEG), tmp_path)

    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_chapters", str(path)]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    tags = answer["format"]["tags"]
    assert (tags["title"], tags["artist"]) == ("Bees in the City", "Ann Author, Ben Büchner")
    assert (tags["album"], tags["track"], tags["genre"]) == ("The Gazette", "1", "Podcast")
    assert tags["date"] == "2024-05-06"
    assert [chapter["tags"]["title"] for chapter in answer["chapters"]] == titles
    assert [chapter["start_time"] for chapter in answer["chapters"]] == ["0.000000", "2.612000", "5.224000", "7.837000"]
    assert answer["chapters"][-1]["end_time"] == "10.449000"


@pytest.mark.filterwarnings("ignore:Parsing dates involving:DeprecationWarning")  # eyeD3 0.9.9 on Python 3.13
def test_eyed3_reads_texts_and_chapters(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # eyeD3 imports what newer versions of Python have moved
        import eyed3

        titles = ["Ein ziemlich langer Titel", "𝔅ees", "כותרת"]
        content = tag(script_of(), recording_of(*titles), record=b"r", cover=JPEG, transcript="First.")
        read: Any = eyed3.load(str(file_of(content, tmp_path)))

    assert read.tag.version == (2, 3, 0)
    assert (read.tag.title, read.tag.artist) == ("Bees in the City", "Ann Author, Ben Büchner")
    assert read.tag.getBestDate().year == 2024  # it can't read the day, whoever wrote it
    assert [chapter.title for chapter in read.tag.chapters] == titles
    assert [tuple(chapter.times) for chapter in read.tag.chapters] == [(0, 3483), (3483, 6966), (6966, 10449)]
    assert [toc.toplevel and toc.ordered for toc in read.tag.table_of_contents] == [True]
    assert read.tag.lyrics[0].text == "First."
    assert read.tag.images[0].image_data == JPEG
    assert read.tag.privates[0].owner_id == b"audioed/record"
