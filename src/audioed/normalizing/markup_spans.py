"""What spans and lexicons settle before any rule looks: these stretches are not classified."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audioed.model import Span, SpanKind
from audioed.normalizing.classes.date import Date
from audioed.normalizing.classes.electronic import say_code
from audioed.normalizing.hearing import Heard
from audioed.normalizing.lexicon import Lexicon
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import profile_for
from audioed.normalizing.tables import abbreviations, acronyms

_NUMERIC_DATE = lazy_pattern(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_MACHINE_DATE = lazy_pattern(r"(\d{4})-(\d{2})-(\d{2})")
_CAPITALS = lazy_pattern(r"[A-Z][A-Z.&0-9-]*[A-Z0-9]\.?(?:['’]?s)?")


@dataclass(frozen=True, slots=True)
class Settled:
    """A stretch of the heard text that is settled: by what is said, or by the language it is left to."""

    start: int
    end: int
    kind: str = ""
    spoken: str = ""
    language: str = ""


def settle(heard: Heard, spans: Sequence[Span], locale: str, lexicon: Lexicon | None) -> list[Settled]:
    """Return what is settled, in order and disjoint; where two overlap, the one that begins first stands."""
    if not spans and lexicon is None:
        return []
    found = list(_by_spans(heard, spans, locale))
    if lexicon is not None:
        found.extend(Settled(start, end, "lexicon", said) for start, end, said in lexicon.find(heard.text, locale))
    found.sort(key=lambda settled: (settled.start, -settled.end))
    disjoint: list[Settled] = []
    for settled in found:
        if settled.start < settled.end and (not disjoint or settled.start >= disjoint[-1].end):
            disjoint.append(settled)
    return disjoint


def _by_spans(heard: Heard, spans: Sequence[Span], locale: str) -> Iterator[Settled]:
    for span in spans:
        start, end = heard.place(span.start), heard.place(span.end)
        written = heard.text[start:end]
        match span.kind:
            case SpanKind.LITERAL:
                yield Settled(start, end, "literal", written)
            case SpanKind.CODE:
                yield Settled(start, end, "code", say_code(written) or written)
            case SpanKind.LANGUAGE if span.value and not _same_language(span.value, locale):
                yield Settled(start, end, language=span.value)
            case SpanKind.ABBREVIATION if span.value and not _says_itself(written):
                yield Settled(start, end, "abbreviation", span.value)
            case SpanKind.TIME:
                spoken = _date_of(written, span.value, locale)
                if spoken:
                    yield Settled(start, end, "date", spoken)
            case _:
                pass  # hearing settles silent, raised and lowered characters; announced text is read as any other


def _same_language(one: str, other: str) -> bool:
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]


def _says_itself(written: str) -> bool:
    """Tell whether an abbreviation is better said as it stands: an initialism, or one that the rules know."""
    return _CAPITALS.fullmatch(written) is not None or written in acronyms() or written.rstrip(".") in abbreviations()


def _date_of(written: str, machine: str, locale: str) -> str:
    """Return the words of a date in figures, whose order the machine-readable date settles."""
    profile, match = profile_for(locale), _MACHINE_DATE.match(machine)
    if profile is None or match is None or _NUMERIC_DATE.fullmatch(written) is None:
        return ""
    year, month, day = map(int, match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return Date((day,), month, year, day_first=profile.day_first).say(profile)
