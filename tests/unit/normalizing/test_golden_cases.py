"""Each semiotic class has a file of cases: locale, input, expected."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audioed.normalizing import normalize, normalize_line, sentences_line, split_sentences

_FOLDER = Path(__file__).parents[2] / "golden" / "normalization"


def _rows(*names: str) -> Iterator[list[str]]:
    for name in names:
        for line in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield line.split("\t")


_CLASSES = sorted(path.stem for path in _FOLDER.glob("*.tsv") if path.stem != "sentences")
_CASES = [pytest.param(*row, id=f"{name}-{row[1]}") for name in _CLASSES for row in _rows(name)]


@pytest.mark.parametrize(("locale", "written", "spoken"), _CASES)
def test_a_case_is_read_as_its_file_says(locale: str, written: str, spoken: str) -> None:
    said = normalize_line(written, locale)

    assert said == spoken


@pytest.mark.parametrize("name", _CLASSES)
def test_what_is_said_is_said_the_same_when_read_again(name: str) -> None:
    changed = [
        (locale, spoken, again)
        for locale, _, spoken in _rows(name)
        if (again := normalize_line(spoken, locale)) != spoken
    ]

    assert changed == []


@pytest.mark.parametrize("name", _CLASSES)
def test_raw_parts_rebuild_the_source_and_plain_ones_are_said_as_written(name: str) -> None:
    for locale, written, _ in _rows(name):
        tokens = normalize(written, locale)

        raw = [written[token.start : token.end] for token in tokens]
        assert "".join(raw) == written
        assert all(token.spoken == part for token, part in zip(tokens, raw, strict=True) if token.kind == "plain")


@pytest.mark.parametrize(("locale", "sentences"), list(_rows("sentences")))
def test_sentences_are_split_where_the_file_says(locale: str, sentences: str) -> None:
    text = sentences.replace(" ||| ", " ").replace("。 ", "。") if locale == "ja" else sentences.replace(" ||| ", " ")

    starts = split_sentences(text, locale)

    assert sentences_line(text, locale) == sentences
    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))


def test_there_are_enough_cases() -> None:
    """What articles contain is wide: a class without cases is a class that nobody has read."""
    assert len(_CASES) >= 600
    assert all(sum(1 for _ in _rows(name)) >= 20 for name in _CLASSES)


@pytest.mark.parametrize(
    "piece", ["1-", "A1", "1x1", "$", "#", "a@", "St. ", "B. ", "“A. ", "… ", "1/", "½", "@a", "(1"]
)
def test_long_rows_of_signs_are_read_without_losing_any(piece: str) -> None:
    text = piece * 1000

    tokens = normalize(text, "en-GB")
    starts = split_sentences(text, "en-GB")

    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert starts[-1] < len(text)


def test_in_data_without_spaces_numbers_are_read_and_nothing_else_is_looked_for() -> None:
    data = "A1-" * 400

    said = normalize_line(f"On 5 May {data} on 6 May", "en-GB")

    assert said.startswith("On the fifth of May A-one-A one-")
    assert said.endswith("A one- on the sixth of May")
