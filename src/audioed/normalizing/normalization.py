"""From a text to tokens whose raw parts rebuild it and whose spoken parts are what is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audioed.model import Span, Token
from audioed.normalizing.classes.date import Date
from audioed.normalizing.classify import classify
from audioed.normalizing.foreign import find_foreign
from audioed.normalizing.hearing import hear
from audioed.normalizing.lexicon import Lexicon
from audioed.normalizing.markup_spans import Settled, settle
from audioed.normalizing.profile import profile_for


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of a text that another reader may read otherwise."""

    written: str
    spoken: str


def normalize(
    text: str, locale: str, *, spans: Sequence[Span] = (), lexicon: Lexicon | None = None
) -> tuple[Token, ...]:
    """Return what is said for each stretch of a text.

    Args:
        text: As the author wrote it.
        locale: BCP 47. English has profiles, six languages have grammars; of others only what their voices can't
            read is put in words.
        spans: What the markup or the narration says of stretches of the text.
        lexicon: How to say words of this article or show.

    Returns:
        Tokens that are ordered, disjoint and cover the text. Plain ones say what is written.
    """
    return normalize_with_doubts(text, locale, spans=spans, lexicon=lexicon)[0]


def normalize_with_doubts(
    text: str, locale: str, *, spans: Sequence[Span] = (), lexicon: Lexicon | None = None
) -> tuple[tuple[Token, ...], tuple[Doubt, ...]]:
    """Do as `normalize`, and return what an editor should settle too."""
    if not text:
        return (), ()
    heard = hear(text, spans, has_powers=profile_for(locale) is not None)
    doubts: list[Doubt] = []
    tokens: list[Token] = []
    position = 0
    for settled in settle(heard, spans, locale, lexicon):
        tokens.extend(_read(heard.text, locale, position, settled.start, doubts))
        tokens.extend(_settled_tokens(settled, heard.text, lexicon))
        position = settled.end
    tokens.extend(_read(heard.text, locale, position, len(heard.text), doubts))
    return heard.put_back(_spaced(tokens, heard.text)), tuple(doubts)


def _settled_tokens(settled: Settled, text: str, lexicon: Lexicon | None) -> Iterator[Token]:
    if settled.language:
        inner = normalize(text[settled.start : settled.end], settled.language, lexicon=lexicon)
        for token in inner:
            yield Token(
                start=token.start + settled.start, end=token.end + settled.start, kind=token.kind, spoken=token.spoken
            )
    else:
        yield Token(start=settled.start, end=settled.end, kind=settled.kind, spoken=settled.spoken)


def _read(text: str, locale: str, start: int, end: int, doubts: list[Doubt]) -> Iterator[Token]:
    """Yield the tokens of a stretch that no span and no lexicon settles."""
    if start >= end:
        return
    profile = profile_for(locale)
    position = start
    if profile is None:
        said = find_foreign(text, locale, start, end)
    else:
        said = []
        for found in classify(text, profile, start, end):
            spoken = found.meaning.say(profile)
            said.append((found.start, found.end, found.kind, spoken))
            if isinstance(found.meaning, Date) and found.meaning.ambiguous:
                doubts.append(Doubt(text[found.start : found.end], spoken))
    for begin, finish, kind, spoken in said:
        if begin > position:
            yield Token(start=position, end=begin, kind="plain", spoken=text[position:begin])
        yield Token(start=begin, end=finish, kind=kind, spoken=spoken)
        position = finish
    if position < end:
        yield Token(start=position, end=end, kind="plain", spoken=text[position:end])


def _spaced(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """Keep words apart that the author's signs kept apart: "5G" is "five G"."""
    last = " "
    for token in tokens:
        spoken = token.spoken
        if spoken and token.kind != "plain":
            if last.isalnum() and spoken[0].isalnum():
                spoken = " " + spoken
            following = text[token.end : token.end + 1]
            if following == "." and spoken[-1] == ".":
                spoken = spoken[:-1]
            if following.isalnum() and spoken[-1].isalnum():
                spoken += " "
            if spoken is not token.spoken:
                token = Token(start=token.start, end=token.end, kind=token.kind, spoken=spoken)  # noqa: PLW2901 - the same token, spaced
        if spoken:
            last = spoken[-1]
        yield token


def normalize_line(line: str, locale: str, *, lexicon: Lexicon | None = None) -> str:
    """Return a line as it is said."""
    return "".join(token.spoken for token in normalize(line, locale, lexicon=lexicon))
