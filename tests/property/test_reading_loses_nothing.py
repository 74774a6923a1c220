"""Every text of a page is in exactly one block, in order, or in what was skipped, with the reason."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.model import (
    Block,
    Break,
    Code,
    Content,
    Embed,
    Figure,
    Heading,
    Maths,
    Quotation,
    Skipped,
    Table,
    Verse,
)
from audioed.reading.html import read_fragment
from audioed.reading.identify import identify, rebase
from audioed.reading.web_page import read_file

_WORD = re.compile(r"q\d+x")


def _split(names: str) -> list[str]:
    return names.split()


_FLOW = _split(
    "div p section article main header footer address blockquote figure figcaption details summary ul ol li dl dt dd "
    "h1 h2 h3 h6 aside nav form fieldset legend label table caption thead tbody tfoot tr td th center custom-box "
    "hgroup menu pre"
)
_PHRASE = _split(
    "a abbr b cite code del dfn em i ins kbd mark q ruby rt rb s samp small span strong sub sup time u var bdo font "
    "custom-word button svg text picture"
)
_RAW = _split("script style textarea iframe xmp noembed")
_SKIPPED = _split("template noscript select video audio object canvas math annotation")
_OF_PROGRAMS = _split("script style template")
_VOID = _split("br hr img wbr input")

_ATTRIBUTES = (
    "hidden",
    'aria-hidden="true"',
    'style="display: none"',
    'style="display:block"',
    'class="sr-only"',
    'class="footnotes"',
    'class="footnote-ref"',
    'class="footnote-backref"',
    'class="verse"',
    'class="pullquote"',
    'class="credit"',
    'class="math inline"',
    'class="math display"',
    'class="twitter-tweet"',
    'class="attribution"',
    'class="wp-caption"',
    'class="language-python"',
    'role="presentation"',
    'role="heading" aria-level="3"',
    'role="img" aria-label="a drawing"',
    'role="img"',
    'role="list"',
    'role="listitem"',
    'role="button"',
    'role="navigation"',
    'role="math"',
    'role="doc-footnote"',
    'role="doc-noteref"',
    'role="separator"',
    'id="n1"',
    'id="n2"',
    'id="n3"',
    'href="#n1"',
    'href="#n2"',
    'href="#n3"',
    'href="https://example.org/"',
    'lang="fr"',
    'lang="de-CH"',
    'title="a title"',
    'alt=""',
    'alt="a picture"',
    'aria-label="a name"',
    'alttext="a formula"',
    'encoding="application/x-tex"',
    'display="block"',
    'start="4" reversed',
    'value="7"',
    'colspan="2"',
    'datetime="2020-01-01"',
    "open",
)


@dataclass(frozen=True)
class _Tag:
    name: str
    attributes: str
    inner: tuple["_Tag | str", ...]


_text = st.sampled_from(["w", "w ", " w w.", "\n", " ", "w\u00a0w", "<!-- c -->", "w&amp;w", "* * *"])
_attributes = st.lists(st.sampled_from(_ATTRIBUTES), max_size=2).map(lambda some: "".join(f" {each}" for each in some))
_void = st.builds(_Tag, st.sampled_from(_VOID), _attributes, st.just(()))
_raw = st.builds(_Tag, st.sampled_from(_RAW), _attributes, st.tuples(st.just("w w")))
_name = st.sampled_from(_FLOW) | st.sampled_from(_FLOW + _PHRASE) | st.sampled_from(_PHRASE + _SKIPPED)
_trees = st.recursive(
    _text | _text | _text | _void | _raw,
    lambda inner: st.builds(_Tag, _name, _attributes, st.lists(inner, max_size=6).map(tuple)),
    max_leaves=40,
)
_pages = st.lists(_trees, min_size=1, max_size=6)


def _render(tree: "_Tag | str", numbers: Iterator[int]) -> str:
    if isinstance(tree, str):
        return re.sub(r"\bw\b", lambda _: f"q{next(numbers)}x", tree)
    if tree.name in _VOID:
        return f"<{tree.name}{tree.attributes}>"
    if tree.name in _OF_PROGRAMS:  # what is written in them may be lost
        return f"<{tree.name}{tree.attributes}>w</{tree.name}>"
    inner = "".join(_render(each, numbers) for each in tree.inner)
    return f"<{tree.name}{tree.attributes}>{inner}</{tree.name}>"


def _markup(page: "Iterable[_Tag | str]") -> str:
    numbers = count(1)
    return "".join(_render(tree, numbers) for tree in page)


def _plain(content: Content) -> str:
    return "".join(run.text for run in content)


def _written(block: Block) -> str:
    match block:
        case Quotation():
            contents = [block.content, block.attribution]
        case Figure():
            contents = [block.caption, block.credit]
        case Table():
            contents = [block.caption, *(cell.content for row in block.rows for cell in row)]
        case Verse():
            contents = [*block.lines]
        case Code():
            return block.text
        case Maths():
            return block.source
        case Embed():
            return block.title
        case Break():
            return ""
        case _:
            contents = [block.content]
    return " ".join(map(_plain, contents))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _numbers(text: str) -> list[int]:
    return [int(word[1:-1]) for word in _words(text)]


def _assert_all_there(markup: str, blocks: tuple[Block, ...], skipped: tuple[Skipped, ...]) -> None:
    written = [_numbers(_written(block)) for block in blocks]
    left_out = [number for each in skipped for number in _numbers(each.text)]
    everything = sorted([*(number for numbers in written for number in numbers), *left_out])
    spans = [(min(numbers), max(numbers)) for numbers in written if numbers]
    assert everything == _numbers(markup), markup
    assert all(before[1] < after[0] for before, after in pairwise(spans)), markup
    assert all(each.reason for each in skipped)


@settings(max_examples=250, deadline=None)
@given(_pages)
def test_each_word_of_a_fragment_is_in_one_block_in_order_or_skipped_with_a_reason(page: "list[_Tag | str]") -> None:
    markup = _markup(page)

    blocks, skipped = read_fragment(markup)

    _assert_all_there(markup, blocks, skipped)


@settings(max_examples=100, deadline=None)
@given(_pages)
def test_each_word_of_a_document_is_in_one_block_in_order_or_skipped_with_a_reason(page: "list[_Tag | str]") -> None:
    main = _Tag("main", "", (_Tag("article", "", tuple(page)),))
    around = (_Tag("nav", "", ("w",)), main, _Tag("footer", "", ("w",)))
    markup = f"<!DOCTYPE html><html lang=en><head><title>A title</title></head><body>{_markup(around)}</body></html>"

    article = read_file(markup)

    _assert_all_there(markup, article.blocks, article.skipped)


@settings(max_examples=100, deadline=None)
@given(_pages)
def test_ids_are_unique_and_given_once(page: "list[_Tag | str]") -> None:
    blocks, _ = read_fragment(_markup(page))

    ids = [block.id for block in blocks]

    assert len(set(ids)) == len(ids)
    assert not {"", "opening", "closing"} & set(ids)
    assert identify(blocks) == blocks


@settings(max_examples=100, deadline=None)
@given(_pages)
def test_levels_of_headings_begin_at_1_and_none_is_skipped(page: "list[_Tag | str]") -> None:
    blocks, _ = read_fragment(_markup(page))

    levels = [block.level for block in rebase(blocks) if isinstance(block, Heading)]

    assert levels[:1] in ([], [1])
    assert all(after <= before + 1 for before, after in pairwise(levels))


@settings(max_examples=100, deadline=None)
@given(_pages)
def test_enclosures_do_not_interleave(page: "list[_Tag | str]") -> None:
    blocks, _ = read_fragment(_markup(page))

    closed: set[int] = set()
    opened: set[int] = set()

    for block in blocks:
        keys = {enclosure.key for enclosure in block.inside}
        closed |= opened - keys
        assert not keys & closed
        opened = keys
