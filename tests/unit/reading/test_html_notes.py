"""Footnotes and endnotes, as the common tools write them."""

import pytest

from audioed.model import Heading, MarkKind, Note, Paragraph
from audioed.reading.html import read_fragment
from audioed.reading.identify import kind_of, text_of

_MARKDOWN_IT = """
<p>One<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> two<sup class="footnote-ref"><a href="#fn1"
id="fnref1:1">[1:1]</a></sup></p>
<hr class="footnotes-sep" />
<section class="footnotes"><ol class="footnotes-list"><li id="fn1" class="footnote-item"><p>Note. <a href="#fnref1"
class="footnote-backref">↩︎</a> <a href="#fnref1:1" class="footnote-backref">↩︎</a></p></li></ol></section>
"""
_PYTHON_MARKDOWN = """
<p>One<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>
<div class="footnote"><hr /><ol><li id="fn:1"><p>Note.&#160;<a class="footnote-backref" href="#fnref:1"
title="Jump back">&#8617;</a></p></li></ol></div>
"""
_GITHUB = """
<p>One<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref>1</a></sup></p>
<section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2><ol>
<li id="user-content-fn-1"><p>Note. <a href="#user-content-fnref-1" data-footnote-backref
aria-label="Back to reference 1">↩</a></p></li></ol></section>
"""
_PANDOC = """
<p>One<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p>
<section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Note.<a href="#fnref1"
class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>
"""
_WIKIPEDIA = """
<p>One<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></p>
<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span>
<span class="reference-text">Note.</span></li></ol>
"""
_EPUB = """
<p>One<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>Note.</p></aside>
"""
_BY_HAND = """
<p>One<a id="r1"></a><a href="#n1"><sup>1</sup></a></p><p id="n1"><a href="#r1">↑</a> Note.</p>
"""
_WORD = """
<p>One<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p><div id="ftn1"><p><a href="#_ftnref1"
name="_ftn1">[1]</a> Note.</p></div>
"""
_APPENDIX = """
<p>One<span> [<a href="#n1" id="r1" rel="appendix">1</a>]</span></p><div id="n1"><p><span>[<a href="#r1"
rev="appendix">1</a>] </span>Note.</p></div>
"""
_IN_PAIRS = """
<p>One [<a href="#n1" id="r1">1</a>]</p><div id="n1"><p><a href="#r1">1</a> Note.</p></div>
"""
_IN_PAIRS_OF_ANCHORS = """
<p>One<a name="r1"></a><a href="#n1">[1]</a></p><p><a name="n1"></a><a href="#r1">[1]</a> Note.</p>
"""
_DOCUTILS = """
<p>One<a class="footnote-reference brackets" href="#id3" id="id1">1</a></p><dl class="footnote brackets"><dt
class="label" id="id3"><span class="brackets"><a class="fn-backref" href="#id1">1</a></span></dt><dd>
<p>Note.</p></dd></dl>
"""
_WITHOUT_LINK_BACK = """
<p>One<sup><a href="#n1">1</a></sup></p><div id="n1"><p><sup>1</sup>Note.</p></div>
"""


@pytest.mark.parametrize(
    "markup",
    [
        _MARKDOWN_IT,
        _PYTHON_MARKDOWN,
        _GITHUB,
        _PANDOC,
        _WIKIPEDIA,
        _EPUB,
        _BY_HAND,
        _WORD,
        _APPENDIX,
        _IN_PAIRS,
        _IN_PAIRS_OF_ANCHORS,
        _DOCUTILS,
        _WITHOUT_LINK_BACK,
    ],
    ids=[
        "markdown-it",
        "python-markdown",
        "github",
        "pandoc",
        "wikipedia",
        "epub",
        "by hand",
        "word",
        "appendix",
        "pairs",
        "pairs of anchors",
        "docutils",
        "without a link back",
    ],
)
def test_notes_and_what_refers_to_them_are_found(markup: str) -> None:
    blocks, skipped = read_fragment(markup)

    (note,) = (block for block in blocks if isinstance(block, Note))
    assert (note.label, text_of(note).strip("\u00a0")) == ("1", "Note.")
    assert [value for value, _ in _references(blocks[0])][:1] == ["1"]
    assert {each.reason for each in skipped} <= {"back-link"}
    assert {kind_of(block) for block in blocks} <= {"paragraph", "note", "heading"}


def _references(block: object) -> list[tuple[str, str]]:
    assert isinstance(block, Paragraph)
    marks = [(mark, run.text) for run in block.content for mark in run.marks]
    return [(mark.value, text) for mark, text in marks if mark.kind is MarkKind.NOTE_REFERENCE]


def test_every_reference_to_a_note_has_its_label_and_shows_what_is_written() -> None:
    blocks, _ = read_fragment(_MARKDOWN_IT)

    assert _references(blocks[0]) == [("1", "[1]"), ("1", "[1:1]")]


def test_a_reference_bears_no_other_mark() -> None:
    (paragraph, _), _ = read_fragment(_PANDOC)

    assert isinstance(paragraph, Paragraph)
    assert [mark.kind for mark in paragraph.content[1].marks] == [MarkKind.NOTE_REFERENCE]


def test_the_id_of_a_note_is_the_authors_and_its_paragraphs_share_its_label() -> None:
    blocks, _ = read_fragment(
        '<p>One<sup><a href="#n">*</a></sup></p><ol class="footnotes"><li id="n"><p>a</p><ul><li>b</ul></li></ol>'
    )

    notes = [block for block in blocks if isinstance(block, Note)]
    assert [(note.label, text_of(note)) for note in notes] == [("*", "a"), ("*", "b")]
    assert notes[0].id == "n"


