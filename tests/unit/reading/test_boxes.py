"""What of a page's main text is not article: boxes, comments, words said twice; and what an author may have listed."""

import pytest

from audioed.markup import descendants, parse_fragment
from audioed.reading.boxes import boxes
from audioed.reading.elements import shown_text
from audioed.reading.web_page import read_file

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
        f"<div id=sidebar><h1>The lamp</h1><h2>It went out</h2>{_LINK} {_LINK} {_LINK}</div>",
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
        "<div class=share-price><span>Share price:</span> <b>£4.20</b> <a href=/n>Notes</a></div>",
        "<div class=social><b>The dance</b></div>",
        "<dl class=social-security><dt>Age</dt><dd>67</dd></dl>",
        f"<ul class=social-sciences><li>{_LINK}</li></ul>",
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


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=comments><h2>3 Comments</h2><p>It was five!</p></div>",
        "<div class=kommentare><h3>Kommentare (2)</h3><p>Um fünf!</p></div>",
        "<div class=comments><h3>Leave a comment</h3><p>It was five!</p></div>",
        "<div class=comments><h3>2 comments on “The lamp”</h3><p>It was five!</p></div>",
        "<div class=comments>You must log in to leave a comment.</div>",
        "<div class=comments><p>It was five!</p><form><textarea></textarea></form></div>",
        "<div class=comments><p>Jo <time>9:10</time> It was five!</p><p>Al <time>9:11</time> Six.</p></div>",
        "<div class=comments><p>It was five! <a class=comment-reply-link href=/r>Answer</a></p></div>",
        "<div id=disqus_thread>Loading</div>",
        "<a class=comments href=/c></a>",
    ],
)
def test_comments_are_told_by_a_sign_of_readers(markup: str) -> None:
    assert [*boxes(parse_fragment(f"<p>{'The lamp went out at four. ' * 9}</p>{markup}")).values()] == ["comments"]


@pytest.mark.parametrize(
    "markup",
    [
        "<section id=comments><h2>Erläuterung</h2><p>The lamp is a metaphor.</p></section>",
        "<div class=kommentare><h2>Anmerkung der Redaktion</h2><p>It was five.</p></div>",
        "<div class=comments><h2>What the judges said</h2><p>A quiet book.</p></div>",
        "<div class=comments><h2>Translator's comments</h2><p>A lamp is a light.</p></div>",
        "<div class=comments><p>A quiet book. <time>1911</time></p></div>",
        "<section class=comments><h2>Commentary</h2><p>The third line is in another hand.</p></section>",
        "<div id=comments><h2>Comments on the text</h2><p>The third line is in another hand.</p></div>",
        f"<div class=comments-section><p>In response to this article {'the council sent a letter ' * 2}</p></div>",
    ],
)
def test_comments_without_a_reader_are_the_authors(markup: str) -> None:
    assert boxes(parse_fragment(f"<p>{'The lamp went out at four. ' * 9}</p>{markup}")) == {}


