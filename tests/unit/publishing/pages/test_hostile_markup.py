"""Nothing that a stranger writes into an article runs, loads or styles on its pages, however it is written."""

import json
import os
import re
from collections.abc import Callable
from html import escape
from typing import Any

import pytest

from audioed.errors import ReadingError
from audioed.markup import sanitize

from ....hostile.auditing import PAYLOADS as RAW  # noqa: TID252 - tests have no other name for each other
from ....hostile.auditing import problems  # noqa: TID252 - as above

Speak = Callable[..., Any]

LONG = pytest.mark.skipif(os.environ.get("AUDIOED_LONG") != "1", reason="AUDIOED_LONG=1 runs it")
PAYLOADS = tuple(payload.replace("\0", "\x01") for payload in RAW)
"""A file with a NUL is no text, and refused."""

_RELATIVE = re.compile('<a href="(https:j|[^"]*[\x01\xa0\ufeff\u2028\u0430\u0131])')
"""Browsers take these for relative addresses, and so does the sanitizer; what we read of them is no link."""

BEFORE, AFTER = "It rises in the hills.", "It ends in the sea."


@pytest.fixture(scope="module")
def everything() -> str:
    """All payloads as one text, an empty line between them."""
    return "\n\n".join(PAYLOADS)


def checked(spoken: Any) -> str:
    page: str = spoken.page(dict.fromkeys(("x", "y"), "pictures/x.png"))
    assert problems(page) == []
    assert problems(spoken.transcript()) == []
    return page


@pytest.mark.parametrize(
    "payload", [pytest.param(text, marks=LONG) if number % 4 else text for number, text in enumerate(PAYLOADS)]
)
def test_a_page_written_in_html_is_plain_text_and_tables(payload: str, speak: Speak) -> None:
    title = f"<title>{escape(payload)}</title>"
    markup = f"<html lang=en><head>{title}</head><body><p>{BEFORE}</p>{payload}<p>{AFTER}</p></body></html>"

    page = checked(speak(markup, suffix=".html"))

    assert BEFORE.split(maxsplit=1)[0] in page


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize("payload", [pytest.param(payload, marks=LONG) for payload in PAYLOADS])
def test_so_is_one_written_in_markdown_or_as_text(payload: str, suffix: str, speak: Speak) -> None:
    checked(speak(f"{BEFORE}\n\n{payload}\n\n{payload} {AFTER}", suffix=suffix))


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
def test_all_at_once_are_no_more(suffix: str, everything: str, speak: Speak) -> None:
    page = checked(speak(f"{BEFORE}\n\n{everything}", suffix=suffix))

    assert BEFORE in page


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_heading_a_caption_and_a_cell_hold_no_more(suffix: str, speak: Speak) -> None:
    inside = "".join(
        f"<h2>{payload}</h2><figure><img src=x alt='{escape(payload)}'><figcaption>{payload}</figcaption></figure>"
        f"<table><tr><th>{payload}</th></tr><tr><td>{payload}</td></tr></table>\n"
        for payload in PAYLOADS[::7]
        if "<!--" not in payload
    )

    checked(speak(f"<p>{BEFORE}</p>\n{inside}", suffix=suffix))


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if not _RELATIVE.search(payload)])
def test_the_sanitizer_alone_lets_nothing_through(payload: str) -> None:
    assert problems(_without_our_own(sanitize(f"<p>{payload}</p>"))) == []


def test_the_sanitizer_changes_nothing_of_what_a_page_writes(speak: Speak) -> None:
    spoken = speak(f"# A river\n\n{BEFORE} **So** it `is`, [there](https://example.org/?a=1&b=2#c).\n\n- One\n- Two\n")

    content = spoken.page().partition('<section class="text"')[2].partition("</section>")[0]

    assert content.count("data-cue") == content.count("data-from") == content.count("data-end") > 3
    assert '<a href="https://example.org/?a=1&amp;b=2#c">there</a>' in content
    assert "<strong>So</strong>" in content


def test_the_checks_of_these_tests_find_what_they_look_for() -> None:
    bad = [payload for payload in PAYLOADS if payload.startswith(("<script", "<img src=x on", "<svg", "<a href="))]

    found = [payload for payload in bad if problems(payload)]

    assert len(found) > 60
    assert len(found) / len(bad) > 0.8


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028\u2029", "]]>", "&lt;"])
def test_text_cannot_end_the_data_for_scripts_that_it_stands_in(text: str, speak: Speak) -> None:
    page = checked(speak(f"# The river {text.replace('<', chr(92) + '<')} here\n\n{BEFORE}\n"))

    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert "river" in json.loads(data)["headline"]
    assert "<" not in data


def _without_our_own(fragment: str) -> str:
    """Leave out the names of elements for text that the sanitizer lets through and our pages don't use."""
    for name in ("q", "map", "area", "center", "footer", "tt"):
        fragment = fragment.replace(f"<{name}>", "<span>").replace(f"</{name}>", "</span>")
    return fragment


def test_a_page_that_says_nothing_beside_its_script_is_an_error(speak: Speak) -> None:
    with pytest.raises(ReadingError):
        speak("<html><body><script>alert(1)</script></body></html>", suffix=".html")
