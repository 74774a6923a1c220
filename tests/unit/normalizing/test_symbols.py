"""Signs between what are no words."""

import pytest

from audioed.normalizing import normalize_line


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("n!/k!", "n! slash k!"),
        ("5!/3! is", "five! slash three! is"),
        ("f'/g' is", "f' slash g' is"),
        ("// Coffee", "slash slash Coffee"),
        ("(a)/(b)", "(a) slash (b)"),
        ("go to /home (or /)", "go to slash home (or slash)"),
        ("a/b", "a or b"),
        ("yes / no", "yes / no"),
    ],
)
def test_a_slash_stands_apart_from_what_is_no_letter(written: str, said: str) -> None:
    assert normalize_line(written, "en-GB") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("up 1,5 % now", "up one point five per cent now"),
        ("up 12,75% now", "up twelve point seven five per cent now"),
        ("from 1,5-2,5 % now", "from one point five to two point five per cent now"),
        ("only 0,125 % now", "only nought point one two five per cent now"),
        ("at -37,5 °C now", "at minus thirty seven point five degrees Celsius now"),
        ("2,5 kg of it", "two point five kilograms of it"),
        ("3,5 to 4,5 km away", "three point five to four point five kilometres away"),
        ("up 1,500 % now", "up one thousand five hundred per cent now"),
        ("the 10,000 m race", "the ten thousand metre race"),
        ("see 1,5 and 3", "see one,five and three"),
        ("stage 1,2,3 km", "stage one,two,three kilometres"),
        ("in 2020,5 % fell", "in two thousand and twenty,five per cent fell"),
        ("use 2,4-D", "use two,four-D"),
    ],
)
def test_a_comma_is_a_decimal_mark_only_where_a_unit_follows_and_no_thousands_do(written: str, said: str) -> None:
    assert normalize_line(written, "en-GB") == said
