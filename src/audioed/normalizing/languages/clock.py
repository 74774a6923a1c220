"""Times of day."""

import re
from collections.abc import Iterator

from audioed.normalizing.languages.grammar import Grammar, Number, alternatives
from audioed.normalizing.languages.rule import CLOCK_HOUR, END, GAP, Rule, rule, word_after, word_before


def rules(grammar: Grammar) -> Iterator[Rule]:
    """Yield the rules of a language, composite ones first."""
    clock = grammar.section("clock")
    sign = rf"(?:{alternatives(clock['signs'])})(?!\w)"
    minute = "[0-5][0-9]"
    hours, more = rf"(?P<hour>{CLOCK_HOUR})", rf"(?P<minute>{minute})"
    after = rf"(?:[.:](?P<minute0>{minute})|{GAP}?(?P<sign0>{alternatives(clock['signs'])})(?P<minute1>{minute})?)"
    begin = rf"(?P<hour0>{CLOCK_HOUR}){after}?(?P<dash>{GAP}?[–-]{GAP}?|{GAP}{clock['to']}{GAP})"
    yield rule("time", rf"{begin}{hours}(?:[.:]{more})?{GAP}?{sign}{END}", _span)
    yield rule("time", rf"{hours}[.:]{more}{GAP}?{sign}{END}", _time)
    yield rule("time", rf"(?P<hour>[01]\d|2[0-4]):{more}{END}", _time)
    yield rule("time", rf"(?P<hour>\d):{more}{END}", _after_word)
    yield rule("time", rf"{hours}\.{more}{END}", _after_word)
    yield rule("time", rf"{hours}{GAP}?(?:{alternatives(clock['signs'])}){GAP}?{more}{END}", _time)
    yield rule("time", rf"{hours}{GAP}?{sign}{END}", _time)


def _time(match: re.Match[str], grammar: Grammar) -> str | None:
    if word_after(match).lower() in grammar.section("clock").get("not_before", ()):
        return None
    return _said(grammar, int(match["hour"]), int(match.groupdict().get("minute") or 0))


def _after_word(match: re.Match[str], grammar: Grammar) -> str | None:
    """Read "9:30" or "14.30" as a time only after a word that says so."""
    clock = grammar.section("clock")
    words = clock.get("before_dot", ()) if "." in match[0] else clock.get("before", ())
    return _time(match, grammar) if word_before(match).lower() in words else None


def _span(match: re.Match[str], grammar: Grammar) -> str | None:
    hour, minute = int(match["hour0"]), int(match["minute0"] or match["minute1"] or 0)
    clock = grammar.section("clock")
    word = match["dash"].strip()
    if word in {"-", "–"}:
        word = grammar.section("numbers")["range"]
    gender = clock["gender"]
    start = _said(grammar, hour, minute) if minute or match["sign0"] else grammar.whole(hour, gender)
    return f"{start} {word} {_said(grammar, int(match['hour']), int(match['minute'] or 0))}"


def _said(grammar: Grammar, hour: int, minute: int) -> str:
    clock = grammar.section("clock")
    one, many = clock["hours"]
    template: str = clock["minutes" if minute else "exact"]
    return template.format(
        h=grammar.whole(hour, clock["gender"]),
        m=grammar.whole(minute),
        hours=one if grammar.is_one(Number("", hour)) else many,
    )
