import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.model import Chapter, Cue, Metadata, Passage, Recording, Script, Span, SpanKind, Word
from audioed.publishing import to_chapters, to_json, to_srt, to_txt, to_vtt
from audioed.publishing.captions import to_captions
from audioed.units import Hertz, Samples

RATE = Hertz(22050)
LONG = (
    "It was a long and stormy night when the keeper climbed the one hundred and ninety-nine steps of the tower to light"
    " the lamp that nobody in the village had seen burning for seven years, give or take, and found it lit."
)


def cue(
    text: str,
    *,
    start: int = 0,
    word_length: int = 5000,
    announced: bool = False,
    announcements: tuple[tuple[int, int], ...] = (),
    language: str = "en-GB",
) -> Cue:
    words = []
    position, time = 0, start
    for part in text.split():
        position = text.index(part, position)
        words.append(
            Word(
                start=Samples(time),
                end=Samples(time + word_length),
                text=part,
                spoken=part,
                source=(position, position + len(part)),
            )
        )
        position += len(part)
        time += word_length
    return Cue(
        block="paragraph-0123456789",
        segment="paragraph-0123456789",
        passage=0,
        source=(0, len(text)),
        start=Samples(start),
        end=Samples(time),
        text=text,
        announced=announced,
        announcements=announcements or ((0, len(text)),) * announced,
        language=language,
        words=tuple(words),
    )


def vtt(*cues: Cue, language: str = "en-GB") -> str:
    return "".join(to_vtt(cues, RATE, language=language))


def srt(*cues: Cue) -> str:
    return "".join(to_srt(cues, RATE))


def read_vtt(text: str, folder: Path) -> list[webvtt.Caption]:
    path = folder / "transcript.vtt"
    path.write_text(text, encoding="utf-8")
    return list(webvtt.read(str(path)).captions)


def test_a_vtt_file_has_its_language_and_each_sentence_with_its_block_and_times() -> None:
    text = vtt(cue("Light the lamp.", start=22050))

    assert text == (
        "WEBVTT\n\nNOTE Language: en-GB\n\nparagraph-0123456789\n00:00:01.000 --> 00:00:01.680\nLight the lamp.\n"
    )


def test_what_is_announced_has_a_class_in_vtt_and_brackets_in_srt() -> None:
    announced = cue("Image: a lighthouse.", announced=True)

    assert "\n<c.announced>Image: a lighthouse.</c>\n" in vtt(announced)
    assert "\n[Image: a lighthouse.]\n" in srt(announced)


def test_a_part_of_a_sentence_that_is_announced_is_marked_alone() -> None:
    figure = cue("Image: a  tower. Caption: Dusk & fog.", announcements=((0, 6), (17, 25)))

    assert "\n<c.announced>Image:</c> a tower. <c.announced>Caption:</c> Dusk &amp; fog.\n" in vtt(figure)
    assert "\n[Image:] a tower. [Caption:] Dusk & fog.\n" in srt(figure)
    (segment,) = json.loads("".join(to_json([figure], RATE)))["segments"]
    assert [segment["body"][start:end] for start, end in segment["announcements"]] == ["Image:", "Caption:"]
    assert not segment["announced"]


def test_an_announcement_that_goes_on_in_the_next_caption_is_marked_in_both() -> None:
    long = cue(LONG, announcements=((7, len(LONG)),))

    texts = [block.split("\n", 2)[2].strip() for block in srt(long).split("\n\n") if block.strip()]

    assert len(texts) == 2
    assert texts[0].startswith("It was [a long")
    assert texts[0].endswith("]")
    assert texts[1].startswith("[")
    assert texts[1].endswith("found it lit.]")


def test_a_vtt_file_whose_language_is_not_told_names_none() -> None:
    assert vtt(cue("Bonjour.", language="fr"), language="") == (
        "WEBVTT\n\nparagraph-0123456789\n00:00:00.000 --> 00:00:00.227\nBonjour.\n"
    )


def test_a_foreign_sentence_has_its_language_in_vtt() -> None:
    assert "<lang fr>Bonjour.</lang>" in vtt(cue("Bonjour.", language="fr"))


def test_signs_that_mean_something_in_vtt_are_escaped_and_read_back(tmp_path: Path) -> None:
    text = vtt(cue("a < b && <i>c</i> --> d"))

    assert "a &lt; b &amp;&amp; &lt;i&gt;c&lt;/i&gt; --&gt; d" in text
    assert len(read_vtt(text, tmp_path)) == 1


def test_signs_that_mean_something_in_srt_are_disarmed_and_others_are_left() -> None:
    text = srt(cue(r"a < b, <i>c</i>, {\an8} {d} --> e"))

    assert text.split("\n")[2] == r"a < b, ‹i>c‹/i>, (\an8} {d} → e"


