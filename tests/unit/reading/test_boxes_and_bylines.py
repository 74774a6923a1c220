"""What of a page's main text is not article: boxes, lines that the opening says, words said twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audioed.markup import descendants, parse_fragment
from audioed.model import Metadata
from audioed.narrating.phrases import FOLDER, load_phrases
from audioed.reading.boxes import boxes
from audioed.reading.bylines import DATED, bylines
from audioed.reading.elements import shown_text
from audioed.reading.html import read_html

_METADATA = Metadata(
    title="The sea", language="en-GB", authors=("Ann One", "Bo Two"), date=datetime(2025, 6, 12, tzinfo=UTC)
)
_LINK = '<a href="/a">Another</a>'


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f"<div class=share-bar><span>Share</span> {_LINK} <button>Copy link</button></div>", "navigation"),
        (f"<div class='jp-relatedposts'><h3>Related</h3><p>{_LINK}</p></div>", "navigation"),
        (f"<div class='sharedaddy'><h3>Share this:</h3><ul><li>{_LINK}</li></ul></div>", "navigation"),
        (f"<p class=kicker>{_LINK}</p>", "navigation"),
        (f"<div id=toc><b>Contents</b> {_LINK} {_LINK}</div>", "navigation"),
        ("<div class=newsletter-signup><p>Every Friday.</p><form><input></form></div>", "control"),
        ("<div class=audio-player><button>Play</button> 6:12</div>", "control"),
        ("<div class=ad-slot>Buy boots</div>", "advertisement"),
        ("<div><span>Advertisement</span></div>", "advertisement"),
        ("<p>Anzeige</p>", "advertisement"),
        ("<amp-ad><div placeholder>Loading</div></amp-ad>", "advertisement"),
        ("<amp-sidebar><a href=/>Home</a></amp-sidebar>", "navigation"),
        (f"<div class=menu-main-container><ul><li>{_LINK}</ul></div>", "navigation"),
        (f"<span class=cat-links>Posted in {_LINK}</span>", "navigation"),
        ("<div id=gdpr class=cc-window>We like cookies. <button>So do I</button></div>", "control"),
        ("<div role=dialog>One more letter? <button>Yes</button></div>", "control"),
        ("<div class=paywall>Read on for a pound a week. <button>Subscribe</button></div>", "control"),
        (
            "<div class=related><h3>Related</h3>"
            + f"<h4>{_LINK}</h4><p>{'An excerpt that is long. ' * 5}</p>" * 2
            + "</div>",
            "navigation",
        ),
        ("<div class=shareBar><h3>Like this:</h3><iframe src=/l></iframe></div>", "navigation"),
        (f"<div class=most-read-container><ol><li>{_LINK}</ol></div>", "navigation"),
        ("<div class=gem-c-feedback><h2>Is this page useful?</h2><button>Yes</button></div>", "control"),
    ],
)
def test_a_box_that_leads_asks_or_sells_is_no_article(markup: str, reason: str) -> None:
    found = boxes(parse_fragment(markup))

    assert [*found.values()] == [reason]


@pytest.mark.parametrize(
    "markup",
    [
        "<p class=related>Wind is related to the sea.</p>",
        "<p class=promo>A promotion is a rise in rank.</p>",
        f"<div class=related>Wind is related to the sea, as {_LINK} tells.</div>",
        "<div class=tags>No link is in it</div>",
        "<div class=newsletter-issue><p>More of it in <a href=/x>the book</a></p></div>",
        "<div class=social><p>The dance starts at nine.</p></div>",
        "<section id=sign-up><h2>Sign up</h2><p>Write it down.</p><button>Copy</button></section>",
        "<div class='item category-travel'><h3>The inn</h3><img alt='An inn by the sea'><p>Good beer.</p></div>",
        "<div class='hentry category-fish tag-trout'><h2><a href=/i>The best inn</a></h2><p>Good beer.</p></div>",
        "<div class=teaser><h3><a href=/i>The red lamp</a></h3><p>It is small, and it is cheap, and red.</p></div>",
        "<div class=sponsored><p>This report was paid for by the Mill Trust.</p></div>",
        f"<div class=social><p>{'Society and its ways. ' * 40}</p>{_LINK}</div>",
        f"<span class=share>{_LINK}</span>",
        "<div class=player><p>The player struck the ball.</p></div>",
        f"<div class=share-bar hidden>{_LINK}</div>",
        f"<div class=paywall>{'<p>The last pages of it all cost a pound, which no one paid.</p>' * 2}<button></div>",
        f"<div class=paywall><p>The last pages of the story, which cost a pound, as {_LINK} tells.</p></div>",
        f"<div id=cookie-dough><p>Stir the flour into the butter, or take {_LINK}.</p></div>",
        "<p>The advertisement promised forty fathoms of rope.</p>",
        "<p>An <i>advertisement</i> is a notice.</p>",
        "<h2>Advertisement</h2>",
    ],
)
def test_a_name_alone_makes_no_box(markup: str) -> None:
    assert boxes(parse_fragment(markup)) == {}


def test_what_readers_wrote_below_the_article_is_no_part_of_it() -> None:
    page = parse_fragment("<p>The lamp went out at four.</p><ol class=comment-list><li>It was five!</li></ol>")

    assert [*boxes(page).values()] == ["comments"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=comments><h1>The lamp</h1><p>It went out.</p></div>",
        "<p>A talk</p><div class=comments>It went out.</div>",
    ],
)
def test_comments_that_are_most_of_a_page_are_its_text(markup: str) -> None:
    assert boxes(parse_fragment(markup)) == {}


def test_a_pull_quote_is_not_said_where_the_article_says_the_same() -> None:
    markup = "<p>She said: “Ten minutes is a long time, indeed.”</p>{}<p>Then she left.</p>"
    again = "<blockquote class=pullquote><p>Ten minutes is a long time</p><cite>Edna</cite></blockquote>"
    other = "<blockquote class=pullquote><p>Ten hours is a long time</p></blockquote>"

    assert [*boxes(parse_fragment(markup.format(again))).values()] == ["repeated"]
    assert boxes(parse_fragment(markup.format(other))) == {}


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
    ],
)
def test_a_line_that_says_more_is_read(markup: str) -> None:
    assert bylines(parse_fragment(markup), _METADATA) == {}


_PROSE = "<p>It is wide, and its water is cold and grey for all of the long, long year, they say.</p>"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f"<p>Ann One</p><p>How long?</p><p>Cy Lee</p>{_PROSE * 4}<p>Ann One</p><p>And why?</p>", "said twice"),
        (f"<div><p class=author>Ann One</p>{_PROSE}</div><div><p class=author>Cy</p>{_PROSE}</div>", "boxes"),
        (f"<p class=author>Ann One</p>{_PROSE}<p class=author>Cy Lee</p>{_PROSE}", "beside"),
        (f"{_PROSE * 4}<p class=author>Cy Lee</p>{_PROSE}<p class=author>Ann One</p>{_PROSE}", "above"),
        (f"<p>12 June 2025</p>{_PROSE}<p>13 June 2025</p>{_PROSE}", "a diary"),
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


def test_boxes_and_bylines_of_a_file_are_listed_with_the_reason() -> None:
    markup = (
        "<html lang=en><meta name=author content='Ann One'><title>The sea</title><article><h1>The sea</h1>"
        f"<p>By Ann One</p><p>It is wide.</p><div class=tags>{_LINK}</div></article>"
    )

    article = read_html(markup)

    listed = [(each.text, each.reason) for each in article.skipped if each.reason != "hidden"]
    assert listed == [("By Ann One", "byline"), ("Another", "navigation")]


@pytest.mark.parametrize("sign", ["#", "¶", "🔗"])
def test_a_link_of_a_heading_to_itself_is_not_said_and_not_the_titles(sign: str) -> None:
    link = f" <a href='#sea'>{sign}</a>"

    article = read_html(f"<html lang=en><title>The sea — Manual</title><h1 id=sea>The sea{link}</h1><p>It is wide.</p>")

    assert article.metadata.title == "The sea"
    assert (sign, "navigation") in [(each.text, each.reason) for each in article.skipped]


def test_a_link_that_is_a_sign_but_leads_elsewhere_is_said() -> None:
    root = parse_fragment("<p>The sign <a href='https://example.org/'>#</a></p>")

    article = read_html("<p>The sign <a href='https://example.org/'>#</a></p>")

    assert [shown_text(each) for each in descendants(root, "p")] == ["The sign #"]
    assert article.skipped == ()


def test_the_author_is_found_on_a_card() -> None:
    card = "<span class='author vcard'><a class='url fn n' href='/wes'>Wes Aldana</a></span>"

    assert read_html(f"<article><h1>Stones</h1><p>{card}</p></article>").metadata.authors == ("Wes Aldana",)
