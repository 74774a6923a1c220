"""From a script's passages to segments, the unit of synthesis, cache and proof."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Final, TypeAlias

from audioed.model import BlockId, Passage, Script, Segment, SpanKind, Utterance, Voice

LIMIT: Final = 1500
"""Spoken characters of a segment: about 90 seconds."""

WORDS_FOR_A_VOICE: Final = 3
"""A foreign stretch of so many words has its own voice."""

_COMMA: Final = re.compile(r"[,;:،؛](?=\s)|[，、；：]|\s[–—](?=\s)")
_SPACE: Final = re.compile(r"\s+")
_CLOSING: Final = re.compile(r"[,.;:!?…)\]”’»]+")
_JOINER: Final = "\u200d"

_Turn: TypeAlias = tuple[int, int, Voice]
"""A stretch of the spoken text, and who says it."""


def segment(script: Script, voices: Callable[[str], Voice], *, limit: int = LIMIT) -> tuple[Segment, ...]:
    """Return what is to be synthesized: each passage, cut where it is longer than `limit`.

    A passage is cut between sentences, failing that after a comma, failing that at a space, failing that anywhere but
    inside a character. A cut lies between tokens, or inside one that is said as it is written; only a token that is
    longer than the limit by itself is cut in its spoken form, and then it lies in both segments' `start` to `end`.
    A stretch without a letter or a digit yields no segment.

    Args:
        script: Normalized: its passages have tokens and sentences.
        voices: The voice for a language (BCP 47).
        limit: The most spoken characters of a segment; at least 1.
    """
    blocks = {passage.block for passage in script.passages}
    counts: dict[BlockId, int] = {}
    known: dict[str, Voice] = {}

    def voice(language: str) -> Voice:
        if language not in known:
            known[language] = voices(language)
        return known[language]

    segments: list[Segment] = []
    for index, passage in enumerate(script.passages):
        line = _Line(passage)
        if not has_word(line.spoken):
            continue
        turns = _turns(line, voice)
        for start, end in _cut(line, limit):
            stretch = line.spoken[start:end]
            if has_word(stretch):
                offset = start + len(stretch) - len(stretch.lstrip())
                segments.append(
                    Segment(
                        id=_name(passage.block, counts, blocks),
                        passage=index,
                        start=line.text_start(start),
                        end=line.text_end(end),
                        utterances=tuple(_utterances(line.spoken, offset, start + len(stretch.rstrip()), turns)),
                        offset=offset,
                    )
                )
    return tuple(segments)


def has_word(spoken: str) -> bool:
    """Return whether there is a letter or a digit, and so something to say."""
    return any(map(str.isalnum, spoken))


def _name(block: BlockId, counts: dict[BlockId, int], blocks: set[BlockId]) -> str:
    """Return the block's id, for its further segments with a number that makes it no other block's."""
    number = counts.get(block, 0) + 1
    while number > 1 and f"{block}.{number}" in blocks:
        number += 1
    counts[block] = number
    return block if number == 1 else f"{block}.{number}"


class _Line:
    """A passage's spoken text, and how its characters answer to those of the written text."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.spoken = passage.spoken

    @cached_property
    def _starts(self) -> list[int]:
        """Where each token begins in `spoken`."""
        return [*accumulate((len(token.spoken) for token in self.passage.tokens[:-1]), initial=0)]

    @cached_property
    def _written(self) -> list[int]:
        """Where each token begins in the text."""
        return [token.start for token in self.passage.tokens]

    @cached_property
    def _are_plain(self) -> list[bool]:
        """Which tokens are said as they are written."""
        text = self.passage.text
        return [token.spoken == text[token.start : token.end] for token in self.passage.tokens]

    def is_cuttable(self, position: int) -> bool:
        """Return whether a cut before a spoken character leaves each token whole that isn't said as it is written."""
        index, offset = self._token_at(position)
        return not offset or self._are_plain[index]

    def text_start(self, position: int) -> int:
        """Return where a stretch that begins at a spoken position begins in the text."""
        if not position:
            return 0
        index, offset = self._token_at(position)
        return self._written[index] + (offset if self._are_plain[index] else 0)

    def text_end(self, position: int) -> int:
        """Return where a stretch that ends at a spoken position ends in the text."""
        if position == len(self.spoken):
            return len(self.passage.text)
        index, offset = self._token_at(position)
        if offset and not self._are_plain[index]:
            return self.passage.tokens[index].end
        return self._written[index] + offset

    def spoken_at(self, written: int) -> int:
        """Return the spoken position of a character of the text; inside a token said otherwise, that token's end."""
        index = bisect_right(self._written, written) - 1
        token = self.passage.tokens[index]
        offset = written - token.start
        return self._starts[index] + (len(token.spoken) if offset and not self._are_plain[index] else offset)

    def _token_at(self, position: int) -> tuple[int, int]:
        """Return which token a spoken character belongs to, and the character's place in it."""
        index = bisect_right(self._starts, position) - 1
        return index, position - self._starts[index]


