"""A page that is saved is read as the same article."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.model import Article, Block
from audioed.reading import MediaType, Source, picture_places, read_source
from audioed.show.saving import to_html

_ROOT = Path(__file__).parents[3]
_PAGES = sorted((_ROOT / "tests" / "golden" / "reading").glob("*.html"))
_SAMPLES = sorted(path for path in (_ROOT / "samples").iterdir() if path.is_file())
_TYPES = {".html": MediaType.HTML, ".md": MediaType.MARKDOWN, ".txt": MediaType.PLAIN}


def page(markup: str, *, language: str = "en") -> Article:
    text = f'<!DOCTYPE html><html lang="{language}"><title>Lamps</title><body><main>{markup}</main></body></html>'
    return read(text.encode(), "https://example.org/sea/lamps.html")


def read(content: bytes, address: str, media_type: MediaType = MediaType.HTML) -> Article:
    return read_source(Source(name="lamps", address=address, media_type=media_type, content=content))


def saved(article: Article) -> Article:
    return read(to_html(article, {place: place for place in picture_places(article)}).encode(), "lamps.html")


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with enclosures that are numbered in the order in which they come."""
    keys: dict[int, int] = {}
    return [
        replace(block, inside=tuple(replace(one, key=keys.setdefault(one.key, len(keys))) for one in block.inside))
        for block in blocks
    ]


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.stem)
def test_a_page_of_the_web_is_read_the_same_from_the_file_it_is_saved_in(path: Path) -> None:
    article = read(path.read_bytes(), f"https://example.org/{path.name}")

    again = saved(article)

    assert numbered(again.blocks) == numbered(article.blocks)
    assert again.metadata == article.metadata
    assert (again.skipped, again.findings) == ((), ())


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.stem)
def test_every_class_of_block_is_read_the_same(path: Path) -> None:
    article = read(path.read_bytes(), str(path), _TYPES[path.suffix])

    assert numbered(saved(article).blocks) == numbered(article.blocks)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>A &lt;b&gt; &amp; “c” &quot;d&quot; 'e' – f g.</p>",
        "<p>One<br>two <em>three <strong>four</strong></em><a href='/x?a=1&amp;b=\"2\"'>five</a>.</p>",
        "<p>A <abbr title='Mister'>Mr</abbr> at <time datetime='12:00'>noon</time> in <span lang=fr>la mer</span>.</p>",
        "<p><del>No</del> <ins>yes</ins> <code>a  b</code> H<sub>2</sub>O m<sup>2</sup>.</p>",
        "<p>As <span class='math inline'>\\(a &lt; b\\)</span> or <math alttext='a squared'><mi>a</mi></math>.</p>",
        "<div class='math display' aria-label='a is b'>\\[a = b\\]</div><p>So.</p>",
        "<ol start=4><li>Four<ul><li>inner</li></ul><p>more</p></li><li value=9>Nine<pre>x\n  y</pre></li></ol>",
        "<dl><dt>Lamp</dt><dd>A light.<p>Or two.</p></dd><dt>Oil</dt><dd><p>Whale.</p></dd></dl>",
        "<ul><li><figure><img src='/a.png' alt='A'></figure></li></ul><p>End.</p>",
        "<blockquote><p>One.</p><p>Two.</p><footer>Ann, <cite>Lamps</cite></footer></blockquote><p>End.</p>",
        "<blockquote lang=de><p>Eins, zwei und drei.</p></blockquote><aside><p>Aside.</p><h3>Deep</h3></aside>",
        "<p>See<a class=noteref href='#n'>[b]</a>.</p><ol class=footnotes><li id=n><p>A<p>B</li><li id=m>C</ol>",
        "<p>See<sup><a href='#n'>1</a></sup> there.</p><aside id=n hidden>Unseen.</aside>",
        "<figure><img src='/a.png'><figcaption>A <i>lamp</i> <span class=credit>Ann</span></figcaption></figure>",
        "<figure><img src='/a.png' alt=''><figcaption><span class=credit>Ann</span></figcaption></figure><p>End.</p>",
        "<p>A <img src='/a.png' alt='lamp'> in the line, and <a href='/l'><img src='/b.png' alt='another'></a>.</p>",
        "<p><svg><title>A drawn lamp</title></svg></p><p>End.</p>",
        "<table><caption>Oil</caption><thead><tr><th>A<th>B</thead><tr><td colspan=2>1<br>2<tr><th>3<td></table>",
        "<table><tr><th>A<th>B<tr><th>C<th>D</table><table role=table><tr><td>One cell</table>",
        "<pre><code class='language-python'>if a &lt; b:\n    pass\n</code></pre><hr><p id='own id'>End.</p>",
        "<div class=verse>The sea,<br>the sea<br><br>again</div><blockquote class=verse>and<br>more</blockquote>",
        "<iframe src='https://v.example/1' title='A film'></iframe><iframe src='/map'></iframe><p>End.</p>",
        "<section><h2>One</h2><section><h3>Two</h3><p>Text.</p></section></section><h2>Three</h2><p>End.</p>",
        "<h1>Lamps</h1><h1>Oil</h1><p>Text.</p><h4>Deep</h4><p id=newsletter>Read <a href='/x'>on</a>.</p>",
        "<ul><li><figure><ul><li><p>Oil</p></li></ul><figcaption>Said.</figcaption></figure></li></ul><p>End.</p>",
        "<ul><li><div lang=de><section><h2>Teil</h2><p>Das Meer</p><p>ist da</p></section></div></li></ul><p>End.</p>",
        "<blockquote><section><figure><p>One.</p><figcaption>Ann</figcaption></figure></section></blockquote><p>End.</p>",
        "<dl><dt>Oil</dt><dd><ul><li><p>Whale</p></li></ul></dd></dl><p>End.</p>",
        "<p lang=ar>مرحبا</p><p dir=rtl>A <span lang=ar>مرحبا</span> word.</p>",
    ],
)  # fmt: skip
def test_marks_and_enclosures_are_kept(markup: str) -> None:
    article = page(f"{markup}<p>It says something, and says it in English, so that nobody has to ask.</p>")

    again = saved(article)

    assert numbered(again.blocks) == numbered(article.blocks)


