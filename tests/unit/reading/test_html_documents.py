"""Whole documents: what they say of themselves, and which part of them is the article."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from audioed.markup import parse
from audioed.model import Article, Heading
from audioed.reading.html_metadata import found_publisher, read_date, read_metadata
from audioed.reading.identify import text_of
from audioed.reading.web_page import read_file, read_page

_PROSE = "This sentence has well over a dozen words, so that nobody would take it for a label."


def _texts(article: Article) -> list[str]:
    return [text_of(block) for block in article.blocks]


def _outside(article: Article) -> list[str]:
    return [each.text for each in article.skipped if each.reason == "outside-main-text"]


# Which part is the article. ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        f"<header>a</header><main><p>{_PROSE}</p></main><footer>b</footer>",
        f"<div>a</div><div><article><p>{_PROSE}</p></article></div><div>b</div>",
        f"<header>a</header><div role=main><p>{_PROSE}</p></div><footer>b</footer>",
        f"<nav>a</nav><p>{_PROSE}</p><aside>b</aside>",
        f"<main hidden>x</main><header>a</header><p>{_PROSE}</p><footer>b</footer>",
        f"<nav>a</nav><main> </main><p>{_PROSE}</p><aside>b</aside>",
        f"<main>a<article><p>{_PROSE}</p></article></main><footer>b</footer>",
    ],
)
def test_the_article_is_where_the_page_marks_it(markup: str) -> None:
    article = read_file(f"<html><head><title>t</title><script>s</script></head><body>{markup}</body></html>")

    assert _texts(article) == [_PROSE]
    assert sorted(_outside(article)) == ["a", "b"]
    assert article.findings == ()


def test_an_article_in_a_part_that_is_hidden_is_not_the_article() -> None:
    article = read_file(f"<div hidden><main><article>{_PROSE} {_PROSE}</article></main></div><p>one")

    assert _texts(article) == ["one"]


@pytest.mark.parametrize("tag", ["article", "main", "section", "figure", "custom-box", "p"])
def test_a_page_needs_no_body_tag(tag: str) -> None:
    article = read_file(f"<html lang=en><meta charset=utf-8><title>T</title><{tag}>one<h2>two</h2></{tag}><p>three")

    assert " ".join(_texts(article)) in ("one two three", "one two")


def test_of_several_articles_of_equal_weight_none_is_the_article() -> None:
    article = read_file("<main><article>one</article><article>two</article></main>")

    assert _texts(article) == ["one", "two"]


def test_headers_and_asides_of_the_article_itself_are_read() -> None:
    article = read_file(f"<article><header><h1>one</h1></header><aside>two</aside><p>{_PROSE}</p></article>")

    assert _texts(article) == ["one", "two", _PROSE]


def test_headers_of_sections_are_read_where_the_page_has_no_main_part() -> None:
    assert _texts(read_file("<section><header>one</header><p>two</section>")) == ["one", "two"]


def test_prose_outside_of_the_article_is_reported() -> None:
    prose = "Another sentence which has rather more than a dozen words stands here, outside of all."

    article = read_file(f"<main><p>{_PROSE} {_PROSE}</main><div><p>{prose}</p><p>short</p><p hidden>{_PROSE}</p></div>")

    (finding,) = article.findings
    assert finding.startswith("15 words of prose outside the main text are not read; they begin “Another sentence")
    assert finding.endswith("than a dozen words …”")


def test_a_page_without_body_is_an_article_without_blocks() -> None:
    article = read_file("")

    assert article == Article(metadata=article.metadata, blocks=())
    assert article.metadata.title == ""


def test_the_title_counts_for_no_level() -> None:
    article = read_file("<title>The day</title><h1>The day</h1><h2>Morning</h2><h3>Six</h3><h2>Noon</h2>")

    levels = [(block.level, text_of(block)) for block in article.blocks if isinstance(block, Heading)]

    assert levels == [(1, "The day"), (1, "Morning"), (2, "Six"), (1, "Noon")]


# What a page says of itself. -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title> The\n day </title>", "The day"),
        ("<title>The day | The Times</title>", "The day | The Times"),
        ("<title>The day | The Times</title><h1>The <i>day</i></h1>", "The day"),
        ("<title>The Times – The day</title><h1>The day</h1>", "The day"),
        ("<h1>The day</h1><h1>Noon</h1>", "The day"),
        ('<meta property="og:title" content="The day &amp;amp; night"><title>x</title>', "The day & night"),
        ('<meta name="citation_title" content="The day"><meta property="og:title" content="x">', "The day"),
        ("<p>text", "file name"),
        ('<meta property=og:title content="The May flood | The Paper"><h1>THE MAY FLOOD</h1>', "The May flood"),
        ("<title>The flood of May [Coast.net]</title><h1>The flood of May</h1>", "The flood of May"),
        ("<title>Ann One: Would he read? | Reports | The Coast</title><h1>Would he read?</h1>", "Would he read?"),
        ("<title>The fog: Part 8 – The Coast</title><h1>The fog: Part 8</h1>", "The fog: Part 8"),
        ("<title>A note: The day</title><h1>The day</h1>", "A note: The day"),
        ("<title>The fog (of May) | The Coast</title><h1>The fog (of May)</h1>", "The fog (of May)"),
        ("<title>» A quiet town|Ann One</title><h1>A quiet town</h1>", "A quiet town"),
        ("<title>The day - A ferry - Coast</title><h1>The Coast</h1><h2>The day - a ferry</h2>", "The day - A ferry"),
        (f"<title>The day | Coast</title><h1>Sea</h1><p>{_PROSE}</p><h2>The day</h2>", "The day | Coast"),
        ("<title>The Sea | The day</title><h1><a href=/>The Sea</a></h1>", "The Sea | The day"),
        (
            "<title>Save oil at night | Tips - The Sea: Oil</title><h1>How to save oil at night</h1>",
            "How to save oil at night",
        ),
        ("<title>Save oil | Tips</title><h1>How to save oil</h1>", "Save oil | Tips"),
        ("<title>Save oil at night</title><h1>How to save oil at night</h1>", "Save oil at night"),
        (
            "<title>Save oil at night | Tips</title><h1>How to save oil at night</h1><h1>Sea</h1>",
            "Save oil at night | Tips",
        ),
        ("<title>The Sea of May | Day</title><h1><a href=/>Welcome to the Sea of May", "The Sea of May | Day"),
        (
            "<meta name=author content='The Sea of May'><title>The Sea of May | Day</title><h1>The Sea of May X",
            "Day",
        ),
        ("<meta name=headline content='The day'><title>x</title>", "The day"),
        (
            "<meta property=og:title content='Making Xs pen'><title>Making X: pen | X</title><h1>Making X: pen",
            "Making X: pen",
        ),
        ("<meta property=og:title content='The day'><title>At sea</title><h1>At sea</h1>", "The day"),
    ],
)
def test_the_title_is_the_articles_not_the_sites(head: str, title: str) -> None:
    assert read_file(head, name="file name").metadata.title == title


@pytest.mark.parametrize(
    "head",
    [
        "<meta property=og:site_name content='The Coast'><title>The day | The Coast</title>",
        "<meta property=og:site_name content=HeraldSun><title>Herald Sun – The day</title>",
        "<meta name=author content='Ann One'><title>The day | Ann One</title>",
        "<link rel=canonical href=https://www.the-coast.example/day><title>The day | The Coast</title>",
        "<link rel=canonical href=https://coast.example/day><title>The day - Coast.example</title>",
        "<link rel=canonical href=https://sea.the-coast.example/day><title>The day - SEA</title>",
    ],
)
def test_names_that_the_site_goes_by_are_no_part_of_a_title(head: str) -> None:
    assert read_file(f"{head}<p>text").metadata.title == "The day"


def test_a_part_of_the_host_begins_a_title() -> None:
    head = "<link rel=canonical href=https://sea.coast.example/day><title>Sea - The day</title>"

    assert read_file(head).metadata.title == "Sea - The day"


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("The day : Bees", "<a href=/bees/>Bees</a>", "The day"),
        ("The day - Bees | Coast", "<a href=https://www.coast.example/bees>Bees</a>", "The day"),
        ("The day : Bees", "<a href=/bees/day/>Bees</a>", "Bees"),
        ("The day : Bees", "<a href=/bees/1/>Bees</a>", "Bees"),
        ("The day : Bees", "<a href=https://sea.example/bees/>Bees</a>", "Bees"),
        ("The day : Bees", "Bees", "Bees"),
        ("The day : Bees", "All <a href=/bees/>Bees</a>", "The day : Bees"),
        ("Bees : May", "<a href=/bees/>Bees</a>", "Bees"),
        ("Bees", "<a href=/bees/>Bees</a>", "Bees"),
        ("The day : Bees", "<a href='http://['>Bees</a>", "Bees"),
    ],
)
def test_a_heading_that_leads_to_the_pages_folder_is_no_title(title: str, heading: str, expected: str) -> None:
    source = "<link rel=canonical href=https://www.coast.example/bees/day/>"
    page = read_file(f"{source}<title>{title}</title><h1>{heading}</h1><p>text")

    assert page.metadata.title == expected


def test_a_title_that_is_the_sites_name_stays() -> None:
    head = "<meta property=og:site_name content='The Coast'><title>The Coast</title><h1>The Coast</h1>"

    assert read_file(head).metadata.title == "The Coast"


def test_a_paragraph_that_is_the_title_is_its_heading() -> None:
    article = read_file(f"<title>The day</title><p>News</p><p><b>The Day</b></p><p>{_PROSE}</p><h2>Noon</h2>")

    levels = [(block.level, text_of(block)) for block in article.blocks if isinstance(block, Heading)]
    assert levels == [(1, "The Day"), (1, "Noon")]


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<html lang="de-AT">', "de-AT"),
        ('<html xml:lang="de">', "de"),
        ('<html><body lang="de">', "de"),
        ('<meta http-equiv="content-language" content="de, en">', "de"),
        ('<meta property="og:locale" content="de_AT">', "de-AT"),
        ('<html lang="no such language!"><p>', "fr"),
        ('<meta name="language" content="de">', "de"),
        ('<meta name="DC.language" content="German"><meta name="DCTERMS.language" content="de-AT">', "de-AT"),
        (f'<main><article lang="en-GB"><p>{_PROSE}</p></article></main>', "en-GB"),
        (f'<meta property="og:locale" content="en_US"><div lang="de"><main><p>{_PROSE}</p></main></div>', "de"),
        ('<main><article lang="de">one</article><article>two</article></main>', "de"),
        (f'<html lang="de"><main lang="en"><p>{_PROSE}</p></main>', "de"),
        ("<p>", "fr"),
    ],
)
def test_the_language_is_declared_or_given(markup: str, language: str) -> None:
    assert read_page(markup, address="https://example.org/", language="fr").metadata.language == language


def test_meta_elements_are_read() -> None:
    metadata = read_page(
        '<meta name=author content="Ann One"><meta name=author content="Ben Two"><meta name=author content="Ann One">'
        '<meta name=description content="Short."><meta property="article:published_time" content="2024-05-06T07:08+02">'
        '<meta property="og:image" content="/i.jpg"><meta property="og:image:alt" content="A sea">'
        '<meta property="og:site_name" content="The Times"><link rel="canonical" href="/day"><meta name=empty>',
        address="https://example.org/a/b?c",
    ).metadata

    assert metadata.authors == ("Ann One", "Ben Two")
    assert metadata.summary == "Short."
    assert metadata.date == datetime(2024, 5, 6, 7, 8, tzinfo=timezone(timedelta(hours=2)))
    assert (metadata.image, metadata.image_alt) == ("https://example.org/i.jpg", "A sea")
    assert metadata.publisher == "The Times"
    assert metadata.source == "https://example.org/day"


def test_the_address_is_the_source_where_the_page_names_none() -> None:
    assert read_page("<p>x", address="https://example.org/").metadata.source == "https://example.org/"


@pytest.mark.parametrize(
    ("kept", "source"),
    [
        ("https://web.archive.org/web/20160330101229/http://coast.example/day?a=1", "http://coast.example/day?a=1"),
        ("https://archive.example/20160330101229mp_/https://coast.example/", "https://coast.example/"),
        ("https://coast.example/2016/03/http://ann.example", "https://coast.example/2016/03/http://ann.example"),
        ("https://coast.example/say?to=/2016/http://a.example", "https://coast.example/say?to=/2016/http://a.example"),
    ],
)
def test_the_source_of_a_page_that_an_archive_keeps_is_its_own_address(kept: str, source: str) -> None:
    assert read_file(f"<link rel=canonical href={kept}>").metadata.source == source
    assert read_page("<p>x", address=kept).metadata.source == source


@pytest.mark.parametrize(
    "markup",
    [
        '<a rel="author" href="/ann">Ann One</a>',
        '<meta property="article:author" content="https://example.org/ann"><a rel="author nofollow">Ann One</a>',
        '<meta name="citation_author" content="Ann One">',
    ],
)
def test_authors_are_names_not_addresses(markup: str) -> None:
    assert read_file(markup).metadata.authors == ("Ann One",)


@pytest.mark.parametrize(
    "markup",
    [
        '<time itemprop="datePublished" datetime="2024-05-06">May</time>',
        '<time pubdate datetime="2024-05-06">May</time>',
        '<time class="entry-date" datetime="2024-05-06">May</time>',
        '<meta name="date" content="soon"><meta name="DC.date" content="2024/5/6">',
    ],
)
def test_the_date_is_found(markup: str) -> None:
    assert read_file(markup).metadata.date == datetime(2024, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "around", ["aside", "div class=comments", "li><h3>Fog</h3", "article><h2>Fog</h2", "div class=related-posts"]
)
def test_the_date_of_a_comment_or_another_story_is_not_the_articles(around: str) -> None:
    markup = f"<h1>The day</h1><p>x</p><{around}><time class=published datetime=2024-05-06>May</time>"

    assert read_file(markup).metadata.date is None


def test_a_time_that_the_text_speaks_of_is_not_the_articles_date() -> None:
    assert read_file('<p>In <time datetime="1912-04-15">April</time>').metadata.date is None


def _described(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_json_ld_is_read() -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "The day",
        "author": [{"@type": "Person", "name": "Ann One"}, "Ben Two"],
        "datePublished": "2024-05-06T07:08:09Z",
        "description": "Short.",
        "inLanguage": "de",
        "image": ["https://example.org/i.jpg"],
        "publisher": {"name": "The Times"},
    }

    metadata = read_file(_described([{"@type": "WebSite"}, article])).metadata

    assert (metadata.title, metadata.authors, metadata.summary) == ("The day", ("Ann One", "Ben Two"), "Short.")
    assert metadata.date == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert (metadata.language, metadata.image, metadata.publisher) == ("de", "https://example.org/i.jpg", "The Times")


def test_names_in_a_graph_are_put_in() -> None:
    graph = [
        {
            "@type": ["Article", "Thing"],
            "headline": "The day",
            "author": [{"@id": "#ann"}, []],
            "publisher": {"@id": "#x"},
        },
        {"@id": "#ann", "@type": "Person", "name": "Ann One"},
    ]

    metadata = read_file(_described({"@graph": graph})).metadata

    assert (metadata.authors, metadata.publisher) == (("Ann One",), "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("//<![CDATA[\n", "\n//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
        ("<!-- ", " -->"),
    ],
)
def test_json_ld_in_comments_or_sections_of_xml_is_read(before: str, after: str) -> None:
    description = f'{before}{{"@type": "Article", "headline": "The day"}}{after}'
    markup = f'<script type="application/ld+json">{description}</script><title>Another</title>'

    assert read_metadata(parse(markup))[0].title == "The day"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (
            '<meta property="og:site_name" content="http://www.tmz.example"><meta name=application-name content=TMZ>',
            "TMZ",
        ),
        (
            '<meta property="og:site_name" content="www.coast.example"><meta name=application-name content=Coast>',
            "Coast",
        ),
        ('<meta property="og:site_name" content="www.coast.example,The Coast">', ""),
        ('<meta property="og:site_name" content="Coast.example">', "Coast.example"),
        (
            '<meta property="og:site_name" content="Coast.cz - All of the sea">'
            + _described({"@type": "Article", "publisher": {"name": "Coast.cz"}}),
            "Coast.cz",
        ),
    ],
)
def test_the_publisher_is_a_name(head: str, publisher: str) -> None:
    assert read_file(head).metadata.publisher == publisher


@pytest.mark.parametrize(
    "found",
    [
        "Copyright 2020 The Coast",
        "© The Coast",
        "The Coast. All Rights Reserved",
        "https://coast.example",
        "www.coast.example,Net",
        "",
    ],
)
def test_a_notice_of_rights_is_no_publisher(found: str) -> None:
    assert found_publisher(found) == ""
    assert found_publisher("The Coast") == "The Coast"


@pytest.mark.parametrize(
    "description", ["{", "null", "[" * 100_000, '{"@type": 5}', '{"@type": "Article", "author": 7}']
)
def test_json_ld_that_says_nothing_is_passed_over(description: str) -> None:
    markup = f'<script type="application/ld+json">{description}</script><title>The day</title>'

    metadata, _ = read_metadata(parse(markup))

    assert (metadata.title, metadata.authors) == ("The day", ())


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-06", datetime(2024, 5, 6, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024/5/6", datetime(2024, 5, 6, tzinfo=UTC)),
        ("2024-05-06T07:08:09.123Z", datetime(2024, 5, 6, 7, 8, 9, 123000, tzinfo=UTC)),
        ("Mon, 06 May 2024 07:08:09 +0000", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)),
        ("2024-13-45", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_as_machines_write_them_are_read(text: str, date: datetime | None) -> None:
    assert read_date(text) == date
