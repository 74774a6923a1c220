"""Raised and lowered figures: of fractions, of powers and of notes."""

import re

import pytest

from audioed.model import Span, SpanKind, Token
from audioed.normalizing import normalize

_KINDS = {"^": SpanKind.SUPERSCRIPT, "_": SpanKind.SUBSCRIPT}


def _tokens(marked: str, locale: str) -> tuple[str, tuple[Token, ...]]:
    """Return a text and its tokens; "^1^" in it is raised, "_2_" lowered."""
    spans = []
    first, *rest = re.split(r"([\^_])(.*?)\1", marked)
    text = first
    for sign, inner, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        spans.append(Span(start=len(text), end=len(text) + len(inner), kind=_KINDS[sign]))
        text += inner + after
    return text, normalize(text, locale, spans=tuple(spans))


def _said(marked: str, locale: str = "en-GB") -> str:
    text, tokens = _tokens(marked, locale)
    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert all(token.start < token.end for token in tokens)
    return "".join(token.spoken for token in tokens)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("^1^⁄_2_ cup", "one half cup"),
        ("Add 1^1^⁄_2_ cups", "Add one and a half cups"),
        ("Add 1 ^1^⁄_2_ cups", "Add one and a half cups"),
        ("Add 2\u00a0^1^⁄_2_ or 2\u202f½ cups", "Add two and a half or two and a half cups"),
        ("^3^/_4_ cup", "three quarters cup"),
        ("^3^ ∕ _4_ cup", "three quarters cup"),
        ("a ^7^/8 inch bolt", "a seven eighths inch bolt"),
        ("a 7/_8_ inch bolt", "a seven eighths inch bolt"),
        ("^4^/_3_ of it", "four thirds of it"),
        ("2^3^/4 cups", "two and three quarters cups"),
        ("2^3/4^ cups", "two and three quarters cups"),
        ("Add^1^⁄_2_ cup", "Add one half cup"),
        ("about 12345^1^⁄_2_ cups", "about twelve thousand three hundred and forty five one half cups"),
        ("3–3^1^⁄_2_ cups", "three–three and a half cups"),
        ("a ^5^⁄_16_ here", "a five sixteenths here"),
        ("2¹⁄₂ cups", "two and a half cups"),
        ("1∕2 cup", "one half cup"),
    ],
)
def test_figures_raised_above_a_slash_or_lowered_below_one_are_a_fraction(written: str, said: str) -> None:
    assert _said(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("x^2^/2 is", "x squared slash two is"),
        ("(x)^2^/3 is", "(x)squared slash three is"),
        ("10^6^/8 is", "ten to the sixth slash eight is"),
        ("4^3^/2 is", "four cubed slash two is"),
        ("10^3^/10^6^ is", "ten cubed slash ten to the sixth is"),
        ("x^1/2^ is", "x to the one half is"),
        ("10^3/2^ is", "ten to the three halves is"),
        ("5 m^2^/2", "five square metres slash two"),
        ("say a⁄b", "say a slash b"),
    ],
)
def test_a_power_before_a_slash_stays_one(written: str, said: str) -> None:
    assert _said(written) == said


def test_a_fraction_is_one_token_over_all_its_characters() -> None:
    text, tokens = _tokens("Add 1^1^⁄_2_ cups", "en-GB")

    assert [text[token.start : token.end] for token in tokens if token.kind == "fraction"] == ["11⁄2"]
    assert not [token for token in tokens if token.kind == "silent"]


@pytest.mark.parametrize(
    ("locale", "written", "said"),
    [
        ("de", "^1^⁄_2_ Liter und 1^1^⁄_2_ Liter", "ein halb Liter und eineinhalb Liter"),
        ("fr", "^3^/_4_ de litre, 1^1^⁄_2_ heure", "trois quarts de litre, une heure et demie"),
        ("es", "^1^/4 de litro y 2^1^⁄_2_ litros", "un cuarto de litro y dos litros y medio"),
        ("it", "^1^⁄_3_ di litro e 2^1^⁄_2_ litri", "un terzo di litro e due litri e mezzo"),
        ("nl", "^3^⁄_4_ liter en 2^1^⁄_4_ liter", "driekwart liter en twee een kwart liter"),
        ("pt", "^1^⁄_2_ litro e 2^1^⁄_2_ horas", "meio litro e duas horas e meia"),
    ],
)
def test_such_a_fraction_is_said_as_its_sign_is_in_other_languages(locale: str, written: str, said: str) -> None:
    assert _said(written, locale) == said


