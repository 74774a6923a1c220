"""Mass numbers: raised figures right before an element's symbol, as in "¹⁴C"."""

from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.tables import word_list

_SYMBOL = lazy_pattern(r"m?[₀-₉]{0,3}(?P<element>[A-Z][a-z]?)(?![^\W\d_])")
_BEFORE = lazy_pattern(r"(?:\A|[\s(\[{“„«‘'\"/–—-]|(?<![^\W\d_])[δΔ])\Z")
_WITHIN = lazy_pattern(r"(?:[\w)][,;]?[ ]\(?|[(\[/δΔ–-])\Z")
"""What stands before it inside a sentence, where no mark before a note's own text can stand."""


def is_mass_number(text: str, start: int, end: int) -> bool:
    """Tell whether raised figures between two places are an isotope's, and not the mark of a note or a power.

    Before a note's text its mark may stand like one: "¹He was there", "²C. Jones". So a short number before what may
    be an English word or an initial is an isotope's only inside a sentence.
    """
    symbol = _SYMBOL.match(text, end)
    before = text[max(0, start - 4) : start]
    if symbol is None or symbol["element"] not in word_list("isotopes: elements") or not _BEFORE.search(before):
        return False
    may_be_other = symbol["element"] in word_list("isotopes: elements like words") or text.startswith(".", symbol.end())
    return end - start > 2 or not may_be_other or _WITHIN.search(before) is not None
