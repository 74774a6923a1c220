"""The meaning that an element in a line gives to its text."""

from audioed.markup import Element, attribute, raw_text
from audioed.model import Mark, MarkKind
from audioed.reading.line import Marks
from audioed.reading.media import resolved

_PLAIN = {
    "b": MarkKind.STRONG,
    "cite": MarkKind.EMPHASIS,
    "code": MarkKind.CODE,
    "del": MarkKind.DELETED,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "ins": MarkKind.INSERTED,
    "kbd": MarkKind.CODE,
    "s": MarkKind.DELETED,
    "samp": MarkKind.CODE,
    "strike": MarkKind.DELETED,
    "strong": MarkKind.STRONG,
    "sub": MarkKind.SUBSCRIPT,
    "sup": MarkKind.SUPERSCRIPT,
    "tt": MarkKind.CODE,
    "var": MarkKind.CODE,
}

_QUOTATION_MARKS = {
    "de": "„“‚‘",
    "es": "«»“”",
    "fr": "«»«»",
    "it": "«»“”",
    "nl": "‘’“”",
    "pt": "“”‘’",
    "ar": "”“’‘",
}
"""Outer and inner pairs. Source: Unicode CLDR 46, delimiters."""

_OTHER_QUOTATION_MARKS = "“”‘’"


def mark_of(element: Element, meant: str, base: str) -> Mark | None:
    """Return the mark of an element's text; None if it gives it no meaning."""
    if kind := _PLAIN.get(meant):
        return Mark(kind=kind)
    match meant:
        case "a" if address := attribute(element, "href"):
            is_script = address.lower().startswith("javascript:")
            return None if is_script else Mark(kind=MarkKind.LINK, value=resolved(address, base))
        case "abbr" | "acronym":
            return Mark(kind=MarkKind.ABBREVIATION, value=" ".join(attribute(element, "title").split()))
        case "time" if moment := attribute(element, "datetime") or raw_text(element).strip():
            return Mark(kind=MarkKind.TIME, value=moment)
        case _:
            return None


def with_mark(marks: Marks, mark: Mark) -> Marks:
    """Return the marks and one more, which takes the place of one that says otherwise."""
    if mark in marks:
        return marks
    if mark.kind in (MarkKind.LANGUAGE, MarkKind.LINK):
        marks = without(marks, mark.kind)
    return (*marks, mark)


def without(marks: Marks, *kinds: MarkKind) -> Marks:
    """Return the marks without those of these kinds."""
    return tuple(mark for mark in marks if mark.kind not in kinds)


def quotation_marks(language: str, depth: int) -> tuple[str, str]:
    """Return what a browser puts around a `q` element that stands in `depth` others."""
    marks = _QUOTATION_MARKS.get(language.partition("-")[0].lower(), _OTHER_QUOTATION_MARKS)
    start = 2 if depth % 2 else 0
    return marks[start], marks[start + 1]
