import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.naming import cut_title, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The River’s Edge", "the-rivers-edge"),
        ("  Bread & butter -- again ", "bread-and-butter-again"),
        ("Straße über den Øresund", "strasse-uber-den-oresund"),
        ("İstanbul’da çay", "istanbulda-cay"),
        ("CON", "con-article"),
        ("com1", "com1-article"),
        ("COM\N{SUPERSCRIPT ONE}", "com1-article"),
        ("Ａux", "aux-article"),
        ("nul.", "nul-article"),
        ("lpt9\0", "lpt9-article"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x.exe", "c-windows-x-exe"),
        ("\\\\host\\share", "host-share"),
        ("--help", "help"),
        (".htaccess", "htaccess"),
        ("a\u202egpj.exe", "agpj-exe"),
        ("x" * 300 + "/..", "x" * 80),
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


def test_a_title_stays_whole_if_apps_can_name_a_file_after_it() -> None:
    title = "word " * 46 + "words"

    assert len(f"{title}") == 235
    assert cut_title(title) == title
    assert len(cut_title(f"{title} more").encode()) <= 235
    assert len(cut_title("كلمة " * 60).encode()) <= 235


def test_a_longer_title_ends_after_a_word() -> None:
    assert cut_title("Bees, and what they do all day long", 24) == "Bees, and what they do…"
    assert cut_title("Bees, and what they do all day long", 23) == "Bees, and what they do…"
    assert cut_title("Bees, and what they do all day long", 22) == "Bees, and what they…"
    assert cut_title("Bees, and more", 8) == "Bees…"


def test_a_title_without_spaces_is_cut_between_letters_and_not_inside_one() -> None:
    assert cut_title("川" * 300) == "川" * 77 + "…"
    assert cut_title("e\u0301" * 10, 6) == "e\u0301" * 2 + "…"
    assert cut_title("👩\u200d🚀" * 4, 6) == "👩\u200d🚀…"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("  Two\n lines\t", "Two lines"),
        ("How <b> works</b>", "How ‹b› works‹/b›"),
        ("5 < 6 > 4 & a<3", "5 < 6 > 4 & a<3"),
        ("A\ud800B\x00C\ufeffD", "A B C D"),
        ("Lost\ufffd letters", "Lost letters"),
        (" \x00", "…"),
    ],
)
def test_a_title_is_one_line_that_every_reader_shows(title: str, shown: str) -> None:
    assert cut_title(title) == shown


@given(st.text(), st.integers(1, 20), st.integers(2, 255))
def test_a_cut_title_is_never_empty_or_too_long_and_is_its_own_title(part: str, times: int, longest: int) -> None:
    shown = cut_title(part * times, longest)

    assert 0 < len(shown) <= longest
    assert len(shown.encode()) <= 235
    assert cut_title(shown, longest) == shown
