"""The text as a listener would want it written: no silent or invisible characters, raised figures as raised figures.

Rules see this text; what they find is then put back on the author's characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audioed.model import Span, SpanKind, Token
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.surroundings import RAISED_LETTERS

_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u061c\u180e"
_ODD = lazy_pattern(rf"[{_INVISIBLE}\uff01-\uff5e\ufb00-\ufb06\u0660-\u0669\u06f0-\u06f9]")
_ARABIC_SCRIPT = lazy_pattern(r"[\u0620-\u064a]")
_RAISED = {ord(sign): raised for sign, raised in zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True)}
_RAISED_WITH_LETTERS = _RAISED | {ord(letter): raised for letter, raised in RAISED_LETTERS.items()}
_POWER = lazy_pattern(r"[+−-]?[0-9]{0,3}[a-z](?:[+−-][0-9]{1,3})?")
_BASE = lazy_pattern(r"(?:[0-9)]|(?<![^\W\d_])[a-z])\Z")
_LOWERED = {ord(sign): lowered for sign, lowered in zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True)}
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2)
_SLASHED = lazy_pattern(
    r"(?P<above>(?<![\w.,])[0-9]{1,3}|(?<![⁰¹²³⁴-⁹⁺⁻/⁄∕])[⁰¹²³⁴-⁹]{1,3})[ ]?(?P<slash>[/⁄∕])[ ]?"
    r"(?P<below>[₀-₉]{1,4}|[⁰¹²³⁴-⁹]{1,3}|[0-9]{1,3})(?![0-9⁰¹²³⁴-⁹₀-₉/⁄∕]|[.,][0-9])"
)
_WHOLE = lazy_pattern(r"(?<![0-9.,])(?!10{1,2}\Z)[0-9]{1,3}\Z")
"""What stands before a fraction; a raised figure behind a power of ten is rather an exponent."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A text with the place in the source of each of its characters; `origins` is None where they are the same."""

    source: str
    text: str
    origins: tuple[int, ...] | None
    silent: tuple[tuple[int, int], ...] = ()
    """Stretches of the source that are silent by a span."""

    def place(self, position: int) -> int:
        """Return the first place in the heard text whose character stands at or after a place in the source."""
        if self.origins is None:
            return position
        low, high = 0, len(self.origins)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.origins[middle] < position else (low, middle)
        return low

    def put_back(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Return tokens over the source for tokens over the heard text."""
        if self.origins is None:
            return tuple(tokens)
        found: list[Token] = []
        position = 0
        for token in tokens:
            origins = self.origins[token.start : token.end]
            start, end = max(position, origins[0]), origins[-1] + 1
            if end <= position:  # two tokens in the forms of one character, as a blank and a figure are
                found[-1] = replace(found[-1], spoken=found[-1].spoken + token.spoken)
                continue
            if start > position:
                self._fill(found, position, start)
            if token.kind == "plain":
                self._plain(found, token, origins)
            else:
                found.append(Token(start=start, end=end, kind=token.kind, spoken=token.spoken))
            position = end
        if position < len(self.source):
            self._fill(found, position, len(self.source))
        return tuple(found)

    def _fill(self, found: list[Token], start: int, end: int) -> None:
        found.append(Token(start=start, end=end, kind="silent", spoken=""))

    def _plain(self, found: list[Token], token: Token, origins: Sequence[int]) -> None:
        """Split plain text around what is not heard, and where it is heard in another form."""
        begin = 0
        spoken = token.spoken
        for here in range(1, len(origins) + 1):
            at_end = here == len(origins)
            if (
                not at_end
                and origins[here] == origins[here - 1] + 1
                and self._same(origins[here], spoken[here])
                and self._same(origins[begin], spoken[begin])
            ):
                continue
            if not at_end and origins[here] == origins[here - 1]:
                continue
            start, end = origins[begin], origins[here - 1] + 1
            said = spoken[begin:here]
            kind = "plain" if self.source[start:end] == said else "symbol"
            found.append(Token(start=start, end=end, kind=kind, spoken=said))
            if not at_end and origins[here] > end:
                self._fill(found, end, origins[here])
            begin = here

    def _same(self, origin: int, heard: str) -> bool:
        return self.source[origin] == heard


def hear(source: str, spans: Sequence[Span], *, has_powers: bool = True) -> Heard:
    """Return a text without its silent characters and with its spans' raised and lowered figures as such.

    Args:
        source: As written.
        spans: What the markup or the narration says of its stretches.
        has_powers: Whether a raised letter behind a figure, a variable or a bracket is a power's; in French or Spanish
            it is an ordinal's.
    """
    special = [span for span in spans if span.kind in {SpanKind.SILENT, SpanKind.SUPERSCRIPT, SpanKind.SUBSCRIPT}]
    if not special and _ODD.search(source) is None and not _has_fraction(source):
        return Heard(source, source, None)
    keep_arabic = _ARABIC_SCRIPT.search(source) is not None
    characters = [_plain_form(character, keep_arabic=keep_arabic) for character in source]
    for span in special:
        table = _table(span, source, has_powers=has_powers)
        for place in range(max(0, span.start), min(span.end, len(source))):
            if span.kind is SpanKind.SILENT:
                characters[place] = ""
            elif characters[place]:
                characters[place] = characters[place].translate(table)
    origins = [place for place, character in enumerate(characters) for _ in character]
    return Heard(source, *_with_fractions("".join(characters), origins))


def _table(span: Span, source: str, *, has_powers: bool) -> Mapping[int, str]:
    if span.kind is SpanKind.SUBSCRIPT:
        return _LOWERED
    is_power = (
        has_powers
        and _POWER.fullmatch(source, span.start, span.end)
        and _BASE.search(source, max(0, span.start - 1), span.start)
    )
    return _RAISED_WITH_LETTERS if is_power else _RAISED


def _has_fraction(text: str) -> bool:
    return any(map(_is_fraction, _SLASHED.finditer(text)))


def _with_fractions(text: str, origins: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """Return a text whose fractions have plain figures and their own slash: "1¹/₂" is "1 1⁄2"."""
    heard: list[str] = []
    places: list[int] = []
    position = 0
    for match in filter(_is_fraction, _SLASHED.finditer(text)):
        start = match.start()
        heard.append(text[position:start])
        places.extend(origins[position:start])
        if text[start - 1 : start].isalnum():
            heard.append(" ")
            places.append(origins[start])
        for part in ("above", "slash", "below"):
            heard.append("⁄" if part == "slash" else match[part].translate(_PLAIN))
            places.extend(origins[match.start(part) : match.end(part)])
        position = match.end()
    return "".join((*heard, text[position:])), (*places, *origins[position:])


def _is_fraction(match: re.Match[str]) -> bool:
    """Tell a raised number above a slash, or a lowered one below it, from a power or a mark before a slash."""
    above, slash, below = match["above"], match["slash"], match["below"]
    if above.isascii():
        return "₀" <= below[0] <= "₉" or slash == "∕"
    base = match.string[max(0, match.start() - 8) : match.start()]
    if "₀" <= below[0] <= "₉" or not (base[-1:].isalnum() or base.endswith((")", "]"))):
        return True
    is_part = slash != "/" or int(above.translate(_PLAIN)) < int(below.translate(_PLAIN))
    return is_part and _WHOLE.search(base) is not None


def _plain_form(character: str, *, keep_arabic: bool) -> str:
    if _ODD.match(character) is None:
        return character
    if "\u0660" <= character <= "\u06f9":
        return character if keep_arabic else str(unicodedata.digit(character))
    if unicodedata.category(character) in {"Cf", "Cc"}:
        return ""
    return unicodedata.normalize("NFKC", character)
