"""Whatever is handed in as an article becomes segments, with every promise kept, or is refused with a reason."""

import re
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.fuzz.catalogue import BORDERS
from tests.fuzz.strategies import FRONT_MATTER, HTML, MARKDOWN, examples, mutations

from audioed.errors import AudioedError
from audioed.model import SpanKind
from audioed.narrating import load_policy, narrate, policy_names
from audioed.reading import MediaType, Source, read_source

pytestmark = pytest.mark.filterwarnings("ignore")  # of libraries, about what they are given

_WORD: Final = re.compile(r"q\d+q")
_quickly: Final = settings(max_examples=examples(50), deadline=None, suppress_health_check=[*HealthCheck])


@pytest.mark.parametrize("border", ["markdown", "plain-text", "html-document", "html-fragment", "standard-input"])
@_quickly
@given(data=st.data())
def test_a_damaged_article_is_read_whole_or_refused(border: str, data: st.DataObject) -> None:
    content = data.draw(mutations(BORDERS[border].seeds()))

    BORDERS[border](content)


@settings(_quickly, max_examples=examples(15))
@given(data=st.data(), charset=st.sampled_from(["", "utf-8", "utf-16", "latin-1", "shift_jis", "x", "utf-7", "idna"]))
def test_a_damaged_page_of_the_web_is_read_whole_or_refused(data: st.DataObject, charset: str) -> None:
    content = data.draw(mutations(BORDERS["html-document"].seeds()))

    BORDERS["web-page"](charset.encode() + b"\n" + content)


@_quickly
@given(text=FRONT_MATTER | MARKDOWN, border=st.sampled_from(["markdown", "plain-text", "standard-input"]))
def test_whatever_markdown_and_front_matter_say_is_read_whole_or_refused(text: str, border: str) -> None:
    BORDERS[border](text.encode())


@_quickly
@given(text=HTML, border=st.sampled_from(["html-document", "html-fragment", "standard-input"]))
def test_whatever_tags_stand_in_each_other_they_are_read_whole_or_refused(text: str, border: str) -> None:
    BORDERS[border](text.encode())


@settings(_quickly, max_examples=examples(10))
@given(text=HTML)
def test_whatever_tags_a_page_of_the_web_has_it_is_read_whole_or_refused(text: str) -> None:
    BORDERS["web-page"](b"utf-8\n" + text.encode())


@_quickly
@given(
    content=st.binary(max_size=300), border=st.sampled_from(["markdown", "plain-text", "web-page", "standard-input"])
)
def test_noise_is_read_whole_or_refused(content: bytes, border: str) -> None:
    BORDERS[border](content)


@_quickly
@given(text=MARKDOWN, policy=st.sampled_from(policy_names()))
@example(text="qqx[^1]\n\n[^1]: qqx", policy="brief")
def test_each_word_of_markdown_is_said_once_or_skipped_with_a_reason(text: str, policy: str) -> None:
    numbered = _numbered(text)
    source = Source(name="a.md", address="a.md", media_type=MediaType.MARKDOWN, content=numbered.encode())

    try:
        article = read_source(source)
    except AudioedError:
        return
    script = narrate(article, load_policy(policy), opening="", closing="")

    said = [word for passage in script.passages for word in _WORD.findall(passage.without(SpanKind.SILENT))]
    skipped = [word for each in script.skipped for word in _WORD.findall(each.text)]
    written = set(_WORD.findall(numbered))
    assert written - {*said, *skipped} == set(), numbered
    assert all(each.reason for each in script.skipped)


def _numbered(text: str) -> str:
    """Give each word a number, so that none can stand for another."""
    numbers = iter(range(10_000))
    return re.sub("qqx", lambda _: f"q{next(numbers)}q", text)
