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
    return [(shown_text(each), reason) for each, reason in surroundings(main, [], apart).items()]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        (f"{_PROSE}<div><h3>You may like</h3>{_LINKS}</div>", ["You may like Another storm The boat A year at sea"]),
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
            f"{_PROSE}<p>Copyright 2015 The Coast</p><p>Who answers for what</p>",
            ["Copyright 2015 The Coast", "Who answers for what"],
        ),
        (
            f"{_PROSE}<font><b>See also</b><br>2.3.2003: <a href=/a>A storm</a><br>3.3.2003: <a href=/b>Boats</a>",
            ["See also 2.3.2003: A storm 3.3.2003: Boats"],
        ),
        (f"{_PROSE}<p><a href='#more'>Article continues</a></p>{_PROSE}", ["Article continues"]),
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
        f"{_PROSE}<table><tr><th>Year<th>Ship<tr><td>1902<td>{'<a href=/x>Anna</a> ' * 5}</table>{_PROSE}",
        f"{_PROSE}<div>The Lamp House<br>4 Sea Street<br>Harbour<br>Open daily</div>{_PROSE}",
        f"<p>Copyright is what this is about, and it is told at length below.</p>{_PROSE}",
        f"{_PROSE}<p>Copyright 2015 The Coast</p><h2>Notes</h2><p>Short.</p>",
    ],
)
def test_what_the_author_wrote_is_not(markup: str) -> None:
    assert _left_out(markup) == []


def test_the_notes_of_an_article_stay() -> None:
    notes = "<ol id=notes><li><a href=/a>The Lamp</a> <a href='#r1'>↩</a><li><a href=/b>The Sea</a></ol>"

    assert _left_out(f"{_PROSE}<div><h3>Related</h3>{notes}</div>", notes="notes") == []


def test_each_is_listed_with_the_reason() -> None:
    assert _left_out(f"<p>Sea</p><h1>A lamp</h1>{_PROSE}<p><a href='#'>More</a></p>") == [
        ("Sea", "outside-main-text"),
        ("More", "control"),
    ]
