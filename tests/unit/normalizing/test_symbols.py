"""Signs between what are no words."""

import pytest

from audioed.normalizing import normalize_line


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("n!/k!", "n! slash k!"),
        ("5!/3! is", "five! slash three! is"),
        ("f'/g' is", "f' slash g' is"),
        ("(a)/(b)", "(a) slash (b)"),
        ("go to /home (or /)", "go to slash home (or slash)"),
        ("a/b", "a or b"),
        ("yes / no", "yes / no"),
    ],
)
def test_a_slash_stands_apart_from_what_is_no_letter(written: str, said: str) -> None:
    assert normalize_line(written, "en-GB") == said
