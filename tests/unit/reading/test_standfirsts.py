"""What stands between a page's title and its text."""

import pytest

from audioed.markup import children, parse, text_after
from audioed.reading.locating import find_main

_PARAGRAPHS = (
    "The lamp had burnt for a hundred years before anyone thought of turning it off at night.",
    "Its keeper wound the clockwork every four hours, and slept in between on a bench of oak.",
    "Oil came by boat in spring and in autumn, two hundred barrels that four men rolled up.",
)
_BODY = "".join(f"<p>{each}</p>" for each in _PARAGRAPHS * 3)
_BYLINE = "<div class=meta><a href=/ann>Ann One</a> <i>6 May</i></div>"


def _read(above: str, *, summary: str = "") -> list[str]:
    """Return what is read of what stands in a box above that of the text, without the title."""
    top = f"<div id=top><h1>A lamp</h1>{above}</div>"
    root = parse(f"<body><div>{top}<div class=columns><div>{_BODY}</div><p>Rail</p></div></div></body>")
    main = find_main(root, " ".join(_PARAGRAPHS * 3), "A lamp", summary)
    said: list[str] = []
    stack = [main.element]
    while stack:
        element = stack.pop()
        if element not in main.excluded:
            said.append((element.text or "").strip())
            stack.extend(reversed([*children(element)]))
            said.append(text_after(element).strip())
    return [each for each in said if each and each not in (*_PARAGRAPHS, "A lamp")]


@pytest.mark.parametrize(
    "line",
    [
        "<p>It went out. Nobody saw it.</p>",
        "<div>It went out. Nobody saw it.</div>",
        "<div class=Article-subTitle>Nobody saw it</div>",
        "<div id=chapo><span>Nobody saw it</span></div>",
        "<h2 class=article__deck>Nobody saw it</h2>",
        "<ul class=summary><li>Nobody saw it</li></ul>",
        "<section class=c-leadtext><p>Nobody saw it</p></section>",
    ],
)
@pytest.mark.parametrize("above", ["", _BYLINE])
def test_a_short_line_that_is_named_for_it_or_is_a_sentence_is_the_standfirst(above: str, line: str) -> None:
    assert _read(above + line)[0].endswith("Nobody saw it" + "." * ("." in line))


@pytest.mark.parametrize("line", ["<h3>Nobody saw it</h3>", "It went out and nobody saw it."])
def test_what_follows_the_title_at_once_is_a_standfirst(line: str) -> None:
    assert "nobody saw it" in " ".join(_read(line)).lower()


def test_a_line_that_says_what_the_page_says_of_itself_is_the_standfirst() -> None:
    assert _read(f"{_BYLINE}<h4>Nobody saw it</h4>", summary="Nobody saw it.") == ["Nobody saw it"]
    assert _read("Nobody saw it", summary="Nobody saw it.") == ["Nobody saw it"]


def test_points_in_a_list_are_read_if_they_are_prose() -> None:
    points = ("The oil was sold to a brewer, who keeps it in his cellar by the sea.", "Share")

    assert _read(f"<ul><li>{points[0]}</li><li>{points[1]}</li></ul>") == [points[0]]


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("<p>Nobody saw it</p>", []),
        ("<h5>Nobody saw it</h5>", []),
        ("<p><a href=/b>Nobody saw it go out.</a></p>", []),
        ("<h5>More</h5><p>Nobody saw the other.</p>", []),
        ("<p>Nobody saw it go.</p><p>We have more to say.</p>", ["Nobody saw it go."]),
        ("<article><p class=excerpt>Nobody saw it.</p></article>", []),
        ("<div class=lead>Nobody saw it. <button>Play</button></div>", []),
        ("<p>Sure.</p><div class=dek>1</div>", []),
        (
            "<div class=standfirst><p>Nobody saw it go out on that night, for a storm was up.</p><p>by Ann</p></div>",
            ["Nobody saw it go out on that night, for a storm was up."],
        ),
    ],
)
def test_of_other_short_lines_above_the_text_nothing_is_read(above: str, said: list[str]) -> None:
    assert _read(above) == said
