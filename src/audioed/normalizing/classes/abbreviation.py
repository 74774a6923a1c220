"""Abbreviations and titles: "Dr. Lee", "Lt. Col.", "Baker St.", "No. 7", "pp. 15", "e.g.", "Acme Inc."."""

import re
from collections.abc import Mapping
from functools import cache

from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic, Words
from audioed.normalizing.surroundings import LETTER, is_at_end, piece_before, word_after, word_before
from audioed.normalizing.tables import abbreviations, rows, word_list

_LATIN: Mapping[str, str] = {
    "e.g.": "for example", "eg.": "for example", "e.g": "for example", "i.e.": "that is", "i.e": "that is",
    "a.k.a.": "also known as", "a.k.a": "also known as", "aka": "also known as", "n.b.": "note well", "p.s.": "P.S.",
    "w/o": "without", "w/": "with", "c/o": "care of", "b/c": "because", "n/a": "not applicable",
    "y/y": "year on year", "q/q": "quarter on quarter", "m/m": "month on month",
}  # fmt: skip


def _known(when: frozenset[str]) -> frozenset[str]:
    return frozenset(written.lower() for written, entry in abbreviations().items() if entry.when in when)


def ends_sentence(text: str, position: int) -> bool:
    """Tell whether a full stop before a position may end its sentence too: the end, or a capital after a space."""
    rest = text[position : position + 4].lstrip("\"'”’)]")
    if not rest:
        return True
    if word_after(text, position) in {"Inc", "Ltd", "Corp", "Co", "LLC", "Jr", "Sr", "Blvd", "Ave", "Rd", "Way"}:
        return False
    following = text[position : position + 40].lstrip("\"'”’)] \n\u00a0")
    return text[position : position + 4].lstrip("\"'”’)]")[:1].isspace() and (
        not following or following[0].isupper() or following[0] in "“‘\"'"
    )


def _stop(match: re.Match[str]) -> str:
    """Return the full stop that the words keep, since it ends the sentence."""
    return "." if match[0].endswith(".") and ends_sentence(match.string, match.end()) else ""


def _is_name(word: str) -> bool:
    return word[:1].isupper()


