"""Blocks: what kind each is, in what it stands, and what is skipped."""

import pytest

from audioed.model import Block, Break, Code, Content, Embed, Heading, ListItem, Maths, Paragraph, Skipped, Table, Verse
from audioed.reading.html import read_fragment
from audioed.reading.identify import kind_of, text_of
from audioed.reading.web_page import read_file


def _outline(markup: str) -> list[tuple[str, str]]:
    blocks, _ = read_fragment(markup)
    return [(kind_of(block), text_of(block)) for block in blocks]


def _inside(block: Block) -> list[str]:
    return [enclosure.kind for enclosure in block.inside]


def _plain(content: Content) -> str:
    return "".join(run.text for run in content)


@pytest.mark.parametrize(
    ("markup", "outline"),
    [
        ("bare", [("paragraph", "bare")]),
        ("<div>one<p>two</p>three</div>", [("paragraph", "one"), ("paragraph", "two"), ("paragraph", "three")]),
        ("<p>one<p>two", [("paragraph", "one"), ("paragraph", "two")]),
        ("<a href=x><h2>one</h2><p>two</p></a>", [("heading", "one"), ("paragraph", "two")]),
        ("<b>one<div>two</div></b>", [("paragraph", "one"), ("paragraph", "two")]),
        ("<address>one</address>", [("paragraph", "one")]),
        ("<details><summary>one</summary>two</details>", [("paragraph", "one"), ("paragraph", "two")]),
        ("<hgroup><h1>one</h1><p>two</p></hgroup>", [("heading", "one"), ("paragraph", "two")]),
        ("<my-word>one</my-word> <my-word>two</my-word>", [("paragraph", "one two")]),
        ("<my-card><p>one</p>two</my-card>three", [("paragraph", "one"), ("paragraph", "two"), ("paragraph", "three")]),
        ('<span style="display: block">one</span>two', [("paragraph", "one"), ("paragraph", "two")]),
        ("<p>one</p><p> </p><p>&nbsp;</p><p>\u200b</p>", [("paragraph", "one")]),
        ("<div role=heading aria-level=2>one</div>", [("heading", "one")]),
        ("<h2 role=heading>one</h2>", [("heading", "one")]),
        ("<div role=separator>one</div>", [("paragraph", "one")]),
        ("<div role=img>one</div>", [("paragraph", "one")]),
        ("<figure role=group>one</figure>", [("paragraph", "one")]),
        ("<p>one<hr>two", [("paragraph", "one"), ("break", ""), ("paragraph", "two")]),
        ("<p>one<div role=separator></div>two", [("paragraph", "one"), ("break", ""), ("paragraph", "two")]),
        ("<hr><p>one<hr><hr><p>two<hr>", [("paragraph", "one"), ("break", ""), ("paragraph", "two")]),
        ("<p>one<p>* * *<p>two", [("paragraph", "one"), ("break", ""), ("paragraph", "two")]),
        ("<p>one<p>⁂<p>two", [("paragraph", "one"), ("break", ""), ("paragraph", "two")]),
        ("<h2>one<br>two</h2>", [("heading", "one\ntwo")]),
        ("<h2></h2><p>one", [("paragraph", "one")]),
        ('<h1><img src=x alt="The Times"></h1>', [("heading", "The Times")]),
        ("<h1><img src=x></h1>", [("figure", "")]),
        ("<p>one</p><select><option>a</select><button>b</button><p>two", [("paragraph", "one"), ("paragraph", "two")]),
    ],
)
def test_a_page_is_read_as_a_screen_reader_would(markup: str, outline: list[tuple[str, str]]) -> None:
    assert _outline(markup) == outline


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<p hidden>x</p>", "hidden"),
        ('<p aria-hidden="true">x</p>', "hidden"),
        ('<p style="color:red; display : none">x</p>', "hidden"),
        ('<p style="visibility:hidden">x</p>', "hidden"),
        ("<p hidden><script>y</script><b>x</b><style>y</style></p>", "hidden"),
        ("<template shadowrootmode=open><p>x</p></template>", "hidden"),
        ("<noscript>x</noscript>", "hidden"),
        ("<dialog>x</dialog>", "hidden"),
        ("<dialog class=a>x</dialog>", "hidden"),
        ("<button>x</button>", "control"),
        ("<span role=button>x</span>", "control"),
        ("<textarea>x</textarea>", "control"),
        ("<form><label>x</label><input></form>", "control"),
        ("<nav>x</nav>", "navigation"),
        ("<div role=navigation>x</div>", "navigation"),
        ("<ul role=menu><li>x</ul>", "navigation"),
        ('<h2>Two <a class="headerlink" href="#two">x</a></h2>', "navigation"),
        ('<h2>Two <span class="mw-editsection">x</span></h2>', "navigation"),
        ("<video>x</video>", "fallback"),
    ],
)
def test_what_is_not_read_is_listed_with_the_reason(markup: str, reason: str) -> None:
    _, skipped = read_fragment(f"<p>one</p>{markup}<p>two</p>")

    assert skipped == (Skipped(text="x", reason=reason),)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>var x = 1;</script>",
        "<script role=listitem>x</script>",
        "<style>p { color: red }</style>",
        "<template><p>x</p></template>",
        "<div hidden><div><script type=text/template>x</script></div></div>",
        "<svg aria-label=a><style>x</style></svg>",
        "<video title=a><script>x</script></video>",
    ],
)
def test_what_only_programs_read_is_not_listed(markup: str) -> None:
    assert read_fragment(f"<p>one</p>{markup}<p>two</p>")[1] == ()


