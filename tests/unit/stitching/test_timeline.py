"""Where runs stand, without any sound in them."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.errors import EncodingError
from audioed.model import Metadata, Passage, Placed, Recording, RunFacts, Script, Segment, Span, SpanKind
from audioed.sound.crc import crc16
from audioed.sound.frames import FrameFormat, run_length
from audioed.stitching import Jingles, frames, info_frame, stitch
from audioed.units import Hertz, Samples

LOW = FrameFormat(rate=Hertz(22050), bit_rate=64)
HIGH = FrameFormat(rate=Hertz(44100), bit_rate=64)


def run_of(samples: int, frame_format: FrameFormat = LOW, *, first_sound: int = 0) -> RunFacts:
    """A run that is silent, since what it holds makes no difference here."""
    count = run_length(samples, frame_format)
    content = frame_format.silence(count)
    return RunFacts(
        key="",
        digest="",
        crc=crc16(content),
        frame_count=count,
        byte_count=len(content),
        samples=Samples(samples),
        sounding=Samples(samples),
        word_events=1,
        covered=True,
        first_sound=Samples(first_sound),
    )


def passage(number: int, **fields: Any) -> Passage:
    given_fields = {"kind": "paragraph", "text": "Words.", "language": "en", "sentences": (0,)} | fields
    return Passage(block=f"block-{number}", **given_fields)


def heading(number: int, level: int, text: str = "", **fields: Any) -> Passage:
    return passage(number, kind="heading", level=level, text=text or f"Heading {number}", **fields)


def script_of(*passages: Passage, title: str = "The Article") -> Script:
    return Script(metadata=Metadata(title=title, language="en"), passages=passages)


def segments_of(script: Script) -> list[Segment]:
    return [
        Segment(id=passage.block, passage=index, start=0, end=len(passage.text), utterances=())
        for index, passage in enumerate(script.passages)
        if passage.text
    ]


def recorded(script: Script, **options: Any) -> Recording:
    """The script's recording, each segment being 10,000 samples of which the first 200 are silent."""
    segments = segments_of(script)
    runs = [run_of(10_000, options.get("frame_format", LOW), first_sound=200) for _ in segments]
    return stitch(script, segments, runs, **({"frame_format": LOW} | options))


def clips(recording: Recording) -> list[Placed]:
    return [placed for placed in recording.placed if placed.kind != "pause"]


def pauses(recording: Recording) -> list[int]:
    """Samples from each clip's last to the next one's first."""
    return [after.start - before.end for before, after in pairwise(clips(recording))]


@given(
    frame_format=st.sampled_from([LOW, HIGH]),
    lengths=st.lists(st.tuples(st.integers(1, 50_000), st.integers(0, 3000)), min_size=1, max_size=12),
    with_jingle=st.booleans(),
)
def test_runs_join_to_the_recordings_frames(
    frame_format: FrameFormat, lengths: list[tuple[int, int]], *, with_jingle: bool
) -> None:
    script = script_of(*(passage(number, pause_after_ms=pause) for number, (_, pause) in enumerate(lengths)))
    runs = [run_of(samples, frame_format) for samples, _ in lengths]
    jingle = run_of(5000, frame_format) if with_jingle else None
    jingles = Jingles(intro=jingle, outro=jingle)

    recording = stitch(script, segments_of(script), runs, frame_format=frame_format, jingles=jingles)

    content = b"".join(frames(recording, lambda placed: frame_format.silence(placed.frame_count)))
    assert recording.placed[0].start == recording.placed[0].byte_start == 0
    assert recording.placed[-1].end == recording.samples
    assert recording.placed[-1].byte_end == len(content)
    assert recording.frame_count == sum(placed.frame_count for placed in recording.placed)
    assert recording.crc == crc16(content)
    for before, after in pairwise(recording.placed):
        assert after.first_frame == before.first_frame + before.frame_count
        assert after.byte_start == before.byte_end
        assert after.start == after.first_frame * frame_format.samples_per_frame
    speech = [placed for placed in recording.placed if placed.kind == "speech"]
    assert [placed.end - placed.start for placed in speech] == [run.samples for run in runs]


