"""Dates that a page states."""

from datetime import UTC, datetime

import pytest

from audioed.markup import parse
from audioed.reading.dating import head_of, is_stated
from audioed.reading.web_page import read_page

_DATE = datetime(2013, 11, 2, tzinfo=UTC)
_ADDRESS = "https://example.org/sea"
_TEXT = "<p>" + "The lamp had burnt for a hundred years before anyone thought of turning it off. " * 6 + "</p>"


@pytest.mark.parametrize(
    "text",
    [
        "2013-11-02T08:00",
        "20131102",
        "/2013/11/2/",
        "2.11.2013",
        "02/11/13",
        "11/02/2013",
        "2013年11月2日",
        "2 November 2013",
        "2nd Nov. 2013",
        "November 2, 2013",
        "Nov 2nd 2013",
        "am 2. November 2013",
        "2 de noviembre de 2013",
        "2 listopada 2013",
        "2. listopadu 2013",
    ],
)
def test_a_date_is_found_however_it_is_written(text: str) -> None:
    assert is_stated(_DATE, f"It was {text} in all.")


@pytest.mark.parametrize(
    "text",
    ["2013", "November 2013", "In 2013, 2 boats", "2 October 2013", "12 November 2013", "2013-11-20", "12/11/2013"],
)
def test_other_figures_are_no_date(text: str) -> None:
    assert not is_stated(_DATE, f"It was {text} in all.")


def test_what_is_declared_counts_but_for_addresses() -> None:
    head = head_of(
        parse(
            "<meta name=date content=2013-11-02><meta property=og:image content=/2013/11/03/a.jpg><title>At 11</title>"
            '<script type="application/ld+json">{"image": "/2013/11/04/a.jpg", "datePublished": "2013-11-05"}</script>'
        )
    )

    assert [day for day in range(1, 8) if is_stated(_DATE.replace(day=day), head)] == [2, 5]


@pytest.mark.parametrize(
    "where",
    [
        "<h1>The lamp</h1><p>2 November 2013</p><article>{text}</article>",
        "<h1>The lamp</h1><p><time datetime=2013-11-02>Saturday</time></p><article>{text}</article>",
        "<article>{text}<p>Stand: 2.11.2013</p></article>",
    ],
)
def test_a_date_by_the_article_is_its_own(where: str) -> None:
    page = f"<html><head><title>The lamp</title></head><body>{where.format(text=_TEXT)}</body></html>"

    assert read_page(page, address=_ADDRESS).metadata.date == _DATE


@pytest.mark.parametrize(
    "where",
    [
        "<article>{text}<img src=/img/2013/11/02/x.jpg></article>",
        "<article>{text}</article><div class=rail><p>2 November 2013</p></div>",
        "<article>{text}<aside><time datetime=2013-11-02>2 November 2013</time></aside></article>",
        "<article>{text}<div class=comments><p>2 November 2013</p></div></article>",
        "<p>2 November 2013</p><h1>The lamp</h1><article>{text}</article>",
    ],
)
def test_the_date_of_something_else_is_not_the_articles(where: str) -> None:
    page = f"<html><head><title>The lamp</title></head><body>{where.format(text=_TEXT)}</body></html>"

    assert read_page(page, address=_ADDRESS).metadata.date is None


def test_the_pages_own_address_may_tell_its_date() -> None:
    page = f"<html><head><title>The lamp</title></head><body><article>{_TEXT}</article></body></html>"

    assert read_page(page, address=f"{_ADDRESS}/2013/11/02/lamp").metadata.date == _DATE
