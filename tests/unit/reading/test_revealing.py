"""What a page hides until a script runs or a reader asks for it."""

import pytest

from audioed.errors import ReadingError
from audioed.model import Article
from audioed.reading.identify import text_of
from audioed.reading.web_page import read_file, read_page

_PARAGRAPHS = (
    "The lamp had burnt for a hundred years before anyone thought of turning it off at night.",
    "Its keeper wound the clockwork every four hours, and slept in between on a bench of oak.",
    "Oil came by boat in spring and in autumn, two hundred barrels that four men rolled up.",
    "When the wires came the barrels were sold to a brewer, who still has them in his cellar.",
    "Nobody saw the last night, because the keeper had gone to his sister and the storm was high.",
)
_PROSE = "".join(f"<p>{each}</p>" for each in _PARAGRAPHS)
_ONE = f"<p>{_PARAGRAPHS[0]}</p>"
_OTHER = f"<p>{_PARAGRAPHS[1]}</p>"


def _said(article: Article) -> list[str]:
    return [text_of(block) for block in article.blocks]


@pytest.mark.parametrize(
    "markup",
    [
        f"<article><h1>Lamps</h1><p>Loading…</p><noscript>{_PROSE}</noscript></article>",
        f"<article><h1>Lamps</h1><template>{_PROSE}</template></article>",
        f"<article><h1>Lamps</h1><div style='color:red;visibility:hidden'>{_PROSE}</div></article>",
        f"<div hidden><h1>Lamps</h1><div aria-hidden=true>{_PROSE}</div></div>",
    ],
)
def test_an_article_that_only_a_script_would_show_is_read_and_reported(markup: str) -> None:
    article = read_file(markup)

    assert _said(article)[-5:] == [*_PARAGRAPHS]
    assert (
        "87 words that begin “The lamp had burnt for a hundred years before anyone …” are read instead"
        in article.findings[0]
    )
    assert len(article.findings) == 1


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Short.</p><dialog>{_PROSE}</dialog>",
        f"<p>Short.</p><div hidden><nav>{_PROSE}</nav></div>",
        f"<p>Short.</p><div class=cookie-banner><div hidden>{_PROSE}</div></div>",
        f"<p>Short.</p><div hidden>{_ONE}{_OTHER}</div>",
        f"<p>Short.</p><div hidden>{_PROSE.replace('<p>', '<p><a href=x>')}</div>",
        "<p>Short.</p><noscript>"
        + 3 * "<p>Please turn on scripts in your browser so that this page works.</p>"
        + "</noscript>",
        f"{4 * _ONE}<div hidden>{4 * _PROSE}</div>",
        f"<p>{' '.join(_PARAGRAPHS[0].split()[:16])}</p><div hidden>{_PROSE[: _PROSE.index('Nobody')]}</div>",
    ],
)
def test_other_hidden_text_stays_hidden(markup: str) -> None:
    article = read_file(markup)

    assert _PARAGRAPHS[2] not in _said(article)
    assert not [each for each in article.findings if "hardly" in each]


def test_hidden_prose_that_is_not_read_is_reported() -> None:
    shown = "<p>We went there by boat, and " + 60 * "rowed and " + "arrived.</p>"

    article = read_file(f"{shown}<div hidden>{_PROSE}</div><div hidden>{_ONE}</div>")

    assert len(article.blocks) == 1
    (finding,) = article.findings
    assert finding.startswith("Of what the page hides, 87 words that begin “The lamp had burnt for a hundred years")


@pytest.mark.parametrize("hidden", [f"<div hidden>{_PROSE}</div>", f"<dialog>And so on. {_PROSE}</dialog>"])
def test_a_hidden_copy_and_a_closed_dialog_are_not_reported(hidden: str) -> None:
    assert not read_file(_PROSE + hidden).findings


