"""Whether entries do what they are meant to do, and what else they do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from audioed.model import Passage, Script
from audioed.normalizing.lexicon import Entry, Lexicon
from audioed.normalizing.normalization import normalize_line


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """How the sentence of an entry is said."""

    entry: Entry
    said: str

    @property
    def passed(self) -> bool:
        """Whether it is said as expected or, where the entry doesn't say what to expect, with the entry's words."""
        return self.said == self.entry.expected if self.entry.expected else self.entry.said in self.said


def trials(entries: Iterable[Entry], lexicon: Lexicon, *, locale: str) -> tuple[Trial, ...]:
    """Say the sentences of those entries that have one.

    Args:
        entries: What is tried.
        lexicon: All that holds.
        locale: BCP 47, for entries of no language or of one without a country ("en").
    """
    return tuple(
        Trial(entry=entry, said=normalize_line(entry.sentence, _locale(entry, locale), lexicon=lexicon))
        for entry in entries
        if entry.sentence
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A sentence that is said otherwise."""

    block: str
    written: str
    before: str
    after: str


def changes(before: Script, after: Script) -> tuple[Change, ...]:
    """Return the sentences that two normalized forms of the same script say differently."""
    return tuple(
        Change(block=old.block, written=written, before=said, after=said_now)
        for old, new in zip(before.passages, after.passages, strict=True)
        for (written, said), (_, said_now) in zip(_sentences(old, old), _sentences(new, old), strict=True)
        if said != said_now
    )


def _sentences(passage: Passage, cut_as: Passage) -> Iterator[tuple[str, str]]:
    """Yield each sentence as written and as said. A token that crosses an end belongs to where it begins."""
    for start, end in pairwise([*cut_as.sentences, len(passage.text)]):
        said = [_said(passage, index, start, end) for index in range(len(passage.tokens))]
        yield " ".join(passage.text[start:end].split()), " ".join("".join(said).split())


def _said(passage: Passage, index: int, start: int, end: int) -> str:
    token = passage.tokens[index]
    if token.spoken == passage.text[token.start : token.end]:
        return passage.text[max(start, token.start) : max(start, min(end, token.end))] if token.end > start else ""
    return token.spoken if start <= token.start < end else ""


def parse_rule(rule: str) -> Entry | None:
    """Return the entry of a rule such as "Kyiv=Keev"; None where it is none."""
    written, _, spoken = (part.strip() for part in rule.partition("="))
    return Entry(written=written, spoken=spoken) if written and spoken else None


def _locale(entry: Entry, locale: str) -> str:
    return entry.language if entry.language and not locale.lower().startswith(entry.language.lower()) else locale
