"""Pictures, captions, and quotations with those who are quoted."""

import pytest

from audioed.model import Block, Content, Embed, Figure, Quotation, Skipped, Table
from audioed.reading.html import read_fragment
from audioed.reading.identify import kind_of, text_of


def _plain(content: Content) -> str:
    return "".join(run.text for run in content)


def _outline(markup: str) -> list[tuple[str, str]]:
    return [(kind_of(block), text_of(block)) for block in read_fragment(markup)[0]]


def _figure(markup: str) -> Figure:
    (figure,), _ = read_fragment(markup)
    assert isinstance(figure, Figure)
    return figure


@pytest.mark.parametrize(
    ("attributes", "alt"),
    [
        ('alt="A dog"', "A dog"),
        ('alt=" A\n dog "', "A dog"),
        ('alt=""', ""),
        ("alt", ""),
        ("", None),
        ('role="presentation"', ""),
        ('title="A dog"', "A dog"),
        ('alt="x" aria-label="A dog"', "A dog"),
    ],
)
def test_a_picture_has_what_the_author_says_of_it(attributes: str, alt: str | None) -> None:
    figure = _figure(f'<figure id="f"><img src="d.jpg" {attributes}></figure>')

    assert (figure.id, figure.source, figure.alt) == ("f", "d.jpg", alt)


@pytest.mark.parametrize(
    ("alt", "source"),
    [
        ("0225-lupita-nyongo-getty-01", "a.jpg"),
        ("DSC_0012.jpg", "a.jpg"),
        ("DSC0012", "a.jpg"),
        ("IMG-20200101", "a.jpg"),
        ("vertical.gif (7544 bytes)", "a.gif"),
        ("a ferry.jpg (12,5 kB)", "a.jpg"),
        ("quiet-town-river", "/quiet-town-river-420x268.jpg"),
        ("Quiet-Town-River", "https://example.org/Quiet_Town_River@2x.jpg?w=3#a"),
        ("update_graphic_red_bar", "a.jpg"),
        ("the-town-by-night", "a.jpg"),
    ],
)
def test_a_files_name_is_no_description(alt: str, source: str) -> None:
    blocks, skipped = read_fragment(f'<img src="{source}" alt="{alt}"><img src="{source}" alt="{alt}" title="A ferry">')

    assert [block.alt for block in blocks if isinstance(block, Figure)] == [None, "A ferry"]
    assert (skipped[0].text, skipped[0].reason) == (alt, "image-without-alt")


@pytest.mark.parametrize(
    "alt",
    [
        "T-shirt",
        "mother-in-law",
        "Covid-19",
        "Covid-19-Impfung",
        "arc-en-ciel",
        "Open a ferry.jpg",
        "A380",
        "logo",
        "–",
    ],
)
def test_a_word_with_hyphens_is_a_description(alt: str) -> None:
    assert _figure(f'<img src="t-shirt.jpg" alt="{alt}">').alt == alt


@pytest.mark.parametrize("size", ["width=8", "height=10", "height=1px", 'width="640" height="0"', "width=7.5px"])
def test_a_picture_of_a_few_pixels_is_decoration(size: str) -> None:
    blocks, skipped = read_fragment(f'<img src="a.gif" {size} alt="A rule">')

    assert [block.alt for block in blocks if isinstance(block, Figure)] == [""]
    assert [(each.text, each.reason) for each in skipped] == [("A rule", "decoration")]


@pytest.mark.parametrize(
    "attributes",
    ['width=11 height=11 src="a.jpg"', 'width="8%" src="a.jpg"', 'width=1 src="data:," data-src="a.jpg"',
     'height=1 src="a.jpg" data-src="b.jpg"'],
)  # fmt: skip
def test_a_picture_that_may_be_larger_than_a_few_pixels_is_described(attributes: str) -> None:
    assert _figure(f'<img {attributes} alt="A dog">').alt == "A dog"