def test_a_page_behind_a_banner_is_read() -> None:
    banner = f"<div class=cookies><p>{_PARAGRAPHS[0]}</p>{_OTHER}<p>{_PARAGRAPHS[0]}</p>{_OTHER}</div>"

    article = read_file(f"<div aria-hidden=true><h1>Lamps</h1>{_PROSE}</div>{banner}")

    assert _said(article)[:6] == ["Lamps", *_PARAGRAPHS]
    assert not article.findings


def test_a_copy_that_screen_readers_are_not_to_find_is_not_read() -> None:
    article = read_file(f"<p>And more.</p>{_PROSE}<div aria-hidden=true>{_PROSE}</div>")

    assert len(article.blocks) == 6


@pytest.mark.parametrize("hiding", ["hidden", "aria-hidden=true", "style='opacity:0;visibility:hidden'"])
@pytest.mark.parametrize("root", ["html", "body"])
def test_all_of_a_page_is_never_hidden(root: str, hiding: str) -> None:
    markup = "<html><body><p>one</p></body></html>".replace(f"<{root}>", f"<{root} {hiding}>")

    assert _said(read_file(markup)) == ["one"]


def test_a_shadow_is_read() -> None:
    assert _said(read_file("<my-story><template shadowrootmode=open><p>one</p></template></my-story>")) == ["one"]
    assert not read_file("<p>one</p><template><p>two</p></template>").blocks[1:]


# Parts that are sent late. --------------------------------------------------------------------------------------------


def test_a_part_that_was_sent_late_takes_its_place() -> None:
    article = read_file(
        "<article><p>one</p><template id='B:0'></template><p>Loading…</p><p>five</p></article>"
        "<div hidden id='S:0'><p>two</p><template id='P:1'></template><p>four</p></div>tail"
        "<div hidden id='S:1'><p>three</p></div><footer>six</footer>"
    )

    assert _said(article) == ["one", "two", "three", "four", "Loading…", "five"]
    assert [each.text for each in article.skipped if each.reason == "outside-main-text"] == ["tail", "six"]


def test_a_part_goes_where_a_script_says() -> None:
    article = read_file(
        "<p>one</p><template id='B:0'></template><p>three</p><template id='B:1'></template><p>five</p>"
        "<div hidden id='S:1'><p>two</p></div><script>$RC('B:0','S:1')</script>"
        '<div hidden id=\'S:a\'><p>four</p></div><script>$RC("B:1", "S:a")</script>'
    )

    assert _said(article) == ["one", "two", "three", "four", "five"]


def test_a_part_without_a_place_is_read_where_it_stands() -> None:
    assert _said(read_file("<p>one</p><div hidden id='S:a'><p>two</p></div><div hidden id='S:g'>x</div>")) == [
        "one",
        "two",
    ]


def test_a_part_is_not_moved_into_itself() -> None:
    article = read_file(
        "<div hidden id='S:0'><p>one</p><template id='B:1'></template></div>"
        "<div hidden id='S:1'><p>two</p><template id='B:0'></template></div>"
    )

    assert sorted(_said(article)) == ["one", "two"]


def test_parts_that_stand_too_deep_in_each_other_are_refused() -> None:
    deep = "".join(
        f"<div hidden id='S:{n:x}'>{'<div>' * 300}<template id='B:{n + 1:x}'></template>{'</div>' * 300}</div>"
        for n in range(20)
    )

    with pytest.raises(ReadingError, match=r"stand \d+ deep on average"):
        read_file(f"<template id='B:0'></template>{deep}")


