"""The article cut into documents: nothing lost between them, and every link leads somewhere."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from audioed.errors import ProofError
from audioed.publishing.epub.chapters import documents
from audioed.stitching import parts

LINKED = """# Links

To [the end](#end), to [here](#start), to [nowhere](#gone), to [the title](#links), [out](https://example.org/a).

<p id="start">A start.</p>

## The end {#end}

Back to [the start](#start).
"""


def hrefs(book: Any, name: str) -> list[str]:
    return [str(one) for one in book.find(name, "//h:section//h:a/@href")]


def test_links_between_chapters_name_the_others_file_and_those_to_nothing_are_text(bound: Callable[..., Any]) -> None:
    book = bound(LINKED)

    assert hrefs(book, "EPUB/chapter-001.xhtml") == ["chapter-002.xhtml#end", "#start", "https://example.org/a"]
    assert hrefs(book, "EPUB/chapter-002.xhtml") == ["chapter-001.xhtml#start"]
    assert b"nowhere" in book.read("EPUB/chapter-001.xhtml")


def test_ids_that_xml_does_not_take_get_others(bound: Callable[..., Any]) -> None:
    book = bound('# Odd\n\n[Down](<#1:u(>)\n\n<p id="1:u(">Down.</p>\n')

    (href,) = hrefs(book, "EPUB/chapter-001.xhtml")
    assert href.startswith("#ed-x")
    assert len(book.find("EPUB/chapter-001.xhtml", f"//*[@id='{href[1:]}']")) == 1


def test_what_is_open_where_a_chapter_ends_goes_on_in_the_next(bound: Callable[..., Any]) -> None:
    book = bound("# Box\n\n<aside><p>One.</p><h2>Two</h2><p>Three.</p></aside>\n")

    found = [book.find(name, "//h:div[@class='aside']") for name in book.documents()]

    assert len(found) == 2
    assert [len(boxes) for boxes in found] == [1, 1]


def test_a_note_of_several_paragraphs_is_one_note(bound: Callable[..., Any]) -> None:
    book = bound("A[^1] and b[^2].\n\n[^1]: First.\n\n    Still first.\n\n[^2]: Second.\n")

    notes = book.find("EPUB/chapter-001.xhtml", "//h:aside[@epub:type='footnote'][@role='doc-footnote']")

    assert [len(note) for note in notes] == [2, 1]
    references = book.find("EPUB/chapter-001.xhtml", "//h:a[@epub:type='noteref'][@role='doc-noteref']/@href")
    assert [f"#{note.get('id')}" for note in notes] == references


def test_foreign_words_have_their_language_twice(bound: Callable[..., Any]) -> None:
    book = bound('He said <i lang="fr">rien du tout</i>.')

    (words,) = book.find("EPUB/chapter-001.xhtml", "//h:span[@lang='fr']")
    assert words.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_an_arabic_book_is_read_from_right_to_left(bound: Callable[..., Any]) -> None:
    book = bound("# النهر\n\nيجري إلى البحر.\n", language="ar")

    assert book.tree("EPUB/chapter-001.xhtml").get("dir") == "rtl"
    assert book.find("EPUB/package.opf", "//o:spine/@page-progression-direction") == ["rtl"]


def test_verse_keeps_its_lines_and_pictures_their_size(bound: Callable[..., Any]) -> None:
    book = bound('# V\n\n<p class="verse">One<br>two</p>\n\n---\n\n> Said.\n>\n> <footer>Ada</footer>\n')

    assert len(book.find("EPUB/chapter-001.xhtml", "//h:div[@class='verse']//h:br")) == 1
    assert len(book.find("EPUB/chapter-001.xhtml", "//h:hr")) == 1
    assert len(book.find("EPUB/chapter-001.xhtml", "//h:blockquote")) == 1


def test_a_sentence_that_finds_no_place_is_an_error(bound: Callable[..., Any]) -> None:
    book = bound("# A\n\nIt stays.\n\nIt is lost.\n")
    made = book.made
    lost = replace(book.article, blocks=book.article.blocks[:-1])
    facts = {segment.id: fact for segment, fact in zip(made.segments, made.facts, strict=True)}

    found = documents(lost, made.script, book.cues, parts(made.recording, facts), suffix=".xhtml", pictures={})

    with pytest.raises(ProofError, match="It is lost"):
        list(found)
