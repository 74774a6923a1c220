"""Cardinals, decimals, percentages, measures, money, ranges and fractions."""

import re
import unicodedata
from collections.abc import Iterator

from audioed.normalizing.languages.grammar import LARGEST_UNGROUPED, Grammar, Name, Number, alternatives
from audioed.normalizing.languages.rule import BARE_END, END, GAP, Rule, rule, word_after
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.surroundings import FRACTION_SIGNS, is_at_end

_SIGN = r"[+−-]?"
_DASH = rf"(?:{GAP}?[–-]{GAP}?)"
_MARKED = lazy_pattern(rf"\.{GAP}[^\W\d_]")
_TELEPHONE = lazy_pattern(rf"[+]\d+{GAP}.*|\d{{3}}{GAP}\d{{3}}{GAP}(?!000)\d{{3}}")
_PART = rf"(?:[{FRACTION_SIGNS}]|[1-9]\d?⁄[1-9]\d?(?![0-9⁄]))"
_AFTER_WHOLE = rf"(?:{GAP}?(?=[{FRACTION_SIGNS}])|{GAP}(?=[0-9]))"
_SIGNS = {unicodedata.normalize("NFKC", sign): sign for sign in FRACTION_SIGNS}
_PER = r"(?:/(?P<per>[^\W\d_]{1,12}[²³]?))?"


def rules(grammar: Grammar) -> Iterator[Rule]:
    """Yield the rules of a language, composite ones first."""
    number = grammar.figures
    units = alternatives(grammar.units)
    signs = alternatives({form for form in grammar.currencies if not form.islower() or len(form) > 1})
    magnitudes = alternatives(grammar.magnitudes)
    many = rf"(?P<number>{_SIGN}{number})"
    pair = rf"(?P<low>{number}){_DASH}(?P<high>{number})"
    magnitude = rf"(?:{GAP}?(?P<magnitude>{magnitudes})(?!\w))?"
    yield rule("range", rf"{pair}{GAP}?(?P<unit>[%‰]|{units}){_PER}{END}", _range)
    yield rule("range", rf"{pair}{magnitude}{GAP}?(?P<currency>{signs}){_PER}{END}", _range)
    yield rule("range", rf"(?P<low>\d{{4}})/(?P<high>\d\d){END}", _season)
    yield rule("range", rf"{pair}{BARE_END}", _range)
    yield rule("money", rf"(?P<currency>{signs}){GAP}?{many}(?:,[-–]+|{magnitude}){_PER}{BARE_END}", _money)
    yield rule("money", rf"{many}(?:,[-–]+|{magnitude}){GAP}?(?P<currency>{signs}){_PER}{END}", _money)
    yield rule("measure", rf"{many}{GAP}?(?P<unit>[%‰]|{units}){_PER}{END}", _measure)
    yield rule("measure", rf"{many}{GAP}?(?P<magnitude>{magnitudes}){END}", _magnitude)
    for pattern in grammar.section("compounds").get("patterns", ()):
        yield rule("cardinal", pattern, _compound)
    yield rule(
        "fraction",
        rf"(?P<whole>[1-9]\d?){_AFTER_WHOLE}(?P<part>{_PART}){GAP}(?P<noun>[^\W\d_]{{3,}})(?!\w)",
        _mixed_with_noun,
    )
    yield rule("fraction", rf"(?:(?P<whole>\d{{1,3}}){_AFTER_WHOLE})?(?P<part>{_PART})(?!\w)(?!{GAP}\d)", _fraction)
    yield rule("fraction", rf"(?P<part>[1-9]/[2-9])(?![\d/]){BARE_END}", _fraction)
    if "ratio" in grammar.section("numbers"):
        yield rule("ratio", rf"(?P<low>\d{{1,2}}):(?P<high>\d)(?![:\d]){BARE_END}", _ratio)
    joined = grammar.section("numbers").get("joined", "")
    end = rf"(?:(?={joined})|{BARE_END})" if joined else BARE_END
    yield rule("cardinal", rf"{many}{end}", _cardinal)


def _unit(sign: str, grammar: Grammar) -> Name:
    if sign in "%‰":
        word = grammar.section("numbers")["percent" if sign == "%" else "permille"]
        return Name(word, word)
    return grammar.units[sign]


