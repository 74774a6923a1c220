"""Languages other than English: what their voices can't read is put in words.

Abbreviations, addresses and names of symbols stand in `data/languages/<language>.tsv`; numbers are read where the
language has a grammar, see `languages`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from audioed.normalizing.emoji import FLAG, PART_FLAG, PICTURES, STARS, bare, count_stars, name_of
from audioed.normalizing.isotopes import is_mass_number
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.surroundings import is_at_end
from audioed.normalizing.tables import rows

_FOLDER = Path(__file__).parent / "data" / "languages"
_ADDRESS = lazy_pattern(
    r"(?:https?://)?(?P<mail>[\w.+-]{1,64}@)?(?P<host>(?:www\.)?(?:[^\W_][\w-]{0,62}\.){1,5}[a-z]{2,24})"
    r"(?P<path>/[^\s<>\"”»]{0,500})?"
)
"""Tried only where a sign of an address stands."""
_SIGN = lazy_pattern(
    r"(?<!\S)[(\[„“\"«'<]?(?:https?://|www\.|[\w.+-]{1,64}@[\w-]|[\w-]{2,63}\."
    r"(?:com|org|net|info|eu|de|at|ch|fr|be|es|it|nl|pt|br|io|app)(?:/|(?![\w.-])))"
)
_PICTURES = lazy_pattern(rf"{FLAG}|{PART_FLAG}|{PICTURES}|[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]+")
_STARS = lazy_pattern(STARS)
_RAISED = lazy_pattern(r"(?<![⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,3}(?![⁰¹²³⁴-⁹])")
_FRACTION = lazy_pattern(r"[⅐-⅒⅕-⅞⁄∕]")
"""What most voices pass over; halves, thirds and quarters they can say."""
_UNREADABLE = lazy_pattern(r"[•·▪■□●○►◦†‡‖|®™℠_*^`{}\\~]+")


@cache
def _words(language: str, kind: str) -> dict[str, str]:
    path = _FOLDER / f"{language}.tsv"
    if not path.is_file():
        return {}
    return {fields[1]: fields[2] for fields in rows(f"languages/{language}.tsv") if fields[0] == kind}


@cache
def _abbreviations(language: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """Return a pattern for all abbreviations of a language, and what each stands for, by its form without spaces."""
    patterns, spoken = [], {}
    for kind, ahead in _AHEAD.items():
        forms = _with_capitals(_words(language, kind))
        spoken.update({re.sub(r"\s", "", form): said for form, said in forms.items()})
        longest_first = sorted(forms, key=len, reverse=True)
        parts = "|".join(re.escape(form).replace(r"\ ", r"[ \u00a0\u202f]?") for form in longest_first)
        if parts:
            patterns.append(rf"(?:{parts}){ahead}")
    return (re.compile(rf"(?<![\w.])(?:{'|'.join(patterns)})"), spoken) if patterns else None


def _with_capitals(forms: dict[str, str]) -> dict[str, str]:
    """Return abbreviations and those of them that a sentence may begin with: "ca." and "Ca."."""
    begun = {
        form.capitalize(): said[0].upper() + said[1:]
        for form, said in forms.items()
        if form.islower() and form.endswith(".") and len(form) > 2
    }
    return begun | forms


_AHEAD = {
    "abbreviation": r"(?!\w)",
    "numbered": r"(?=,?[ \u00a0\u202f]?[0-9IVX])",
    "named": r"(?=[ \u00a0\u202f-]?[^\W\d_a-zß-ÿ])",
}
"""What must follow an abbreviation of each kind."""


def abbreviations_of(language: str, *kinds: str) -> frozenset[str]:
    """Return a language's abbreviations of some kinds as they are written; none where it has no data."""
    return frozenset(form for kind in kinds for form in _words(language, kind))


