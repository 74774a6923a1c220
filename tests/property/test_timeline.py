"""Promises of the one timeline, for any small article: real stages, with tones for speech, in this process."""

import html
import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audioed.casting import cast
from audioed.config import Config
from audioed.convert import script_of
from audioed.cueing import cues
from audioed.encoding import EncodingOptions, unpack_frames, unpack_words
from audioed.mastering import Master, master, write
from audioed.model import Article, Cue, Placed, Recording, Script, Segment, SpanKind, Utterance, block_text
from audioed.progress import ignore
from audioed.reading import Source, load, read_source
from audioed.rendering import Order, fetch, order, render
from audioed.segmenting import segment
from audioed.stitching import stitch
from audioed.store import Store
from audioed.synthesizing import Workers, clip_key, find_voice
from audioed.units import Hertz, WordsPerMinute, to_milliseconds

RATE = Hertz(22050)
SLOW_PROPERTY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SETTINGS = Config(language="en-GB", voice="tone", rate_wpm=750)

WORDS = (
    "river", "the", "Dr. Smith", "$2.5m", "3/4/2021", "1,000", "café", "😀", "—", "5 May 2021", "U.S.", "at 9.30 a.m.",
    "…", "**bold**", "*slanted*", "`run()`", "[a link](https://example.org/a)", "~~gone~~", "![a lamp](lamp.png)",
    "日本語", "end. Next", "why? Because", "10–20", "x", "&amp;", "«quoted»", "https://example.org/page", "don't",
    "\u200b", "100%",
)  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12)


def _several(line: st.SearchStrategy[str], start: str) -> st.SearchStrategy[str]:
    return st.lists(line, min_size=1, max_size=3).map(lambda lines: "\n".join(start + line for line in lines))


