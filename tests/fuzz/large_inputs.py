"""Inputs made to take long, and a program that reads, narrates, normalizes and segments, or verifies, one of them.

    python -m tests.fuzz.large_inputs SIZE NAME...

It prints a line of JSON for each: the input's name, the CPU seconds of each step, or the error that refused it, and the
most megabytes that the process held. It is killed by SIGPROF when a step takes too long.
"""

import json
import resource
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol, TypeVar

from tests.fuzz.large_editions import EDITIONS
from tests.fuzz.targets.samples import edition

from audioed.casting import cast
from audioed.config import configure
from audioed.errors import AudioedError
from audioed.narrating import load_policy, narrate
from audioed.normalizing import normalize, split_sentences
from audioed.normalizing.script import normalize_script
from audioed.reading import MediaType, Source, read_source
from audioed.segmenting import segment
from audioed.tagging.containers import private_record
from audioed.units import WordsPerMinute
from audioed.verifying import read_record, unpack_record, verify

SECONDS_PER_MEGABYTE: Final = 10
LEAST_SECONDS: Final = 3
"""CPU seconds that a small input may take on a busy machine."""

_T = TypeVar("_T")


class _Timed(Protocol):
    """Takes a step within the limit and notes down its seconds."""

    def __call__(self, name: str, step: Callable[[], _T]) -> _T: ...


_Build = Callable[[int], str]


