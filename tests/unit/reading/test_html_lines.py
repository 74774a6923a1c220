"""Text in lines: white space, marks, and what stands for text."""

import re

import pytest

from audioed.model import Block, Content, Figure, Heading, Mark, MarkKind, Paragraph, Skipped, Text
from audioed.reading.html import read_fragment
from audioed.reading.web_page import read_page


def _content(markup: str) -> Content:
    (block,), _ = read_fragment(markup)
    assert isinstance(block, Paragraph)
    return block.content


def _text(markup: str) -> str:
    return "".join(run.text for run in _content(markup))


def _marked(markup: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(run.text, [(mark.kind.value, mark.value) for mark in run.marks]) for run in _content(markup)]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>  one\n\ttwo   three </p>", "one two three"),
        ("<p>one <b> two</b> <i>three</i></p>", "one two three"),
        ("<p>super<b>cali</b>fragilistic</p>", "supercalifragilistic"),
        ("<p>super<wbr>cali</p>", "supercali"),
        ("<p>soft\u00adhyphen</p>", "soft\u00adhyphen"),
        ("<p>10&nbsp;km</p>", "10\u00a0km"),
        ("<p>Fish &amp; chips &#8212; &euro;5 &lt;b&gt;</p>", "Fish & chips — €5 <b>"),
        ("<p>one <br> two</p>", "one\ntwo"),
        ("<p><br>one<br></p>", "one"),
        ("<p>one <!-- never --> two</p>", "one two"),
        ("<p>one <span></span> two</p>", "one two"),
        ("<p>a\x0bb\x00c</p>", "abc"),
    ],
)
def test_white_space_is_collapsed_as_a_browser_does(markup: str, text: str) -> None:
    assert _text(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<span class=kicker>Recht</span><span>Brücke bleibt</span>", "Recht Brücke bleibt"),
        ("<span class=a>2020</span><span class=b>The year</span>", "2020 The year"),
        ("<a>Start</a><a>Politik</a>", "Start Politik"),
        ("<a href=a><b>one</b></a><a href=b><b>two</b></a>", "one two"),
        ("<a href=a>Ein Titel</a><a href=a>Ein Text</a>", "Ein Titel Ein Text"),
    ],
)
def test_elements_that_only_a_style_sheet_sets_apart_are_words_of_their_own(markup: str, text: str) -> None:
    assert _text(f"<p>{markup}</p>") == text


@pytest.mark.parametrize(
    "markup",
    [
        "<span class=drop>T</span>he",
        "<span class=drop>T</span><span>he</span>",
        "<span class=a>i</span><span>Phone</span>",
        "My <span class=a>i</span><span>Phone</span>",
        "<span>Stra</span><span>SSe</span>",
        "<span class=a>super</span><span>cali</span>",
        "<span class=a>one</span><span>T</span>",
        "<span class=a>one.</span><span>Two</span>",
        "<a href=a>super</a><a href=a>cali</a>",
        "<a href=a>one,</a><a href=b>two</a>",
        "<a href=a>東京</a><a href=b>都</a>",
        "one<a id=a></a><a href=b>two</a>",
        "one<br><a href=b>two</a>",
        "<code><a href=a>Vec</a><a href=b>Box</a></code>",
        "<a href=a>one</a><b>Two</b>",
    ],
)
def test_other_neighbours_stay_whole(markup: str) -> None:
    shown = markup.replace("<br>", "\n")

    assert _text(f"<p>{markup}</p>") == re.sub("<[^>]*>", "", shown)


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<span class=sr-only>Warning</span>Do not", "Warning Do not"),
        ("<span class=sr-only>Warning</span><b>Do</b> not", "Warning Do not"),
        ("of<span class=visually-hidden>old</span>$5<b class=sr-only>now</b>(yes)", "of old $5 now (yes)"),
        ("one<span class=screen-reader-text>, two</span>, three", "one, two, three"),
        ("(<span class=sr-only>one</span>) /<span class=sr-only>two</span>/", "(one) /two/"),
        ("one <span class=sr-only>two </span> three", "one two three"),
        ("x<span class=sr-only>^</span>2 or <span class=sr-only>T</span>he", "x^2 or The"),
        ("one<span class=new>s</span>", "ones"),
        (f"one<a class=sr-only href=a>{'two ' * 30}</a>ends", f"one {'two ' * 30}ends"),
    ],
)
def test_words_for_screen_readers_stand_apart(markup: str, said: str) -> None:
    assert _text(f"<p>{markup}</p>") == said