BLOCKS = st.one_of(
    LINES,
    LINES,
    ANYTHING,
    LINES.map("## {}".format),
    LINES.map("### {}".format),
    _several(LINES, "- "),
    _several(LINES, "1. "),
    LINES.map("> {}".format),
    LINES.map("    {}".format),
    LINES.map('<p class="verse">a line<br>{}</p>'.format),
    LINES.map("| name | {} |\n|---|---|\n| lamp | 7 |".format),
    LINES.map("{}[^1]\n\n[^1]: a note".format),
    st.just("***"),
    st.just("<div hidden>nobody</div>"),
)
ARTICLES = st.lists(BLOCKS, max_size=6).map(lambda blocks: "\n\n".join(["# The *title*", "It begins.", *blocks]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    article: Article
    script: Script
    segments: tuple[Segment, ...]
    orders: tuple[Order, ...]
    recording: Recording
    cues: tuple[Cue, ...]
    whole: Master


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("timeline"))


def source_of(text: str) -> Source:
    return load("-", stdin=BytesIO(text.encode()))


def ordered(
    text: str, store: Store, config: Config = SETTINGS
) -> tuple[Script, tuple[Segment, ...], tuple[Order, ...]]:
    script = script_of(read_source(source_of(text), language=config.language), config)
    segments = segment(script, cast(script.metadata, config))
    return script, segments, tuple(order(part, EncodingOptions(sample_rate=RATE), store) for part in segments)


def made(text: str, store: Store) -> Made:
    source = source_of(text)
    script, segments, orders = ordered(text, store)
    facts = [render(wanted) for wanted in orders]
    recording = stitch(script, segments, facts, frame_format=EncodingOptions(sample_rate=RATE).frame_format)
    timed = cues(script, segments, recording, lambda index: unpack_words(fetch(orders[index], store)))
    return Made(
        article=read_source(source, language=SETTINGS.language),
        script=script,
        segments=segments,
        orders=orders,
        recording=recording,
        cues=tuple(timed),
        whole=master(source, script, segments, orders, (), facts, recording, cover=b""),
    )


def written(kind: str, edition: Made, store: Store, folder: Path) -> bytes:
    """Return a finished file; nothing is left to do for workers, and none are started."""
    path = folder / f"edition.{kind}"
    with Workers(1, modules=[]) as workers:
        write(kind, edition.whole, path, store, workers, ignore)
    return path.read_bytes()


def text_of(edition: Made, cue: Cue) -> str:
    """Return what a cue's text should be: its characters of the passage without those that are not said."""
    passage = edition.script.passages[cue.passage]
    silent = [range(span.start, span.end) for span in passage.spans if span.kind is SpanKind.SILENT]
    return "".join(passage.text[at] for at in range(*cue.source) if not any(at in characters for characters in silent))


# Chapters and cues. --------------------------------------------------------------------------------------------------


@SLOW_PROPERTY
@given(text=ARTICLES)
def test_chapters_are_in_order_contiguous_and_cover_the_whole(store: Store, text: str) -> None:
    recording = made(text, store).recording

    assert recording.chapters[0].start == 0
    assert recording.chapters[0].title == "The title"
    assert recording.chapters[-1].end == recording.samples
    assert all(before.end == after.start for before, after in pairwise(recording.chapters))
    assert all(chapter.start < chapter.end for chapter in recording.chapters)


@SLOW_PROPERTY
@given(text=ARTICLES)
def test_cues_are_in_order_inside_and_show_their_own_text(store: Store, text: str) -> None:
    edition = made(text, store)
    places = {placed.id: placed for placed in edition.recording.placed if placed.kind == "speech"}

    assert all(before.end <= after.start for before, after in pairwise(edition.cues))
    for cue in edition.cues:
        placed = places[cue.segment]
        assert placed.start <= cue.start < cue.end <= placed.end
        assert cue.block == edition.script.passages[cue.passage].block
        assert cue.text == text_of(edition, cue).strip()


@SLOW_PROPERTY
@given(text=ARTICLES)
def test_each_block_has_a_cue_or_a_reason(store: Store, text: str) -> None:
    edition = made(text, store)
    shown = {cue.block for cue in edition.cues}
    reasons = {skip.block: skip.reason for skip in edition.script.skipped}

    for block in edition.article.blocks:
        has_words = re.search(r"\w", block_text(block))
        assert not has_words or block.id in shown or reasons.get(block.id), block


@SLOW_PROPERTY
@given(text=ARTICLES)
def test_the_characters_of_words_are_in_order_and_all_that_is_said_is_timed(store: Store, text: str) -> None:
    edition = made(text, store)
    timed: dict[int, list[str]] = {index: [] for index in range(len(edition.script.passages))}

    for cue in edition.cues:
        assert all(before.source[1] <= after.source[0] for before, after in pairwise(cue.words))
        assert all(before.end <= after.start for before, after in pairwise(cue.words))
        for word in cue.words:
            assert 0 <= word.source[0] < word.source[1] <= len(edition.script.passages[cue.passage].text)
            assert cue.start <= word.start < word.end <= cue.end
            timed[cue.passage] += re.findall(r"\w+", word.spoken)

    for index, passage in enumerate(edition.script.passages):
        assert timed[index] == re.findall(r"\w+", passage.spoken)


# Frames. -------------------------------------------------------------------------------------------------------------


@SLOW_PROPERTY
@given(text=ARTICLES)
def test_runs_join_to_the_recordings_frames(store: Store, tmp_path: Path, text: str) -> None:
    edition = made(text, store)
    orders = {wanted.id: wanted for wanted in edition.orders}
    content = written("mp3", edition, store, tmp_path)
    sound = content[-edition.recording.placed[-1].byte_end :]

    assert [placed.id for placed in edition.recording.placed if placed.kind == "speech"] == [
        part.id for part in edition.segments
    ]
    assert len(frames_of(sound)) == edition.recording.frame_count
    for before, placed in pairwise((None, *edition.recording.placed)):
        assert placed is not None
        assert placed.start == 576 * placed.first_frame
        assert (placed.first_frame, placed.byte_start) == end_of(before)
        if placed.kind == "speech":
            assert sound[placed.byte_start : placed.byte_end] == unpack_frames(fetch(orders[placed.id], store))
    assert edition.recording.placed[-1].end == edition.recording.samples


def end_of(placed: Placed | None) -> tuple[int, int]:
    return (placed.first_frame + placed.frame_count, placed.byte_end) if placed else (0, 0)


def frames_of(sound: bytes) -> list[bytes]:
    """Return the frames of 64 kbit/s at 22,050 Hz (ISO/IEC 13818-3 2.4.2.3)."""
    frames, at = [], 0
    while at < len(sound):
        assert sound[at : at + 2] == b"\xff\xf3"
        length = 209 if sound[at + 2] & 2 else 208
        frames.append(sound[at : at + length])
        at += length
    return frames


# Published times. ----------------------------------------------------------------------------------------------------


@SLOW_PROPERTY
@given(text=ARTICLES)
def test_tags_captions_transcript_and_chapters_agree_on_every_time(store: Store, tmp_path: Path, text: str) -> None:
    edition = made(text, store)
    sentences = json.loads(written("json", edition, store, tmp_path))["segments"]
    chapters = json.loads(written("chapters", edition, store, tmp_path))["chapters"]
    captions = list(captions_of(written("vtt", edition, store, tmp_path).decode()))
    tagged = list(chapters_of(written("mp3", edition, store, tmp_path)))

    in_file = [(ms_of(chapter["startTime"]), ms_of(chapter["endTime"])) for chapter in chapters]
    assert tagged == in_file
    assert tagged[-1][1] == to_milliseconds(edition.recording.samples, RATE)
    for (start, _), chapter in zip(tagged[1:], edition.recording.chapters[1:], strict=True):
        first = next(sentence for sentence in sentences if sentence["block"] == chapter.block)
        assert abs(ms_of(first["startTime"]) - start) <= 1
        assert min(abs(at - start) for block, at in captions if block == chapter.block) <= 1
    for sentence in sentences:
        start = ms_of(sentence["startTime"])
        assert min(abs(at - start) for block, at in captions if block == sentence["block"]) <= 1
        assert all(
            sentence["startTime"] <= word["start"] <= word["end"] <= sentence["endTime"] for word in sentence["words"]
        )


def ms_of(seconds: float) -> int:
    return round(seconds * 1000)


def captions_of(vtt: str) -> Iterator[tuple[str, int]]:
    """Yield identifier and start of each caption."""
    for block, *clock in re.findall(r"^(.+)\n(\d\d):(\d\d):(\d\d)\.(\d{3}) -->", vtt, re.MULTILINE):
        hours, minutes, seconds, milliseconds = map(int, clock)
        yield block, ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds


def chapters_of(mp3: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of each chapter frame of an ID3v2.3 tag (ID3v2 Chapter Frame Addendum 1.0, section 3.1)."""
    at = 10
    while mp3[at : at + 4].strip(b"\0"):
        (size,) = struct.unpack(">I", mp3[at + 4 : at + 8])
        if mp3[at : at + 4] == b"CHAP":
            times = mp3.index(b"\0", at + 10) + 1
            yield struct.unpack(">II", mp3[times : times + 8])
        at += 10 + size


# Keys. ---------------------------------------------------------------------------------------------------------------


SAID = st.lists(st.sampled_from(["One river.", "Two rivers.", "And a bridge."]), min_size=1, max_size=2).map(tuple)
ASKED = st.tuples(
    SAID,
    st.sampled_from(["tone", "en-gb", "de"]),
    st.sampled_from([150, 300]),
    st.sampled_from([50, 60]),
    st.sampled_from([22050, 24000]),
    st.sampled_from([64, 96]),
)
Asked = tuple[tuple[str, ...], str, int, int, int, int]


def keys(asked: Asked, store: Store, *, place: str = "p", passage: int = 0) -> tuple[str, str]:
    said, name, rate_wpm, pitch, sample_rate, bit_rate = asked
    voice = replace(find_voice(name), rate_wpm=WordsPerMinute(rate_wpm), pitch=pitch)
    part = Segment(
        id=place,
        passage=passage,
        start=0,
        end=9,
        utterances=tuple(Utterance(spoken=spoken, voice=voice) for spoken in said),
    )
    options = EncodingOptions(sample_rate=Hertz(sample_rate), bit_rate_kbps=bit_rate)
    return clip_key(part, sample_rate=Hertz(sample_rate)), order(part, options, store).key


@settings(max_examples=100, deadline=None)
@given(one=ASKED, other=ASKED)
def test_a_key_changes_if_and_only_if_what_goes_into_the_sound_does(store: Store, one: Asked, other: Asked) -> None:
    clip, run = keys(one, store)
    other_clip, other_run = keys(other, store, place="elsewhere", passage=3)

    assert (clip == other_clip) == (one[:-1] == other[:-1])
    assert (run == other_run) == (one == other)


@SLOW_PROPERTY
@given(paragraphs=st.lists(LINES, min_size=1, max_size=8), place=st.integers(0, 7))
def test_an_edited_paragraph_changes_its_own_keys_alone(store: Store, paragraphs: list[str], place: int) -> None:
    place %= len(paragraphs)

    _, _, before = ordered("\n\n".join(["# Edited", *paragraphs]), store)
    paragraphs[place] = "Only this orchard is new."
    _, _, after = ordered("\n\n".join(["# Edited", *paragraphs]), store)

    assert len({wanted.key for wanted in after} - {wanted.key for wanted in before}) == 1


# Titles. -------------------------------------------------------------------------------------------------------------


# Raised figures and figures in brackets are note marks, which nobody reads out, in titles neither.
_TITLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "No"], exclude_characters="[]")


@SLOW_PROPERTY
@given(title=st.text(_TITLE, min_size=1, max_size=40))
def test_any_title_survives_in_chapters_captions_and_transcripts(store: Store, tmp_path: Path, title: str) -> None:
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\nlanguage: en\n---\n"
    edition = made(f"{front}\nIt begins.\n", store)
    files = {kind: written(kind, edition, store, tmp_path).decode() for kind in ("chapters", "json", "vtt", "txt")}

    (chapter,) = json.loads(files["chapters"])["chapters"]
    bodies = "".join(sentence["body"] for sentence in json.loads(files["json"])["segments"])
    captions = html.unescape(re.sub(r"<[^>]*>", "", files["vtt"]))

    expected = visible(title) if title.strip() else visible("Untitled")
    assert visible(chapter["title"]) == expected
    assert expected in visible(files["txt"])
    if any(map(str.isalnum, title)):
        assert expected in visible(bodies)
        assert expected in visible(captions)


def visible(text: str) -> str:
    return "".join(text.split())