@pytest.mark.parametrize(
    ("locale", "written", "said"),
    [
        ("de", "⅛ Liter, 2^3^⁄_8_ Zoll und ^11^⁄_16_", "ein Achtel Liter, zwei drei Achtel Zoll und elf Sechzehntel"),
        ("fr", "⅕ de litre et 2⅜", "un cinquième de litre et deux trois huitièmes"),
        ("es", "^4^⁄_3_ y 2⅜", "cuatro tercios y dos y tres octavos"),
        ("it", "⅙ e 2⅜", "un sesto e due e tre ottavi"),
        ("nl", "⅚ en 2⅜", "vijf zesde en twee drie achtste"),
        ("pt", "⅐ e 2⅜", "um sétimo e dois e três oitavos"),
    ],
)
def test_other_parts_have_names_too(locale: str, written: str, said: str) -> None:
    assert _said(written, locale) == said


@pytest.mark.parametrize(
    ("locale", "written", "said"),
    [
        ("de", "^5^⁄_11_ und 1^5^⁄_11_", "5/11 und 1 5/11"),
        ("pl", "⅜ szklanki i 1^1^⁄_2_", "3/8 szklanki i 1 1/2"),
        ("ar", "1⅜", "1 3/8"),
        ("pl", "½ szklanki", "½ szklanki"),
    ],
)
def test_a_fraction_without_a_name_is_left_in_a_form_that_voices_dont_pass_over(
    locale: str, written: str, said: str
) -> None:
    assert _said(written, locale) == said


@pytest.mark.parametrize(
    ("locale", "written", "said"),
    [
        ("en-GB", "^14^C dating", "fourteen C dating"),
        ("en-GB", "much ^238^U, (^3^He) and ^4^He.", "much two hundred and thirty eight U, (three He) and four He."),
        ("en-GB", "^131^I was found", "one hundred and thirty one I was found"),
        ("en-GB", "of ^235^_92_U", "of two hundred and thirty five ninety two U"),
        ("en-GB", "its δ^13^C, ^99m^Tc.", "its δ thirteen C, ninety nine mTc."),
        ("de", "mit ^14^C datiert", "mit 14 C datiert"),
        ("pl", "izotop ^14^C", "izotop 14 C"),
    ],
)
def test_the_number_of_an_isotope_is_said(locale: str, written: str, said: str) -> None:
    assert _said(written, locale) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("^1^He was there.", "He was there."),
        ("^2^C. Jones", "C. Jones"),
        ("It ended. ^3^In 1990 it began.", "It ended. In nineteen ninety it began."),
        ("^4^Carbon is old.", "Carbon is old."),
        ("It rose.^5^ Carbon", "It rose. Carbon"),
        ("It rose^6^C", "It roseC"),
        ("an x^2^ C", "an x squared C"),
    ],
)
def test_the_mark_of_a_note_is_not_the_number_of_an_isotope(written: str, said: str) -> None:
    assert _said(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It rose.^[3]^ It fell.^[1][2]^", "It rose. It fell."),
        ("It rose ^[4]^ so", "It rose  so"),
        ("In 1990^[3]^ it rose.^[1, 2]^", "In nineteen ninety it rose."),
        ("It rose^1,2^ and fell.^1–3^", "It rose and fell."),
        ("It rose.^1, 2,5-7^ It fell^1^,^2^ then.", "It rose. It fell then."),
        ("It rose.^(3)^ It fell.^[note 1]^", "It rose. It fell."),
    ],
)
def test_marks_of_notes_in_a_row_or_in_brackets_are_silent_as_a_whole(written: str, said: str) -> None:
    assert _said(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10^2^, 10^3^ and", "ten squared, ten cubed and"),
        ("x^2^, y^3^", "x squared, y cubed"),
        ("It rose^1^, ^14^C fell", "It rose, fourteen C fell"),
        ("It rose^1^, x^2^", "It rose, x squared"),
        ("It is (^1^⁄_2_) here", "It is (one half) here"),
        ("It is [so]^1^ and (so)", "It is [so] and (so)"),
    ],
)
def test_what_stands_in_a_row_and_is_no_mark_is_said(written: str, said: str) -> None:
    assert _said(written) == said
