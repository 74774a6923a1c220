"""Whether a page states a date, in figures or in words."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from audioed.markup import Element, attribute, descendants, name, plain_text, raw_text

MONTHS: Final = {
    word: number
    for row in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    )
    for number, word in enumerate(row.split(), start=1)
} | {"sept": 9}
"""The month that a word means, in the languages of the voices."""

_NEAR = 30
"""Characters of a date before or after its year."""
_MOST_YEARS = 500
"""Of which a page is looked through: what it says of its own date stands near its beginning."""
_LONGEST = 500
"""Characters of what is declared."""
_ADDRESS = re.compile(r"//|\.\w{2,4}\Z|\A/")
_DECLARED = re.compile(r'"([^"]{1,80})"\s*:\s*"([^"]{4,40})"')


def is_stated(date: datetime, text: str) -> bool:
    """Return whether a text has a date, as figures with its parts in any usual order or with the month as a word."""
    return _in_figures(date, text) or _in_words(date, text)


def head_of(root: Element) -> str:
    """Return what a page declares in its head where dates may be: no addresses, which have those of other things."""
    return " | ".join(_declared(root))


def _declared(root: Element) -> Iterator[str]:
    for element in descendants(root, "meta", "script", "title"):
        if name(element) == "title":
            yield plain_text(element)[:_LONGEST]
            continue
        if attribute(element, "type").lower() == "application/ld+json":
            yield from (value for key, value in _DECLARED.findall(raw_text(element)) if "date" in key.lower())
        elif (content := attribute(element, "content")) and not _ADDRESS.search(content):
            yield content[:_LONGEST]


def _in_figures(date: datetime, text: str) -> bool:
    year, month, day = f"(?:{date.year}|{date.year % 100:02})", f"0?{date.month}", f"0?{date.day}"
    orders = (
        rf"{date.year}\D{{0,3}}{month}\D{{0,3}}{day}",
        rf"{day}\s?[./-]\s?{month}\s?[./-]\s?{year}",
        rf"{month}\s?[./-]\s?{day}\s?[./-]\s?{year}",
    )
    return any(re.search(rf"(?<!\d){order}(?!\d)", text) for order in orders)


def _in_words(date: datetime, text: str) -> bool:
    before = re.compile(
        rf"(?<!\d)0?{date.day}\s*(?:st|nd|rd|th|er|[.º])?\s+(?:de\s+|of\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?\Z"
    )
    after = re.compile(rf"([^\W\d_]+)\.?\s+0?{date.day}\s*(?:st|nd|rd|th)?,?\s+\Z")
    for year in islice(re.finditer(rf"(?<!\d){date.year}(?!\d)", text), _MOST_YEARS):
        line = text[max(0, year.start() - _NEAR) : year.start()]
        for match in filter(None, (before.search(line), after.search(line))):
            if MONTHS.get(match[1].casefold(), date.month) == date.month:
                return True
    return False