# What a reader can unfold. --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unfolded",
    [
        f"<h3><button aria-expanded=false aria-controls=a>Who?</button></h3><div id=a hidden>{_OTHER}</div>",
        f"<h3><button aria-expanded=false>Who?</button></h3><div style='display: none'>{_OTHER}</div>",
        f"<div role=button aria-expanded=false>Who?</div><div aria-hidden=true>{_OTHER}</div>",
        f"<dl><dt><button aria-expanded=false aria-controls=a>Who?</button><dd id=a hidden>{_OTHER}</dl>",
        f"<button role=tab>Who?</button><div role=tabpanel hidden>{_OTHER}</div>",
        f"<h3>Who?</h3><div hidden=until-found>{_OTHER}</div>",
        f"<button aria-controls='b a'>Who?</button><i>that</i><div id=a hidden>{_OTHER}</div>",
        f"<div role=tabpanel hidden><b><button aria-controls=a>Who?</button></b><p id=a hidden>{_PARAGRAPHS[1]}</div>",
    ],
)
def test_what_a_reader_can_unfold_is_read(unfolded: str) -> None:
    article = read_page(f"<article>{_ONE}{_PROSE}{unfolded}</article>", address="https://example.org/a")

    assert _said(article)[-1] == _PARAGRAPHS[1]


@pytest.mark.parametrize(
    "folded",
    [
        f"<div style='display:none'>{_OTHER}</div><a href='#'>Read more</a>",
        f"<button>Show full article</button><div hidden>{_OTHER}</div>",
        f"<div><div class=rest hidden>{_OTHER}</div></div><p><span>… Weiterlesen »</span></p>",
        f"<a href='javascript:more()'>Lire la suite</a><div hidden>{_OTHER}</div>",
        f"<div><section><div hidden>{_OTHER}</div></section></div><label for=a>Leggi di più</label>",
        f"<div hidden>{_OTHER}</div><div role=button>Seguir leyendo</div>",
        f"<div hidden>{_OTHER}</div><button>Continue a ler</button>",
        f"<div hidden>{_OTHER}</div><button>Lees verder</button>",
        f"<div hidden>{_OTHER}</div><button>Czytaj dalej</button>",
    ],
)
def test_the_rest_of_a_text_is_read_beside_what_is_pressed_to_read_on(folded: str) -> None:
    assert _PARAGRAPHS[1] in _said(read_file(f"<article>{_PROSE.replace(_OTHER, '')}{folded}<h2>After</h2></article>"))


@pytest.mark.parametrize(
    "folded",
    [
        f"<div hidden>{_OTHER}</div><a href=/b>Read more</a>",
        f"<div hidden>{_OTHER}</div><button>Subscribe</button>",
        f"<div hidden>{_OTHER}</div> And on. <button>Read more</button>",
        f"<div><div hidden>{_OTHER}</div> And on. </div><button>Read more</button>",
        f"<div hidden>{_OTHER}</div><p>Nothing.</p><button>Read more</button>",
        "<div hidden><p>Copy this</p></div><button>Show more</button>",
        f"<dialog><div hidden>{_OTHER}</div><button>Read more</button></dialog>",
        f"<div hidden>{_OTHER}</div><button>Read more{' ' * 300}</button>",
        f"<div hidden>{_OTHER}</div><div>{'<i></i>' * 9}<button>Read more</button></div>",
    ],
)
def test_what_is_hidden_beside_other_things_to_press_stays_so(folded: str) -> None:
    said = "\n".join(_said(read_file(f"<article>{_PROSE.replace(_OTHER, '')}{folded}</article>")))

    assert _PARAGRAPHS[1] not in said
    assert "Copy this" not in said


@pytest.mark.parametrize(
    "pages",
    [
        f"<div class='slide active'>{_ONE}</div><div class=slide style='display:none'>{_OTHER}</div>",
        f"<ul><li class='s first'>{_ONE}<li class='last s' aria-hidden=true>{_OTHER}</ul>",
        f"<div class=page hidden>{_OTHER}</div><div class=page>{_ONE}</div><div class=page hidden>{_ONE}</div>",
    ],
)
def test_what_is_shown_one_at_a_time_is_read(pages: str) -> None:
    said = _said(read_file(f"<article>{pages}</article>"))

    assert sorted(said) == sorted(_PARAGRAPHS[:2])


