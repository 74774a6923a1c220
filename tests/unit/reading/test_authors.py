"""Who wrote a page."""

import pytest

from audioed.markup import parse
from audioed.reading.authors import confirmed_authors, declared_names, in_mixed_case, shown_authors
from audioed.reading.standing import Standing

_PROSE = "<p>This sentence has well over a dozen words, so that nobody would take it for a label.</p>"
_TITLE = "<h1>A quiet town</h1>"


def _shown(markup: str) -> tuple[str, ...]:
    return shown_authors(Standing(parse(f"<body>{markup}</body>"), "A quiet town"))


def _confirmed(markup: str, extracted: str) -> tuple[str, ...]:
    return confirmed_authors(Standing(parse(f"<body>{markup}</body>"), "A quiet town"), extracted)


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ("Ann B. Vale (http://vale.example/ann/)", ("Ann B. Vale",)),
        ("Ann Vale <ann@vale.example>", ("Ann Vale",)),
        ("https://vale.example/ann", ()),
        ("www.vale.example,Daily,Net", ()),
        ("vale.example", ()),
        ("J. R. R. Vale, Jr.", ("J. R. R. Vale, Jr.",)),
    ],
)
def test_addresses_are_cut_from_names_and_hosts_are_none(declared: str, names: tuple[str, ...]) -> None:
    assert declared_names([declared]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p class=byline>By Ann Vale</p>", ("Ann Vale",)),
        ("<p class=byline>By Ann Vale, Senior Writer, Sea and Coast, May 6</p>", ("Ann Vale",)),
        ("<div class=post__author-line><span class=author>Ann Vale</span> May 6, 2020</div>", ("Ann Vale",)),
        ("<div class=byline>Von: Ann van der Vale und Ben Roe | 6. Mai 2020</div>", ("Ann van der Vale", "Ben Roe")),
        ("<div class=byline>Por José Ortega y Gasset</div>", ("José Ortega y Gasset",)),
        ("<div class=byline>Di Maria</div>", ("Di Maria",)),
        ("<div class=article__author>Politics · Ann Vale, Ben Roe</div>", ("Ann Vale", "Ben Roe")),
        (
            "<div class=author>Text: <a href=/people/ann>Ann Vale</a> in Rome <a href=/rome>Rome Guide</a></div>",
            ("Ann Vale",),
        ),
        ("<div class=byline>by Nathan Vale March 25, 2015</div>", ("Nathan Vale",)),
        ("<div class=byline>周梅</div>", ("周梅",)),
        ("<div class=byline>By 周梅</div>", ("周梅",)),
        ("<div class=author-box>Leave a Comment</div>", ()),
        ("<div class=author-box>Two people who know the town</div>", ()),
        ("<div itemprop=author><span itemprop=name>Ann Vale</span>, Rome</div>", ("Ann Vale",)),
        (
            "<div itemprop=author>By <a href=/x>Ann Vale</a></div><div itemprop=author>Ben Roe</div>",
            ("Ann Vale", "Ben Roe"),
        ),
        ("<div itemprop=author><meta itemprop=name content='Ann Vale'></div>", ("Ann Vale",)),
        ("<a rel=author>By jroe</a>", ("jroe",)),
        ("<a rel=author>Xxx</a>", ()),
        ("<p>par <span class=auteurs>Ann Vale</span></p>", ("Ann Vale",)),
        ("<p class='author vcard'><b class=fn>Ann Vale</b> <span>Senior Correspondent</span></p>", ("Ann Vale",)),
        ("<p class='author vcard'><b class='fn org'>The Coast</b> <b class=fn>Ann Vale</b></p>", ("Ann Vale",)),
        ("<div><h3 class=byline><a href=/ann>Ann Vale</a></h3></div>", ("Ann Vale",)),
        ("<div><h3>By <a href=/ann>Ann Vale</a></h3></div>", ("Ann Vale",)),
        ("<div><h3><a class=author href=/ann>Ann Vale</a></h3></div>", ("Ann Vale",)),
        ("<ul><li><cite>By Ann Vale<br>The Coast<br><a href=/a>Archive</a></cite></ul>", ("Ann Vale",)),
        ("<p>By <i>Ann Vale</i>, in Rome</p>", ("Ann Vale",)),
        ("<p>By Ann Vale, Coast Correspondent</p>", ("Ann Vale",)),
        ("<p>By Ann Vale, Ben Roe and Cy Poe</p>", ("Ann Vale", "Ben Roe", "Cy Poe")),
        ("<p>By <i>land</i> or sea</p><p>By Sea</p><p>By</p>", ()),
    ],
)
def test_a_byline_near_the_title_names_the_authors(line: str, names: tuple[str, ...]) -> None:
    assert _shown(f"{_TITLE}{line}{_PROSE}") == names