def test_the_bullets_of_a_word_processor_are_not_said_but_its_numbers_are() -> None:
    item = '<p class=MsoListParagraph><span><span style="mso-list:Ignore">{}<span>&nbsp; </span></span></span>Text</p>'
    blocks, _ = read_fragment("".join(map(item.format, ("§", "o", "2."))))

    assert [text_of(block).split() for block in blocks] == [["Text"], ["Text"], ["2.", "Text"]]


def test_a_formula_in_what_is_hidden_is_listed() -> None:
    _, skipped = read_fragment("<p hidden>so <b>is</b> <script type=math/tex>x^2</script> <script>1</script></p>")

    assert skipped == (Skipped(text="so is x^2", reason="hidden"),)


@pytest.mark.parametrize(
    "markup",
    [
        '<span class="visually-hidden">x</span>',
        '<span class="sr-only">x</span>',
        '<dialog open="">x</dialog>',
        '<p aria-hidden="false">x</p>',
        '<p style="display:block">x</p>',
        "<form><p>x</p></form>",
        "<label>x</label>",
        '<span class="mwe-math-mathml-a11y" style="display: none">x</span>',
    ],
)
def test_what_a_screen_reader_finds_is_article(markup: str) -> None:
    assert _outline(markup) == [("paragraph", "x")]


def test_a_form_around_a_whole_page_is_read() -> None:
    prose = "word " * 80

    assert _outline(f"<form><input><p>{prose}</p></form>") == [("paragraph", prose.strip())]


_SENTENCE = "Nobody has written a charter yet, so I am going to propose one below."


@pytest.mark.parametrize(
    "markup",
    [
        f"<form method=post><input type=hidden name=__VIEWSTATE><div><p>{_SENTENCE}</p></div></form>",
        f"<form><input name=q><h1>{_SENTENCE}</h1></form>",
        f"<form><input name=q><article>{_SENTENCE}</article></form>",
        f"<form><input name=q><div>{_SENTENCE}<br>{_SENTENCE}</div><div>{_SENTENCE * 3}</div></form>",
    ],
)
def test_a_form_that_holds_a_page_is_read(markup: str) -> None:
    assert "".join(text for _, text in _outline(markup)).count("charter") == markup.count("charter")


def test_a_form_that_asks_is_a_control_however_much_its_labels_say() -> None:
    labels = "".join(f"<label><input type=checkbox>{_SENTENCE}</label>" for _ in range(9))

    assert _outline(f"<form><p>Your letter, every Friday.</p>{labels}</form>") == []


# Lists. --------------------------------------------------------------------------------------------------------------


def _items(markup: str) -> list[tuple[str, int | None, int, str]]:
    blocks, _ = read_fragment(markup)
    items = [block for block in blocks if isinstance(block, ListItem)]
    return [(item.marker, item.number, _inside(item).count("list"), _plain(item.content)) for item in items]


