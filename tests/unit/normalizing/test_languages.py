"""Number words and grammars of languages other than English."""

import pytest
from unicode_rbnf import RbnfEngine

from audioed.normalizing import normalize_line
from audioed.normalizing.languages import find_quantities
from audioed.normalizing.languages.grammar import Number, grammar_for
from audioed.normalizing.languages.spellout import NoWordsError, Rule, Spellout, spellout

LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
_NUMBERS = (
    *range(131),
    200,
    555,
    999,
    1000,
    1001,
    1100,
    1234,
    2000,
    2021,
    21000,
    80_000,
    123_456,
    10**6,
    2_345_678,
    10**9,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_words_are_those_of_the_library_that_the_tables_come_from(language: str) -> None:
    words, library = spellout(language), RbnfEngine.for_language(language)

    for number in _NUMBERS:
        expected = library.format_number(number).text_by_ruleset
        compared = {"spellout-numbering", "spellout-cardinal-feminine", "spellout-ordinal-masculine"} & set(expected)
        if language == "es" and number > 2000:
            compared.discard("spellout-cardinal-feminine")  # CLDR has "doscientos mil personas"
        for name in compared:
            assert words.say(number, name) == expected[name].strip(), (number, name)


def test_a_number_without_a_rule_has_no_words() -> None:
    words = Spellout({"small": (Rule(1, 1, "one"), Rule(2, 1, "=#,##0="))})

    for number in (0, 2):
        with pytest.raises(NoWordsError):
            words.say(number, "small")
    with pytest.raises(NoWordsError):
        words.say(1, "none")


@pytest.mark.parametrize("locale", ["sv", "xx", "", "../de", "zh-Hant"])
def test_a_language_without_a_grammar_is_left_to_its_voice(locale: str) -> None:
    found = find_quantities("12,5 %", locale, 0, 6)

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grammar_names_all_months_days_and_signs(language: str) -> None:
    grammar = grammar_for(language)

    assert grammar is not None
    assert set(grammar.month_names) == set(range(1, 13))
    assert set(grammar.months.values()) == set(range(1, 13))
    assert len(grammar.weekdays) == 7
    assert {"km", "kg", "°C", "km/h", "MWh"} <= set(grammar.units)
    assert {"€", "$", "£", "CHF", "EUR"} <= set(grammar.currencies)
    assert grammar.say(Number("", 3, "05")).count(" ") >= 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "written",
    [
        "192.168.0.1", "2.0.1", "1.2.3.4.5", "030 123 456", "+1 555 0100", "A4", "G20", "H5N1", "x86", "3D", "#5abc",
        "12a", "7e8f", "978-3-16-148410-0", "31.02.2020", "99.99.2020", "123456789012",
        "00:99", "25:61", "1:2:3", "5/6/7/8",
    ],
)  # fmt: skip
def test_what_is_not_surely_a_number_stays_as_it_is(language: str, written: str) -> None:
    found = find_quantities(written, language, 0, len(written))

    assert found == []


def test_no_token_crosses_the_end_of_its_stretch() -> None:
    text = "5 km und 7 km"

    found = find_quantities(text, "de", 0, 3)

    assert all(end <= 3 for _, end, _, _ in found)


@pytest.mark.parametrize(
    ("locale", "written", "said"),
    [
        ("de", "1er 3. IV", "Einser 3. IV"),
        ("de", "der 1er-BMW mit 2er Sitz", "der Einser-BMW mit zweier Sitz"),
        ("it", "2½ mln di euro", "due milioni e mezzo di euro"),
        ("fr", "1½ million", "un million et demi"),
    ],
)
def test_what_is_said_needs_no_more_words_when_read_again(locale: str, written: str, said: str) -> None:
    once = normalize_line(written, locale)

    assert once == said
    assert normalize_line(once, locale) == once