@pytest.mark.parametrize(
    "pages",
    [
        f"<div>{_ONE}</div><div hidden>{_OTHER}</div>",
        f"<div class=a>{_ONE}</div><div class=b hidden>{_OTHER}</div>",
        f"<div class='a active'>{_ONE}</div><div class='a cloned' aria-hidden=true>{_OTHER}</div>",
        f"<div class=a lang=en>{_ONE}</div><div class=a lang=de hidden>{_OTHER}</div>",
        f"<div class=a>{_ONE}</div><section class=a hidden>{_OTHER}</section>",
        f"<div class=a>Close</div><div class=a hidden>{_OTHER}</div>{_ONE}",
        f"<div class=a hidden>{_OTHER}</div><div class=a hidden>{_OTHER}</div>{_ONE}",
        f"<div class=a>{_ONE}</div><div class=a hidden>Copy this</div>",
        f"<div class=a>{_ONE}</div><div class=a hidden>{_ONE}</div>",
    ],
)
def test_what_is_hidden_beside_a_box_of_another_make_stays_so(pages: str) -> None:
    said = _said(read_file(f"<article>{pages}</article>"))

    assert [each for each in said if each != "Close"] == [_PARAGRAPHS[0]]


@pytest.mark.parametrize(
    "unfolded",
    [
        "<h3><button aria-controls=a>Free?</button></h3><div id=a hidden>Of course</div>",
        "<h3><button aria-controls=a>Free?</button></h3><div id=a hidden><a href=x>Of course</a></div>",
        "<h3><button aria-expanded=false>Free?</button></h3><div hidden>Of course</div>",
        "<h3>Free?<button aria-expanded=false>+</button></h3><div hidden>Of course</div>",
        "<button aria-expanded=false>Free?</button><div hidden>Of course</div>",
        "<dl><dt><button aria-controls=a>Free?</button></dt><dd id=a hidden>Of course</dd></dl>",
        "<button aria-controls=a>Dog</button><p>No</p><button aria-controls=b>Cat</button><p id=b hidden>Of course",
        "<p>Free?</p><div hidden=until-found><a href=x>Of course</a></div>",
        "<p>Free?</p><div role=tabpanel hidden>Of course</div>",
    ],
)
def test_a_short_answer_is_read_below_what_asks_for_it(unfolded: str) -> None:
    assert "Of course" in "\n".join(_said(read_file(f"<article>{_ONE}{unfolded}</article>")))


@pytest.mark.parametrize(
    "folded",
    [
        f"<nav><button aria-controls=a>Menu</button><div id=a hidden>{_OTHER}</div></nav>",
        f"<header><button aria-controls=a>Menu</button></header><div id=a hidden>{_OTHER}</div>",
        f"<button aria-controls=a>Menu</button><div id=a hidden>{_OTHER.replace('<p>', '<p><a href=x>')}</div>",
        f"<button aria-controls=a>Menu</button><div id=a role=dialog hidden><form><input>{_OTHER}</form></div>",
        f"<button aria-controls=a>Menu</button><div id=a role=menu hidden>{_OTHER}</div>",
        "<button aria-controls=a>Share</button><div id=a hidden>Copy this address</div>",
        f"<h3>Who?</h3><div hidden>{_OTHER}</div>",
        "<h3><button aria-controls=a aria-haspopup=menu>Who?</button></h3><div id=a hidden>We</div>",
        "<h3>Who?<button aria-expanded=false>Share</button></h3><div hidden>Copy this address</div>",
        "<button aria-expanded=false>Share</button><div hidden>Copy this address</div>",
        "<div role=tabpanel hidden><a href=x>Elsewhere</a></div>",
    ],
)
def test_what_is_folded_for_other_reasons_stays_hidden(folded: str) -> None:
    article = read_file(f"<article>{_ONE}{folded}</article>")

    assert _said(article) in ([_PARAGRAPHS[0]], [_PARAGRAPHS[0], "Who?"])


_TABS = """
<div role=tablist><a href="#a" role=tab>Summer</a><b id=t role=tab>Winter</b><b role=tab aria-controls=c>3</b></div>
"""


