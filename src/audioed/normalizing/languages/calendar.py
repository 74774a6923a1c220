"""Dates and ordinals."""

import re
from collections.abc import Iterator
from datetime import date

from audioed.normalizing.languages.grammar import Grammar, alternatives
from audioed.normalizing.languages.rule import END, GAP, Rule, rule, word_after, word_before
from audioed.normalizing.surroundings import is_at_end

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"


def rules(grammar: Grammar) -> Iterator[Rule]:
    """Yield the rules of a language, composite ones first."""
    dates = grammar.section("dates")
    months = alternatives(grammar.months)
    month = rf"(?P<name>(?i:{months}))(?!\w)\.?(?<![.]\d)"
    day = dates["day"].replace("DAY", f"(?P<day>{_DAY})")
    first = dates.get("days", "").replace("DAY", f"(?P<first>{_DAY})")
    link = dates["link"]
    year = rf"(?P<between>{GAP}(?:{link[1]}{GAP})?)(?P<year>[12]\d{{3}})"
    yield rule("date", rf"(?P<year>[12]\d{{3}})-(?P<month>\d\d)-(?P<day>\d\d){END}", _numeric)
    yield rule("date", rf"(?P<day>{_DAY})[./-](?P<month>{_MONTH})[./-](?P<year>(?:[12]\d)?\d\d){END}", _numeric)
    if "numeric" in dates:
        yield rule("date", dates["numeric"].replace("DAY", _DAY).replace("MONTH", _MONTH) + END, _numeric)
    start = rf"{first and first + '?'}{day}(?P<to>{GAP}(?:{link[0]}{GAP})?){month}"
    yield rule("date", rf"{start}{year}{END}", _written)
    yield rule("date", rf"{start}{END}", _written)
    suffixes = grammar.section("ordinals").get("suffixes", {})
    suffix = rf"(?P<suffix>{alternatives(suffixes)})(?![\w.,:/-]\w|\w)"
    yield rule("ordinal", rf"(?P<number>[1-9]\d{{0,3}}){GAP}?{suffix}", _suffixed)
    if "mark" in grammar.section("ordinals"):
        second = rf"(?:(?P<join>{GAP}(?:und|oder|bis){GAP})(?P<second>[1-9]\d?)\.)?"
        yield rule("ordinal", rf"(?P<number>[1-9]\d{{0,2}})\.{second}(?={GAP}[^\W\d_])", _marked)


def _numeric(match: re.Match[str], grammar: Grammar) -> str | None:
    day, month, written = int(match["day"]), int(match["month"]), match.groupdict().get("year")
    year = int(written) if written else None
    try:
        date(year if year and year > 99 else 2000, month, day)
    except ValueError:
        return None
    marks = set(re.findall(r"[./-]", match[0]))
    if len(marks) > 1 or (year is not None and year < 100 and marks not in ({"."}, {"/"})):
        return None
    template: str = grammar.section("dates")["template" if written else "template_without_year"]
    said_year = ""
    if year is not None:
        said_year = grammar.year(year) if year > 99 else grammar.whole(year)
    return template.format(day=_day(match, grammar, day), month=grammar.month_names[month], year=said_year)


def _written(match: re.Match[str], grammar: Grammar) -> str | None:
    month = match["name"]
    number = grammar.months[month.lower()]
    shortened = month.lower() != grammar.month_names[number].lower()
    if shortened and month[0].islower() != grammar.month_names[number][0].islower():
        return None
    groups = match.groupdict()
    said = _day(match, grammar, int(match["day"]))
    if groups.get("first"):
        between = groups["join"]
        if between in "–-/&":
            between = grammar.section("numbers")["range"] if between in "–-" else grammar.section("dates")["or"]
        said = f"{_day(match, grammar, int(groups['first']))} {between} {said}"
    said += match["to"] + (grammar.month_names[number] if shortened else month)
    if groups.get("year"):
        said += groups["between"] + grammar.year(int(groups["year"]))
    elif match[0].endswith(".") and is_at_end(match.string, match.end()):
        said += "."
    return said


def _day(match: re.Match[str], grammar: Grammar, day: int) -> str:
    dates = grammar.section("dates")
    if "cases" in dates:
        return grammar.ordinal(day, _case(match, grammar))
    if day == 1 and "first" in dates:
        return grammar.ordinal(1, dates["first"])
    return grammar.whole(day)


def _case(match: re.Match[str], grammar: Grammar) -> str:
    """Return the form of an ordinal that the word before it asks for."""
    before = word_before(match)
    if before.removesuffix(",").lower() in grammar.weekdays:
        place = match.start() - len(before) - 1
        return "n" if word_before(match, place).lower() in grammar.section("dates")["cases"]["n"] else "r"
    for form, words in grammar.section("dates")["cases"].items():
        if before.lower() in words:
            return str(form)
    return "r"


def _suffixed(match: re.Match[str], grammar: Grammar) -> str | None:
    following = word_after(match).lower()
    if match["suffix"] == "°" and (len(following) < 4 or following in grammar.section("agreement")["no_nouns"]):
        return None  # degrees
    return grammar.ordinal(int(match["number"]), grammar.section("ordinals")["suffixes"][match["suffix"]])


def _marked(match: re.Match[str], grammar: Grammar) -> str | None:
    """Read "5." as an ordinal where an article, a preposition or a possessive stands before it."""
    ordinals = grammar.section("ordinals")
    before = word_before(match)
    form = _form_of_noun(match, grammar) if before.lower() in ordinals["by_noun"] else None
    if before.lower() in ordinals["ambiguous"]:
        form = "n" if _is_oblique(match, before, grammar) else ""
    for ending, words in ordinals["cases"].items():
        if before and before.lower() in words:
            form = ending
    if form is None:
        return None
    said = grammar.ordinal(int(match["number"]), form)
    return said + match["join"] + grammar.ordinal(int(match["second"]), form) if match["second"] else said


def _is_oblique(match: re.Match[str], article: str, grammar: Grammar) -> bool:
    """Tell whether "der" is a dative or genitive: after a preposition, or after a noun within the sentence."""
    place = match.start() - len(article) - 1
    ahead = word_before(match, place)
    if ahead.lower() in grammar.section("ordinals")["prepositions"]:
        return True
    start = place - len(ahead) - 1
    earlier = match.string[max(0, start - 2) : start]
    begins = not earlier.strip() or earlier.endswith(". ")
    return ahead[:1].isupper() and not ahead.endswith(",") and not begins


def _form_of_noun(match: re.Match[str], grammar: Grammar) -> str | None:
    """Return the ending after "ein" or "sein", by the gender of the noun where that is sure."""
    following = re.compile(r"\s([^\W\d_]+)").match(match.string, match.end())
    noun = following[1].lower() if following else ""
    for ending, pattern in grammar.section("ordinals")["nouns"].items():
        if re.search(pattern, noun):
            return str(ending)
    return None