def test_items_of_nested_lists_keep_their_depth_and_numbers() -> None:
    items = _items("<ol><li>one<ul><li>two<li><p>three</p></ul><li>four</ol>")

    assert items == [
        ("number", 1, 1, "one"),
        ("bullet", None, 2, "two"),
        ("bullet", None, 2, "three"),
        ("number", 2, 1, "four"),
    ]


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", [1, 2, 7, 8]),
        ("start=5", [5, 6, 7, 8]),
        ("start=-3", [-3, -2, 7, 8]),
        ("reversed", [4, 3, 7, 6]),
        ("start=x", [1, 2, 7, 8]),
    ],
)
def test_numbers_are_those_that_readers_see(attributes: str, numbers: list[int]) -> None:
    items = _items(f"<ol {attributes}><li>a<li>b<li value=7>c<li>d</ol>")

    assert [number for _, number, _, _ in items] == numbers


def test_a_paragraph_that_continues_an_item_is_a_paragraph_inside_it() -> None:
    blocks, _ = read_fragment("<ul><li><p>one</p><p>two</p></li></ul>")

    assert [kind_of(block) for block in blocks] == ["item", "paragraph"]
    assert blocks[0].inside == blocks[1].inside
    assert _inside(blocks[0]) == ["list", "item"]


def test_neighbouring_lists_stay_apart() -> None:
    first, second = read_fragment("<ul><li>one</ul><ul><li>two</ul>")[0]

    assert first.inside[0].key != second.inside[0].key


def test_whether_a_list_is_numbered_stands_in_its_enclosure() -> None:
    first, second = read_fragment("<ol><li>one</ol><ul><li>two</ul>")[0]

    assert (first.inside[0].ordered, second.inside[0].ordered) == (True, False)


def test_terms_and_definitions_are_items() -> None:
    items = _items("<dl><dt>one<dd>two<dd>three<div><dt>four<dd>five</div></dl>")

    assert [(marker, text) for marker, _, _, text in items] == [
        ("term", "one"), ("definition", "two"), ("definition", "three"), ("term", "four"), ("definition", "five"),
    ]  # fmt: skip


def test_an_item_without_a_list_is_a_paragraph() -> None:
    assert _outline("<li>one") == [("paragraph", "one")]


def test_lists_made_by_roles_are_lists() -> None:
    assert _items("<div role=list><div role=listitem>one</div></div>") == [("bullet", None, 1, "one")]
    assert _items("<ol role=list><li role=listitem>one</ol>") == [("number", 1, 1, "one")]
    assert _outline("<ul role=presentation><li>one</ul>") == [("paragraph", "one")]


def test_thirty_levels_of_lists_are_right() -> None:
    markup = "".join(f"<ul><li>level {level}" for level in range(1, 31)) + "</li></ul>" * 30

    items = _items(markup)

    assert items == [("bullet", None, level, f"level {level}") for level in range(1, 31)]


@pytest.mark.parametrize("tag", ["div", "span", "em", "blockquote", "figure", "section", "my-box", "q", "details"])
def test_two_thousand_levels_of_anything_are_read(tag: str) -> None:
    blocks, _ = read_fragment(f"<{tag}>" * 1900 + "deep" + f"</{tag}>" * 1900)

    assert "deep" in "".join(map(text_of, blocks))


def test_a_break_below_a_blank_ends_the_paragraph_as_two_breaks_do() -> None:
    assert _outline("<p>one<br>&nbsp;<br>two<br> <br>three<br>four</p>") == [
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("paragraph", "three\nfour"),
    ]


_LETTER = """Dear all,

nobody has written a charter yet, so I am going to propose one
below. It's short, and I hope that we can all agree to it soon.

&gt; Should it say how often we are going to meet each year, and where?
&gt; I think it should.

Twice a year is enough for a group as small as ours, as we saw in the
spring. The rest can be done in letters such as this one."""


def test_prose_that_keeps_its_white_space_is_read() -> None:
    blocks, _ = read_fragment(f"<p>One</p><pre id=letter>{_LETTER}</pre>")

    assert [(kind_of(block), text_of(block).split()[0], block.id) for block in blocks[1:3]] == [
        ("paragraph", "Dear", "letter"),
        ("paragraph", "nobody", blocks[2].id),
    ]
    assert [kind_of(block) for block in blocks[3:]] == ["quotation", "paragraph"]
    assert "I hope that we can all agree" in text_of(blocks[2])


