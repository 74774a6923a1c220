"""Sentences and words in time, as their author wrote them."""

import re
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from audioed.cueing import cues
from audioed.model import (
    Cue,
    Metadata,
    Passage,
    Placed,
    Recording,
    Script,
    Segment,
    Span,
    SpanKind,
    Token,
    WordTime,
)
from audioed.units import Hertz, Samples

TENTH = 2205
"""Samples; each stretch of the tests lasts as long."""


def tokens_of(*parts: str | tuple[str, str]) -> tuple[str, tuple[Token, ...]]:
    """Text and tokens of parts: a string is said as written, a pair is what is written and what is said."""
    text = ""
    tokens = []
    for part in parts:
        written, spoken = (part, part) if isinstance(part, str) else part
        kind = "plain" if isinstance(part, str) else "other"
        tokens.append(Token(start=len(text), end=len(text) + len(written), kind=kind, spoken=spoken))
        text += written
    return text, tuple(tokens)


def passage_of(*parts: str | tuple[str, str], **fields: Any) -> Passage:
    text, tokens = tokens_of(*parts)
    given_fields = {"block": "block", "kind": "paragraph", "language": "en", "sentences": (0,)} | fields
    return Passage(text=text, tokens=tokens, **given_fields)


def timed(spoken: str, pattern: str = r"\w+") -> list[WordTime]:
    """A stretch of a tenth of a second for each match."""
    return [
        WordTime(
            position=match.start(),
            length=match.end() - match.start(),
            start=Samples(TENTH * number),
            end=Samples(TENTH * number + TENTH),
        )
        for number, match in enumerate(re.finditer(pattern, spoken))
    ]


def whole(passage: Passage, index: int = 0) -> Segment:
    return Segment(id=passage.block, passage=index, start=0, end=len(passage.text), utterances=())


def recording_of(segments: list[Segment], length: int = 100 * TENTH) -> Recording:
    """Clips of one length with a second of pause between them."""
    placed = []
    at = 0
    for segment in segments:
        fields: dict[str, Any] = {"first_frame": 0, "frame_count": 0, "byte_start": 0, "byte_end": 0}
        placed.append(Placed(kind="speech", id=segment.id, start=Samples(at), end=Samples(at + length), **fields))
        at += length
        placed.append(Placed(kind="pause", start=Samples(at), end=Samples(at + 22050), **fields))
        at += 22050
    return Recording(
        rate=Hertz(22050), bit_rate=64, samples=Samples(at), frame_count=0, crc=0, placed=tuple(placed), chapters=()
    )


def cued(*passages: Passage, times: list[list[WordTime]] | None = None) -> list[Cue]:
    segments = [whole(passage, index) for index, passage in enumerate(passages)]
    known = times or [timed(passage.spoken) for passage in passages]
    script = Script(metadata=Metadata(title="", language="en"), passages=passages)
    return list(cues(script, segments, recording_of(segments), known.__getitem__))


def test_each_sentence_has_a_cue_from_its_first_word_to_its_last() -> None:
    passage = passage_of("One two. Three four five.", sentences=(0, 9))

    first, second = cued(passage)

    assert (first.text, first.source, first.start, first.end) == ("One two.", (0, 8), 0, 2 * TENTH)
    assert (second.text, second.source, second.start, second.end) == (
        "Three four five.",
        (9, 25),
        2 * TENTH,
        5 * TENTH,
    )
    assert [word.text for word in second.words] == ["Three", "four", "five"]
    assert (first.block, first.segment, first.passage, first.language, first.announced) == (
        "block",
        "block",
        0,
        "en",
        False,
    )


def test_words_that_are_said_for_one_thing_written_are_one_word() -> None:
    passage = passage_of("It cost ", ("$2.5m", "two point five million dollars"), " in all.")

    (cue,) = cued(passage)

    assert cue.text == "It cost $2.5m in all."
    assert [(word.text, word.spoken, word.source) for word in cue.words] == [
        ("It", "It", (0, 2)),
        ("cost", "cost", (3, 7)),
        ("$2.5m", "two point five million dollars", (8, 13)),
        ("in", "in", (14, 16)),
        ("all", "all", (17, 20)),
    ]
    assert (cue.words[2].start, cue.words[2].end) == (2 * TENTH, 7 * TENTH)


def test_a_stretch_of_several_words_is_one_word() -> None:
    passage = passage_of("Most of the bees.")
    times = timed(passage.spoken, r"of the|\w+")

    (cue,) = cued(passage, times=[times])

    assert [(word.text, word.source) for word in cue.words] == [
        ("Most", (0, 4)),
        ("of the", (5, 11)),
        ("bees", (12, 16)),
    ]


def test_a_stretch_that_ends_what_another_began_is_joined_to_it() -> None:
    passage = passage_of(("3", "three"), " bees fly")
    times = timed(passage.spoken, r"thr|ee bees|fly")

    (cue,) = cued(passage, times=[times])

    assert [(word.text, word.spoken, word.source) for word in cue.words] == [
        ("3 bees", "thr ee bees", (0, 6)),
        ("fly", "fly", (7, 10)),
    ]