def test_an_image_without_picture_and_word_is_nothing() -> None:
    assert read_fragment('<figure><img class="lazy"></figure><p>one <img alt=""> two</p>')[1] == ()
    assert _outline('<figure><img class="lazy"></figure><p>one</p>') == [("paragraph", "one")]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="d.jpg" alt="A dog">',
        '<p><img src="d.jpg" alt="A dog"></p>',
        '<p><a href="d.html"><img src="d.jpg" alt="A dog"></a></p>',
        '<picture><source srcset="d.webp"><img src="d.jpg" alt="A dog"></picture>',
        '<div><noscript></noscript><img src="d.jpg" alt="A dog"> </div>',
    ],
)
def test_a_picture_that_stands_alone_is_a_figure(markup: str) -> None:
    figure = _figure(markup)

    assert (figure.source, figure.alt, figure.caption) == ("d.jpg", "A dog", ())


def test_pictures_in_a_row_are_figures_each() -> None:
    assert _outline("<p><img alt=one> <img alt=two></p>") == [("figure", "one"), ("figure", "two")]


def test_a_picture_above_text_is_a_figure_and_in_text_it_is_not() -> None:
    assert _outline("<p><img alt=one><br>two</p><p>three <img alt=four></p>") == [
        ("figure", "one"), ("paragraph", "two"), ("paragraph", "three four"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img alt="A dog"><figcaption>It barks. <span class="credit">Photo: Me</span></figcaption></figure>',
        '<figure><figcaption>It barks. <i itemprop=creditText>Photo: Me</i></figcaption><img alt="A dog">',
        '<div class=thumb><img alt="A dog"><p class=thumbcaption>It barks. <i class=credit>Photo: Me</i></p></div>',
    ],
)
def test_a_figure_has_its_caption_and_credit(markup: str) -> None:
    figure = _figure(markup)

    assert (figure.alt, _plain(figure.caption), _plain(figure.credit)) == ("A dog", "It barks.", "Photo: Me")


def test_only_the_last_picture_has_the_caption_under_it_and_only_the_first_one_above() -> None:
    under, _ = read_fragment("<figure><img alt=a><img alt=b><figcaption>c</figcaption></figure>")
    above, _ = read_fragment("<figure><figcaption>c</figcaption><img alt=a><img alt=b></figure>")

    assert [_plain(block.caption) for block in under if isinstance(block, Figure)] == ["", "c"]
    assert [_plain(block.caption) for block in above if isinstance(block, Figure)] == ["c", ""]


@pytest.mark.parametrize(
    ("markup", "outline"),
    [
        ("<figure><pre>a</pre><figcaption>b</figcaption></figure>", [("code", "a"), ("paragraph", "b")]),
        ("<figure><figcaption>b</figcaption><pre>a</pre></figure>", [("paragraph", "b"), ("code", "a")]),
        ("<figure><figcaption>b</figcaption></figure>", [("paragraph", "b")]),
        ("<figure><img alt=a><figcaption></figcaption></figure>", [("figure", "a")]),
        (
            "<figure><figure><img alt=a><figcaption>b</figcaption></figure><figcaption>c</figcaption></figure>",
            [("figure", "a\nb"), ("paragraph", "c")],
        ),
        ("<figure><img alt=a>text</figure>", [("figure", "a"), ("paragraph", "text")]),
        ("<figcaption>a</figcaption>", [("paragraph", "a")]),
    ],
)
def test_a_caption_of_something_else_is_a_paragraph(markup: str, outline: list[tuple[str, str]]) -> None:
    assert _outline(markup) == outline


def test_the_caption_of_a_figure_around_a_table_is_the_tables() -> None:
    (table,), _ = read_fragment("<figure><table><tr><th>a<tr><td>1</table><figcaption>b</figcaption></figure>")

    assert isinstance(table, Table)
    assert _plain(table.caption) == "b"


