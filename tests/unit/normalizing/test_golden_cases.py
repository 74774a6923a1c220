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


@pytest.mark.parametrize(("locale", "written", "spoken"), _CASES)
def test_what_is_said_is_said_the_same_when_read_again(locale: str, written: str, spoken: str) -> None:
    said = normalize_line(spoken, locale)

    assert said == spoken, written


@pytest.mark.parametrize(("locale", "written", "spoken"), _CASES)
def test_raw_parts_rebuild_the_source(locale: str, written: str, spoken: str) -> None:
    tokens = normalize(written, locale)

    assert "".join(written[token.start : token.end] for token in tokens) == written
    assert all(token.spoken == written[token.start : token.end] for token in tokens if token.kind == "plain"), spoken


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
