from collections.abc import Sequence

import pytest

from audioed.normalizing import Entry, Lexicon, normalize


def said(text: str, *entries: Entry | tuple[str, str], language: str = "en-GB") -> str:
    return "".join(token.spoken for token in normalize(text, language, lexicon=Lexicon(entries)))


def test_the_longest_entry_is_found_whatever_the_order() -> None:
    entries = (("Xi", "Shee"), ("Xi Jinping", "Shee Jin ping"), ("Jinping", "no"))

    assert said("Xi Jinping met Xi.", *entries) == "Shee Jin ping met Shee."
    assert said("Xi Jinping met Xi.", *reversed(entries)) == "Shee Jin ping met Shee."


def test_a_later_entry_stands_above_an_earlier_one() -> None:
    assert said("Bath", ("Bath", "bath"), ("Bath", "barth")) == "barth"


def test_case_counts_unless_an_entry_says_otherwise() -> None:
    exact, any_case = Entry(written="Nice", spoken="niece"), Entry(written="gnocchi", spoken="nyocky", any_case=True)

    assert said("Nice is nice, Gnocchi and GNOCCHI", exact, any_case) == "niece is nice, nyocky and nyocky"


@pytest.mark.parametrize("text", ["Kyivan", "e\u0301Kyiv", "Kyiv\u0301", "Kyiv_1", "3Kyiv"])
def test_only_whole_words_are_found(text: str) -> None:
    assert list(Lexicon((("Kyiv", "Keev"),)).find(text)) == []


@pytest.mark.parametrize(
    "text", ["www.Kyiv.example", "https://example.org/Kyiv", "Kyiv@example.org", "@Kyiv", "#Kyiv", "Kyiv.md", "a\\Kyiv"]
)
def test_addresses_names_of_files_and_tags_are_left_to_the_rules(text: str) -> None:
    assert list(Lexicon((("Kyiv", "Keev"),)).find(text)) == []


@pytest.mark.parametrize("text", ["Kyiv's", "Kyiv.", "(Kyiv)", "Kyiv-based", "…Kyiv", "Kyiv/", "“Kyiv”"])
def test_what_stands_around_a_word_is_no_part_of_it(text: str) -> None:
    assert [text[start:end] for start, end, _ in Lexicon((("Kyiv", "Keev"),)).find(text)] == ["Kyiv"]


def test_typeset_apostrophes_hyphens_and_spaces_count_as_plain_ones() -> None:
    entries = (("O'Shea", "O'Shay"), ("tête-à-tête", "tet a tet"), ("Le Pen", "le penn"))

    assert said("O’Shea, tête‑à‑tête, Le\u00a0Pen", *entries) == "O'Shay, tet a tet, le penn"


def test_an_entry_may_begin_and_end_with_signs() -> None:
    assert (
        said("The .NET and LGBTQ+ people", (".NET", "dot net"), ("LGBTQ+", "queer")) == "The dot net and queer people"
    )


def test_letters_that_grow_in_small_letters_keep_their_places() -> None:
    entry = Entry(written="izmir", spoken="iz meer", any_case=True)

    assert said("İİİ Izmir", entry).endswith(" iz meer")


@pytest.mark.parametrize(
    ("language", "texts"),
    [("en", {"en-GB", "en-US", "en"}), ("en-GB", {"en-GB"}), ("", {"en-GB", "en-US", "en", "fr"})],
)
def test_an_entry_holds_for_its_language_and_its_countries(language: str, texts: set[str]) -> None:
    lexicon = Lexicon((Entry(written="Reims", spoken="reemz", language=language),))

    assert {text for text in ("en-GB", "en-US", "en", "fr") if list(lexicon.find("Reims", text))} == texts


def test_foreign_passages_are_not_said_with_entries_of_the_articles_language() -> None:
    lexicon = Lexicon((Entry(written="Reims", spoken="reemz", language="en"),))

    assert [token.spoken for token in normalize("Reims", "fr", lexicon=lexicon)] == ["Reims"]


def test_an_entry_with_ipa_alone_says_what_is_written() -> None:
    assert said("Kyiv", Entry(written="Kyiv", ipa="ˈkiːjɪu̯")) == "Kyiv"


def test_an_article_can_stand_above_a_show() -> None:
    show = Lexicon((("Bath", "bath"), ("Wells", "wells")), findings=("one",))

    both = show.under((("Bath", "barth"),))

    assert _found(both, "Bath Wells") == ["barth", "wells"]
    assert both.findings == ("one",)
    assert show.under(()) is show


def _found(lexicon: Lexicon, text: str) -> Sequence[str]:
    return [spoken for _, _, spoken in lexicon.find(text)]
