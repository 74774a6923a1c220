"""What the markup says of a text, and what the narration left out."""

import pytest

from audioed.model import Span, SpanKind, Token
from audioed.normalizing import Lexicon, normalize


def _span(text: str, part: str, kind: SpanKind, value: str = "") -> Span:
    start = text.index(part)
    return Span(start=start, end=start + len(part), kind=kind, value=value)


def _said(tokens: tuple[Token, ...]) -> str:
    return "".join(token.spoken for token in tokens)


def test_silent_characters_are_not_said_and_the_rest_is_read_as_if_they_were_not_there() -> None:
    text = "It weighs 12[4]kg, they say.[5] So."
    spans = (_span(text, "[4]", SpanKind.SILENT, "note"), _span(text, "[5]", SpanKind.SILENT, "note"))

    tokens = normalize(text, "en-GB", spans=spans)

    assert _said(tokens) == "It weighs twelve kilograms, they say. So."
    assert [text[token.start : token.end] for token in tokens if token.kind == "silent"] == ["[5]"]
    assert [text[token.start : token.end] for token in tokens if token.kind == "measure"] == ["12[4]kg"]


def test_silent_characters_inside_plain_text_split_it() -> None:
    text = "one gone two"
    tokens = normalize(text, "en-GB", spans=(_span(text, "gone ", SpanKind.SILENT),))

    assert [(token.kind, token.spoken) for token in tokens] == [("plain", "one "), ("silent", ""), ("plain", "two")]


def test_a_text_that_is_silent_throughout_is_one_silent_token() -> None:
    tokens = normalize("all of it", "en-GB", spans=(Span(start=0, end=9, kind=SpanKind.SILENT),))

    assert [(token.start, token.end, token.kind, token.spoken) for token in tokens] == [(0, 9, "silent", "")]


@pytest.mark.parametrize(
    ("text", "raised", "said"),
    [
        ("some 106 cells", "6", "some ten to the sixth cells"),
        ("a plot of 5 m2 here", "2", "a plot of five square metres here"),
        ("the x2 term", "2", "the x squared term"),
        ("on the 5th floor", "th", "on the fifth floor"),
    ],
)
def test_raised_figures_are_powers(text: str, raised: str, said: str) -> None:
    start = text.rindex(raised)

    tokens = normalize(text, "en-GB", spans=(Span(start=start, end=start + len(raised), kind=SpanKind.SUPERSCRIPT),))

    assert _said(tokens) == said
    assert "".join(text[token.start : token.end] for token in tokens) == text


def test_lowered_figures_belong_to_a_formula() -> None:
    text = "less CO2 now"

    tokens = normalize(text, "en-GB", spans=(_span(text, "2", SpanKind.SUBSCRIPT),))

    assert _said(tokens) == "less C.O two now"


@pytest.mark.parametrize(
    ("written", "expansion", "said"),
    [
        ("Dept", "Department", "Department"),
        ("qty", "quantity", "quantity"),
        ("HTML", "HyperText Markup Language", "H.T.M.L"),
        ("NATO", "North Atlantic Treaty Organization", "NATO"),
        ("approx.", "approximately", "approximately"),
    ],
)
def test_an_abbreviation_is_expanded_unless_it_says_itself(written: str, expansion: str, said: str) -> None:
    text = f"the {written} here"

    tokens = normalize(text, "en-GB", spans=(_span(text, written, SpanKind.ABBREVIATION, expansion),))

    assert _said(tokens) == f"the {said} here"


def test_a_machine_readable_date_settles_which_figure_is_the_month() -> None:
    text = "due 3/4/2021 then"

    tokens = normalize(text, "en-GB", spans=(_span(text, "3/4/2021", SpanKind.TIME, "2021-03-04T10:00"),))

    assert _said(tokens) == "due the fourth of March twenty twenty one then"


@pytest.mark.parametrize("machine", ["PT3H", "2021-13-41", ""])
def test_a_machine_readable_time_that_is_no_date_leaves_the_reading_to_the_rules(machine: str) -> None:
    text = "due 3/4/2021 then"

    tokens = normalize(text, "en-GB", spans=(_span(text, "3/4/2021", SpanKind.TIME, machine),))

    assert _said(tokens) == "due the third of April twenty twenty one then"