@given(st.sampled_from([LOW, HIGH]), st.integers(1, 5000), st.integers(120, 4000))
def test_a_pause_is_true_to_half_a_frame(frame_format: FrameFormat, samples: int, pause_ms: int) -> None:
    script = script_of(passage(0, pause_after_ms=pause_ms), passage(1))
    runs = [run_of(samples, frame_format), run_of(100, frame_format)]

    recording = stitch(script, segments_of(script), runs, frame_format=frame_format)

    wanted = pause_ms * frame_format.rate / 1000
    assert abs(pauses(recording)[0] - wanted) <= frame_format.samples_per_frame / 2 + 1


def test_the_shortest_pause_is_what_the_run_holds_after_its_clip() -> None:
    script = script_of(passage(0), passage(1))

    recording = stitch(script, segments_of(script), [run_of(576), run_of(576)], frame_format=LOW)

    assert pauses(recording) == [1152]
    assert [placed.kind for placed in recording.placed] == ["speech", "speech"]


@pytest.mark.parametrize(
    ("passages", "pause_ms"),
    [
        ([passage(0, pause_after_ms=300), passage(1, pause_before_ms=700)], 700),
        ([passage(0, pause_after_ms=700), passage(1, pause_before_ms=300)], 700),
        ([passage(0, pause_after_ms=300), passage(1, text="", pause_after_ms=900), passage(2)], 900),
        ([passage(0), passage(1, text="", pause_before_ms=900), passage(2, pause_before_ms=200)], 900),
    ],
)
def test_between_passages_the_longest_pause_is_kept(passages: list[Passage], pause_ms: int) -> None:
    recording = recorded(script_of(*passages))

    assert pauses(recording) == [pytest.approx(pause_ms * 22.05, abs=289)]


def test_segments_of_a_passage_are_parted_as_the_voice_would() -> None:
    long = passage(0, text="One sentence. Another, with a clause.", sentences=(0, 14), pause_after_ms=2000)
    cuts = pairwise([0, 14, 23, 28, 37])
    segments = [Segment(id=f"a.{start}", passage=0, start=start, end=end, utterances=()) for start, end in cuts]

    recording = stitch(script_of(long), segments, [run_of(2000)] * 4, frame_format=LOW)

    after_sentence, after_comma, after_word = pauses(recording)
    assert after_sentence == pytest.approx(300 * 22.05, abs=289)
    assert after_comma == pytest.approx(150 * 22.05, abs=289)
    assert after_word == 1152 + 304


def test_chapters_begin_where_their_heading_sounds() -> None:
    script = script_of(passage(0), heading(1, 1), passage(2), heading(3, 2), heading(4, 3), passage(5))

    recording = recorded(script)

    starts = {placed.id: placed.start for placed in recording.placed}
    assert [(chapter.title, chapter.block, chapter.level, chapter.start) for chapter in recording.chapters] == [
        ("The Article", "block-0", 1, 0),
        ("Heading 1", "block-1", 1, starts["block-1"] + 200),
        ("Heading 3", "block-3", 2, starts["block-3"] + 200),
    ]
    assert [chapter.end for chapter in recording.chapters] == [
        *(chapter.start for chapter in recording.chapters[1:]),
        recording.samples,
    ]


@pytest.mark.parametrize(("levels", "count"), [(0, 1), (1, 2), (2, 3), (6, 4)])
def test_the_levels_of_headings_that_begin_chapters_can_be_set(levels: int, count: int) -> None:
    script = script_of(passage(0), heading(1, 1), heading(2, 2), heading(3, 3))

    assert len(recorded(script, chapter_levels=levels).chapters) == count


def test_a_heading_that_begins_the_recording_leaves_the_first_chapter_the_articles_title() -> None:
    recording = recorded(script_of(heading(0, 1), passage(1)))

    assert [(chapter.title, chapter.start) for chapter in recording.chapters] == [("The Article", 0)]


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    recording = recorded(script_of(passage(0, text="First words"), title=""))

    assert recording.chapters[0].title == "First words"


