import pytest

from audioed.model import Metadata, Passage, PassageKind, Script, Span, SpanKind
from audioed.normalizing import Entry, Lexicon
from audioed.normalizing.lexicons import general_entries, lexicon_for
from audioed.normalizing.lexicons.auditing import unsettled
from audioed.normalizing.lexicons.trying import changes, parse_rule, trials
from audioed.normalizing.script import normalize_script


def script(
    text: str,
    *spans: Span,
    kind: PassageKind = "paragraph",
    lexicon: Lexicon | None = None,
    language: str = "en-GB",
) -> Script:
    passage = Passage(block="b", kind=kind, text=text, spans=spans, language=language)
    return normalize_script(
        Script(metadata=Metadata(title="T", language=language), passages=(passage,)), lexicon=lexicon
    )


def audited(*scripts: Script, known: str = "") -> list[tuple[str, str]]:
    return [(word.written, word.why) for word in unsettled(scripts, lambda word: word in known.split())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Okello spoke.", [("Okello", "name")]),
        ("Okello spoke.", []),
        ("Okello spoke. Then Okello's friend did.", [("Okello", "name")]),
        ("“Okello,” said I. I'm in March, on Monday.", []),
        ("The QXVB and NATO met.", [("QXVB", "capitals")]),
        ("The NEVER ENDING story", []),
        ("A naïve châtelain", [("naïve", "foreign"), ("châtelain", "foreign")]),
        ("In 2014 it cost $5m.", []),
    ],
)
def test_names_capitals_and_foreign_words_are_listed(text: str, found: list[tuple[str, str]]) -> None:
    assert audited(script(text)) == found


def test_what_a_lexicon_or_a_dictionary_covers_is_settled() -> None:
    lexicon = Lexicon((("Okello", "oh kello"),))

    assert audited(script("Then Okello and Byrne ran.", lexicon=lexicon), known="Byrne") == []


def test_a_heading_alone_makes_no_name() -> None:
    heading = script("The Fall Of Okello", kind="heading")

    assert audited(heading) == []
    assert audited(heading, script("Then Okello ran.")) == [("Okello", "name")]


def test_words_of_another_language_are_foreign_and_announcements_are_ours() -> None:
    text = "Image: the cat said miau."

    found = audited(
        script(
            text,
            Span(start=0, end=7, kind=SpanKind.ANNOUNCED),
            Span(start=20, end=24, kind=SpanKind.LANGUAGE, value="de"),
        )
    )

    assert found == [("miau", "foreign")]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Über die Straße in Köln kam Łukasz nach Hause.", [("Łukasz", "foreign")]),
        ("fr", "L'été, déjà, Łukasz était à Paris.", [("Łukasz", "foreign"), ("Paris", "name")]),
        ("ar", "قبل الفجر بقليل", []),
        (
            "en",
            "Then President Smith left London's River Walk in Ouagadougou.",
            [("Walk", "name"), ("Ouagadougou", "name")],
        ),
    ],
)
def test_what_is_a_languages_own_or_common_is_not_listed(
    language: str, text: str, found: list[tuple[str, str]]
) -> None:
    assert audited(script(text, language=language)) == found


def test_the_first_word_after_an_announcement_is_no_name_for_its_capital() -> None:
    announced = Span(start=0, end=8, kind=SpanKind.ANNOUNCED)

    assert audited(script("Caption: Glue it to Okello.", announced)) == [("Okello", "name")]


def test_a_word_comes_with_its_first_sentence_and_how_often_it_stands() -> None:
    (word,) = unsettled([script("It rained. Then Okello ran.\nSo Okello won.")], lambda _: False)

    assert (word.written, word.spoken, word.sentence, word.count) == ("Okello", "Okello", "Then Okello ran.", 2)


def test_capitals_come_with_what_is_said_for_them() -> None:
    (word,) = unsettled([script("The QXVB met.")], lambda _: False)

    assert word.spoken == "Q.X.V.B"


def test_the_sentences_of_the_general_lexicon_are_said_as_expected() -> None:
    tried = trials(general_entries("en"), lexicon_for("en-GB"), locale="en-GB")

    assert len(tried) >= 10
    assert [trial for trial in tried if not trial.passed] == []


def test_a_sentence_without_an_expected_reading_must_hold_the_spoken_form() -> None:
    right = Entry(written="Bath", spoken="barth", sentence="In Bath.")
    wrong = Entry(written="Bath", spoken="barth", sentence="In bath.", language="fr")

    tried = trials([right, wrong], Lexicon((right, wrong)), locale="en-GB")

    assert [trial.passed for trial in tried] == [True, False]


def test_changes_are_told_by_the_sentence() -> None:
    text = "We saw 2 ships. Then Okello ran 5 km. It rained."

    (change,) = changes(script(text), script(text, lexicon=Lexicon((("Okello", "oh kello"),))))

    assert (change.block, change.written) == ("b", "Then Okello ran 5 km.")
    assert change.before == "Then Okello ran five kilometres."
    assert change.after == "Then oh kello ran five kilometres."


@pytest.mark.parametrize(
    ("rule", "entry"),
    [("Kyiv = Keev", Entry(written="Kyiv", spoken="Keev")), ("Kyiv", None), ("=x", None), ("x=", None)],
)
def test_a_rule_is_two_forms_with_an_equals_sign(rule: str, entry: Entry | None) -> None:
    assert parse_rule(rule) == entry
