"""What leads away from an article though no name says so."""

from collections.abc import Sequence

import pytest

from audioed.markup import parse
from audioed.reading.elements import shown_text
from audioed.reading.surroundings import surroundings

_SENTENCE = "The keeper of the lamp went down to the harbour before anyone else was awake that day."
_PROSE = f"<p>{_SENTENCE} {_SENTENCE}</p>" * 4
_LINKS = "<ul><li><a href=/a>Another storm</a><li><a href=/b>The boat</a><li><a href=/c>A year at sea</a></ul>"


def _left_out(body: str, notes: str = "") -> list[tuple[str, str]]:
    root = parse(f"<body>{body}</body>")
    (main,) = root.iter("body")
    apart = [each for each in root.iter("ol") if notes and each.get("id") == notes]
    found = surroundings(main, [], apart, "https://www.example.org/lamp")
    return [(shown_text(each), reason) for each, reason in found.items()]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        (
            f"{_PROSE}<div><h3>You may also like</h3>{_LINKS}</div>",
            ["You may also like Another storm The boat A year at sea"],
        ),
        (f"{_PROSE}<h3>Related</h3>{_LINKS}", ["Another storm The boat A year at sea", "Related"]),
        (f"{_PROSE}<aside>{_LINKS}</aside>{_PROSE}", ["Another storm The boat A year at sea"]),
        (f"{_PROSE}<footer><h4>Sail faster</h4><a href=/get>Get it</a></footer>", ["Sail faster Get it"]),
        (f"<div>{_LINKS}</div><div>{_PROSE}</div>", ["Another storm The boat A year at sea"]),
        (f"<p>Harbour —</p><p><a href=/s>Sea</a></p><h1>A lamp</h1>{_PROSE}", ["Harbour —", "Sea"]),
        (f"<p><a href=/>Home</a> &gt; <a href=/s>Sea</a> &gt; A lamp</p>{_PROSE}", ["Home > Sea > A lamp"]),
        (f"<p>Filed under: <a rel=tag href=/t>News</a></p>{_PROSE}", ["Filed under: News"]),
        (f"{_PROSE}<p>Previous Post: <a rel=prev href=/p>A storm</a></p>", ["Previous Post: A storm"]),
        (f"{_PROSE}<div><a href=/p>← A storm</a></div>", ["← A storm"]),
        (f"{_PROSE}<p>Read also: <a href=/p>Who wound the clock</a></p>{_PROSE}", ["Read also: Who wound the clock"]),
        (f"{_PROSE}<p><b>Lire : <a href=/p>Qui a remonté</a></b></p>{_PROSE}", ["Lire : Qui a remonté"]),
        (f"{_PROSE}<p><a href=/p>[Related: A storm]</a></p>{_PROSE}", ["[Related: A storm]"]),
        (f"{_PROSE}<p><a href=#top>Back to the top</a></p>{_PROSE}", ["Back to the top"]),
        (f"{_PROSE}<p><a href='/a#Comments'>Comments (5 posted)</a></p>", ["Comments (5 posted)"]),
        (f"{_PROSE}<p><a href='javascript:;'>Show all</a></p>{_PROSE}", ["Show all"]),
        (
            f"{_PROSE}<p>Copyright 2015 The Coast</p><p><a href=/w>Who answers for what</a></p>",
            ["Copyright 2015 The Coast", "Who answers for what"],
        ),
        (
            f"<div>{_PROSE}</div><div>© The Coast, all rights reserved<br>Who answers for what</div>",
            ["© The Coast, all rights reserved Who answers for what"],
        ),
        (f"{_PROSE}<p>Copyright 2015 The Coast</p><h2>Notes</h2><p>Short.</p>", ["Copyright 2015 The Coast"]),
        (
            f"{_PROSE}<font><b>See also</b><br>2.3.2003: <a href=/a>A storm</a><br>3.3.2003: <a href=/b>Boats</a>",
            ["See also 2.3.2003: A storm 3.3.2003: Boats"],
        ),
        (f"<p><a href='#text'>To the text</a></p><div id=text>{_PROSE}</div>", ["To the text"]),
        (f"<div id=text>{_PROSE}</div><p><a href='#text'>Up again</a></p>{_PROSE}", ["Up again"]),
        (
            f"{_PROSE}<h3>Die neuesten Artikel</h3>{_LINKS}",
            ["Another storm The boat A year at sea", "Die neuesten Artikel"],
        ),
        (
            f"<div>{_PROSE}</div><div><h3>Otras noticias relacionadas</h3>{_LINKS}</div>",
            ["Otras noticias relacionadas Another storm The boat A year at sea"],
        ),
        (f"{_PROSE}<p>Lea también: <a href=/p>Una tormenta</a></p>{_PROSE}", ["Lea también: Una tormenta"]),
        (f"<div>{_PROSE}</div><div>{_LINKS}</div>", ["Another storm The boat A year at sea"]),
        (f"{_PROSE}<ul><li><a onclick=r()>1</a><li><a onclick=r()>2</a></ul>", ["1 2"]),
        (
            f"{_PROSE}<p><b>Read more:</b></p><p><a href=/a>A storm</a></p><p><a href=/b>A boat</a></p>",
            ["Read more:", "A boat", "A storm"],
        ),
        (f"{_PROSE}<h3>You might also like</h3><h3>Who we are</h3><p>A paper.</p>", ["You might also like"]),
        (
            f"<table><tr><td>{'<a href=/x>Part</a><br>the parts<br>' * 5}<td>{_PROSE}</table>",
            [" ".join(["Part the parts"] * 5)],
        ),
        (
            f"{_PROSE}<div><div>1 of 24</div><div>Close</div><div>Skip Ad</div>Next<img src=a></div>{_PROSE}",
            ["1 of 24 Close Skip Ad Next"],
        ),
    ],
)
def test_what_leads_away_is_left_out(markup: str, texts: Sequence[str]) -> None:
    assert [text for text, _ in _left_out(markup)] == list(texts)