@pytest.mark.parametrize(
    "hint",
    [
        "(opens in a new tab)",
        "Opens in new window",
        ", external",
        "(öffnet in neuem Fenster)",
        "ouvre dans une nouvelle fenêtre",
        "Se abre en una nueva pestaña",
        "si apre in una nuova scheda",
        "externe link",
        "abre em nova janela",
        "otwiera się w nowej karcie",
    ],
)
def test_where_a_link_opens_is_not_said(hint: str) -> None:
    blocks, skipped = read_fragment(f"<p>See <a href=a>this<span class=sr-only>{hint}</span></a>.</p>")

    assert _plain(blocks[0]) == "See this."
    assert skipped == (Skipped(text=hint, reason="hint"),)


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=a>A <span class=sr-only>external examiner</span></a>",
        "<a href=a>A <span>new window</span></a>",
        "A <span class=sr-only>new window</span>",
    ],
)
def test_other_words_in_links_are_said(markup: str) -> None:
    assert _text(f"<p>{markup}</p>") == re.sub("<[^>]*>", "", markup)


def test_what_a_picture_or_a_line_break_parts_already_is_parted_once() -> None:
    assert _text('<p><a href=a>one</a><a href=b><img src=a alt="two"></a><a href=c>three</a></p>') == "one two three"
    assert _text("<p><a href=a>one</a><a href=b><br>two</a></p>") == "one\ntwo"
    assert _text("<p>one<a hidden>x</a><a href=b>two</a></p>") == "onetwo"


def test_two_line_breaks_in_a_row_part_paragraphs() -> None:
    blocks, _ = read_fragment("<div>one<br>\n<br>two<br>three</div>")

    assert [_plain(block) for block in blocks] == ["one", "two\nthree"]


def _plain(block: Block) -> str:
    assert isinstance(block, Paragraph | Heading)
    return "".join(run.text for run in block.content)


@pytest.mark.parametrize(
    ("markup", "kind", "value"),
    [
        ("<em>x</em>", "emphasis", ""),
        ("<i>x</i>", "emphasis", ""),
        ("<strong>x</strong>", "strong", ""),
        ("<b>x</b>", "strong", ""),
        ("<code>x</code>", "code", ""),
        ("<kbd>x</kbd>", "code", ""),
        ("<samp>x</samp>", "code", ""),
        ("<var>x</var>", "code", ""),
        ("<del>x</del>", "deleted", ""),
        ("<s>x</s>", "deleted", ""),
        ("<strike>x</strike>", "deleted", ""),
        ("<ins>x</ins>", "inserted", ""),
        ("<sup>x</sup>", "superscript", ""),
        ("<sub>x</sub>", "subscript", ""),
        ("<span role=emphasis>x</span>", "emphasis", ""),
        ('<abbr title=" World  Health Organization">x</abbr>', "abbreviation", "World Health Organization"),
        ("<abbr>x</abbr>", "abbreviation", ""),
        ('<time datetime="2020-05-01">x</time>', "time", "2020-05-01"),
        ("<time>x</time>", "time", "x"),
        ('<a href="https://example.org/">x</a>', "link", "https://example.org/"),
        ('<a href="#part">x</a>', "link", "#part"),
        ('<span lang="fr">x</span>', "language", "fr"),
        ('<i xml:lang="de-CH">x</i>', "language", "de-CH"),
        ('<span class="math inline">\\(x\\)</span>', "maths", "source"),
        ('<math alttext="x"><mi>y</mi></math>', "maths", "alt"),
        ('<img src="a.png" alt="x">', "image", "a.png"),
        ('<span role="img" aria-label="x">:)</span>', "image", ""),
    ],
)
def test_markup_gives_meaning(markup: str, kind: str, value: str) -> None:
    runs = _content(f"<p>before {markup} after</p>")

    (run,) = (run for run in runs if run.marks)
    assert run.text == "x"
    assert Mark(kind=MarkKind(kind), value=value) in run.marks