def _per(match: re.Match[str], grammar: Grammar) -> str | None:
    """Return what follows a slash in words; None where it isn't known."""
    sign = match["per"]
    if sign is None:
        return ""
    if sign == "m":
        return None  # Dutch "t/m" is "up to and including"
    if sign in grammar.units:
        return " " + grammar.units[sign].more[0] if grammar.units[sign].more[0] else None
    return f" {grammar.section('numbers')['per']} {sign}" if len(sign) > 2 else None


def _measure(match: re.Match[str], grammar: Grammar) -> str | None:
    number, per = grammar.read(match["number"]), _per(match, grammar)
    return None if per is None else grammar.counted(number, _unit(match["unit"], grammar)) + per


def _magnitude(match: re.Match[str], grammar: Grammar) -> str | None:
    number, name = grammar.read(match["number"]), grammar.magnitudes[match["magnitude"]]
    if name.one in grammar.section("numbers").get("magnitudes_alone", ()) and not number.decimals:
        thousands = number._replace(whole=number.whole * 1000)
        gender = _gender_after(match, grammar, thousands)
        return f"{grammar.say(number, gender)} {name.many}" if gender else grammar.say(thousands)
    said = grammar.counted(number, name)
    at_end = match["magnitude"].endswith(".") and is_at_end(match.string, match.end())
    return said + "." * at_end


def _of(grammar: Grammar, magnitude: str, name: str) -> str:
    """Return what stands between a magnitude and what it counts: "millions d'euros"."""
    numbers = grammar.section("numbers")
    if magnitude in numbers.get("magnitudes_alone", ()) or "of" not in numbers:
        return f" {name}"
    before_vowel = numbers.get("of_before_vowel", "")
    elides = bool(before_vowel) and re.match(r"[aeiouyhéèêîôû]", name.lower()) is not None
    return f" {before_vowel}{name}" if elides else f" {numbers['of']} {name}"


def _money(match: re.Match[str], grammar: Grammar) -> str | None:
    number, name, per = grammar.read(match["number"]), grammar.currencies[match["currency"]], _per(match, grammar)
    if per is None:
        return None
    if match["magnitude"]:
        magnitude = grammar.magnitudes[match["magnitude"]]
        return grammar.counted(number, magnitude) + _of(grammar, magnitude.one, name.many) + per
    if len(number.decimals) != 2:
        return grammar.counted(number, name) + per
    whole, cents = number._replace(decimals=""), Number(number.sign, int(number.decimals))
    if not cents.whole:
        return grammar.counted(whole, name) + per
    if not whole.whole and len(name.more) == 2:
        return grammar.counted(cents, Name(*name.more)) + per
    joined = grammar.section("numbers").get("cents", " ")
    return f"{grammar.counted(whole, name)}{joined}{grammar.whole(cents.whole)}{per}"


def _range(match: re.Match[str], grammar: Grammar) -> str | None:
    groups = match.groupdict()
    low, high = grammar.read(match["low"]), grammar.read(match["high"])
    is_marked = bool(groups.get("unit") or groups.get("currency"))
    if low.size >= high.size or not (is_marked or _may_be_range(match, low, high)):
        return None
    word = grammar.section("numbers")["range"]
    if not is_marked and _is_year(match["low"]) and _is_year(match["high"]):
        return f"{grammar.year(low.whole)} {word} {grammar.year(high.whole)}"
    per = _per(match, grammar) if is_marked else ""
    if per is None:
        return None
    if groups.get("currency"):
        name = grammar.currencies[groups["currency"]]
        if groups.get("magnitude"):
            magnitude = grammar.magnitudes[groups["magnitude"]]
            after = grammar.counted(high, magnitude) + _of(grammar, magnitude.one, name.many)
        else:
            after = grammar.counted(high, name)
        return f"{grammar.say(low, grammar.gender(name.one))} {word} {after}{per}"
    if groups.get("unit"):
        name = _unit(groups["unit"], grammar)
        return f"{grammar.say(low, grammar.gender(name.one))} {word} {grammar.counted(high, name)}{per}"
    gender = _gender_after(match, grammar, high)
    return f"{grammar.say(low, gender)} {word} {grammar.say(high, gender)}"


def _may_be_range(match: re.Match[str], low: Number, high: Number) -> bool:
    """Tell a range from a score, a telephone number or a sum."""
    if "–" in match[0]:
        return not (low.decimals or high.decimals) or high.size < 100
    if " " in match[0] or low.decimals or high.decimals:
        return False
    return 10 <= high.whole < 100 or (_is_year(match["low"]) and _is_year(match["high"]))


