from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.reading.language import detect, english, settle

SAMPLES = Path(__file__).parents[3] / "samples"
LANGUAGES = {
    "aflaj.md": "ar",
    "bahnhofsuhr.md": "de",
    "erie-canal.md": "en-US",
    "night-buses.md": "en-GB",
    "pencil.txt": "en-GB",
    "telegraphe.md": "fr",
    "tides.md": "en-GB",
}


@pytest.mark.parametrize(("name", "language"), LANGUAGES.items())
def test_the_samples_are_told_apart(name: str, language: str) -> None:
    detection = detect((SAMPLES / name).read_text(encoding="utf-8"))

    assert detection is not None
    assert detection.language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il faro fu costruito di legno, e bruciò dopo un anno. Il secondo era di pietra.", "it"),
        ("El faro se construyó de madera y ardió al cabo de un año. El segundo era de piedra.", "es"),
        ("O farol foi construído de madeira e ardeu ao fim de um ano. O segundo era de pedra.", "pt"),
        ("De vuurtoren werd van hout gebouwd en brandde na een jaar af. De tweede was van steen.", "nl"),
        ("Fyren byggdes av trä och brann ner efter ett år. Den andra var av sten, och det var bra.", "sv"),
        ("Первый маяк построили из дерева.", "ru"),
        ("Перший маяк збудували з дерева, і він згорів.", "uk"),
        ("فانوس دریایی چوبی بود و پس از یک سال سوخت، گفت پدر.", "fa"),
        ("灯台は木で作られ、一年後に燃えました。", "ja"),
        ("第一座灯塔是用木头建造的。", "zh"),
        ("המגדלור הראשון נבנה מעץ.", "he"),
        ("Ο φάρος χτίστηκε από ξύλο.", "el"),
    ],
)
def test_other_languages_are_told_by_script_or_words(text: str, language: str) -> None:
    detection = detect(text)

    assert detection is not None
    assert detection.language == language


@pytest.mark.parametrize("text", ["", "12345", "Hello", "Zorp blick frum.", "🙂🙂"])
def test_what_can_not_be_told_is_not_guessed(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The colour of the harbour.", "en-GB"),
        ("The color of the harbor.", "en-US"),
        ("It cost £5 in all.", "en-GB"),
        ("It cost $5 in all.", "en-US"),
        ("It opened on 5 May 1904.", "en-GB"),
        ("It opened on May 5, 1904.", "en-US"),
        ("Our four hours.", None),
        ("The colour cost $5.", None),
    ],
)
def test_english_is_told_by_spellings_dates_and_currencies(text: str, language: str | None) -> None:
    found = english(text)

    assert (found.language if found else None) == language


def test_english_without_a_sign_is_taken_for_american() -> None:
    detection = detect("This is one of the days that are not like the others, and it was said to be so.")

    assert detection is not None
    assert detection.language == "en-US"


CHINESE = "第一座灯塔是用木头建造的，花了 $5。"
GERMAN = "Der Zug kommt nicht, und die Leute auf dem Bahnsteig sehen sich an."


@pytest.mark.parametrize(
    ("said", "asked", "text", "language", "finding"),
    [
        ("de", "", GERMAN, "de", ""),
        ("de", "fr", GERMAN, "fr", 'language is "de", and was read as "fr"'),
        ("de", "de-AT", GERMAN, "de-AT", ""),
        ("", "de", GERMAN, "de", ""),
        ("", "", GERMAN, "de", '"de" was told by its commonest words'),
        ("en", "", GERMAN, "en", 'language is "en", but it looks like "de"'),
        ("en", "", "The colour grey.", "en-GB", 'read as "en-GB", told by signs such as "colour", "grey"'),
        ("en", "", "Hello.", "en", ""),
        ("no", "", "Det er en av de store byene, og det var ikke så mange som bodde der.", "no", ""),
        ("", "", "Hello.", "en", "--language"),
        ("en", "", CHINESE, "zh", 'language is "en"; it was read as "zh", told by its script'),
        ("ru", "", CHINESE, "zh", 'read as "zh"'),
        ("en", "en", CHINESE, "en", ""),
        ("ja", "", CHINESE, "ja", 'looks like "zh"'),
        ("sr", "", "Први светионик је био од дрвета.", "sr", ""),
    ],
)
def test_the_user_goes_before_the_source_and_the_source_before_detection(
    said: str, asked: str, text: str, language: str, finding: str
) -> None:
    settled = settle(said, asked=asked, text=text)

    assert settled.language == language
    assert finding in " ".join(settled.findings)
    assert bool(settled.findings) == bool(finding)


def test_a_text_in_another_script_is_not_in_the_usual_language() -> None:
    assert settle("en", asked="", text=CHINESE, usual="en-GB").language == "zh"


@given(st.text())
def test_any_text_is_given_a_language(text: str) -> None:
    assert settle("", asked="", text=text).language