@pytest.mark.parametrize(
    "markup", ["<a>x</a>", '<a href="javascript:void(0)">x</a>', '<span lang="klingon!">x</span>', "<u>x</u>"]
)
def test_markup_without_meaning_leaves_no_mark(markup: str) -> None:
    assert _content(f"<p>{markup}</p>") == (Text(text="x"),)


def test_marks_nest_from_the_outermost_in() -> None:
    assert _marked("<p><a href='u'>one <em>two <em>three</em></em></a></p>") == [
        ("one ", [("link", "u")]),
        ("two three", [("link", "u"), ("emphasis", "")]),
    ]


def test_the_innermost_language_counts() -> None:
    assert _marked('<p lang="en">a <i lang="fr">b <b lang="de">c</b> <u lang="en">d</u></i></p>') == [
        ("a ", []),
        ("b ", [("language", "fr"), ("emphasis", "")]),
        ("c", [("emphasis", ""), ("language", "de"), ("strong", "")]),
        (" ", [("language", "fr"), ("emphasis", "")]),
        ("d", [("emphasis", "")]),
    ]


def test_quotation_marks_are_added_as_browsers_do() -> None:
    assert _text("<p><q>He said <q>no</q> twice</q></p>") == "“He said ‘no’ twice”"
    assert _text("<p lang=de><q>Er sagte <q>nein</q></q></p>") == "„Er sagte ‚nein‘“"


def test_a_link_without_text_is_read_by_its_label() -> None:
    assert _text('<p>See <a href="x" aria-label="the map"></a>.</p>') == "See the map."
    assert _text('<p>See <a href="x" aria-label="the map">a map</a>.</p>') == "See a map."


def test_a_picture_in_a_line_is_read_by_its_alternative_text_with_a_space_where_words_would_meet() -> None:
    assert _text('<p>A<img alt="smiling">face <img alt="and">.</p>') == "A smiling face and."


def test_a_picture_in_a_line_without_alternative_text_is_listed_and_decoration_is_not() -> None:
    _, skipped = read_fragment('<p>one <img src="a.png"> two <img src="b.png" alt=""></p>')

    assert skipped == (Skipped(text="a.png", reason="image-without-alt"),)


def test_a_drawing_is_read_by_its_name_and_its_text_is_listed() -> None:
    blocks, skipped = read_fragment("<p>See <svg><title>A chart</title><text>Jan</text></svg> here</p>")

    assert _plain(blocks[0]) == "See A chart here"
    assert skipped == (Skipped(text="Jan", reason="described"),)


def test_a_drawing_without_a_name_is_read_by_its_text() -> None:
    blocks, _ = read_fragment("<svg><text>Jan</text><text>Feb</text></svg>")

    assert [_plain(block) for block in blocks] == ["Jan", "Feb"]


def test_of_ruby_the_base_is_read() -> None:
    blocks, skipped = read_fragment("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>")

    assert _plain(blocks[0]) == "漢字"
    assert [each.reason for each in skipped] == ["ruby", "ruby", "ruby"]


def test_a_formula_is_read_by_its_alternative_text_and_its_source_is_listed() -> None:
    blocks, skipped = read_fragment(
        '<p>So <math alttext="a squared"><semantics><msup><mi>a</mi><mn>2</mn></msup>'
        '<annotation encoding="application/x-tex">a^2</annotation></semantics></math>.</p>'
    )

    assert _plain(blocks[0]) == "So a squared."
    assert skipped == (Skipped(text="a^2 a2", reason="described"),)


def test_katex_is_read_once() -> None:
    blocks, skipped = read_fragment(
        '<p><span class="katex"><span class="katex-mathml"><math><semantics><mi>E</mi>'
        '<annotation encoding="application/x-tex">E</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">E</span></span> is energy</p>'
    )

    assert _plain(blocks[0]) == "E is energy"
    assert [each.reason for each in skipped] == ["described", "hidden"]


def test_a_formula_that_mathjax_keeps_in_a_script_is_read() -> None:
    assert _marked('<p>So <script type="math/tex">x^2</script></p>') == [("So ", []), ("x^2", [("maths", "source")])]