def test_notes_that_nothing_refers_to_have_the_numbers_of_their_list() -> None:
    blocks, _ = read_fragment('<section role="doc-endnotes"><h2>Notes</h2><ol><li>a<li>b</ol></section>')

    assert isinstance(blocks[0], Heading)
    assert [(note.label, text_of(note)) for note in blocks[1:] if isinstance(note, Note)] == [("1", "a"), ("2", "b")]


def test_a_reference_that_shows_nothing_has_the_number_of_its_note() -> None:
    blocks, _ = read_fragment(
        '<p>One<a class="footnote-ref" href="#a"></a></p><ol class="footnotes"><li id="z">z<li id="a">a</ol>'
    )

    assert [note.label for note in blocks if isinstance(note, Note)] == ["1", "2"]


@pytest.mark.parametrize(
    "markup",
    [
        '<p>One<sup><a href="#t">2</a></sup></p><div id="t"><h2>Two</h2><p>Text</p></div>',
        '<p>One<sup><a href="#t">see the long story</a></sup></p><p id="t">Text</p>',
        '<p>One <a href="#t">2</a></p><p id="t">Text</p>',
        '<p id="p">One <a href="#t">two</a></p><p id="t"><a href="#p">2</a> Text</p>',
        '<p>One<sup><a href="https://example.org/#t">2</a></sup></p><p id="t">Text</p>',
        '<p>One<sup><a href="#nowhere">2</a></sup></p>',
        "<p>One<sup>2</sup></p><p>Text</p>",
        '<p>One<sup><a href="#t">2</a></sup></p><dl><dt id="t">A lamp<dd>Text</dl>',
        '<p id="t">Text</p><p>One<sup><a href="#t">2</a></sup></p>',
        '<p>One <a class="reference internal" href="#t">Two</a></p><section id="t"><h2>Two</h2></section>',
        '<p>One<sup><a href="#t">2</a></sup></p><table><tr><td id="t">Text<td>x<tr><td>y<td>z</table>',
    ],
)
def test_other_links_are_no_references(markup: str) -> None:
    blocks, skipped = read_fragment(markup)

    assert not [block for block in blocks if isinstance(block, Note)]
    assert not _references(next(block for block in blocks if text_of(block).startswith("One")))
    assert skipped == ()


@pytest.mark.parametrize("mark", ["i", "iv", "a"])
def test_a_letter_in_brackets_refers_to_a_note_that_leads_back(mark: str) -> None:
    reference = f"<p>One<a href='#_edn1' name='_ednref1'>[{mark}]</a></p>"

    blocks, _ = read_fragment(f"{reference}<div><p><a href='#_ednref1' name='_edn1'>[{mark}]</a> Note.</p></div>")

    assert [(each.label, text_of(each)) for each in blocks if isinstance(each, Note)] == [(mark, "Note.")]


def test_a_raised_mark_that_is_not_the_notes_own_is_read() -> None:
    blocks, _ = read_fragment("<p>One<sup><a href='#n1'>1</a></sup></p><p id=n1><sup>2</sup>H, or <sup>1</sup>H.</p>")

    assert [text_of(each) for each in blocks if isinstance(each, Note)] == ["2H, or 1H."]


def test_links_in_a_note_that_lead_elsewhere_are_read() -> None:
    blocks, _ = read_fragment(
        '<p>One<sup><a href="#n">1</a></sup></p><p id="n">See <a href="#x">x</a>, <a href="https://e.org">e</a>.</p>'
        '<p id="x">X</p>'
    )

    assert [text_of(block) for block in blocks if isinstance(block, Note)] == ["See x, e."]


_REFERENCES = (
    '<p id="p">One<sup><a id="r1" href="#n1">1</a></sup> two<sup id="s2"><a id="r2" href="#n2">2</a></sup></p>'
)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ('Reed, above note <a href="#r1">1</a>, p. 12.', "Reed, above note 1, p. 12."),
        ('Reed, above note <a href="#r1">1</a>.', "Reed, above note 1."),
        ('As the <a href="#p">first paragraph</a> says.', "As the first paragraph says."),
        ('<a href="#p">The first paragraph</a> says so.', "The first paragraph says so."),
        ('<i>Reed</i> <a href="#r1">1</a> says so.', "Reed 1 says so."),
        ('See <a href="#r1">1</a><i>a</i>', "See 1a"),
        ('Reed. <a href="#p">Back</a>', "Reed."),
        ('Reed. <a href="#i">Word</a>', "Reed. Word"),
        ('Reed. <a href="#p">Back</a>.', "Reed. ."),
        ('<p>Reed</p><p><a href="#p">Back</a></p>', "Reed"),
        ('<a href="#p">2</a> Reed.', "Reed."),
        ('See <a href="#s2">2</a> Reed.', "See Reed."),
        ('See <a href="#r2">2</a> Reed.', "See Reed."),
    ],
)
def test_a_link_amid_a_note_is_cut_out_only_if_it_leads_to_a_reference_of_that_note(note: str, said: str) -> None:
    blocks, _ = read_fragment(f'{_REFERENCES}<ol><li id="n1">Note.</li><li id="n2">{note}</li></ol>')

    assert [" ".join(text_of(block).split()) for block in blocks if isinstance(block, Note)][1:] == [said]


@pytest.mark.parametrize(("identity", "label"), [("fn12", "12"), ("note-3", "3"), ("star", "star")])
def test_a_note_that_nothing_refers_to_is_known_by_its_id(identity: str, label: str) -> None:
    (note,), _ = read_fragment(f'<aside role="doc-footnote" id="{identity}">Note.</aside>')

    assert isinstance(note, Note)
    assert note.label == label
