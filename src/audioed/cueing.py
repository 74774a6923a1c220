"""The recording's times to sentences and words as their author wrote them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from audioed.model import Cue, Passage, Placed, Recording, Script, Segment, SpanKind, Word, WordTime
from audioed.units import Samples

_WORDS = re.compile(r"\w.*\S|\w", re.DOTALL)


def cues(
    script: Script, segments: Sequence[Segment], recording: Recording, words: Callable[[int], Sequence[WordTime]]
) -> Iterator[Cue]:
    """Yield a cue for each sentence, in order of time.

    A sentence that stands in two segments gives a cue in each. One in which nothing was timed (a row of dots, an emoji)
    is shown with the sentence before it, so that the cues of a segment hold all of its text.

    Args:
        script: Normalized.
        segments: In the order of the recording.
        recording: Says where each segment's clip begins.
        words: Returns the word times of the segment with the index; they are asked for one segment after the other.
    """
    speech = (placed for placed in recording.placed if placed.kind == "speech")
    placements = enumerate(zip(segments, speech, strict=True))
    for passage_index, group in groupby(placements, key=lambda placement: placement[1][0].passage):
        written = _Written(script.passages[passage_index])
        for index, (segment, placed) in group:
            yield from _segment_cues(written, segment, placed, _words(written, segment, placed, words(index)))


class _Written:
    """A passage, with what it takes to look up in it."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.spoken = passage.spoken
        self._sentences = passage.sentences or (0,)
        self._beginnings = tuple(accumulate((len(token.spoken) for token in passage.tokens), initial=0))
        self._silent = _stretches(passage, SpanKind.SILENT)
        self._announced = _stretches(passage, SpanKind.ANNOUNCED)

    def sentence_start(self, position: int) -> int:
        """Return where the sentence begins in which a character stands."""
        return self._sentences[max(bisect_right(self._sentences, position) - 1, 0)]

    def source(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters of the text for a stretch of what is spoken: of a token that is read, all of them."""
        index, from_index = self._token(first), self._token(last - 1)
        start, end = self.passage.tokens[index], self.passage.tokens[from_index]
        return (
            start.start + (first - self._beginnings[index] if start.kind == "plain" else 0),
            end.start + last - self._beginnings[from_index] if end.kind == "plain" else end.end,
        )

    def text(self, start: int, end: int) -> str:
        """Return characters of the text without those that are not spoken."""
        if not self._silent:
            return self.passage.text[start:end]
        return "".join(self.passage.text[piece] for piece in _outside(self._silent, start, end)).strip()

    def is_announced(self, start: int, end: int) -> bool:
        """Tell whether the author wrote none of these characters."""
        authored = (self.passage.text[piece] for piece in _outside(self._announced, start, end))
        return not any(map(str.strip, authored))

    def announcements(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where announced words stand in `text` of the same characters."""
        if not self._announced:
            return
        pieces = [*_outside(self._silent, start, end)]
        text = "".join(self.passage.text[piece] for piece in pieces)
        indent = len(text) - len(text.lstrip())
        before = 0
        for piece in pieces:
            for span_start, span_end in self._announced:
                first, last = max(span_start, piece.start), min(span_end, piece.stop)
                words = _WORDS.search(text, before + first - piece.start, before + last - piece.start)
                if first < last and words:
                    yield words.start() - indent, words.end() - indent
            before += piece.stop - piece.start

    def stripped(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch of the text without the white space at its ends."""
        text = self.passage.text[start:end]
        bare = text.strip()
        start += len(text) - len(text.lstrip())
        return start, start + len(bare)

    def _token(self, position: int) -> int:
        return bisect_right(self._beginnings, position) - 1


def _segment_cues(written: _Written, segment: Segment, placed: Placed, words: Sequence[Word]) -> Iterator[Cue]:
    by_sentence = groupby(words, key=lambda word: written.sentence_start(word.source[0]))
    sentences = [(beginning, tuple(timed)) for beginning, timed in by_sentence] or [(segment.start, ())]
    # What stands before the first of them, after the last, or between two without having been timed, is shown too.
    bounds = [segment.start, *(beginning for beginning, _ in sentences[1:]), segment.end]
    for number, (_, timed) in enumerate(sentences):
        start, end = written.stripped(bounds[number], bounds[number + 1])
        yield Cue(
            block=written.passage.block,
            segment=segment.id,
            passage=segment.passage,
            source=(start, end),
            start=timed[0].start if timed else placed.start,
            end=timed[-1].end if timed else placed.end,
            text=written.text(start, end),
            announced=written.is_announced(start, end),
            announcements=tuple(written.announcements(start, end)),
            language=written.passage.language,
            words=timed,
        )


def _words(written: _Written, segment: Segment, placed: Placed, times: Iterable[WordTime]) -> list[Word]:
    """Join each stretch that was timed to the characters that it says; those that say the same ones are one word."""
    words: list[Word] = []
    for time in times:
        first = segment.offset + time.position
        last = first + time.length
        start, end = written.source(first, last)
        sounds_from = Samples(placed.start + time.start)
        said = written.spoken[first:last]
        if words and start < words[-1].source[1]:
            before = words.pop()
            start, end = before.source[0], max(before.source[1], end)
            sounds_from = before.start
            said = f"{before.spoken} {said}"
        words.append(
            Word(
                start=sounds_from,
                end=Samples(placed.start + time.end),
                text=written.text(start, end),
                spoken=said,
                source=(start, end),
            )
        )
    return words


def _stretches(passage: Passage, kind: SpanKind) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for span in passage.spans if span.kind is kind)


def _outside(stretches: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[slice]:
    """Yield what is left between `start` and `end` when the stretches are cut out."""
    for cut_from, cut_to in stretches:
        if start < cut_to and cut_from < end:
            yield slice(start, max(cut_from, start))
            start = cut_to
    yield slice(start, max(end, start))