def _row(unit: str, end: str = "") -> _Build:
    return lambda size: unit * ((size - len(end)) // len(unit.encode(errors="surrogatepass"))) + end


def _counted(unit: str, before: str = "", after: str = "") -> _Build:
    """Return rows of a unit with its number in it."""
    length = len(unit.format(0)) + 4
    return lambda size: before + "".join(unit.format(number) for number in range(size // length)) + after


def _nested(opening: str, inside: str, closing: str, depth: int = 1900) -> _Build:
    whole = opening * depth + inside + closing * depth
    return lambda size: whole * max(1, size // len(whole))


def _growing(unit: str, end: str = " ") -> _Build:
    """Return rows of a unit, each one longer than the one before."""
    return lambda size: "".join(unit * number + end for number in range(1, int((2 * size / len(unit)) ** 0.5)))


TEXTS: Final[dict[str, _Build]] = {
    "a word": _row("a", "!"),
    "words": _row("a "),
    "capitals": _row("A"),
    "figures": _row("9"),
    "single figures": _row("9 "),
    "thousands": _row(",000", "1"),
    "decimals": _row("9", ".9"),
    "ranges": _row("1–2 "),
    "inches": _row('12" '),
    "closing quotations": _row("12” "),
    "halves": _row("½"),
    "powers": _row("10^"),
    "degrees": _row("5°"),
    "prices": _row("$1-"),
    "dates": _row("1/1/1/"),
    "times": _row("1:1:"),
    "clock": _row("9am-"),
    "telephones": _row("555-"),
    "machines": _row("192.168."),
    "units": _row("5 km "),
    "products": _row("1x1x"),
    "Roman": _row("IIII"),
    "initials": _row("A.B."),
    "abbreviations": _row("e.g. "),
    "titles": _row("Mr. "),
    "letters and figures": _row("A1B2"),
    "names": _row("@a"),
    "tags": _row("#A"),
    "hosts": _row("www."),
    "addresses": _row("http://"),
    "paths": _row("a/"),
    "mail": _row("a.", "@b.c"),
    "apostrophes": _row("'"),
    "quotation marks": _row('"'),
    "open quotations": _row("“a "),
    "stops": _row(".", " B"),
    "sentences": _row("A. "),
    "closings": lambda size: "a." + '")' * (size // 2) + " B",
    "spaces": lambda size: "a." + " " * size + "B",
    "lines": lambda size: "a" + "\n" * size + "b",
    "combining marks": _row("\u0301"),
    "nothing to see": _row("a\u200b"),
    "right to left": _row("\u200fא"),
    "lone surrogates": _row("\ud800 a"),
    "Chinese": _row("中文。"),
    "Arabic figures": _row("٣٤ "),
    "families": _row("👨\u200d👩\u200d👧 "),
    "flags": _row("🇬🇧"),
    "pictures": _row("😀"),
    "pictures apart": _row("😀 😁 "),
    "joined pictures": _row("👩\u200d"),
    "more joined pictures": _growing("👩\u200d"),
    "colours of skin": _row("👍🏽🏽"),
    "parts of countries": _row("🏴\U000e0067"),
    "stars": _row("★½☆"),
    "underscores": _row("a_b_"),
    "references": _row("&amp"),
    "brackets": _row("[1]"),
    "cut words": _row("wo-\nrd "),
}
"""Rows for the normalizer and the splitter of sentences."""

ARTICLES: Final[dict[str, tuple[MediaType, _Build]]] = {
    **{f"text: {name}": (MediaType.PLAIN, build) for name, build in TEXTS.items()},
    "text: lists": (MediaType.PLAIN, _row("1. a\n")),
    "text: quotations": (MediaType.PLAIN, _row("> a\n")),
    "text: deeper lists": (MediaType.PLAIN, _growing("  ", "- a\n")),
    "front matter: keys": (MediaType.MARKDOWN, _counted("a{}: b\n", "---\n", "---\nx")),
    "front matter: nested": (MediaType.MARKDOWN, lambda size: "---\na: " + "[" * size + "\n---\nx"),
    "front matter: aliases": (MediaType.MARKDOWN, _counted("b{0}: &b{0} [*a, *a]\n", "---\na: &a [x]\n", "---\nx")),
    "front matter: lexicon": (MediaType.MARKDOWN, _counted("  a{}: b\n", "---\nlexicon:\n", "---\nx a1 a2")),
    "front matter: a number": (MediaType.MARKDOWN, lambda size: "---\ndate: " + "9" * size + "\n---\nx"),
    "Markdown: paragraphs": (MediaType.MARKDOWN, _row("a\n\n")),
    "Markdown: open brackets": (MediaType.MARKDOWN, _row("[")),
    "Markdown: nested brackets": (MediaType.MARKDOWN, lambda size: "[" * (size // 2) + "a" + "]" * (size // 2)),
    "Markdown: nested links": (MediaType.MARKDOWN, lambda size: "[" * (size // 5) + "a" + "](b)" * (size // 5)),
    "Markdown: nested pictures": (MediaType.MARKDOWN, lambda size: "![" * (size // 6) + "a" + "](b)" * (size // 6)),
    "Markdown: brackets in links": (MediaType.MARKDOWN, _row("(", "[a](")),
    "Markdown: marks": (MediaType.MARKDOWN, _row("*_*_")),
    "Markdown: emphasis": (MediaType.MARKDOWN, _row("*a")),
    "Markdown: code": (MediaType.MARKDOWN, _growing("`")),
    "Markdown: angles": (MediaType.MARKDOWN, _row("<")),
    "Markdown: colons": (MediaType.MARKDOWN, _row(":")),
    "Markdown: schemes": (MediaType.MARKDOWN, _row("http://_ ")),
    "Markdown: hosts": (MediaType.MARKDOWN, _row("_www.")),
    "Markdown: mailboxes": (MediaType.MARKDOWN, _row("a@")),
    "Markdown: brackets and marks": (MediaType.MARKDOWN, lambda size: "[*" * min(size // 2, 150_000)),
    "Markdown: comments": (MediaType.MARKDOWN, _row("<!-- ")),
    "Markdown: elements": (MediaType.MARKDOWN, _row("<a><a>")),
    "Markdown: quotations": (MediaType.MARKDOWN, _row("> ")),
    "Markdown: deep quotations": (MediaType.MARKDOWN, _row("> " * 45 + "a\n\n")),
    "Markdown: lists": (MediaType.MARKDOWN, _row("- a\n")),
    "Markdown: deeper lists": (MediaType.MARKDOWN, _growing("  ", "- a\n")),
    "Markdown: headings": (MediaType.MARKDOWN, _counted("# a{}\n\n")),
    "Markdown: notes": (MediaType.MARKDOWN, _counted("a[^{0}]\n\n[^{0}]: b\n\n")),
    "Markdown: notes in lines": (MediaType.MARKDOWN, _row("a^[b] ")),
    "Markdown: references": (MediaType.MARKDOWN, _row("[a] ", "\n\n[a]: b")),
    "Markdown: definitions": (MediaType.MARKDOWN, _counted("[a{}]: b\n")),
    "Markdown: abbreviations": (MediaType.MARKDOWN, _counted("*[A{}]: B\n", "", "\nA1 A2")),
    "Markdown: a table": (MediaType.MARKDOWN, lambda size: "|a|b|\n|-|-|\n" + "|a|b|\n" * (size // 6)),
    "Markdown: a wide table": (
        MediaType.MARKDOWN,
        lambda size: "|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|\n" * (size // 2),
    ),
    "Markdown: formulas": (MediaType.MARKDOWN, _row("$a$ ")),
    "HTML: paragraphs": (MediaType.HTML, _row("<p>")),
    "HTML: elements": (MediaType.HTML, _row("<b>a</b> ")),
    "HTML: nested": (MediaType.HTML, _nested("<div>", "a", "</div>")),
    "HTML: nested once": (MediaType.HTML, lambda size: "<div>" * 1990 + "a " * (size // 2)),
    "HTML: too deep": (MediaType.HTML, _nested("<div>", "a", "", 100_000)),
    "HTML: nested lists": (MediaType.HTML, _nested("<ul><li>a", "b", "</ul>", 900)),
    "HTML: nested tables": (MediaType.HTML, _nested("<table><tr><td>a", "b", "</table>", 600)),
    "HTML: languages": (MediaType.HTML, _nested("<span lang=de>a b c ", "d", "</span>")),
    "HTML: cells": (MediaType.HTML, _row("<td>a", "<table><tr>")),
    "HTML: long cells": (MediaType.HTML, _row("<tr><td rowspan=65534 colspan=1000>a")),
    "HTML: pull quotes": (
        MediaType.HTML,
        _counted("<p>this is said twice {0}</p><blockquote class=pullquote>this is said twice {0}</blockquote>"),
    ),
    "HTML: boxes": (MediaType.HTML, _row("<div class=share><a href=x>b</a></div>")),
    "HTML: nested boxes": (MediaType.HTML, _nested("<div class=share>", "a", "</div>", 60)),
    "HTML: nested lines": (
        MediaType.HTML,
        lambda size: "<meta name=author content='Ada'>" + _nested("<div>", "a", "</div>", 50)(size),
    ),
    "HTML: deeper boxes": (MediaType.HTML, _nested("<div class=share>", "a", "</div>", 600)),
    "HTML: notes": (MediaType.HTML, _counted("<a href='#n{0}'>1</a><p id=n{0}>note</p>")),
    "HTML: notes of a term": (
        MediaType.HTML,
        lambda size: "<a href='#n'>1</a>" * (size // 40) + "<dl><dt id=n>1" + "<b></b>" * (size // 15) + "</dt><dd>a",
    ),
    "HTML: a place in places": (
        MediaType.HTML,
        lambda size: "<a href='#n'>1</a>" * (size // 20) + "<p>" + "<span>" * 1700 + "<span id=n>a</span>",
    ),
    "HTML: a reference in references": (
        MediaType.HTML,
        lambda size: (
            "<p>"
            + _nested("<b>", "<sup><a href='#f'>1</a></sup><i id=n>a</i>", "</b>", 1500)(0)
            + "</p><div class=footnote id=f>"
            + "<a href='#n'>1</a>" * (size // 20)
        ),
    ),
    "HTML: notes in notes": (
        MediaType.HTML,
        lambda size: (
            "<p id=y>a<sup><a href='#x'>1</a></sup></p>"
            + "<div class=footnote id=x>" * 26
            + "<a href='#y'>b</a>." * (size // 25)
        ),
    ),
    "HTML: empty links back": (
        MediaType.HTML,
        lambda size: (
            "<p id=y>a<sup><a href='#x'>1</a></sup></p><div class=footnote id=x><span>"
            + "<b></b>" * (size // 20)
            + "</span><i>"
            + "<a href='#y'></a>" * (size // 40)
        ),
    ),
    "HTML: quotations in a table": (
        MediaType.HTML,
        lambda size: "<table><tr><td>a<td>b<tr><td>c<td>" + "<blockquote>" * 1000 + "a " * (size // 2),
    ),
    "HTML: a heading of boxes": (
        MediaType.HTML,
        lambda size: "<div id=a-b>" * 26 + "<h2>a b" + "<b></b>" * (size // 12),
    ),
    "HTML: buttons in a heading": (
        MediaType.HTML,
        lambda size: "<h2>" + "<b></b>" * (size // 20) + "<button>a</button>" * (size // 40),
    ),
    "HTML: panels of a tab": (
        MediaType.HTML,
        lambda size: (
            "<a role=tab id=t>"
            + "<b></b>" * (size // 20)
            + "</a>"
            + "<div role=tabpanel aria-labelledby=t>a</div>" * (size // 90)
        ),
    ),
    "HTML: panels in panels": (
        MediaType.HTML,
        lambda size: "<a role=tab id=t>a</a>" + "<div role=tabpanel aria-labelledby=t>" * 1000 + "a " * (size // 2),
    ),
    "HTML: a long base": (
        MediaType.HTML,
        lambda size: (
            "<base href='http://a.b" + "/x" * (size // 4) + "/'><p id=x>a" + "<a href='y#x'>b</a>" * (size // 40)
        ),
    ),
    "HTML: classes": (MediaType.HTML, _row("a ", "<p class='")),
    "HTML: articles": (MediaType.HTML, _row("<article>one two</article>")),
    "page: paragraphs": (MediaType.HTML, _row("<p>some words of a page that is read in the web</p>")),
    "page: short paragraphs": (MediaType.HTML, _row("<p>a")),
    "page: a word": (MediaType.HTML, _row("a", "</p>")),
    "page: words": (MediaType.HTML, _row("<p>" + "a " * 50)),
    "page: nested": (MediaType.HTML, _nested("<div>", "a", "</div>", 500)),
    "page: links": (MediaType.HTML, _row("<p>words <a href=x>and a link</a> in them</p>")),
    "page: links in a line": (MediaType.HTML, _row("<a href=/x>a link</a> ", "<p>")),
    "page: links in boxes": (
        MediaType.HTML,
        lambda size: "<div>" * 60 + "<a href=/x>a link</a><br>" * ((size - 300) // 25),
    ),
    "page: notes": (
        MediaType.HTML,
        lambda size: (
            "".join(f"<p>word<sup><a href='#n{n}'>{n}</a></sup></p>" for n in range(size // 100))
            + "".join(f"<p id=n{n}><a href='#'>{n}</a> note</p>" for n in range(size // 100))
        ),
    ),
    "page: notes in a line": (
        MediaType.HTML,
        lambda size: (
            "<p>"
            + "".join(f"word<sup><a href='#n{n}'>{n}</a></sup> " for n in range(size // 100))
            + "".join(f"<p id=n{n}><a href='#'>{n}</a> note</p>" for n in range(size // 100))
        ),
    ),
    "page: speakers": (MediaType.HTML, _row("<p class=author>Ann Lee</p><p>So it is, she says.</p>")),
    "page: folds": (MediaType.HTML, _counted("<h3>Why {0}?</h3><div hidden>So it is <a href='#a{0}'>more</a></div>")),
    "page: folded navigation": (MediaType.HTML, _counted("<div>Why {0}?</div><nav>So it is <a href=x>here</a></nav>")),
    "page: hidden": (MediaType.HTML, _row("<div hidden><p>some words of a page that is read</p></div>")),
    "page: questions": (
        MediaType.HTML,
        _counted("<h3><button aria-controls=a{0}>Why?</button></h3><p id=a{0} hidden>So"),
    ),
    "page: formulas": (
        MediaType.HTML,
        _row("a $x$ b $y$ ", "<script src=mathjax.js></script><p>words of a page that is read"),
    ),
    "page: dates": (
        MediaType.HTML,
        _counted("<p>4 May {0}</p><p>We went on.</p>", "<meta name=date content=2015-05-04>"),
    ),
    "page: lists of links": (MediaType.HTML, _row("<ul><li><a href=/x>some words here</a></ul>")),
    "page: boxes": (MediaType.HTML, _row("<div class='share related comments'><p>words in a box</p></div>")),
    "page: articles": (MediaType.HTML, _row("<article><p>one two three four five six</p></article>")),
    "page: cells": (MediaType.HTML, _row("<td>a b c", "<table><tr>")),
    "page: pictures": (MediaType.HTML, _counted("<img src={0}.png alt='a picture'>")),
    "page: metadata": (MediaType.HTML, _counted("<meta name=author content='A{0} B'>", "", "<p>a few words")),
    "page: JSON": (
        MediaType.HTML,
        lambda size: "<script type='application/ld+json'>" + '{"a":' * (size // 5) + "</script><p>a few words",
    ),
    "page: languages": (MediaType.HTML, _counted("<p lang=de>einige Wörter {0}</p>")),
    "HTML: JSON": (MediaType.HTML, _row("[", "<script type='application/ld+json'>")),
}


def _timed(limit: float, steps: dict[str, float], name: str, step: Callable[[], _T]) -> _T:
    signal.setitimer(signal.ITIMER_PROF, limit)
    start = time.process_time()
    try:
        return step()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        steps[name] = round(time.process_time() - start, 2)


def run(name: str, size: int, limit: float) -> dict[str, object]:
    """Take an input through every step, and say how long each took."""
    steps: dict[str, float] = {}
    refused = ""
    take = _normalize if name in TEXTS else _convert if name in ARTICLES else _verify
    try:
        take(name, size, partial(_timed, limit, steps))
    except AudioedError as error:
        refused = str(error)
    return {"name": name, "steps": steps, "refused": refused}


def _normalize(name: str, size: int, timed: _Timed) -> None:
    text = TEXTS[name](size)
    for locale in ("en-GB", "de", "fr"):
        timed(f"normalizing {locale}", partial(normalize, text, locale))
        timed(f"splitting {locale}", partial(split_sentences, text, locale))


def _convert(name: str, size: int, timed: _Timed) -> None:
    media_type, build = ARTICLES[name]
    content = build(size).encode(errors="surrogatepass")
    address = "https://example.org/large" if name.startswith("page:") else "large"
    source = Source(name="large", address=address, media_type=media_type, content=content)
    settings = configure({})
    article = timed("reading", lambda: read_source(source))
    script = timed("narrating", lambda: narrate(article, load_policy("standard"), rate_wpm=WordsPerMinute(170)))
    normalized = timed("normalizing", lambda: normalize_script(script))
    timed("segmenting", lambda: segment(normalized, cast(article.metadata, settings)))


def _verify(name: str, size: int, timed: _Timed) -> None:
    suffix, build = EDITIONS[name]
    with TemporaryDirectory() as folder:
        sample, path = Path(folder, "sample.mp3"), Path(folder, f"large.{suffix}")
        sample.write_bytes(edition("mp3"))
        path.write_bytes(build(size))
        if suffix == "mp3":
            timed("verifying", lambda: verify(path))
            return
        packed = timed("reading", lambda: private_record(path))
        record = timed("unpacking", lambda: unpack_record(packed) if packed else read_record(sample))
        timed("verifying", lambda: verify(path, record=record))


def _peak() -> int:
    """Return the most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux hands `ru_maxrss` on from the program that started this one
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2


def main() -> None:
    """Run the inputs that are named."""
    size, names = int(sys.argv[1]), sys.argv[2:]
    limit = max(LEAST_SECONDS, size / 1_000_000 * SECONDS_PER_MEGABYTE)
    for name in names:
        print(json.dumps({"begun": name}), flush=True)  # noqa: T201 - this program's answer
        result = run(name, size, limit)
        print(json.dumps({**result, "megabytes": _peak()}), flush=True)  # noqa: T201 - this program's answer


if __name__ == "__main__":
    main()