def test_verse_that_keeps_its_white_space_is_read_and_words_without_stops_are_a_listing() -> None:
    verse = "Far out beyond the quay\nthe water turns to grey,\nand no one comes to say\nwhat ships have gone away."
    names = "red green blue white\nblack brown grey pink\none two three four"

    assert [kind for kind, _ in _outline(f"<pre>{verse}</pre>")] == ["paragraph"]
    assert [kind for kind, _ in _outline(f"<pre>{names}</pre>")] == ["code"]


def test_the_text_around_the_areas_of_a_picture_is_read_and_its_end_parts_words() -> None:
    assert _outline("<map name=m><area href=a alt=A><p>one</p></map>") == [("paragraph", "one")]
    assert _outline("<p><img src=a alt='A quay.'>The harbour</p>") == [("paragraph", "A quay. The harbour")]


@pytest.mark.parametrize(
    "markup",
    [
        f"<pre><code>{_LETTER}</code></pre>",
        f"<pre class='language-none'>{_LETTER}</pre>",
        f"<pre><span class=highlighted>{_LETTER}</span></pre>",
        "<pre>for each in the_list:\n    print(each)\n# This is said of each of them, one by one, and once only.</pre>",
        "<pre>usage: tide [-h] [--when WHEN] HARBOUR\n\nSay when it is high.\n  -h, --help   show this and leave</pre>",
        "<pre>Town      Height   Time\nArran     3.2      4.15\nBute      4.1      5.20\nColl      2.9      6.05</pre>",
        "<pre>Short. And so on.</pre>",
    ],
)
def test_a_listing_is_code(markup: str) -> None:
    assert [kind for kind, _ in _outline(markup)] == ["code"]


# Code, formulas, verse, foreign matter. ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "syntax"),
    [
        ('<pre><code class="language-python">{}</code></pre>', "python"),
        ('<pre class="lang-c++">{}</pre>', "c++"),
        ('<div class="highlight-rust"><pre>{}</pre></div>', "rust"),
        ("<pre>{}</pre>", ""),
        ('<pre class="language-none">{}</pre>', ""),
    ],
)
def test_a_listing_keeps_its_white_space_and_its_language(markup: str, syntax: str) -> None:
    text = "  if x:\n\n      <b>y</b>()"

    (code,), _ = read_fragment(markup.format(f"\n{text}\n"))

    assert isinstance(code, Code)
    assert code.text == "  if x:\n\n      y()"
    assert code.syntax == syntax


def test_lines_of_a_listing_may_be_elements() -> None:
    assert _outline("<pre><div>one\n</div><div>two</div>three<br><br>four</pre>") == [
        ("code", "one\ntwo\nthree\n\nfour")
    ]


@pytest.mark.parametrize(
    ("markup", "source", "alt"),
    [
        ('<div class="math block">\nx^2\n</div>', "x^2", ""),
        ('<p><span class="math display">\\[x^2\\]</span></p>', "x^2", ""),
        ('<p><math display="block" alttext="x squared"><mi>x</mi><mn>2</mn></math></p>', "x2", "x squared"),
        ('<script type="math/tex; mode=display">x^2</script>', "x^2", ""),
        ('<div class="math-display">$$x$$</div>', "x", ""),
    ],
)
def test_a_displayed_formula_is_a_block(markup: str, source: str, alt: str) -> None:
    (formula,), _ = read_fragment(markup)

    assert isinstance(formula, Maths)
    assert (formula.source, formula.alt) == (source, alt)