@pytest.mark.parametrize(
    "drawn",
    [
        '<i class="MathJax_Preview">z</i><i class="MathJax"><b aria-hidden="true">z</b><math><mi>z</mi></math></i>',
        '<span class="MathJax_SVG"><svg></svg><math><mi>z</mi></math></span> ',
    ],
)
def test_a_formula_that_mathjax_has_drawn_is_said_once(drawn: str) -> None:
    blocks, skipped = read_fragment(f'<p>So {drawn}<script type="math/tex">z</script> it is</p>')

    assert _plain(blocks[0]) == "So z it is"
    assert {each.reason for each in skipped} == {"repeated"}


@pytest.mark.parametrize("after", ["", "<script>x</script>", '<i>a</i> or <script type="math/tex">z</script>'])
def test_a_formula_that_mathjax_has_drawn_is_said_where_no_source_follows_it(after: str) -> None:
    (paragraph,), _ = read_fragment(f'<p>So <span class="MathJax"><math><mi>y</mi></math></span>{after}</p>')

    assert _plain(paragraph).startswith("So y")


@pytest.mark.parametrize(
    ("image", "source"),
    [
        (r'<img src="a.png" alt="\frac{1}{2}">', r"\frac{1}{2}"),
        (r'<img src="a.png" alt="$\pi$">', r"\pi"),
        ('<img src="a.png" class="latex" alt="x">', "x"),
        (r'<img src="https://a.org/svg.image?%5Cfrac%7Bm%7D%7Bv%7D&space;a">', r"\frac{m}{v} a"),
        (r'<img src="https://a.org/svg.image?\pi_x" alt="equation">', r"\pi_x"),
        ('<img data-src="https://a.org/l.php?bg=f&latex=mc%5E2">', "mc^2"),
        ('<img src="https://a.org/svg/%5Calpha%2B1">', r"\alpha+1"),
        ('<span data-latex="x_1"> <svg aria-hidden="true"><text>x</text></svg></span>', "x_1"),
    ],
)
def test_a_picture_of_a_formula_is_a_formula(image: str, source: str) -> None:
    assert _marked(f"<p>So {image}</p>") == [("So ", []), (source, [("maths", "source")])]


def test_a_picture_of_a_formula_is_said_by_its_alternative_text() -> None:
    assert _marked('<p>So <img src="/x?%5Cpi" alt="half a turn"></p>')[1] == ("half a turn", [("maths", "alt")])


@pytest.mark.parametrize(
    "image",
    [
        r'<img src="pictures\photo.jpg" alt="A pier">',
        '<img src="/a?file=%7Bwidth%7D_%7Bx%7D.jpg" alt="A pier">',
        '<img src="/a.png" class="math" alt="A pupil at the board">',
        '<img src="data:image/svg+xml,?%5Cpi" alt="A pier">',
        '<b data-latex="x">A pier</b>',
    ],
)
def test_other_pictures_are_no_formulas(image: str) -> None:
    assert ("maths", "source") not in [mark for _, marks in _marked(f"<p>So {image} is</p>") for mark in marks]


def test_addresses_are_seen_from_the_page_or_from_its_base() -> None:
    markup = '<p><a href="b.html">b</a> <a href="http://[bad">c</a></p>'

    article = read_page(f"<body>{markup}", address="https://example.org/a/")
    based = read_page(f'<head><base href="/z/"></head><body>{markup}', address="https://example.org/a/")

    assert _links(article.blocks) == ["https://example.org/a/b.html", "http://[bad"]
    assert _links(based.blocks)[0] == "https://example.org/z/b.html"


def _links(blocks: tuple[Block, ...]) -> list[str]:
    (paragraph,) = blocks
    assert isinstance(paragraph, Paragraph)
    return [mark.value for run in paragraph.content for mark in run.marks]


@pytest.mark.parametrize(
    ("attributes", "source"),
    [
        ('src="a.jpg"', "a.jpg"),
        ('src="data:image/gif;base64,R0" data-src="b.jpg"', "b.jpg"),
        ('srcset="c.jpg 1x, d.jpg 2x"', "c.jpg"),
        ('src="data:image/gif;base64,R0"', "data:image/gif;base64,R0"),
        ("", ""),
    ],
)
def test_a_picture_that_a_script_would_load_later_is_found(attributes: str, source: str) -> None:
    (figure,), _ = read_fragment(f"<img {attributes} alt=x>")

    assert isinstance(figure, Figure)
    assert figure.source == source