def test_a_foreign_span_is_read_by_its_own_language() -> None:
    text = "He said Nr. 5 usw. at No. 5"

    tokens = normalize(text, "en-GB", spans=(_span(text, "Nr. 5 usw.", SpanKind.LANGUAGE, "de"),))

    assert _said(tokens) == "He said Nummer fünf und so weiter. at Number five"


def test_a_span_of_the_same_language_changes_nothing() -> None:
    text = "He has 5"

    tokens = normalize(text, "en-GB", spans=(_span(text, "has 5", SpanKind.LANGUAGE, "en"),))

    assert _said(tokens) == "He has five"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("user_name", "user name"),
        ("readFile()", "read File"),
        ("a.b", "a dot b"),
        ("pipit.send()", "pipit dot send"),
        ("__init__", "init"),
        ("x1 = 20", "x one equals two zero"),
        ("…", "…"),
    ],
)
def test_code_is_said_as_words(code: str, said: str) -> None:
    text = f"Set {code} first"

    tokens = normalize(text, "en-GB", spans=(_span(text, code, SpanKind.CODE),))

    assert _said(tokens) == f"Set {said} first"


def test_literal_text_is_left_alone_and_announced_text_is_not() -> None:
    text = "Image: 5 tubs. 5"
    spans = (
        Span(start=0, end=7, kind=SpanKind.ANNOUNCED),
        Span(start=len(text) - 1, end=len(text), kind=SpanKind.LITERAL),
    )

    tokens = normalize(text, "en-GB", spans=spans)

    assert _said(tokens) == "Image: five tubs. 5"


def test_of_two_spans_that_overlap_the_first_stands() -> None:
    text = "see abc def here"
    spans = (_span(text, "abc def", SpanKind.LITERAL), _span(text, "def here", SpanKind.CODE))

    tokens = normalize(text, "en-GB", spans=spans)

    assert [token.kind for token in tokens] == ["plain", "literal", "plain"]


def test_a_lexicon_says_the_longest_entry_at_word_boundaries_in_exact_case() -> None:
    lexicon = Lexicon((("Llan", "chlan"), ("Llan Fawr", "chlan vowr"), ("", "nothing")))

    tokens = normalize("Llan Fawr, Llan, llan and Llandudno", "en-GB", lexicon=lexicon)

    assert _said(tokens) == "chlan vowr, chlan, llan and Llandudno"
    assert [token.kind for token in tokens][:2] == ["lexicon", "plain"]


def test_an_empty_lexicon_finds_nothing() -> None:
    tokens = normalize("Llan", "en-GB", lexicon=Lexicon(()))

    assert _said(tokens) == "Llan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("re\u00adsult", "result"),
        ("a\u200bb", "ab"),
        ("ﬁve ﬂags", "five flags"),
        ("１２ ｋｇ", "twelve kilograms"),
        ("\ufeffStart", "Start"),
        ("٣ cats", "three cats"),
    ],
)
def test_invisible_and_odd_characters_are_heard_as_plain_ones(text: str, said: str) -> None:
    tokens = normalize(text, "en-GB")

    assert _said(tokens) == said
    assert "".join(text[token.start : token.end] for token in tokens) == text


def test_figures_of_arabic_are_left_to_an_arabic_voice() -> None:
    tokens = normalize("عام ٢٠٢٠", "ar")

    assert _said(tokens) == "عام ٢٠٢٠"


def test_an_empty_text_has_no_tokens() -> None:
    assert normalize("", "en-GB") == ()


def test_an_underscored_locale_is_a_locale() -> None:
    assert _said(normalize("$5.01", "en_US")) == "five dollars and one cent"


@pytest.mark.parametrize(
    ("text", "raised", "locale", "said"),
    [
        ("all 2n ways", "n", "en-GB", "all two to the n ways"),
        ("its xn+1 term", "n+1", "en-GB", "its x to the n plus one term"),
        ("the e-x curve", "-x", "en-GB", "the e to the minus x curve"),
        ("a word a here", "a", "en-GB", "a word a here"),
        ("the Mc clan", "c", "en-GB", "the Mc clan"),
        ("le 2e tour", "e", "fr", "le deuxième tour"),
    ],
)
def test_a_raised_letter_is_a_power_only_where_it_can_be_one(text: str, raised: str, locale: str, said: str) -> None:
    start = text.index(raised, 4)

    tokens = normalize(text, locale, spans=(Span(start=start, end=start + len(raised), kind=SpanKind.SUPERSCRIPT),))

    assert _said(tokens) == said
    assert "".join(text[token.start : token.end] for token in tokens) == text
