"""A passage while it is being written."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from audioed.model import BlockId, Passage, PassageKind, Span, SpanKind
from audioed.narrating.policy import Pause

SpanKey: TypeAlias = tuple[SpanKind, str]
"""A span's kind and value."""

_STOPS: Final = ".!?…:;,،؛؟—–-"
_CLOSERS: Final = "\"'”’»)]}"


class Draft:
    """A passage while it is being written: text is appended, and spans grow with it.

    Attributes:
        before_ms: Silence before.
        after_ms: Silence after.
    """

    def __init__(self, *, block: BlockId, kind: PassageKind, language: str, pause: Pause, level: int = 0) -> None:
        self.block = block
        self.kind: PassageKind = kind
        self.language = language
        self.before_ms = pause.before_ms
        self.after_ms = pause.after_ms
        self._level = level
        self._pieces: list[str] = []
        self._length = 0
        self._spans: dict[SpanKey, list[tuple[int, int]]] = {}
        self._last_words = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not self._length

    def write(self, text: str, spans: Iterable[SpanKey] = ()) -> None:
        """Append text; a span that ended where this text begins goes on."""
        if not text:
            return
        start = self._length
        self._length = end = start + len(text)
        self._pieces.append(text)
        if not text.isspace():
            self._last_words = text
        for key in spans:
            stretches = self._spans.setdefault(key, [])
            if stretches and stretches[-1][1] == start:
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((start, end))

    def announce(self, words: str) -> None:
        """Append words that are not the author's; their first stop is left out where the text already has one."""
        if words[:1] in _STOPS and self._has_stop():
            words = words[1:]
        self.write(words, ((SpanKind.ANNOUNCED, ""),))

    def silence(self, text: str, reason: str) -> None:
        """Append text of the author's that is not spoken."""
        heard = self._last_words
        self.write(text, ((SpanKind.SILENT, reason),))
        self._last_words = heard

    def silence_all(self, reason: str) -> None:
        """Leave the whole passage unspoken."""
        announced = (SpanKind.ANNOUNCED, "")
        self._spans = {announced: self._spans.get(announced, []), (SpanKind.SILENT, reason): [(0, self._length)]}

    def audible(self) -> str:
        """Return what is not silent."""
        text = "".join(self._pieces)
        silent = sorted(
            stretch for (kind, _), found in self._spans.items() if kind is SpanKind.SILENT for stretch in found
        )
        if not silent:
            return text
        ends = [0, *(end for _, end in silent)]
        starts = [*(start for start, _ in silent), len(text)]
        return "".join(text[start:end] for start, end in zip(ends, starts, strict=True))

    def finish(self) -> Passage:
        """Return the passage."""
        spans = [
            Span(start=start, end=end, kind=kind, value=value)
            for (kind, value), stretches in self._spans.items()
            for start, end in stretches
        ]
        spans.sort(key=lambda span: (span.start, -span.end))
        return Passage(
            block=self.block,
            kind=self.kind,
            text="".join(self._pieces),
            spans=tuple(spans),
            language=self.language,
            level=self._level,
            pause_before_ms=self.before_ms,
            pause_after_ms=self.after_ms,
        )

    def _has_stop(self) -> bool:
        """Return whether the voice pauses here anyhow, as it does before the first word."""
        return self._last_words.rstrip().rstrip(_CLOSERS)[-1:] in _STOPS
