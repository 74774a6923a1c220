"""Roman numerals: "Louis XIV", "Chapter IV", "World War II", "the XX century"."""

import re
from typing import NamedTuple

from audioed.normalizing.classes.year import Year
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import word_after

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_VALID = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_REGNAL = frozenset(
    "louis henry elizabeth george charles edward james william richard mary john paul pius benedict leo gregory clement "
    "innocent alexander nicholas catherine frederick friedrich philip philippe ferdinand francis francois françois franz "
    "napoleon peter ivan otto leopold haakon harald christian gustav gustavus carl karl olaf olav alfonso pedro juan felipe "
    "ramses ramesses rameses ptolemy thutmose amenhotep darius xerxes artaxerxes cyrus constantine justinian theodosius "
    "mehmed suleiman selim murad abdullah hussein hassan mohammed muhammad rama boniface urban adrian celestine sixtus "
    "julius martin eugene victor umberto emmanuel emanuel wilhelm joseph maximilian ludwig rudolf conrad henri charlemagne "
    "david robert alexander edgar harold canute cnut ethelred stephen anne matilda isabella margaret christina "
    "beatrix juliana willem albert baudouin rainier manuel afonso sancho joão joao luis luís carlos jaime ferran enrique "
    "sigismund casimir stanislaus władysław vladislaus michael basil leo romanos alexios andronikos antiochus seleucus "
    "philadelphus cleopatra berenice tiberius nerva shapur khosrow abbas ismail fuad farouk tewodros menelik kamehameha "
    "norodom sargon nebuchadnezzar tiglath-pileser ashurnasirpal shalmaneser mithridates attalus eumenes hugh "
    "bernard frederik valdemar eric erik sverre magnus sigurd inge eystein håkon stefan béla bela géza andrew ladislaus "
    "francisco sam gustaf oscar oskar fyodor feodor boris vasily alexei tokugawa kangxi pope king queen emperor tsar czar "
    "sultan prince duke earl baron viscount marquess count".split()
)
_COUNTED = frozenset(
    "chapter part book volume vol act scene title section article phase stage type class appendix figure fig table plate "
    "war bowl grade level division league canto psalm no number page pages stanza lesson unit tier round group category "
    "schedule annex annexe series season episode mark mk apollo gemini soyuz saturn ariane voyager falcon rocky rambo "
    "vatican objection question letter tract sonnet symphony concerto sonata movement corps army cohort legion region "
    "zone district ward area exhibit item step form rule law theorem lemma proposition definition axiom note "
    "chapters parts books volumes acts scenes sections articles figures tables plates pope cylinder factor collagen".split()
)
_NUMBERED_NOUNS = frozenset("century centuries olympiad congress amendment edition dynasty legion corps anniversary international summit session".split())
_PRONOUN_VERBS = frozenset(
    "am was have had do did will would can could should think know see saw want said say go went mean believe hope "
    "guess suppose like love feel felt found find never always just also really don didn couldn wouldn ll ve d m must "
    "may might shall need used thought told tell get got make made take took hear heard remember wish".split()
)
_LETTERS = frozenset("CD DC MC MD CV DI CC MM LL DVD MI CI VI LI DM CM XL XX XXX DIM MIX DID ILL MILD CIVIC VIVID LIVID CIVIL MIMIC LID".split())


class Roman(NamedTuple):
    """A Roman numeral: a count, or a place in a row of kings."""

    number: int
    place: bool = False
    article: bool = True

    def say(self, profile: Profile) -> str:
        """Say "four", or "the fourth"."""
        if not self.place:
            return profile.cardinal(self.number)
        return ("the " if self.article else "") + profile.ordinal(self.number)


def value(numeral: str) -> int | None:
    """Return the number that a well-formed numeral stands for."""
    if not numeral or _VALID.fullmatch(numeral) is None:
        return None
    total = 0
    for here, following in zip(numeral, [*numeral[1:], ""], strict=True):
        step = _VALUES[here]
        total += -step if following and _VALUES[following] > step else step
    return total