@pytest.mark.parametrize(
    ("panel", "said"),
    [
        ("<div role=tabpanel id=a>9 to 17</div>", ["Summer", "9 to 17"]),
        ("<div role=tabpanel aria-labelledby=t hidden><p>10 to 15</div>", ["Winter", "10 to 15"]),
        ("<div role=tabpanel id=a><h3>Summer hours</h3>9 to 17</div>", ["Summer hours", "9 to 17"]),
        ("<div role=tabpanel id=c>9 to 17</div>", ["9 to 17"]),
        ("<div role=tabpanel>9 to 17</div>", ["9 to 17"]),
        ("<p role=tabpanel id=a>9 to 17</p>", ["9 to 17"]),
        ("<nav><div role=tabpanel id=a>9 to 17</div></nav>", []),
    ],
)
def test_the_label_of_a_tab_is_said_before_its_panel(panel: str, said: list[str]) -> None:
    assert _said(read_file(f"<article>{_ONE}{_TABS}{panel}</article>"))[1:] == said


def test_panels_between_their_tabs_are_no_navigation() -> None:
    tabs = "<div role=tablist><h4 role=tab aria-controls=a>Summer</h4><div id=a role=tabpanel>9 to 17</div></div>"

    assert _said(read_file(f"<article>{_ONE}{tabs}</article>"))[1:] == ["Summer", "9 to 17"]


# Names. ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["h2", "p", "span", "a"])
def test_text_for_the_eye_alone_is_said_by_its_name(name: str) -> None:
    letters = "".join(f"<b aria-hidden=true>{letter}</b>" for letter in "Pier")

    assert _said(read_file(f"<div>At <{name} aria-label='The pier'>{letters}</{name}> here</div>")) in (
        ["At The pier here"],
        ["At", "The pier", "here"],
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=#x aria-label='Link to this'><span aria-hidden=true>→</span></a>",
        "<h2 aria-label=' '><span aria-hidden=true>x</span></h2>",
        "<a href=x aria-label='Link to this'><b aria-hidden=true>x</b><img src=a.png alt=''></a>",
    ],
)
def test_no_name_is_said_of_other_things(markup: str) -> None:
    assert not [each for each in _said(read_file(f"<div>{markup}</div>")) if each]


@pytest.mark.parametrize(
    "markup",
    [
        "<div {}</div>",
        "<blockquote {}</blockquote>",
        "<ul><li {}</ul>",
        "<section {}</section>",
        "<h3><button {}</button></h3>",
    ],
)
def test_a_name_that_is_the_hidden_text_is_said_of_anything(markup: str) -> None:
    split = (
        "aria-label='The pier, at night'><b aria-hidden=true>The</b><b aria-hidden=true>pier at</b><i hidden>night</i>"
    )

    assert _said(read_file(markup.format(split))) == ["The pier, at night"]


@pytest.mark.parametrize("hidden", ["The pier at night", "The"])
def test_a_name_that_is_not_the_hidden_text_is_said_of_headings_and_paragraphs_alone(hidden: str) -> None:
    assert _said(read_file(f"<p>one<div aria-label='The pier'><b aria-hidden=true>{hidden}</b></div>")) == ["one"]


def test_a_name_is_not_said_beside_text() -> None:
    assert _said(read_file("<p aria-label=x>one <b aria-hidden=true>two</b></p>")) == ["one"]


def test_a_character_that_nothing_can_hold_is_left_out_though_it_is_named_by_its_number() -> None:
    name = "<h2 aria-label='The &#1;pi&#xFFFE;er'><b aria-hidden=true>x</b></h2>"
    link = "<p>one <a href='file:///a#b&#2;'>two</a><p id='b&#2;' \"='&#1;'>three&#x1F; &&#1;#1;"

    assert _said(read_file(name + link)) == ["The pier", "one two", "three &#1;"]