def _title(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    written = match["written"]
    after = word_after(match.string, match.end())
    if written.isupper() and len(written) > 1 and not (after.isupper() and len(after) > 2):
        return None
    entry = abbreviations().get(written) or abbreviations().get(written.capitalize())
    if entry is None or entry.when != "name":
        return None
    dotted = match[0].endswith(".")
    if written in {"Mr", "Mrs", "Messrs"}:
        return Words(entry.words)
    if _is_name(after) or (dotted and re.match(r"[ ][A-Z]\.", match.string[match.end() : match.end() + 3])):
        return Words(entry.words)
    return None


def _saint_or_street(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Take St before a name for Saint and behind one for Street; between two names, what follows decides."""
    text, start = match.string, match.start()
    if match[0].startswith("ST") and not re.search(r"[A-Z]{3,}\s$", text[max(0, start - 12) : start]):
        return None
    after, previous = word_after(text, match.end()), piece_before(text, start)
    is_behind_name = re.search(r"[0-9](?:st|nd|rd|th)$", previous) is not None or (
        _is_name(previous) and previous[-1].isalpha() and previous.lower() not in word_list("abbreviation: not a name")
    )
    if not is_behind_name:
        return Words("Saint") if _is_name(after) else None
    if after in word_list("abbreviation: after street"):
        return Words("Street")
    if not _is_name(after) or after in word_list("abbreviation: starts"):
        return Words("Street" + _stop(match))
    return Words("Saint")


def _doctor_or_drive(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    text = match.string
    previous = piece_before(text, match.start())
    after = word_after(text, match.end())
    if _COUPLE.match(text, match.end()):
        return Words("Doctor")
    if _is_name(after) and not (
        previous[:1].isupper() and match[0].endswith(".") and after in word_list("abbreviation: starts")
    ):
        return Words("Doctor")
    if (
        previous[:1].isupper()
        and previous[-1:].isalpha()
        and previous.lower() not in word_list("abbreviation: not a name")
    ):
        return Words("Drive" + _stop(match))
    return None


def _after_name(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    entry = abbreviations().get(match["written"]) or abbreviations().get(match["written"].capitalize())
    if entry is None or entry.when != "after":
        return None
    previous = match.string[max(0, match.start() - 30) : match.start()].rstrip(" ,").rpartition(" ")[2]
    if previous.lower() in word_list("abbreviation: not a name") - {"and"} or not (
        previous[:1].isupper() or previous in {"&", "and"} or re.match(r"[0-9]+(?:st|nd|rd|th)$", previous)
    ):
        return None
    written = match["written"]
    if written.lower() == "co" and previous in {"&", "and"}:
        return Words("Co" + _stop(match)) if match[0].endswith(".") else None
    if written.lower() == "inc" and not match[0].endswith("."):
        return None
    is_address = _HOUSE.search(match.string, max(0, match.start() - 60), match.start())
    if written.lower() in {"co", "pl", "ct", "sq", "ter", "av"} and not match[0].endswith(".") and not is_address:
        return None
    return Words(entry.words + _stop(match))


_CITING = lazy_pattern(r"(?:[(\[,;:]|\b(?:[Ss]ee|on|from))[ ]?\Z")
"""What stands before a page without a full stop: "see p4", but "the p53 gene"."""


def _number_follows(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    written = match["written"]
    entry = abbreviations().get(written)
    if entry is None or entry.when != "number":
        return None
    dotted = "." in match[0]
    if not dotted and written == "NO" and not match["space"]:
        return None
    if not dotted and written in word_list("abbreviation: only with a full stop"):
        is_page = (
            written == "p"
            and not match["space"]
            and _CITING.search(match.string, max(0, match.start() - 8), match.start())
        )
        if not is_page:
            return None
    return Words(entry.words + ("" if match["space"] else " "))


def _anywhere(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    entry = abbreviations().get(match["written"])
    if entry is None or entry.when not in {"any", "dot"}:
        return None
    if entry.when == "dot" and not match[0].endswith("."):
        return None
    if (
        entry.words in word_list("abbreviation: calendar")
        and ends_sentence(match.string, match.end())
        and word_before(match.string, match.start()) not in word_list("abbreviation: dating")
    ):
        return None
    is_last = match["written"] == "etc" or is_at_end(match.string, match.end())
    return Words(entry.words + (_stop(match) if is_last else ""))


def _place(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    entry = abbreviations().get(match["written"])
    if entry is None or entry.when != "place" or not piece_before(match.string, match.start()).endswith(","):
        return None
    return Words(entry.words + _stop(match))


@cache
def _states() -> dict[str, str]:
    return {code: name for codes, name in rows("states.tsv") for code in codes.split(" ")}


def _state_words() -> frozenset[str]:
    return frozenset(code.partition(".")[0].lower() for code in _states())


def _state(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    """Take two capitals for a state after a town and a comma, where the sentence ends, pauses or gives a ZIP code."""
    name = _states().get(match["written"].replace(" ", ""))
    if (
        name is None
        or (match["written"] == "MD" and _is_physician(match))
        or re.search(r"[A-Z][\w.'’-]+,[ ]$", match.string[max(0, match.start() - 24) : match.start()]) is None
    ):
        return None
    if (
        "." not in match[0]
        and re.match(r"[,.;:!?)]|[ ][0-9]{5}|[ ]?$|[ ][-–—(]", match.string[match.end() : match.end() + 7]) is None
    ):
        return None
    return Words(name + _stop(match))


@cache
def _first_names() -> frozenset[str]:
    return frozenset(
        name
        for language, kind, names in rows("common.tsv")
        if (language, kind) == ("en", "first names")
        for name in names.split(" ")
    )


def _is_physician(match: re.Match[str]) -> bool:
    """Tell whether a person stands before "MD": a first name or an initial, then a surname, and no "in"."""
    person = _PERSON.search(match.string, max(0, match.start() - 64), match.start())
    if person is None or (person["before"] or "").lower() in {"in", "of", "from", "to", "near", "at"}:
        return False
    is_named = person["first"].endswith(".") or person["first"] in _first_names()
    return is_named and _ZIP.match(match.string, match.end()) is None


def _latin(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Words(_LATIN[match[0].lower()])


def _versus(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    before = piece_before(match.string, match.start())
    return Words("versus") if before[:1].isupper() and word_after(match.string, match.end())[:1].isupper() else None


def _keep(*words: str) -> frozenset[str]:
    return frozenset(words)


_PERSON = lazy_pattern(
    r"(?:(?<!\w)(?P<before>[a-z]{1,10})[ ])?(?<!\w)(?P<first>[A-Z][a-z]{1,15}|[A-Z]\.)[ ](?:[A-Z]\.[ ])?"
    r"[A-Z][\w'’-]{1,20},[ ]$"
)
_ZIP = lazy_pattern(r"[ ][0-9]{5}")
_HOUSE = lazy_pattern(r"(?<!\w)[0-9]{1,5}[A-Z]?[ ](?:[A-Z][\w'’]{0,20}[ ]){1,3}$")
_COUPLE = lazy_pattern(r"[ ](?:and|&)[ ](?:Mrs?|Ms|Dr|Prof|Professor|Lady)\b")
_COUNTY = (
    r"(?:Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Donegal|Down|Dublin|Durham|Fermanagh|Galway|Kerry|Kil"
    r"dare|Kilkenny|Laois|Leitrim"
    r"|Limerick|Londonderry|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Tyrone|Wat"
    r"erford|Westmeath|Wexford|Wicklow)"
)
_WRITTEN = rf"(?P<written>{LETTER}+)"

RULES = (
    Rule(
        "abbreviation",
        r"(?<![\w.])(?i:e\.[ ]?g\.?|i\.[ ]?e\.?|a\.k\.a\.?|n\.b\.)(?!\w)",
        lambda match, _: Words(_LATIN.get(match[0].lower().replace(" ", ""), match[0])),
        words=lambda: _keep("e", "i", "a", "n"),
    ),
    Rule("abbreviation", r"(?:w/o?|c/o|b/c|[nN]/[aA]|y/y|q/q|m/m)(?![\w/])", _latin, words=lambda: _keep(*"wcbnyqm")),
    Rule("abbreviation", r"(?:aka|eg\.)(?!\w)", _latin, words=lambda: _keep("aka", "eg")),
    Rule(
        "abbreviation",
        rf"{_WRITTEN}\.?(?P<space>[ \u00a0]?)"
        r"(?=[0-9]|\#[0-9]|(?<=\s)(?:[IVXLC]{2,7}|[ivxlc]{1,7}|[VX]|I(?=[.,;:)]))\b)",
        _number_follows,
        words=lambda: _known(frozenset({"number"})),
    ),
    Rule("abbreviation", r"(?:St|st|ST)(?!\w)\.?(?!\w)", _saint_or_street, words=lambda: _keep("st")),
    Rule("abbreviation", r"(?:Dr|dr)(?!\w)\.?(?!\w)", _doctor_or_drive, words=lambda: _keep("dr")),
    Rule("title", rf"{_WRITTEN}\.?(?!\w)", _title, words=lambda: _known(frozenset({"name"}))),
    Rule("abbreviation", rf"{_WRITTEN}\.?(?!\w)", _after_name, words=lambda: _known(frozenset({"after"}))),
    Rule("abbreviation", rf"{_WRITTEN}\.(?!\w)", _place, words=lambda: _known(frozenset({"place"}))),
    Rule(
        "abbreviation", r"(?P<written>[A-Z]{2}|[A-Z]\.[ ]?[A-Z]\.|W\.[ ]?Va\.)(?![\w'’&])", _state, words=_state_words
    ),
    Rule("abbreviation", rf"{_WRITTEN}\.?(?!\w)", _anywhere, words=lambda: _known(frozenset({"any", "dot"}))),
    Rule("abbreviation", rf"Co\.?(?=[ ]{_COUNTY}\b)", lambda _, __: Words("County"), words=lambda: _keep("co")),
    Rule("abbreviation", r"v\.?(?=[ ][A-Z])", _versus, words=lambda: _keep("v")),
)