def test_what_is_written_but_not_spoken_is_cut_out() -> None:
    span = Span(start=4, end=7, kind=SpanKind.SILENT, value="note")
    passage = passage_of("Bees", ("[1]", ""), " fly.", spans=(span,))

    (cue,) = cued(passage)

    assert cue.text == "Bees fly."
    assert [(word.text, word.source) for word in cue.words] == [("Bees", (0, 4)), ("fly", (8, 11))]


def test_what_is_silent_inside_a_word_is_cut_out_of_it() -> None:
    span = Span(start=1, end=4, kind=SpanKind.SILENT)
    passage = passage_of(("B[1]ees", "Bees"), " fly.", spans=(span,))

    (cue,) = cued(passage)

    assert cue.words[0].text == "Bees"
    assert cue.words[0].source == (0, 7)


def test_a_cue_is_announced_if_the_author_wrote_none_of_it() -> None:
    quote = Span(start=0, end=7, kind=SpanKind.ANNOUNCED)
    both = Span(start=14, end=20, kind=SpanKind.ANNOUNCED)
    passage = passage_of("Quote. He said. Image: bees.", spans=(both, quote), sentences=(0, 7, 16))

    flags = [(cue.text, cue.announced) for cue in cued(passage)]

    assert flags == [("Quote.", True), ("He said.", False), ("Image: bees.", False)]


def test_a_cue_says_which_of_its_characters_are_announced() -> None:
    spans = (
        Span(start=0, end=8, kind=SpanKind.ANNOUNCED),
        Span(start=9, end=12, kind=SpanKind.SILENT),
        Span(start=16, end=19, kind=SpanKind.ANNOUNCED),
        Span(start=19, end=33, kind=SpanKind.ANNOUNCED),
    )
    passage = passage_of(" Image: a[1] bee", "...", " End of image.", spans=spans, sentences=(0,))

    (cue,) = cued(passage)

    assert cue.text == "Image: a bee... End of image."
    assert [cue.text[start:end] for start, end in cue.announcements] == ["Image:", "End of image."]


def test_a_sentence_in_which_nothing_sounds_is_shown_with_the_one_before() -> None:
    passage = passage_of("🐝. Bees fly. … 🐝! They do. ", sentences=(0, 3, 13, 15, 18))

    shown = [(cue.text, cue.source) for cue in cued(passage)]

    assert shown == [("🐝. Bees fly. … 🐝!", (0, 17)), ("They do.", (18, 26))]


def test_a_segment_without_times_has_one_cue_as_long_as_its_clip() -> None:
    (cue,) = cued(passage_of("Bees. Fly.", sentences=(0, 6)), times=[[]])

    assert (cue.text, cue.start, cue.end, cue.words) == ("Bees. Fly.", 0, 100 * TENTH, ())


def test_a_passage_whose_sentences_are_not_known_is_one() -> None:
    (cue,) = cued(passage_of("Bees. Fly.", sentences=()))

    assert cue.text == "Bees. Fly."


def test_a_passage_in_two_segments_is_looked_up_by_where_each_begins() -> None:
    passage = passage_of(("5", "five"), " bees fly. They sing and dance.", sentences=(0, 12))
    segments = [
        Segment(id="block", passage=0, start=0, end=22, utterances=()),
        Segment(id="block.2", passage=0, start=22, end=len(passage.text), utterances=(), offset=25),
    ]
    spoken = [passage.spoken[:24], passage.spoken[25:]]
    script = Script(metadata=Metadata(title="", language="en"), passages=(passage,))

    found = list(cues(script, segments, recording_of(segments), lambda index: timed(spoken[index])))

    assert [(cue.segment, cue.text, [word.text for word in cue.words]) for cue in found] == [
        ("block", "5 bees fly.", ["5", "bees", "fly"]),
        ("block", "They sing", ["They", "sing"]),
        ("block.2", "and dance.", ["and", "dance"]),
    ]
    assert found[2].start == 100 * TENTH + 22050


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)
parts = st.lists(st.one_of(words, st.tuples(words, st.lists(words, max_size=3).map(" ".join))), min_size=1, max_size=12)


@given(st.lists(parts, min_size=1, max_size=4), st.data())
def test_cues_are_in_order_and_hold_all_of_the_text(
    texts: list[list[str | tuple[str, str]]], data: st.DataObject
) -> None:
    passages = []
    for number, pieces in enumerate(texts):
        spaced = [piece for part in pieces for piece in (part, " ")]
        passage = passage_of(*spaced, block=f"block-{number}")
        starts = [token.start for token in passage.tokens if passage.text[token.start] != " "]
        chosen = data.draw(st.sets(st.sampled_from(starts)))
        passages.append(passage_of(*spaced, block=f"block-{number}", sentences=tuple(sorted({0, *chosen}))))

    found = cued(*passages)

    for number, passage in enumerate(passages):
        own = [cue for cue in found if cue.passage == number]
        assert " ".join(cue.text for cue in own).split() == passage.text.split()
    for before, after in pairwise(found):
        assert before.end <= after.start
    for cue in found:
        assert cue.start <= cue.end
        for word in cue.words:
            assert cue.source[0] <= word.source[0] <= word.source[1] <= cue.source[1]
        for one, next_one in pairwise(cue.words):
            assert one.end <= next_one.start
            assert one.source[1] <= next_one.source[0]
