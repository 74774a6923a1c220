"""Long number words as eSpeak NG reads them rightly: in parts.

A word that its dictionary lacks it reads letter by letter, and then joints go wrong: "hundertvier" with v,
"achthundert" without h, "trentasette" with z. The parts are words that it knows. A hyphen between them keeps one word,
with one event and no pause. Only after a Dutch hundred or thousand there is a space, unless d follows: their last sound
is t at the end of a word alone.

Only words that are numbers from end to end are parted. Spanish, French and Portuguese need none of it.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from audioed.synthesizing.rewriting import Rewriting

_LONG_WORD = re.compile(r"(?<!\w)[^\W\d_]{7,}(?!\w|[^\[\]\s]*\]\])")
"""No number of several parts is shorter. What stands between the brackets of phonemes is none."""


class Compounds(NamedTuple):
    """Numbers that a language writes in one word."""

    word: re.Pattern[str]
    """One of several parts, from end to end."""
    readings: tuple[tuple[re.Pattern[str], str], ...]
    """What is found in such a word, and what is read in its place; one after the other."""
    version: int
    """Changes when numbers are read otherwise."""


def in_parts(text: str, language: str) -> tuple[str, Callable[[int], int]]:
    """Return a text with its long numbers in parts, and where in the text a place of it stands.

    All places of a number lead to its first character.

    Args:
        text: Also with phonemes between double brackets, which stay as they are.
        language: BCP 47.
    """
    compounds = _compounds(language.partition("-")[0].lower())
    if compounds is None:
        return text, int
    numbers = [word for word in _LONG_WORD.finditer(text) if compounds.word.fullmatch(word[0])]
    if not numbers:
        return text, int
    rewriting, position = Rewriting(), 0
    for number in numbers:
        said = number[0]
        for joint, reading in compounds.readings:
            said = joint.sub(reading, said)
        rewriting.keep(text[position : number.start()], position)
        rewriting.replace(said, number.start())
        position = number.end()
    rewriting.keep(text[position:], position)
    return rewriting.text(), rewriting.source


def reading_version(language: str) -> str:
    """Return what changes when numbers of a language are read otherwise; empty where they are read as written."""
    compounds = _compounds(language.partition("-")[0].lower())
    return f"-numbers-{compounds.version}" if compounds else ""


@cache
def _compounds(language: str) -> Compounds | None:
    match language:
        case "de":
            return _german()
        case "it":
            return _italian()
        case "nl":
            return _dutch()
    return None


def _german() -> Compounds:
    ones = "ein|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun"
    tens = "(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|drei(?:ß|ss)ig"
    two = f"(?:(?:{ones})und)?(?:{tens})|(?:drei|vier|fünf|sech|sieb|acht|neun)?zehn|elf|zwölf|{ones}"
    ending = "(?:s|(?:s?t)?e[nmrs]?|s?tels?|er[ns]?)?"
    rest = f"(?:(?:und)?(?:(?:{two}){ending}|(?:erst|dritt|siebt)e[nmrs]?)|{ending})"
    hundred = f"(?:{two})?hundert"
    thousand = f"(?:{hundred}(?:{two})?|{two})?tausend"
    return Compounds(
        word=_pattern(f"{thousand}(?:{hundred})?{rest}|{hundred}{rest}|(?:{ones})und(?:{tens}){ending}"),
        readings=_readings(
            (rf"((?:hundert|tausend)(?:und)?)(?!{ending}\Z)", r"\1-"),
            (rf"((?:{ones})und)(?={tens})", r"\1-"),
            ("(acht(?=hundert)|zwo(?=und))", r"\1-"),
        ),
        version=1,
    )


def _dutch() -> Compounds:
    ones = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
    tens = "(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig"
    two = f"(?:(?:{ones})[eë]n)?(?:{tens})|(?:der|veer|vijf|zes|zeven|acht|negen)?tien|elf|twaalf|{ones}"
    ending = "(?:s?ten?|den?)?"
    rest = f"(?:(?:{two}){ending}|(?:twee|der)den?|eersten?|{ending})"
    hundred = f"(?:{two})?honderd"
    thousand = f"(?:{hundred}(?:{two})?|{two})?duizend"
    return Compounds(
        word=_pattern(f"{thousand}(?:{hundred})?{rest}|{hundred}{rest}|(?:{ones})[eë]n(?:{tens}){ending}"),
        readings=_readings(
            (rf"(?<=honderd|duizend)(?=d)(?!{ending}\Z)", "-"),
            (rf"(?<=honderd|duizend)(?!-|{ending}\Z)", " "),
            (r"(?<=\w)(?=honderd|duizend)", "-"),
            (rf"(?<=\w)[eë]n(?={tens})", "-een-"),  # the article sounds as this "and" does, with a schwa
            (r"\been(?=-een-|-honderd|-duizend|\Z)", "één"),
        ),
        version=1,
    )


def _italian() -> Compounds:
    ones = "due|tr[eé]|quattro|cinque|sei|sette|nove"
    tens = "(?:vent|trent|(?:quar|cinqu|sess|sett|ott|nov)ant)"
    two = (
        f"{tens}(?:un[oa]?|otto)|{tens}[ia](?:{ones})?|{ones}|un[oa]?|otto"
        "|undici|dodici|tredici|quattordici|quindici|sedici|dieci|dicia(?:ssette|nnove)|diciotto"
    )
    ordinal = (
        f"(?:{tens}[ia]?)?(?:un|du|tr[eé]|quattr|cinqu|sei|sett|ott|nov)?esim[aeio]"
        "|(?:dec|(?:undic|dodic|tredic|quattordic|quindic|sedic)es|dicia(?:ssett|nnov)es|diciottes)im[aeio]"
    )
    rest = f"(?:{two}|{ordinal})?"
    hundred = f"(?:{ones}|otto)?cento?"
    thousand = f"(?:mille|(?:{hundred}(?:{two})?|{two})mila)"
    return Compounds(
        word=_pattern(f"{thousand}(?:{hundred})?{rest}|{hundred}{rest}|{tens}[ia](?:{ones}|{ordinal})"),
        readings=_readings(
            (r"(venti|trenta|anta|mille|mila|cento(?!tt))(?=\w)", r"\1-"),
            (r"(?<=\w)(?=cent|mil)", "-"),
        ),
        version=1,
    )


def _readings(*readings: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(found), reading) for found, reading in readings)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
