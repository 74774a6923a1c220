"""Boxes of the same make as the one in which a page's main text was found."""

import pytest

from audioed.markup import parse
from audioed.reading.elements import shown_text
from audioed.reading.locating import find_main

_FOUND = (
    "The harbour office keeps a ledger in which every ship that enters the bay is written down with its tonnage and "
    "the name of its captain, and of the port that it comes from, if the captain cares to tell."
)
_MORE = "Nobody in the village could remember a season in which so many nets had been torn by the storms."


def _read(page: str) -> str:
    """Return what is read of a page if only its first prose was found."""
    root = parse(f"<body><div>Home</div><main><h1>A lamp</h1>{page}</main></body>")
    main = find_main(root, _FOUND)
    gone = {id(each) for each in main.excluded}
    around = main.element
    if not main.excluded:
        return shown_text(around)
    texts: list[str] = []
    stack = [around]
    while stack:
        each = stack.pop()
        if id(each) in gone:
            continue
        texts.append((each.text or "").strip())
        stack.extend(reversed([*each]))
    return " ".join(filter(None, texts))


@pytest.mark.parametrize(
    "page",
    [
        "<div class=text><p>{}</p></div><div><img src=a.jpg></div><div class=text><p>{}</p></div>",
        "<article><p>{}</p></article><article><p>{}</p></article>",
        "<section><h2>North</h2><p>{}</p></section><section><h2>South</h2><p>{}</p></section>",
        "<div class='post bg1'><p>{}</p></div><div class='post bg2'><p>{}</p></div>",
        "<div class=row><div class=text><p>{}</p></div></div><div class=row><div class=text><p>{}</p></div></div>",
        "<div><div class=text><p>{}</p></div></div><div><div class=text><p>{}</p></div></div>",
        "<div class=text><p>{}</p></div><div class=text><h2 id=s>South <a href=#s>#</a></h2><p>{}</p></div>",
        "<div class=q><div class=text><p>{}</p></div></div><ul><li class=a><div class=text><p>{}</p></div></li></ul>",
        "<div class=text><p>{}</p></div><ul><li><h3>Why?</h3><div class=text><p>{}</p></div></li></ul>",
    ],
)
def test_prose_in_a_box_of_the_same_make_is_read(page: str) -> None:
    assert _MORE in _read(page.format(_FOUND, _MORE))


@pytest.mark.parametrize(
    "page",
    [
        "<div class=text><p>{}</p></div><div class=promo><p>{}</p></div>",
        "<div class='text a b'><p>{}</p></div><div class='text c d e'><p>{}</p></div>",
        "<div><p>{}</p></div><div><p>{}</p></div>",
        "<div class=row><div class=text><p>{}</p></div></div><div class=row><div class=teaser><p>{}</p></div></div>",
        "<div class=text><p>{}</p></div><div class=text><h3><a href=/b>A buoy</a></h3><p>{}</p></div>",
        "<div class=text><p>{}</p></div><div class=text><a href=/b><h3>A buoy</h3></a><p>{}</p></div>",
        "<div class=text><p>{}</p></div><div class=text><p>{}</p><a href=/b>Read more</a></div>",
        "<div class=text><p>{}</p></div><div class=text><h1>A buoy</h1><p>{}</p></div>",
        "<div class=text><p>{}</p></div><div class=text><a href=/b>{}</a></div>",
        "<section class=text><p>{}</p></section><section class=text role=complementary><p>{}</p></section>",
        "<div class=text><p>{}</p></div><ul><li><h3><a href=/b>Buoy</a></h3><div class=text><p>{}</p></div></ul>",
        "<div class=text><p>{}</p></div><div><aside><div class=text><p>{}</p></div></aside></div>",
        "<div class=text><p>{}</p></div><div class=all><div class='text small'><p>{}</p></div></div>",
    ],
)
def test_a_box_of_another_make_or_another_story_is_not_read(page: str) -> None:
    assert _read(page.format(_FOUND, _MORE)) == _FOUND


def test_short_boxes_what_stands_between_them_and_the_heading_above_are_read() -> None:
    first = f"<h2>One</h2><div class=text><p>{_FOUND}</p></div><p>A line.</p>"
    teaser = "<div class=text><h3><a href=/b>A buoy</a></h3></div><aside>Buy.</aside><div hidden>No.</div>"
    rest = f"<div class=text><p>{_MORE}</p></div><p>So.</p><div class=text>Thanks.</div><p>Share this</p>"

    assert _read(f"<p>By Ann</p>{first}{teaser}{rest}") == f"One {_FOUND} A line. {_MORE} So. Thanks."


@pytest.mark.parametrize("second", ["<div class=text><a href=/all>All parts of it</a><h2>Two</h2></div>", ""])
def test_a_heading_below_a_link_is_that_of_the_box_below(second: str) -> None:
    first = "<div class=text><a href=/all>All parts of it</a><h2>One</h2></div>"
    title = "<div class=text><a href=/all>All parts of it</a><h1>A buoy</h1></div>"
    boxes = (f"<div class=text><p>{text}</p></div>" for text in (_FOUND, _MORE))

    read = _read(title + first + second.join(boxes))

    two = "All parts of it Two " if second else ""
    assert read == f"All parts of it One {_FOUND} {two}{_MORE}"


def test_the_posts_of_a_thread_are_read_with_who_wrote_them() -> None:
    posts = (f"<div class=post><b>{who}</b><div class=text><p>{said}</p></div></div>" for who, said in _THREAD)

    assert _read("".join(posts)) == f"Ann {_FOUND} Ben {_MORE} Ann Thanks."


_THREAD = [("Ann", _FOUND), ("Ben", _MORE), ("Ann", "Thanks.")]


def test_of_what_holds_much_else_only_the_box_is_read() -> None:
    other = f"<ul>{'<li>Shop and buy</li>' * 99}</ul>"
    page = f"<div class=row><div class=text><p>{_FOUND}</p></div></div>"

    read = _read(f"{page}<div class=row>{other}<div class=text><p>{_MORE}</p></div></div>")

    assert read == f"{_FOUND} {_MORE}"
