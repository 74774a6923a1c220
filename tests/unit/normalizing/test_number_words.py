import pytest

from audioed.normalizing import number_words
from audioed.normalizing.profile import AMERICAN, BRITISH, profile_for


@pytest.mark.parametrize(
    ("number", "british", "american"),
    [
        (0, "zero", "zero"),
        (13, "thirteen", "thirteen"),
        (40, "forty", "forty"),
        (101, "one hundred and one", "one hundred one"),
        (1001, "one thousand and one", "one thousand one"),
        (1100, "one thousand one hundred", "one thousand one hundred"),
        (1_000_000, "one million", "one million"),
        (2_000_015, "two million and fifteen", "two million fifteen"),
        (10**20, "one hundred quintillion", "one hundred quintillion"),
    ],
)
def test_whole_numbers_are_said_by_the_profile(number: int, british: str, american: str) -> None:
    assert BRITISH.cardinal(number) == british
    assert AMERICAN.cardinal(number) == american


def test_a_number_beyond_all_names_is_said_digit_by_digit() -> None:
    assert BRITISH.cardinal(10**21).split() == ["one", *["zero"] * 21]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (12, "twelfth"), (20, "twentieth"), (21, "twenty first"), (103, "one hundred and third")],
)
def test_ordinals(number: int, words: str) -> None:
    assert BRITISH.ordinal(number) == words
    assert number_words.ordinal(number, "and") == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1066, "ten sixty six"),
        (1900, "nineteen hundred"),
        (1905, "nineteen oh five"),
        (2000, "two thousand"),
        (2009, "two thousand and nine"),
        (2010, "twenty ten"),
        (3000, "three thousand"),
        (44, "forty four"),
    ],
)
def test_years(number: int, words: str) -> None:
    assert BRITISH.year(number) == words


@pytest.mark.parametrize(("words", "plural"), [("forty", "forties"), ("six", "sixes"), ("hundred", "hundreds")])
def test_plurals(words: str, plural: str) -> None:
    assert number_words.to_plural(words) == plural


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("1,000", "one thousand"),
        ("-0.5", "minus nought point five"),
        ("+3", "plus three"),
        ("±2", "plus or minus two"),
        (".25", "nought point two five"),
        ("007", "zero zero seven"),
    ],
)
def test_numbers_are_said_as_written(figures: str, words: str) -> None:
    assert BRITISH.number(figures) == words


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", BRITISH), ("en-GB", BRITISH), ("en-AU", BRITISH), ("en-US", AMERICAN), ("en_ca", AMERICAN), ("de", None)],
)
def test_a_locale_has_its_profile(locale: str, expected: object) -> None:
    assert profile_for(locale) is expected
