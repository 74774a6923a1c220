"""From a text to tokens whose raw parts rebuild it and whose spoken parts are what is said."""

from collections.abc import Sequence

from audioed.model import Span, Token
from audioed.normalizing.classify import classify
from audioed.normalizing.lexicon import Lexicon
from audioed.normalizing.profile import profile_for


def normalize(text: str, locale: str, *, spans: Sequence[Span] = (), lexicon: Lexicon | None = None) -> tuple[Token, ...]:
    """Return what is said for each stretch of a text.

    Args:
        text: As the author wrote it.
        locale: BCP 47.
        spans: What the markup or the narration says of stretches of the text.
        lexicon: How to say words of this article or show.

    Returns:
        Tokens that are ordered, disjoint and cover the text.
    """
    del spans, lexicon
    profile = profile_for(locale)
    if profile is None:
        return (Token(start=0, end=len(text), kind="plain", spoken=text),) if text else ()
    tokens: list[Token] = []
    position = 0
    last = " "
    for found in classify(text, profile):
        if found.start > position:
            plain = text[position : found.start]
            tokens.append(Token(start=position, end=found.start, kind="plain", spoken=plain))
            last = plain[-1]
        spoken = found.meaning.say(profile)
        if spoken:
            if last.isalnum() and spoken[0].isalnum():
                spoken = " " + spoken
            following = text[found.end : found.end + 1]
            if following.isalnum() and spoken[-1].isalnum():
                spoken += " "
            last = spoken[-1]
        tokens.append(Token(start=found.start, end=found.end, kind=found.kind, spoken=spoken))
        position = found.end
    if position < len(text):
        tokens.append(Token(start=position, end=len(text), kind="plain", spoken=text[position:]))
    return tuple(tokens)


def normalize_line(line: str, locale: str) -> str:
    """Return a line as it is said."""
    return "".join(token.spoken for token in normalize(line, locale))