_IMAGE = '<img src="d.jpg" alt="A dog">'


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=image><div>{_IMAGE}</div><p class=caption>It barks. <i class=image-credit>Photo: Me</i></p></div>",
        f"<div class=inlineimage>{_IMAGE}<div class=caption>It barks.<br>Photo: Me</div></div>",
        f"<div><a href=x><div>{_IMAGE}</div><div class=imgCaption>It barks. | Photo: Me</div></a></div>",
        f"<ul><li>{_IMAGE}<div class=media__caption>It barks.</div><div class=media__credit>Photo: Me</div></ul>",
        f"<div>{_IMAGE}<p class=caption>It barks. <span class=image-source><i>Photo: <b>Me</b></i></span></p></div>",
        f"<p>{_IMAGE}<span class=img-caption>It barks.</span> <span class=img-credit>Photo: Me</span></p>",
        f"<figure>{_IMAGE}<div class=photoCredit>Photo: Me</div><figcaption>It barks.</figcaption></figure>",
        f"<div><div class=teaser-caption>It barks.<br>Photo: Me</div>{_IMAGE}</div>",
        f"<div class=figure>{_IMAGE}<p class=figcaption>It barks. <i class=credit>Photo: Me</i></p></div>",
        f"<div><a href=d.jpg>{_IMAGE}</a><div><cite>Photo: Me </cite>It barks.</div></div>",
    ],
)
def test_what_is_named_for_a_caption_beside_nothing_but_a_picture_is_its_caption(markup: str) -> None:
    figure = _figure(markup)

    assert (figure.alt, _plain(figure.caption), _plain(figure.credit)) == ("A dog", "It barks.", "Photo: Me")


def test_a_picture_in_an_item_of_a_list_keeps_its_caption_and_its_place() -> None:
    (item, figure), _ = read_fragment(f"<ul><li>A friend<li>{_IMAGE}<div class=image-caption>It barks.</div></ul>")

    assert [[enclosure.kind for enclosure in block.inside] for block in (item, figure)] == [["list", "item"]] * 2


@pytest.mark.parametrize(
    "markup",
    [
        "<div><p>Nobody shows this.</p><p class=photo-caption>one</p></div>",
        f"<div>{_IMAGE}<p>There are six words beside it.</p><p class=photo-caption>one</p></div>",
        f"<div><p>two</p><div class=photo-caption>{_IMAGE} one</div></div>",
        f"<div>{_IMAGE}<p class=captioned>one</p></div>",
        f"<div>{_IMAGE}<p><cite>The whale</cite> was one of many</p></div>",
        f"<div>{_IMAGE}<div>one in <cite>The whale</cite></div></div>",
        f"<div>{_IMAGE}<div><cite>The whale</cite> by Ann One was one of many</div></div>",
        f"<div>{_IMAGE}<div><cite>The whale</cite>, one of many</div></div>",
        f"<div>{_IMAGE}{'<i></i>' * 60}<p class=photo-caption>one</p></div>",
    ],
)
def test_what_is_named_for_a_caption_beside_text_is_text(markup: str) -> None:
    blocks, _ = read_fragment(markup)

    assert [block.caption for block in blocks if isinstance(block, Figure)] in ([], [()])
    assert "one" in "".join(text for kind, text in _outline(markup) if kind == "paragraph")


@pytest.mark.parametrize(
    "credit",
    ["Photo: The Paper", "(Bild: Hersteller)", "Crédit\xa0: A. B.", "Zdjęcie: A. B.", "Fot. A. B.", "© A. B.",
     "Photo credit: A. B.", "Fotos: A. B.", "Source: The Paper", "Foto: privat", "Photo: taken by Ann",
     "Bild: Der Bote/Ann", "Foto: Ann van der Lamp"],
)  # fmt: skip
def test_a_short_line_that_begins_as_credits_do_is_a_credit(credit: str) -> None:
    figure = _figure(f"<figure>{_IMAGE}<figcaption><p>It barks.<p>{credit}</figcaption></figure>")

    assert (_plain(figure.caption), _plain(figure.credit)) == ("It barks.", credit)


