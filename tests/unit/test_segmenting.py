"""Segments: where passages are cut, and who says what."""

import re
import time
from collections.abc import Callable

import pytest

from audioed.model import Metadata, Passage, Script, Segment, Span, SpanKind, Token, Voice
from audioed.segmenting import segment

_WORDS = re.compile(r"\s+|\S+")


def _voice(language: str) -> Voice:
    return Voice(name=language, engine="tone", language=language, variant=language)


def _passage(
    text: str, *spans: Span, said: dict[str, str] | None = None, sentences: tuple[int, ...] = (0,), block: str = "p"
) -> Passage:
    """Make a passage whose tokens are words and white space; `said` tells the words that are said otherwise."""
    silent = [range(span.start, span.end) for span in spans if span.kind is SpanKind.SILENT]
    tokens = []
    for match in _WORDS.finditer(text):
        is_silent = any(match.start() in stretch for stretch in silent)
        spoken = "" if is_silent else (said or {}).get(match[0], match[0])
        tokens.append(Token(start=match.start(), end=match.end(), kind="plain", spoken=spoken))
    return Passage(
        block=block,
        kind="paragraph",
        text=text,
        spans=spans,
        language="en-GB",
        tokens=tuple(tokens),
        sentences=sentences,
    )


def _whole(text: str) -> Passage:
    """Make a passage of one plain token."""
    token = Token(start=0, end=len(text), kind="plain", spoken=text)
    return Passage(block="p", kind="paragraph", text=text, language="en-GB", tokens=(token,), sentences=(0,))


def _segment(*passages: Passage, limit: int = 1500, voices: Callable[[str], Voice] = _voice) -> tuple[Segment, ...]:
    return segment(Script(metadata=Metadata(title="", language="en-GB"), passages=passages), voices, limit=limit)


def _spoken(found: Segment) -> str:
    return "".join(utterance.spoken for utterance in found.utterances)


def _parts(*passages: Passage, limit: int) -> list[str]:
    return [_spoken(found) for found in _segment(*passages, limit=limit)]


# Cutting. -----------------------------------------------------------------------------------------------------------


def test_a_passage_within_the_limit_is_one_segment_without_white_space_around() -> None:
    (found,) = _segment(_passage("  It is 5. ", said={"5.": "five."}))

    assert _spoken(found) == "It is five."
    assert (found.id, found.passage, found.start, found.end, found.offset) == ("p", 0, 0, 11, 2)


def test_a_long_passage_is_cut_between_sentences() -> None:
    text = "One two. Three, four. Five six."

    assert _parts(_passage(text, sentences=(0, 9, 22)), limit=24) == ["One two. Three, four.", "Five six."]


def test_a_long_sentence_is_cut_after_a_comma() -> None:
    assert _parts(_passage("One two, three four five"), limit=18) == ["One two,", "three four five"]


def test_a_long_clause_is_cut_at_a_space() -> None:
    assert _parts(_passage("One two three four"), limit=9) == ["One two", "three", "four"]


def test_a_number_is_no_place_for_a_cut() -> None:
    assert _parts(_passage("About 1,000,000 of them"), limit=17) == ["About 1,000,000", "of them"]


def test_a_text_without_a_space_is_cut_anywhere() -> None:
    assert _parts(_whole("abcdefgh"), limit=3) == ["abc", "def", "gh"]


def test_a_character_is_not_cut_from_its_marks() -> None:
    assert _parts(_whole("ae\u0301o\u0301b"), limit=4) == ["ae\u0301", "o\u0301b"]
    assert _parts(_whole("ab\u200dcd"), limit=3) == ["a", "b\u200dc", "d"]


def test_marks_without_end_are_cut_all_the_same() -> None:
    assert _parts(_whole("a" + "\u0301" * 5), limit=3) == ["a\u0301\u0301"]


def test_a_token_that_is_said_otherwise_is_not_cut() -> None:
    passage = _passage("It cost 21 pounds", said={"21": "twenty one"})
    first, second = _segment(passage, limit=18)

    assert (_spoken(first), _spoken(second)) == ("It cost twenty one", "pounds")
    first, second, third = _segment(passage, limit=12)
    assert [_spoken(found) for found in (first, second, third)] == ["It cost", "twenty one", "pounds"]
    assert [(found.start, found.end, found.offset) for found in (first, second, third)] == [
        (0, 7, 0),
        (7, 10, 8),
        (10, 17, 19),
    ]


def test_a_token_longer_than_the_limit_is_cut_in_its_spoken_form_and_lies_in_both() -> None:
    passage = _passage("a 21 b", said={"21": "twenty one"})
    found = _segment(passage, limit=7)

    assert [_spoken(part) for part in found] == ["a", "twenty", "one b"]
    assert [(part.start, part.end) for part in found] == [(0, 1), (1, 4), (2, 6)]


def test_a_token_longer_than_the_limit_without_a_space_is_cut_anywhere() -> None:
    assert _parts(_passage("21", said={"21": "twentyone"}), limit=5) == ["twent", "yone"]


def test_white_space_beyond_the_limit_is_no_reason_to_cut() -> None:
    assert _parts(_passage("One two     "), limit=7) == ["One two"]


def test_silent_text_stands_in_the_segment_before_it() -> None:
    passage = _passage("One two [1] three", Span(start=8, end=11, kind=SpanKind.SILENT, value="note-reference"))
    found = _segment(passage, limit=8)

    assert [_spoken(part) for part in found] == ["One two", "three"]
    assert [(part.start, part.end) for part in found] == [(0, 7), (7, 17)]


