"""Numbers from 1 to 2,100 in words, language by language, as its grammars teach them.

Written by hand, so that neither CLDR's rules nor a library's mistakes are in it.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple


def _english(number: int, conjunction: str) -> str:
    ones = (
        "_ one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen"
    ).split()
    tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10] + (f" {ones[number % 10]}" if number % 10 else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head, rest = f"{_english(number // size, conjunction)} {name}", number % size
    if not rest:
        return head
    return f"{head}{conjunction if rest < 100 else ' '}{_english(rest, conjunction)}"


def _english_year(number: int, conjunction: str) -> str:
    century, rest = divmod(number, 100)
    if number in {1000, 2000} or 2000 < number < 2010:
        return _english(number, conjunction)
    if not rest:
        return f"{_english(century, conjunction)} hundred"
    return f"{_english(century, conjunction)} {'oh ' if rest < 10 else ''}{_english(rest, conjunction)}"


def _german(number: int) -> str:
    ones = "_ ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
    tens = "_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
    teens = {16: "sechzehn", 17: "siebzehn"}
    if number == 1:
        return "eins"
    if number < 13:
        return ones[number]
    if number < 20:
        return teens.get(number, f"{ones[number % 10]}zehn")
    if number < 100:
        return (f"{ones[number % 10]}und" if number % 10 else "") + tens[number // 10]
    size, name = (1000, "tausend") if number >= 1000 else (100, "hundert")
    head = f"{_german(number // size)}{name}" if number >= 2 * size else name
    rest = _german(number % size) if number % size else ""
    if rest.startswith("hundert"):
        rest = f"ein{rest}"
    return f"{head}{rest}" if rest else head


def _german_year(number: int) -> str:
    if not 1100 <= number < 2000:
        return _german(number)
    rest = number % 100
    return f"{_german(number // 100)}hundert" + (f"{_german(rest)}" if rest else "")


def _dutch(number: int) -> str:
    ones = "_ een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien".split()
    tens = "_ _ twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
    if number < 15:
        return ones[number]
    if number < 20:
        return f"{ones[number % 10]}tien"
    if number < 100:
        one = ones[number % 10] + ("ën" if number % 10 in {2, 3} else "en") if number % 10 else ""
        return one + tens[number // 10]
    size, name = (1000, "duizend") if number >= 1000 else (100, "honderd")
    head = f"{_dutch(number // size)}{name}" if number >= 2 * size else name
    between = " " if size == 1000 else ""
    return head + (between + _dutch(number % size) if number % size else "")


def _dutch_number(number: int) -> str:
    return "één" if number == 1 else _dutch(number)  # else it would be the article


def _dutch_year(number: int) -> str:
    century, rest = divmod(number, 100)
    if not 1100 <= number < 2000:
        return _dutch(number)
    return f"{_dutch(century)}{' ' if rest > 9 else 'honderd'}{_dutch(rest) if rest else ''}"


def _french(number: int, tens: str) -> str:
    ones = "_ un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    names = tens.split()
    if number < 17:
        return ones[number]
    if number < 20:
        return f"dix-{ones[number - 10]}"
    if number < 100:
        ten, one = divmod(number, 10)
        if names[ten] == "_":  # counted on from the ten before
            ten, one = ten - 1, one + 10
        last = _french(one, tens) if one else ""
        if names[ten] == "quatre-vingt":
            return f"quatre-vingt-{last}" if last else "quatre-vingts"
        between = " et " if one in {1, 11} else "-"
        return names[ten] + (between + last if last else "")
    if number < 1000:
        hundred, rest = divmod(number, 100)
        head = f"{ones[hundred]} cent" if hundred > 1 else "cent"
        return f"{head} {_french(rest, tens)}" if rest else head + ("s" if hundred > 1 else "")
    thousand, rest = divmod(number, 1000)
    return ("mille" if thousand == 1 else f"{ones[thousand]} mille") + (f" {_french(rest, tens)}" if rest else "")


_TENS_OF_FRANCE = "_ _ vingt trente quarante cinquante soixante _ quatre-vingt _"
_TENS_OF_BELGIUM = "_ _ vingt trente quarante cinquante soixante septante quatre-vingt nonante"
_TENS_OF_SWITZERLAND = "_ _ vingt trente quarante cinquante soixante septante huitante nonante"


def _spanish(number: int) -> str:
    ones = (
        "_ uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
        "veintiocho veintinueve"
    ).split()
    tens = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
    hundreds = (
        "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
    ).split()
    if number < 30:
        return ones[number]
    if number < 100:
        return tens[number // 10] + (f" y {ones[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    head = hundreds[number // 100] if number < 1000 else "mil" if number < 2000 else f"{ones[number // 1000]} mil"
    rest = number % (100 if number < 1000 else 1000)
    return head + (f" {_spanish(rest)}" if rest else "")


def _italian(number: int) -> str:
    ones = (
        "_ uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
        "diciassette diciotto diciannove"
    ).split()
    tens = "_ _ venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
    if number < 20:
        return ones[number]
    if number < 100:
        ten, one = tens[number // 10], number % 10
        if one in {1, 8}:  # a vowel goes before another
            ten = ten[:-1]
        return f"{ten}{'tré' if one == 3 else ones[one]}" if one else ten
    if number < 1000:
        hundred, rest = divmod(number, 100)
        head = f"{ones[hundred]}cento" if hundred > 1 else "cento"
        last = _italian(rest) if rest else ""
        if last.startswith("ott"):
            head = head[:-1]
        last = "tré" if last == "tre" else last
        return f"{head}{last}" if rest else head
    thousand, rest = divmod(number, 1000)
    last = _italian(rest) if rest else ""
    last = "tré" if last == "tre" else last
    return ("mille" if thousand == 1 else f"{ones[thousand]}mila") + (f"{last}" if rest else "")


def _portuguese(number: int, teens: str) -> str:
    ones = "_ um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze".split()
    tens = "_ _ vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
    hundreds = (
        "_ cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
    ).split()
    if number < 20:
        return [*ones, *teens.split()][number]
    if number < 100:
        return tens[number // 10] + (f" e {ones[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cem"
    if number < 1000:
        return hundreds[number // 100] + (f" e {_portuguese(number % 100, teens)}" if number % 100 else "")
    thousand, rest = divmod(number, 1000)
    head = "mil" if thousand == 1 else f"{ones[thousand]} mil"
    if not rest:
        return head
    between = " e " if rest < 100 or rest % 100 == 0 else " "
    return f"{head}{between}{_portuguese(rest, teens)}"


class Language(NamedTuple):
    """How a language counts, and texts in which a number stands for itself and for a year."""

    locale: str
    voice: str
    number: Callable[[int], str]
    year: Callable[[int], str]
    number_context: str
    year_context: str


def _same(locale: str, voice: str, count: Callable[[int], str], number: str, year: str) -> Language:
    return Language(locale, voice, count, count, number, year)


LANGUAGES = (
    Language(
        "en-GB",
        "en-gb",
        partial(_english, conjunction=" and "),
        partial(_english_year, conjunction=" and "),
        "The number is {}.",
        "It began in {}.",
    ),
    Language(
        "en-US",
        "en-us",
        partial(_english, conjunction=" "),
        partial(_english_year, conjunction=" "),
        "The number is {}.",
        "It began in {}.",
    ),
    Language("de", "de", _german, _german_year, "Die Nummer {}.", "Es begann im Jahr {}."),
    Language("nl", "nl", _dutch_number, _dutch_year, "Het nummer {}.", "Het begon in {}."),
    _same("fr", "fr", partial(_french, tens=_TENS_OF_FRANCE), "Le numéro {}.", "Cela commença en {}."),
    _same("fr-BE", "fr", partial(_french, tens=_TENS_OF_BELGIUM), "Le numéro {}.", "Cela commença en {}."),
    _same("fr-CH", "fr", partial(_french, tens=_TENS_OF_SWITZERLAND), "Le numéro {}.", "Cela commença en {}."),
    _same("es", "es", _spanish, "El número {}.", "Empezó en {}."),
    _same("it", "it", _italian, "Il numero {}.", "Cominciò nel {}."),
    _same(
        "pt-PT", "pt", partial(_portuguese, teens="dezasseis dezassete dezoito dezanove"), "O número {}.", "Foi em {}."
    ),
    _same(
        "pt-BR",
        "pt-br",
        partial(_portuguese, teens="dezesseis dezessete dezoito dezenove"),
        "O número {}.",
        "Foi em {}.",
    ),
)

_GERMAN = (
    "eins ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn und zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend"
)
_DUTCH = (
    "een één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien en ën twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend"
)
_ITALIAN = (
    "uno due tre tré quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove vent venti trent trenta quarant quaranta cinquant cinquanta sessant sessanta "
    "settant settanta ottant ottanta novant novanta cent cento mille mila"
)
PARTS = {"de": _GERMAN.split(), "nl": _DUTCH.split(), "it": _ITALIAN.split()}
"""What the numbers of languages that write them in one word are made of."""


def parts(number: str, locale: str) -> list[str]:
    """Return the parts of a number in words, spaces between words aside; empty if it isn't made of any."""
    for part in sorted(PARTS[locale], key=len, reverse=True):
        if number.startswith(part):
            rest = number[len(part) :].lstrip()
            following = parts(rest, locale)
            if following or not rest:
                return [part, *following]
    return []
