"""The standard form of a lexicon: the W3C's Pronunciation Lexicon Specification (PLS) 1.0.

Its language is the document's. What PLS has no place for (kind, case, expected reading) stands in attributes of our
own namespace, which section 5 allows and other programs pass over.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

from audioed import markup
from audioed.errors import NormalizationError, ReadingError
from audioed.normalizing.lexicon import Entry

_PLS: Final = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
_OURS: Final = "urn:audioed:lexicon"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read_pls(content: bytes, *, name: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the entries of a document, and a sentence for each lexeme that says nothing of use.

    Of several pronunciations the preferred one counts, else the first (section 4.6). Those in another alphabet than
    "ipa" are not read.

    Raises:
        NormalizationError: it is no PLS document.
    """
    try:
        root = markup.parse_xml(content)
    except ReadingError as error:
        raise NormalizationError(f"{name} can't be used as a lexicon: {error.message}", hint=error.hint) from error
    if root.tag != f"{_PLS}lexicon":
        raise NormalizationError(
            f"{name} is no PLS document: its first element is {root.tag!r}.",
            hint='Begin it with <lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" …>.',
        )
    language, alphabet = root.get(_LANG, ""), root.get("alphabet", "")
    entries: list[Entry] = []
    findings = []
    for lexeme in root.iterchildren(f"{_PLS}lexeme"):
        graphemes = [text for child in lexeme.iterchildren(f"{_PLS}grapheme") if (text := _text(child))]
        phonemes = [
            child for child in lexeme.iterchildren(f"{_PLS}phoneme") if child.get("alphabet", alphabet) == "ipa"
        ]
        alias, ipa = _preferred(lexeme.iterchildren(f"{_PLS}alias")), _preferred(phonemes)
        if not alias and not ipa:
            where = ", ".join(graphemes) or "a lexeme"
            findings.append(f"{name}: {where} (line {lexeme.sourceline}) has neither an alias nor IPA: it is left out.")
            continue
        examples = [_text(child) for child in lexeme.iterchildren(f"{_PLS}example")]
        entries += [
            Entry(
                written=written,
                spoken=alias,
                ipa=ipa,
                language=language,
                kind=lexeme.get(f"{{{_OURS}}}kind", ""),
                any_case=lexeme.get(f"{{{_OURS}}}case") == "any",
                sentence=examples[0] if examples else "",
                expected=lexeme.get(f"{{{_OURS}}}expected", ""),
            )
            for written in graphemes
        ]
    return tuple(entries), tuple(findings)


def to_pls(entries: Iterable[Entry], *, language: str) -> str:
    """Return entries as a document.

    Args:
        entries: Of this language, or of none.
        language: BCP 47.

    Raises:
        NormalizationError: an entry is of another language: a document has one (section 4.1).
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"',
        f'         xmlns:audioed="{_OURS}" alphabet="ipa" xml:lang="{_safe(language)}">',
    ]
    for entry in entries:
        if entry.language not in ("", language):
            raise NormalizationError(
                f'A PLS document has one language: "{entry.written}" is "{entry.language}", not "{language}".',
                hint="Keep a file for each language, or use a table (.tsv).",
            )
        lines += _lexeme(entry)
    return "\n".join([*lines, "</lexicon>", ""])


def _lexeme(entry: Entry) -> list[str]:
    ours = {"kind": entry.kind, "case": "any" if entry.any_case else "", "expected": entry.expected}
    attributes = "".join(f' audioed:{key}="{_safe(value)}"' for key, value in ours.items() if value)
    # In the order of the schema: graphemes, then pronunciations, then examples.
    children = {"grapheme": entry.written, "alias": entry.spoken, "phoneme": entry.ipa, "example": entry.sentence}
    return [
        f"  <lexeme{attributes}>",
        *(f"    <{key}>{_safe(value)}</{key}>" for key, value in children.items() if value),
        "  </lexeme>",
    ]


def _safe(text: str) -> str:
    return escape(markup.xml_safe(text))


def _text(element: markup.XmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _preferred(elements: Iterable[markup.XmlElement]) -> str:
    found = [element for element in elements if _text(element)]
    chosen = [element for element in found if element.get("prefer") == "true"] or found
    return _text(chosen[0]) if chosen else ""
