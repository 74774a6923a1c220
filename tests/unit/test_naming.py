import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.naming import slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The River’s Edge", "the-rivers-edge"),
        ("  Bread & butter -- again ", "bread-and-butter-again"),
        ("Straße über den Øresund", "strasse-uber-den-oresund"),
        ("İstanbul’da çay", "istanbulda-cay"),
        ("CON", "con-article"),
        ("com1", "com1-article"),
        ("1984", "1984"),
    ],
)
def test_a_title_becomes_plain_words(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_long_title_ends_with_a_whole_word() -> None:
    name = slug("word " * 40)

    assert name == "-".join(["word"] * 16)


def test_a_long_word_is_cut() -> None:
    assert slug("a" * 200) == "a" * 80


@pytest.mark.parametrize("title", ["قصة النهر", "2024年の川", "…", "\ud800"])
def test_a_title_without_latin_letters_still_has_a_name_of_its_own(title: str) -> None:
    name = slug(title)

    assert re.fullmatch(r"article-[0-9a-f]{10}", name)
    assert name != slug(title + "!")


@given(st.text())
def test_any_title_gives_a_name_that_every_file_system_takes(title: str) -> None:
    name = slug(title)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 80


@given(st.text())
def test_a_name_is_its_own_name(title: str) -> None:
    name = slug(title)

    assert slug(name) == name
