"""Languages as ID3 names them."""

import pytest

from audioed.tagging.languages import to_iso_639_2


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("en", "eng"),
        ("en-GB", "eng"),
        ("de_AT", "deu"),
        ("FR", "fra"),
        ("ar", "ara"),
        ("pt-BR", "por"),
        ("zh-Hant-TW", "zho"),
        ("zu", "zul"),
        ("gsw-CH", "gsw"),
        ("yue", "yue"),
        ("", "und"),
        ("xx", "und"),
        ("x-private", "und"),
        ("english", "und"),
        ("日本語", "und"),
    ],
)
def test_a_language_has_three_letters(language: str, code: str) -> None:
    assert to_iso_639_2(language) == code
