"""Articles that go on at another address."""

import pytest

from audioed.markup import parse
from audioed.reading.paging import is_next, next_page
from audioed.reading.web_page import read_page

_OWN = "https://example.org/sea/lamps"


@pytest.mark.parametrize(
    ("own", "target"),
    [
        (_OWN, f"{_OWN}/2"),
        (f"{_OWN}/", f"{_OWN}/2/"),
        (_OWN, f"{_OWN}?page=2"),
        (f"{_OWN}?id=7", f"{_OWN}?id=7&page=2"),
        (_OWN, f"{_OWN}/page/2/"),
        (_OWN, f"{_OWN}/seite-2"),
        (f"{_OWN}.html", f"{_OWN}-2.html"),
        (f"{_OWN}.html", f"{_OWN}/2"),
        (f"{_OWN}.html", f"{_OWN}.html?page=2"),
        (f"{_OWN}/page/2", f"{_OWN}/page/3"),
        (f"{_OWN}?page=2", f"{_OWN}?page=3"),
    ],
)
def test_an_address_that_adds_a_number_is_the_next_page(own: str, target: str) -> None:
    assert is_next(target, own)


@pytest.mark.parametrize(
    ("own", "target"),
    [
        (_OWN, "https://example.org/sea/buoys"),
        (_OWN, f"{_OWN}-and-more"),
        (_OWN, f"{_OWN}/3"),
        (_OWN, _OWN),
        ("https://example.org/story/122", "https://example.org/story/123"),
        ("https://example.org/", "https://example.org/page/2"),
        (_OWN, f"{_OWN}/comment-page-2"),
        (f"{_OWN}?page=2", f"{_OWN}?page=1"),
        (f"{_OWN}/page/2", "https://example.org/page/3"),
        ("", "/2"),
    ],
)
def test_another_story_or_page_is_not_the_next(own: str, target: str) -> None:
    assert not is_next(target, own)


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel=next href=/sea/lamps/2>",
        "<a rel='next nofollow' href=lamps/2#top>More</a>",
        "<ul><li>1<li><a href=?page=2> 2 </a></ul>",
    ],
)
def test_a_link_to_the_next_page_is_found(markup: str) -> None:
    assert next_page(parse(markup), _OWN) in (f"{_OWN}/2", f"{_OWN}?page=2")


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel=next href=/sea/buoys>",
        "<a href=/sea/lamps/2>Part two</a>",
        "<a href='http://[#n1'>1</a>",
        "<div class=comments-nav><a href=?page=2>2</a></div>",
        "<p>",
    ],
)
def test_other_links_lead_to_no_page_of_the_article(markup: str) -> None:
    assert next_page(parse(markup), _OWN) == ""


def test_that_an_article_goes_on_elsewhere_is_reported() -> None:
    article = read_page("<link rel=next href=/sea/lamps/2><p>one", address=_OWN)

    assert article.findings == (f"This is one page of several; the next is {_OWN}/2",)