@pytest.mark.parametrize("text", ["", "…", "🎉 🎉", " "])
def test_what_has_no_word_yields_no_segment(text: str) -> None:
    assert _segment(_passage(text)) == ()


def test_a_stretch_without_a_word_yields_no_segment() -> None:
    assert _parts(_whole("a" + "." * 9 + "b"), limit=4) == ["a...", "..b"]


def test_a_break_yields_no_segment() -> None:
    pause = Passage(block="b", kind="break", text="", language="en-GB")

    assert [found.passage for found in _segment(_passage("a"), pause, _passage("c"))] == [0, 2]


# Names. -------------------------------------------------------------------------------------------------------------


def test_further_segments_of_a_block_are_numbered_and_bear_no_other_blocks_id() -> None:
    found = _segment(
        _passage("a", block="x"), _passage("b", block="x"), _passage("c", block="x.3"), _passage("d", block="x")
    )

    assert [part.id for part in found] == ["x", "x.2", "x.3", "x.4"]


# Size. --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["word " * 40_000, "w" * 200_000, "w," * 100_000])
def test_a_paragraph_of_200_000_characters_is_cut_in_no_time(text: str) -> None:
    passage = _passage(text) if " " in text else _whole(text)
    begin = time.perf_counter()

    found = _segment(passage)

    assert time.perf_counter() - begin < 5
    assert max(len(_spoken(part)) for part in found) <= 1500
    assert "".join(map(_spoken, found)).replace(" ", "") == text.replace(" ", "")


# Voices. ------------------------------------------------------------------------------------------------------------


def _voiced(passage: Passage) -> list[tuple[str, str]]:
    return [(part.voice.name, part.spoken) for found in _segment(passage) for part in found.utterances]


def _language(text: str, part: str, language: str) -> Span:
    start = text.index(part)
    return Span(start=start, end=start + len(part), kind=SpanKind.LANGUAGE, value=language)


def test_a_foreign_stretch_of_three_words_has_its_own_voice() -> None:
    text = "He said la dame blanche again"

    assert _voiced(_passage(text, _language(text, "la dame blanche", "fr"))) == [
        ("en-GB", "He said "),
        ("fr", "la dame blanche"),
        ("en-GB", " again"),
    ]


def test_two_foreign_words_stay_with_the_voice() -> None:
    text = "He said laissez faire again"

    assert _voiced(_passage(text, _language(text, "laissez faire", "fr"))) == [("en-GB", text)]


def test_another_region_of_the_same_language_stays_with_the_voice() -> None:
    text = "He said howdy to you"

    assert _voiced(_passage(text, _language(text, "howdy to you", "en-US"))) == [("en-GB", text)]


def test_punctuation_goes_with_the_words_beside_it() -> None:
    text = "“ la dame blanche !"

    assert _voiced(_passage(text, _language(text, "la dame blanche", "fr"))) == [("fr", text)]


def test_the_punctuation_that_closes_a_foreign_stretch_goes_with_it() -> None:
    text = "He said (la dame blanche), and left"

    assert [spoken for _, spoken in _voiced(_passage(text, _language(text, "la dame blanche", "fr")))] == [
        "He said (",
        "la dame blanche),",
        " and left",
    ]


def test_a_language_inside_another_is_heard() -> None:
    text = "un deux trois one two three vier fünf sechs"
    spans = (
        Span(start=0, end=len(text), kind=SpanKind.LANGUAGE, value="fr"),
        _language(text, "one two three", "en"),
        _language(text, "vier fünf sechs", "de"),
    )

    assert [name for name, _ in _voiced(_passage(text, *spans))] == ["fr", "en-GB", "de"]


def test_a_foreign_stretch_that_one_token_covers_with_other_text_is_cut_where_it_begins() -> None:
    text = "He said la dame blanche again"
    whole = _whole(text)
    passage = Passage(
        block="p",
        kind="paragraph",
        text=text,
        spans=(_language(text, "la dame blanche", "fr"),),
        language="en-GB",
        tokens=whole.tokens,
        sentences=(0,),
    )

    assert [spoken for _, spoken in _voiced(passage)] == ["He said ", "la dame blanche", " again"]


def test_a_stretch_that_begins_inside_a_token_said_otherwise_begins_after_it() -> None:
    text = "5un deux trois"
    tokens = (
        Token(start=0, end=3, kind="cardinal", spoken="five"),
        Token(start=3, end=len(text), kind="plain", spoken=text[3:]),
    )
    passage = Passage(
        block="p",
        kind="paragraph",
        text=text,
        spans=(Span(start=1, end=len(text), kind=SpanKind.LANGUAGE, value="fr"),),
        language="en-GB",
        tokens=tokens,
        sentences=(0,),
    )

    assert _voiced(passage) == [("en-GB", "five"), ("fr", " deux trois")]


def test_a_voice_is_asked_for_once() -> None:
    asked = []

    def voices(language: str) -> Voice:
        asked.append(language)
        return _voice(language)

    _segment(_passage("a"), _passage("b"), voices=voices)

    assert asked == ["en-GB"]


def test_a_foreign_stretch_is_cut_like_any_other() -> None:
    text = "One un deux trois quatre"
    found = _segment(_passage(text, _language(text, "un deux trois quatre", "fr")), limit=12)

    assert [[(part.voice.name, part.spoken) for part in each.utterances] for each in found] == [
        [("en-GB", "One "), ("fr", "un deux")],
        [("fr", "trois quatre")],
    ]