@pytest.mark.parametrize(
    "page",
    [
        f"{_TITLE}{_PROSE}<p class=byline>By Ann Vale</p>{_PROSE}",
        f"<p class=byline>By Ann Vale</p>{_TITLE}{_PROSE}",
        f"<p>A quiet town</p><p class=byline>By Ann Vale</p>{_PROSE}",
        f"{_TITLE}<h3><a href=/politics>Politics</a></h3><p class=byline>By Ann Vale</p>{_PROSE}",
        f"<form><div>{_TITLE}<p class=byline>By Ann Vale</p></div>{_PROSE}</form>",
    ],
)
def test_a_byline_may_stand_below_a_standfirst_or_above_the_title(page: str) -> None:
    assert _shown(page) == ("Ann Vale",)


@pytest.mark.parametrize(
    "page",
    [
        f"{_TITLE}{_PROSE * 3}<p class=byline>By Ann Vale</p>",
        f"{_TITLE}<ul><li><h3>Fog</h3><p class=byline>By Ann Vale</p></li></ul>{_PROSE}",
        f"{_TITLE}<div><h3><a href=/fog>Fog</a></h3><p class=byline>By Ann Vale</p></div>{_PROSE}",
        f"{_TITLE}<div><h3><a href=/fog>Fog</a></h3><div><p>By Ann Vale</p></div></div>{_PROSE}",
        f"{_TITLE}<article><h2>Fog</h2><a rel=author>Ann Vale</a></article>{_PROSE}",
        f"{_TITLE}<div class=comment-list><span itemprop=author>Ann Vale</span></div>{_PROSE}",
        f"{_TITLE}<aside><p class=byline>By Ann Vale</p></aside>{_PROSE}",
        f"{_TITLE}<p>Nobody said <span class=author>Ann Vale</span> could ever have written a line like that one.</p>",
        f"{_TITLE}{_PROSE}<footer>Theme by <a rel=author>Ann Vale</a></footer>",
        "<p class=byline>By Ann Vale</p>",
    ],
)
def test_others_who_are_named_on_a_page_are_not_its_authors(page: str) -> None:
    assert _shown(page) == ()


@pytest.mark.parametrize(
    ("page", "extracted", "names"),
    [
        ("<i>By <b>Ann Vale</b></i>", "Ann Vale", ("Ann Vale",)),
        ("<b>ANN VALE</b>", "Ann Vale", ("Ann Vale",)),
        ("<div><b>Ann Vale</b> <span>Reporter</span></div>", "Ann Vale Reporter Follow Go", ("Ann Vale",)),
        ("<div><b>Ann Vale</b> May 6</div>", "Ann Vale May", ("Ann Vale",)),
        ("<b>Theresa May</b>", "Theresa May", ("Theresa May",)),
        ("<b>Ann Vale</b> <b>Ben Roe</b>", "Ann Vale; Ben Roe", ("Ann Vale", "Ben Roe")),
        ("<b>Ann Vale</b>", "Politics · Ann Vale", ("Ann Vale",)),
        ("<nav><b>Ann Vale</b></nav>", "Ann Vale", ()),
        ("<button>Follow Author</button><p>Follow Author</p>", "Follow Author", ()),
        ("<blockquote><b>Ann Vale</b></blockquote>", "Ann Vale", ()),
        ("<p>It was, as <b>Ann Vale</b> said on that day, the quietest town of them all by far.</p>", "Ann Vale", ()),
        ("<b>ann vale</b>", "Ann Vale", ()),
        ("<b>xxx</b>", "Xxx", ()),
        ("<p>Ann Vale wrote</p>", "Ann Vale", ()),
        ("<div class=by>By <b>Ann Vale</b></div><div class=by>By <b>Ben Roe</b></div>", "Ann Vale", ()),
        ("<b>Ann Vale</b>", "", ()),
    ],
)
def test_an_extracted_name_must_be_one_that_the_page_shows(page: str, extracted: str, names: tuple[str, ...]) -> None:
    assert _confirmed(page, extracted) == names


@pytest.mark.parametrize(
    ("names", "page", "spelt"),
    [
        (("ANN MCVALE", "BEN ROE"), "", ("Ann Mcvale", "Ben Roe")),
        (("ANN MCVALE", "BEN ROE"), "<title>Fog - Ann McVale and Ben Roe</title>", ("Ann McVale", "Ben Roe")),
        (("ANN MCVALE",), "<a>ANN MCVALE</a><a>Ann McVale</a><a>ann mcvale</a>", ("Ann McVale",)),
        (("ANN MCVALE", "Ann Mcvale"), "", ("Ann Mcvale",)),
        (("J. R. O'VALE-ROE III",), "", ("J. R. O'Vale-Roe III",)),
        (("BBC NEWS",), "", ("BBC News",)),
        (("AFP", "Ann VALE"), "<a>Afp</a>", ("AFP", "Ann VALE")),
        (("周梅 周",), "", ("周梅 周",)),
    ],
)
def test_a_name_in_capitals_is_spelt_as_other_names_are(
    names: tuple[str, ...], page: str, spelt: tuple[str, ...]
) -> None:
    assert in_mixed_case(names, parse(page)) == spelt