_TEXT = "<p>The lamp on the northern point was first lit in the autumn of the year.</p>"
_LINKS = "<ul><li><a href=/a>The Keeper of Accounts</a></li><li><a href=/b>Salt</a></li></ul>"
_EXCERPTS = f"<h3><a href=/a>The oil</a></h3>{_TEXT}<h3><a href=/b>The wick</a></h3>{_TEXT}"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f"{_TEXT}<div class=menu><h3>Starters</h3>{_LINKS}</div>", "a menu with a heading"),
        (f"{_TEXT}<div class=menu>{_LINKS}</div>{_TEXT}", "a menu amid prose"),
        ("<div class=menu><a href=/a>Smoked herring with dill and cream</a></div>", "a menu of long links"),
        (f"<ul class=social-events><li>{'<a href=/a>Dance in the boat house</a>' * 2}</ul>", "social, not shared"),
        (f"<div class=age-related>{_LINKS}</div>", "a word that ends in related"),
        (f"<div class=price-tags>{_LINKS}</div>", "a word that ends in tags"),
        (f"{_TEXT}<ul class=recommended><li><a href=/a>Salt</a></ul>{_TEXT}", "a list without a label amid prose"),
        (f"<p>These are the books we read:</p><div class=related>{_LINKS}</div>", "announced"),
        (f"<p>These are the books we read:</p><div><div class=related>{_LINKS}</div></div>", "announced outside"),
        (f"<div>These are the books we read: <div class=related>{_LINKS}</div></div>", "announced in no paragraph"),
        ("<div class=promo><img><p>A tip: never trim a wick that is warm.</p></div>", "a tip"),
        ("<div class=promo><p>The feast is at nine, in the hall. <a href=/m>Map</a></p></div>", "a note with a link"),
        (f"<div class=related>{_EXCERPTS.replace('/a', '#a').replace('/b', '#b')}</div>", "permalinks"),
        (f"<div class=related>{_EXCERPTS}{_TEXT}</div>", "two paragraphs below a heading"),
        (
            f"<div class=related>{_EXCERPTS.replace('/a', '//b.example/a').replace('/b>', '//c.example/b>')}</div>",
            "out",
        ),
        (f"{_TEXT}<div class=related>{_EXCERPTS}</div>{_TEXT}", "excerpts amid prose"),
        ("<div class=teaser><a href=b.jpg><img alt='A hall full of guests'></a><p>Once more.</p></div>", "a lead"),
        ("<div class=teaser><a href=b.jpg?w=9><img alt='A hall full of guests'></a></div>", "a picture"),
    ],
)
def test_what_an_author_lists_is_read_whatever_its_box_is_called(markup: str, reason: str) -> None:
    assert boxes(parse_fragment(markup), "https://a.example/x") == {}, reason


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=menu>{_LINKS}</div>{_TEXT}",
        f"<ul class=social-share><li>{'<a href=/a>Share this with a friend</a>' * 2}<a href=mailto:>Mail</a></ul>",
        "<p class=share><a href='https://b.example/?u=https%3A%2F%2Fa.example'>Show this to all your friends</a></p>",
        "<div class=sharedaddy><a href=/x?share=b>Click to share it with your friends</a></div>",
        f"<div class=post-tags>{_LINKS}</div>",
        f"<div class=blog-related>{_LINKS}</div>",
        f"<div class=crp_related>{_LINKS}</div>",
        f"<div class=work-related-links>{_LINKS}</div>",
        f"{_TEXT}<div class=recommended><h3>Read on</h3>{_LINKS}</div>{_TEXT}",
        f"<h3>You may also like:</h3><div class=related>{_LINKS}</div>",
        f"<p>Related:</p><div class=related>{_LINKS}</div>",
        f"<p>Share it with your friends:</p><div class=share>{_LINKS}</div>",
        f"<p>{'These are the books we read: ' * 99}</p><div class=related>{_LINKS}</div>",
        f"{_TEXT}<div class=related>{_EXCERPTS.replace('/a', 'https://www.a.example/')}</div>",
        f"<div class=related><a href='http://['>Salt</a>{_EXCERPTS}</div>",
        "<div class=related><a href=/a><img alt='A hall full of guests'></a></div>",
    ],
)
def test_what_leads_elsewhere_by_its_name_and_its_make_is_not_read(markup: str) -> None:
    assert [*boxes(parse_fragment(markup), "https://a.example/x").values()] == ["navigation"]


def test_a_box_of_links_that_sells_is_an_advertisement() -> None:
    markup = "<div class=promo><a href=/b><img alt=''>Buy a lamp from us</a></div>"

    assert [*boxes(parse_fragment(markup)).values()] == ["advertisement"]


def test_a_pull_quote_is_not_said_where_the_article_says_the_same() -> None:
    markup = "<p>She said: “Ten minutes is a long time, indeed.”</p>{}<p>Then she left.</p>"
    again = "<blockquote class=pullquote><p>Ten minutes is a long time</p><cite>Edna</cite></blockquote>"
    other = "<blockquote class=pullquote><p>Ten hours is a long time</p></blockquote>"

    assert [*boxes(parse_fragment(markup.format(again))).values()] == ["repeated"]
    assert boxes(parse_fragment(markup.format(other))) == {}


def test_boxes_and_bylines_of_a_file_are_listed_with_the_reason() -> None:
    markup = (
        "<html lang=en><meta name=author content='Ann One'><title>The sea</title><article><h1>The sea</h1>"
        f"<p>By Ann One</p><p>It is wide.</p><div class=tags>{_LINK}</div></article>"
    )

    article = read_file(markup)

    listed = [(each.text, each.reason) for each in article.skipped if each.reason != "hidden"]
    assert listed == [("By Ann One", "byline"), ("Another", "navigation")]


@pytest.mark.parametrize("sign", ["#", "¶", "🔗"])
def test_a_link_of_a_heading_to_itself_is_not_said_and_not_the_titles(sign: str) -> None:
    link = f" <a href='#sea'>{sign}</a>"

    article = read_file(f"<html lang=en><title>The sea — Manual</title><h1 id=sea>The sea{link}</h1><p>It is wide.</p>")

    assert article.metadata.title == "The sea"
    assert (sign, "navigation") in [(each.text, each.reason) for each in article.skipped]


def test_a_link_that_is_a_sign_but_leads_elsewhere_is_said() -> None:
    root = parse_fragment("<p>The sign <a href='https://example.org/'>#</a></p>")

    article = read_file("<p>The sign <a href='https://example.org/'>#</a></p>")

    assert [shown_text(each) for each in descendants(root, "p")] == ["The sign #"]
    assert article.skipped == ()


def test_the_author_is_found_on_a_card() -> None:
    card = "<span class='author vcard'><a class='url fn n' href='/wes'>Wes Aldana</a></span>"

    assert read_file(f"<article><h1>Stones</h1><p>{card}</p></article>").metadata.authors == ("Wes Aldana",)
