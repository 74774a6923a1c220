"""What an editor should settle before an article is spoken: names, capitals and foreign words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from audioed.model import Passage, Script, SpanKind, Token
from audioed.normalizing.tables import acronyms, common_names, word_list

Why: TypeAlias = Literal["name", "capitals", "foreign"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-‑][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_PRONOUN: Final = re.compile(r"I(?![^\W\d_])")
_MONTHS: Final = frozenset({"March", "May"})
"""Those that the list of the calendar leaves out, since they are other words too."""
_CAPITALS: Final = re.compile(r"[A-Z]{2,}s?")
_LETTERS: Final = {
    "en": "",
    "de": "äöüß",
    "es": "áéíñóúü",
    "fr": "àâæçèéêëîïôœùûüÿ",
    "it": "àèéìíîòóùú",
    "nl": "áàéèëêíïóòöúü",
    "pt": "áàâãçéêíóôõúü",
}
"""Letters other than a to z with which a language writes its own words; of languages that are not here all may be."""
_CAPITAL_NOUNS: Final = frozenset({"de", "lb"})
"""Languages in which a capital makes no name."""
_OPENS: Final = " \"'“‘«(["
"""What may stand between the end of a sentence and its first word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsettled:
    """A word that no lexicon and no dictionary covers."""

    written: str
    spoken: str
    """What the voice gets for it."""
    why: Why
    sentence: str
    """The first one in which it stands, as written."""
    count: int
    """How often it stands in all texts that were read."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    written: str
    spoken: str
    why: Why
    sentence: str
    is_sure: bool
    """Not where every word has a capital: in a heading, or first in its sentence."""


def unsettled(scripts: Iterable[Script], is_known: Callable[[str], bool]) -> tuple[Unsettled, ...]:
    """Return the words of normalized scripts that nobody has settled, in the order in which they come.

    A capital counts as a name's where it stands inside a sentence; the first word of a sentence, and a heading's, only
    if it does elsewhere; in German it doesn't count. What every editor knows is said right ("London") is left out.

    Args:
        scripts: Normalized with the lexicons that hold.
        is_known: Tells whether the voice's dictionary has a word.
    """
    sightings = [
        seen
        for script in scripts
        for passage in script.passages
        for seen in _sightings(passage)
        if not is_known(seen.written)
    ]
    sure = {seen.written for seen in sightings if seen.is_sure}
    found: dict[str, Unsettled] = {}
    for seen in sightings:
        before = found.get(seen.written)
        if seen.written in sure:
            found[seen.written] = Unsettled(
                written=seen.written,
                spoken=before.spoken if before else seen.spoken,
                why=before.why if before else seen.why,
                sentence=before.sentence if before else seen.sentence,
                count=before.count + 1 if before else 1,
            )
    return tuple(found.values())


def _sightings(passage: Passage) -> Iterator[_Sighting]:
    ends = [*passage.sentences, len(passage.text)]
    sentences = [*pairwise(ends)]
    foreign = [(span.start, span.end) for span in passage.spans if span.kind is SpanKind.LANGUAGE]
    announced = [(span.start, span.end) for span in passage.spans if span.kind is SpanKind.ANNOUNCED]
    language = passage.language.partition("-")[0].lower()
    for token in passage.tokens:
        if token.kind not in {"plain", "initialism"} or not token.spoken:
            continue
        for word in _WORD.finditer(passage.text, token.start, token.end):
            start = word.start()
            if _is_within(start, announced):
                continue
            why = _why(word[0], token, language, is_foreign=_is_within(start, foreign))
            if why is None:
                continue
            begin, end = next((span for span in sentences if span[0] <= start < span[1]), (0, len(passage.text)))
            begin = max([begin, *(stop for _, stop in announced if begin < stop <= start)])
            is_first = not passage.text[begin:start].strip(_OPENS)
            written = _POSSESSIVE.sub("", word[0])
            yield _Sighting(
                written=written,
                spoken=token.spoken.strip() if token.kind == "initialism" else written,
                why=why,
                sentence=" ".join(passage.text[begin:end].split()),
                is_sure=why != "name" or not (is_first or passage.kind in {"heading", "opening"}),
            )


def _why(word: str, token: Token, language: str, *, is_foreign: bool) -> Why | None:
    """Return why a word is uncertain; None where it is not."""
    if _CAPITALS.fullmatch(word):
        is_emphasis = token.kind == "initialism" and "." not in token.spoken
        return None if is_emphasis or {word, word.rstrip("s")} & acronyms().keys() else "capitals"
    if token.kind != "plain":
        return None
    if is_foreign or _has_foreign_letter(word, language):
        return "foreign"
    if not word[0].isupper() or language in _CAPITAL_NOUNS:
        return None
    is_settled = _POSSESSIVE.sub("", word) in common_names(language) or (
        language == "en" and (_PRONOUN.match(word) or word in word_list("abbreviation: calendar") | _MONTHS)
    )
    return None if is_settled else "name"


def _has_foreign_letter(word: str, language: str) -> bool:
    own = _LETTERS.get(language)
    return own is not None and any(
        not letter.isascii() and letter.lower() not in own and unicodedata.category(letter)[0] == "L" for letter in word
    )


def _is_within(place: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)
