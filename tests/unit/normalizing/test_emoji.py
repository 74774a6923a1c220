"""What emoji are called, in the tables that come from CLDR."""

import pytest

from audioed.normalizing import normalize_line
from audioed.normalizing.emoji import name_of
from audioed.normalizing.tables import rows

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "nl", "pt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_said_as_it_stands(language: str) -> None:
    named = [fields[1] for fields in rows(f"emoji/{language}.tsv")]

    assert [name for name in named if normalize_line(name, language) != name] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_emoji_of_one_language_has_a_name_in_each(language: str) -> None:
    emoji = [fields[0] for fields in rows("emoji/en.tsv")]

    assert [one for one in emoji if not normalize_line(one, language)] == []


@pytest.mark.parametrize(
    ("emoji", "name"),
    [
        ("👍", "Daumen hoch"),
        ("👍🏽", "Daumen hoch"),
        ("☀️", "Sonne"),
        ("👩‍💻", "IT-Expertin"),
        ("👩‍🫠", "Frau"),
        ("🇨🇭", "Flagge Schweiz"),
        ("🇽🇽", ""),
        ("🏽", ""),
    ],
)
def test_an_emoji_is_named_whatever_it_looks_like(emoji: str, name: str) -> None:
    assert name_of(emoji, "de") == name


def test_a_language_without_a_table_has_no_names() -> None:
    assert name_of("👍", "fi") == ""
