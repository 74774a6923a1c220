import tomllib
from datetime import date

import pytest

from audioed.narrating.phrases import COUNTS, FOLDER, TEXTS, load_phrases, phrase_problems
from audioed.narrating.template import template_problems

_LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "nl", "pt")


def test_eight_languages_have_phrases() -> None:
    assert tuple(sorted(path.stem for path in FOLDER.glob("*.toml"))) == _LANGUAGES


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_languages_file_has_every_phrase_and_no_other(language: str) -> None:
    raw = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    regions = raw.pop("regions", {})

    problems = [
        *phrase_problems(raw, ""),
        *(problem for part in regions.values() for problem in phrase_problems(part, "")),
    ]

    assert problems == []
    assert {*TEXTS, *COUNTS} - raw.keys() <= {"first_day"}
    assert len(raw["months"].split()) == 12


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "5 May 2021"),
        ("en-US", "May 5, 2021"),
        ("en", "5 May 2021"),
        ("de-AT", "5. Mai 2021"),
        ("fr", "5 mai 2021"),
        ("es", "5 de mayo de 2021"),
        ("it", "5 maggio 2021"),
        ("nl", "5 mei 2021"),
        ("pt-BR", "5 de maio de 2021"),
        ("ar", "5 مايو 2021"),
        ("sv", ""),
    ],
)
def test_a_date_is_in_the_languages_order_of_words(language: str, said: str) -> None:
    phrases = load_phrases(language, {})

    assert phrases.date(date(2021, 5, 5)) == said


def test_the_first_of_a_month_is_said_as_the_language_says_it() -> None:
    assert load_phrases("fr", {}).date(date(2021, 5, 1)) == "premier mai 2021"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "About 1 minute"),
        (1, "About 1 minute"),
        (6, "About 6 minutes"),
        (59, "About 59 minutes"),
        (60, "About 1 hour"),
        (84, "About 1 hour and 25 minutes"),
        (1203, "About 20 hours and 5 minutes"),
    ],
)
def test_a_length_is_told_as_exactly_as_one_wants_to_know(minutes: int, said: str) -> None:
    assert load_phrases("en", {}).length(minutes) == said


@pytest.mark.parametrize(
    ("number", "said"), [(1, "دقيقة"), (2, "دقيقتين"), (3, "3 دقائق"), (10, "10 دقائق"), (11, "11 دقيقة")]
)
def test_arabic_counts_in_four_ways(number: int, said: str) -> None:
    assert load_phrases("ar", {}).count("minutes", number) == said


@pytest.mark.parametrize(
    ("names", "said"), [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")]
)
def test_names_stand_in_a_row(names: tuple[str, ...], said: str) -> None:
    assert load_phrases("en", {}).people(names) == said


def test_a_language_without_phrases_joins_names_by_commas_and_tells_no_length() -> None:
    phrases = load_phrases("sv", {})

    assert (phrases.people(("A", "B")), phrases.length(5)) == ("A, B", "")


def test_a_policys_own_wording_stands_above_the_languages() -> None:
    phrases = load_phrases("en-GB", {"en": {"image": "Picture: {text}"}})

    assert phrases.text("image") == "Picture: {text}"
    assert phrases.text("caption") == "Caption: {text}"


@pytest.mark.parametrize("language", ["", "../en", "x-klingon"])
def test_a_language_that_is_none_has_no_phrases(language: str) -> None:
    assert load_phrases(language, {}).text("image") == ""


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{a", "a '{' without its partner"),
        ("a}", "a '}' without its partner"),
        ("[a", "a '[' without its partner"),
        ("a]", "a ']' without its partner"),
        ("{b}", "{b} is no field here; there is {a}"),
        ("{}", "{} is no field here"),
    ],
)
def test_a_template_that_is_wrong_is_told_why(template: str, told: str) -> None:
    (problem,) = template_problems(template, {"a"})

    assert told in problem
