"""Where sentences begin.

A mark that may end a sentence is a candidate; what stands before it (an abbreviation, an initial, a number) and after
it (a capital, a small letter, a word that begins sentences) decides.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from audioed.normalizing.foreign import abbreviation_spans, abbreviations_of
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.tables import abbreviations, rows

_CLOSING = r"(?:[\"'”’»)\]›]|[ \u00a0\u202f]»){0,6}(?:\[[\w ,–-]{1,16}\]){0,4}[¹²³⁰-⁹]{0,6}[\"'”’»)]{0,6}"
_CANDIDATE = lazy_pattern(
    rf"(?P<spaced>(?<=[\s\w])\.(?:[ ]\.){{2,3}})(?P<after>{_CLOSING})(?P<space>\s+)(?=\S)"
    rf"|(?P<mark>(?<![.!?…؟۔।])[.!?…؟۔।]{{1,64}})(?P<closing>{_CLOSING})(?P<gap>\s+)(?=\S)"
    r"|(?P<full>(?<![。！？])[。！？]{1,64}[」』”]{0,6})(?P<none>\s*)(?=\S)"
)
_OPENING = "\"'“‘«‹([„¿¡—–-• "
_INITIALS = lazy_pattern(r"(?:\w\.)*\w")
_TIME = lazy_pattern(r"[ap]\.?m", re.IGNORECASE)
_ONLY_A_TIME = lazy_pattern(r"(?:at|by|from|around|before|after|since|until)?\s*[\d:.]+\s*[ap]\.?m", re.IGNORECASE)
_BULLET = lazy_pattern(r"(?<=\s)[•⁃▪‣]\s?(?=\S)")
_ITEM = lazy_pattern(r"(?:(?<=\s)|^)(?P<label>\d{1,2}|[a-z])(?P<mark>\.\)|\)|\.)\s(?=[A-Z])")
_LABEL = lazy_pattern(r"\s*[•⁃▪‣]?\s?(?:\d{1,3}|[A-Za-z])")
"""What numbers an item of a list: its full stop ends no sentence."""
_NEXT = lazy_pattern(r"[^\W_]+(?:['’][^\W_]+)?")
_ELIDED = lazy_pattern(r"^[^\W\d_]{1,5}['’](?=\w)")
"""An article or preposition that has lost its vowel: "l'art."."""
_SHORT_QUOTATION = 60
_SHORT_SENTENCE = 40
_ORDINALS_WITH_STOP = frozenset({"de", "da", "nb", "no", "fi", "cs", "hu"})
"""Languages that write "5." for "fifth"."""


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    return frozenset(
        word for row in rows("sentences.tsv") if row[0] == kind and row[1] in {language, "*"} for word in row[2].split()
    )


@cache
def _never_last(language: str) -> frozenset[str]:
    """Return what is written with a full stop and followed by more of the sentence; English in lower case."""
    if language == "en":
        return frozenset(
            {written.lower() for written, entry in abbreviations().items() if entry.when == "name"}
            | _words("never", "en")
        )
    return frozenset(
        {form.rstrip(".") for form in abbreviations_of(language, "abbreviation", "named")} | _words("never", language)
    ) - _words("last", language)


@cache
def _before_number(language: str) -> frozenset[str]:
    if language == "en":
        counted = frozenset(written.lower() for written, entry in abbreviations().items() if entry.when == "number")
    else:
        counted = frozenset(form.rstrip(".") for form in abbreviations_of(language, "numbered"))
    return counted | _words("number", language)


@cache
def _maybe_last(language: str) -> frozenset[str]:
    own = (
        {
            written.lower()
            for written, entry in abbreviations().items()
            if entry.when in {"after", "place", "any", "dot"}
        }
        if language == "en"
        else set()
    )
    return frozenset(own | _words("last", language))


def split_sentences(text: str, locale: str) -> tuple[int, ...]:
    """Return where each sentence of a text begins; the first is 0, and an empty text has none.

    Args:
        text: One paragraph.
        locale: BCP 47. English, German, French, Spanish, Italian, Dutch, Portuguese and Arabic have their own
            abbreviations; other languages go by marks and capitals alone.
    """
    if not text:
        return ()
    language = locale.replace("_", "-").partition("-")[0].lower()
    items = tuple(_items(text))
    return tuple(sorted({0, *items, *_after_marks(text, language, items)}))


def sentences_line(line: str, locale: str) -> str:
    """Return a line's sentences, unchanged, separated by " ||| "."""
    starts = (*split_sentences(line, locale), len(line))
    pieces = (line[start:end].strip() for start, end in pairwise(starts))
    return " ||| ".join(piece for piece in pieces if piece)


