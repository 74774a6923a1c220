import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from audioed.errors import ReadingError
from audioed.markup import (
    attribute,
    beginning,
    children,
    descendants,
    following,
    has,
    is_longer,
    name,
    nodes,
    parse,
    parse_xml,
    plain_text,
    prepend_paragraph,
    raw_text,
    sanitize,
    written,
    xml_safe,
)


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_stand_in_xml_once_it_is_made_safe(text: str) -> None:
    safe = xml_safe(text)

    element = etree.Element("t")
    element.text = safe

    assert xml_safe(safe) == safe
    assert len(etree.tostring(element)) > 0


def test_characters_that_xml_allows_are_kept() -> None:
    text = "tab\t line\n é 中 \U0001f600 \ufffd \u00ad \u200f"

    assert xml_safe(text) == text


def test_controls_surrogates_and_non_characters_are_left_out() -> None:
    assert xml_safe("a\x00\x0b\x1b\ud800\ufffe\uffffb") == "ab"


@pytest.mark.parametrize("markup", ["", "   \n", "<!-- nothing -->", "<!DOCTYPE html>", "\x00"])
def test_a_page_without_elements_is_an_empty_page(markup: str) -> None:
    root = parse(markup)

    assert name(root) == "html"
    assert plain_text(root) == ""


def test_a_declared_encoding_is_not_heeded_since_text_has_none() -> None:
    root = parse(
        '<?xml version="1.0" encoding="latin-1"?><html><head><meta charset="latin-1"></head><body>é 中</body></html>'
    )

    assert plain_text(root) == "é 中"


def test_text_after_the_end_of_the_page_is_kept() -> None:
    assert plain_text(parse("<html><body><p>one </p></body> two</html> three<p> four")) == "one two three four"


def test_comments_and_instructions_are_left_out() -> None:
    assert plain_text(parse("a<!-- b -->c<?php d ?>e")) == "ace"


def test_line_ends_of_any_system_become_newlines() -> None:
    assert raw_text(parse("<pre>a\r\nb\rc</pre>")) == "a\nb\nc"


def test_two_thousand_levels_are_read_whole() -> None:
    assert plain_text(parse("<div>" * 2000 + "deep" + "</div>" * 2000)) == "deep"


def test_more_levels_than_the_parser_can_follow_are_refused_not_cut_off() -> None:
    with pytest.raises(ReadingError, match="Excessive depth") as refused:
        parse("<div>" * 3000 + "deep")

    assert "2,000" in refused.value.hint


def test_a_page_whose_elements_all_stand_deep_is_refused_since_reading_would_take_hours() -> None:
    with pytest.raises(ReadingError, match=r"elements stand 9\d\d deep on average"):
        parse(("<div>" * 1900 + "</div>" * 1900) * 3)


def test_a_page_of_more_elements_than_any_article_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"it has 100,003 elements") as refused:
        parse("<p>" * 100_001)

    assert "divide" in refused.value.hint.lower()


def test_a_large_page_of_the_usual_depth_is_read() -> None:
    markup = ("<div>" * 40 + "<p>a</p>" + "</div>" * 40) * 1000

    assert len(raw_text(parse(markup))) == 1000


def test_what_stands_in_an_element_comes_in_order() -> None:
    (paragraph,) = descendants(parse("<p id=' x '>a<b>b</b>c<i></i></p>"), "p")

    found = [node if isinstance(node, str) else name(node) for node in nodes(paragraph)]

    assert found == ["a", "b", "c", "i"]
    assert [name(child) for child in children(paragraph)] == ["b", "i"]
    assert attribute(paragraph, "id") == "x"
    assert attribute(paragraph, "class") == ""


def test_what_follows_an_element_comes_in_order() -> None:
    (bold,) = descendants(parse("<p>a<b>b</b>c<i>d</i>e<u></u></p>"), "b")

    found = [node if isinstance(node, str) else name(node) for node in following(bold)]

    assert found == ["c", "i", "e", "u"]


def test_an_element_without_anything_in_it_is_found_too() -> None:
    root = parse("<p>a<br>b</p>")

    assert has(root, "img", "br")
    assert not has(root, "img")


def test_sanitized_html_keeps_its_text_and_loses_what_runs() -> None:
    assert sanitize('<p onclick="x()">a <b>b</b><script>c()</script></p>') == "<p>a <b>b</b></p>"


def test_a_text_is_measured_as_it_stands_in_the_source() -> None:
    element = parse("<p>ab <i>c</i> d</p>")

    assert is_longer(element, 5)
    assert not is_longer(element, 6)


def test_xml_is_read_without_comments_and_without_a_document_type() -> None:
    root = parse_xml(b"<?xml version='1.0'?><!-- no --><a><?no no?><b>x</b></a>")

    assert [child.tag for child in root] == ["b"]
    with pytest.raises(ReadingError, match="document type"):
        parse_xml(b"<!DOCTYPE a><a/>")
    with pytest.raises(ReadingError, match="not well-formed"):
        parse_xml(b"<a>")


def test_the_beginning_of_a_text_is_read_up_to_the_text_in_which_the_length_ends() -> None:
    root = parse("<p> one <b>two</b>\n three <i>four</i>")

    assert beginning(root, 6) == "one two"
    assert beginning(root, 7) == "one two three"


def test_a_paragraph_is_put_before_all_text() -> None:
    root = parse("<div>one<b>two</b></div>")
    (div,) = descendants(root, "div")

    prepend_paragraph(div, "zero")

    assert "<div><p><strong>zero</strong></p>one<b>two</b></div>" in written(root)