@pytest.mark.parametrize(
    ("formula", "source"),
    [
        ("<mfrac><mn>1</mn><mi>n</mi></mfrac>", "1/n"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msqrt><mn>2</mn></msqrt>", "x^2+√2"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a+b)"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1_2"),
        ("<mrow><mi>a</mi><mo>=</mo><mi>b</mi></mrow>", "a=b"),
    ],
)
def test_a_formula_without_tex_keeps_what_is_meant_by_place(formula: str, source: str) -> None:
    (block,), _ = read_fragment(f'<math display="block">{formula}</math>')

    assert isinstance(block, Maths)
    assert block.source == source


def test_an_empty_formula_is_nothing() -> None:
    assert _outline('<p>one</p><div class="math block"></div>') == [("paragraph", "one")]


@pytest.mark.parametrize(
    "markup",
    [
        "<pre class=verse>one\n  two\n\nthree\nfour</pre>",
        "<div class=poem><p>one<br>two</p><p>three<br>four</p></div>",
        "<div class=poem>one<br>two<br><br>three<br>four</div>",
        '<section epub:type="z3998:poem"><p>one<br>two</p><p>three<br>four</p></section>',
    ],
)
def test_verse_keeps_its_lines_and_stanzas(markup: str) -> None:
    blocks, _ = read_fragment(markup)

    stanzas = [[_plain(line) for line in block.lines] for block in blocks if isinstance(block, Verse)]

    assert stanzas == [["one", "two"], ["three", "four"]]


def test_lines_of_verse_with_an_element_each_are_one_stanza() -> None:
    (verse,), _ = read_fragment("<div class=poem><p>one</p><p>two</p><p>three</p></div>")

    assert isinstance(verse, Verse)
    assert [_plain(line) for line in verse.lines] == ["one", "two", "three"]


def test_a_single_line_after_a_stanza_is_one_of_its_own() -> None:
    blocks, _ = read_fragment("<pre class=poem>one\ntwo\n\nthree</pre>")

    stanzas = [[_plain(line) for line in block.lines] for block in blocks if isinstance(block, Verse)]

    assert stanzas == [["one", "two"], ["three"]]


def test_verse_that_is_quoted_stands_in_the_quotation() -> None:
    blocks, _ = read_fragment("<blockquote class=verse><p>one<br>two</p><footer>Someone</footer></blockquote>")

    assert [(kind_of(block), _inside(block)) for block in blocks] == [
        ("verse", ["quotation"]),
        ("quotation", ["quotation"]),
    ]


@pytest.mark.parametrize(
    ("markup", "title", "source"),
    [
        ('<iframe src="v.html" title="A film">old</iframe>', "A film", "v.html"),
        ('<video aria-label="A film"><source src="v.mp4">old</video>', "A film", "v.mp4"),
        ('<audio src="a.mp3"></audio>', "", "a.mp3"),
        ('<object data="m.svg">A map</object>', "A map", "m.svg"),
        ('<embed src="e.swf" title="A game">', "A game", "e.swf"),
        (
            '<blockquote class="twitter-tweet"><p>Hello</p>— Me <a href="t.html">1 May</a></blockquote>',
            "Hello — Me 1 May",
            "t.html",
        ),
    ],
)
def test_foreign_matter_has_a_title_and_a_source(markup: str, title: str, source: str) -> None:
    blocks, _ = read_fragment(f"<p>one</p>{markup}")

    assert isinstance(blocks[1], Embed)
    assert (blocks[1].title, blocks[1].source) == (title, source)


def test_a_speck_that_counts_visitors_is_nothing() -> None:
    assert _outline('<p>one</p><iframe src="t" width="1" height="1"></iframe>') == [("paragraph", "one")]


def test_foreign_matter_in_a_line_of_its_own_kind_is_read_by_its_title() -> None:
    assert _outline('<h2>one <iframe src="x" title="two"></iframe></h2>') == [("heading", "one\ntwo")]


# Tables. -------------------------------------------------------------------------------------------------------------


def _table(markup: str) -> Table:
    (table,), _ = read_fragment(markup)
    assert isinstance(table, Table)
    return table


def _cells(table: Table) -> list[list[str]]:
    return [[_plain(cell.content) for cell in row] for row in table.rows]


def test_a_table_has_a_caption_headers_and_spans() -> None:
    table = _table(
        "<table id=t><caption>The <b>caption</b></caption><thead><tr><th>a<th colspan=2>b</thead>"
        "<tbody><tr><th scope=row rowspan=2>c<td>1<td>2<tr><td>3<td></tbody><tfoot><tr><td>d<td>4<td>6</tfoot></table>"
    )

    assert table.id == "t"
    assert _plain(table.caption) == "The caption"
    assert table.header_rows == 1
    assert _cells(table) == [["a", "b"], ["c", "1", "2"], ["3", ""], ["d", "4", "6"]]
    assert (table.rows[0][1].columns, table.rows[1][0].rows) == (2, 2)
    assert [cell.is_header for cell in table.rows[1]] == [True, False, False]


def test_a_first_row_of_headers_heads_the_table_without_a_thead() -> None:
    assert _table("<table><tr><th>a<th>b<tr><td>1<td>2</table>").header_rows == 1


def test_a_table_of_headers_alone_has_none() -> None:
    assert _table("<table><tr><th>a<th>b<tr><th>c<th>d</table>").header_rows == 0


@pytest.mark.parametrize(
    ("first", "caption"),
    [
        ("<tr><th colspan=2>Who helps<tr><th colspan=3>How", "Who helps\nHow"),
        ("<tr><td colspan=2>Who helps", "Who helps"),
        ("<caption>Help<thead><tr><th colspan=2>Who helps<tbody>", "Help\nWho helps"),
    ],
)
def test_a_heading_over_all_columns_is_a_part_of_the_caption(first: str, caption: str) -> None:
    (table,), _ = read_fragment(f"<table>{first}<tr><th>a<th>b<tr><td>1<td>2</table>")

    assert isinstance(table, Table)
    assert (_plain(table.caption), table.header_rows) == (caption, 1)
    assert [[_plain(cell.content) for cell in row] for row in table.rows] == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    "first",
    [
        "<tr><th>Who helps<th>How",
        "<tr><th colspan=2>Who<th>helps",
        "<tr><th rowspan=2 colspan=3>Who helps",
        "<tr><th colspan=3><img alt=a>",
        "<tr><th colspan=2>Who helps",
        f"<tr><td colspan=3>{'Who helps, ' * 7}",
    ],
)
def test_other_first_rows_are_rows(first: str) -> None:
    (table,), _ = read_fragment(f"<table>{first}<tr><th>a<th>b<th>c<tr><td>1<td>2<td>3</table>")

    assert isinstance(table, Table)
    assert (table.caption, len(table.rows)) == ((), 3)