def _roman(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    numeral = match["numeral"]
    number = value(numeral)
    text, start = match.string, match.start()
    if number is None:
        return None
    previous = text[max(0, start - 30) : start]
    word = previous.rstrip().rpartition(" ")[2].lstrip("(\"'“‘[—-")
    key = word.lower().rstrip(".")
    if not previous.strip():
        return Roman(number) if _stands_alone(match) else None
    if not previous[-1:].isspace() and previous[-1:] not in "-–—(":
        return None
    after = word_after(text, match.end())
    if key in _REGNAL:
        if len(numeral) == 1 and (numeral in "LCDM" or re.match(r"\.[ ][A-Z]", text[match.end() : match.end() + 3])):
            return None
        if numeral == "I" and after.lower() in _PRONOUN_VERBS:
            return None
        return Roman(number, place=True)
    if key in _COUNTED:
        if numeral == "I" and after.lower() in _PRONOUN_VERBS:
            return None
        return Roman(number)
    if after.lower() in _NUMBERED_NOUNS and len(numeral) > 1:
        return Roman(number, place=True, article=key not in {"the", "a", "this", "our", "his", "her", "late", "early", "mid"})
    if row := _ROW.search(previous):
        return Roman(number, place=row["name"].lower() in _REGNAL)
    if number >= 1000 and len(numeral) > 4:
        return Year(number)
    if len(numeral) < 2 or numeral in _LETTERS or set(numeral) - set("IVXL"):
        return None
    if (number > 3 and key not in {"the", "a", "an", "by", "via", "on", "with", "of"}) or word[:1].isupper():
        return Roman(number)
    return None


_ROW = re.compile(r"(?P<name>\w+)[ ](?=[IVXLC]+\b)[IVXLC]+[ ]?(?:and|to|or|–|-|&|,)[ ]?$")


def _stands_alone(match: re.Match[str]) -> bool:
    """Tell whether a numeral is all there is, or heads what follows: "XIV.", "III. THE STORM"."""
    rest = match.string[match.end() :]
    if not rest.strip(" .:—–-)"):
        return len(match["numeral"]) > 1 or match.string.strip(" .)(") in {"I", "V", "X"} and "." in match.string
    if len(match["numeral"]) < 2:
        return rest.startswith(". ") and rest[2:12].isupper()
    return rest[:1] in ".:" or rest.startswith((" —", " –", " -", ")"))


def _possessive(match: re.Match[str], profile: Profile) -> Semiotic | None:
    return _roman(match, profile)


def _numerals() -> frozenset[str]:
    """Return every numeral up to 399, and those of modern years, in lower case."""
    found = set()
    for number in (*range(1, 400), *range(1500, 2051)):
        rest, numeral = number, ""
        for sign, worth in (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)):
            while rest >= worth:
                rest -= worth
                numeral += sign
        found.add(numeral)
    return frozenset(found)


_LOWER_COUNTED = re.compile(r"\b(?:page|pages|pp?\.|chapter|book|part|act|scene|canto|verse|psalm|vol\.|volume|section)[ ](?:[ivxlc]+[–-])?$", re.IGNORECASE)


def _lower(match: re.Match[str], _profile: Profile) -> Semiotic | None:
    if not _LOWER_COUNTED.search(match.string[max(0, match.start() - 20) : match.start()]):
        return None
    number = value(match["numeral"].upper())
    return None if number is None else Roman(number)


RULES = (
    Rule("roman", r"(?P<numeral>[IVXLCDM]{1,15})(?![\w&]|\.[A-Z]|['’](?:m|ll|ve|d|re)\b|[-–][0-9])", _roman, words=_numerals),
    Rule("roman", r"(?P<numeral>[ivxlc]{1,8})(?!\w|['’])", _lower, words=_numerals),
)
