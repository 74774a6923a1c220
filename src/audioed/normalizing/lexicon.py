"""How to say given words: an immutable mapping from the written to the spoken form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Written forms and how to say them; exact case, whole words, the longest first."""

    entries: tuple[tuple[str, str], ...]
    _spoken: dict[str, str] = field(init=False, repr=False, compare=False)
    _pattern: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spoken = {written.strip(): said for written, said in self.entries if written.strip()}
        longest_first = sorted(spoken, key=lambda written: (-len(written), written))
        pattern = "|".join(map(re.escape, longest_first))
        object.__setattr__(self, "_spoken", spoken)
        object.__setattr__(self, "_pattern", re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if spoken else None)

    def find(self, text: str) -> Iterable[tuple[int, int, str]]:
        """Yield start, end and spoken form of each entry found, from left to right."""
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                yield match.start(), match.end(), self._spoken[match[0]]