def test_a_table_of_one_column_or_of_headings_alone_keeps_them() -> None:
    (table,), _ = read_fragment("<table><tr><th colspan=2>a<tr><th colspan=2>b</table>")

    assert isinstance(table, Table)
    assert (table.caption, len(table.rows)) == ((), 2)


def test_lines_of_code_in_a_paragraph_are_a_listing() -> None:
    markup = "<p id=p><code>#include &lt;std/disclaimer.h&gt;</code><br><kbd>use <b>it</b>;</kbd></p>"

    assert read_fragment(markup)[0] == (Code(id="p", text="#include <std/disclaimer.h>\nuse it;"),)
    assert _outline("<p><code>one</code></p>") == [("paragraph", "one")]
    assert _outline("<p><code>one</code><br>two</p>") == [("paragraph", "one\ntwo")]
    assert _outline("<ul><li><code>one</code><br><code>two</code></ul>") == [("item", "one\ntwo")]


def test_blocks_in_a_cell_become_lines() -> None:
    table = _table("<table><tr><th>a<tr><td><p>one</p><ul><li>two</ul><pre>x  y</pre><td>three</table>")

    assert _cells(table)[1] == ["one\ntwo\nx  y", "three"]


def test_a_table_in_a_cell_of_a_table_of_data_is_read_as_lines() -> None:
    table = _table("<table><tr><th>a<tr><td><table><tr><td>1<td>2</table></table>")

    assert _cells(table) == [["a"], ["1\n2"]]


def test_hidden_cells_rows_and_groups_are_left_out_and_listed() -> None:
    blocks, skipped = read_fragment(
        "<table><tr><th>a<th>b<tr><td>1<td hidden>2<td>3<tr hidden><td>4<tbody hidden><tr><td>5</table>"
    )

    (table,) = blocks
    assert isinstance(table, Table)
    assert _cells(table) == [["a", "b"], ["1", "3"]]
    assert [each.text for each in skipped] == ["2", "4", "5"]


@pytest.mark.parametrize(
    "markup",
    [
        "<thead><th>a</th> <th>b</th></thead><tbody><tr><td>1<td>2</tbody>",
        "<th>a</th>\n<th>b</th><tr><td>1<td>2",
        "<tr><th>a<th>b</tr><tbody><td>1</td><td>2</td></tbody>",
    ],
)
def test_cells_without_a_row_make_one(markup: str) -> None:
    table = _table(f"<table>{markup}</table>")

    assert _cells(table) == [["a", "b"], ["1", "2"]]
    assert table.header_rows == 1