def test_a_long_sentence_is_split_where_a_word_begins_and_at_its_time(tmp_path: Path) -> None:
    long = cue(LONG)
    starts = {word.text: word.start for word in long.words}

    captions = read_vtt(vtt(long), tmp_path)

    assert len(captions) == 2
    assert " ".join(" ".join(caption.lines) for caption in captions) == LONG
    assert all(len(caption.lines) == 2 for caption in captions)
    assert captions[0].end == captions[1].start
    second_word = captions[1].lines[0].split()[0]
    assert abs(captions[1].start_in_seconds - starts[second_word] // RATE) <= 1


def test_lines_of_a_caption_are_about_as_long_as_each_other(tmp_path: Path) -> None:
    captions = read_vtt(vtt(cue(LONG)), tmp_path)

    lengths = [len(line) for caption in captions for line in caption.lines]
    assert max(lengths) - min(lengths) <= 12


def test_what_has_no_space_is_broken_after_a_sign_and_in_no_line_too_long() -> None:
    address = "https://example.org/" + "deep/" * 30

    captions = list(to_captions([cue(f"See {address} now.")], RATE))

    lines = [line for caption in captions for line in caption.lines]
    assert "".join(lines) == f"See{address} now."
    assert all(len(line) <= 65 for line in lines)
    assert all(line.endswith("/") for line in lines[1:-1])


def test_a_combining_mark_stays_with_its_letter() -> None:
    lines = vtt(cue("a" * 64 + "e\u0301" + "b" * 20)).split("\n")[6:]

    assert lines[:2] == ["a" * 64, "e\u0301" + "b" * 20]


def test_control_characters_and_line_breaks_are_no_part_of_a_caption() -> None:
    text = vtt(cue("one\x00\x0b two\n\nthree\u2028four\ud800"))

    assert "\none two three four\n" in text


def test_a_cue_without_text_gives_no_caption() -> None:
    assert srt(cue(""), cue("One.")).count("-->") == 1


def test_cues_that_touch_or_overlap_by_a_sample_stay_in_order_and_apart(tmp_path: Path) -> None:
    first, second = cue("One.", word_length=1), cue("Two.", start=0, word_length=1)

    captions = read_vtt(vtt(first, second), tmp_path)

    assert [(caption.start, caption.end) for caption in captions] == [
        ("00:00:00.000", "00:00:00.001"),
        ("00:00:00.001", "00:00:00.002"),
    ]


def test_a_transcript_is_made_one_cue_at_a_time() -> None:
    asked = 0

    def endless() -> Iterator[Cue]:
        nonlocal asked
        while True:
            asked += 1
            yield cue("One.", start=asked * 22050)

    for pieces in (to_vtt(endless(), RATE, language="en"), to_srt(endless(), RATE), to_json(endless(), RATE)):
        for _ in range(4):
            next(pieces)

    assert asked < 400


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(st.text(max_size=400), max_size=4), data=st.data())
def test_any_text_gives_captions_that_fit_and_follow_each_other(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    cues: list[Cue] = []
    for index, text in enumerate(texts):
        start = cues[-1].end if cues else Samples(0)
        places = [place for place, sign in enumerate(text) if sign.isalnum()] or [0, 0]
        marks = sorted(data.draw(st.lists(st.sampled_from(places), max_size=6, unique=True)))
        announced = tuple((first, last + 1) for first, last in zip(marks[::2], marks[1::2], strict=False))
        cues.append(cue(text, start=start, word_length=100 * index, announcements=announced))

    captions = read_vtt(vtt(*cues), tmp_path_factory.getbasetemp())

    times = [time for caption in captions for time in (caption.start, caption.end)]
    assert times == sorted(times)
    assert all(caption.start < caption.end for caption in captions)
    assert all(1 <= len(caption.lines) <= 2 for caption in captions)
    assert all(len(line) <= 65 for line in srt(*cues).splitlines())


@pytest.mark.parametrize("name", ["transcript.vtt", "transcript.srt"])
def test_ffmpeg_reads_every_caption(name: str, tmp_path: Path, needs: Callable[..., None]) -> None:
    needs("ffprobe")
    cues = (
        cue("بيت الضوء", language="ar"),
        cue(LONG, start=100_000),
        cue("Tom & Jerry <3", start=900_000, announced=True),
    )
    path = tmp_path / name
    path.write_text(vtt(*cues) if name.endswith("vtt") else srt(*cues), encoding="utf-8")

    answer = subprocess.run(
        ["ffprobe", "-v", "error", "-show_packets", "-of", "json", str(path)],
        check=True,
        capture_output=True,
        text=True,
    )

    packets = json.loads(answer.stdout)["packets"]
    assert answer.stderr == ""
    assert [packet["pts_time"] for packet in packets][:2] == ["0.000000", "4.535000"]
    assert len(packets) == 4


def test_the_json_transcript_has_sentences_and_words_with_their_source() -> None:
    document = json.loads("".join(to_json([cue("Light it.", start=22050), cue("Bild: Turm.", language="de")], RATE)))

    assert document["version"] == "1.0.0"
    assert document["segments"][0] == {
        "startTime": 1.0,
        "endTime": 1.454,
        "body": "Light it.",
        "block": "paragraph-0123456789",
        "passage": 0,
        "language": "en-GB",
        "announced": False,
        "announcements": [],
        "words": [
            {"start": 1.0, "end": 1.227, "text": "Light", "source": [0, 5]},
            {"start": 1.227, "end": 1.454, "text": "it.", "source": [6, 9]},
        ],
    }
    assert document["segments"][1]["language"] == "de"


def test_a_json_transcript_of_nothing_is_still_one() -> None:
    assert json.loads("".join(to_json([], RATE))) == {"version": "1.0.0", "segments": []}


def passage(text: str, *, kind: str = "paragraph", spans: tuple[Span, ...] = ()) -> Passage:
    assert kind in {"paragraph", "heading", "opening", "verse"}
    return Passage(block="b", kind=kind, text=text, spans=spans, language="en")  # type: ignore[arg-type]  # just checked


def test_the_text_transcript_has_headings_paragraphs_brackets_and_no_silent_text() -> None:
    script = Script(
        metadata=Metadata(title="The\nLighthouse", language="en"),
        passages=(
            passage(
                "The Lighthouse. By Ann.", kind="opening", spans=(Span(start=16, end=23, kind=SpanKind.ANNOUNCED),)
            ),
            passage("One", kind="heading"),
            passage(
                "Image: A tower.[1]",
                spans=(
                    Span(start=0, end=7, kind=SpanKind.ANNOUNCED),
                    Span(start=7, end=9, kind=SpanKind.LITERAL),
                    Span(start=15, end=18, kind=SpanKind.SILENT),
                    Span(start=16, end=17, kind=SpanKind.ANNOUNCED),
                ),
            ),
            passage("[1]", spans=(Span(start=0, end=3, kind=SpanKind.SILENT),)),
            passage("A ring. End.", spans=(Span(start=6, end=12, kind=SpanKind.ANNOUNCED),)),
            passage("first line\nsecond line;", kind="verse", spans=(Span(start=22, end=23, kind=SpanKind.ANNOUNCED),)),
            passage(" ", spans=(Span(start=0, end=1, kind=SpanKind.ANNOUNCED),)),
        ),
    )

    assert "".join(to_txt(script)) == (
        "The Lighthouse. [By Ann.]\n\n\nOne\n\n[Image:] A tower.\n\nA ring. [End.]\n\nfirst line\nsecond line;\n"
    )


def test_a_text_transcript_without_an_opening_begins_with_the_title() -> None:
    script = Script(metadata=Metadata(title="The\nLighthouse", language="en"), passages=(passage("It was dark."),))

    assert "".join(to_txt(script)) == "The Lighthouse\n\nIt was dark.\n"


def test_chapters_have_seconds_titles_and_what_is_known_of_the_article() -> None:
    recording = Recording(
        rate=RATE,
        bit_rate=64,
        samples=Samples(44100),
        frame_count=77,
        crc=0,
        placed=(),
        chapters=(
            Chapter(title="The Lighthouse", block="opening", level=0, start=Samples(0), end=Samples(11026)),
            Chapter(title="One\n& two", block="heading-1", level=1, start=Samples(11026), end=Samples(44100)),
        ),
    )
    metadata = Metadata(
        title="The Lighthouse", language="en", authors=("Ann", "Bob"), date=datetime(2024, 5, 5, tzinfo=UTC)
    )

    full = json.loads("".join(to_chapters(recording, metadata, file_name="lighthouse.mp3")))
    bare = json.loads("".join(to_chapters(recording, Metadata(title="T", language="en"))))

    assert full == {
        "version": "1.2.0",
        "title": "The Lighthouse",
        "author": "Ann, Bob",
        "fileName": "lighthouse.mp3",
        "chapters": [
            {"startTime": 0.0, "endTime": 0.5, "title": "The Lighthouse"},
            {"startTime": 0.5, "endTime": 2.0, "title": "One & two"},
        ],
    }
    assert set(bare) == {"version", "title", "chapters"}
