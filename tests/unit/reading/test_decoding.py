import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.errors import ReadingError
from audioed.reading.decoding import decode

GERMAN = (
    "Die Mädchen kauften für ihre Großmutter schöne Blüten, und über dem Fluß lag früh ein kühler Nebel. "
    "Später gingen sie zurück, weil es draußen zu heiß wurde, und tranken süßen Tee."
)
FRENCH = "Le café de l’hôtel était fermé, mais la fenêtre restait ouverte. Où êtes-vous allés cet été ?"
PORTUGUESE = "A estação não fica longe da praça; amanhã os irmãos irão à praia de avião."
POLISH = "Wczoraj poszliśmy do kościoła, a później na łąkę, i nie było nikogo. Zażółć gęślą jaźń."
ENGLISH = "“It’s late,” she said — and the café closed."
ARABIC = "خرج الرجل قبل الفجر إلى ساحة القرية ورفع بصره إلى السماء ينتظر نجما."
JAPANESE = "灯台は木で作られ、一年後に燃えました。二番目は石で作られました。"
RUSSIAN = "Первый маяк построили из дерева, и он сгорел через год. Второй построили из камня, и он стоит до сих пор."


def test_utf_8_is_read_without_a_word() -> None:
    decoded = decode(GERMAN.encode(), name="a.txt")

    assert (decoded.text, decoded.encoding, decoded.findings) == (GERMAN, "utf-8", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(encoding: str) -> None:
    decoded = decode(GERMAN.encode(encoding), name="a.txt")

    assert decoded.text == GERMAN
    assert decoded.findings == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_found_and_reported(encoding: str) -> None:
    decoded = decode(GERMAN.encode(encoding), name="a.txt")

    assert decoded.text == GERMAN
    assert f"read as {encoding.upper()}" in decoded.findings[0]


@pytest.mark.parametrize(
    ("text", "encoding", "title"),
    [
        (GERMAN, "cp1252", "windows-1252"),
        (FRENCH, "cp1252", "windows-1252"),
        (PORTUGUESE, "cp1252", "windows-1252"),
        (ENGLISH, "cp1252", "windows-1252"),
        (POLISH, "cp1250", "windows-1250"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (ARABIC, "cp1256", "windows-1256"),
        (JAPANESE, "shift_jis", "SHIFT-JIS"),
    ],
)
def test_an_undeclared_encoding_is_detected_and_reported(text: str, encoding: str, title: str) -> None:
    decoded = decode(text.encode(encoding), name="a.txt")

    assert decoded.text == text
    assert f"read as {title}" in decoded.findings[0]


def test_the_http_header_goes_before_the_meta_element() -> None:
    page = f'<meta charset="windows-1252"><p>{RUSSIAN}'.encode("koi8-r")

    assert RUSSIAN in decode(page, name="a.html", charset="koi8-r").text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_declaration_inside_is_heeded(head: str) -> None:
    decoded = decode((head + RUSSIAN).encode("cp1251"), name="a.html")

    assert RUSSIAN in decoded.text
    assert decoded.findings == ()


def test_latin_1_means_windows_1252_as_on_the_web() -> None:
    decoded = decode('<meta charset="iso-8859-1">“Grüße”'.encode("cp1252"), name="a.html")

    assert "“Grüße”" in decoded.text


def test_utf_8_that_claims_to_be_something_else_is_read_as_what_it_is() -> None:
    decoded = decode(f'<meta charset="iso-8859-1">{GERMAN}'.encode(), name="a.html")

    assert GERMAN in decoded.text
    assert "windows-1252, but it is UTF-8" in decoded.findings[0]


def test_a_meta_element_can_not_say_utf_16() -> None:
    assert decode(b'<meta charset="utf-16">abc', name="a.html").encoding == "utf-8"


def test_an_unknown_encoding_is_reported() -> None:
    decoded = decode(b'<meta charset="klingon">abc', name="a.html")

    assert decoded.findings == ('It says that it is written in "klingon", which is no known encoding.',)


def test_a_codec_that_is_no_encoding_of_text_is_an_error() -> None:
    with pytest.raises(ReadingError, match='"rot-13", which is no encoding'):
        decode("ä".encode("cp1252"), name="a.html", charset="rot13")


def test_broken_utf_8_that_was_declared_is_an_error_with_its_place() -> None:
    content = b'<meta charset="utf-8">\nfine\nbad: \xe9 here'

    with pytest.raises(
        ReadingError, match=r"a\.html is not UTF-8 throughout: line 3, byte 34 \(E9 20 68 65\)"
    ) as caught:
        decode(content, name="a.html")

    assert "iconv" in caught.value.hint


def test_bytes_that_are_no_text_in_any_encoding_are_an_error() -> None:
    with pytest.raises(ReadingError, match="can be told"):
        decode(bytes(range(128, 256)) * 4 + b"\x81\x8d\x8f\x90\x9d\xff", name="a.txt")


def test_every_kind_of_line_end_becomes_one() -> None:
    assert decode(b"a\r\nb\rc\nd\fe\vf\xc2\x85g\xe2\x80\xa8h", name="a.txt").text == "a\nb\nc\nd\ne\nf\ng\nh"


def test_control_characters_are_left_out_and_counted() -> None:
    decoded = decode(b"a\x08b\x1b[0mc\x7f", name="a.txt")

    assert decoded.text == "ab[0mc"
    assert decoded.findings == ("3 control characters were left out (U+0008, U+001B, U+007F).",)


def test_marks_of_direction_and_joiners_stay() -> None:
    text = "\u200fشلونك\u200c 👩\u200d🚀 co\u00adop"

    assert decode(text.encode(), name="a.txt").text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"])))
def test_any_text_comes_back_from_utf_8(text: str) -> None:
    assert decode(text.encode(), name="a.txt").text == text.removeprefix("\ufeff")