def test_text_outside_of_cells_is_not_lost() -> None:
    table = _table("<table>one<tr>two<th>three</th><b>four</b></tr><p>five</p></table>")

    assert _cells(table) == [["one"], ["two", "three", "four"], ["five"]]


@pytest.mark.parametrize(
    "markup",
    [
        "<table role=presentation><tr><th>one<th>two</table>",
        "<table><tr><td>one<td>two</table>",
        "<table><tr><td>one<tr><td>two</table>",
        "<table><tr><td><table><tr><td>one</table><td>two</table>",
        "<table><tr><td>&nbsp;<td>one<tr><td>two<td>&nbsp;</table>",
    ],
)
def test_a_table_for_the_look_alone_is_read_as_what_stands_in_it(markup: str) -> None:
    assert [each for each in _outline(markup) if each[1]] == [("paragraph", "one"), ("paragraph", "two")]


@pytest.mark.parametrize("mark", ["(1)", "(ab)", "iv.", "2.1.", "12a)", "[3]", "•", "–", "‘(a)"])
def test_a_clause_and_its_mark_in_a_table_are_read_as_lines(mark: str) -> None:
    table = f"<table><col><col><tbody><tr><td>{mark}<td><p>The lamp.</p></table>"

    outline = _outline(table)

    assert outline[-1] == ("paragraph", "The lamp.")
    assert {kind for kind, _ in outline} == {"paragraph"}


@pytest.mark.parametrize(
    "markup",
    [
        "<col><tr><td>1.<td>one<tr><td>Two<td>two",
        "<col><tr><td>1.<td>one<td>1910",
        "<col><tr><td>1902<td>one",
        "<col><tr><td>1.<td>",
        "<tr><th>1.<td>one",
        "<thead><tr><td>1.<td>one",
    ],
)
def test_other_tables_with_marks_are_of_data(markup: str) -> None:
    blocks, _ = read_fragment(f"<table>{markup}</table>")

    assert [kind_of(block) for block in blocks] == ["table"]


def test_a_table_with_headings_in_it_is_for_the_look_alone() -> None:
    outline = _outline("<table><tr><td><h2>one</h2><td>two<tr><td>three<td>four</table>")

    assert outline[0] == ("heading", "one")


def test_a_cell_of_several_paragraphs_is_no_data() -> None:
    row = f"<tr><td>Home<td><p>{_SENTENCE}</p><p>{_SENTENCE}</p>"

    assert _outline(f"<table>{row}{row}</table>").count(("paragraph", _SENTENCE)) == 4


@pytest.mark.parametrize(
    "markup", ["<table><tr><td>1<td>2<tr><td>3<td>4</table>", "<table role=grid><tr><td>1</table>"]
)
def test_a_table_without_headers_may_be_data(markup: str) -> None:
    assert _table(markup).header_rows == 0


def test_an_empty_table_is_nothing() -> None:
    assert _outline("<table><tr><th><td></table>") == []


# Languages. ----------------------------------------------------------------------------------------------------------


def test_a_block_has_its_own_language_or_that_of_what_it_stands_in() -> None:
    article = read_file('<html lang="en"><body><p>a<div lang="fr"><p>b<p lang="de">c<p lang="en">d</div><p lang="">e')

    assert [block.language for block in article.blocks] == ["", "fr", "de", "", ""]


def test_a_heading_in_another_language_has_it_as_a_block() -> None:
    (heading,) = read_file('<html lang="en"><body><h1 lang="fr">Bonjour</h1>').blocks

    assert isinstance(heading, Heading)
    assert (heading.language, heading.content[0].marks) == ("fr", ())


def test_a_paragraph_in_a_stretch_of_another_language_bears_the_mark() -> None:
    (paragraph,) = read_file('<html lang="en"><body><span lang="fr"><p>Bonjour</span>').blocks

    assert isinstance(paragraph, Paragraph)
    assert paragraph.content[0].marks[0].value == "fr"


def test_sections_and_asides_are_enclosures() -> None:
    blocks, _ = read_fragment("<section><p>one<aside><p>two</aside></section><hr><p>three")

    assert [_inside(block) for block in blocks if not isinstance(block, Break)] == [
        ["section"],
        ["section", "aside"],
        [],
    ]