@pytest.mark.parametrize(
    "markup",
    [
        _PROSE,
        f"{_PROSE}<p>These may help:</p>{_LINKS}",
        f"{_PROSE}<div><h2>Sources</h2>{_LINKS}</div>",
        f"{_PROSE}<h2>Weiterführende Links</h2><div>{_LINKS}</div>",
        f"<h2>In brief</h2>{_LINKS}{_PROSE}",
        f"{_PROSE}{_LINKS}{_PROSE}",
        f"{_PROSE}<h3>Who we are</h3><p>A paper.</p>",
        f"{_PROSE}<p>We asked these:</p><p><a href=/a>Ann One</a></p><p><a href=/b>Bo Two</a></p>",
        f"<ul><li><a href='#a'>The lamp</a><li><a href='#b'>The sea</a></ul>{_PROSE}",
        f"{_PROSE}<p><a href=/t>Read the transcript</a></p>",
        f"{_PROSE}<h2><a href=/p>Read more about lamps</a></h2>{_PROSE}",
        f"{_PROSE}<p>Read more of it <a href=/b>in the book</a>, which came out in the spring of this year.</p>",
        f"{_PROSE}<p><a name=lamps>LAMPS</a></p>{_PROSE}",
        f"<h1>A lamp</h1><h2>By the sea</h2><p>Short.</p>{_PROSE}",
        f"<p>{_SENTENCE}</p><h1>A lamp</h1>{_PROSE}",
        f"<div>{_LINKS}</div><p>Short.</p>",
        f"<p>{_SENTENCE * 5}</p>" + f"<div>{'<p><a href=/x>Where it is told at length by others</a></p>' * 20}</div>",
        f"{_PROSE}<table><tr><td><h2>The winners</h2>{'<a href=/x>Ann Lee</a> ' * 6}</table>{_PROSE}",
        f"{_PROSE}<table><tr><th>Year<th>Ship<tr><td>1902<td>{'<a href=/x>Anna</a> ' * 5}</table>{_PROSE}",
        f"{_PROSE}<div>The Lamp House<br>4 Sea Street<br>Harbour<br>Open daily</div>{_PROSE}",
        f"<p>Copyright is what this is about, and it is told at length below.</p>{_PROSE}",
        # On rights, but no notice.
        f"{_PROSE}<p>(b) the boat is sold.</p><p>(c) the mill is sold.</p><p>Last.</p>",
        f"{_PROSE}<div>© dpa</div><p>{_SENTENCE}</p>",
        f"{_PROSE}<p>Copyright on the song has run out.</p><p>So it goes.</p>",
        f"{_PROSE}<p>The board said all rights reserved, but children went in.</p><p>And out.</p>",
        f"{_PROSE}<p>The data are under <a rel=license href=/l>CC BY</a>, as all of it was.</p><p>{_SENTENCE}</p>",
        f"{_PROSE}<p>Copyright 2015 The Coast</p><p>{_SENTENCE}</p>",
        f"{_PROSE}<p>Copyright expired in 2019, and since then every printer of the coast has set it anew.</p>",
        f"{_PROSE}<h2>Copyright Act 1911</h2><p>It is no more.</p><h2>Copyright Act 1956</h2><p>Nor is that.</p>",
        f"{_PROSE}<p>© 2024. First told in The Lamp, by whose kind leave it stands here once again.</p><p>The end.</p>",
        # They begin like a label.
        f"{_PROSE}<p>More news tomorrow.</p>",
        f"{_PROSE}<p>Das könnte teuer werden.</p>",
        f"{_PROSE}<p><a href=https://tides.example.net/>Tide tables »</a></p>",
        f"{_PROSE}<p>Plus de 300 habitants soutiennent <a href=/p>la pétition pour le moulin</a>.</p>{_PROSE}",
        f"{_PROSE}<p>Themen waren auch <a href=/p>die Mühle und der Deich</a></p>{_PROSE}",
        f"{_PROSE}<p>Share prices fell, <a href=/p>says the bank</a></p>{_PROSE}",
        f"{_PROSE}<p>Previous floods: <a href=/p>in 1910 and 1938</a></p>{_PROSE}",
        f"{_PROSE}<p><a href=/p>« La lampe du port »</a></p><p><a href=/q>»Die Lampe«</a></p>",
        f"{_PROSE}<p>Related to <a href=/p>the lamp</a></p>{_PROSE}",
        # Headings, terms and questions that are links.
        f"{_PROSE}<h3><a href=/m>Mill Inn</a></h3><p>{_SENTENCE}</p><h3><a href=/f>Ferry House</a></h3><p>Soup.</p>",
        f"{_PROSE}<h2><a class=header href='#u'>Usage</a></h2><pre>x</pre><p>Run it twice.</p>",
        f"{_PROSE}<h3><a href='javascript:void(0)'>Ingredients</a></h3><ul><li>Flour</ul>",
        f"<p><a href='javascript:void(0)'>What about bread?</a></p><div>{_PROSE}</div>",
        f"{_PROSE}<p><a href='#' title='a lamp'>Fresnel lens</a></p>{_PROSE}",
        f"{_PROSE}<div><a href='javascript:void(0)'>1. Who may apply</a></div><div>{_PROSE}</div>",
        f"{_PROSE}<div><a href='javascript:void(0)'>Open on Sundays?</a></div><div>{_PROSE}</div>",
        # Lists of links that are the author's.
        f"{_PROSE}<h2>The mills</h2><div><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul></div>",
        f"{_PROSE}<section><h2>Where to buy</h2>{_LINKS}</section>",
        f"{_PROSE}<p>My favourite books:<br><a href=/a>One</a><br><a href=/b>Two</a></p>",
        f"{_PROSE}<dl><dt><a href=/a>Baker</a></dt><dd>Bread</dd><dt><a href=/b>Inn</a></dt><dd>Beer</dd></dl>",
        f"{_PROSE}<div><p><a href=/f>Flour</a>, 200 g</p><p><a href=/e>Eggs</a>, 3</p></div>",
        f"{_PROSE}<div>Call <a href='tel:1'>0123</a> or <a href='mailto:a@b.example'>write</a></div>",
        f"{_PROSE}<p>Come to <a href=/a>the June fair</a> or to <a href=/b>the parish feast in Oxbridge</a>.</p>",
        f"{_PROSE}<blockquote><a href=/a>Never again</a> said <a href=/b>Ann Lee</a></blockquote>",
        f"{_PROSE}<footer><p>With thanks to <a href=/a>Ann</a> and <a href=/b>Bo</a>.</p></footer>",
        f"{_PROSE}<aside><a href=/a>Holm, A History of Lamps (1999)</a></aside>{_PROSE}",
        f"{_PROSE}<p>Sources: <a href=/a>Lee, Rivers</a>, <a href=/b>Day, The fair</a></p>",
        f"{_PROSE}<div><p><b>Zum Weiterlesen</b></p><p><a href=/a>Eins</a></p><p><a href=/b>Zwei</a></p></div>",
        f"{_PROSE}<h2>See also</h2>{_LINKS}",
        f"{_PROSE}<h2>Topics we talked about</h2>{_LINKS}",
        f"<table><tr><td>{_PROSE}<tr><td>{'<a href=/x>Archive</a> - old letters and maps<br>' * 6}</table>",
        # Lists in boxes of their own, under headings of their own or introduced.
        f"<div>{_PROSE}</div><div><h2>The winners</h2>{_LINKS}</div>",
        f"<section><h2>Life</h2>{_PROSE}</section><section><h2>Works</h2>{_LINKS}</section>",
        f"<div>{_PROSE}</div><h2>Books on the sea</h2><div>{'<div><a href=/x>The sea</a></div>' * 9}</div>",
        f"<div>{_PROSE}</div><div><p>These won, in this order:</p>{_LINKS}</div>",
        f"<div>{_PROSE}</div><div><p>1. <a href=/a>One</a></p><p>2. <a href=/b>Two</a></p></div>",
        f"{_PROSE}<p>The first were:</p><div>1 <a href=/a>One</a><br>2 <a href=/b>Two</a></div>",
        f"<div class=i>{_PROSE}</div><div class=i><b>Won</b>{_LINKS}</div><div class=i>{_PROSE}</div>",
        f"{_PROSE}<aside><h3>Ingredients</h3>{_LINKS}</aside>{_PROSE}",
        f"<h1>Soup</h1><div><h2>Ingredients</h2>{_LINKS}</div>{_PROSE}",
        f"<ul><li>200 g <a href=/f>flour</a> or a little more<li><a href=/s>Salt</a></ul>{_PROSE}",
        f"{_PROSE}<h2>Most liked dishes of the coast</h2><div>{_LINKS}</div>",
        f"{_PROSE}<p>Related to this lamp are the three that the same hands made in that year:</p>{_LINKS}",
        f"{_PROSE}<h2>Pour aller plus loin</h2><p><a href=/a>Marie Roux, « La lampe »</a></p>",
        f"{_PROSE}<p><a href=/study.pdf>The study »</a></p>",
        # Lines that lead to what follows are its headings.
        f"{_PROSE}<p><b><a id=s2 href='#s2'>Second watch</a></b></p>{_PROSE}",
        f"{_PROSE}<div><a href='#c2'>Eating</a></div><div id=c2>{_PROSE}</div>",
        f"{_PROSE}<dl><dt id=wick><a href='#wick'><code>wick</code></a></dt><dd>It burns.</dd></dl>{_PROSE}",
        f"{_PROSE}<p><a href='javascript:t(1)'>Cleaning the lens</a></p><div>{_PROSE}</div>",
        f"{_PROSE}<ul><li><a href='#'>Ann Lee, Oban</a><li><a href='#'>Bo Holm, Ayr</a></ul>{_PROSE}",
        f"{_PROSE}<p><a rel=tag href=/t>Ann Lee</a></p>{_PROSE}",
        f"{_PROSE}<dl><dt>Lantern</dt><dd>See also <a href=/l>lamp</a></dd></dl>{_PROSE}",
        # A clock or a word of a player is not one.
        f"{_PROSE}<div><div>19:00</div><div>Doors open</div><div>19:30</div><div>The Keepers</div></div>{_PROSE}",
        f"{_PROSE}<div>Oban<br>28:31<br>Skagen<br>24:24</div>{_PROSE}",
        f"{_PROSE}<div>{'<div>1 / 3</div><img src=a><div>The wall in 1890</div>' * 2}</div>{_PROSE}",
        f"{_PROSE}<div><div>Welcome</div><div>First talk</div><div>Pause</div><div>Second talk</div></div>{_PROSE}",
        # What follows a line on the rights to a picture, or stands above or below the title.
        f"{_PROSE}<p>Photo: Ann, <a rel=license href=/l>CC BY</a></p><p>Open from May on.</p>",
        f"{_PROSE}<ul><li>Two crabs<li>One onion</ul><p>Photo © 2019 Ann Lee</p><p>Cook for an hour</p>",
        f"{_PROSE}<blockquote><p>So it was.</p><footer><a href=/l>Ann Lee</a></footer></blockquote>{_PROSE}",
        f"<p>For Anna</p><h1>A lamp</h1>{_PROSE}",
        f"<h1>A lamp</h1><div><a href=/a>For two hundred years one house has kept it.</a></div>{_PROSE}",
        f"<h1>A lamp</h1><p><a href=/o>Oban</a> → <a href=/a>Ayr</a> → <a href=/s>Skye</a></p>{_PROSE}",
        # What is set in boxes with a picture.
        f"{_PROSE}<div><img src=a alt=''>200 g flour<br>1 egg<br>2 spoons sugar<br>1 pinch salt</div>{_PROSE}",
        f"{_PROSE}<div>{'<div><img src=a><div>Ann Lee</div><div>baker</div></div>' * 3}</div>{_PROSE}",
        f"{_PROSE}<div>Museum<br>Quay Street 7<br>Northtown<br>Open daily<iframe src=/m></iframe></div>{_PROSE}",
        # What stands above a heading that is not the only one, or is more than a label.
        f"<h2>Preface</h2><p>Thanks to all.</p><h1>Chapter one</h1>{_PROSE}",
        f"<p>It was dark.</p><h1>A lamp</h1>{_PROSE}",
        f"<p>A line</p><h1>One</h1>{_PROSE}<h1>Two</h1>{_PROSE}",
        f"<header><p>An old man, two lamps and a storm</p><h1>A lamp</h1></header>{_PROSE}",
        f"<div><a href=/all>All parts</a><h2>The first watch</h2></div><div>{_PROSE}</div>",
        # Paths.
        f"<p>The <a href=/l>lamp</a> costs 12/24 crowns at <a href=/s>the shop</a></p>{_PROSE}",
        f"<p><a href=/a>Anna Lund</a> | <a href=/b>Per Holm</a> on lamps and ice</p><p>Short.</p>{_PROSE}",
    ],
)
def test_what_the_author_wrote_is_not(markup: str) -> None:
    assert _left_out(markup) == []