# Cutting. -----------------------------------------------------------------------------------------------------------


def _cut(line: _Line, limit: int) -> Iterator[tuple[int, int]]:
    """Yield stretches that make up the spoken text, each within the limit but for white space at its ends."""
    spoken = line.spoken
    end = len(spoken.rstrip())
    sentences = [line.spoken_at(written) for written in line.passage.sentences] if end > limit else []
    start = 0
    while True:
        # Character by character: a slice of all that is left would make long texts quadratic.
        first = next(position for position in range(start, end) if not spoken[position].isspace())
        if end - first <= limit:
            yield start, len(spoken)
            return
        cut = _place_of_cut(line, first, first + limit, sentences)
        yield start, cut
        start = cut


def _place_of_cut(line: _Line, first: int, last: int, sentences: list[int]) -> int:
    """Return the best place for a cut after `first` and not after `last`."""
    sentence = bisect_right(sentences, last) - 1
    if sentence >= 0 and sentences[sentence] > first:
        return sentences[sentence]
    commas = [match.end() for match in _COMMA.finditer(line.spoken, first, last + 1) if match.end() <= last]
    spaces = [match.start() for match in _SPACE.finditer(line.spoken, first, last + 1)]
    everywhere = range(first + 1, last + 1)
    for places in (commas, spaces, everywhere):
        for place in reversed(places):
            if line.is_cuttable(place) and not _is_inside_character(line.spoken, place):
                return place
    between_tokens = next(filter(line.is_cuttable, reversed(everywhere)), None)
    return between_tokens or (spaces[-1] if spaces else last)


def _is_inside_character(text: str, position: int) -> bool:
    """Return whether a mark or a joiner ties a character to the one before it."""
    return unicodedata.category(text[position])[0] == "M" or _JOINER in text[position - 1 : position + 1]


# Voices. ------------------------------------------------------------------------------------------------------------


def _turns(line: _Line, voice: Callable[[str], Voice]) -> list[_Turn]:
    """Return who says what: foreign stretches that are long enough have their own voice, the innermost counting."""
    passage = line.passage
    own = voice(passage.language)
    turns: list[_Turn] = [(0, len(line.spoken), own)]
    for span in passage.spans:
        if span.kind is SpanKind.LANGUAGE:
            words = sum(map(has_word, passage.text[span.start : span.end].split()))
            if words >= WORDS_FOR_A_VOICE:
                is_own = _base(span.value) == _base(passage.language)
                speaker = own if is_own else voice(span.value)
                turns = _give(turns, line.spoken_at(span.start), _spoken_end(line, span.end), speaker)
    return turns


def _spoken_end(line: _Line, written: int) -> int:
    """Return where a stretch ends in the spoken text; the punctuation that follows at once goes with it."""
    end = len(line.spoken) if written == len(line.passage.text) else line.spoken_at(written)
    punctuation = _CLOSING.match(line.spoken, end)
    return punctuation.end() if punctuation else end


def _give(turns: list[_Turn], start: int, end: int, voice: Voice) -> list[_Turn]:
    """Return the turns with `start` to `end` given to a voice."""
    before = [(first, min(last, start), speaker) for first, last, speaker in turns if first < start]
    after = [(max(first, end), last, speaker) for first, last, speaker in turns if last > end]
    return [*before, (start, end, voice), *after]


def _utterances(spoken: str, start: int, end: int, turns: list[_Turn]) -> Iterator[Utterance]:
    """Yield a stretch as utterances; what has no word of its own goes with the one before it, or else after it."""
    pending = ""
    speaker: Voice | None = None
    for first, last, voice in turns:
        part = spoken[max(first, start) : min(last, end)] if first < end and last > start else ""
        if not part:
            continue
        if speaker is not None and speaker != voice and has_word(part) and has_word(pending):
            yield Utterance(spoken=pending, voice=speaker)
            pending, speaker = "", None
        if speaker is None or not has_word(pending):
            speaker = voice
        pending += part
    if speaker is not None:
        yield Utterance(spoken=pending, voice=speaker)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