def abbreviation_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return where the abbreviations of a language stand in a text."""
    known = _abbreviations(language)
    return [match.span() for match in known[0].finditer(text)] if known else []


def find_foreign(text: str, locale: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """Return start, end, class and words of all that the language's voice could not read."""
    language = locale.lower().replace("_", "-").partition("-")[0]
    found = [
        *_addresses(text, language, start, end),
        *_expanded(text, language, start, end),
        *_symbols(text, language, start, end),
    ]
    from audioed.normalizing.languages import find_quantities  # noqa: PLC0415 - English needs none of it

    quantities = find_quantities(text, locale, start, end, after=frozenset(said[1] for said in found))
    found = [*quantities, *found]  # of two over the same signs, the one that knows the language's words
    found.sort(key=lambda said: (said[0], -said[1]))
    disjoint: list[tuple[int, int, str, str]] = []
    for said in found:
        if not disjoint or said[0] >= disjoint[-1][1]:
            disjoint.append(said)
    return disjoint


def _expanded(text: str, language: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    known = _abbreviations(language)
    if known is None:
        return
    pattern, spoken = known
    for match in pattern.finditer(text, start, end):
        is_last = match[0].endswith(".") and is_at_end(text, match.end())
        said = spoken[re.sub(r"\s", "", match[0])]
        yield match.start(), match.end(), "abbreviation", said + ("." if is_last else "")


def _symbols(text: str, language: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    names = _words(language, "symbol")
    for match in _STARS.finditer(text, start, end):
        if said := _stars(match, language):
            yield match.start(), match.end(), "symbol", said
    for match in _PICTURES.finditer(text, start, end):
        picture = match["picture"] or match[0]
        yield match.start(), match.end(), "emoji", names.get(bare(picture)) or name_of(picture, language)
    for match in _RAISED.finditer(text, start, end):
        if is_mass_number(text, match.start(), match.end()):
            yield match.start(), match.end(), "cardinal", unicodedata.normalize("NFKC", match[0])
    for match in _FRACTION.finditer(text, start, end):
        plain = unicodedata.normalize("NFKC", match[0]).replace("⁄", "/").replace("∕", "/")
        yield match.start(), match.end(), "fraction", plain
    if not names:
        return
    for match in re.compile("|".join(map(re.escape, names))).finditer(text, start, end):
        yield match.start(), match.end(), "symbol", names[match[0]]
    for match in _UNREADABLE.finditer(text, start, end):
        yield match.start(), match.end(), "symbol", ""


def _stars(match: re.Match[str], language: str) -> str:
    """Say a critic's mark: "vier Sterne von fünf"; nothing where the language has no words for it."""
    from audioed.normalizing.languages.grammar import Name, Number, grammar_for  # noqa: PLC0415 - English needs none

    grammar, names = grammar_for(language), _words(language, "stars")
    full, halves, empty = count_stars(match["full"]), len(match["half"]), len(match["empty"])
    if grammar is None or not names or full + halves + empty < 2:
        return ""
    given = grammar.counted(Number("", full, ""), Name(names["one"], names["many"]))
    given += f" {names['half']}" if halves else ""
    return f"{given} {names['of']} {grammar.whole(full + halves + empty)}" if empty else given


def _addresses(text: str, language: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    names = {".": "dot", "/": "slash", "@": "at", "-": "dash", "_": "underscore", **_words(language, "address")}
    found: list[tuple[int, int, str, str]] = []
    for sign in _SIGN.finditer(text, start, end):
        begin = sign.start() + (1 if sign[0][0] in "([„“\"«'<" else 0)
        match = _ADDRESS.match(text, begin, end)
        if match is None:
            continue
        address = match[0].removeprefix("https://").removeprefix("http://").rstrip("/.,;:!?)")
        finish = match.end() - (len(match[0]) - len(match[0].rstrip(".,;:!?)")))
        said = re.sub(r"[./@_-]", lambda mark: f" {names[mark[0]]} ", address)
        said = re.sub(r"[^\w\s]", " ", said)
        found.append((begin, finish, "electronic", " ".join(said.split())))
    return found