def test_a_link_up_the_page_makes_no_label_of_the_heading_above_it() -> None:
    up = "<a href='#list'>All parts</a>"
    body = f"<p id=list>Parts</p>{_PROSE}<div>{up}<h2>Part two</h2></div><div>{up}<h3>Last</h3><p>Repealed.</p></div>"

    assert _left_out(body) == [("All parts", "navigation"), ("All parts", "navigation")]


def test_links_to_other_sites_are_the_authors() -> None:
    links = "".join(f"<a href='https://{name}.example.net/'>{name}</a> " for name in ("red", "green", "blue"))
    own = links.replace("example.net", "example.org")
    body = "<body>{}<div><b>More</b><br>{}</div></body>"

    def count(markup: str) -> int:
        root = parse(body.format(_PROSE, markup))
        (main,) = root.iter("body")
        return len(surroundings(main, [], source="https://www.example.org/lamp"))

    assert (count(links), count(own)) == (0, 1)


def test_the_notes_of_an_article_stay() -> None:
    notes = "<ol id=notes><li><a href=/a>The Lamp</a> <a href='#r1'>↩</a><li><a href=/b>The Sea</a></ol>"

    assert _left_out(f"{_PROSE}<div><h3>Related</h3>{notes}</div>", notes="notes") == []


def test_each_is_listed_with_the_reason() -> None:
    more = "<p><a href='javascript:;'>More</a></p>"

    assert _left_out(f"<p><a href=/s>Sea</a></p><h1>A lamp</h1>{_PROSE}{more}") == [
        ("Sea", "outside-main-text"),
        ("More", "control"),
    ]
