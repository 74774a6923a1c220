"""Pages of the web, of which the article is only a part."""

import logging
import sys
from datetime import UTC, datetime

import pytest

from audioed.markup import attribute, parse
from audioed.model import Figure, Heading, Note, Paragraph
from audioed.reading.elements import shown_text
from audioed.reading.identify import text_of
from audioed.reading.locating import find_main
from audioed.reading.web_page import read_file, read_page

_ADDRESS = "https://example.org/sea/lamps.html"

_PARAGRAPHS = [
    "The lamp had burnt for <time datetime='1902'>a hundred</time> years before anyone thought of turning it off.",
    "Its keeper, <abbr title='Mister'>Mr</abbr> Pike, wound the clockwork every four hours, and slept in between.",
    "Oil came by boat in spring and in autumn, two hundred barrels that four men rolled up the hill by hand.",
    "When the wires came<sup><a href='#n1'>1</a></sup> the barrels were sold to a brewer, who still has them.",
    "Nobody saw the last night. The keeper had gone to his sister, and the harbour was empty because of the storm.",
]
_BODY = "\n".join(f"<p>{paragraph}</p>" for paragraph in _PARAGRAPHS)
_OUTSIDE = "Our weekly letter tells you everything that happens along the coast, and a little of what does not."

_PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>The last lamp | The Coast</title>
<meta name="author" content="Ann One"><meta property="article:published_time" content="2024-05-06"></head><body>
<header><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav></header>
<div id="columns"><div class="column"><article>
<header><h1>The last lamp</h1><p class="standfirst">How a lighthouse went dark, and nobody noticed.</p></header>
<div class="share-buttons"><a href="#t">Post</a> <a href="#f">Share</a></div>
<div class="text">{_BODY}
<div class="newsletter"><p>Like this?</p><form><input name="mail"><button>Subscribe</button></form></div>
<div class="ad-slot">Buy lamps</div>
<figure><img src="/lamp.jpg" alt="A lamp"><figcaption>It was <i>bright</i>.</figcaption></figure>
<p class="related">Wind is related to the sea, as every keeper knows, and so is all else in this story of ours.</p>
</div><ol class="footnotes"><li id="n1">In 1931.</li></ol>
<ul class="related-posts"><li><a href="/a">Another lamp</a></li><li><a href="/b">A buoy</a></li></ul>
</article></div><div class="column"><p>{_OUTSIDE}</p></div></div><footer>© The Coast</footer></body></html>"""


def test_the_article_is_read_from_the_pages_own_tree() -> None:
    article = read_page(_PAGE, address=_ADDRESS)

    texts = [text_of(block) for block in article.blocks]
    assert texts[:3] == [
        "The last lamp",
        "How a lighthouse went dark, and nobody noticed.",
        "The lamp had burnt for a hundred years before anyone thought of turning it off.",
    ]
    assert texts[-3:] == [
        "A lamp\nIt was bright.",
        "Wind is related to the sea, as every keeper knows, and so is all else in this story of ours.",
        "In 1931.",
    ]
    assert isinstance(article.blocks[0], Heading)
    assert isinstance(article.blocks[-1], Note)
    assert [block.source for block in article.blocks if isinstance(block, Figure)] == ["https://example.org/lamp.jpg"]


def test_marks_that_an_extractor_would_drop_are_kept() -> None:
    article = read_page(_PAGE, address=_ADDRESS)

    paragraphs = (block for block in article.blocks if isinstance(block, Paragraph))
    marks = {mark.kind.value for paragraph in paragraphs for run in paragraph.content for mark in run.marks}

    assert {"time", "abbreviation", "note-reference"} <= marks


def test_what_only_asks_sells_or_leads_elsewhere_is_skipped_with_the_reason() -> None:
    article = read_page(_PAGE, address=_ADDRESS)

    assert [(each.text, each.reason) for each in article.skipped] == [
        ("Post Share", "navigation"),
        ("Like this? Subscribe", "control"),
        ("Buy lamps", "advertisement"),
        ("Another lamp A buoy", "navigation"),
        ("Home Sea", "outside-main-text"),
        ("© The Coast", "outside-main-text"),
        (_OUTSIDE, "outside-main-text"),
    ]


def test_prose_outside_of_the_article_is_reported() -> None:
    (finding,) = read_page(_PAGE, address=_ADDRESS).findings

    assert finding.startswith("18 words of prose outside the main text are not read")


def test_what_the_page_declares_is_its_metadata() -> None:
    metadata = read_page(_PAGE, address=_ADDRESS).metadata

    assert (metadata.title, metadata.language, metadata.authors) == ("The last lamp", "en-GB", ("Ann One",))
    assert metadata.date == datetime(2024, 5, 6, tzinfo=UTC)
    assert metadata.source == _ADDRESS


def test_what_the_page_leaves_open_is_filled() -> None:
    markup = _PAGE.replace(
        '<meta name="author" content="Ann One">', '<p class="byline">By <a class="author">Ann One</a></p>'
    )

    metadata = read_page(markup, address=_ADDRESS).metadata

    assert metadata.publisher == ""  # its host is none, though it is said where there is no other
    assert metadata.authors == ("Ann One",)


def test_without_marks_of_its_own_the_smallest_element_with_nearly_all_of_the_text_is_the_article() -> None:
    aside = f"<div class=sidebar><p>{_OUTSIDE}</p></div>"
    markup = f"<body>{aside}<div><div id=text>{_BODY}</div><div>Tags: sea</div></div></body>"

    article = read_page(markup, address=_ADDRESS)

    assert len(article.blocks) == len(_PARAGRAPHS)
    assert [each.text for each in article.skipped] == [_OUTSIDE, "Tags: sea"]


def test_text_all_over_the_page_is_read_but_for_the_landmarks() -> None:
    markup = f"<body><nav>Home</nav>{_BODY}<footer>End</footer></body>"

    article = read_page(markup, address=_ADDRESS)

    assert len(article.blocks) == len(_PARAGRAPHS)
    assert {each.text for each in article.skipped} == {"Home", "End"}


@pytest.mark.parametrize("body", ["", "<p>Too little.</p>", "<script>let text = 'made by a script'</script>"])
def test_a_page_with_next_to_nothing_is_read_as_it_is(body: str) -> None:
    article = read_page(f"<html><body>{body}</body></html>", address=_ADDRESS, title="lamps", language="en")

    assert (article.metadata.title, article.metadata.language) == ("lamps", "en")
    assert len(article.blocks) == ("Too" in body)


def test_a_long_part_is_prose_whatever_its_class_says() -> None:
    prose = "<p>" + "The sea was calm that night and the lamp was lit. " * 20 + "</p>"

    article = read_page(f"<article>{_BODY}<div class='promo'>{prose}</div></article>", address=_ADDRESS)

    assert len(article.blocks) == len(_PARAGRAPHS) + 1


def test_nothing_is_written_while_a_page_is_read(capfd: pytest.CaptureFixture[str]) -> None:
    handlers = logging.getLogger("trafilatura").handlers[:]

    read_page("<html><body><p>", address="no address")

    assert capfd.readouterr() == ("", "")
    assert len(logging.getLogger("trafilatura").handlers) <= max(1, len(handlers))


def test_reading_a_file_of_ones_own_imports_no_extractor() -> None:
    assert "trafilatura" not in vars(sys.modules["audioed.reading.web_page"])


def test_prose_that_stands_apart_from_the_rest_of_the_text_is_found_with_it() -> None:
    lede = "Nobody in the harbour could say who had lit the lamp on the night when the keeper went away."
    film = "<div class=media>Watch the film of all this in your own time and at home</div>"
    head = f"<div class=head>{film}<div class=lede>{lede}</div></div>"
    rest = f"<div class=rail>Also today</div><div class=text>{_BODY * 5}</div>"
    root = parse(f"<body><div class=page>{head}{rest}</div></body>")
    text = " ".join((lede, *_PARAGRAPHS * 5))

    main = find_main(root, text)

    assert attribute(main.element, "class") == "page"
    assert [attribute(each, "class") for each in main.excluded] == ["rail", "media"]


def test_prose_between_title_and_text_is_read_though_the_extractor_missed_it() -> None:
    lede = "Nobody in the harbour could say who had lit the lamp on the night when the keeper went away."
    above = "<div>Before it all stands a line that nobody in the house wants to hear or to read at all.</div>"
    head = f"<div class=top>{above}<h1>A lamp</h1><p>{lede}</p><p>Short</p></div>"
    root = parse(f"<body><div class=page>{head}<div class=text>{_BODY * 5}</div></div></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert attribute(main.element, "class") == "page"
    assert [shown_text(each).split()[0] for each in main.excluded] == ["Before", "A", "Short"]


@pytest.mark.parametrize(
    "page",
    [
        "<header><h1><a href=/>The Coast</a></h1><h2>All of the sea</h2></header><h2>Lamps</h2><div id=text>{}</div>",
        "<header><h1>The Coast</h1><h2>All of the sea</h2></header><h2>A lamp</h2><div id=text>{}</div>",
        "<header><h1>The Coast</h1><h2>All of the sea</h2></header><div id=text><h2>A lamp</h2>{}</div>",
    ],
)
def test_the_line_below_the_sites_name_is_no_standfirst(page: str) -> None:
    root = parse(f"<body>{page.format(_BODY * 5)}</body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5), "A lamp")

    assert attribute(main.element, "id") == "text"


@pytest.mark.parametrize("heading", ["<h1>Oil</h1>", "<h2>Oil</h2>", "<h2>Oil <a href='#oil'>#</a></h2>"])
def test_the_heading_right_above_the_text_is_read_below_the_title(heading: str) -> None:
    root = parse(f"<main><h1>A lamp</h1><nav>Pages</nav>{heading}<div id=text>{_BODY * 5}</div></main>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5), "A lamp")

    assert [shown_text(each) for each in main.excluded] == ["A lamp", "Pages"]


@pytest.mark.parametrize(
    "above",
    [
        "<h2>Oil</h2>",
        "<h2>Oil</h2><p>Today</p><h1>A lamp</h1>",
        "<h1>A lamp</h1><p>Today</p><h2><a href=/oil>Oil</a></h2>",
        "<h1>A lamp</h1><p>Today</p><h2>Oil <button>Hear</button></h2>",
        "<h1>A lamp</h1><p>Today</p><h2 hidden>Oil</h2>",
        "<h1>A lamp</h1><p>Today</p><h2>Oil</h2><p>Today</p>",
        f"<h1>A lamp</h1><p>Today</p><h4>{' oil' * 251}</h4>",
    ],
)
def test_another_heading_above_the_text_is_not_read(above: str) -> None:
    root = parse(f"<main><p>Now</p>{above}<div id=text>{_BODY * 5}</div></main>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5), "A lamp")

    assert attribute(main.element, "id") == "text"


def test_a_line_right_below_a_title_in_another_wording_is_its_standfirst() -> None:
    root = parse(f"<body><h1>Of lamps</h1><h2>All of the sea</h2><div>{_BODY * 5}</div></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5), "A lamp")

    assert [shown_text(each) for each in main.excluded] == ["Of lamps"]


@pytest.mark.parametrize(
    ("page", "outside"),
    [
        ("<div class=text>{}</div><h2>Works</h2><ul><li>Salt</ul><h2>Notes</h2><div>None.</div>", []),
        ("<div><h2>Born</h2>In 1880</div><section><h2>Life</h2>{}</section><section><h2>Works</h2>Salt</section>", []),
        ("<div><h2>Life</h2><div>{}</div></div><div><h2>Works</h2>Salt</div><div><h3>Share</h3></div>", ["Share"]),
        ("<div>{}<h2>Works</h2>Salt</div><div><h2>Family</h2>None.</div>", []),
        ("<div>{}</div><section><h2>Facts</h2>Forty metres.</section><div><h3>Mail</h3><input></div>", ["Mail"]),
        ("<article>{}</article><div><p><b>Sources:</b> The ledger, 1873.</p></div><p>Share: this</p>", ["Share: this"]),
        ("<div><div>{}</div></div><p>Correction: It is forty metres.</p><p>It is so.</p>", ["It is so."]),
        ("<div><h2>Shop</h2></div><div>{}</div><nav><h2>Links</h2></nav><h2>Works</h2>", ["Shop", "Links"]),
    ],
)
def test_sections_beside_the_one_with_most_of_the_text_are_read(page: str, outside: list[str]) -> None:
    root = parse(f"<body><main><h1>A lamp</h1>{page.format(_BODY * 5)}</main></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert [shown_text(each) for each in main.excluded] == ["A lamp", *outside]


def test_a_part_below_under_a_heading_like_that_of_an_earlier_part_is_read() -> None:
    first = f"<div class=part><h2>Part one</h2></div><div class=text><h3>Oil</h3>{_BODY * 5}</div>"
    second = f"<div class=text><h3>Wire</h3><p>{_OUTSIDE}</p></div><div class=annex><h2>Annex</h2>Forty metres.</div>"
    shop = "<div class=shop><h2>Shop</h2><input></div><div class=more><h4>More</h4>Yes.</div>"
    root = parse(f"<body><main><h1>A lamp</h1>{first}{second}{shop}</main></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert [shown_text(each) for each in main.excluded] == ["A lamp", "Shop", "More Yes."]


@pytest.mark.parametrize(
    "below",
    [
        "<div>Write: to us. <button>Send</button></div>",
        "<div hidden>Note: this is so.</div>",
        "<aside>Note: this is so.</aside>",
        "<p>See also: <a href=/b>the buoys of the bay.</a></p>",
        f"<p>Note: {'this is so and ' * 99} no more.</p>",
        f"<p>Note: {'<i>so</i> ' * 31}.</p>",
        "</main><p>Note: this is so.</p>",
        "<div><h3><a href=/b>A buoy</a></h3>It floats.</div>",
    ],
)
def test_what_asks_leads_away_or_is_long_is_neither_section_nor_remark(below: str) -> None:
    root = parse(f"<body><main><h1>A lamp</h1><div class=text>{_BODY * 5}</div>{below}</main></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert attribute(main.element, "class") == "text"


@pytest.mark.parametrize(
    "page",
    [
        "<h1>A lamp</h1><div class=text>{}<h3>Works</h3>Salt</div><h2>Comments</h2><div>None.</div>",
        "<h1>A lamp</h1><div class=text>{}</div><h2>Comments</h2><div>" + "Yes. " * 999 + "</div>",
        "<h1>A lamp</h1><div class=text>{}</div><h2>Also</h2><h1>A buoy</h1><div>Here is another word.</div>",
        "<div class=text><h1>A lamp</h1>{}</div><h2>Also</h2><div>Here is another word.</div>",
    ],
)
def test_what_stands_under_headings_of_another_kind_is_no_section(page: str) -> None:
    root = parse(f"<body><main>{page.format(_BODY * 5)}</main></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert attribute(main.element, "class") == "text"


@pytest.mark.parametrize(
    "notes",
    [
        "<div class=notes><div id=n1><p><a href=#r>1</a> In 1931.</p></div></div><p>Share this</p>",
        "<h3>Notes</h3><hr><ol><li id=n1>In 1931.</li><li>So they say.</li></ol><p>Share this</p>",
        "<aside><h3>Notes</h3><ol><li id=n1>In 1931.</li><li>So they say.</li></ol></aside><p>Share this</p>",
        "<dl><dt id=n1>1<dd>In 1931.<dt>2<dd>So they say.</dl><p>Share this</p>",
    ],
)
def test_notes_beside_the_text_that_refers_to_them_are_read_with_all_of_their_list(notes: str) -> None:
    root = parse(f"<body><div><p>Home</p><div class=text>{_BODY * 5}</div>{notes}</div></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert [text for each in main.excluded if (text := shown_text(each))] == ["Home", "Share this"]


_PARTS = "<div class=Part1><p>To Anna.</p></div><div class=Part2>{}</div><div class=Part3><p>{}</p></div>"


@pytest.mark.parametrize("last", ["So it stands.", "<a href='#n'>[1]</a> In 1931."])
def test_all_of_a_document_in_numbered_parts_is_read(last: str) -> None:
    root = parse(f"<head><link href=a.css></head><body>{_PARTS.format(_BODY * 5, last)}<div>Page 1</div></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert (main.element, main.excluded) == (root, {})


@pytest.mark.parametrize(
    "page",
    [
        f"{_PARTS}<p><a href=/b>A buoy</a></p>",
        f"{_PARTS}<footer>The Coast</footer>",
        f"{_PARTS}<p><input></p>",
        f"{_PARTS}<p onclick='f()'>More</p>",
        _PARTS.replace("Part1", "front").replace("Part3", "back"),
        _PARTS.replace("1", "").replace("2", "").replace("3", ""),
    ],
)
def test_parts_of_a_site_or_without_numbers_are_none_of_a_document(page: str) -> None:
    root = parse(f"<body>{page.format(_BODY * 5, 'So it stands.')}</body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert attribute(main.element, "class").startswith("Part")


@pytest.mark.parametrize(
    ("head", "own"),
    [
        (f"<link rel=canonical href={_ADDRESS}>", _ADDRESS),
        (f"<link rel=canonical href={_ADDRESS}>", "http://www.example.org/sea/lamps.html/"),
        (f"<link rel=canonical href={_ADDRESS}>", "/sea/lamps.html"),
        (f"<meta property=og:url content={_ADDRESS}>", _ADDRESS),
        ("<!-- saved from url=(0022)https://example.net/b -->", "https://example.net/b"),
        ("<!-- Page saved with SingleFile \n url: https://example.net/b \n-->", "https://example.net/b"),
        (f"<link rel=canonical href={_ADDRESS}>", "file:///C:/lamps.doc"),
        (f"<link rel=canonical href={_ADDRESS}>", "applewebdata://A-1"),
    ],
)
def test_a_link_with_the_pages_own_address_refers_to_a_note(head: str, own: str) -> None:
    body = _BODY.replace("href='#n1'", f"href='{own}#n1'")
    page = f"{head}<body><p>Home</p><div><div>{body}</div><div><p id=n1>In 1931.</p></div></div></body>"

    assert [text_of(each) for each in read_file(page).blocks if isinstance(each, Note)] == ["In 1931."]


@pytest.mark.parametrize("other", ["https://example.org/b#n1", "/b#n1", "http://[#n1", f"{_ADDRESS}#n2"])
def test_a_link_to_another_page_or_to_no_place_refers_to_no_note(other: str) -> None:
    body = _BODY.replace("href='#n1'", f"href='{other}'")
    page = f"<link rel=canonical href={_ADDRESS}><body><div>{body}<p id=n1>In 1931.</p></div></body>"

    assert not [each for each in read_file(page).blocks if isinstance(each, Note)]


@pytest.mark.parametrize(
    ("below", "outside"),
    [
        ("<div><p><sup>1</sup> In 1931.</p></div>", ["Home", "Share"]),
        ("<div><p>1. In 1931.</p><p>2. So they say.</p></div>", ["Home", "Share"]),
        ("<p>[1] In 1931.</p>", ["Home", "Share"]),
        ("<div><p><sup>2</sup> In 1931.</p></div>", []),
        ("<div><p>1 lamp for sale</p></div>", []),
        ("<div>1. <a href=/b>The storm of 1931</a></div>", []),
        ("<div hidden><p>1. In 1931.</p></div>", []),
        ("<div><p>1. In 1931.</p><input></div>", []),
    ],
)
def test_notes_without_links_below_the_text_that_bears_their_marks_are_read(below: str, outside: list[str]) -> None:
    text = _BODY.replace("<a href='#n1'>1</a>", "1")
    root = parse(f"<body><div><p>Home</p><div class=text>{text * 5}</div>{below}<p>Share</p></div></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert [shown_text(each) for each in main.excluded] == outside
    assert attribute(main.element, "class") == ("" if outside else "text")


def test_notes_of_another_text_are_not_read() -> None:
    other = "<p>Another<sup><a href=#n2>1</a></sup></p><p id=n2>In 1932.</p><p id=n3>In 1933.</p>"
    root = parse(f"<body><div><div class=text>{_BODY * 5}</div><div>{other}</div></div></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert attribute(main.element, "class") == "text"


@pytest.mark.parametrize("around", ["aside", "form"])
def test_what_stands_around_title_and_text_hides_neither(around: str) -> None:
    lede = "Nobody in the harbour could say who had lit the lamp on the night when the keeper went away."
    inside = f"<h1>A lamp</h1><div><p>{lede}</p></div><div></div><article>{_BODY * 5}</article>"
    root = parse(f"<body><main><{around}>{inside}</{around}></main></body>")

    main = find_main(root, " ".join(_PARAGRAPHS * 5))

    assert lede in shown_text(main.element)


@pytest.mark.parametrize(
    "end",
    [
        "<ol><li>The lamp. Retrieved 3 May 2019.</li></ol>",
        "<p><cite>The lamp, 3 May 2019</cite></p>",
        "<p>On 3 May 2019 the lamp was lit once more by all of those who had come to see it there.</p>",
    ],
)
def test_a_day_that_the_article_tells_of_is_not_its_own(end: str) -> None:
    page = f"<html lang=en><body><article><h1>A lamp</h1>{_BODY}{end}</article></body></html>"

    assert read_page(page, address=_ADDRESS).metadata.date is None


def test_characters_of_a_script_without_spaces_count_as_words() -> None:
    text = "山里的邮差每天清晨五点出门，沿着一条比马车还窄的小路走到最远的村庄。他说自己从不数台阶，只数门前的狗。"
    markup = f"<body><div>首页 新闻</div><div class=text><p>{text}</p><p>{text[::-1]}</p></div></body>"

    article = read_page(markup, address=_ADDRESS)

    assert len(article.blocks) == 2
    assert [each.text for each in article.skipped] == ["首页 新闻"]


@pytest.mark.parametrize(
    "sign",
    [
        f'<head><link rel=canonical href="{_ADDRESS}"></head>',
        f'<head><meta property="og:url" content="{_ADDRESS}"></head>',
        f"<!-- saved from url=(0038){_ADDRESS} -->",
        f"<!--\n Page saved with SingleFile \n url: {_ADDRESS} -->",
    ],
)
def test_a_file_that_was_a_page_of_the_web_is_read_as_one(sign: str) -> None:
    page = f"<!DOCTYPE html>{sign}<body><div>Our cookies are good for you.</div><div class=text>{_BODY}</div></body>"

    article = read_file(page, name="The lamp")

    assert len(article.blocks) == len(_PARAGRAPHS)
    assert [each.text for each in article.skipped] == ["Our cookies are good for you."]
    assert article.metadata.title == "The lamp"


def test_a_file_that_never_was_one_is_an_article_throughout() -> None:
    article = read_file(f"<body><div>A word before.</div><div>{_BODY}</div></body>", name="The lamp")

    assert len(article.blocks) == 1 + len(_PARAGRAPHS)


def test_the_pictures_of_a_saved_page_stay_beside_it() -> None:
    markup = (
        f'<head><link rel=canonical href="{_ADDRESS}"></head><body>{_BODY}<img src="lamp_files/1.jpg" alt="A lamp">'
    )

    (figure,) = (each for each in read_file(markup, name="The lamp").blocks if isinstance(each, Figure))

    assert figure.source == "lamp_files/1.jpg"


def test_the_heading_of_a_part_is_not_the_title() -> None:
    page = f"<body><div>{_BODY}<h2>At the harbour</h2>{_BODY}</div></body>"

    assert read_page(page, address=_ADDRESS, title="Lamps").metadata.title == "Lamps"


def test_a_heading_above_all_prose_is_the_title_of_a_page_that_names_none() -> None:
    page = f"<body><div><h2>At the harbour</h2>{_BODY}</div></body>"

    assert read_page(page, address=_ADDRESS, title="Lamps").metadata.title == "At the harbour"


def test_of_what_audioed_saved_nothing_is_left_out() -> None:
    own = '<meta name="generator" content="audioed"><meta name=author content="Ann One">'
    body = f"<p>Ann One</p><p>Read more: <a href=/a>A storm</a></p>{_BODY}<p class=ad-slot><b>End</b></p>"
    page = f'<head><link rel=canonical href="{_ADDRESS}">{own}</head><body><article>{body}</article></body>'

    article = read_file(page, name="The lamp")

    assert (len(article.blocks), article.skipped, article.findings) == (len(_PARAGRAPHS) + 3, (), ())


_SPANISH = (
    "<p>" + "La lámpara de la torre se encendió por primera vez en otoño, y no se ha apagado desde entonces. " * 9
)


@pytest.mark.parametrize(
    ("head", "text", "language"),
    [
        ("<meta name=DC.language content=es-MX>", _SPANISH, "es-MX"),
        ("<meta property=og:locale content=en_US><meta http-equiv=content-language content=es>", _SPANISH, "es"),
        ("<meta name=DC.language content=fr>", _SPANISH, "en"),
        ("<meta name=DC.language content=en-GB>", _SPANISH, "en"),
        ("", _SPANISH, "en"),
        ("<meta name=DC.language content=es>", _BODY, "en"),
        ("<meta name=DC.language content=es>", "<p>" + "1 2 3 4 " * 20, "en"),
    ],
)
def test_the_language_of_a_template_counts_less_than_another_that_the_text_is_in(
    head: str, text: str, language: str
) -> None:
    article = read_page(f"<html lang=en><head>{head}</head><body><article>{text}</article></body></html>", address="")

    assert article.metadata.language == language
    assert {block.language for block in article.blocks} == {""}


@pytest.mark.parametrize(
    ("heading", "publisher"),
    [("“Lamp” Lyrics : Ann ft. Ben", ""), ("“Lamp” Lyrics", "Ann ft. Ben")],
)
def test_what_a_heading_says_of_the_article_is_not_the_publisher(heading: str, publisher: str) -> None:
    head = "<head><title>“Lamp” Lyrics : Ann ft. Ben</title></head>"

    article = read_page(f"<html>{head}<body><h1>{heading}</h1>{_BODY}</body></html>", address=_ADDRESS)

    assert article.metadata.title == heading
    assert article.metadata.publisher == publisher