def _is_year(written: str) -> bool:
    return len(written) == 4 and 1000 <= int(written) <= 2099 if written.isdigit() else False


def _season(match: re.Match[str], grammar: Grammar) -> str | None:
    first, second = int(match["low"]), int(match["high"])
    if not 1800 <= first <= 2099 or (first + 1) % 100 != second:
        return None
    return f"{grammar.year(first)} {grammar.whole(second)}"


def _ratio(match: re.Match[str], grammar: Grammar) -> str | None:
    if match["low"] != str(int(match["low"])):
        return None
    word = grammar.section("numbers")["ratio"]
    return f"{grammar.whole(int(match['low']))} {word} {grammar.whole(int(match['high']))}"


def _part(match: re.Match[str], grammar: Grammar) -> list[str]:
    """Return the forms of a fraction, be it one sign or figures with a slash; none where it has no name."""
    fractions = grammar.section("fractions")
    forms: list[str] = fractions.get(_SIGNS.get(match["part"], match["part"]), [])
    above, slash, below = unicodedata.normalize("NFKC", match["part"]).partition("⁄")
    if forms or not slash or f"/{below}" not in fractions:
        return forms
    part = f"{grammar.whole(int(above), 'm')} {fractions[f'/{below}'][above != '1']}"
    return [part, fractions["mixed"].replace("{part}", part)]


def _fraction(match: re.Match[str], grammar: Grammar) -> str | None:
    alone, mixed, *_ = _part(match, grammar) or ("", "")
    whole = match.groupdict().get("whole")
    if not whole:
        return alone or None
    if not mixed or whole.startswith("0"):
        return None
    return mixed.format(whole=grammar.whole(int(whole), "m"))


def _mixed_with_noun(match: re.Match[str], grammar: Grammar) -> str | None:
    """Read a mixed fraction around its noun, where the language puts it there."""
    templates = _part(match, grammar)[2:]
    noun = match["noun"]
    if not templates or noun in grammar.section("agreement").get("no_nouns", ()):
        return None
    if name := grammar.magnitudes.get(noun) or grammar.units.get(noun):
        noun = name.one if match["whole"] == "1" else name.many
    gender = grammar.gender(noun)
    return templates[gender == "f"].format(whole=grammar.whole(int(match["whole"]), gender), noun=noun)


def _compound(match: re.Match[str], grammar: Grammar) -> str | None:
    """Read a number that is the first part of a word: "15-jährige"."""
    compounds = grammar.section("compounds")
    if exact := compounds.get("exact", {}).get(match["number"] + match["rest"]):
        return str(exact)
    number = int(match["number"])
    is_year = len(match["number"]) == 4 and grammar.has_year_words(number)
    words = grammar.year(number) if is_year else grammar.whole(number, "m")
    if compounds.get("drops_vowel"):
        words = re.sub(r"[aeiou]$", "", words)
    return words + match["rest"].lower()


def _gender_after(match: re.Match[str], grammar: Grammar, number: Number) -> str:
    """Return the gender of the noun that a number counts, by the word after it; empty where none is counted."""
    agreement = grammar.section("agreement")
    following = word_after(match)
    pattern = agreement.get("noun_one" if number.whole == 1 else "noun_many", "")
    if not pattern or not re.fullmatch(pattern, following) or following.lower() in agreement.get("no_nouns", ()):
        return ""
    label = agreement.get("label")
    if number.whole == 1 and label and re.search(label, match.string[max(0, match.start() - 30) : match.start()]):
        return ""
    return grammar.gender(following)


def _cardinal(match: re.Match[str], grammar: Grammar) -> str | None:
    number = grammar.read(match["number"])
    figures = match["number"].lstrip("+-−")
    if "mark" in grammar.section("ordinals") and _MARKED.match(match.string, match.end()) and len(figures) < 3:
        return None  # an ordinal whose ending isn't known
    if (figures.isdigit() and len(figures) > LARGEST_UNGROUPED) or _TELEPHONE.fullmatch(match["number"]):
        return None
    if figures.isdigit() and len(figures) == 4 and not number.sign and grammar.has_year_words(number.whole):
        return grammar.year(number.whole)
    gender = _gender_after(match, grammar, number)
    if not gender and match.string[match.end() : match.end() + 1] == "-":
        gender = "m"
    return grammar.say(number, gender)