def test_a_heading_in_two_segments_begins_one_chapter() -> None:
    script = script_of(passage(0), heading(1, 1, "Long heading"))
    first, second = segments_of(script)
    halves = [
        Segment(id="block-1", passage=1, start=0, end=5, utterances=()),
        Segment(id="block-1.2", passage=1, start=5, end=second.end, utterances=()),
    ]

    recording = stitch(script, [first, *halves], [run_of(1000)] * 3, frame_format=LOW)

    assert [chapter.title for chapter in recording.chapters] == ["The Article", "Long heading"]


@pytest.mark.parametrize(
    ("spans", "title"),
    [
        ([Span(start=0, end=9, kind=SpanKind.ANNOUNCED)], "On Bees [1]"),
        ([Span(start=17, end=20, kind=SpanKind.SILENT)], "Section: On Bees"),
        (
            [Span(start=17, end=20, kind=SpanKind.SILENT), Span(start=0, end=9, kind=SpanKind.ANNOUNCED)],
            "On Bees",
        ),
        ([Span(start=0, end=20, kind=SpanKind.ANNOUNCED)], "Section: On Bees [1]"),
        ([Span(start=9, end=16, kind=SpanKind.ABBREVIATION)], "Section: On Bees [1]"),
    ],
)
def test_a_chapter_is_called_what_the_author_wrote(spans: list[Span], title: str) -> None:
    script = script_of(passage(0), heading(1, 1, "Section: On Bees [1]", spans=tuple(spans)))

    assert recorded(script).chapters[1].title == title


def test_jingles_stand_before_between_and_after_and_belong_to_the_chapter_before() -> None:
    script = script_of(passage(0), heading(1, 1), heading(2, 2), heading(3, 1), passage(4))
    jingles = Jingles(intro=run_of(4000), sting=run_of(5000), outro=run_of(6000))

    recording = recorded(script, jingles=jingles)

    ids = [placed.id for placed in clips(recording)]
    assert ids == ["intro", "block-0", "sting", "block-1", "block-2", "sting", "block-3", "block-4", "outro"]
    assert {placed.kind for placed in clips(recording) if "block" not in placed.id} == {"jingle"}
    by_id = {placed.id: placed for placed in clips(recording)}
    assert recording.chapters[0].start == 0
    assert recording.chapters[1].start == by_id["block-1"].start + 200
    assert recording.chapters[-1].end == by_id["outro"].end == recording.samples
    assert min(pauses(recording)[:3]) >= 400 * 22.05 - 289


def test_a_recording_of_nothing_is_refused() -> None:
    with pytest.raises(EncodingError, match="0 runs"):
        stitch(script_of(), [], [], frame_format=LOW)


def test_a_segment_without_a_run_is_refused() -> None:
    script = script_of(passage(0), passage(1))

    with pytest.raises(EncodingError, match="1 runs can't be stitched to a recording of 2 segments"):
        stitch(script, segments_of(script), [run_of(100)], frame_format=LOW)


def test_a_run_that_has_changed_since_it_was_placed_is_refused() -> None:
    recording = recorded(script_of(passage(0)))

    with pytest.raises(EncodingError, match="block-0 are 1 bytes"):
        list(frames(recording, lambda _: b"?"))


@given(
    frame_format=st.sampled_from(
        [FrameFormat(rate=Hertz(16000), bit_rate=8), FrameFormat(rate=Hertz(44100), bit_rate=32), LOW, HIGH]
    ),
    lengths=st.lists(st.integers(1, 90_000), min_size=1, max_size=20),
)
def test_the_seek_table_finds_each_hundredth_of_the_time(frame_format: FrameFormat, lengths: list[int]) -> None:
    script = script_of(*(passage(number) for number in range(len(lengths))))
    runs = [run_of(samples, frame_format) for samples in lengths]
    recording = stitch(script, segments_of(script), runs, frame_format=frame_format)

    header = info_frame(recording)

    mark = header.index(b"Info")
    table = header[mark + 16 : mark + 116]
    total = len(header) + recording.placed[-1].byte_end
    assert int.from_bytes(header[mark + 8 : mark + 12], "big") == recording.frame_count
    assert int.from_bytes(header[mark + 12 : mark + 16], "big") == total
    for percent, entry in enumerate(table):
        even = len(header) + recording.placed[-1].byte_end * percent / 100
        frame = frame_format.frame_size(padded=True)
        assert abs(entry * total / 256 - even) <= total / 256 + frame + len(lengths)
