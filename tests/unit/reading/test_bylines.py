"""Lines that only say what the opening says, and lines that look like them: who speaks, and on which day."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audioed.markup import descendants, parse_fragment
from audioed.model import Metadata
from audioed.narrating.phrases import FOLDER, load_phrases
from audioed.reading.bylines import DATED, bylines
from audioed.reading.elements import shown_text

_METADATA = Metadata(
    title="The sea",
    language="en-GB",
    authors=("Ann One", "Bo Two"),
    date=datetime(2025, 6, 12, tzinfo=UTC),
    publisher="The Mill",
)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>By Ann One and Bo Two</p>",
        "<p class=byline>By <a rel=author>Ann One</a>, <time>12 June 2025</time></p>",
        "<p>By Ann One, 12 June 2025</p>",
        "<div class=dateline><time>12 June 2025, 6.30am BST</time> · Updated <time>9.15am</time> · 4 min read</div>",
        "<div class=entry-meta>Posted on <time>June 12</time> by <span>Ann One</span> 2 Comments</div>",
        "<ul class=meta><li>Ann One</li><li><time>12 June</time></li></ul>",
        "<p><time>12 June 2025</time></p>",
        "<p>Donnerstag, 12. Juni 2025</p>",
        "<div>2025年6月12日</div>",
        "<div class=post__meta-author>Ann One</div>",
        "<p>par <span class=auteurs>Ann One</span></p>",
        "<div class=byline>Por: <a rel=author>Ann One</a> <a href='mailto:a@b.example'>a@b.example</a></div>",
        "<div><span>Ann One</span>, <span><a href=/o><span>View profile</span></a> <span>Bo</span> Two</span></div>",
        "<div><span class=author>Ann One</span><p>wrote this</p></div>",
        "<p>It is wide, and its water is cold and grey for all of the year.</p><p>12 June 2025</p>",
        "<p class=byline>By Ann One, Staff Writer</p>",
        "<p class=byline>Von Ann One, Redakteurin, 0:05 Uhr, 12. Juni 2025</p>",
        "<p class=meta>12 June 2025 in <a href=/c>Politics</a></p>",
        "<p class=meta>12 June 2025 <span>The Mill</span></p>",
    ],
)
def test_a_line_that_names_only_author_and_date_is_the_openings(markup: str) -> None:
    found = bylines(parse_fragment(markup), _METADATA)

    assert [*found.values()] == ["byline"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Ann One rows across the bay every morning before work</p>",
        "<p class=author>Ann One writes about the sea.</p>",
        "<p class=author>By Cy Three</p>",
        "<p>By Ann One and Cy Three</p>",
        "<p>We asked <a href=/one><span>Ann One</span></a> why she rows</p>",
        "<p><span class=name>My name is </span><span class=author>Ann One</span><span>, and I row.</span></p>",
        "<div>The story of <span class=author>Ann One</span></div>",
        "<div><span>We met</span> <span class=author>Ann One</span> <span>twice.</span></div>",
        "<h2>What <span class=author>Ann One</span> saw</h2>",
        "<p>The flood of <span class=date><time>12 June 2025</time></span> was the last</p>",
        "<p>Ann One:</p>",
        "<ul><li>Ann One<li>Cy Three</ul>",
        f"<p>{'It is wide, and cold. ' * 9}</p><p>12 June 2025</p>",
        "<p>The second flood, 12 June 2025</p>",
        "<p>12 June 2024</p>",
        "<p>Ann One</p><p>Why?</p><p>Ann One</p><p>And how?</p>",
        f"<p>{'It is wide. ' * 20}</p><p>Yours sincerely,</p><p>Ann One</p>",
        "<p>When: 12 June 2025</p>",
        "<p>Oxbridge, 12 June 2025</p>",
        "<div>Thursday, 12 June 2025, 19:30</div>",
        "<p>Ann One, 3</p>",
        "<p>Ann One, 1934 - 2020</p>",
        "<ul class=cast-meta><li>Cy Lee</li><li>Ann One</li><li>Di Roe</li></ul>",
        "<div class=story-meta>Ann One has followed the river for years, and she met the baker</div>",
        "<div class=event-date><time>3 May</time> Concert in the park</div>",
        "<div class=date><time>1914</time></div>",
        "<p class=recipe-meta>Preparation: <time>20 minutes</time>, for four people</p>",
        f"<p>{'It is wide. ' * 20}</p><p>With Ann One and Bo Two on guitar, drums and old accordion</p>",
        "<blockquote><p class=author>Ann One</p></blockquote>",
        "<figure><figcaption><span class=byline>Ann One</span></figcaption></figure>",
        "<div hidden class=byline>Ann One</div>",
        f"<p class=byline>{'Ann One ' * 50}</p>",
        "<div class=byline><h2>Ann One</h2></div>",
        "<p></p>",
        "<p class=event-date>12 June 2025, 19:30</p>",
        "<p class=date>12 June 2025, 19:30, Town Hall, Room 4</p>",
        "<p class=date>12. Juni 2025, 19 Uhr, Rathaus</p>",
        "<p class=date>12 June 2025: road closed again</p>",
        "<div class=meta>12 June 2025 | 4,000 visitors | Free entry</div>",
        "<div class=date><time>12 June 2025, 19:30</time>, Town Hall</div>",
        "<p><b>Deadline:</b> <time>12 June 2025</time></p>",
        "<div>Deadline</div><div class=date>12 June 2025</div>",
        "<p class=author>Ann One with Cy Three</p>",
        "<p class=byline>By Ann One. Photographs by Cy Three</p>",
        "<p class=byline>By <a href=/a>Ann One</a> and <a href=/c>Cy Three</a></p>",
        "<p class=author>Ann One, historian, Oxbridge</p>",
        "<p class=author>Ann One, 0123 456789</p>",
        "<p class=dateline>OXBRIDGE, 12 June 2025</p>",
    ],
)
def test_a_line_that_says_more_is_read(markup: str) -> None:
    assert bylines(parse_fragment(markup), _METADATA) == {}


@pytest.mark.parametrize(
    "above", ["<div>Written by</div>", "<div class=topic>Sea</div>", "<div><a href=/s>Sea</a></div>", "<p>Sea</p>"]
)
def test_what_stands_above_a_date_is_a_label_only_if_nothing_else_tells_what_it_is(above: str) -> None:
    found = bylines(parse_fragment(f"{above}<div class=date>12 June 2025</div>"), _METADATA)

    assert len(found) == 1


_PROSE = "<p>It is wide, and its water is cold and grey for all of the long, long year, they say.</p>"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f"<p>Ann One</p><p>How long?</p><p>Cy Lee</p>{_PROSE * 4}<p>Ann One</p><p>And why?</p>", "said twice"),
        (f"<div><p class=author>Ann One</p>{_PROSE}</div><div><p class=author>Cy</p>{_PROSE}</div>", "boxes"),
        (f"<p class=author>Ann One</p>{_PROSE}<p class=author>Cy Lee</p>{_PROSE}", "beside"),
        (f"{_PROSE * 4}<p class=author>Cy Lee</p>{_PROSE}<p class=author>Ann One</p>{_PROSE}", "above"),
        (f"<p>12 June 2025</p>{_PROSE}<p>13 June 2025</p>{_PROSE}", "a diary"),
        ("<ul><li class=author>Ann One</li><li class=author>Cy Three</li></ul>", "a list"),
        ("<p class=author>Ann One</p><p>Come quickly now</p><p class=author>Cy</p><p>I am coming</p>", "a chat"),
        (
            "<div><div>The chair of all</div><div>Ann One</div></div><div><div>Notes</div><div>Cy Lee</div></div>",
            "rows",
        ),
        ("<p class=author>Ann One</p>How long?<p class=author>Cy Lee</p>Since I was nine.", "in no paragraph"),
        (f"<p>Ann One</p><p hidden>x</p><p></p>{_PROSE}<p>Ann One</p><div>{'One may read on. ' * 400}</div>", "long"),
    ],
)
def test_who_speaks_and_on_which_day_is_read(markup: str, reason: str) -> None:
    assert bylines(parse_fragment(markup), _METADATA) == {}, reason


@pytest.mark.parametrize(
    ("markup", "number"),
    [
        (f"<p>Ann One</p>{_PROSE}<p class=author>Ann One</p><p>Share</p>", 2),
        (f"<p>Ann One</p>{_PROSE}<p class=author>Ann One</p><p>Ann One writes about the sea.</p>", 2),
        (f"<p>Ann One</p>{_PROSE}<p class=author>Ann One</p><h2>And more.</h2>", 2),
        (f"<p>Ann One</p>{_PROSE}<p class=author>Ann One</p>", 2),
        (f"<p>Ann One</p>{_PROSE}<aside><p>Ann One</p><p>She writes about the sea.</p></aside>", 1),
        (f"<p>Ann One</p> and {_PROSE}<p>Ann One</p>{_PROSE}", 2),
        (f"<p class=author>Ann One</p>{_PROSE}<p class=place>Oban</p>{_PROSE}", 1),
        (f"<p class=author>Ann One</p>{_PROSE}<p class=author>{'Cy Lee and many others ' * 10}</p>{_PROSE}", 1),
        (f"<p>12 June 2025</p>{_PROSE}<p>A day later</p>{_PROSE}", 1),
        ("<p class=author>Ann One</p><aside><p class=author>Cy Lee</p></aside>", 1),
        ("<p class=author>Ann One</p><p class=author hidden>Cy Lee</p>", 1),
        ("<p class=author>Ann One</p><p class=author>at sea</p>", 1),
        ("<div>Ann One</div><div>Contents</div>", 1),
        (f"<div><p class=author>Ann One</p></div><div class=teaser><p class=author>Cy</p>{_PROSE}</div>", 1),
    ],
)
def test_a_byline_is_none_who_speaks(markup: str, number: int) -> None:
    assert len(bylines(parse_fragment(f"<main>{markup}</main>"), _METADATA)) == number


@pytest.mark.parametrize(
    "line",
    ["Samstag, 12. Oktober 2025", "12.10.2025", "2025-10-12", "2025年10月12日", "<time>12 July 2025</time>"],
)
def test_the_same_day_of_another_month_is_read(line: str) -> None:
    assert bylines(parse_fragment(f"<p>{line}</p>"), _METADATA) == {}


@pytest.mark.parametrize("line", ["12.06.2025", "06/12/2025", "2025-06-12", "12 июня 2025", "12 June 2025 10:11"])
def test_a_date_is_known_in_figures_and_in_languages_whose_months_are_not(line: str) -> None:
    assert len(bylines(parse_fragment(f"<p class=date>{line}</p>"), _METADATA)) == 1


@pytest.mark.parametrize(
    ("published", "lines", "read"),
    [
        ("2025-06-12T00:00:00+00:00", ["13 June 2025"], ["13 June 2025"]),
        ("2025-06-12T20:00:00+00:00", ["13 June 2025"], []),
        ("2025-06-12T05:00:00+00:00", ["11 June 2025"], []),
        ("2025-06-12T10:00:00+00:00", ["13 June 2025"], ["13 June 2025"]),
        ("2025-06-12T20:00:00+02:00", ["13 June 2025"], ["13 June 2025"]),
        ("2025-06-12T01:00:00+02:00", ["11 June 2025"], []),
        ("2025-06-12T20:00:00+00:00", ["12 June 2025", "Friday, 13 June 2025"], ["Friday, 13 June 2025"]),
        ("2025-06-12T20:00:00+00:00", ["13 June 2025", "On 13 June 2025"], ["13 June 2025", "On 13 June 2025"]),
    ],
)
def test_another_day_is_the_date_only_where_the_clock_may_have_been_another(
    published: str, lines: list[str], read: list[str]
) -> None:
    root = parse_fragment("".join(f"<p>{line}</p>" for line in lines))

    found = bylines(root, replace(_METADATA, date=datetime.fromisoformat(published)))

    assert [line for line in lines if line not in map(shown_text, found)] == read


_POLISH = "<p>W sobotę wielu ludzi przyszło do starej hali nad rzeką, bo po długiej przerwie było tam znów święto.</p>"


@pytest.mark.parametrize(
    ("language", "markup", "read"),
    [
        ("pl", "<p>12 czerwca 2025</p><p>Ann One</p>", ["12 czerwca 2025"]),
        ("pl-PL", "<p class=meta>Ann One, 12 czerwca 2025</p>", ["Ann One, 12 czerwca 2025"]),
        ("", f"<p>12 czerwca 2025</p><p>Ann One</p>{_POLISH}", ["12 czerwca 2025"]),
        ("pt-BR", "<p>12 de junho de 2025</p><p>Ann One</p>", []),
        ("", "<p>12 June 2025</p><p>Ann One</p>", []),
    ],
)
def test_a_date_is_read_where_the_opening_does_not_say_it(language: str, markup: str, read: list[str]) -> None:
    root = parse_fragment(markup)

    found = bylines(root, replace(_METADATA, language=language))

    lines = [shown_text(each) for each in descendants(root, "p")][: len(found) + len(read)]
    assert [line for line in lines if line not in map(shown_text, found)] == read


def test_the_languages_in_which_the_opening_says_the_date_are_those_that_have_phrases() -> None:
    stated = {path.stem for path in FOLDER.glob("*.toml") if "{date}" in load_phrases(path.stem, {}).text("opening")}

    assert stated == DATED


def test_a_date_that_the_opening_does_not_know_is_read() -> None:
    root = parse_fragment("<p class=date><time>12 June 2025</time></p>")

    assert bylines(root, Metadata(title="The sea", language="en")) == {}