def _after_marks(text: str, language: str, items: tuple[int, ...]) -> Iterator[int]:
    inside = {place for begin, end in abbreviation_spans(text, language) for place in range(begin, end - 1)}
    upcoming = list(reversed(items))
    start = 0
    position = 0
    while match := _CANDIDATE.search(text, position):
        position = match.end()
        while upcoming and upcoming[-1] <= match.start():
            start = upcoming.pop()
        if match.start() in inside:
            continue
        if match["spaced"]:
            boundary = _after_spaced_dots(text, match)
        elif match["full"]:
            boundary = match.end()
        else:
            boundary = match.end() if _ends(text, start, match, language) else None
        if boundary is not None:
            yield boundary
            start = boundary


def _after_spaced_dots(text: str, match: re.Match[str]) -> int | None:
    """Take the first of four spaced dots for a full stop where it touches the word, the last where none does."""
    if match["spaced"].count(".") < 4 or not _is_capital(text[match.end() : match.end() + 2]):
        return None
    return match.start() + 2 if text[match.start() - 1].isalnum() else match.end()


def _is_capital(following: str) -> bool:
    bare = following.lstrip(_OPENING)
    return bool(bare) and not bare[0].islower()


def _ends(text: str, start: int, match: re.Match[str], language: str) -> bool:
    following = text[match.end() : match.end() + 40]
    mark = match["mark"]
    if not _is_capital(following):
        return False
    if mark.startswith(("…", "..")):
        return match["closing"][:1] != "]" and following[0] != "("
    if _in_short_quotation(text, start, match):
        return False
    if mark != ".":
        return True
    if _LABEL.fullmatch(text, start, match.start()):
        return False
    word = text[max(start, match.start() - 40) : match.start()].split()[-1:] or [""]
    sentence = text[start : match.start()] if match.start() - start < _SHORT_SENTENCE else ""
    return _full_stop_ends(sentence, word[0].lstrip(_OPENING), following.lstrip(_OPENING), language)


def _full_stop_ends(sentence: str, word: str, following: str, language: str) -> bool:
    """Tell whether a single full stop after a word ends a sentence that goes on with a capital or a figure."""
    if language != "en":
        word = _ELIDED.sub("", word)
    key = word.rpartition("-")[2].rpartition("/")[2].lower()
    as_written = key if language == "en" else word
    upcoming = _NEXT.match(following)
    next_word = upcoming[0] if upcoming else ""
    begins = next_word in _words("begin", language)
    a_number_follows = following[:1].isdigit()
    if _TIME.fullmatch(key):
        ends = next_word not in _words("day", language) and _ONLY_A_TIME.fullmatch(sentence.strip()) is None
    elif as_written in _before_number(language):
        ends = not a_number_follows and (key == "no" or begins)
    elif as_written in _never_last(language):
        ends = key == "st" and begins
    elif key in _maybe_last(language):
        ends = not a_number_follows and (begins or key in _words("closing", language) or not _goes_on(following))
    elif "." in word and _INITIALS.fullmatch(word):
        ends = next_word not in _words("institution", language) and (begins or not _goes_on(following))
    else:
        is_initial = len(word) == 1 and word.isupper()
        is_ordinal = word.isdigit() and len(word) < 3 and language in _ORDINALS_WITH_STOP
        ends = begins or not (is_initial or is_ordinal)
    return ends


def _goes_on(following: str) -> bool:
    """Tell whether a capital is followed by another: a name rather than a sentence."""
    words = following.split(" ", 2)
    return len(words) > 1 and words[1][:1].isupper()


def _in_short_quotation(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a mark stands inside a short quotation, whose sentences stay together."""
    if any(quote in match["closing"] for quote in '"”»'):
        return False
    start = max(start, match.start() - 8 * _SHORT_QUOTATION)
    opened = max(text.rfind('"', start, match.start()), text.rfind("“", start, match.start()))
    if opened < 0 or (text[opened] == '"' and text.count('"', start, match.start()) % 2 == 0):
        return False
    if text[opened] == "“" and "”" in text[opened : match.start()]:
        return False
    closing = '"' if text[opened] == '"' else "”"
    closed = text.find(closing, match.end(), opened + _SHORT_QUOTATION)
    return closed >= 0


def _items(text: str) -> Iterator[int]:
    """Yield where the items of a list in one line begin: "1. … 2. …", "• … • …"."""
    for bullet in _BULLET.finditer(text):
        yield bullet.start()
    if _ITEM.match(text) is None:
        return
    expected: tuple[str, str] | None = None
    for item in _ITEM.finditer(text):
        if expected is None or (item["label"], item["mark"]) == expected:
            if item.start():
                yield item.start()
            label = item["label"]
            expected = (str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1), item["mark"])