@pytest.mark.parametrize(
    "caption",
    ["Photo: this is how it looked on the last day", "Photos of dogs", "Imagine: a dog", "A dog — a photo: mine",
     "Photo: The lamp in 1911", "Image: The keeper at dawn", "Bild: Der Leuchtturm", "Foto: Il faro di notte",
     "Foto: Leuchtturm bei Nacht", "Immagine: Il Faro", "Foto: O Farol"],
)  # fmt: skip
def test_other_lines_are_captions(caption: str) -> None:
    figure = _figure(f"<figure>{_IMAGE}<figcaption>{caption}</figcaption></figure>")

    assert (_plain(figure.caption), _plain(figure.credit)) == (caption, "")


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<figure><div><iframe src=v></iframe></div><figcaption>A ferry.</figcaption></figure>", "A ferry."),
        ("<figure><figcaption>A ferry.</figcaption><video src=v></video></figure>", "A ferry."),
        ("<div><p><iframe src=v title=Film></iframe></p><div class=video-caption>A ferry.</div></div>",
         "Film\nA ferry."),
        ("<figure><iframe src=v title=Film></iframe><figcaption>Film<br>Photo: Me</figcaption></figure>",
         "Film\nPhoto: Me"),
    ],
)  # fmt: skip
def test_the_caption_of_foreign_matter_is_a_part_of_its_title(markup: str, title: str) -> None:
    (embed,), _ = read_fragment(markup)

    assert isinstance(embed, Embed)
    assert (embed.source, embed.title) == ("v", title)


@pytest.mark.parametrize("drawing", ["<svg><path/></svg>", "<div><canvas></canvas></div>"])
def test_a_short_caption_under_a_drawing_is_read(drawing: str) -> None:
    assert _outline(f"<figure>{drawing}<figcaption>Waves in 1880</figcaption></figure>") == [
        ("paragraph", "Waves in 1880")
    ]


def test_a_short_caption_under_a_place_that_only_a_script_fills_is_listed() -> None:
    markup = "<figure class=video><div data-video-id=1></div><figcaption>Video shot by A. B.</figcaption></figure>"

    assert read_fragment(markup) == ((), (Skipped(text="Video shot by A. B.", reason="caption"),))
    assert _outline(markup.replace("shot by", f"shot{' and edited' * 4} by"))[0][0] == "paragraph"
    assert _outline(markup.replace("></div>", ">Or read this.</div>"))[0][0] == "paragraph"


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img data-src="d-300x200.jpg" alt="A dog"><img src="d.jpg" alt="A dog"></figure>',
        '<figure><img src="d.jpg" alt="A dog"><img data-src="e.jpg" alt="A dog"></figure>',
        '<figure><img data-src="e.jpg"><img src="d.jpg" alt="A dog"><figcaption></figcaption></figure>',
        '<figure><img src="d-300x200.jpg" alt="A dog"><img src="d.jpg" alt=""></figure>',
    ],
)
def test_a_picture_that_stands_in_a_figure_twice_is_one(markup: str) -> None:
    (figure,), skipped = read_fragment(markup)

    assert isinstance(figure, Figure)
    assert (figure.source[0], figure.alt) == ("d", "A dog")
    assert [each.reason for each in skipped] == ["repeated"]


def test_different_pictures_in_a_figure_stay_apart() -> None:
    markup = '<figure><img src=a.jpg alt="one"><img data-src=b.jpg alt="two"><img data-src=c.jpg alt="three"></figure>'

    assert _outline(markup) == [("figure", "one"), ("figure", "two"), ("figure", "three")]
    assert len(_outline('<figure><img src=a.jpg alt="one"><img src=b.jpg alt="one"></figure>')) == 2


def test_what_a_link_says_beside_its_picture_is_said_once() -> None:
    said, not_said = '<a href=x><img src=a alt="How a dam is built">{}</a>'.split("{}")

    assert _outline(f"<p>{said}<span>How a dam is built</span>{not_said}") == [("paragraph", "How a dam is built")]
    assert [text for _, text in _outline(f"<div>{said}<p>Watch: How a dam is built.</p>{not_said}") if text] == [
        "Watch: How a dam is built."
    ]
    assert _outline(f"<p>{said} here{not_said}") == [("paragraph", "How a dam is built here")]
    assert _outline(f"<p>{said} here{'<i></i>' * 40}{not_said}") == [("paragraph", "How a dam is built here")]


