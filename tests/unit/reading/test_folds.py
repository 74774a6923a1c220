"""What unfolds though nothing declares it."""

import pytest

from audioed.model import Article
from audioed.reading.identify import text_of
from audioed.reading.web_page import read_file, read_page

_PROSE = (
    "<p>The lamp had burnt for a hundred years before anyone thought of turning it off at night.</p>"
    "<p>Its keeper wound the clockwork every four hours, and slept in between on a bench of oak.</p>"
)
_LONG = "Oil came by boat in spring and in autumn, two hundred barrels that four men rolled up."
_OTHER = "<h3>Who?</h3><div hidden>Nobody</div>"
_HIDDEN = "style='display:none'"


def _said(article: Article) -> str:
    return "\n".join(text_of(block) for block in article.blocks)


def _article(markup: str) -> str:
    said = _said(read_file(f"<article><h1>Lamps</h1>{_PROSE}{markup}</article>"))
    assert "turning it off" in said
    return said


_LINKED = "<div><p><a href='javascript:void(0)'>{}</a></p><div style='display:none'>{}</div></div>"
_BOXED = "<div class=x><b>{}</b><section hidden>{}</section></div>"


@pytest.mark.parametrize(
    "folded",
    [
        f"<h3>Free?</h3><div hidden>Of course</div>{_OTHER}",
        f"{_OTHER}<h3>Free?</h3><div {_HIDDEN}>Of course</div>",
        f"<dl><dt>Free<dd {_HIDDEN}>Of course</dl>",
        f"<dl><dt><a href='#'>Free</a><dd {_HIDDEN}><p>Of course</p></dl>",
        _LINKED.format("Free", "Of course") + _LINKED.format("Safe", "Quite"),
        _BOXED.format("Free", "Of course") + _BOXED.format("Safe", "Quite"),
    ],
)
def test_what_is_hidden_below_one_of_several_labels_is_read(folded: str) -> None:
    assert "Of course" in _article(folded)


@pytest.mark.parametrize(
    "folded",
    [
        f"<h3>Free?</h3><div hidden>Of course</div><h4>Who?</h4><div hidden>{_LONG}</div>",
        "<h3>Free?</h3><div hidden>Of course</div><h3>Free?</h3><div hidden>Of course</div>",
        f"<h3>Free?</h3><div hidden><a href=x>Of course</a></div>{_OTHER}",
        f"<h3>Free?</h3><div hidden class=cookie-popup>Of course</div>{_OTHER}",
        "<h3>Free?</h3><div aria-hidden=true>Of course</div><h3>Who?</h3><div aria-hidden=true>We</div>",
        "<h3><a href=/other>Free</a></h3><div hidden>Of course</div><h3><a href=/x>Who</a></h3><div hidden>We</div>",
        "<h3 hidden>Free?</h3><div hidden>Of course</div><h3>Who?</h3><div hidden>We</div>",
        "<p><b>Oil</b> <span hidden>Of course</span> and <b>gas</b> <span hidden>we know</span> came by boat.</p>",
        "<h3>Free?</h3><template>Of course</template><h3>Who?</h3><template>We</template>",
    ],
)
def test_what_is_hidden_for_other_reasons_stays_hidden(folded: str) -> None:
    assert "Of course" not in _article(folded)


@pytest.mark.parametrize(
    "folded",
    [
        f"<a href='#'>Read more</a><div {_HIDDEN}>{_LONG}</div>",
        f"<div {_HIDDEN}>{_LONG}</div><a href='#'>Lire la suite…</a>",
        f"<p>In short.<span {_HIDDEN}> {_LONG}</span></p><button>Mehr anzeigen</button>",
        f"<p>In short.<span {_HIDDEN}> {_LONG}</span> <a href='javascript:f()'>więcej</a></p>",
        f"<div>Proof <a href='#'>[show]</a></div><div {_HIDDEN}>{_LONG}</div>",
        f"<input type=button value=Show><div {_HIDDEN}>{_LONG}</div>",
        f"<div><b>Spoiler:</b> <input type=button value=Show></div><div><div {_HIDDEN}>{_LONG}</div></div>",
        f"<p><a href='#t'>The minutes</a></p><p>In short.</p><div id=t {_HIDDEN}>{_LONG}</div>",
        f"<b data-toggle=collapse data-target='#t'>The minutes</b><p>In short.</p><div id=t {_HIDDEN}>{_LONG}</div>",
        f"<b data-bs-target='#t'>The minutes</b><p>In short.</p><div id=t {_HIDDEN}>{_LONG}</div>",
    ],
)
def test_the_rest_of_a_text_is_read(folded: str) -> None:
    assert _LONG in _article(folded)


@pytest.mark.parametrize(
    "folded",
    [
        f"<a href='/other'>Read more</a><div {_HIDDEN}>{_LONG}</div>",
        f"<a href='#'>Why should I sign up?</a><div {_HIDDEN}>{_LONG}</div>",
        f"<a href='#'>Share</a><div {_HIDDEN}>{_LONG}</div>",
        f"<a href='#' hidden>Read more</a><div {_HIDDEN}>{_LONG}</div>",
        f"<a href='#'>Read more</a><div {_HIDDEN}>Thank you</div>",
        f"<input type=button value=Send><div {_HIDDEN}>{_LONG}</div>",
        f"<input type=text value=Show><div {_HIDDEN}>{_LONG}</div>",
        f"<input type=button value=Show><div>In short. <div {_HIDDEN}>{_LONG}</div></div>",
        f"<p>In short.<span {_HIDDEN}> {_LONG}</span> So it was.</p><button>Read more</button>",
        f"<a href='#sign-popup'>Sign up</a><div id=sign-popup {_HIDDEN}>{_LONG}</div>",
        f"<a href='#t' data-toggle=modal>Sign up</a><div id=t {_HIDDEN}>{_LONG}</div>",
        f"<a href='#t' class='open-popup'>Sign up</a><div id=t {_HIDDEN}>{_LONG}</div>",
        f"<nav><a href='#t'>Sign up</a></nav><p>In short.</p><div id=t {_HIDDEN}>{_LONG}</div>",
    ],
)
def test_what_no_control_of_the_text_shows_stays_hidden(folded: str) -> None:
    assert "Oil came" not in _article(folded)


_DROPDOWN = "<div class=faq><div class=toggle>{}</div><nav class=list><p>{}</p></nav></div>"


def _page(markup: str) -> str:
    return _said(read_page(f"<main><h1>Lamps</h1>{_PROSE}{markup}</main>", address="https://example.org/a"))


def test_answers_that_a_builder_calls_navigation_are_read() -> None:
    page = _DROPDOWN.format("Free?", "Of course, see <a href=x>here</a>.") + _DROPDOWN.format("Who?", _LONG)

    assert _page(page).splitlines()[-4:] == ["Free?", "Of course, see here.", "Who?", _LONG]


@pytest.mark.parametrize(
    "page",
    [
        _DROPDOWN.format("Boats", "<a href=x>Of course</a>") + _DROPDOWN.format("Houses", "<a href=x>Quite</a>"),
        _DROPDOWN.format("Free?", "Of course"),
        "<div>Free?</div><nav role=navigation>Of course</nav><div>Who?</div><nav role=navigation>We</nav>",
    ],
)
def test_other_navigation_is_not_read(page: str) -> None:
    assert "Of course" not in _page(page)