def test_a_button_that_is_all_of_a_heading_is_read_as_the_heading() -> None:
    blocks, skipped = read_fragment(
        "<h3><button aria-expanded=false>How deep is it?</button></h3><p>Very.</p><h3>Wide <button>Copy</button></h3>"
    )

    assert [text_of(block) for block in blocks] == ["How deep is it?", "Very.", "Wide"]
    assert [each.text for each in skipped] == ["Copy"]


def test_a_button_that_unfolds_prose_is_read_and_one_that_unfolds_a_menu_is_not() -> None:
    prose = "<div><p>Eleven fathoms at the pier, and at least twice as much beyond the second buoy.</p></div>"
    menu = "<ul>" + "<li><a href=/>Somewhere else</a></li>" * 8 + "</ul>"

    blocks, skipped = read_fragment(
        f"<div><button aria-expanded=false>How deep?</button>{prose}</div>"
        f"<div><button aria-expanded=false>Menu</button>{menu}</div>"
    )

    assert [text_of(block) for block in blocks][:1] == ["How deep?"]
    assert [each.text for each in skipped] == ["Menu"]


@pytest.mark.parametrize(
    "word",
    [
        "<button aria-expanded=false>wick</button> burned",
        "<span role=button>wick</span>, burned",
        "<a role=button href=/wick>wick</a>.",
    ],
)
@pytest.mark.parametrize("sentence", ["p", "dd", "blockquote", "b"])
def test_a_button_in_a_sentence_is_a_word(sentence: str, word: str) -> None:
    blocks, skipped = read_fragment(f"<{sentence}>The {word}</{sentence}>")

    assert "The wick" in "".join(text_of(block) for block in blocks)
    assert not skipped


@pytest.mark.parametrize(
    "line",
    [
        "<p>It is done. <button>Copy</button> It is new.",
        "<p>By Ann Lee <button>Follow</button>",
        "<p>By Ann Lee <button>Follow</button> · today",
        "<p>3 <button>Like</button> so far",
        "<p><button>Like</button> it is",
        "<div>Ann Lee <button>Follow</button> today</div>",
    ],
)
def test_a_button_beside_a_text_is_no_word(line: str) -> None:
    _, skipped = read_fragment(line)

    assert [each.reason for each in skipped] == ["control"]


_ANSWER = "<div><p>Very, at the pier.</p></div>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<button>How deep is it?</button>{_ANSWER}",
        f"<div role=button aria-expanded=false><a>Depth</a></div>{_ANSWER}",
        f"<button aria-controls=a>Depth</button>{_ANSWER}",
        f"<button class=a>Depth</button>{_ANSWER}<button class=a>Width</button>{_ANSWER}",
        "".join(f"<div><button class=a>{each}</button>{_ANSWER}</div>" for each in ("Depth", "Width", "Height")),
    ],
)
def test_a_button_that_says_what_stands_below_it_is_read(markup: str) -> None:
    _, skipped = read_fragment(f"<div>{markup}</div>")

    assert not skipped


@pytest.mark.parametrize(
    "markup",
    [
        f"<button>Depth</button>{_ANSWER}",
        f"<button class=a>Copy</button>{_ANSWER}<button class=a>Copy</button>{_ANSWER}",
        f"<button class=a>Copy</button>{_ANSWER}<button class=b>Print</button>{_ANSWER}",
        f"<button class=a>Copy</button>{_ANSWER}<button class=a>Print</button><p>one</p>",
        "<button>Done?</button><b>one</b>",
        "<button>Done?</button><h2>one</h2>",
        "<button>Done?</button>",
        "<button>?</button><p>one</p>",
        "<button>Done?</button><div>Your mail <input></div>",
        "<button aria-expanded=false>More</button><div><a href=/>Elsewhere</a> now</div>",
        f"<button aria-expanded=false aria-haspopup=true>More</button>{_ANSWER}",
        "<button aria-expanded=false>More</button><div hidden><p>one</p></div>",
    ],
)
def test_a_button_that_does_something_is_not_read(markup: str) -> None:
    _, skipped = read_fragment(f"<div>{markup}</div>")

    assert skipped[0].reason == "control"
