"""Roman numerals, where a word beside them or an ending says that they are numbers."""

import re
from collections.abc import Iterator

from audioed.normalizing.languages.grammar import Grammar, alternatives
from audioed.normalizing.languages.rule import GAP, Rule, rule, word_before

_NUMERAL = r"(?P<roman>(?=[IVX]|L[IVX])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def rules(grammar: Grammar) -> Iterator[Rule]:
    """Yield the rules of a language."""
    roman = grammar.section("roman")
    suffixes = alternatives(roman.get("suffixes", {}))
    yield rule("roman", rf"{_NUMERAL}(?P<suffix>{suffixes})(?!\w)", _suffixed)
    yield rule("roman", rf"{_NUMERAL}(?={GAP}(?:{alternatives(roman.get('before', {}))})(?!\w))", _before)
    second = _NUMERAL.replace("roman", "second")
    yield rule("roman", rf"{_NUMERAL}(?:(?P<and>{GAP}(?:y|e|et|a|al|à){GAP}){second})?(?!\w)", _after)
    regnal = alternatives(roman.get("regnal", []))
    mark = r"\.(?=\s[^\W\d_]|,)" if grammar.section("ordinals").get("mark") else r"(?![\w.]\w|\w)"
    yield rule("roman", rf"(?P<word>(?:{regnal}){GAP}){_NUMERAL}{mark}", _regnal)


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def _suffixed(match: re.Match[str], grammar: Grammar) -> str | None:
    return grammar.ordinal(_value(match["roman"]), grammar.section("roman")["suffixes"][match["suffix"]])


def _before(match: re.Match[str], grammar: Grammar) -> str | None:
    following = re.compile(rf"{GAP}([^\W\d_]+)").match(match.string, match.end())
    form = grammar.section("roman")["before"].get(following[1] if following else "")
    return grammar.ordinal(_value(match["roman"]), str(form)) if form is not None else None


def _after(match: re.Match[str], grammar: Grammar) -> str | None:
    words = alternatives(grammar.section("roman").get("after", []))
    before = match.string[max(0, match.start() - 20) : match.start()]
    if re.search(rf"(?<!\w)(?i:{words}){GAP}$", before) is None:
        return None
    said = grammar.whole(_value(match["roman"]))
    return said + match["and"] + grammar.whole(_value(match["second"])) if match["second"] else said


def _regnal(match: re.Match[str], grammar: Grammar) -> str | None:
    roman = grammar.section("roman")
    number = _value(match["roman"])
    if number > roman.get("ordinals_up_to", 99):
        return match["word"] + grammar.whole(number)
    before = word_before(match).removesuffix(",")
    form, article = roman["regnal_form"]
    if match["word"].split()[0] in roman.get("feminine", ()):
        form = "feminine"
    if before.lower() in roman.get("dative", ()):
        form, article = roman["dative_form"]
    return f"{match['word']}{article}" + grammar.ordinal(number, form)
