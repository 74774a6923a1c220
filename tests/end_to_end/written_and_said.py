"""Stretches of text of each class, with the words that a British reader says for them.

Made by hand and by a counting of its own, from what the classes mean; nothing here asks the product.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

ONES = (
    "nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = ". . twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
ORDINALS |= {"twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth"}
MONTHS = "January February March April May June July August September October November December".split()
DIGITS = ["oh", *ONES[1:10]]


class Said(NamedTuple):
    """What is written, and the words that are heard for it."""

    written: str
    heard: str


def counted(number: int) -> str:
    """Return the words of a whole number below a milliard."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return f"{TENS[number // 10]} {ONES[number % 10]}".removesuffix(" nought")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            between = " " if rest >= 100 else " and "
            return f"{counted(number // size)} {name}{between + counted(rest) if rest else ''}"
    raise AssertionError(number)


def numbered(number: int) -> str:
    """Return the words of an ordinal below a hundred."""
    head, _, last = counted(number).rpartition(" ")
    return f"{head} {ORDINALS.get(last, last + 'th')}".strip()


def dated(year: int) -> str:
    """Return the words of a year from 1100 to 2099."""
    century, rest = divmod(year, 100)
    if century == 20 and rest < 10:
        return counted(year)
    if not rest:
        return f"{counted(century)} hundred"
    return f"{counted(century)} {'oh ' if rest < 10 else ''}{counted(rest)}"


def _cardinal(chance: Random) -> Said:
    number = chance.randint(1, 10 ** chance.randint(1, 8))
    return Said(f"{number:,}", counted(number))


def _decimal(chance: Random) -> Said:
    whole, figures = chance.randint(0, 120), chance.choices(range(1, 10), k=chance.randint(1, 3))
    said = " ".join(ONES[figure] for figure in figures)
    return Said(f"{whole}.{''.join(map(str, figures))}", f"{counted(whole)} point {said}")


def _ordinal(chance: Random) -> Said:
    number = chance.randint(1, 39)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(0 if 10 < number < 14 else number % 10, "th")
    return Said(f"the {number}{ending}", f"the {numbered(number)}")


def _year(chance: Random) -> Said:
    year = chance.randint(1100, 2099)
    return Said(f"in {year}", f"in {dated(year)}")


def _decade(chance: Random) -> Said:
    tens = chance.randint(2, 9)
    plural = TENS[tens].removesuffix("y") + "ies"
    return Said(f"the 19{tens}0s", f"the nineteen {plural}")


def _date(chance: Random) -> Said:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1700, 2099)
    name = MONTHS[month - 1]
    said = f"the {numbered(day)} of {name} {dated(year)}"
    return chance.choice(
        (
            Said(f"{day} {name} {year}", said),
            Said(f"{name} {day}, {year}", f"{name} {numbered(day)} {dated(year)}"),
            Said(f"{year}-{month:02}-{day:02}", said),
        )
    )


def _time(chance: Random) -> Said:
    hour, minute = chance.randint(1, 12), chance.randint(1, 59)
    half = chance.choice("ap")
    said = f"{counted(hour)} {'oh ' if minute < 10 else ''}{counted(minute)} {half}.m"
    return chance.choice(
        (Said(f"{hour}:{minute:02} {half}m", said), Said(f"{hour}{half}m", f"{counted(hour)} {half}.m"))
    )


def _money(chance: Random) -> Said:
    sign, one, many, cents = chance.choice(
        (("£", "pound", "pounds", "pence"), ("$", "dollar", "dollars", "cents"), ("€", "euro", "euros", "cents"))
    )
    whole, part, tenth = chance.randint(1, 99_999), chance.randint(2, 99), chance.randint(1, 9)
    name = one if whole == 1 else many
    return chance.choice(
        (
            Said(f"{sign}{whole:,}", f"{counted(whole)} {name}"),
            Said(f"{sign}{whole:,}.{part:02}", f"{counted(whole)} {name} and {counted(part)} {cents}"),
            Said(f"{sign}2.{tenth}m", f"two point {ONES[tenth]} million {many}"),
        )
    )


def _percentage(chance: Random) -> Said:
    whole, tenth = chance.randint(0, 100), chance.randint(1, 9)
    return Said(f"{whole}.{tenth}%", f"{counted(whole)} point {ONES[tenth]} per cent")


def _measure(chance: Random) -> Said:
    sign, name = chance.choice(
        (("km", "kilometres"), (" kg", "kilograms"), ("°C", "degrees Celsius"), (" mph", "miles per hour"))
    )
    number = chance.randint(2, 900)
    return Said(f"{number}{sign}", f"{counted(number)} {name}")


def _fraction(chance: Random) -> Said:
    whole = chance.randint(2, 30)
    written, said = chance.choice((("1/2", "a half"), ("¾", "three quarters"), ("2/3", "two thirds")))
    return Said(f"{whole} {written}", f"{counted(whole)} and {said}")


def _range(chance: Random) -> Said:
    low = chance.randint(2, 90)
    high = low + chance.randint(1, 9)
    return Said(f"{low}–{high} metres", f"{counted(low)} to {counted(high)} metres")


def _telephone(chance: Random) -> Said:
    figures = "".join(map(str, chance.choices(range(1, 10), k=7)))
    said = " ".join(DIGITS[int(figure)] for figure in f"020{'7'}{figures}")
    return Said(f"call 020 7{figures[:3]} {figures[3:]}", f"call {said}")


def _roman(chance: Random) -> Said:
    king, numeral, number = chance.choice((("Henry", "VIII", 8), ("Elizabeth", "II", 2), ("George", "IV", 4)))
    return chance.choice(
        (Said(f"{king} {numeral}", f"{king} the {numbered(number)}"), Said("Chapter XIV", "Chapter fourteen"))
    )


ALWAYS = [
    Said("Dr Lee", "Doctor Lee"),
    Said("Prof. Ames", "Professor Ames"),
    Said("Mrs Jones", "Missus Jones"),
    Said("St Mark's", "Saint Mark's"),
    Said("e.g. tea", "for example tea"),
    Said("No. 5", "Number five"),
    Said("pp. 12-19", "pages twelve to nineteen"),
    Said("the BBC", "the B.B.C"),
    Said("NASA", "NASA"),
    Said("the M25", "the M twenty five"),
    Said("ada@example.org", "ada at example dot org"),
    Said("rock & roll", "rock and roll"),
    Said("hot ☕ drinks", "hot hot beverage drinks"),
    Said("a 😀 in it", "a grinning face in it"),
    Said("Zoë Łukasz", "Zoë Łukasz"),
    Said("Jean-Luc O'Neill", "Jean-Luc O'Neill"),
    Said("Lady Agnes", "Lady Agnes"),
    Said("7 + 5 = 12", "seven plus five equals twelve"),
]
"""Names, titles, abbreviations, addresses, signs and pictographs."""

CLASSES: tuple[Callable[[Random], Said], ...] = (
    _cardinal,
    _decimal,
    _ordinal,
    _year,
    _decade,
    _date,
    _time,
    _money,
    _percentage,
    _measure,
    _fraction,
    _range,
    _telephone,
    _roman,
    lambda chance: chance.choice(ALWAYS),
)

FOREIGN = (
    ("de", Said("Jahr 1984", "Jahr neunzehnhundertvierundachtzig")),
    ("fr", Said("en 1984", "en mille neuf cent quatre-vingt-quatre")),
    ("es", Said("35 casas", "treinta y cinco casas")),
    ("it", Said("12 km", "dodici chilometri")),
    ("pt", Said("12 casas", "doze casas")),
    ("nl", Said("35 huizen", "vijfendertig huizen")),
)
"""Words of other languages, few enough for the article's own voice."""