_WORDS = st.lists(st.sampled_from(["sea", "lamp", "&amp;", "oil."]), min_size=1, max_size=4).map(" ".join)
_PHRASES = st.recursive(
    _WORDS,
    lambda inner: st.tuples(
        st.sampled_from(["em", "strong", "code", "a href='/x'", "abbr title='y'", "sup", "span lang='fr'", "del"]),
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
    ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"),
    max_leaves=5,
)
_BLOCKS = st.recursive(
    _PHRASES.map("<p>{}</p>".format),
    lambda inner: st.tuples(
        st.sampled_from(["<ul><li>{}</li></ul>", "<ol><li>{}</li></ol>", "<blockquote>{}</blockquote>",
                         "<section><h2>Part</h2>{}</section>", "<aside>{}</aside>", "<dl><dt>T</dt><dd>{}</dd></dl>",
                         "<figure>{}<figcaption>Said.</figcaption></figure>", "<hr>{}", "<div lang='de'>{}</div>"]),
        st.lists(inner, min_size=1, max_size=3).map("".join),
    ).map(lambda pair: pair[0].format(pair[1])),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(_BLOCKS, min_size=1, max_size=4).map("".join))
def test_whatever_stands_in_whatever_is_read_the_same(markup: str) -> None:
    article = read(f"<article><p>The sea.</p>{markup}</article>".encode(), "lamps.html")

    assert numbered(saved(article).blocks) == numbered(article.blocks)


def test_metadata_are_kept() -> None:
    head = (
        '<meta name="author" content="Ann One"><meta name="author" content="Ben &amp; Co">'
        '<meta property="article:published_time" content="2024-05-06T07:08:09+02:00">'
        '<meta name="description" content="How &quot;it&quot; was."><meta property="og:image" content="/c.png">'
        '<meta property="og:image:alt" content="A cover"><meta property="og:site_name" content="The Coast">'
        '<title>Lamps | The Coast</title><link rel="canonical" href="/lamps">'
    )
    content = f'<html lang="en-GB"><head>{head}</head><body><p>All of the lamps were out by then.</p></body></html>'
    article = read(content.encode(), "https://example.org/sea/lamps.html")

    assert saved(article).metadata == article.metadata


def test_a_picture_that_was_not_had_is_described_and_asks_nobody() -> None:
    article = page("<p>The sea was calm that day.</p><figure><img src='/a.png' alt='A lamp'></figure>")

    html = to_html(article, {})

    assert "a.png" not in html
    assert '<img alt="A lamp">' in html


def test_nothing_of_the_page_but_the_article_is_saved() -> None:
    article = page("<p onclick='x()' style='color: red'>The sea was calm.</p><script>x()</script><nav>Home</nav>")

    html = to_html(article, {})

    assert html.endswith("<article>\n<p>The sea was calm.</p>\n</article>\n</body>\n</html>\n")
