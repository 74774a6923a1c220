"""How to say given words: entries, and finding the longest of them in a text."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audioed.normalizing.patterns import lazy_pattern

_PIECE = lazy_pattern(r"\w+|[^\w\s]")
_AS_TYPED = str.maketrans({"’": "'", "‑": "-", "\u00a0": " ", "\u202f": " "})
"""What typesetting changes in a word; one character each, so that places stay."""
_JOINERS = "/\\."
"""Between letters or digits, these make an address or a file's name of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A written form and how it is said."""

    written: str
    spoken: str = ""
    """In words that a voice reads right; empty: as written, for an entry that only has its IPA."""
    ipa: str = ""
    """The International Phonetic Alphabet's; empty where nobody says."""
    language: str = ""
    """BCP 47; "en" holds for British and American English too; empty: every language."""
    kind: str = ""
    """What it is: "name", "place", "acronym" …, for people."""
    any_case: bool = False
    """Whether capitals make no difference."""
    sentence: str = ""
    """One in which it stands, for `audioed lexicon test`."""
    expected: str = ""
    """How that sentence is said."""

    @property
    def said(self) -> str:
        """What the voice gets."""
        return self.spoken or self.written

    def is_for_the_same(self, other: "Entry") -> bool:
        """Return whether only one of the two can stand in a file."""
        return (self.written, self.language, self.any_case) == (other.written, other.language, other.any_case)

    def holds_for(self, language: str) -> bool:
        """Return whether the entry is meant for texts of this language; an empty one takes every entry."""
        own, of_text = self.language.lower(), language.lower()
        return not own or not of_text or of_text == own or of_text.startswith(f"{own}-")


@dataclass(frozen=True, slots=True)
class _Candidate:
    form: str
    entry: Entry

    def is_at(self, text: str, lowered: str, place: int) -> bool:
        heard = lowered if self.entry.any_case else text
        end = place + len(self.form)
        return heard.startswith(self.form, place) and not _runs_on(text, end)


class Lexicon:
    """Written forms and how to say them: whole words, the longest first, exact case unless an entry says otherwise.

    Args:
        entries: Those that stand later win over those before. A pair is a written and a spoken form. An entry without
            a written form is left out.
        findings: Sentences for the editor about where they were read.
    """

    def __init__(self, entries: Iterable[Entry | tuple[str, str]], *, findings: tuple[str, ...] = ()) -> None:
        self.entries = tuple(entry for entry in map(_as_entry, entries) if entry.written)
        self.findings = findings
        self._by_language: dict[str, dict[str, list[_Candidate]]] = {}

    def under(self, others: Iterable[Entry | tuple[str, str]]) -> "Lexicon":
        """Return this lexicon with others' entries above its own."""
        above = tuple(others)
        return Lexicon((*self.entries, *above), findings=self.findings) if above else self

    def find(self, text: str, language: str = "") -> Iterator[tuple[int, int, str]]:
        """Yield start, end and spoken form of each entry found, from left to right.

        Args:
            text: Typographic apostrophes, hyphens and spaces in it count as plain ones. A word of an address, a file's
                name or a #tag is none.
            language: BCP 47; empty: entries of every language.
        """
        for start, end, entry in self.find_entries(text, language):
            yield start, end, entry.said

    def find_entries(self, text: str, language: str = "") -> Iterator[tuple[int, int, Entry]]:
        """Yield start, end and entry of each that is found, as `find` does."""
        index = self._by_language.get(language)
        if index is None:
            index = self._by_language[language] = self._indexed(language)
        plain = text.translate(_AS_TYPED) if not text.isascii() else text
        lowered = _lowered(plain)
        position = 0
        for piece in _PIECE.finditer(lowered):
            candidates = index.get(piece[0])
            if candidates is None or piece.start() < position:
                continue
            place = piece.start()
            for candidate in candidates:
                end = place + len(candidate.form)
                if candidate.is_at(plain, lowered, place) and not _in_address(plain, place, end):
                    yield place, end, candidate.entry
                    position = end
                    break

    def _indexed(self, language: str) -> dict[str, list[_Candidate]]:
        """Return the candidates by the first piece of their form in small letters, the longest first."""
        chosen: dict[tuple[str, bool], _Candidate] = {}
        for entry in self.entries:
            if entry.holds_for(language):
                form = unicodedata.normalize("NFC", entry.written.strip()).translate(_AS_TYPED)
                form = _lowered(form) if entry.any_case else form
                chosen.pop((form, entry.any_case), None)  # so that it stands last
                chosen[form, entry.any_case] = _Candidate(form, entry)
        index: dict[str, list[_Candidate]] = {}
        for candidate in reversed(chosen.values()):
            first = _PIECE.match(_lowered(candidate.form))
            if first:
                index.setdefault(first[0], []).append(candidate)
        for candidates in index.values():
            candidates.sort(key=lambda candidate: -len(candidate.form))
        return index


def _as_entry(given: Entry | tuple[str, str]) -> Entry:
    return given if isinstance(given, Entry) else Entry(written=given[0].strip(), spoken=given[1])


def _lowered(text: str) -> str:
    """Return a text in small letters, each in its place: "İ" in small letters would be two."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _runs_on(text: str, end: int) -> bool:
    """Return whether a word goes on at a place: accents that follow a letter are part of it."""
    following = text[end : end + 1]
    return following.isalnum() or following == "_" or unicodedata.category(following or " ")[0] == "M"


def _in_address(text: str, start: int, end: int) -> bool:
    """Return whether a stretch is part of a web or mail address, a file's name, a @name or a #tag, or of a word."""
    before, after = text[start - 1 : start] if start else " ", text[end : end + 1] or " "
    if before in "@#_" or unicodedata.category(before)[0] == "M":
        return True
    if before in _JOINERS and text[max(0, start - 2) : start - 1].isalnum():
        return True
    return after in "@_" or (after in _JOINERS and text[end + 1 : end + 2].isalnum())