def test_a_picture_that_was_shown_before_is_listed() -> None:
    markup = (
        '<p><img src="a/d.jpg" alt="A dog"><p>one'
        '<p><img src="b/d-200x135.jpg" alt="A dog"><img src="e.jpg" alt="A dog">'
        '<figure><img src="a/d.jpg" alt="A dog"><figcaption>Again</figcaption></figure>'
    )

    blocks, skipped = read_fragment(markup)

    assert [block.source for block in blocks if isinstance(block, Figure)] == ["a/d.jpg", "e.jpg", "a/d.jpg"]
    assert skipped == (Skipped(text="A dog", reason="repeated"),)


# Quotations. ---------------------------------------------------------------------------------------------------------


def _quotations(markup: str) -> list[tuple[str, str]]:
    blocks, _ = read_fragment(markup)
    return [(_plain(block.content), _plain(block.attribution)) for block in blocks if isinstance(block, Quotation)]


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>one<p>two<footer>— Who</footer></blockquote>",
        "<blockquote><p>one<p>two</p><cite>— Who</cite></blockquote>",
        "<blockquote><p>one<p>two<p>— <cite>Who</cite></blockquote>",
        '<blockquote><p>one<p>two<p class="attribution">— Who</blockquote>',
        "<blockquote>one<br><br>two <cite>— Who</cite></blockquote>",
        "<figure><blockquote><p>one<p>two</blockquote><figcaption>— Who</figcaption></figure>",
        "<div role=blockquote><p>one<p>two<footer>— Who</footer></div>",
    ],
)
def test_the_last_paragraph_of_a_quotation_has_who_is_quoted(markup: str) -> None:
    assert _quotations(markup) == [("one", ""), ("two", "— Who")]


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>In <cite>Emma</cite> she says so</blockquote>",
        "<blockquote>In <cite>Emma</cite> she says so</blockquote>",
        "<blockquote><p>In <cite>Emma</cite> she <cite>says so</cite></blockquote>",
    ],
)
def test_a_work_that_is_named_in_a_quotation_is_part_of_it(markup: str) -> None:
    assert _quotations(markup) == [("In Emma she says so", "")]


def test_who_is_quoted_in_front_or_twice_is_a_paragraph_of_the_quotation() -> None:
    assert _quotations("<blockquote><footer>Who</footer><p>one</blockquote>") == [("Who", ""), ("one", "")]
    assert _quotations("<blockquote>one<footer>Who</footer><footer>Where</footer></blockquote>") == [
        ("one", "Who"), ("Where", ""),
    ]  # fmt: skip
    assert _quotations("<blockquote>one<footer></footer></blockquote>") == [("one", "")]


def test_who_is_quoted_outside_is_not_credited_with_what_is_quoted_inside() -> None:
    markup = "<blockquote><p>one<blockquote><p>two</blockquote><footer>Who</footer></blockquote>"

    assert _quotations(markup) == [("one", ""), ("two", ""), ("Who", "")]


def _kinds(blocks: tuple[Block, ...]) -> list[tuple[str, list[str]]]:
    return [(kind_of(block), [enclosure.kind for enclosure in block.inside]) for block in blocks]


def test_a_pull_quote_stands_aside() -> None:
    by_class, _ = read_fragment('<blockquote class="pullquote">one</blockquote>')
    by_figure, _ = read_fragment('<figure class="wp-block-pullquote"><blockquote>one</blockquote></figure>')

    assert _kinds(by_class) == _kinds(by_figure) == [("quotation", ["aside", "quotation"])]


def test_lists_in_quotations_and_quotations_in_lists_keep_both() -> None:
    blocks, _ = read_fragment("<blockquote><ul><li>one</ul></blockquote><ul><li><blockquote>two</blockquote>three</ul>")

    assert _kinds(blocks) == [
        ("item", ["quotation", "list", "item"]),
        ("quotation", ["list", "item", "quotation"]),
        ("item", ["list", "item"]),
    ]
